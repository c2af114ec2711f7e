"""Files of other programs: read within bounds, written whole and inert. Each file-format library has its one module.

The public face: `yamlfile.read` (PyYAML) gives a `Document`; `bounded.file` gives a `Book` of filled cells, whatever
program wrote it: `xlsx` (openpyxl, by way of `workbook`), `xls` (xlrd), `ods` and `csvfile` (the standard library);
`workbook` (openpyxl), `word` (docxtpl) and `templates` make files; a template runs in the `sandbox` (jinja2) with its
`filters` and its `budget` of steps, and `wordcheck` finds the faults of a Word template; `writing.write` writes a file
whole or not at all, `writing.safe_name` names it; `places` finds those shipped.
"""
