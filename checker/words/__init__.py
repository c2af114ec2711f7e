"""An assessment in words, the same for every output.

The public face: a `view.View` is an assessment with a language, and what every reporter shows of it;
`sentence.sentence` says a verdict, `explanation.explain` the whole way to it, `tables` makes the tables that outputs
share, `amounts` the amounts of a verdict, `owed` and `upcoming` what units owe; `view.said` says a finding.
"""
