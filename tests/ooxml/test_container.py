"""The zip container: what it writes is what Python's own zip module would write, and any reader opens it."""

from __future__ import annotations

import io
import random
import zipfile
import zlib

import pytest
import word_file

from docgen.finding import Where
from docgen.ooxml import package as packages
from docgen.ooxml.container import archive, pack
from docgen.ooxml.package import Package

PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "word/document.xml": "Kế hoạch năm 2026. ".encode() * 900,
    "word/media/ảnh.png": random.Random(1).randbytes(5000),
    "word/trống.xml": b"",
}


def by_zipfile() -> bytes:
    """The same parts written by Python's zip module, its clock and system taken away."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in PARTS.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            file.writestr(info, content, zipfile.ZIP_DEFLATED, 6)
    return out.getvalue()


def test_the_file_is_that_of_another_writer() -> None:
    assert archive((name, pack(content)) for name, content in PARTS.items()) == by_zipfile()


def test_readers_find_every_part_whole() -> None:
    with zipfile.ZipFile(io.BytesIO(archive((name, pack(content)) for name, content in PARTS.items()))) as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == PARTS


def test_a_part_that_does_not_change_is_packed_once_for_all_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    pressed: list[bytes] = []
    monkeypatch.setattr(packages, "pack", lambda content: pressed.append(content) or pack(content))
    template = Package.read(word_file.make("<w:p/>", styles='<w:style w:styleId="A"/>'), Where("mau.docx"))
    written = []
    for number in range(3):
        paper = template.clone()
        paper.put("word/document.xml", b"<w/>" * (number + 1))
        written.append(paper.write())
    assert pressed.count(template.parts["word/styles.xml"]) == 1
    assert sum(content.startswith(b"<w/>") for content in pressed) == 3
    for number, data in enumerate(written, 1):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            assert file.read("word/document.xml") == b"<w/>" * number


def test_pressing_is_deflate_that_unpacks() -> None:
    part = pack(b"a" * 10_000)
    assert zlib.decompress(part.held, -zlib.MAX_WBITS) == part.content
    assert len(part.held) < 100
