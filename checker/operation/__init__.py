"""Standing operation: what was issued and how it proves itself, what changed, what is told to whom, the daily run.

The public face: `bag.sealed` makes a BagIt bag, `freezing.freeze` issues one, `checking.check` and `chain.chained`
verify what was issued; `changes.between` compares two assessments.
"""
