"""Every value, key name and letter is found where it was written."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toml_writer import Written, documents

from docgen.sources import Data, Reader
from docgen.sources.text import Mapped, clean

SLOW = settings(max_examples=200, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("places")


def read(here: Path, name: str, text: str, encoding: str = "utf-8") -> Data:
    (here / name).write_bytes(text.encode(encoding))
    reader = Reader(here)
    data = reader.data(here / name)
    assert not reader.findings, (text, [str(item) for item in reader.findings])
    assert data is not None
    return data


def spot(data: Data, key: Any, offset: int | None = None) -> tuple[int, int]:
    where = data.where(key, offset)
    return where.line, where.column


@SLOW
@given(written=documents(), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_toml_places_are_where_the_writer_put_them(here: Path, written: Written, encoding: str) -> None:
    if not written.text.strip():
        return
    data = read(here, "a.toml", written.text, encoding)
    assert data.value == written.value
    for key, index in written.values.items():
        assert spot(data, key) == written.place(index), (key, written.text)
    for key, index in written.names.items():
        where = data.where_key(key)
        assert (where.line, where.column) == written.place(index), (key, written.text)
    for key, indexes in written.letters.items():
        for offset, index in enumerate(indexes):
            assert spot(data, key, offset) == written.place(index), (key, offset, written.text)


PLAIN = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text('aếđ"\\/\n\t😀 {[,:', max_size=8)
JSON = st.recursive(
    PLAIN,
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text('aếđ"\\. ', max_size=4), below, max_size=3),
)


@SLOW
@given(
    value=st.dictionaries(st.text('aếđ" ', max_size=4), JSON, min_size=1, max_size=4),
    indent=st.sampled_from([None, 2, "\t"]),
    ascii_only=st.booleans(),
    newline=st.sampled_from(["\n", "\r\n"]),
)
def test_json_places_read_again_give_the_value(
    here: Path, value: dict[str, Any], indent: Any, ascii_only: bool, newline: str
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only).replace("\n", newline)
    data = read(here, "a.json", text)
    assert data.value == value
    lines = text.split(newline)
    starts = [sum(len(line) + len(newline) for line in lines[:index]) for index in range(len(lines))]

    def visit(key: tuple[str | int, ...], value: Any) -> None:
        line, column = spot(data, key)
        start = starts[line - 1] + column - 1
        again, end = json.JSONDecoder().raw_decode(text, start)
        assert again == value
        if isinstance(value, dict):
            for name, below in value.items():
                named = data.where_key((*key, name))
                at = starts[named.line - 1] + named.column - 1
                assert json.JSONDecoder().raw_decode(text, at)[0] == name
                visit((*key, name), below)
        elif isinstance(value, list):
            for index, below in enumerate(value):
                visit((*key, index), below)
        elif isinstance(value, str):
            ends = [starts[row - 1] + col - 1 for row, col in (spot(data, key, at) for at in range(len(value) + 1))]
            assert ends[0] == start + 1
            assert ends[-1] == end - 1
            for letter, at, until in zip(value, ends, ends[1:], strict=False):
                assert json.loads(f'"{text[at:until]}"') == letter

    visit((), value)


@settings(max_examples=300)
@given(
    st.text(st.sampled_from("aeoươê\u0301\u0323\u0302\u031b\u0300\u1100\u1161\u11a8가é\r\nΩÅ\u09c7\u09be"), max_size=12)
)
def test_cleaned_letters_come_from_their_own_group(raw: str) -> None:
    mapped = Mapped(raw, range(len(raw) + 1))
    assert mapped.text == clean(raw)
    assert len(mapped.places) == len(mapped.text) + 1
    assert mapped.places[-1] == len(raw)
    assert mapped.places == sorted(mapped.places)
    for offset, place in enumerate(mapped.places[:-1]):  # cutting where a letter begins never changes what is before
        if offset and place > mapped.places[offset - 1] and not unicodedata.combining(raw[place]):
            assert clean(raw[:place]).startswith(mapped.text[: offset - 1])


def test_offset_in_a_multi_line_text_with_crlf_escapes_and_composed_letters(here: Path) -> None:
    text = 'x = 1\r\nnoi = """\r\nmột e\u0323\u0302t \\"hai\\"\r\n\r\nba \\\r\n    bốn"""\r\n'
    data = read(here, "b.toml", text)
    said = data.value["noi"]
    assert said == 'một ệt "hai"\n\nba bốn'
    assert spot(data, ["noi"]) == (2, 7)
    assert spot(data, ["noi"], 0) == (3, 1)
    assert spot(data, ["noi"], said.index("ệ")) == (3, 5)
    assert spot(data, ["noi"], said.index("ệt") + 1) == (3, 8)
    assert spot(data, ["noi"], said.index('"')) == (3, 10)
    assert spot(data, ["noi"], said.index("hai")) == (3, 12)
    assert spot(data, ["noi"], said.index("ba")) == (5, 1)
    assert spot(data, ["noi"], said.index("bốn")) == (6, 5)
    assert spot(data, ["noi"], len(said)) == (6, 8)
    assert spot(data, ["noi"], 999) == (6, 8)


def test_a_missing_key_points_at_the_table_that_should_hold_it(here: Path) -> None:
    data = read(here, "c.toml", "a = 1\n[b.c]\nd = 2\n[[e]]\nf = 3\n[[e]]\ng = [1, 2]\n")
    assert spot(data, ["thiếu"]) == (1, 1)
    assert spot(data, ["b", "c", "thiếu"]) == (2, 1)
    assert spot(data, ["e", 1, "thiếu"]) == (6, 1)
    assert spot(data, ["e", 1, "g", 7]) == (7, 5)
    assert spot(data, ["b"]) == (2, 2)
    assert data.where(["e", 1, "g", 7]).key == "e[2].g[8]"
    assert data.where_key(["e", 1]).line == 6
    assert data.where_key(["e", 1, "g", 0]).column == 6


def test_tables_may_come_in_any_order(here: Path) -> None:
    data = read(here, "d.toml", "[a.b.c]\nx = 1\n[a]\ny = 2\n[a.b]\nz = 3\n[[a.l]]\n[a.l.m]\nn = 4\n[[a.l]]\n")
    assert spot(data, ["a", "b", "c", "x"]) == (2, 5)
    assert spot(data, ["a", "b", "z"]) == (6, 5)
    assert spot(data, ["a"]) == (3, 1)
    assert spot(data, ["a", "l", 0, "m", "n"]) == (9, 5)
    assert spot(data, ["a", "l", 1]) == (10, 1)


def test_values_are_plain(here: Path) -> None:
    data = read(here, "e.toml", "a = 1.10\nb = 2026-01-08\nc = 1979-05-27T00:00:00Z\nd = 0x1F\ne = 1_000\nf = -0.0\n")
    assert data.value == {
        "a": Decimal("1.10"),
        "b": date(2026, 1, 8),
        "c": date(1979, 5, 27),
        "d": 31,
        "e": 1000,
        "f": 0,
    }
    assert str(data.value["a"]) == "1.10"
    assert all(type(value) in (Decimal, date, int) for value in data.value.values())


def test_keys_and_texts_typed_in_nfd_are_nfc(here: Path) -> None:
    text = unicodedata.normalize("NFD", '"kế hoạch" = "chuyển đổi số"\n')
    data = read(here, "f.toml", text)
    assert data.value == {"kế hoạch": "chuyển đổi số"}
    column = text.index("=") + 3
    assert spot(data, ["kế hoạch"]) == (1, column)
    assert spot(data, ["kế hoạch"], len("chuyển")) == (1, column + 1 + len(unicodedata.normalize("NFD", "chuyển")))
