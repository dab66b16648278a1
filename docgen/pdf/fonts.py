"""The fonts that a PDF really holds, compared with those its paper asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from docgen.finding import Finding, Where
from docgen.pdf.file import Parsed, opened

TWINS: dict[str, tuple[str, ...]] = {
    "Times New Roman": ("Liberation Serif", "Tinos", "Thorndale AMT"),
    "Arial": ("Liberation Sans", "Arimo", "Albany AMT"),
    "Courier New": ("Liberation Mono", "Cousine", "Cumberland AMT"),
    "Cambria": ("Caladea",),
    "Calibri": ("Carlito",),
}
"""Fonts made to the same widths: a line breaks where it would have. After fontconfig's 30-metric-aliases.conf, which
lists TeX Gyre Termes and Nimbus Roman as twins of Adobe's Times, not of Times New Roman: their line height differs."""

_SUBSET = re.compile(r"^[A-Z]{6}\+")


@dataclass(frozen=True, slots=True, order=True)
class EmbeddedFont:
    """A font of a PDF: its PostScript name without subset prefix, whether its outlines are inside, all or in part."""

    name: str
    embedded: bool
    subset: bool


def embedded_fonts(pdf: bytes | Parsed) -> list[EmbeddedFont]:
    """Return the fonts that the pages of `pdf` use, by name. Raises ValueError where it cannot be read."""
    with opened(pdf) as file:
        return sorted({described(font) for font in fonts_of(file.document)})


def font_findings(asked: Iterable[str], pdf: bytes | Parsed, where: Where | None = None) -> list[Finding]:
    """Return the findings on fonts: HT020 a metric twin, HT021 another font than `asked`, HT022 not embedded."""
    return list(_font_findings(sorted(set(asked)), embedded_fonts(pdf), where or Where()))


def _font_findings(asked: list[str], fonts: list[EmbeddedFont], where: Where) -> Iterator[Finding]:
    stood_in: dict[str, str] = {}
    for font in fonts:
        if not font.embedded:
            yield Finding.of("HT022", where, f"phông {font.name} không nằm trong tệp PDF")
        key = family_key(font.name)
        if key in map(family_key, asked) or key in stood_in:
            continue
        stood_in[key] = font.name
        twin_of = next((name for name in asked if key in map(family_key, TWINS.get(name, ()))), "")
        shown = family_name(font.name)
        if twin_of:
            yield Finding.of("HT020", where, f"{twin_of} được in bằng {shown}, phông có cùng bề rộng chữ")
        else:
            wanted = ", ".join(asked) or "phông nào"
            yield Finding.of("HT021", where, f"PDF dùng phông {shown}, văn bản không yêu cầu (yêu cầu: {wanted})")


def family_key(name: str) -> str:
    """Return a family's name without subset, style, spaces and capitals, to compare names in files with those in menus.

    "BAAAAA+TimesNewRomanPS-BoldMT" and "Times New Roman" both give "timesnewroman".
    """
    family = re.split(r"[-,]", plain_name(name))[0].replace(" ", "")
    return re.sub(r"(PS)?MT$|PS$", "", family).lower()


def family_name(name: str) -> str:
    """Return a PostScript name's family as a menu would write it: "LiberationSerif-Bold" gives "Liberation Serif"."""
    family = re.sub(r"(PS)?MT$|PS$", "", re.split(r"[-,]", plain_name(name))[0])
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", family).replace("Deja Vu", "DejaVu")


def plain_name(name: str) -> str:
    """Return a font's name without the subset prefix ("BAAAAA+")."""
    return _SUBSET.sub("", name)


def fonts_of(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield each font dictionary that pages, and the forms on them, name as a resource; each once."""
    seen: set[tuple[int, int]] = set()
    stack: list[pikepdf.Object] = [page.obj for page in document.pages]
    while stack:
        resources = stack.pop().get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary) or (resources.is_indirect and resources.objgen in seen):
            continue
        seen.add(resources.objgen)
        for font in _entries(resources, "/Font", pikepdf.Dictionary):
            if not (font.is_indirect and font.objgen in seen):
                seen.add(font.objgen)
                yield font
        for form in _entries(resources, "/XObject", pikepdf.Stream):
            if form.get("/Subtype") == "/Form" and form.objgen not in seen:
                seen.add(form.objgen)
                stack.append(form)


def _entries(resources: Any, name: str, kind: type) -> list[Any]:
    """Return the entries of a resource dictionary that have the right type; a broken file has others."""
    found = resources.get(name)
    return [item for item in found.values() if isinstance(item, kind)] if isinstance(found, pikepdf.Dictionary) else []


def described(font: pikepdf.Object) -> EmbeddedFont:
    """Return the font that a font dictionary describes."""
    below = font.get("/DescendantFonts")
    inner = below[0] if isinstance(below, pikepdf.Array) and len(below) else font
    descriptor = inner.get("/FontDescriptor") if isinstance(inner, pikepdf.Dictionary) else None
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    inside = isinstance(descriptor, pikepdf.Dictionary) and any(key in descriptor for key in files)
    inside = inside or font.get("/Subtype") == "/Type3"
    name = str(font.get("/BaseFont", font.get("/Name", "/?")))[1:]
    return EmbeddedFont(plain_name(name), inside, bool(_SUBSET.match(name)))
