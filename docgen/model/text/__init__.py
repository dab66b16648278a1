"""What is typed in a text: headings, lists, emphasis, tags and labels, each with its place.

Inside: `markup` (a body becomes a list of blocks), `spans` (emphasis and tags in a paragraph), `cell_text` (those of a
cell), `labels` ("1.", "a)", "II." as numbers), `lists` (marks at the beginning of lines), `open_lines` (lines that wait
for their text), `openings` (the words that begin a căn cứ).
"""
