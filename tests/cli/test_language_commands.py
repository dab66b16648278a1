"""The language at a terminal."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from docgen.cli.commands import cli

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(body: str) -> bytes:
    """A package as bare as Word's own: what `mend` opens need not be a template."""
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>')
        package.writestr("word/styles.xml", "<x>ti ếp</x>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["1005"], "Một nghìn không trăm linh năm"),
        (["1.250.000", "--unit", "đồng"], "Một triệu hai trăm năm mươi nghìn đồng"),
        (["hai mươi mốt"], "21"),
        (["-5"], "Âm năm"),
        (["-1.500", "--unit", "đồng", "--even"], "Âm một nghìn năm trăm đồng"),
        (["1.500.000 đồng", "--even"], "Một triệu năm trăm nghìn đồng chẵn"),
        (["1,5 tỷ đồng"], "Một tỷ năm trăm triệu đồng"),
        (["2,5", "--unit", "tỷ đồng"], "Hai phẩy năm tỷ đồng"),
        (["một phần ba"], "1/3"),
        (["năm phần trăm"], "0,05"),
    ],
)
def test_words(arguments: list[str], said: str) -> None:
    assert CliRunner().invoke(cli, ["words", *arguments]).output.strip() == said


@pytest.mark.parametrize("value", ["12.34", "xyz", "5 km", "1.5 tỷ đồng", "đồng"])
def test_what_is_no_number_is_refused_in_vietnamese(value: str) -> None:
    result = CliRunner().invoke(cli, ["words", value])
    assert result.exit_code != 0
    assert value.split()[0] in result.output


def test_a_damaged_file_comes_out_clean(tmp_path: Path) -> None:
    damaged, clean = tmp_path / "cu.txt", tmp_path / "moi.txt"
    damaged.write_text("Nhƣ̃ng h ồ sơ chủ đôṇg", "utf-8")
    result = CliRunner().invoke(cli, ["mend", str(damaged), "-o", str(clean)])
    assert result.exit_code == 0, result.output
    assert clean.read_text("utf-8") == "Những hồ sơ chủ động"


TABLE = 'STT,Họ tên,Mức độ\r\n1,"Đặng Ngọc Ánh ",một phần\r\n2,Lê Văn Đức,toàn trình\r\n'
OLD = {
    "tcvn3": b'STT,H\xe4 t\xaan,M\xf8c \xae\xe9\r\n1,"\xa7\xc6ng Ng\xe4c \xb8nh ",m\xe9t ph\xc7n\r\n'
    b"2,L\xaa V\xa8n \xa7\xf8c,to\xb5n tr\xd7nh\r\n",
    "vni": 'STT,Hoï teân,Möùc ñoä\r\n1,"Ñaëng Ngoïc AÙnh ",moät phaàn\r\n2,Leâ Vaên Ñöùc,toaøn trình\r\n'.encode(
        "cp1252"
    ),
    "utf-16": TABLE.encode("utf-16"),
    "nfd": unicodedata.normalize("NFD", TABLE).encode(),
    "mojibake": TABLE.encode().decode("latin-1").encode(),
    "clean": TABLE.encode(),
}


@pytest.mark.parametrize("kind", OLD)
def test_a_table_keeps_its_commas_and_ends_of_lines(tmp_path: Path, kind: str) -> None:
    damaged, clean = tmp_path / "cu.csv", tmp_path / "moi.csv"
    damaged.write_bytes(OLD[kind])
    result = CliRunner().invoke(cli, ["mend", str(damaged), "-o", str(clean), "--likely"])
    assert result.exit_code == 0, result.output
    assert clean.read_bytes().decode() == (TABLE.replace("Ánh", "ánh") if kind == "tcvn3" else TABLE)
    assert ("Đã sửa 0 chỗ" in result.output) == (kind in ("utf-16", "clean"))


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0"])
def test_a_file_of_word_or_pdf_is_not_torn_up(tmp_path: Path, start: bytes) -> None:
    closed, made = tmp_path / "x.docx", tmp_path / "y.docx"
    closed.write_bytes(start + b"\x00\xff rest")
    result = CliRunner().invoke(cli, ["mend", str(closed), "-o", str(made)])
    assert result.exit_code != 0
    assert "không mở được" in result.output or "chép chữ sang một tệp .txt" in result.output
    assert not made.exists()


def test_a_workbook_is_mended_in_its_letters_alone(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Quý I"
    sheet.append(["Việc", "Số"])
    sheet.append(["ti ếp nhận , cuả Sở & tỉnh  A", 5])
    sheet["A3"] = CellRichText("Ki", TextBlock(InlineFont(b=True), " ểm tra"), " xong")
    book.save(tmp_path / "cu.xlsx")
    result = CliRunner().invoke(cli, ["mend", str(tmp_path / "cu.xlsx"), "--list"])
    assert result.exit_code == 0, result.output
    assert "trang tính “Quý I”, ô A2: “ti ếp” → “tiếp”" in result.output
    made = load_workbook(tmp_path / "cu-da-sua.xlsx", rich_text=True).active
    assert made["A2"].value == "tiếp nhận , của Sở & tỉnh  A"
    assert str(made["A3"].value) == "Kiểm tra xong"
    assert made["B2"].value == 5
    with ZipFile(tmp_path / "cu.xlsx") as old, ZipFile(tmp_path / "cu-da-sua.xlsx") as new:
        assert old.namelist() == new.namelist()
        differ = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert differ == ["xl/worksheets/sheet1.xml"]  # this writer puts texts into the sheet itself
    again = CliRunner().invoke(cli, ["mend", str(tmp_path / "cu.xlsx")])
    assert again.exit_code != 0
    assert "đã có" in again.output


def test_a_word_file_is_mended_across_its_runs(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Ti</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space='preserve'> ếp nhận</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>a &lt; b, toaǹ</w:t></w:r></w:p>"
    )
    (tmp_path / "cu.docx").write_bytes(word_file(body))
    result = CliRunner().invoke(cli, ["mend", str(tmp_path / "cu.docx"), "-o", str(tmp_path / "moi.docx"), "--list"])
    assert result.exit_code == 0, result.output
    assert "thân văn bản, đoạn 1: “Ti ếp” → “Tiếp”" in result.output
    with ZipFile(tmp_path / "cu.docx") as old, ZipFile(tmp_path / "moi.docx") as new:
        was, now = (package.read("word/document.xml").decode() for package in (old, new))
    assert now == was.replace(">Ti<", ">Tiếp<").replace("> ếp nhận<", "> nhận<").replace("toaǹ", "toàn")


def test_a_sound_package_comes_back_byte_for_byte(tmp_path: Path) -> None:
    for name, data in (("a.docx", word_file("<w:p><w:r><w:t>Sở Nội vụ</w:t></w:r></w:p>")),):
        (tmp_path / name).write_bytes(data)
        CliRunner().invoke(cli, ["mend", str(tmp_path / name), "-o", str(tmp_path / f"moi-{name}")])
        assert (tmp_path / f"moi-{name}").read_bytes() == data


def test_letters_that_wait_to_be_composed_are_one_line(tmp_path: Path) -> None:
    source = "Tiếp nhận\nhồ sơ của công dân\nquyết định ti ếp"
    (tmp_path / "a.txt").write_text(unicodedata.normalize("NFD", source), "utf-8")
    result = CliRunner().invoke(cli, ["mend", str(tmp_path / "a.txt"), "-o", str(tmp_path / "b.txt"), "--list"])
    lines = result.output.splitlines()
    assert next(line for line in lines if "NFC" in line).startswith("dòng 1, cột 1: ")
    assert sum("NFC" in line for line in lines) == 1
    assert any(line.startswith("dòng 3, cột ") for line in lines)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["mend", str(tmp_path / "không có.txt")])
    assert result.exit_code != 0
    assert "không có tệp" in result.output
