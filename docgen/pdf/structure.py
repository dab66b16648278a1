"""What a PDF of any origin has besides its pages: metadata, bookmarks, page labels, attachments, signatures, claims.

Read with pypdf, which follows the named destinations and the odd shapes that bookmarks and labels have in the wild.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, Destination, DictionaryObject

# pypdf logs the mistakes it tolerates, and Python would print that log to stderr.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

_FIT = {"/XYZ": 3, "/Fit": 0, "/FitH": 1, "/FitV": 1, "/FitR": 4, "/FitB": 0, "/FitBH": 1, "/FitBV": 1}
_BROKEN = (PyPdfError, AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError, NotImplementedError)
_DEEPEST = 100  # a bad file may contain a cycle


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """The target of a bookmark or link: the page, from 0, and how it is shown ("/XYZ", 72, 700, 0)."""

    page: int
    fit: tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark; `target` is None if it leads to no page of this file."""

    title: str
    level: int
    target: LinkTarget | None


@dataclass(frozen=True, slots=True)
class Structure:
    """What a PDF is made of. `labels` are those of the pages as a viewer shows them; `archive` is its claim ("2B").

    `fields` counts form fields other than signatures; `unsettled`: only the viewer draws what was filled into some.
    """

    title: str
    author: str
    keywords: str
    creator: str
    day: date | None
    language: str
    labels: tuple[str, ...]
    marks: tuple[Mark, ...]
    targets: dict[str, LinkTarget]
    signatures: int
    fields: int
    unsettled: bool
    runs_code: bool
    tagged: bool
    archive: str


def structure(pdf: bytes) -> Structure:
    """Return what a PDF is made of. Raises ValueError if that cannot be read."""
    try:
        reader = PdfReader(io.BytesIO(pdf))
        root = reader.root_object
        info = reader.metadata
        pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)
                 if page.indirect_reference}  # fmt: skip
        form = _dictionary(root.get("/AcroForm"))
        fields = list(_fields(form.get("/Fields")))
        signed = sum(kind == "/Sig" for kind, _ in fields)
        filled = any(text for _, text in fields)
        return Structure(
            title=_text(info, "/Title"),
            author=_text(info, "/Author"),
            keywords=_text(info, "/Keywords"),
            creator=_text(info, "/Creator"),
            day=_day(_text(info, "/CreationDate")),
            language=_text(root, "/Lang"),
            labels=tuple(reader.page_labels),
            marks=tuple(_marks(reader.outline, pages)),
            targets=_targets(reader, pages),
            signatures=signed,
            fields=len(fields) - signed,
            unsettled="/XFA" in form or (_is_true(form.get("/NeedAppearances")) and filled),
            runs_code=_runs_code(root),
            tagged=_is_tagged(root),
            archive=_archive(reader),
        )
    except _BROKEN as error:
        raise ValueError(f"not a readable PDF: {error}") from error


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _is_true(value: Any) -> bool:
    """Return whether a flag is set. In a condition pypdf's own object for False would count as true."""
    return value is not None and bool(value.get_object() == True)  # noqa: E712


def _text(holder: Any, name: str) -> str:
    """Return a text on one line, "" if there is none."""
    value = holder.get(name) if holder else None
    found = value.get_object() if value is not None else ""
    return " ".join(found.split()) if isinstance(found, str) else ""


def _day(text: str) -> date | None:
    """Return the day of a date as PDF writes it: D:20260108…"""
    try:
        return datetime.strptime(text.removeprefix("D:")[:8], "%Y%m%d").date()
    except ValueError:
        return None


def _marks(outline: Any, pages: dict[int, int], level: int = 0) -> Iterator[Mark]:
    """Yield the bookmarks of an outline as pypdf returns it: a nested list holds those below."""
    for item in outline:
        if isinstance(item, list):
            yield from _marks(item, pages, level + 1)
        else:
            yield Mark(_text(item, "/Title"), level, _target(item, pages))


def _targets(reader: PdfReader, pages: dict[int, int]) -> dict[str, LinkTarget]:
    found = {}
    for name, item in reader.named_destinations.items():
        target = _target(item, pages)
        if target is not None:
            found[str(name)] = target
    return found


def _target(item: Destination, pages: dict[int, int]) -> LinkTarget | None:
    """Return where a destination leads, None if to no page of the file."""
    page, *fit = item.dest_array
    number = pages.get(getattr(page, "idnum", 0))
    if number is None or not fit or str(fit[0]) not in _FIT:
        return None
    name = str(fit[0])
    values: list[float | None] = []
    for value in fit[1 : 1 + _FIT[name]]:
        values.append(float(value) if isinstance(value, int | float) else None)
    return LinkTarget(number, (name, *values))


def _fields(kids: Any, kind: str = "", depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Yield the kind of each field and whether a text was filled in; an empty signature field does not count."""
    kids = kids.get_object() if kids is not None else None
    if not isinstance(kids, ArrayObject) or depth >= _DEEPEST:
        return
    for kid in kids:
        field = _dictionary(kid)
        own = str(field.get("/FT", kind))
        below = [item for item in field.get("/Kids", ArrayObject()).get_object() if "/T" in _dictionary(item)]
        if below:
            yield from _fields(ArrayObject(below), own, depth + 1)
        elif own != "/Sig" or "/V" in field:
            yield own, own in ("/Tx", "/Ch") and bool(field.get("/V"))


def _runs_code(root: DictionaryObject) -> bool:
    """Return whether a file does anything by itself when it is opened, other than showing one of its pages."""
    opening = root.get("/OpenAction")
    does = _dictionary(opening).get("/S", "/GoTo")
    return "/JavaScript" in _dictionary(root.get("/Names")) or "/AA" in root or does != "/GoTo"


def _is_tagged(root: DictionaryObject) -> bool:
    marked = _is_true(_dictionary(root.get("/MarkInfo")).get("/Marked"))
    return marked and "/K" in _dictionary(root.get("/StructTreeRoot"))


def _archive(reader: PdfReader) -> str:
    """Return the claim of PDF/A ("2B"), "" for none or unreadable metadata."""
    try:
        xmp = reader.xmp_metadata
        return f"{xmp.pdfaid_part or ''}{xmp.pdfaid_conformance or ''}" if xmp is not None else ""
    except _BROKEN:
        return ""
