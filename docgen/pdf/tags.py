"""Which paragraph and table cell each piece of a tagged PDF's text belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from docgen.pdf.file import Parsed, opened
from docgen.pdf.page import TaggedBlock

_INLINE = {"Span", "Link", "Quote", "Reference", "Code", "Annot", "Note", "NonStruct"}
_DEEPEST = 100  # a bad file may go in a circle


def blocks_by_page(pdf: bytes | Parsed) -> list[list[TaggedBlock | None]]:
    """Return, for each page, the paragraph of each marked content (by MCID); empty lists where there are no tags."""
    with opened(pdf) as file:
        document = file.document
        root = document.Root.get("/StructTreeRoot")
        if root is None or "/ParentTree" not in root:
            return [[] for _ in document.pages]
        reader = _Tags(root)
        owners = dict(number_tree(root.ParentTree))
        return [reader.blocks(owners.get(int(page.obj.get("/StructParents", -1)))) for page in document.pages]


def number_tree(tree: Any) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a number tree (ISO 32000-1, 7.9.7)."""
    pairs = list(tree.get("/Nums", []))
    yield from ((int(key), value) for key, value in zip(pairs[::2], pairs[1::2], strict=False))
    for kid in tree.get("/Kids", []):
        yield from number_tree(kid)


class _Tags:
    """Reads structure elements, each once."""

    def __init__(self, root: Any) -> None:
        self._roles = {str(name): str(role) for name, role in root.get("/RoleMap", {}).items()}
        self._known: dict[tuple[int, int], TaggedBlock] = {}
        self._paths: dict[tuple[int, int], tuple[tuple[str, tuple[int, int]], ...]] = {}
        self._counts: dict[str, dict[tuple[int, int], int]] = {"block": {}, "row": {}, "cell": {}, "figure": {}}

    def blocks(self, owners: Any) -> list[TaggedBlock | None]:
        """Return the paragraph of each element of a page's parent array."""
        if not isinstance(owners, pikepdf.Array):
            return []
        return [self._block(owner) if isinstance(owner, pikepdf.Dictionary) else None for owner in owners]

    def _block(self, element: Any) -> TaggedBlock | None:
        key = element.objgen
        if key not in self._known:
            for _ in range(_DEEPEST):
                if self._role(element) not in _INLINE or "/P" not in element:
                    break
                element = element.P
            if element.objgen not in self._known:
                self._known[element.objgen] = self._made(element)
            self._known[key] = self._known[element.objgen]
        return self._known[key]

    def _made(self, element: Any) -> TaggedBlock:
        path = self._path(element, _DEEPEST)
        place = {role: owner for role, owner in path if role in ("TR", "TD", "TH", "Figure")}
        cell = place.get("TD") or place.get("TH")
        return TaggedBlock(
            self._count("block", element.objgen),
            self._role(element),
            _name(element),
            tuple(role for role, _ in path),
            self._count("row", place["TR"]) if "TR" in place else 0,
            self._count("cell", cell) if cell else 0,
            self._count("figure", place["Figure"]) if "Figure" in place else 0,
        )

    def _path(self, element: Any, deepest: int) -> tuple[tuple[str, tuple[int, int]], ...]:
        key = element.objgen
        if key not in self._paths:
            parent = element.get("/P") if deepest else None
            above = self._path(parent, deepest - 1) if isinstance(parent, pikepdf.Dictionary) and "/S" in parent else ()
            self._paths[key] = (*above, (self._role(element), key))
        return self._paths[key]

    def _role(self, element: Any) -> str:
        name = f"/{_name(element)}"
        for _ in range(8):  # a role map may map to mapped names, and a bad one in a circle
            if name not in self._roles:
                break
            name = self._roles[name]
        return name[1:]

    def _count(self, kind: str, key: tuple[int, int]) -> int:
        known = self._counts[kind]
        return known.setdefault(key, len(known) + 1)


def _name(element: Any) -> str:
    return str(element.get("/S", "/"))[1:]
