"""Step 4, Soát: what is wrong with a paper, its Word file, its PDF, or several papers together.

`rules` holds one rule a file, run by `rule`; `arrival` proves that every value is where it belongs in the Word file and
the PDF; `unused` reports data that nothing uses; `papers` compares facts that several papers state. What rules share:
`law` (the decree's figures), `arithmetic` (sums in prose), `claims` (what a text says of whole tables), `amounts`
(money in words), `times`, `spans` and `periods` (days that there are not, or that do not fit), `unfinished` (what
drafting left). A check takes values and returns findings; it writes nothing.
"""
