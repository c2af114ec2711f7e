"""Forms: one workbook a unit to fill in, and reading what comes back. No unit ever edits YAML (rules 10).

`layout` says which cells an indicator has, `sheet` makes the workbook, `reading` opens what comes back, `rows` finds
the values in it by id, `csvfile` and `mapping` read other layouts, `collecting` merges, checks and writes YAML.
"""
