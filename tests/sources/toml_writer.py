"""Writes TOML in every style the language allows and notes where it put each thing: the other side of `places`.

Shared by the tests and the fuzzing of `docgen.sources`. It knows nothing of the code under test.
"""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

LETTERS = "abzđĐếỘưằ ỷAZ09-_ \"'\\#[]{}=,.:\t€😀…“”&<>*"
NAMES = (
    "so",
    "trich_yeu",
    "a-b",
    "2026",
    "true",
    "inf",
    "2026-01-01",
    "kế hoạch",
    "a.b",
    "",
    '"',
    "'",
    "#",
    "[x]",
    "đ",
)

Key = tuple[str | int, ...]


class Written:
    """One document: `text`, the value it means, and the characters where values, key names and letters stand."""

    def __init__(self, draw: Any) -> None:
        self._draw = draw
        self.newline = draw(st.sampled_from(["\n", "\r\n"]))
        self.text = ""
        self.values: dict[Key, int] = {}
        self.names: dict[Key, int] = {}
        self.letters: dict[Key, list[int]] = {}
        self.plain: dict[Key, Any] = {}
        self.value = self._table((), depth=0, header=False)

    def place(self, index: int) -> tuple[int, int]:
        """Line and column of a character, counted the slow way."""
        before = self.text[:index].replace("\r\n", "\n")
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1

    def _pick(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    def _put(self, text: str) -> None:
        self.text += text

    def _blank(self) -> str:
        return str(self._pick("", " ", "\t", "  "))

    def _end_line(self) -> None:
        self._put(self._blank() + str(self._pick("", "", "# chú thích \" ''' [ đ")) + self.newline)
        if self._pick(False, False, True):
            self._put(self._blank() + self.newline)

    # --- tables

    def _table(self, path: Key, depth: int, *, header: bool, rows: bool = False) -> dict[str, Any]:
        names = self._draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4 if depth < 3 else 2))
        kinds = {
            name: self._pick("value", "value", "dotted", "table", "rows") if depth < 3 else "value" for name in names
        }
        names.sort(key=lambda name: kinds[name] in ("table", "rows"))
        if header:
            self._header(path, rows)
        table: dict[str, Any] = {}
        for name in names:
            below = (*path, name)
            if kinds[name] == "value":
                self.names[below] = len(self.text)
                self._name(name)
                table[name] = self._pair(below)
            elif kinds[name] == "dotted":
                self.names[below] = len(self.text)
                self._name(name)
                self._put(self._blank() + "." + self._blank())
                inner = self._pick(*NAMES)
                self.names[(*below, inner)] = len(self.text)
                self._name(inner)
                table[name] = {inner: self._pair((*below, inner))}
            elif kinds[name] == "table":
                table[name] = self._table(below, depth + 1, header=True)
            else:
                count = self._pick(1, 2, 3)
                table[name] = [
                    self._table((*below, index), depth + 1, header=True, rows=True) for index in range(count)
                ]
        return table

    def _header(self, path: Key, rows: bool) -> None:
        start = len(self.text)
        self.values[path] = start
        self._put("[[" if rows else "[")
        names = [part for part in path if isinstance(part, str)]
        for index, name in enumerate(names):
            self._put(self._blank())
            if index == len(names) - 1:
                self.names[path] = len(self.text)
            self._name(name)
            self._put(self._blank() + ("." if index < len(names) - 1 else ""))
        self._put("]]" if rows else "]")
        self._end_line()

    def _pair(self, path: Key) -> Any:
        self._put(self._blank() + "=" + self._blank())
        value = self._value(path, 0)
        self._end_line()
        return value

    def _name(self, name: str) -> None:
        bare = name and all(letter.isascii() and (letter.isalnum() or letter in "-_") for letter in name)
        if bare and self._pick(True, True, False):
            self._put(name)
        elif "'" not in name and self._pick(True, False):
            self._put(f"'{name}'")
        else:
            self._put('"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"')

    # --- values

    def _value(self, path: Key, depth: int) -> Any:
        self.values[path] = len(self.text)
        kind = self._pick("text", "text", "int", "float", "day", "bool", *(("list", "inline") if depth < 3 else ()))
        value = getattr(self, f"_{kind}")(path, depth)
        if kind not in ("list", "inline"):
            self.plain[path] = value
        return value

    def _int(self, path: Key, depth: int) -> int:
        number = self._draw(st.integers(-(10**9), 10**9))
        self._put(str(number))
        return number

    def _float(self, path: Key, depth: int) -> Decimal:
        text = f"{self._draw(st.integers(-999, 999))}.{self._draw(st.integers(0, 99))}"
        self._put(text)
        return Decimal(text)

    def _day(self, path: Key, depth: int) -> date:
        day = date(2000, 1, 1) + timedelta(days=self._draw(st.integers(0, 15000)))
        self._put(day.isoformat())
        return day

    def _bool(self, path: Key, depth: int) -> bool:
        answer = bool(self._pick(True, False))
        self._put("true" if answer else "false")
        return answer

    def _list(self, path: Key, depth: int) -> list[Any]:
        items = []
        self._put("[")
        for index in range(self._pick(0, 1, 2, 3)):
            self._put(self._pick("", " ", self.newline + "  ", "# đ ]" + self.newline))
            items.append(self._value((*path, index), depth + 1))
            self._put(self._blank() + ",")
        self._put("]")
        return items

    def _inline(self, path: Key, depth: int) -> dict[str, Any]:
        table = {}
        self._put("{")
        names = self._draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
        for index, name in enumerate(names):
            self._put("," if index else "")
            self._put(self._blank())
            self.names[(*path, name)] = len(self.text)
            self._name(name)
            self._put(self._blank() + "=" + self._blank())
            table[name] = self._value((*path, name), depth + 1)
        self._put("}")
        return table

    # --- texts

    def _text(self, path: Key, depth: int) -> str:
        text = self._draw(st.text(LETTERS + "\n", max_size=12))
        style = self._pick('"', '"""', "'''", "'")
        if style == "'" and ("'" in text or "\n" in text):
            style = '"'
        if style == "'''" and "'''" in text:
            style = '"""'
        self._put(style)
        if len(style) == 3 and (text.startswith("\n") or self._pick(True, False)):
            self._put(self.newline)
        self.letters[path] = places = []
        for index, letter in enumerate(text):
            if style == '"""' and letter not in " \t\n" and self._pick(False, False, False, True):
                self._put(self._pick("\\\n   ", "\\  \n\n\t").replace("\n", self.newline))
            places.append(len(self.text))
            self._put(self._letter(letter, style, text[:index]))
        places.append(len(self.text))
        self._put(style)
        return text

    def _letter(self, letter: str, style: str, before: str) -> str:
        raw = self.newline if letter == "\n" else letter
        if self._pick(False, False, True):
            raw = unicodedata.normalize("NFD", raw)
        if style[0] == "'":
            return raw
        number = ord(letter)
        escapes = [f"\\U{number:08x}"] + ([f"\\u{number:04X}"] if number < 0x10000 else [])
        escapes += {"\n": ["\\n"], "\t": ["\\t"], '"': ['\\"'], "\\": ["\\\\"]}.get(letter, [])
        must = (
            letter == "\\"
            or (letter == '"' and (style == '"' or before.endswith('""')))
            or (letter == "\n" == raw[-1] and style == '"')
        )
        return str(self._pick(*escapes) if must else self._pick(raw, raw, raw, *escapes))


@st.composite
def documents(draw: Any) -> Written:
    """Any TOML document, written in any style."""
    return Written(draw)
