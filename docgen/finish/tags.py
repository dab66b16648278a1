"""One tree of tags (ISO 32000-1, 14.7) from the trees of many files.

Each file numbers its tagged content from 0 and has its own names for roles, classes and elements; in one tree the
numbers continue from file to file, and names that would have two meanings are changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from docgen.finish.page_parts import notes_of
from docgen.pdf.tags import number_tree

_COUNTS = ("/StructParents", "/StructParent")
_DEEPEST = 100  # a bad file may contain a cycle


class Tags:
    """The tree of a volume, built file by file: call `prepare` before a file's pages are copied, `take` afterwards."""

    def __init__(self, volume: pikepdf.Pdf) -> None:
        self._volume = volume
        self._root = volume.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        whole = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=self._root)
        self._whole = volume.make_indirect(whole)
        self._kids: list[Any] = []
        self._content: list[Any] = []
        self._next = 0
        self._files = 0
        self._roles: dict[str, str] = {}
        self._classes: dict[str, Any] = {}
        self._named: list[tuple[bytes, Any]] = []

    def prepare(self, source: pikepdf.Pdf) -> bool:
        """Change numbers and names of a file so that its tags fit beside others; return whether it has tags."""
        tree = source.Root.get("/StructTreeRoot")
        has = isinstance(tree, pikepdf.Dictionary) and "/K" in tree and "/ParentTree" in tree
        for item in _items(source):
            for name in _COUNTS:
                if name in item and has:
                    item[name] = int(item[name]) + self._next
                elif name in item:  # the number would lead to another file's tags
                    del item[name]
        if has:
            self._files += 1
            self._rename(source, tree)
        return has

    def take(self, source: pikepdf.Pdf, language: str) -> None:
        """Add the tags of a file whose pages were copied; `language` is "" if it is that of the volume."""
        tree = source.Root.StructTreeRoot
        mine = self._volume.copy_foreign(tree if tree.is_indirect else source.make_indirect(tree))
        kids = mine.K if isinstance(mine.K, pikepdf.Array) else [mine.K]
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary):
                kid.P = self._whole
                if kid.get("/S") == "/Document":  # now the volume is the document
                    kid.S = pikepdf.Name.Part
                if language and "/Lang" not in kid:
                    kid.Lang = pikepdf.String(language)
                self._kids.append(kid)
        begin = self._next
        for count, owners in sorted(number_tree(mine.ParentTree), key=lambda pair: pair[0]):
            self._content += [begin + count, owners]
            self._next = begin + count + 1
        self._classes.update(mine.get("/ClassMap", pikepdf.Dictionary()).items())
        if "/IDTree" in tree:
            self._named += [(bytes(item.ID), self._volume.copy_foreign(item)) for item in _elements(source)
                            if "/ID" in item and item.is_indirect]  # fmt: skip

    def close(self, *, whole: bool) -> None:
        """Put the tree, if there is any, into the volume; `whole`: everything printed is tagged."""
        if not self._kids:
            return
        root = self._root
        self._whole.K = pikepdf.Array(self._kids)
        root.K = pikepdf.Array([self._whole])
        root.ParentTree = self._volume.make_indirect(pikepdf.Dictionary(Nums=pikepdf.Array(self._content)))
        root.ParentTreeNextKey = self._next
        root.RoleMap = pikepdf.Dictionary({name: pikepdf.Name(role) for name, role in self._roles.items()})
        if self._classes:
            root.ClassMap = pikepdf.Dictionary(self._classes)
        if self._named:
            pairs: list[Any] = []
            for name, item in sorted(self._named, key=lambda pair: pair[0]):
                pairs += [pikepdf.String(name), item]
            root.IDTree = pikepdf.Dictionary(Names=pikepdf.Array(pairs))
        self._volume.Root.StructTreeRoot = root
        self._volume.Root.MarkInfo = pikepdf.Dictionary(Marked=whole)

    def _rename(self, source: pikepdf.Pdf, tree: Any) -> None:
        """Change names of roles, classes and elements that other files use, too."""
        own = {str(name): str(role) for name, role in tree.get("/RoleMap", {}).items()}
        other = {name: _end(own, name) for name, role in own.items() if self._roles.get(name, role) != role}
        self._roles.update({name: role for name, role in own.items() if name not in other})
        prefix = f"{self._files}-"
        classes = dict(tree.get("/ClassMap", pikepdf.Dictionary()).items())
        if classes:
            tree.ClassMap = pikepdf.Dictionary({f"/{prefix}{name[1:]}": value for name, value in classes.items()})
        if not (other or classes or "/IDTree" in tree):
            return
        for item in _elements(source):
            if str(item.S) in other:
                item.S = pikepdf.Name(other[str(item.S)])
            if classes and "/C" in item:
                item.C = _prefixed(item.C, prefix)
            if "/IDTree" in tree:
                _rename_element(item, prefix.encode())


def _items(source: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the dictionaries and streams of a file, including annotations written inside their page."""
    for item in source.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            yield item
    for page in source.pages:
        yield from (note for note in notes_of(page) if not note.is_indirect)


def _elements(source: pikepdf.Pdf) -> Iterator[Any]:
    for item in source.objects:
        if isinstance(item, pikepdf.Dictionary) and "/S" in item and isinstance(item.get("/P"), pikepdf.Dictionary):
            yield item


def _end(roles: dict[str, str], name: str) -> str:
    """Return the role that a name is finally mapped to."""
    for _ in range(_DEEPEST):
        if roles.get(name, name) == name:
            break
        name = roles[name]
    return name


def _prefixed(names: Any, prefix: str) -> Any:
    if isinstance(names, pikepdf.Array):
        return pikepdf.Array([_prefixed(name, prefix) for name in names])
    return pikepdf.Name(f"/{prefix}{str(names)[1:]}") if isinstance(names, pikepdf.Name) else names


def _rename_element(item: Any, prefix: bytes) -> None:
    """Put a prefix before the name of an element, and before the names of header cells that it refers to."""
    if "/ID" in item:
        item.ID = pikepdf.String(prefix + bytes(item.ID))
    held = item.get("/A")
    if not isinstance(held, pikepdf.Array):
        held = [held]
    for attributes in held:
        if isinstance(attributes, pikepdf.Dictionary) and "/Headers" in attributes:
            attributes.Headers = pikepdf.Array([pikepdf.String(prefix + bytes(name)) for name in attributes.Headers])
