"""Step 4, Soát: what is wrong with a paper, its Word file, its PDF, or several papers together.

`arrival` proves that every value stands where it belongs in the Word file and the PDF; `unused` tells of data that
nothing uses; `papers` compares facts that stand in several papers; `arithmetic` checks the sums written out in prose.
A check takes values and returns findings; it writes nothing.
"""
