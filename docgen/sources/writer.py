"""Data files changed in place: the one writer of TOML and JSON.

Promise: a change touches what it names and nothing else. Comments, order, blanks, quotes, escapes, line ends, the
byte-order mark and the form of every other letter stay as they are. What is written is read again: bytes that would
not say exactly what was meant are never returned.

Hidden: the syntax trees that say where everything stands, and tomlkit, which writes new values and sections. A whole
file is never written by tomlkit: that drops the blank after a day in a list or an inline table (0.15).
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import tomli
import tomlkit

from docgen.sources.places import FilePlace, FilePlaces, Key, string
from docgen.sources.text import LINE_END, SourceText, decode

Piece = tuple[int, int, str]
"""Characters `start` to `end` of a text as `Data` returns it, and their replacement."""

_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF8, "utf-8"))


class UnwritableError(Exception):
    """A file that cannot be changed without changing more than was asked."""


class DataWriter:
    """One data file being changed. Keys are paths in this file alone, as they are written in it."""

    def __init__(self, data: bytes, kind: str) -> None:
        """`kind` is "toml" or "json". Raises EncodingError for bytes that are no text, ValueError for broken files."""
        self._mark, self._encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
        self.kind, self.text = kind, decode(data)
        self._newline = "\r\n" if "\r\n" in self.text else "\n"
        self.value: dict[str, Any] = self._read()

    def bytes(self) -> bytes:
        """Return the changed file. Raises UnwritableError if it would not say what was meant."""
        try:
            same = self._read() == self.value
        except ValueError:
            same = False
        if not same:
            raise UnwritableError("tệp này viết theo cách mà docgen chưa sửa được")
        return self._mark + self.text.encode(self._encoding)

    def _read(self) -> Any:
        return tomli.loads(self.text, parse_float=str) if self.kind == "toml" else json.loads(self.text)

    # --- changes

    def replace(self, key: Key, pieces: Iterable[Piece]) -> None:
        """Replace characters of the text at `key`; its quotes and all its other characters stay as written."""
        source, place = self._place(key)
        written, mapped = source.slice(place.start, place.end), string(source, place)
        assert mapped is not None, key
        for start, end, words in sorted(pieces, reverse=True):
            plain = words if written[:1] == "'" else json.dumps(words, ensure_ascii=False)[1:-1]
            written = written[: mapped.place(start)] + plain + written[mapped.place(end) :]
        self._put(key, written, json.loads(written) if self.kind == "json" else tomli.loads(f"x = {written}")["x"])

    def set(self, key: Key, value: Any) -> None:
        """Give the existing key `key` another value."""
        self._place(key)
        self._put(key, self._token(value), self._plain(value))

    def add(self, name: str, value: Any, after: Sequence[str] = ()) -> None:
        """Add a top-level key on its own line: below the first existing key of `after`, else at the top."""
        self._insert(name, self._token(value), after)
        self.value[name] = self._plain(value)

    def add_section(self, name: str, rows: Sequence[dict[str, str]], of: str, comment: str) -> None:
        """Add at the end a section `name` with one list `of`: a row of texts on each line. JSON has no comments."""
        written = [self._token(row) for row in rows]
        if self.kind == "json":
            lines = f",{self._newline}".join(f"    {row}" for row in written)
            last = sorted(self.value, key=lambda known: self._place((known,))[1].start, reverse=True)
            self._insert(name, f'{{ "{of}": [{self._newline}{lines}{self._newline}  ] }}', last)
        else:
            new = ["", "", f"[{name}]", f"# {comment}", f"{of} = [", *(f"  {row}," for row in written), "]", ""]
            self._write(SourceText("", self.text.rstrip("\r\n")), None, None, self._newline.join(new))
        self.value[name] = {of: [dict(row) for row in rows]}

    def remove(self, name: str) -> None:
        """Remove a top-level key or section with everything in it."""
        source = SourceText("", self.text)
        places = FilePlaces(source, self.kind, whole=self.kind == "json").root.children
        place = places[name]
        if self.kind == "json":
            self._cut_json(source, places, name)
        elif place.key > place.start and place.node:  # a section with everything in it
            self._write(source, place.start, place.node.end_byte, "")
        else:
            end = source.data.find(b"\n", place.end) + 1
            self._write(source, place.key, end or len(source.data), "")
        del self.value[name]

    def put_away(self, name: str) -> None:
        """Turn a top-level key into a comment without its value, to be filled in again; in JSON remove it."""
        source, place = self._place((name,))
        written = source.slice(place.start, place.end)
        if self.kind == "json" or "\n" in written:
            self.remove(name)
            return
        self._write(source, place.key, place.end, f"# {source.slice(place.key, place.start)}…")
        del self.value[name]

    # --- how

    def _place(self, key: Key) -> tuple[SourceText, FilePlace]:
        source = SourceText("", self.text)
        place, found = FilePlaces(source, self.kind).find(key)
        if found < len(key):
            raise KeyError(key)
        return source, place

    def _write(self, source: SourceText, start: int | None, end: int | None, new: str) -> None:
        """Write `new` in place of some bytes, or at the end if no place is given."""
        size = len(source.data)
        start, end = (size, size) if start is None or end is None else (start, end)
        self.text = source.slice(0, start) + new + source.slice(end, size)

    def _insert(self, name: str, written: str, after: Sequence[str]) -> None:
        source = SourceText("", self.text)
        places = FilePlaces(source, self.kind, whole=True).root
        anchor = next((places.children[known] for known in after if known in places.children), None)
        at = anchor.end if anchor else 0
        if self.kind == "json":
            line = f'{self._newline}  "{name}": {written}'
            after_it = "," if places.children else self._newline
            self._write(
                source, at or places.start + 1, at or places.start + 1, f",{line}" if anchor else f"{line}{after_it}"
            )
            return
        end = source.data.find(b"\n", at) + 1 if anchor else 0
        line = f"{name} = {written}{self._newline}"
        ended = not anchor or end > 0
        at = end if ended else len(source.data)
        self._write(source, at, at, line if ended else self._newline + line)

    def _put(self, key: Key, written: str, value: Any) -> None:
        """Replace a value by another."""
        source, place = self._place(key)
        self._write(source, place.start, place.end, written)
        owner: Any = self.value
        for part in key[:-1]:
            owner = owner[part]
        owner[key[-1]] = value

    def _token(self, value: Any) -> str:
        """Return a value as the file writes it, on one line."""
        if self.kind == "json":
            return json.dumps(self._plain(value), ensure_ascii=False)
        if isinstance(value, dict):
            return "{ " + ", ".join(f"{name} = {self._token(item)}" for name, item in value.items()) + " }"
        return str(tomlkit.item(value).as_string())

    def _plain(self, value: Any) -> Any:
        """Return a value as it reads back from the file: JSON has no days."""
        return value.isoformat() if self.kind == "json" and isinstance(value, date) else value

    def _cut_json(self, source: SourceText, pairs: dict[str | int, FilePlace], name: str) -> None:
        names = list(pairs)
        number, place = names.index(name), pairs[name]
        if number + 1 < len(names):
            start, end = place.key, pairs[names[number + 1]].key
        else:
            start, end = (pairs[names[number - 1]].end if number else place.key), place.end
        self._write(source, start, end, "")


Change = tuple[int, int, str, str]
"""In a table of text: the line and column of a cell, words in it, and their replacement."""


def change_table(data: bytes, encoding: str, changes: Iterable[Change]) -> bytes:
    """Return a CSV file with words of its cells replaced and all else unchanged; the new words must need no quotes.

    Raises UnwritableError for words that the file writes in another way than they are read (other Unicode forms).
    """
    mark, by_mark = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", encoding or "utf-8"))
    text = decode(data, encoding)
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    for line, column, old, new in sorted(changes, key=lambda item: (*item[:2], len(item[2]), item[2]), reverse=True):
        at = text.find(old, starts[line - 1] + column - 1)
        if at < 0:
            raise UnwritableError(old)
        text = text[:at] + new + text[at + len(old) :]
    return mark + text.encode(by_mark)
