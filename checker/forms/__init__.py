"""Forms: one workbook a unit to fill in, and reading what comes back. No unit ever edits YAML (rules 9).

Out: `layout` says which cells an indicator has, `sheet` makes the workbook. Back: `opening` reads many files side by
side; `reading` bounds a file and hands it to `xlsx`, `ods`, `xls` or `csvfile`, which make a `book` of it; `tables`
lifts what was filled in. With the plan: `accepting` says which files are taken, `rows` finds their values by id,
`merging` joins the files, `values` shapes what a submission holds, `telling` writes it. `collecting` leads through all
of it, `into` adds to a submission, `mapping` explains other layouts, `complaints` makes the workbook to send back.
"""
