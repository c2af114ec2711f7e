"""Satisfaction surveys (公共服务质量监测): from the answers as they were exported to scores with their half-widths.

The public face: `reading.read` → `Form`, `gathering.gather` → answers,
`results.results`, `groups.groupings`, `pages.page`, `pictures.pictures`, `blank.files`, `values.values`.
"""
