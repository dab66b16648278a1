"""README's table of what the libraries of the field write and docgen writes: run, line by line."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_currency
from num2words import num2words

from docgen.vietnamese import bang_chu, khoa_sap_xep, ngay, quy, thu_tu, tien, tu_chu

README = Path(__file__).parents[2] / "README.md"
DAY = date(2022, 1, 6)


def theirs(number: float, **options: str) -> str:
    """What num2words writes, or the name of its error."""
    try:
        return str(num2words(number, lang="vi", **options))
    except (IndexError, AttributeError) as error:
        return {"AttributeError": "none"}.get(type(error).__name__, type(error).__name__)


def _sorted(row: str) -> str:
    words = [part.split(", ") if ", " in part else part.split() for part in row.split("; ")]
    again = [sorted(set(part), key=khoa_sap_xep) for part in words]
    return row if again == words else str(again)


LINES: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "1005": (lambda: theirs(1005), lambda: bang_chu(1005)),
    "1024": (lambda: theirs(1024), lambda: bang_chu(1024)),
    "10^15": (lambda: theirs(10**15), lambda: bang_chu(10**15)),
    "10^18": (lambda: theirs(10**18), lambda: bang_chu(10**18)),
    "−5": (lambda: theirs(-5), lambda: bang_chu(-5)),
    "−21": (lambda: theirs(-21), lambda: bang_chu(-21)),
    "0,5": (lambda: theirs(0.5), lambda: bang_chu(Decimal("0.5"))),
    "3,05": (lambda: theirs(3.05), lambda: bang_chu(Decimal("3.05"))),
    "first, fourth": (
        lambda: f"{theirs(1, to='ordinal')}, {theirs(4, to='ordinal')}",
        lambda: f"{thu_tu(1)}, {thu_tu(4)}",
    ),
    "money": (lambda: theirs(10**6, to="currency"), lambda: bang_chu(10**6, "đồng", chan=True)),
    "words → number": (
        lambda: "none" if importlib.util.find_spec("words2num") is None else "words2num",
        lambda: "every reading above" if tu_chu("âm hai mươi mốt") == -21 else "wrong",
    ),
    "06/01/2022, long": (lambda: format_date(DAY, "long", locale="vi"), lambda: ngay(DAY)),
    "first quarter": (lambda: format_date(DAY, "QQQQ", locale="vi"), lambda: quy(1)),
    "1.500.000 đồng": (lambda: format_currency(1_500_000, "VND", locale="vi"), lambda: tien(1_500_000)),
    "sorting": (
        lambda: "none" if importlib.util.find_spec("babel.collation") is None else "babel.collation",
        lambda: _sorted("an, ăn, ân; a à ả ã á ạ"),
    ),
}


def _rows() -> dict[str, tuple[str, str]]:
    table = README.read_text("utf-8").partition("| | num2words 0.5.14 / Babel 2.18 | docgen |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {label: (other, own) for label, other, own in rows}


@pytest.mark.parametrize("label", LINES)
def test_a_line_of_the_readme_is_true(label: str) -> None:
    other, own = _rows()[label]
    wrote, writes = (made().replace("\u00a0", " ") for made in LINES[label])
    assert re.sub(r" \(.*\)$", "", other) == wrote
    assert own == writes


def test_every_line_of_the_readme_is_run() -> None:
    assert list(_rows()) == list(LINES)
    assert tu_chu(theirs(10**15)) == 10**14, "ten times too small"
