"""A Word file as read, anybody's: sections with their pages, paragraphs and tables in printed order, how they look.

`WordFile` is the door. Inside: `view` (the file and its sections), `reader` (the walk over one part, into `blocks`),
`look` (styles and direct formatting added up), `numbering` (what Word itself prints before a paragraph).
"""

from docgen.word.blocks import Paragraph, WordRow, WordRun, WordTable, paragraphs_of
from docgen.word.reader import PAGE
from docgen.word.view import PageSetup, Section, WordFile

__all__ = ["PAGE", "PageSetup", "Paragraph", "Section", "WordFile", "WordRow", "WordRun", "WordTable", "paragraphs_of"]
