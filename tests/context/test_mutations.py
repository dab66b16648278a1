"""Whatever stands in a data file, working it out ends in a paper or in findings, never in a traceback."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from docgen.context import resolve
from docgen.finding import Where
from docgen.model.fields import Log
from docgen.model.read_paper import read_paper
from docgen.sources import Reader

DATA = Path(__file__).resolve().parents[2] / "data"
STRANGE: list[Any] = [
    "", " ", "{{", "{{ x }}", "{{ nam }}", "{% if %}", "5", "đ", "# A", "a" * 600, 0, -1, 10**25, True, None, [], {},
    [[]], [{}], [None], {"a": 1}, {"ma": "x"}, date(2026, 1, 8), Decimal("1.5"), Decimal("1e25"), ["a", ["b"]], "KT.",
    "báo cáo", "{{ ten }}", "{{ kem_theo.ten }}", "{{ bang.ho_so }}", "{{ dieu }}", "{{ dieu.cuoi }}", "{{ vb }}", "I.",
    "2026-13-01", "Lưu: VT",
]  # fmt: skip
NAMES = ["ngay", "so", "dieu", "kem_theo", "bang", "vb", "them", "phu_luc", "hang", "ten", "nhom", "x y", "kinh_gui"]


class Nowhere:
    """Places of values that stand in no file."""

    def where(self, key: tuple[str | int, ...], offset: int | None = None) -> Where:
        return Where("x.toml", key=str(key))

    def told(self, key: tuple[str | int, ...]) -> bool:
        return False

    def where_key(self, key: tuple[str | int, ...]) -> Where:
        return Where("x.toml", key=str(key))

    def section_after(self, key: tuple[str | int, ...]) -> tuple[int, str] | None:
        return None


def paths(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inner:
        yield (*above, name)
        yield from paths(item, (*above, name))


def mutated(value: Any, chance: random.Random) -> Any:
    value = copy.deepcopy(value)
    for _ in range(chance.randint(1, 4)):
        deepest = chance.choice([1, 2, 3, 9])
        path = chance.choice([path for path in paths(value) if len(path) <= deepest])
        owner = value
        for name in path[:-1]:
            owner = owner[name]
        what = chance.random()
        if what < 0.25:
            del owner[path[-1]]
        elif what < 0.35 and isinstance(owner, dict):
            owner[chance.choice(NAMES)] = copy.deepcopy(chance.choice(STRANGE))
        else:
            owner[path[-1]] = copy.deepcopy(chance.choice(STRANGE))
    return value


def samples() -> list[Any]:
    reader = Reader(DATA)
    files = [
        path for path in sorted(DATA.rglob("*")) if path.suffix in (".toml", ".json") and "co-quan" not in path.name
    ]
    read = [reader.data(path) for path in files]
    return [data.value for data in read if data is not None and "loai" in data.value]


@pytest.mark.parametrize("seed", range(4))
def test_no_data_breaks_a_paper(seed: int) -> None:
    chance = random.Random(seed)
    values = samples()
    made = 0
    for _ in range(60):
        log = Log(Nowhere())
        paper = read_paper(mutated(chance.choice(values), chance), log)
        if paper is not None:
            made += 1
            for part in resolve(paper, log).parts:
                assert all(isinstance(text, str) for text, _ in part.texts())
        assert paper is not None or log.findings
    assert made
