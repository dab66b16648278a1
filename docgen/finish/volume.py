"""Many papers bound in one PDF: a volume.

`look` reads a PDF of any origin and checks whether it can be bound; `bind` puts papers into one file, each under one
bookmark with its own bookmarks below, and with its own page numbers. Tags, attachments, layers and links are kept; what
a volume cannot keep is counted as lost. A volume claims PDF/A only where each of its papers does and the volume
meets the conditions. The same papers give the same bytes, and `is_intact` recognises a volume that nobody has touched.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import pikepdf

from docgen.finish.page_parts import lead_to_pages, notes_of, place, print_forms, stop_actions
from docgen.finish.paper import UNDATED, Metadata, describe, written
from docgen.finish.tags import Tags
from docgen.pdf.archive import conditions
from docgen.pdf.file import Locked, opened
from docgen.pdf.structure import LinkTarget, Mark, Structure, structure

CREATOR = "docgen bind"
_SEAL, _NO_SEAL = b"urn:sha256:", b"0" * 64
_SEALED = re.compile(rb"urn:sha256:([0-9a-f]{64})")
_LANGUAGE = "vi-VN"
_ODD = (AttributeError, IndexError, KeyError, RuntimeError, TypeError, ValueError, pikepdf.PdfError)
_NOT_ASKED = "HT031"  # the one condition checked that PDF/A-2b does not require: tags


class Empty(ValueError):
    """The PDF has no page."""


class Unsettled(ValueError):
    """The values filled into a form are drawn by the viewer alone; the file has no picture of them."""


class Misshapen(ValueError):
    """A paper breaks the rules of PDF: `number` is its place among the papers."""

    def __init__(self, number: int) -> None:
        super().__init__(f"not a sound PDF: paper {number}")
        self.number = number


@dataclass(frozen=True, slots=True)
class Source:
    """A PDF to bind: its bytes, its structure, and whether it had to be mended to be read."""

    data: bytes
    structure: Structure
    mended: bool

    @property
    def is_volume(self) -> bool:
        """Whether this is a volume itself."""
        return self.structure.creator == CREATOR

    @property
    def day(self) -> Any:
        """The day of a paper that docgen built; None for any other file, or if the paper has none yet."""
        about = self.structure
        undated = about.day == UNDATED and not about.keywords
        return None if about.creator != "docgen" or undated else about.day

    @property
    def number(self) -> str:
        """The number of a paper that docgen built, "" for any other file."""
        return self.structure.keywords if self.structure.creator == "docgen" else ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a volume: the title of its bookmark, and the label before its page numbers."""

    title: str
    label: str
    source: Source


@dataclass(slots=True)
class Volume:
    """A volume. `first` is the page, from 1, on which each paper begins.

    `lost` has for each kind of loss ("signatures", "fields", "code", "tags", "archive") the places of the papers that
    cause it; no place if it is the volume as a whole that is not PDF/A.
    """

    data: bytes = b""
    first: list[int] = field(default_factory=list)
    pages: int = 0
    lost: dict[str, list[int]] = field(default_factory=dict)

    def lose(self, kind: str, number: int) -> None:
        """Count a loss of a paper, once."""
        places = self.lost.setdefault(kind, [])
        if number not in places:
            places.append(number)


def look(data: bytes) -> Source:
    """Read a PDF to bind. Raises ValueError if it cannot be bound: Locked, Empty, Unsettled, or damaged."""
    with opened(data) as parsed:
        document = parsed.document
        if document.is_encrypted:
            raise Locked
        if not document.pages:
            raise Empty
        mended = bool(document.get_warnings())
        if mended:
            out = io.BytesIO()
            document.save(out)
            data = out.getvalue()
        about = structure(data)
        if len(about.labels) != len(document.pages):
            raise ValueError("two readers do not find the same pages")
    if about.unsettled:
        raise Unsettled
    return Source(data, about, mended)


def bind(papers: Sequence[Paper], title: str) -> Volume:
    """Return the papers bound in one file, in their order. Raises Misshapen for one that breaks the rules of PDF."""
    volume = Volume()
    language = _language(papers)
    with ExitStack() as stack:
        binding = _Binding(stack.enter_context(pikepdf.new()), volume, language)
        for number, paper in enumerate(papers):
            # Open until the end: what is copied is read only when the volume is written.
            source = stack.enter_context(pikepdf.open(io.BytesIO(paper.source.data), inherit_page_attributes=True))
            try:
                binding.add(number, paper, source)
            except _ODD as error:
                raise Misshapen(number) from error
        meta = _meta(papers, title, len(binding.document.pages), language)
        binding.close(meta)
    _prove(volume, meta)  # after the sources are closed: a large volume is in memory only once
    volume.data = volume.data.replace(_SEAL + _NO_SEAL, _SEAL + sha256(volume.data).hexdigest().encode(), 1)
    return volume


class _Binding:
    """A volume while papers are added to it."""

    def __init__(self, document: pikepdf.Pdf, volume: Volume, language: str) -> None:
        self.document = document
        self._result = volume
        self._language = language
        self._tags, self._layers = Tags(document), _Layers()
        self._marks: list[tuple[Mark, int]] = []
        self._labels: list[Any] = []
        self._profiles: list[tuple[bytes, ...]] = []
        self._version = "1.4"

    def add(self, number: int, paper: Paper, source: pikepdf.Pdf) -> None:
        """Add a paper. The document it is read from is changed."""
        about, first = paper.source.structure, len(self.document.pages)
        self._result.first.append(first + 1)
        _count_losses(self._result, number, source, about)
        self._share_profile(number, source, about.archive)
        lead_to_pages(source, about.targets)
        tagged = self._tags.prepare(source)
        _add_pages(self.document, source)
        if tagged:
            self._tags.take(source, about.language if about.language != self._language else "")
        self._layers.take(self.document, source)
        _attach(self.document, source, number)
        self._marks += _marks(paper, first, self.document)
        self._labels += _labels(paper, first)
        self._version = max(self._version, source.pdf_version)

    def close(self, meta: Metadata) -> None:
        """Write what all papers share, then the volume; its claim of PDF/A is not yet proven."""
        document, volume = self.document, self._result
        volume.pages = len(document.pages)
        self._tags.close(whole="tags" not in volume.lost)
        self._layers.close(document)
        _add_outline(document, self._marks)
        document.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array(self._labels))
        if len(set(self._profiles)) > 1 and "/OutputIntents" in document.Root:
            del document.Root.OutputIntents
        describe(document, meta, "" if "archive" in volume.lost else "2B")
        volume.data = _bytes(document, self._version)

    def _share_profile(self, number: int, source: pikepdf.Pdf, claim: str) -> None:
        """Keep the colour profile of the first paper, and count a paper for which the volume cannot be PDF/A-2b."""
        found = []
        for item in source.Root.get("/OutputIntents", pikepdf.Array()):
            found.append(item.DestOutputProfile.read_bytes())
        if found and not self._profiles:
            self.document.Root.OutputIntents = self.document.copy_foreign(
                source.make_indirect(source.Root.OutputIntents)
            )
        self._profiles.append(tuple(found))
        usual = next((profile for profile in self._profiles if profile), ())
        if claim not in ("2A", "2B", "2U") or tuple(found) != usual or len(source.attachments):
            self._result.lose("archive", number)


def _count_losses(volume: Volume, number: int, source: pikepdf.Pdf, about: Structure) -> None:
    """Remove from a file what a volume cannot keep, and count it as lost."""
    print_forms(source)
    code = stop_actions(source) or about.runs_code
    kinds = {"signatures": about.signatures, "fields": about.fields, "code": code, "tags": not about.tagged}
    for kind, lost in kinds.items():
        if lost:
            volume.lose(kind, number)


def _add_pages(document: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
    """Copy the pages, then the links between them: a link to a page that is not copied yet would be lost."""
    first = len(document.pages)
    kept = []
    for page in source.pages:
        kept.append(source.make_indirect(pikepdf.Array(notes_of(page))))
        for name in ("/Annots", "/B"):
            if name in page.obj:
                del page.obj[name]
    document.pages.extend(source.pages)
    for number, notes in enumerate(kept, first):
        if len(notes):
            document.pages[number].obj.Annots = document.copy_foreign(notes)


def _attach(document: pikepdf.Pdf, source: pikepdf.Pdf, number: int) -> None:
    """Keep the files that are attached, in the order of the papers."""
    for name, item in source.attachments.items():
        document.attachments[f"{number + 1:04} {name}"] = pikepdf.AttachedFileSpec(
            document, item.get_file().read_bytes(), filename=item.filename, description=item.description
        )


class _Layers:
    """The layers of the papers, so that what is hidden in a paper is hidden in the volume."""

    def __init__(self) -> None:
        self._groups: list[Any] = []
        self._lists: dict[str, list[Any]] = {}

    def take(self, document: pikepdf.Pdf, source: pikepdf.Pdf) -> None:
        held = source.Root.get("/OCProperties")
        if not isinstance(held, pikepdf.Dictionary):
            return
        mine = document.copy_foreign(held if held.is_indirect else source.make_indirect(held))
        groups, usual = list(mine.get("/OCGs", [])), mine.get("/D", pikepdf.Dictionary())
        self._groups += groups
        for name in ("/Order", "/AS", "/Locked", "/RBGroups", "/OFF"):
            self._lists.setdefault(name, []).extend(usual.get(name, []))
        if usual.get("/BaseState") == "/OFF":
            shown = {group.objgen for group in usual.get("/ON", [])}
            self._lists["/OFF"] += [group for group in groups if group.objgen not in shown]

    def close(self, document: pikepdf.Pdf) -> None:
        if self._groups:
            usual: dict[str, Any] = {"/Name": pikepdf.String("docgen")}
            usual.update({name: pikepdf.Array(items) for name, items in self._lists.items() if items})
            document.Root.OCProperties = pikepdf.Dictionary(
                OCGs=pikepdf.Array(self._groups), D=pikepdf.Dictionary(usual)
            )


# Bookmarks and labels


def _marks(paper: Paper, first: int, document: pikepdf.Pdf) -> list[tuple[Mark, int]]:
    """Return a bookmark for a paper and the paper's own a level deeper, each with the paper's first page."""
    box = document.pages[first].mediabox
    top = Mark(paper.title, 0, LinkTarget(0, ("/XYZ", float(box[0]), float(box[3]), 0)))
    return [(top, first), *((replace(mark, level=mark.level + 1), first) for mark in paper.source.structure.marks)]


def _add_outline(document: pikepdf.Pdf, marks: Sequence[tuple[Mark, int]]) -> None:
    """Write the bookmarks, of which only those of the papers are open."""
    root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    above = [root]
    for mark, first in marks:
        del above[mark.level + 1 :]
        parent = above[-1]
        item = document.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(mark.title), Parent=parent))
        if mark.target is not None:
            item.Dest = place(document, mark.target, first)
        if "/Last" in parent:
            item.Prev, parent.Last.Next = parent.Last, item
        else:
            parent.First = item
        parent.Last = item
        parent.Count = int(parent.get("/Count", 0)) + (1 if parent is root else -1)
        above.append(item)
    document.Root.Outlines = root
    document.Root.PageMode = pikepdf.Name.UseOutlines


def _labels(paper: Paper, first: int) -> list[Any]:
    """Return the labels of a paper's pages, as entries of a number tree: "15/QĐ-SNV tr. 2"."""
    own = paper.source.structure.labels
    before = f"{paper.label} tr. "
    if list(own) == [str(number) for number in range(1, len(own) + 1)]:
        return [first, pikepdf.Dictionary(S=pikepdf.Name.D, P=pikepdf.String(before))]
    entries: list[Any] = []
    for number, label in enumerate(own, first):
        entries += [number, pikepdf.Dictionary(P=pikepdf.String(before + label))]
    return entries


# Marks of the file


def _language(papers: Sequence[Paper]) -> str:
    """Return the language of the papers that state one, if it is the same; else Vietnamese."""
    found = {paper.source.structure.language for paper in papers} - {""}
    return found.pop() if len(found) == 1 else _LANGUAGE


def _meta(papers: Sequence[Paper], title: str, pages: int, language: str) -> Metadata:
    authors = {paper.source.structure.author for paper in papers}
    days = [paper.source.structure.day for paper in papers if paper.source.structure.day]
    return Metadata(title, authors.pop() if len(authors) == 1 else "", f"{len(papers)} văn bản, {pages} trang",
                    day=max(days, default=None), language=language, creator=CREATOR,
                    identifier=(_SEAL + _NO_SEAL).decode())  # fmt: skip


def _prove(volume: Volume, meta: Metadata) -> None:
    """Withdraw the claim of PDF/A if the volume does not meet the conditions."""
    if "archive" in volume.lost or all(
        item.code == _NOT_ASKED for item in conditions(volume.data, language=meta.language)
    ):
        return
    volume.lost["archive"] = []
    with pikepdf.open(io.BytesIO(volume.data)) as document:
        describe(document, meta, "")
        volume.data = _bytes(document, "")


def _bytes(document: pikepdf.Pdf, version: str) -> bytes:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*AcroForm")  # unusual form fields of other programs' files
        return written(document, version)


def is_intact(data: bytes) -> bool:
    """Return whether bytes are a volume exactly as docgen wrote it, neither changed nor signed."""
    found = _SEALED.search(data)
    if found is None:
        return False
    blank = data[: found.start(1)] + _NO_SEAL + data[found.end(1) :]
    return sha256(blank).hexdigest().encode() == found[1]
