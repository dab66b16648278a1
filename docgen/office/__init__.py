"""DOCX in, PDF out, through LibreOffice; nothing else in docgen knows that LibreOffice exists.

The room promises one verb, `Office.to_pdf`: a tagged PDF/A-2b with bookmarks and without comments, within a deadline,
from a document that is not trusted (no macro runs, no linked file or address is read), and no process left behind,
however docgen itself ends.

It hides: where LibreOffice and its fonts are installed (`install`, `fonts`), what its versions do differently
(`versions`, `cured`), the Word file that it gets (`wordfile`, with `headings` that stay with their text), the profile
and the export options (`settings`), the process that speaks UNO or, if no Python can, starts LibreOffice once
for each paper (`bridge`, `worker`), what remains if all of them were killed at once (`leftovers`), how a few of them
serve many papers (`pool`), and how a table of thousands of rows is kept from taking minutes (`long`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docgen.office import install
from docgen.office.fonts import fonts_fingerprint

if TYPE_CHECKING:
    from docgen.office.pool import Office

__all__ = ["Office", "fonts_fingerprint", "version"]


def version() -> str:
    """Return LibreOffice's number and build, read from its files. Raises DocgenError (HT001) if there is none."""
    return install.find().version


def __getattr__(name: str) -> Any:
    # Loaded only when something is to be exported; to find that nothing is, the version suffices.
    if name != "Office":
        raise AttributeError(f"module 'docgen.office' has no attribute {name!r}")
    from docgen.office.pool import Office

    return Office
