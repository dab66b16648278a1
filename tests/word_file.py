"""The smallest Word file that holds what a test is about."""

from __future__ import annotations

import io
import zipfile

from docx.document import Document
from docx.shared import Mm

from docgen.finding import Finding
from docgen.merge import Template, merge
from docgen.model.resolved import Resolved
from docgen.ooxml.package import Package

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def parts(body: str, *, styles: str = "", numbering: str = "", header: str = "") -> dict[str, str]:
    """The parts of a file with this body (XML inside w:body) and, where given, insides of other parts.

    A header is rId1.
    """
    content = {"document": ("document.main", f"<w:document {W}><w:body>{body}</w:body></w:document>")}
    if header:
        content["header1"] = ("header", f"<w:hdr {W}>{header}</w:hdr>")
    if styles:
        content["styles"] = ("styles", f"<w:styles {W}>{styles}</w:styles>")
    if numbering:
        content["numbering"] = ("numbering", f"<w:numbering {W}>{numbering}</w:numbering>")
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for name, (kind, _) in content.items()
    )
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for number, (name, (kind, _)) in enumerate(content.items())
        if name != "document"
    )
    rels = f'<Relationships xmlns="{PACKAGE}/relationships">'
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'{rels}<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/_rels/document.xml.rels": f"{rels}{lines}</Relationships>",
    }
    return made | {f"word/{name}.xml": xml for name, (_, xml) in content.items()}


def zipped(made: dict[str, str]) -> bytes:
    """Pack parts into a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in made.items():
            archive.writestr(name, (DECLARATION + text).encode())
    return out.getvalue()


def make(body: str, *, styles: str = "", numbering: str = "", header: str = "") -> bytes:
    """A whole file: see `parts`."""
    return zipped(parts(body, styles=styles, numbering=numbering, header=header))


def unpacked(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package_of(data: bytes) -> Package:
    """A file as its parts, whatever it holds: docgen itself would inspect it first."""
    return Package(unpacked(data))


def filled(template: Template, paper: Resolved, file: str) -> tuple[bytes | None, list[Finding]]:
    """What `merge` makes, as a file."""
    made, findings = merge(template, paper, file)
    return (None if made is None else made.write()), findings


def add(package: Package, kind: str, content: bytes) -> tuple[str, str]:
    """Add a part ("footnotes", "footer") beside the main document; its name and the id by which that points at it."""
    folder = package.main.rpartition("/")[0]
    number = next(n for n in range(1, 100) if f"{folder}/{kind}{n}.xml" not in package.parts)
    name = f"{folder}/{kind}{number}.xml"
    package.put(name, content, f"{WORD}.{kind}+xml")
    return name, package.relate(package.main, kind, name)


def as_decreed(document: Document) -> Document:
    """Give a document of python-docx the page and the font that the decree asks for; it begins with Letter and Cambria."""
    document.styles["Normal"].font.name = "Times New Roman"
    for section in document.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
    return document
