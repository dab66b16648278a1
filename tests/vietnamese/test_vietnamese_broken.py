"""Syllables broken by a space: how sure it is that two bits were one, with the examples of the table."""

from __future__ import annotations

import pytest

from docgen.vietnamese import broken, la_am_tiet

SURE = {
    "gi áo": 0, "ti ểu": 2, "gi ờ": 1, "C ung": 0, "t heo": 1, "h ải": 2, "S ở": 0, "TH ÁO": 1, "th êm": 2, "lạ nh": 2,
    "xoon g": 1, "thậ p": 2, "N hờ": 0, "họ c": 1, "LÚ C": 0,
}  # fmt: skip


@pytest.mark.parametrize("text", SURE)
def test_how_sure_it_is(text: str) -> None:
    bits = tuple(text.split())
    assert la_am_tiet("".join(bits))
    assert broken._certainty(bits) == SURE[text]


def test_each_row_of_the_table_decides_its_own_example() -> None:
    for place, (*_, example) in enumerate(broken._PAIRS):
        pair = broken._Pair(*example.split())
        assert next(number for number, (holds, *_) in enumerate(broken._PAIRS) if holds(pair)) == place
    assert {example for *_, example in broken._PAIRS} == set(SURE)
