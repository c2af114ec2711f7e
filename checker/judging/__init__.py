"""The rules: (plan, submissions, on) → Assessment.

The public face: `jobs.gather` and `jobs.gather_plans` find what is to be judged, `jobs.Job.judged` judges it;
`evaluate.evaluate` does the same of plain values, pure; `linting.lint` says what is wrong with files. `order` holds the
order of decision, `facts` what it asks, `scoring` the marks.
"""
