"""The language at a terminal."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner

from docgen.cli.commands import cli


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
    assert "không phải tệp văn bản thuần" in result.output
    assert not made.exists()


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["mend", str(tmp_path / "không có.txt")])
    assert result.exit_code != 0
    assert "không có tệp" in result.output
