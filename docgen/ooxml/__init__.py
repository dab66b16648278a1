"""A Word file as a package: unpacked safely, edited in the schema's order, written the same way every time.

`package` is the door; behind it `safety` with `fields`, `pictures`, `cut`, `media` and `metafile` (what is refused),
`container` (the zip), `xml` (names and trees), `edit` and `plain` (changes), `metrics` (how wide a text is). Knows
nothing of papers.
"""
