"""Each condition has a file that breaks it, and fonts are told apart."""

import contextlib
import io
import random
import zlib
from collections.abc import Callable
from datetime import date

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from docgen.finish import Metadata, conditions, embedded_fonts, finish, font_findings
from docgen.pdf import read
from docgen.pdf.fonts import family_key

Break = Callable[[pikepdf.Pdf], object]


@pytest.fixture(scope="module")
def good(raw: bytes) -> bytes:
    return finish(raw, Metadata("Tên", "Sở", "Trích yếu", day=date(2026, 1, 8)))


def changed(pdf: bytes, change: Break, **how: object) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, fix_metadata_version=False, **how)  # type: ignore[arg-type]
        return out.getvalue()


def xmp(old: bytes, new: bytes) -> Break:
    def change(document: pikepdf.Pdf) -> None:
        packet = document.Root.Metadata.read_bytes()
        assert old in packet
        document.Root.Metadata.write(packet.replace(old, new))

    return change


def fonts(document: pikepdf.Pdf) -> list[Dictionary]:
    return [
        item for item in document.objects if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]


def image(**entries: object) -> Break:
    def change(document: pikepdf.Pdf) -> None:
        stream = document.make_stream(
            b"\0\0\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, **entries
        )
        document.pages[0].obj.Resources.XObject = Dictionary(Im0=stream)

    return change


def act(kind: str) -> Break:
    return lambda document: setattr(document.Root, "OpenAction", Dictionary(S=Name(f"/{kind}"), JS=String("x")))


def without(name: str) -> Break:
    return lambda document: document.Root.__delitem__(name)


def blend(mode: str) -> Break:
    state = Dictionary(Type=Name.ExtGState, BM=Array([Name(f"/{mode}")]))
    return lambda document: setattr(document.pages[0].obj.Resources, "ExtGState", Dictionary(G0=state))


def link(kind: str) -> Break:
    annotation = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], A=Dictionary(S=Name(f"/{kind}")))
    return lambda document: setattr(document.pages[0].obj, "Annots", Array([annotation]))


def unembed(document: pikepdf.Pdf) -> None:
    for font in fonts(document):
        del font.FontFile2


BROKEN: list[tuple[str, str, Break]] = [
    ("HT022", "nằm trong", unembed),
    ("HT030", "“PDF/A-1b”", xmp(b"part>2<", b"part>1<")),
    ("HT030", "hồ sơ màu", without("/OutputIntents")),
    ("HT031", "đánh dấu", without("/MarkInfo")),
    ("HT031", "cây thẻ", without("/StructTreeRoot")),
    ("HT031", "trang 1", lambda d: d.pages[0].obj.__delitem__("/StructParents")),
    ("HT031", "“Đoạn”", lambda d: d.Root.StructTreeRoot.RoleMap.__setitem__("/Đoạn", Name.Riêng)),
    ("HT032", "“en-US”", lambda d: setattr(d.Root, "Lang", String("en-US"))),
    ("HT032", "thanh tiêu đề", without("/ViewerPreferences")),
    ("HT033", "Title", lambda d: d.docinfo.__setitem__("/Title", String("Khác"))),
    ("HT033", "Author", xmp("Sở".encode(), "Bộ".encode())),
    ("HT033", "CreationDate", lambda d: d.docinfo.__setitem__("/CreationDate", String("D:20260108000001+07'00'"))),
    ("HT034", "JavaScript", act("JavaScript")),
    ("HT034", "Launch", act("Launch")),
    ("HT034", "GoToR", act("GoToR")),
    ("HT034", "SubmitForm", link("SubmitForm")),
    ("HT034", "AA", lambda d: setattr(d.pages[0].obj, "AA", Dictionary(O=Dictionary(S=Name.JavaScript)))),
    ("HT034", "mã JavaScript", lambda d: setattr(d.Root, "Names", Dictionary(JavaScript=Dictionary()))),
    ("HT034", "đính", lambda d: d.attachments.__setitem__("x.txt", b"x")),
    ("HT034", "nội suy", image(ColorSpace=Name.DeviceRGB, Interpolate=True)),
    ("HT034", "tệp ngoài", image(F=String("x.png"))),
    ("HT035", "CMYK", image(ColorSpace=Name.DeviceCMYK)),
    ("HT035", "trong suốt", lambda d: setattr(d.pages[0].obj, "Group", Dictionary(CS=Name.DeviceCMYK))),
    ("HT035", "Lạ", blend("Lạ")),
]  # fmt: skip


@pytest.mark.parametrize(("code", "word", "change"), BROKEN, ids=[f"{code} {word}" for code, word, _ in BROKEN])
def test_a_broken_condition_is_found(good: bytes, code: str, word: str, change: Break) -> None:
    found = conditions(changed(good, change))
    assert {finding.code for finding in found if word in finding.message} == {code}


def test_a_good_file_saved_again_stays_good(good: bytes) -> None:
    assert conditions(changed(good, lambda document: None)) == []


def test_an_encrypted_file_is_found(good: bytes) -> None:
    for user in ("", "secret"):
        pdf = changed(good, lambda document: None, encryption=pikepdf.Encryption(owner="x", user=user))
        assert [finding.code for finding in conditions(pdf)] == ["HT034"]


def test_a_broken_file_is_a_value_error_or_a_finding(good: bytes) -> None:
    """Bytes changed, lost and doubled at random places: every reader says so and none breaks off."""
    chance = random.Random(30)
    for _ in range(60):
        spoilt = bytearray(good)
        for _ in range(chance.choice((1, 5, 30))):
            at = chance.randrange(len(spoilt))
            spoilt[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        for reader in (read, conditions, embedded_fonts):
            with contextlib.suppress(ValueError):
                reader(bytes(spoilt))


def test_what_stands_around_the_file_is_found(good: bytes) -> None:
    assert [finding.code for finding in conditions(good + b"\nmore\n")] == ["HT030"]
    header = good.index(b"\n") + 1
    plain = good[:header] + b"%abcd" + good[header + 5 :]
    assert [finding.code for finding in conditions(plain)] == ["HT030"]


def test_a_compressed_packet_is_found(good: bytes) -> None:
    def pack(document: pikepdf.Pdf) -> None:
        packet = document.Root.Metadata
        del packet.Type  # else qpdf unpacks it when saving
        packet.write(zlib.compress(packet.read_bytes()), filter=Name.FlateDecode)

    pdf = changed(good, pack)
    assert [finding.message for finding in conditions(pdf)] == ["siêu dữ liệu bị nén"]


def test_a_metric_twin_is_a_note(good: bytes) -> None:
    fonts = embedded_fonts(good)
    assert {font.name for font in fonts} == {"LiberationSerif", "LiberationSerif-Bold"}
    assert all(font.embedded and font.subset for font in fonts)
    found = font_findings(["Times New Roman"], good)
    assert [(finding.code, finding.severity.label) for finding in found] == [("HT020", "ghi chú")]
    assert "Liberation Serif" in found[0].message


def test_another_substitute_is_a_warning(convert: Callable[..., bytes]) -> None:
    found = font_findings(["Palatino Linotype"], convert("Palatino Linotype"))
    assert [(finding.code, finding.severity.label) for finding in found] == [("HT021", "cảnh báo")]


def test_the_font_asked_for_is_nothing(good: bytes) -> None:
    assert font_findings(["Liberation Serif"], good) == []

    def rename(document: pikepdf.Pdf) -> None:
        for item in document.objects:
            if isinstance(item, Dictionary) and item.get("/Type") == "/Font":
                item.BaseFont = Name("/BAAAAA+TimesNewRomanPS-BoldMT")

    assert font_findings(["Times New Roman"], changed(good, rename)) == []


def test_a_font_left_outside_is_a_warning(good: bytes) -> None:
    found = font_findings(["Liberation Serif"], changed(good, unembed))
    assert {finding.code for finding in found} == {"HT022"}


@pytest.mark.parametrize(
    ("of_file", "of_menu"),
    [
        ("BAAAAA+TimesNewRomanPSMT", "Times New Roman"),
        ("TimesNewRomanPS-BoldItalicMT", "Times New Roman"),
        ("TimesNewRoman,Bold", "Times New Roman"),
        ("CAAAAA+LiberationSerif-Italic", "Liberation Serif"),
        ("ArialMT", "Arial"),
        ("Arial-BoldMT", "Arial"),
        ("DejaVuSerif-Bold", "DejaVu Serif"),
        ("Cambria-BoldItalic", "Cambria"),
        ("TeXGyreTermes-Regular", "TeX Gyre Termes"),
        ("NimbusRoman-Regular", "Nimbus Roman"),
        ("OpenSymbol", "OpenSymbol"),
        ("Symbol", "Symbol"),
        ("Corpsmt", "Corpsmt"),
    ],
)
def test_names_of_files_meet_names_of_menus(of_file: str, of_menu: str) -> None:
    assert family_key(of_file) == family_key(of_menu)


def test_families_stay_apart() -> None:
    names = ["Times New Roman", "Arial", "Arial Narrow", "Liberation Serif", "Liberation Sans", "TeX Gyre Termes"]
    assert len({family_key(name) for name in names}) == len(names)
