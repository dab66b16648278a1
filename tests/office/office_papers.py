"""Word files for these tests."""

import io
import zipfile
from collections.abc import Iterable

import docx


def paper(*texts: str, font: str = "Times New Roman", headings: Iterable[str] = ()) -> bytes:
    """A Word file with `headings` (Heading 1) and paragraphs."""
    document = docx.Document()
    document.styles["Normal"].font.name = font
    for text in headings:
        document.add_heading(text, 1)
    for text in texts:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def act_paper(act: str = "") -> bytes:
    """A Word file that tells the fake bridge what to do with it; "" for what it does anyway."""
    out = io.BytesIO(paper())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("act", act)
    return out.getvalue()


def replaced(docx_bytes: bytes, part: str, old: str, new: str) -> bytes:
    """The same package with `old` replaced in a part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx_bytes)) as source, zipfile.ZipFile(out, "w") as target:
        for item in source.namelist():
            data = source.read(item)
            if item == part:
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(item, data)
    return out.getvalue()
