"""Step 7 (Hoàn thiện): the PDF LibreOffice made becomes the PDF that is kept.

Inside: `paper` (metadata, bookmarks and marks of one paper), `volume` (many papers bound in one file, which may be
anybody's), and for volumes `page_parts` (what pages carry besides their print) and `tags` (one tree of many).
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
