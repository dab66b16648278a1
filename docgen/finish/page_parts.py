"""Annotations, forms and actions of a PDF's pages, changed so that pages of many files fit into one.

Links by name become links to a page, since two files may use the same name; forms become page content; actions that
would run are removed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from docgen.pdf.archive import ACTIONS
from docgen.pdf.structure import LinkTarget


def notes_of(page: pikepdf.Page) -> list[Any]:
    """Return the annotations of a page; entries of other types are left out."""
    listed = page.obj.get("/Annots")
    if not isinstance(listed, pikepdf.Array):
        return []
    return [note for note in listed if isinstance(note, pikepdf.Dictionary)]


def print_forms(document: pikepdf.Pdf) -> None:
    """Draw form fields and signatures onto their pages as they appear.

    Fields that belong to no form stay unchanged: viewers differ in what they show of them.
    """
    if "/AcroForm" not in document.Root:
        return
    document.Root.AcroForm.NeedAppearances = False  # else no look counts
    pages = [(page, notes_of(page)) for page in document.pages]
    for page, notes in pages:
        page.obj.Annots = pikepdf.Array([note for note in notes if _is_field(note)])
    document.flatten_annotations("all")
    for page, notes in pages:
        page.obj.Annots = pikepdf.Array([note for note in notes if not _is_field(note)])


def _is_field(note: Any) -> bool:
    return bool(note.get("/Subtype") == "/Widget")


def lead_to_pages(document: pikepdf.Pdf, targets: Mapping[str, LinkTarget]) -> None:
    """Replace the name of a place in links by the place itself."""
    if not targets:
        return
    for page in document.pages:
        for note in notes_of(page):
            for holder, key in ((note, "/Dest"), (note.get("/A"), "/D")):
                name = holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None
                text = str(name).removeprefix("/") if isinstance(name, pikepdf.Name) else str(name)
                if isinstance(name, pikepdf.Name | pikepdf.String) and text in targets:
                    holder[key] = place(document, targets[text])


def place(document: pikepdf.Pdf, target: LinkTarget, first: int = 0) -> pikepdf.Array:
    """Return a target as PDF writes it, its pages counted from `first`."""
    shape, *values = target.fit
    return pikepdf.Array([document.pages[first + target.page].obj, pikepdf.Name(str(shape)), *values])


def stop_actions(document: pikepdf.Pdf) -> bool:
    """Remove from pages and annotations the actions that run code or leave the file; return whether there were any."""
    found = False
    for holder in _holders(document):
        if "/AA" in holder:
            del holder["/AA"]
            found = True
        action = holder.get("/A")
        if not isinstance(action, pikepdf.Dictionary):
            continue
        if action.get("/S") in ACTIONS:
            del holder["/A"]
            found = True
        elif "/Next" in action:
            del action["/Next"]
            found = True
    return found


def _holders(document: pikepdf.Pdf) -> Iterator[Any]:
    for page in document.pages:
        yield page.obj
        yield from notes_of(page)
