"""Typical cases (典型案例): a round of collecting, scoring, choosing, showing and announcing them.

The public face: `reading.read` → `Round`, `checks.check`, `scoring.marks`, `choosing.choose`, `publicity.announced`,
`tables`, `paper.circular`.
"""
