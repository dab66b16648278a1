"""Step 2, Dựng: plain values become a typed paper; and the nouns that later steps speak in.

A record declares each datum in one line (`fields`; what a value may be: `value_types`). From it come the typed value,
findings, the JSON Schema (`schema`) and the file of `docgen new` (`starter`, `examples`).

Inside: `paper` and its `parts`, read by `read_paper` (`titles` of leaders); the kinds of papers (`paper_kind`, those of
a project: `known_kinds`); `settings` of a project; `resolved`, a paper as it will be printed, `chart`, and
`vocabulary`, the names that templates and texts may ask for. Three rooms of their own: `text` (what marks in a text
mean), `tables` (what the rows of a sheet are: data, totals, headings), `periods` (the next paper from the last).
"""
