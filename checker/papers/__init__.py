"""Official papers as text and data, then set in a format.

The public face: `circular.compose`, `memo.compose` and `slips.slips` make papers as plain data under a
`letterhead.Letterhead`, in the words of a text template filled with `facts.item` and `counts.part`;
`typesetting.circular`, `typesetting.memo` and `typesetting.slip` set them as Word, Markdown or HTML; `samples.check`
tries an edited template.
"""
