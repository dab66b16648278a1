"""A data file with everything it calls in: plain values, each with its place.

Promise: `Data.value` holds only dict, list, str (NFC, "\\n"), int, bool, Decimal, date, None, `Grid` and `FileRef`;
`Data.where` returns the place of every key path, in the file that really holds the value, and of every character of a
text.

Hidden: which file a key path leads into, and how strings are parsed again for the places of their characters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from docgen.finding import At, Where
from docgen.sources.places import FilePlace, FilePlaces, Key, string
from docgen.sources.text import LINE_END, Mapped, SourceText

_BARE = re.compile(r"[\w-]+")


def dotted(key: Key) -> str:
    """Return a key path as a user reads it: `bang.ho_so.cot[2].ten`, elements counted from 1."""
    text = ""
    for part in key:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else f'"{part}"')
    return text


@dataclass(frozen=True)
class FileRef:
    """A file named in data that is not data itself (a Word template, a picture): its path, and where it is named.

    `options` are the other keys beside `tep`. The file has not been read and may not exist.
    """

    path: Path
    at: At
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def where(self) -> Where:
        """Return the place where it is named."""
        return self.at()


class DataFile:
    """One TOML or JSON file: its raw value and the place of everything in it."""

    def __init__(self, path: Path, text: SourceText, kind: str, value: Any) -> None:
        self.path, self.text, self.kind, self.value = path, text, kind, value
        self._strings: dict[int, Mapped | None] = {}
        self._ends: dict[int, list[int]] = {}

    @cached_property
    def _places(self) -> FilePlaces:
        return FilePlaces(self.text, self.kind)

    def where(self, key: Key, offset: int | None = None, shown: str = "") -> Where:
        """Return the place of the value at `key` of this file, or of its nearest ancestor."""
        place, found = self._places.find(key)
        where = self.text.where(place.start, shown)
        if offset is None or found < len(key) or (mapped := self._string(place)) is None:
            return where
        # The token's own line ends are kept: a body asks for the place of each of its blocks.
        index, ends = mapped.place(offset), self._line_ends(place)
        line = bisect_right(ends, index)
        column = index - ends[line - 1] + 1 if line else where.column + index
        return replace(where, line=where.line + line, column=column)

    def where_key(self, key: Key, shown: str = "") -> Where:
        """Return the place of the key's name; of the value when it has none (an element of a list)."""
        place, _ = self._places.find(key)
        return self.text.where(place.start if place.key < 0 else place.key, shown)

    def section_after(self, key: Key) -> tuple[int, str] | None:
        """Return the line and the header of the first [section] written after the beginning of `key`."""
        place, _ = self._places.find(key)
        for start, end in self._places.headers:
            if start > place.start or not key:
                return self.text.where(start).line, self.text.slice(start, end)
        return None

    def _line_ends(self, place: FilePlace) -> list[int]:
        if place.start not in self._ends:
            token = self.text.slice(place.start, place.end)
            self._ends[place.start] = [match.end() for match in LINE_END.finditer(token)]
        return self._ends[place.start]

    def _string(self, place: FilePlace) -> Mapped | None:
        if place.start not in self._strings:
            self._strings[place.start] = string(self.text, place)
        return self._strings[place.start]


@dataclass(frozen=True)
class Data:
    """The value of a data file, with everything it calls in.

    `reads` are the shown paths of all files it depends on (data, tables).
    """

    value: dict[str, Any]
    reads: frozenset[str]
    _file: DataFile
    _links: Mapping[tuple[str | int, ...], tuple[DataFile, tuple[str | int, ...]]]
    _told: Set[tuple[str | int, ...]] = frozenset()

    def told(self, key: Key) -> bool:
        """Return whether the value at `key` is None because the source is wrong there, which was reported."""
        return tuple(key) in self._told

    def where(self, key: Key, offset: int | None = None) -> Where:
        """Return the place of the value at `key`; for a missing one, of the nearest table or list that should hold it.

        `offset` counts characters of the text at `key`, from 0: the place of that character; the first one
        follows the opening quotes. Without an offset the place is that of the value itself, quotes included. Elements
        of lists are whole numbers from 0. The place of a value called in with `tep` is that of the call; the places of
        values below it are in its own file.
        """
        file, local = self._locate(key)
        return file.where(local, offset, dotted(key))

    def where_key(self, key: Key) -> Where:
        """Return the place of the key's name itself (for a key that is unknown)."""
        file, local = self._locate(key)
        return file.where_key(local, dotted(key))

    def section_after(self, key: Key) -> tuple[int, str] | None:
        """Return the line and the header of the first [section] after which keys no longer belong to `key`."""
        file, local = self._locate((*key, ""))
        return file.section_after(local[:-1])

    def _locate(self, key: Key) -> tuple[DataFile, tuple[str | int, ...]]:
        key = tuple(key)
        for length in range(len(key) - 1, -1, -1):
            if key[:length] in self._links:
                file, base = self._links[key[:length]]
                return file, (*base, *key[length:])
        return self._file, key
