"""Step 7 (Hoàn thiện): the PDF that LibreOffice exported becomes the final PDF.

Inside: `paper` (metadata, bookmarks and marks of one paper), `volume` (many papers of any origin bound in one
file), and for volumes `page_parts` (what pages hold besides their content) and `tags` (one tree from many).
"""

from docgen.finish.paper import (
    UNDATED,
    EmbeddedFont,
    Metadata,
    Unreadable,
    conditions,
    embedded_fonts,
    finish,
    font_findings,
    page_count,
)

__all__ = ["UNDATED", "EmbeddedFont", "Metadata", "Unreadable", "conditions", "embedded_fonts", "finish",
           "font_findings", "page_count"]  # fmt: skip
