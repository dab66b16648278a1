"""A table: how it is declared, and what the rows and columns of its source are.

`table` has the nouns; `rows` reads a table. For columns: `source_columns` (which column of the source is which),
`figure` (what a cell says in figures), `digits` and `row_numbers` (codes, years and names, which are no quantity),
`rates` (figures that are not added up), `cells`. For rows: `sorted_rows` (data, totals, headings, parts), with
`total_rows`, `row_sums` and `total_words`, `statistic_rows` (averages, lũy kế), `unnumbered` and `part_sums` (rows that
are parts of another), `list_total`, `numbering_row` (the row 1, 2, 3 below a header), `cut_range` (a range that ends
too early), `levels` and `outline` (the numbers of rows and what is printed for them).
"""
