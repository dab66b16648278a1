"""A PDF as printed: what appears where, in which look; and what kind of PDF it is.

`read` gives pages of text lines with positions, fonts and drawn rules, bookmarks and metadata.
`fonts` lists the fonts of a file, `archive` checks the conditions of PDF/A-2b and of tagged PDF.

Inside: `reader` (letters grouped into lines; `affine` turns coordinates, `drawing` reads rules and boxes) into the
values of `page`; `file` (opening what is not trusted), `tags` (the paragraph and cell of each piece of text),
`structure` (what else a PDF holds), `destinations` (where links lead). For step 7: `parts` (bookmarks of parts without
a heading), `figures` (text for charts), `pieces` (one table printed in pieces).

It hides PDFium's handles and coordinates, letters drawn as several glyphs (text is NFC), and how lines are composed.
"""

from docgen.pdf.file import Parsed, opened
from docgen.pdf.page import Bookmark, Box, Document, DrawnRule, Line, Page, PrintedRun, TaggedBlock, Word
from docgen.pdf.reader import read

__all__ = [
           "Bookmark",
           "Box",
           "Document",
           "DrawnRule",
           "Line",
           "Page",
           "Parsed",
           "PrintedRun",
           "TaggedBlock",
           "Word",
           "opened",
           "read",
]  # fmt: skip
