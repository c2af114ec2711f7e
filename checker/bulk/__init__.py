"""Many values: the same rules over whole tables of them, on an engine (docs/scale.md).

The public face: `run.judge` judges tables of values into a folder. `inputs` reads them row by row and `reports` makes
a report of a row; `reference` is the Python engine, the one that says what is right. `cuts` asks the kinds and the
order of decision where a reason changes, `steps` writes the answers as tables, `sql` holds the selects that compare
with them, `stepwise` runs these, on `duck` or `spark`, and lets Python judge what they set aside. `results` writes what
came out, whole or not at all.
"""
