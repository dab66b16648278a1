"""Texts made to cost much: each is read once, told at once, and costs what its length says."""

from __future__ import annotations

import time

import pytest
from written import ke_hoach

from docgen.expression import tag_end


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{{" * 30_000, "DL073"),
        ("{# " * 20_000, "DL073"),
        ("{% '}}" * 10_000, "DL073"),
        ("{{ '" + r"\'" * 30_000, "DL073"),
        ("{{ \"'" * 15_000, "DL073"),
        ("a" + "\u0323\u0301" * 50_000, "DL008"),
        ("\u0301" * 100_000 + " {{ khong_co }}", "DL008"),
    ],
    ids=["braces", "comments", "controls", "escapes", "quotes", "marks", "marks before a fault"],
)
def test_a_text_is_read_once(text: str, code: str) -> None:
    began = time.perf_counter()
    made = ke_hoach(f"Mở đầu {text}")
    assert time.perf_counter() - began < 10  # minutes, where each sign makes the text be read again
    assert code in made.codes
    assert len(made.findings) < 10


def test_one_open_tag_is_told_once() -> None:
    made = ke_hoach("Năm {{ nam\n\nNăm {{ nam }} và {{ nam")
    assert made.told == ["9:5 DL073", "11:18 DL073"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("{{ a }}", 0, 7),
        ("{{ '}}' }}", 0, 10),
        (r"{{ '\'}}' }}", 0, 12),
        ("{{ it's }}", 0, 10),
        ("{{ 'a }} b' }}", 0, 14),
        ("{{ 'a }} b' ", 0, -1),
        ("{{ '{{ a }} ' ", 4, 11),
        ("{# ' #} '", 0, 7),
        ("{% if a == '%}' %}", 0, 18),
        ("{{ a }}}", 0, 7),
        ("{{ {'a': 1}}}", 0, 12),
        ("{{ a %} }}", 0, 10),
        ('{{ " \' }} " }}', 0, 14),
    ],
)
def test_a_tag_ends_behind_its_quotes(text: str, start: int, end: int) -> None:
    tag_end.__globals__["_ends"].cache_clear()
    assert tag_end(text, 0) is not None  # an earlier scan in vain must not spoil a later one
    assert tag_end(text, start) == end
