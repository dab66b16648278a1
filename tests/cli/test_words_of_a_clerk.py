"""What a user reads is in words that a clerk says aloud: none of the trade's in any text that docgen prints."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli

PACKAGE = Path(__file__).resolve().parents[2] / "docgen"
TRADE = re.compile(r"khóa|chuỗi|phần tử|biểu thức|bộ lọc|trộn (?:ra|được)|giá trị, .* có mặt", re.IGNORECASE)
FINE = ("tệp đang bị khóa", "khóa sửa", "khóa ấy", "vẫn khóa", "không bị khóa")  # a lock is one
VIETNAMESE = re.compile("[ạảãàáăắằẳẵặâấầẩẫậđẹẻẽèéêếềểễệịỉĩìíọỏõòóôốồổỗộơớờởỡợụủũùúưứừửữựỵỷỹỳý]", re.IGNORECASE)


def texts_of(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module that are no docstrings, each with its line."""
    tree = ast.parse(file.read_text("utf-8"))
    says_nothing = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in says_nothing:
            yield node.lineno, node.value


def without_locks(text: str) -> str:
    """Return a text without what it says of locks."""
    for fine in FINE:
        text = text.replace(fine, "")
    return text


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_module_speaks_the_trade_s_words(file: Path) -> None:
    if file.is_relative_to(PACKAGE / "vietnamese"):  # the language itself, not what docgen says of papers
        return
    told = [
        (line, text) for line, text in texts_of(file) if VIETNAMESE.search(text) and TRADE.search(without_locks(text))
    ]
    assert told == []


@pytest.mark.parametrize("file", sorted((PACKAGE / "codes").glob("*.toml")), ids=lambda file: file.name)
def test_no_page_of_a_code_does(file: Path) -> None:
    for code, entry in tomli.loads(file.read_text("utf-8")).items():
        for name in ("ten", "vi_sao", "sua"):
            assert not TRADE.search(without_locks(entry[name])), (code, name, entry[name])
