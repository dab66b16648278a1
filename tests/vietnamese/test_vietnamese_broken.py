"""Syllables broken by a space: the table of what makes it certain that two bits were one."""

from __future__ import annotations

import pytest

from docgen.vietnamese import broken, la_am_tiet


@pytest.mark.parametrize("place", range(len(broken._PAIRS)))
def test_each_row_of_the_table_decides_its_own_example(place: int) -> None:
    _, sure, example = broken._PAIRS[place]
    bits = tuple(example.split())
    pair = broken._Pair(*bits)
    deciding = next(number for number, (holds, *_) in enumerate(broken._PAIRS) if holds(pair))
    assert la_am_tiet("".join(bits))
    assert (deciding, broken._certainty(bits)) == (place, sure)
