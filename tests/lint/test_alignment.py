"""Two sequences laid side by side: smallest difference where small, bounded time and memory where not."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.lint.arrival.alignment import align, left_over
from docgen.lint.arrival.difference import MOVED, Side, compare
from docgen.lint.arrival.words import words

LETTERS = st.lists(st.sampled_from("abcd"), max_size=14)


def longest_common(a: list[str], b: list[str]) -> int:
    """The length of the longest common subsequence, the slow and sure way."""
    row = [0] * (len(b) + 1)
    for x in a:
        new = [0]
        for place, y in enumerate(b):
            new.append(row[place] + 1 if x == y else max(row[place + 1], new[-1]))
        row = new
    return row[-1]


def check(a: list[str], b: list[str]) -> list[int]:
    places = align(a, b)
    found = [place for place in places if place >= 0]
    assert len(places) == len(a)
    assert found == sorted(set(found))
    assert all(a[x] == b[y] for x, y in enumerate(places) if y >= 0)
    return found


@given(LETTERS, LETTERS)
@settings(max_examples=300)
def test_small_differences_are_smallest(a: list[str], b: list[str]) -> None:
    assert len(check(a, b)) == longest_common(a, b)


@given(st.lists(st.integers(0, 40).map(str), max_size=400), st.lists(st.integers(0, 40).map(str), max_size=400))
@settings(max_examples=40)
def test_whatever_is_compared_the_answer_is_an_alignment(a: list[str], b: list[str]) -> None:
    check(a, b)


def paper(length: int) -> list[str]:
    """Words as rare and as frequent as in a paper: a few stand everywhere, most seldom."""
    chance = random.Random(7)
    return [f"w{int(chance.paretovariate(0.6)) % 3000}" for _ in range(length)]


@pytest.mark.parametrize("edits", [0, 1, 40, 3000])
def test_a_paper_of_200_pages_takes_less_than_a_second(edits: int) -> None:
    a = paper(90_000)
    b, chance = list(a), random.Random(3)
    for _ in range(edits):
        place = chance.randrange(len(b))
        b[place : place + 1] = chance.choice(([], [b[place]] * 2, ["mới"]))
    began = time.perf_counter()
    found = check(a, b)
    assert time.perf_counter() - began < 1.5
    assert len(a) - len(found) <= edits


def test_two_papers_with_nothing_in_common_do_not_cost_the_square() -> None:
    began = time.perf_counter()
    assert check(["một", "hai"] * 30_000, ["ba", "bốn"] * 30_000) == []
    assert check(["x", "y", "y"] * 20_000, ["y", "x"] * 30_000) is not None
    assert time.perf_counter() - began < 4


def test_a_table_of_equal_figures_loses_one() -> None:
    a = ["0"] * 20_000
    assert align(a, a[:-1]).count(-1) == 1


PINNED = [
    ("một chỗ thiếu", "a b c d e", "a b d e", "0 1 - 2 3"),
    ("một chỗ thừa", "a b d e", "a b c d e", "0 1 3 4"),
    ("một chữ khác", "a b c d", "a b x d", "0 1 - 3"),
    ("đoạn lặp hai lần", "a b c d", "a b c a b c d", "0 1 2 6"),
    ("hai đoạn đổi chỗ, đoạn dài ở lại", "a b c x y d", "x y a b c d", "2 3 4 - - 5"),
    ("ô giữa của ba ô bằng nhau mất", "1 0 0 0 2", "1 0 0 2", "0 1 2 - 3"),
    ("mất một dòng giống dòng sau", "tổng 5 10 tổng 5 20", "tổng 5 20", "0 1 - - - 2"),
    ("không có gì chung", "a b", "c d", "- -"),
]


@pytest.mark.parametrize(("wanted", "found", "places"), [row[1:] for row in PINNED], ids=[row[0] for row in PINNED])
def test_which_words_are_matched(wanted: str, found: str, places: str) -> None:
    """What a finding names hangs on the choice among equally small differences."""
    chosen = align(wanted.split(), found.split())
    assert " ".join("-" if place < 0 else str(place) for place in chosen) == places


def test_long_sequences_are_cut_before_they_are_compared() -> None:
    """Compared whole, two papers of 200 pages would take a gigabyte."""
    a = paper(20_000)
    b = [word for place, word in enumerate(a) if place not in (5, 9_000, 19_990)]
    assert [place for place, other in enumerate(align(a, b)) if other < 0] == [5, 9_000, 19_990]


def test_equal_sequences_load_no_library() -> None:
    script = "import sys; from docgen.lint.arrival.alignment import align\n"
    script += "align('a b c'.split(), 'a b c'.split()), align(['a', 'b'], ['a'])\n"
    script += "assert not [name for name in sys.modules if name.startswith('rapidfuzz')]\n"
    script += "align(['a', 'b'], ['b', 'a']); assert 'rapidfuzz' in sys.modules"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_left_over_words_stand_in_stretches() -> None:
    assert left_over([True, False, False, True, False]) == [(1, 3), (4, 5)]


def test_rows_that_changed_places_are_one_move_whatever_they_share() -> None:
    """A row of figures begins as another ends: what is left over slides together and is told as moved, not as lost."""
    rows = [
        ["II", "Khối Ngoại"],
        ["1", "Ngoại tổng hợp", "1.552", "1.210", "330", "12", "280", "1.932", "6,9", "77,96%", "1", "152", "4"],
        ["2", "Sản", "1.395", "990", "405", "0", "460", "2.070", "4,5", "70,97%", "0", "-105", "5"],
        ["3", "Liên chuyên khoa", "2.192", "1.544", "615", "33"],
    ]

    def side(order: list[int]) -> Side:
        cells = [(row, cell, word) for row in order for cell, text in enumerate(rows[row]) for word in words(text)]
        return Side([word for _, _, word in cells], [(row, cell) for row, cell, _ in cells])

    _, differences = compare(side([0, 1, 2, 3]), side([0, 2, 1, 3]), lambda _: True, lambda _: False)
    assert [item.kind for item in differences] == [MOVED]
