"""The copy of a Word file that LibreOffice gets: without what it fails on, and looking the same.

Comments are not printed, and a running LibreOffice of Debian's package without GUI aborts at the first one: its margin
window needs a description (annotation.ui) that the package leaves out (measured with 7.4.7; `--convert-to` ends before
the window is drawn and is not affected).

In some versions a section that begins with a table does not restart its page numbers (`versions.counts_on_at_tables`).
It does if a paragraph comes first, so one too low to be seen is put there.
"""

from __future__ import annotations

import re

from docgen.ooxml.package import Package

_MARK = re.compile(rb"<w:comment(?:Reference|RangeStart|RangeEnd)\b[^>]*?(?:/>|>\s*</w:comment\w+>)")
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TABLE_BEGINS_SECTION = re.compile(rb"(</w:sectPr>\s*</w:pPr>(?:(?!</w:p>).)*</w:p>)(?=\s*<w:tbl>)", re.DOTALL)
_UNSEEN = (
    b'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="1" w:lineRule="exact"/>'
    b'<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


def cured(package: Package, *, counts_on_at_tables: bool) -> Package:
    """Return a Word file as LibreOffice gets it; the same object if nothing needs to change."""
    has_comments = any(name.startswith("word/comments") for name in package.parts)
    if not has_comments and not counts_on_at_tables:
        return package
    copy = package.clone()
    if has_comments:
        for name in filter(_STORY.fullmatch, package.parts):
            copy.put(name, _MARK.sub(b"", package.parts[name]))
    if counts_on_at_tables:
        document = copy.parts[package.main]
        copy.put(package.main, _TABLE_BEGINS_SECTION.sub(rb"\1" + _UNSEEN, document))
    return copy
