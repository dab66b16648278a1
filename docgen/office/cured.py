"""The copy of a Word file that LibreOffice gets: without what it stumbles over, and looking the same.

Comments are not printed, and a warm LibreOffice of Debian's package without GUI aborts at the first one: its margin
window wants a description (annotation.ui) that the package leaves out (measured with 7.4.7; `--convert-to` ends before
the window is drawn and is spared).

A section that begins with a table does not count its pages anew in some versions (`versions.counts_on_at_tables`). It
does where a paragraph comes first, so one too low to be seen is put there.
"""

from __future__ import annotations

import io
import re
import zipfile

from docgen.office.wordfile import DOCUMENT, unpacked

_MARK = re.compile(rb"<w:comment(?:Reference|RangeStart|RangeEnd)\b[^>]*?(?:/>|>\s*</w:comment\w+>)")
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TABLE_BEGINS_SECTION = re.compile(rb"(</w:sectPr>\s*</w:pPr>(?:(?!</w:p>).)*</w:p>)(?=\s*<w:tbl>)", re.DOTALL)
_UNSEEN = (
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="1" w:lineRule="exact"/>'
    b'<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


def cured(docx: bytes, *, counts_on_at_tables: bool) -> bytes:
    """Return `docx` as LibreOffice gets it; the same bytes where nothing needs to change.

    Raises zipfile.BadZipFile for what is no package.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        commented = any(name.startswith("word/comments") for name in package.namelist())
    if not commented and not counts_on_at_tables:
        return docx
    parts = unpacked(docx)
    changed: dict[str, bytes] = {}
    if commented:
        changed = {name: _MARK.sub(b"", part) for name, part in parts.items() if _STORY.fullmatch(name)}
    if counts_on_at_tables:
        document = changed.get(DOCUMENT, parts.get(DOCUMENT, b""))
        document, count = _TABLE_BEGINS_SECTION.subn(rb"\1" + _UNSEEN, document)
        if count:
            changed[DOCUMENT] = document
    if not changed:
        return docx
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), changed.get(name, part))
    return out.getvalue()
