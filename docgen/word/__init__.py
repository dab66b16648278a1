"""A Word file as read, anybody's: sections with their pages, paragraphs and tables in printed order, how they look.

`WordFile` is the door. Inside: `view` (what stands where), `look` (styles and direct formatting added up), `numbering`
(what Word itself prints before a paragraph).
"""

from docgen.word.view import PAGE, Page, Paragraph, Row, Section, Table, WordFile, paragraphs_of

__all__ = ["PAGE", "Page", "Paragraph", "Row", "Section", "Table", "WordFile", "paragraphs_of"]
