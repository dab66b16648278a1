"""A Word file is read with suspicion, cloned cheaply and written to the same bytes."""

from __future__ import annotations

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from functools import cache

import docx
import pytest
from lxml import etree
from word_file import add

from docgen.errors import DocgenError, ExitCode
from docgen.finding import Where, register
from docgen.ooxml.package import Package, qn
from docgen.ooxml.xml import CONTENT_TYPES, DOCUMENT_TYPE, TEMPLATE_TYPE, field_codes, parse_xml, rels_name

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HERE = Where("mau.docx")
MAIN = "word/document.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@cache
def plain() -> bytes:
    """A small file made by python-docx."""
    document = docx.Document()
    document.add_paragraph("Kế hoạch năm 2026 & < >")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes] | list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items() if isinstance(parts, Mapping) else parts:
            archive.writestr(name, content)
    return out.getvalue()


def changed(**changes: bytes | Callable[[bytes], bytes]) -> bytes:
    """The plain file with parts replaced (`main`, `rels`, `types`) or made from what they were."""
    names = {"main": MAIN, "rels": rels_name(MAIN), "types": CONTENT_TYPES}
    parts = parts_of(plain())
    for key, change in changes.items():
        name = names[key]
        parts[name] = change(parts[name]) if callable(change) else change
    return zipped(parts)


def related(line: str) -> bytes:
    """The plain file with one more line in its relationships."""
    return changed(rels=lambda old: old.replace(b"</Relationships>", line.encode() + b"</Relationships>"))


def with_body(xml: str) -> bytes:
    return changed(main=f"<w:document {W} {R}><w:body>{xml}</w:body></w:document>".encode())


def refused(data: bytes) -> str:
    """The code for which reading is refused; the error must be one a user can act on."""
    with pytest.raises(DocgenError) as caught:
        Package.read(data, HERE)
    finding = caught.value.finding
    assert caught.value.exit_code == ExitCode.TEMPLATE
    assert finding.where.file == "mau.docx"
    assert finding.message
    assert finding.remedy
    return finding.code


def external(kind: str, target: str) -> bytes:
    return related(f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>')


# Wrong kinds of file


@pytest.mark.parametrize(
    "data",
    [b"", b"hello", b"%PDF-1.7", b"{\\rtf1 x}", b"\xef\xbb\xbf<?xml version='1.0'?><x/>", OLE],
)
def test_other_formats_are_named(data: bytes) -> None:
    assert refused(data) == "MT001"


def test_other_zips_are_no_word_files() -> None:
    assert refused(zipped({"mimetype": b"application/vnd.oasis.opendocument.text"})) == "MT001"
    assert refused(zipped({"a.txt": b"a"})) == "MT001"
    sheet = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert refused(changed(types=lambda old: old.replace(DOCUMENT_TYPE.encode(), sheet))) == "MT001"


def test_a_password_is_said() -> None:
    assert refused(OLE + "EncryptedPackage".encode("utf-16-le")) == "MT002"
    flagged = bytearray(plain())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        flagged[flagged.index(signature) + offset] |= 1
    assert refused(bytes(flagged)) == "MT002"


def test_a_cut_or_spoilt_file_is_broken() -> None:
    data = plain()
    assert refused(data[: len(data) // 2]) == "MT003"
    spoilt = bytearray(data)
    start = spoilt.index(b"word/document.xml") + 60
    spoilt[start : start + 40] = bytes(40)
    assert refused(bytes(spoilt)) == "MT003"
    assert refused(zipped(parts_of(data), zipfile.ZIP_LZMA)) == "MT003"


def test_a_template_becomes_a_document() -> None:
    data = changed(types=lambda old: old.replace(DOCUMENT_TYPE.encode(), TEMPLATE_TYPE.encode()))
    package = Package.read(data, HERE)
    assert package.content_type(MAIN) == DOCUMENT_TYPE
    assert DOCUMENT_TYPE.encode() in parts_of(package.clone().write())[CONTENT_TYPES]


def test_strict_files_are_refused() -> None:
    parts = parts_of(plain())
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        OFFICE.encode() + b"/officeDocument", b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    )
    assert refused(zipped(parts)) == "MT011"


# Attacks


def test_a_bomb_is_refused_before_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = parts_of(plain())
    parts["word/media/a.bin"] = bytes(200 * 1024 * 1024)
    bomb = zipped(parts)
    assert len(bomb) < 1024 * 1024
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *arguments: pytest.fail("unpacked"))
    assert refused(bomb) == "MT004"


def test_a_bomb_that_lies_about_its_size_unpacks_no_more_than_it_says() -> None:
    parts = parts_of(plain())
    parts["word/media/a.bin"] = bytes(50 * 1024 * 1024)
    data = bytearray(zipped(parts))
    for signature, name_offset, size_offset in ((b"PK\x03\x04", 30, 22), (b"PK\x01\x02", 46, 24)):
        start = data.index(signature + data[data.index(signature) + 4 : data.index(signature) + 5])
        while data[start + name_offset : start + name_offset + 16] != b"word/media/a.bin":
            start = data.index(signature, start + 1)
        data[start + size_offset : start + size_offset + 4] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    assert refused(bytes(data)) == "MT003"
    assert tracemalloc.get_traced_memory()[1] < 5 * 1024 * 1024
    tracemalloc.stop()


def test_too_many_parts_are_refused() -> None:
    assert refused(zipped({f"a{n}.bin": b"" for n in range(4_001)})) == "MT004"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "word/../../x", "C:/x", "word\\x.xml", "a//b", "./a"])
def test_names_that_leave_the_package_are_refused(name: str) -> None:
    assert refused(zipped([*parts_of(plain()).items(), (name, b"x")])) == "MT005"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", [MAIN, "WORD/Document.xml"])
def test_two_parts_of_one_name_are_refused(name: str) -> None:
    assert refused(zipped([*parts_of(plain()).items(), (name, b"<x/>")])) == "MT005"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_document_type_definitions_are_refused(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert refused(changed(main=f"{text}<w:document {W}/>".encode(encoding))) == "MT006"


def test_entities_never_expand() -> None:
    root = parse_xml(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "boom">]><x>&a;&b;</x>')
    assert "".join(root.itertext()) in ("", "&a;&b;")


def test_broken_xml_is_told_with_its_place() -> None:
    with pytest.raises(DocgenError) as caught:
        Package.read(changed(main=b"<w:document>\n<w:p></w:document>"), HERE)
    assert caught.value.finding.code == "MT007"
    assert caught.value.finding.where.part == MAIN
    assert "dòng" in caught.value.finding.message


def test_macros_are_refused() -> None:
    parts = parts_of(plain())
    assert refused(zipped({**parts, "word/vbaProject.bin": b"x"})) == "MT008"
    macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    assert refused(changed(types=lambda old: old.replace(DOCUMENT_TYPE.encode(), macro))) == "MT008"


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "oleLink", "styles", "mailMergeSource"])
def test_content_from_outside_is_refused(kind: str) -> None:
    assert refused(external(kind, "file:///etc/passwd")) == "MT009"
    assert refused(external(kind, "http://example.org/x.png")) == "MT009"


def test_hyperlinks_may_point_outside() -> None:
    package = Package.read(external("hyperlink", "https://vanban.chinhphu.vn"), HERE)
    assert package.relationships(MAIN)["rId99"].external


def test_a_picture_cannot_borrow_a_hyperlink() -> None:
    parts = parts_of(external("hyperlink", "file:///etc/passwd"))
    blip = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="rId99"/>'
    link = '<w:p><w:hyperlink r:id="rId99"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    for body, expected in ((link, ""), (link + blip, "MT009")):
        parts[MAIN] = f"<w:document {W} {R}><w:body>{body}</w:body></w:document>".encode()
        assert not expected or refused(zipped(parts)) == expected
        assert expected or Package.read(zipped(parts), HERE)


@pytest.mark.parametrize("drawing", ['<v:imagedata src="http://x/y.png"/>', '<v:imagedata o:href="file:///x"/>'])
def test_old_drawings_cannot_fetch(drawing: str) -> None:
    names = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    assert refused(with_body(f"<w:p><w:r><w:pict {names}>{drawing}</w:pict></w:r></w:p>")) == "MT009"


def test_missing_parts_are_named() -> None:
    assert refused(related(f'<Relationship Id="rId99" Type="{OFFICE}/image" Target="media/gone.png"/>')) == "MT010"
    parts = parts_of(plain())
    del parts[MAIN]
    assert refused(zipped(parts)) == "MT010"


def test_fields_that_fetch_are_refused_though_split() -> None:
    def field(*pieces: str) -> str:
        text = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
        begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
        return f"<w:p>{begin}{text}{end}</w:p>"

    assert refused(with_body(field(" INCLUDE", "PICTURE ", '"http://x/y.png"'))) == "MT012"
    assert refused(with_body(field("dde excel"))) == "MT012"
    assert refused(with_body('<w:p><w:fldSimple w:instr="INCLUDETEXT x"/></w:p>')) == "MT012"
    package = Package.read(with_body(field(" PA", "GE ") + '<w:p><w:fldSimple w:instr="NUMPAGES"/></w:p>'), HERE)
    assert sorted(code.strip() for code in field_codes(package.look(MAIN))) == ["NUMPAGES", "PAGE"]


def test_embedded_files_are_refused() -> None:
    assert refused(with_body('<w:altChunk r:id="rId1"/>')) == "MT013"
    parts = parts_of(related(f'<Relationship Id="rId99" Type="{OFFICE}/aFChunk" Target="a.html"/>'))
    assert refused(zipped({**parts, "word/a.html": b"<p>"})) == "MT013"


def test_every_code_of_the_package_has_a_page() -> None:
    assert {f"MT{number:03}" for number in [*range(1, 14), 33, 34, 35]} <= set(register())


def test_spoilt_files_are_refused_or_read_never_worse() -> None:
    data, chance = plain(), random.Random(30)
    for _ in range(150):
        spoilt = bytearray(data)
        for _ in range(chance.randint(1, 6)):
            spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
        with suppress(DocgenError):
            Package.read(bytes(spoilt), HERE).write()


# Reading, cloning, writing


def test_the_same_parts_give_the_same_bytes_whatever_their_order() -> None:
    parts = parts_of(plain())
    one = Package.read(zipped(parts), HERE).write()
    other = Package.read(zipped(dict(reversed(parts.items())), zipfile.ZIP_STORED), HERE).write()
    assert one == other == Package.read(one, HERE).write()
    assert parts_of(one) == parts
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist()[:2] == [CONTENT_TYPES, "_rels/.rels"]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_edits_are_written_and_stay_in_their_clone() -> None:
    package = Package.read(plain(), HERE)
    before = package.write()
    clone = package.clone()
    etree.SubElement(clone.xml(MAIN)[0], qn("w:p")).set("mark", "1")
    assert b'mark="1"' in parts_of(clone.write())[MAIN]
    assert b'mark="1"' in parts_of(clone.clone().write())[MAIN]
    assert package.write() == before


def test_parts_put_into_one_clone_are_not_seen_by_another() -> None:
    package = Package.read(plain(), HERE)
    one, two = package.clone(), package.clone()
    for clone, text in ((one, "một"), (two, "hai")):
        header = f"<w:hdr {W}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>"
        name, rid = add(clone, "header", header.encode())
        assert "".join(clone.look(name).itertext()) == text
        assert clone.relationships(MAIN)[rid].target == name == "word/header1.xml"
        assert clone.content_type(name).endswith("header+xml")
    assert "".join(one.look("word/header1.xml").itertext()) == "một"
    assert "word/header1.xml" not in package.parts


def test_untouched_parts_are_neither_parsed_nor_copied_again(monkeypatch: pytest.MonkeyPatch) -> None:
    import docgen.ooxml.package as module

    package = Package.read(plain(), HERE)
    monkeypatch.setattr(module, "parse_xml", lambda content: pytest.fail("parsed again"))
    clone = package.clone()
    clone.xml(MAIN)
    assert clone.look("word/styles.xml") is package.look("word/styles.xml")
    assert clone.parts["word/styles.xml"] is package.parts["word/styles.xml"]


def test_a_part_dropped_is_gone_with_its_type() -> None:
    package = Package.read(plain(), HERE)
    name, _ = add(package, "footer", f"<w:ftr {W}/>".encode())
    package.drop(name)
    assert name not in package.parts
    assert name.encode() not in parts_of(package.write())[CONTENT_TYPES]


def test_properties_come_from_the_data_and_no_clock() -> None:
    package = Package.read(plain(), HERE)
    package.describe(title="Kế hoạch & <số>", author="Sở Nội vụ", day=date(2026, 1, 8), subject="15/KH-SNV")
    first = package.write()
    core = docx.Document(io.BytesIO(first)).core_properties
    texts = (core.title, core.author, core.subject, core.language)
    assert texts == ("Kế hoạch & <số>", "Sở Nội vụ", "15/KH-SNV", "vi-VN")
    assert core.created is not None
    assert core.created.date() == core.modified.date() == date(2026, 1, 8)  # type: ignore[union-attr]
    assert (core.last_modified_by, core.revision) == ("", 0)
    again = Package.read(plain(), HERE)
    again.describe(title="Kế hoạch & <số>", author="Sở Nội vụ", day=date(2026, 1, 8), subject="15/KH-SNV")
    assert again.write() == first
    again.describe(title="Dự thảo", author="Sở Nội vụ")
    assert b"2026" not in parts_of(again.write())["docProps/core.xml"]


def test_properties_are_made_where_there_were_none() -> None:
    parts = {name: content for name, content in parts_of(plain()).items() if not name.startswith("docProps")}
    root = parse_xml(parts["_rels/.rels"])
    for item in list(root):
        if "officeDocument" not in str(item.get("Type", "")).rpartition("/")[2]:
            root.remove(item)
    parts["_rels/.rels"] = etree.tostring(root)
    package = Package.read(zipped(parts), HERE)
    package.describe(title="T", author="A")
    read = Package.read(package.write(), HERE)
    assert read.related("", "core-properties") == ["docProps/core.xml"]
    assert docx.Document(io.BytesIO(package.write())).core_properties.title == "T"
