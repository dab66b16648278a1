"""Widths agree with the installed font and with the printed PDF; lines break in balance."""

from __future__ import annotations

import io
import subprocess
import unicodedata
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from metrics_made import table_from_fonts

from docgen.ooxml.metrics import STYLES, break_balanced, width_pt

VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
LINES = [
    "SỞ NỘI VỤ",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH",
    "Đạt 92,45% (tăng 1.234,5 tỷ đồng); 15/QĐ-SNV, § 3 & “trích” – hết./.",
    VIETNAMESE[:40],
    VIETNAMESE[40:].upper(),
]


def installed(style: str) -> Path:
    """The Liberation Serif with Vietnamese letters that fontconfig (and so LibreOffice) takes for Times New Roman."""
    pattern = "Times New Roman" + "".join(f":{word}" for word in style.split() if word != "regular")
    found = subprocess.run(["fc-match", "-f", "%{file}", pattern], check=True, capture_output=True, text=True)
    return Path(found.stdout)


def test_the_packaged_table_is_the_installed_font() -> None:
    for style in STYLES:
        font = TTFont(installed(style))
        advances, glyphs, em = font["hmtx"], font.getBestCmap(), font["head"].unitsPerEm
        bold, italic = "bold" in style, "italic" in style
        for char in VIETNAMESE + VIETNAMESE.upper() + "0123456789.,;:-–“”()/%&§ \u00a0…²":
            assert ord(char) in glyphs, f"{style}: no {char}"
            assert width_pt(char, em, bold, italic) == advances[glyphs[ord(char)]][0], f"{style}: {char}"


def test_a_new_table_equals_the_packaged_one() -> None:
    import json

    import docgen.ooxml.metrics as metrics

    packaged = json.loads(Path(metrics.__file__).with_name("metrics.json").read_text("utf-8"))
    made = table_from_fonts({style: installed(style) for style in STYLES})
    if made["font"] != packaged["font"]:
        pytest.skip(f"made from {packaged['font']}, here is {made['font']}")
    assert made == packaged


def test_a_letter_the_font_lacks_has_the_width_of_its_base(monkeypatch: pytest.MonkeyPatch) -> None:
    import docgen.ooxml.metrics as metrics

    known = metrics._advances("bold").items()
    bare = metrics._Advances({char: width for char, width in known if char.isascii() or char in "ƠĐ"})
    full = width_pt("SỞ NỘI VỤ", 13, bold=True)
    monkeypatch.setattr(metrics, "_advances", lambda style: bare)
    assert width_pt("SỞ NỘI VỤ", 13, bold=True) == pytest.approx(full) == pytest.approx(67.18, abs=0.01)


def test_composed_and_decomposed_text_are_equally_wide() -> None:
    for line in LINES:
        assert width_pt(unicodedata.normalize("NFD", line), 14) == width_pt(line, 14)


def test_characters_without_room_and_without_table() -> None:
    assert width_pt("a\u200bb\u00ad\u0301", 10) == pytest.approx(width_pt("áb", 10))
    assert width_pt("\t", 10) == width_pt(" ", 10)
    assert width_pt("中", 10) == 10
    assert width_pt("", 10) == 0


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], float]:
    """The width of every line in every style, as LibreOffice prints it at 14 pt."""
    folder = tmp_path_factory.mktemp("metrics")
    document = docx.Document()
    normal = document.styles["Normal"]
    for attribute in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn(attribute), "Times New Roman")
    for style in STYLES:
        for line in LINES:
            run = document.add_paragraph().add_run(line)
            run.bold, run.italic, run.font.size = "bold" in style, "italic" in style, Pt(14)
    out = io.BytesIO()
    document.save(out)
    (folder / "a.docx").write_bytes(out.getvalue())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "a.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return dict(zip([(style, line) for style in STYLES for line in LINES], _line_widths(folder / "a.pdf"), strict=True))


def _line_widths(path: Path) -> list[float]:
    """The distance from the first to the last glyph's edge of every line of a PDF, in reading order."""
    pdf = pdfium.PdfDocument(path)
    widths: list[float] = []
    for page in pdf:
        text = page.get_textpage()
        boxes: list[tuple[float, float]] = []
        for index in range(text.count_chars()):
            if text.get_text_range(index, 1) in ("\r", "\n"):
                widths += [boxes[-1][1] - boxes[0][0]] if boxes else []
                boxes = []
            else:
                left, _, right, _ = text.get_charbox(index, loose=True)
                boxes.append((left, right))
        widths += [boxes[-1][1] - boxes[0][0]] if boxes else []
        text.close()
        page.close()
    pdf.close()
    return widths


def test_widths_are_those_of_the_printed_page(printed: dict[tuple[str, str], float]) -> None:
    for (style, line), measured in printed.items():
        told = width_pt(line, 14, "bold" in style, "italic" in style)
        assert told == pytest.approx(measured, abs=0.7), f"{style}: {line}"


CASES = [
    ("SỞ NỘI VỤ", 150, ["SỞ NỘI VỤ"]),
    ("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", 160, ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"]),
    ("SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", 180, ["SỞ VĂN HÓA, THỂ THAO", "VÀ DU LỊCH"]),
    ("SỞ GIÁO DỤC VÀ ĐÀO TẠO TỈNH LÂM ĐỒNG", 180, ["SỞ GIÁO DỤC VÀ ĐÀO TẠO", "TỈNH LÂM ĐỒNG"]),
    ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", 150, ["SỞ KẾ HOẠCH", "VÀ ĐẦU TƯ"]),
    (
        "Ban hành Kế hoạch chuyển đổi số năm 2026 của Sở Khoa học và Công nghệ tỉnh Lâm Đồng",
        400,
        ["Ban hành Kế hoạch chuyển đổi số năm 2026", "của Sở Khoa học và Công nghệ tỉnh Lâm Đồng"],
    ),
    ("Tổng kinh phí giai đoạn 2021 - 2025", 130, ["Tổng kinh phí", "giai đoạn 2021 - 2025"]),
    ("Số hộ nghèo 2022 – 2025", 80, ["Số hộ nghèo", "2022 – 2025"]),
]


@pytest.mark.parametrize(("text", "limit", "lines"), CASES)
def test_names_break_where_offices_break_them(text: str, limit: float, lines: list[str]) -> None:
    assert break_balanced(text, limit, 13, bold=True) == lines


def test_a_no_break_space_keeps_a_name_whole() -> None:
    lines = break_balanced("Ban hành Kế hoạch của Sở\u00a0Nội\u00a0vụ", 120, 14)
    assert "Sở\u00a0Nội\u00a0vụ" in " ".join(lines).split(" ")


def test_line_ends_of_the_text_are_kept() -> None:
    assert break_balanced("ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG", 500, 13) == ["ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG"]


def test_a_word_wider_than_the_line_stays_whole() -> None:
    assert break_balanced("a " + "m" * 80 + " b", 100, 14) == ["a", "m" * 80, "b"]
    assert break_balanced("", 100, 14) == break_balanced("  ", 100, 14) == []


@given(
    st.lists(st.text(st.sampled_from("aảHỘđm1,"), min_size=1, max_size=9), min_size=1, max_size=25),
    st.integers(90, 450),
)
def test_every_word_arrives_in_the_fewest_lines_that_fit(words: list[str], limit: int) -> None:
    lines = break_balanced(" ".join(words), limit, 13)
    assert " ".join(lines).split(" ") == words
    assert all(width_pt(line, 13) <= limit - 0.25 or " " not in line for line in lines)
    greedy = [words[0]]
    for word in words[1:]:
        longer = f"{greedy[-1]} {word}"
        greedy[-1:] = [longer] if width_pt(longer, 13) <= limit - 0.25 else [greedy[-1], word]
    assert len(lines) == len(greedy)


def test_long_texts_break_quickly() -> None:
    words = "một hai ba bốn năm sáu bảy tám chín mười " * 2_000
    assert " ".join(break_balanced(words, 450, 14)) == words.strip()
    assert len(break_balanced(words[:2_000], 450, 14)) > 20
