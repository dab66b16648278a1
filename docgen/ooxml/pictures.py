"""Which parts of a Word file are pictures, and the vector pictures that Word keeps beside them.

Promises that a part is known as a picture by what points at it and by what uses it, never by its name: LibreOffice
looks at the id of a relationship, not at its type. A vector picture (SVG) that Word shows in place of a picture that
it keeps as well is taken out of the file, whole; the other one stays, and is seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.ooxml.media import is_picture
from docgen.ooxml.xml import (
    CONTENT_TYPES,
    NAMESPACES,
    Element,
    Relationship,
    overridden,
    qn,
    relationships_in,
    rels_name,
    serialise,
)

KINDS = frozenset({"image", "thumbnail", "hdphoto"})
"""The kinds of relationships that point at pictures."""

_USERS = tuple(f"{{*}}{name}" for name in ("blip", "svgBlip", "imgLayer", "imagedata", "fill", "stroke"))
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_NAMESPACES = (NAMESPACES["r"], "http://purl.oclc.org/ooxml/officeDocument/relationships", NAMESPACES["o"])

Links = Mapping[str, Mapping[str, Relationship]]
"""The relationships of each part, by id."""


def uses(element: Element) -> Iterator[str]:
    """Yield what an element may name as the id of a relationship, in every spelling that is read as one."""
    for key, value in element.attrib.items():
        if etree.QName(key).namespace in _NAMESPACES:
            yield str(value)


def used_in(root: Element, links: Mapping[str, Relationship]) -> Iterator[str]:
    """Yield the parts of the file that a part uses as pictures."""
    for element in root.iter(*_USERS):
        for value in uses(element):
            if value in links and not links[value].external:
                yield links[value].target


def links_in(trees: Mapping[str, Element]) -> Links:
    """Return the relationships of each part of a package ("" for the package itself), by id."""
    found = {}
    for name, root in trees.items():
        folder, rels, file = name.rpartition("_rels/")
        if rels and name.endswith(".rels"):
            source = folder + file.removesuffix(".rels")
            found[source] = {item.id: item for item in relationships_in(root, source)}
    return found


def drop_vector_twins(parts: dict[str, bytes], trees: dict[str, Element]) -> list[str]:
    """Take out of a package each SVG that stands beside a picture showing the same; return their names.

    `trees` are those of the parts, and change with them. One that something else needs stays where it is.
    """
    candidates: set[str] = set()
    for source, links in links_in(trees).items():
        marks = trees[source].iter(_SVG) if source in trees else ()
        used = {_remove(mark) for mark in list(marks) if _is_shown_otherwise(mark, links, parts)}
        twins = {key for key in used if _forget(key, source, trees)}
        for name in (source, rels_name(source)) if used else ():
            parts[name] = serialise(trees[name])
        candidates.update(links[key].target for key in twins)
    needed = {item.target for links in links_in(trees).values() for item in links.values()}
    dropped = sorted(candidates - needed)
    for name in dropped:
        _drop(name, parts, trees)
    return dropped


def _is_shown_otherwise(mark: Element, links: Mapping[str, Relationship], parts: Mapping[str, bytes]) -> bool:
    """Tell whether the picture that an SVG of the file belongs to has a version of its own."""
    own = links.get(str(mark.get(qn("r:embed"))))
    picture = next(mark.iterancestors(qn("a:blip")), None)
    other = links.get(str(picture.get(qn("r:embed")))) if picture is not None else None
    if own is None or own.external or other is None or other.external:
        return False
    return is_picture(parts.get(other.target, b""))


def _remove(mark: Element) -> str:
    """Remove an extension of a picture, and what held nothing else; return the id it used."""
    holder = mark.getparent()
    holder.remove(mark)
    while len(holder) == 0 and holder.tag in (qn("a:ext"), qn("a:extLst")):
        empty, holder = holder, holder.getparent()
        holder.remove(empty)
    return str(mark.get(qn("r:embed")))


def _forget(key: str, source: str, trees: Mapping[str, Element]) -> bool:
    """Remove a relationship unless its part still uses it; return whether it went."""
    if any(key in uses(element) for element in trees[source].iter(etree.Element)):
        return False
    for item in list(trees[rels_name(source)]):
        if item.get("Id") == key:
            item.getparent().remove(item)
    return True


def _drop(name: str, parts: dict[str, bytes], trees: dict[str, Element]) -> None:
    """Remove a part and its content type."""
    del parts[name]
    trees.pop(name, None)
    types = trees[CONTENT_TYPES]
    for item in [item for item in types if overridden(item) == name.lower()]:
        types.remove(item)
    parts[CONTENT_TYPES] = serialise(types)
