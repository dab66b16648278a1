"""A Word file without the comments people left in it.

Comments are not printed, and a warm LibreOffice of Debian's package without GUI aborts at the first one: its margin
window wants a description (annotation.ui) that the package leaves out (measured with 7.4.7; `--convert-to` ends before
the window is drawn and is spared).
"""

from __future__ import annotations

import io
import re
import zipfile

_MARK = re.compile(rb"<w:comment(?:Reference|RangeStart|RangeEnd)\b[^>]*?(?:/>|>\s*</w:comment\w+>)")
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")


def without_comments(docx: bytes) -> bytes:
    """Return `docx` without the marks that anchor comments; the same bytes where it has none.

    Raises zipfile.BadZipFile for what is no package.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        names = source.namelist()
        if not any(name.startswith("word/comments") for name in names):
            return docx
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
            for name in names:
                data = source.read(name)
                target.writestr(zipfile.ZipInfo(name), _MARK.sub(b"", data) if _STORY.fullmatch(name) else data)
    return out.getvalue()
