"""The language at a terminal."""

from __future__ import annotations

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
    ],
)
def test_words(arguments: list[str], said: str) -> None:
    assert CliRunner().invoke(cli, ["words", *arguments]).output.strip() == said


@pytest.mark.parametrize("value", ["12.34", "xyz"])
def test_what_is_no_number_is_refused_in_vietnamese(value: str) -> None:
    result = CliRunner().invoke(cli, ["words", value])
    assert result.exit_code != 0
    assert value in result.output


def test_a_damaged_file_comes_out_clean(tmp_path: Path) -> None:
    damaged, clean = tmp_path / "cu.txt", tmp_path / "moi.txt"
    damaged.write_text("Nhƣ̃ng h ồ sơ chủ đôṇg", "utf-8")
    result = CliRunner().invoke(cli, ["mend", str(damaged), "-o", str(clean)])
    assert result.exit_code == 0, result.output
    assert clean.read_text("utf-8") == "Những hồ sơ chủ động"


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["mend", str(tmp_path / "không có.txt")])
    assert result.exit_code != 0
    assert "không có tệp" in result.output
