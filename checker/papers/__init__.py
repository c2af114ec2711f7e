"""Official papers as text and data, then set in a format.

The public face: `circular.compose` and `slips.slips` make papers as plain data under a `paper.Letterhead`;
`typesetting.circular` and `typesetting.slip` set them as Word, Markdown or HTML; `samples.check` tries an edited
template.
"""
