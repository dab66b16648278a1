"""Which paragraph and table cell each piece of a tagged PDF's text belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from docgen.pdf.file import Parsed, opened
from docgen.pdf.page import TaggedBlock

_INLINE = {"Span", "Link", "Quote", "Reference", "Code", "Annot", "Note", "NonStruct"}
_DEEPEST = 100  # a bad file may contain a cycle

_Id = tuple[int, int]
"""Number and generation of a PDF object."""


def blocks_by_page(pdf: bytes | Parsed) -> list[list[TaggedBlock | None]]:
    """Return, for each page, the paragraph of each marked content (by MCID); empty lists without tags."""
    with opened(pdf) as file:
        document = file.document
        root = document.Root.get("/StructTreeRoot")
        if root is None or "/ParentTree" not in root:
            return [[] for _ in document.pages]
        reader = _TagReader(root)
        owners = dict(number_tree(root.ParentTree))
        return [reader.blocks(owners.get(int(page.obj.get("/StructParents", -1)))) for page in document.pages]


def number_tree(tree: Any) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a number tree (ISO 32000-1, 7.9.7)."""
    pairs = list(tree.get("/Nums", []))
    for key, value in zip(pairs[::2], pairs[1::2], strict=False):
        yield int(key), value
    for kid in tree.get("/Kids", []):
        yield from number_tree(kid)


class _TagReader:
    """Reads structure elements, each once."""

    def __init__(self, root: Any) -> None:
        self._roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()}
        self._known: dict[_Id, TaggedBlock] = {}
        self._paths: dict[_Id, tuple[tuple[str, _Id], ...]] = {}
        self._numbers: dict[str, dict[_Id, int]] = {"block": {}, "row": {}, "cell": {}, "figure": {}}

    def blocks(self, owners: Any) -> list[TaggedBlock | None]:
        """Return the paragraph of each element of a page's parent array."""
        if not isinstance(owners, pikepdf.Array):
            return []
        blocks: list[TaggedBlock | None] = []
        for owner in owners:
            blocks.append(self._block(owner) if isinstance(owner, pikepdf.Dictionary) else None)
        return blocks

    def _block(self, element: Any) -> TaggedBlock | None:
        """Return the paragraph that an element is, or is an inline part of."""
        key = element.objgen
        if key not in self._known:
            for _ in range(_DEEPEST):
                if self._role(element) not in _INLINE or "/P" not in element:
                    break
                element = element.P
            if element.objgen not in self._known:
                self._known[element.objgen] = self._new_block(element)
            self._known[key] = self._known[element.objgen]
        return self._known[key]

    def _new_block(self, element: Any) -> TaggedBlock:
        path = self._path(element, _DEEPEST)
        owners = dict(path)
        return TaggedBlock(
            number=self._number("block", element.objgen),
            role=self._role(element),
            style=_name(element),
            path=tuple(role for role, _ in path),
            row=self._number("row", owners.get("TR")),
            cell=self._number("cell", owners.get("TD") or owners.get("TH")),
            figure=self._number("figure", owners.get("Figure")),
        )

    def _path(self, element: Any, deepest: int) -> tuple[tuple[str, _Id], ...]:
        """Return role and id of each element from the root down to this one."""
        key = element.objgen
        if key not in self._paths:
            parent = element.get("/P") if deepest else None
            above: tuple[tuple[str, _Id], ...] = ()
            if isinstance(parent, pikepdf.Dictionary) and "/S" in parent:
                above = self._path(parent, deepest - 1)
            self._paths[key] = (*above, (self._role(element), key))
        return self._paths[key]

    def _role(self, element: Any) -> str:
        name = f"/{_name(element)}"
        for _ in range(8):  # a role map may map to mapped names, a bad one in a cycle
            if name not in self._roles:
                break
            name = self._roles[name]
        return name[1:]

    def _number(self, kind: str, key: _Id | None) -> int:
        """Return the number, from 1, of an element among those of its kind; 0 for None."""
        if key is None:
            return 0
        known = self._numbers[kind]
        return known.setdefault(key, len(known) + 1)


def _name(element: Any) -> str:
    return str(element.get("/S", "/"))[1:]
