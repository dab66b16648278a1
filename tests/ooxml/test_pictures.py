"""A picture is what its first bytes say, whatever it is called; what points at a part and uses it says what it must be."""

from __future__ import annotations

import gzip
import struct
import time
from collections.abc import Callable, Mapping

import pytest
from pictures_made import EMF, EPS, JPEG, PNG, SOUND, SVG, bmp, emf, gif, image, nested, pixels, texture, tiff, wmf
from test_package import HERE, MAIN, OFFICE, W, parts_of, plain, refused, zipped

from docgen.errors import DocgenError
from docgen.finding import Severity
from docgen.merge.template import compile_template
from docgen.model.vocabulary import VOCABULARY
from docgen.ooxml.package import Package
from docgen.ooxml.xml import CONTENT_TYPES, parse_xml, rels_name

NAMES = (
    f'{W} xmlns:r="{OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:s="http://purl.oclc.org/ooxml/officeDocument/relationships" '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
)
HEADER = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
MS = "http://schemas.microsoft.com/office/2007/relationships"


def file(
    body: str = "", links: Mapping[str, tuple[str, str]] | None = None, **parts: bytes | tuple[bytes, str]
) -> bytes:
    """A Word file with a body, more relationships (id: kind, target) and more parts.

    A part `media_x_png` is word/media/x.png, given as bytes, or as bytes and content type.
    """
    made = parts_of(plain())
    made[MAIN] = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>".encode()
    types = ""
    for key, given in parts.items():
        folder, name, extension = key.rsplit("_", 2) if key.count("_") > 1 else ("", *key.split("_"))
        path = "/".join(filter(None, ["word", folder, f"{name}.{extension}"]))
        content, kind = given if isinstance(given, tuple) else (given, "image/png")
        made[path] = content
        types += f'<Override PartName="/{path}" ContentType="{kind}"/>'
    made[CONTENT_TYPES] = made[CONTENT_TYPES].replace(b"</Types>", types.encode() + b"</Types>")
    lines = ""
    for key, (kind, target) in (links or {}).items():
        whole = kind if "://" in kind else f"{OFFICE}/{kind}"
        lines += f'<Relationship Id="{key}" Type="{whole}" Target="{target}"/>'
    rels = rels_name(MAIN)
    made[rels] = made[rels].replace(b"</Relationships>", lines.encode() + b"</Relationships>")
    return zipped(made)


def picture(content: bytes, content_type: str = "image/png") -> bytes:
    """A Word file that shows a part as a picture."""
    return file('<a:blip r:embed="p1"/>', {"p1": ("image", "media/x.png")}, media_x_png=(content, content_type))


def refusal(data: bytes) -> tuple[str, str, str]:
    """Code, part and message of what is refused."""
    with pytest.raises(DocgenError) as caught:
        Package.read(data, HERE)
    found = caught.value.finding
    return found.code, found.where.part, found.message


# --- by first bytes ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", SOUND)
def test_pictures_of_the_known_kinds_pass_whatever_they_are_called(kind: str) -> None:
    for content_type in ("image/png", "application/octet-stream"):
        assert Package.read(picture(SOUND[kind], content_type), HERE).notes == []


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (SVG, "SVG"),
        (b"\xef\xbb\xbf \r\n\t" + SVG, "SVG"),
        (b"<?xml version='1.0'?><!-- x --><s:svg xmlns:s='http://www.w3.org/2000/svg'/>", "SVG"),
        (SVG.decode().encode("utf-16"), "SVG"),
        (SVG.decode().encode("utf-16-be"), "SVG"),
        (SVG.decode().encode("utf-32"), "SVG"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG, "SVG"),
        (gzip.compress(SVG, mtime=0), "SVGZ"),
        (EPS, "EPS"),
        (b"\n\n" + EPS, "EPS"),
        (b"\xc5\xd0\xd3\xc6" + bytes(26) + EPS, "EPS"),
        (b"\x04" + EPS, "EPS"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<html><body/></html>", "HTML"),
        (b"<!doctype HTML><p>", "HTML"),
        (b"", "rỗng"),
        (b" ", "không rõ"),
        (b"VCLMTF\x01\x00", "không rõ"),
        (b"BM" + SVG, "không rõ"),
        (b"\x01\x00\x00\x00" + SVG, "không rõ"),
        (b"8BPS\x00\x01", "không rõ"),
        (b"PK\x03\x04", "tệp nén"),
    ],
    ids=range(22),
)
def test_whatever_else_is_shown_as_a_picture_is_refused(content: bytes, named: str) -> None:
    for content_type in ("image/png", "image/x-emf", "image/svg+xml", HEADER):
        code, part, message = refusal(picture(content, content_type))
        assert (code, part) == ("MT034", "word/media/x.png")
        assert named in message


def test_a_part_that_nothing_points_at_is_looked_at_too() -> None:
    for content in (SVG, EPS, b"", b"\x00\x01\x02"):
        assert refused(file(media_y_bin=(content, "application/octet-stream"))) == "MT034"
    assert Package.read(file(media_y_bin=(PNG, "application/octet-stream")), HERE)


def test_what_office_threw_away_goes() -> None:
    parts = parts_of(plain()) | {"[trash]/0000.dat": b"\x00\xff"}
    assert "[trash]/0000.dat" not in Package.read(zipped(parts), HERE).parts


@pytest.mark.parametrize("content", [PNG[:-12], PNG[:40], PNG[:8], JPEG[:20], JPEG[:4], JPEG[:-2], JPEG[:-8]])
def test_a_picture_cut_short_is_told(content: bytes) -> None:
    assert refusal(picture(content))[:2] == ("MT035", "word/media/x.png")


LATE = b"!\xf9\x04\x00\x00\x00\x00\x00" + b"!\xfe\x05notes\x00"
PIXELS = {  # and what may be missing at the end: the last mark, what fills up the last row, the next directory
    "GIF": (gif(), 1), "GIF with its own colours": (gif(8, own=True), 1), "GIF with remarks": (gif(extension=LATE), 1),
    "GIF of one piece": (gif(pieces=(3,)), 1), "GIF with a gap": (gif(extension=b"\x00"), 1),
    "BMP": (bmp(9, 9, 24), 1), "BMP from above": (bmp(7, -9, 32), 0), "BMP of two colours": (bmp(9, 9, 1), 2),
    "BMP of 256 colours": (bmp(5, 3, 8), 3), "old BMP": (bmp(8, 8, 24, core=True), 0), "packed BMP": (bmp(9, 9, 8, packed=50), 0),
    "TIFF": (tiff("<", (90,), ahead=True), 0), "TIFF of strips": (tiff("<", (30, 30, 10), ahead=True), 0),
    "TIFF of tiles": (tiff(">", (64, 64), tiles=True, ahead=True), 0),
    "TIFF with its directory last": (tiff(">", (90,)), 4), "TIFF with its lists last": (tiff("<", (30, 9)), 0),
}  # fmt: skip


@pytest.mark.parametrize("kind", PIXELS)
def test_pictures_of_pixels_are_whole_or_told(kind: str) -> None:
    content, spare = PIXELS[kind]
    for whole in (content, content + bytes(9), content[: len(content) - spare]):
        assert Package.read(picture(whole), HERE).notes == []
    for length in (len(content) - spare - 1, len(content) * 3 // 4, len(content) // 2, 40, 30):
        assert refusal(picture(content[:length]))[:2] == ("MT035", "word/media/x.png"), length


def test_the_first_picture_of_several_is_the_one_that_is_printed() -> None:
    frame = gif()[:-1]
    assert Package.read(picture(frame + frame[25:-9]), HERE).notes == []


# --- inside metafiles -------------------------------------------------------------------------------------------------

ZIPPED = gzip.compress(SVG, mtime=0)


@pytest.mark.parametrize(
    "content",
    [
        emf(image(PNG)),
        emf(pixels()),
        emf(nested(EMF)),
        emf(nested(emf(image(JPEG)))),
        emf(texture(image(PNG), turned=True), kind=1),
        wmf(emf(image(PNG)), piece=100),
    ],
)
def test_a_metafile_may_wrap_pictures(content: bytes) -> None:
    assert Package.read(picture(content), HERE)


def test_an_object_in_pieces_is_refused_whatever_it_holds() -> None:
    """Each reader joins pieces in its own way: what one takes for bare pixels is a program to another."""
    assert refusal(picture(emf(image(PNG + bytes(400)), piece=100)))[0] == "MT034"


def test_an_object_whose_record_goes_on_after_it_is_refused() -> None:
    """LibreOffice reads as many bytes as the object says it has, not as many as its record."""
    whole = emf(image(PNG))
    at = whole.index(struct.pack("<H", 0x4008))
    longer = whole[: at + 8] + struct.pack("<I", 6) + whole[at + 12 :]
    assert refusal(picture(longer))[0] == "MT034"


def test_a_comment_of_another_number_joins_no_pieces() -> None:
    decoy = wmf(emf(image(PNG)), piece=100).replace(b"\x26\x06\x0f\x00", b"\x26\x06\x00\x00", 1)
    assert refusal(picture(decoy))[0] == "MT034"


@pytest.mark.parametrize("hidden", [SVG, ZIPPED, EPS, b"", b"\x00" * 200])
@pytest.mark.parametrize(
    "wrap",
    [
        lambda content: emf(image(content)),
        lambda content: emf(image(content, version=7)),
        lambda content: emf(image(content + bytes(400)), piece=100),
        lambda content: emf(image(content + bytes(400)), piece=16),
        lambda content: emf(nested(content)),
        lambda content: emf(nested(emf(image(content)))),
        lambda content: emf(nested(emf(image(content) + bytes(400))), piece=120),
        lambda content: emf(texture(image(content), turned=False), kind=1),
        lambda content: emf(texture(image(content), turned=True), kind=1),
        lambda content: wmf(emf(image(content))),
        lambda content: wmf(emf(image(content)), piece=6),
        lambda content: wmf(emf(image(PNG))) + wmf(emf(image(content)))[40:],
    ],
    ids=range(12),
)
def test_a_metafile_wraps_nothing_else(wrap: Callable[[bytes], bytes], hidden: bytes) -> None:
    code, part, message = refusal(picture(wrap(hidden)))
    assert (code, part) == ("MT034", "word/media/x.png")
    assert "bên trong" in message


def test_metafiles_in_each_other_end() -> None:
    content = emf(image(PNG))
    for _ in range(30):
        content = emf(nested(content))
    assert refused(picture(content)) == "MT034"


def test_a_metafile_of_beginnings_is_read_soon() -> None:
    began = time.monotonic()
    Package.read(picture(EMF + b"EMF+" + struct.pack("<HHII", 1, 0, 12, 0) * 300_000 + b"EMF+\x00\x00" * 100_000), HERE)
    assert time.monotonic() - began < 10


# --- by use -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["image", "font", "printerSettings", "package", "customXml", "hyperlink", "theme"])
@pytest.mark.parametrize(
    "use",
    [
        '<a:blip r:embed="p1"/>',
        '<a:blip r:link="p1"/>',
        '<a:blip s:embed="p1"/>',
        '<v:imagedata r:id="p1"/>',
        '<v:imagedata o:relid="p1"/>',
        '<v:fill r:id="p1"/>',
        '<v:fill o:relid="p1"/>',
        '<v:stroke o:relid="p1"/>',
        '<a:blip><a:extLst><a:ext><asvg:svgBlip r:embed="p1"/></a:ext></a:extLst></a:blip>',
    ],
)
def test_a_picture_is_what_is_used_as_one(kind: str, use: str) -> None:
    for content in (SVG, EPS):
        data = file(use, {"p1": (kind, "media/x.png")}, media_x_png=content)
        assert refused(data) in ("MT034", "MT013", "MT007")  # refused as what it would be, before or as a picture
    if kind != "package":
        # A picture by its bytes is one, whatever the relationship calls it, unless it had to be XML.
        data = file(use, {"p1": ("image", "media/x.png")}, media_x_png=PNG)
        assert Package.read(data, HERE)


def test_an_xml_part_is_no_picture() -> None:
    styles = {"p1": ("image", "styles.xml")}
    assert refusal(file('<a:blip r:embed="p1"/>', styles))[:2] == ("MT034", "word/styles.xml")
    assert refusal(file('<v:fill r:id="p1"/>', {"p1": ("theme", "styles.xml")}))[:2] == ("MT034", "word/styles.xml")


def test_fonts_workbooks_and_photos_are_known_by_what_points_at_them() -> None:
    fonts = {"f1": ("font", "fonts/a.odttf")}
    for content in (b"<\x07 any bytes", b"\x00\x01\x00\x00", b"%!PS-AdobeFont"):
        known = (content, "application/vnd.openxmlformats-officedocument.obfuscatedFont")
        assert Package.read(file('<w:embedRegular r:id="f1"/>', fonts, fonts_a_odttf=known), HERE)
        header = file('<w:headerReference r:id="f1"/>', fonts, fonts_a_odttf=known)
        assert refusal(header)[:2] == ("MT034", "word/fonts/a.odttf")
    photo = (b"II\xbc\x01" + bytes(40), "image/vnd.ms-photo")
    for kind, code in ((f"{MS}/hdphoto", ""), ("image", "MT034")):
        data = file("", {"h1": (kind, "media/h.wdp")}, media_h_wdp=photo)
        assert not code or refused(data) == code
        assert code or Package.read(data, HERE)


# --- parts that hide what they are ------------------------------------------------------------------------------------

FIELD = f'<w:hdr {NAMES}><w:p><w:fldSimple w:instr="INCLUDETEXT x"/></w:p></w:hdr>'.encode()
DRAWING = f'<w:hdr {NAMES}><w:p><w:r><w:pict><v:imagedata src="file:///x"/></w:pict></w:r></w:p></w:hdr>'.encode()
DATA = f'<w:hdr {NAMES}><w:p><w:r><w:pict><v:fill src="data:image/svg+xml,x"/></w:pict></w:r></w:p></w:hdr>'.encode()
DTD = b"<!DOCTYPE x>" + FIELD
STRICT = FIELD.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                       b"http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
HIDDEN = [(FIELD, "MT012"), (DRAWING, "MT009"), (DATA, "MT009"), (DTD, "MT006"), (STRICT, "MT011"), (b"x", "MT007")]


@pytest.mark.parametrize(("content", "code"), HIDDEN)
@pytest.mark.parametrize(
    "content_type", [HEADER, HEADER.replace("xml", "XML"), HEADER + "; charset=utf-8", "application/octet-stream"]
)
def test_a_header_is_inspected_whatever_it_is_called(content: bytes, code: str, content_type: str) -> None:
    given = {"h1": ("header", "h.bin")}
    assert refused(file('<w:headerReference r:id="h1"/>', given, h_bin=(content, content_type))) == code


@pytest.mark.parametrize("content", [b"<html><p></html>", b"<!DOCTYPE html><html/>"])
def test_what_looks_like_xml_and_is_none_is_named(content: bytes) -> None:
    assert refusal(file(media_y_bin=(content, "text/plain")))[:2] == ("MT034", "word/media/y.bin")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_xml_is_known_in_any_encoding(encoding: str) -> None:
    content = FIELD.decode().encode(encoding)
    assert refused(file(h_bin=(content, "application/octet-stream"))) == "MT012"


def test_relationships_of_another_case_are_refused() -> None:
    parts = parts_of(plain()) | {"word/_rels/header1.xml.RELS": b"<Relationships/>"}
    assert refused(zipped(parts)) == "MT005"


@pytest.mark.parametrize(
    ("links", "body", "code"),
    [
        ({"p1": (f"{MS.replace('2007', '2006')}/vbaProject", "media/x.png")}, "", "MT008"),
        ({"p1": ("control", "media/x.png")}, "", "MT008"),
        ({"p1": ("image", "media/x.png")}, '<o:OLEObject r:id="p1"/>', "MT013"),
    ],
)
def test_what_embeds_a_program_cannot_call_itself_a_picture(
    links: Mapping[str, tuple[str, str]], body: str, code: str
) -> None:
    assert refused(file(body, links, media_x_png=PNG)) == code


def test_a_control_is_known_by_what_it_holds() -> None:
    ocx = b'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"/>'
    assert refused(file(x1_xml=(ocx, "application/xml"))) == "MT008"


@pytest.mark.parametrize("use", ['<a:blip s:embed="l1"/>', '<v:imagedata o:relid="l1"/>'])
def test_no_spelling_borrows_a_hyperlink(use: str) -> None:
    parts = parts_of(file(use))
    line = f'<Relationship Id="l1" Type="{OFFICE}/hyperlink" Target="file:///x" TargetMode="External"/></Relationships>'
    rels = rels_name(MAIN)
    parts[rels] = parts[rels].replace(b"</Relationships>", line.encode())
    assert refused(zipped(parts)) == "MT009"


# --- an SVG beside the picture that Word keeps of it ------------------------------------------------------------------

ICON = (
    '<a:blip r:embed="p1"><a:extLst><a:ext uri="{28A0092B}"/><a:ext uri="{96DAC541}"><asvg:svgBlip r:embed="v1"/>'
    "</a:ext></a:extLst></a:blip>"
)
LINKS = {"p1": ("image", "media/x.png"), "v1": ("image", "media/v.svg")}
VECTOR = (b"<!DOCTYPE svg>" + SVG, "image/svg+xml")


@pytest.mark.parametrize("other", [PNG, EMF], ids=["PNG", "EMF"])
def test_an_icon_keeps_its_picture_and_loses_its_svg(other: bytes) -> None:
    package = Package.read(file(ICON + ICON, LINKS, media_x_png=other, media_v_svg=VECTOR), HERE)
    made = parts_of(package.clone().write())
    assert not [name for name in made if name.endswith(".svg")]
    assert not [name for name, content in made.items() if b"svgBlip" in content]
    assert made["word/media/x.png"] == other
    assert [item.target for item in package.relationships(MAIN).values() if item.kind == "image"] == [
        "word/media/x.png"
    ]
    blips = list(parse_xml(made[MAIN]).iter("{*}blip"))
    assert [len(list(blip.iter("{*}ext"))) for blip in blips] == [1, 1]  # the other extension stays
    assert [(note.code, note.where.part, note.severity) for note in package.notes] == [
        ("MT033", "word/media/v.svg", Severity.GHI_CHU)
    ]
    assert Package.read(package.write(), HERE).notes == []


def test_the_note_is_one_of_the_template() -> None:
    data = file(ICON, LINKS, media_x_png=PNG, media_v_svg=VECTOR)
    assert [item.code for item in compile_template(data, "mau.docx", VOCABULARY).findings] == ["MT033"]


@pytest.mark.parametrize(
    ("body", "fallback"),
    [
        (ICON, b""),
        (ICON, SVG),
        (ICON.replace(' r:embed="p1"', ""), PNG),
        (ICON + '<a:blip r:embed="v1"/>', PNG),
        ('<a:blip r:embed="v1"/>', PNG),
        ('<v:imagedata r:id="v1"/>', PNG),
    ],
)
def test_an_svg_that_alone_would_be_seen_is_refused(body: str, fallback: bytes) -> None:
    assert refused(file(body, LINKS, media_x_png=fallback, media_v_svg=VECTOR)) == "MT034"
