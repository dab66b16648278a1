"""Tables of thousands of rows, converted in a time that grows with their pages.

`divided` is the door. Inside: `paper` (the document with its tables in pieces), `rows` (one table: marked, measured,
divided, verified), `paging` (where pages end), `alike` (rows that are certainly equally high), `divisible` (which
tables this works for).
"""

from docgen.office.long.divisible import Undivided
from docgen.office.long.paper import MIN_ROWS, Convert, divided

__all__ = ["MIN_ROWS", "Convert", "Undivided", "divided"]
