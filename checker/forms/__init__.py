"""Forms: one workbook a unit to fill in, and reading what comes back. No unit ever edits YAML (outputs 3).

The public face: `layout.units` names the units, `sheet.plan_form` and `sheet.drawn` make a unit's workbook;
`opening.files` lists what came back, `collecting.collected` makes one submission of it, `complaints.render` the
workbook to send back. Values go this way:

- `opening` reads files side by side and `lifting` lifts what was filled in: `Line`s of cells, before the plan is known;
  where the columns stand, the heads of our forms say or an office's own `mapping`.
- With the plan: `accepting` says which files are taken, `answers` finds what they answer by id (`cells` reads a cell),
  `joining` joins the files, `values` and `arranging` make each value as a submission holds it.
- `drafting` writes the submission (`telling`) or adds to one that is there (`into`) and judges it as `run` will;
  `placing` leads its findings back to the cells.
"""
