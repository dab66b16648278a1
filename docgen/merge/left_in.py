"""What a template would print wrong or stale: leftover placeholders, live fields, Word's numbers, damaged letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import replace

from docgen import vietnamese
from docgen.expression.stray_signs import CODES, said, stray_signs
from docgen.finding import Finding, Where
from docgen.merge.tags import FALLBACK, names_in
from docgen.model.vocabulary import Vocabulary
from docgen.ooxml.fields import name_of
from docgen.ooxml.plain import own_text
from docgen.ooxml.xml import Element, field_codes, qn
from docgen.word.numbering import Numbering

_LIVE = frozenset(
    """DATE TIME SAVEDATE CREATEDATE PRINTDATE EDITTIME FILENAME FILESIZE AUTHOR LASTSAVEDBY USERNAME USERINITIALS
    USERADDRESS REVNUM IF COMPARE ASK FILLIN DOCPROPERTY DOCVARIABLE TITLE SUBJECT COMMENTS KEYWORDS MERGEFIELD
    MERGEREC MERGESEQ NEXT NEXTIF SKIPIF""".split()  # noqa: SIM905
)
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_STALE = frozenset(["TOC", "INDEX", "TOA"])


def left_in(
    root: Element, places: Mapping[Element, Where], vocabulary: Vocabulary, links: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what is wrong with the paragraphs below `root`; `links` are the targets of its links by their id."""
    paragraphs = []
    for paragraph in root.iter(qn("w:p")):
        is_second_copy = next(paragraph.iterancestors(FALLBACK), None) is not None  # of a text box, by Word
        if paragraph in places and not is_second_copy:
            paragraphs.append(paragraph)
    for paragraph in paragraphs:
        where = places[paragraph]
        signs = list(stray_signs(own_text(paragraph), vocabulary.knows))
        for found in signs:
            yield Finding.of(CODES[found.kind], replace(where, tag=found.text), said(found), found.remedy)
        yield from _fields(paragraph, where, reported=bool(signs))
        yield from _links(paragraph, where, links)
        if next(paragraph.iter(_FORMULA), None) is not None:
            yield Finding.of("MT038", where, "mẫu có công thức toán (Equation), có thể không in ra trong PDF")
    for number, changes in vietnamese.tim_hong([own_text(paragraph) for paragraph in paragraphs]).items():
        yield Finding.of("CT001", places[paragraphs[number]], vietnamese.ke_chu_hong(changes))


def _fields(paragraph: Element, where: Where, *, reported: bool) -> Iterator[Finding]:
    """Yield the fields of a paragraph that change by themselves or are stale.

    A field of mail merge shows its name as a sign, so with `reported` signs it has its finding already.
    """
    for code in field_codes(paragraph):
        word = name_of(code)
        if word in _LIVE and not (word == "MERGEFIELD" and reported):
            yield Finding.of("DL133", where, f"trường {word} của mẫu tự đổi khi mở, khi in")
        elif word in _STALE:
            yield Finding.of("DL134", where, f"mẫu có trường {word} (mục lục) giữ chữ cũ")
        elif word == "HYPERLINK" and "{{" in code:
            yield Finding.of("DL135", where, f"thẻ trong địa chỉ liên kết sẽ còn nguyên: {code.strip()[:80]}")


def _links(paragraph: Element, where: Where, links: Mapping[str, str]) -> Iterator[Finding]:
    for link in paragraph.iter(qn("w:hyperlink")):
        target = links.get(str(link.get(qn("r:id"))), "")
        if re.search(r"\{\{|%7B%7B", target, re.I):
            yield Finding.of("DL135", where, f"thẻ trong địa chỉ liên kết sẽ còn nguyên: {target[:80]}")


def numbers_that_run_on(
    root: Element, places: Mapping[Element, Where], numbering: Numbering, repeated: Set[str]
) -> Iterator[Finding]:
    """Yield the paragraphs that are repeated for each entry (by a tag of `repeated`) and that Word itself numbers."""
    for paragraph in root.iter(qn("w:p")):
        names = [name for name in names_in(paragraph) if name.split(".")[0] in repeated]
        if not names or paragraph not in places:
            continue
        level = numbering.level(paragraph)
        if level is not None and level.counts:
            message = f"đoạn làm mẫu “{names[0]}” dùng số tự động của Word: số sẽ chạy tiếp từ mục này sang mục khác"
            yield Finding.of("MT037", places[paragraph], message)
