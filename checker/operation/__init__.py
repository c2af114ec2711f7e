"""Standing operation: what was issued and how it proves itself, what changed, what is told to whom, the daily run.

The public face: `bag.sealed` makes a BagIt bag, `freezing.freeze` issues one, `checking.check` and `chain.chained`
verify; `changes.between` compares two assessments, `notices.due` says what is to be told, `noticelog.deliver` tells it
once; `daily.run` is the daily run, `metrics.write` says how it went, `schedule.systemd` and `schedule.cron` time it.
"""
