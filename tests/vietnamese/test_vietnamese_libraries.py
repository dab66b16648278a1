"""The table of the manual of what the libraries of the field write and docgen writes: run, line by line."""

from __future__ import annotations

import doctest
import re
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from babel.dates import format_date
from babel.numbers import format_currency
from num2words import CONVERTER_CLASSES, num2words

from docgen.vietnamese import bang_chu, khoa_sap_xep, ngay, quy, thu_tu, tien, tu_chu

README = Path(__file__).parents[2] / "docs" / "en" / "language.md"
DAY = date(2022, 1, 6)


def theirs(number: float | str, **options: str) -> str:
    """What num2words writes, or the name of its error."""
    try:
        return str(num2words(number, lang="vi", **options))
    except (IndexError, AttributeError) as error:
        return {"AttributeError": "none"}.get(type(error).__name__, type(error).__name__)


WORDS = "an ân ăn; a ạ ã ả á à"


def _sorted(key: Callable[[str], object] | None) -> str:
    words, letters = (sorted(part.split(), key=key) for part in WORDS.split("; "))  # type: ignore[type-var,arg-type]
    return f"{', '.join(words)}; {' '.join(letters)}"


def _reading() -> str:
    """Every number of the lines above, read back from docgen's words."""
    numbers = [1005, 1024, 10**15, 10**18, -5, -21, Decimal("0.5"), Decimal("3.05"), 10**6]
    return "every reading above" if all(tu_chu(bang_chu(number)) == number for number in numbers) else "wrong"


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
    "words → number": (lambda: theirs("hai mươi mốt"), _reading),
    "06/01/2022, long": (lambda: format_date(DAY, "long", locale="vi"), lambda: ngay(DAY)),
    "first quarter": (lambda: format_date(DAY, "QQQQ", locale="vi"), lambda: quy(1)),
    "1.500.000 đồng": (lambda: format_currency(1_500_000, "VND", locale="vi"), lambda: tien(1_500_000)),
    "sorting": (lambda: _sorted(None), lambda: _sorted(khoa_sap_xep)),
}


def _rows() -> dict[str, tuple[str, str]]:
    table = README.read_text("utf-8").partition("| | num2words 0.5.14 / Babel 2.19 | docgen |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {label: (other, own) for label, other, own in rows}


@pytest.mark.parametrize("label", LINES)
def test_a_line_of_the_readme_is_true(label: str) -> None:
    other, own = _rows()[label]
    wrote, writes = (made().replace("\u00a0", " ") for made in LINES[label])
    assert re.sub(r" \(.*\)$", "", other) == wrote
    assert own == writes


def test_the_examples_of_the_readme_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CONVERTER_CLASSES, "vi", CONVERTER_CLASSES["vi"])
    monkeypatch.delitem(sys.modules, "docgen.vietnamese.num2words_vi", raising=False)
    blocks = re.findall(r"```python\n(>>>.*?)```", README.read_text("utf-8"), re.DOTALL)
    ran = [doctest.DocTestParser().get_doctest(block, {}, "README", None, 0) for block in blocks]
    assert len(ran) == 2
    assert [doctest.DocTestRunner().run(example).failed for example in ran] == [0, 0]


def test_every_line_of_the_readme_is_run() -> None:
    assert list(_rows()) == list(LINES)
    assert tu_chu(theirs(10**15)) == 10**14, "ten times too small"
