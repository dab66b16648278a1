"""The place of each value of a TOML or JSON file.

Promise: for every key path of a valid file, the place of its value, of its key name, and of every
character inside its strings (escapes, multi-line strings, CRLF and composed letters included).

Hidden: the syntax trees (tree-sitter), dotted keys, table headers and arrays of tables, string escapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import tree_sitter_json
import tree_sitter_toml
from tree_sitter import Language, Node, Parser

from docgen.sources.text import Mapped, SourceText, clean

Key = Sequence[str | int]

_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # JSON: one character beyond U+FFFF
    r"|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}"
    r"|[ \t]*\r?\n[ \t\r\n]*"  # TOML: a backslash that ends a line eats the line's end and the next indent
    r"|.)",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")  # a bare key, as most are: without quotes and blanks
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


@dataclass(slots=True)
class FilePlace:
    """The bytes of a value (`start` to `end`), where its key name begins (-1: it has none), and what is below it.

    A table with a header has the header as its value. `rows` marks an array of tables: later headers below it belong to
    its last element. `node` is its content while nobody has asked for it yet.
    """

    start: int
    end: int
    key: int = -1
    children: dict[str | int, FilePlace] = field(default_factory=dict)
    rows: bool = False
    node: Node | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A key given twice: its name, the byte of the second, the byte of the first; `header` is that of a section."""

    name: str
    second: int
    first: int
    header: str = ""


@cache
def _parser(kind: str) -> Parser:
    module = tree_sitter_toml if kind == "toml" else tree_sitter_json
    return Parser(Language(module.language()))


def repeats(source: SourceText, kind: str) -> list[Repeat]:
    """Return the keys given twice in `source`."""
    return FilePlaces(source, kind, whole=True).repeats


def string(source: SourceText, place: FilePlace) -> Mapped | None:
    """Return the decoded string at `place`, or None if there is no string."""
    token = source.slice(place.start, place.end)
    for quote in ('"""', "'''", '"', "'"):
        if token.startswith(quote) and token.endswith(quote) and len(token) >= 2 * len(quote):
            return _decode(token, len(quote), literal=quote[0] == "'")
    return None


def _decode(token: str, quote: int, *, literal: bool) -> Mapped:
    start, end = quote, len(token) - quote
    if quote == 3:  # a line end right after the quotes is not part of the text
        if token.startswith("\r\n", start):
            start += 2
        elif token.startswith("\n", start):
            start += 1
    characters: list[str] = []
    origins: list[int] = []
    position = start
    escapes = () if literal else _ESCAPE.finditer(token, start, end)
    for match in escapes:
        characters += token[position : match.start()]
        origins += range(position, match.start())
        meaning = _meaning(match.group())
        characters += meaning
        origins += [match.start()] * len(meaning)
        position = match.end()
    characters += token[position:end]
    origins += range(position, end + 1)
    return Mapped(characters, origins)


def _meaning(escape: str) -> str:
    kind, rest = escape[1], escape[2:]
    if kind in " \t\r\n":
        return ""
    if kind == "u" and len(rest) > 4:
        high, low = int(rest[:4], 16), int(rest[6:], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    if kind in "uUx" and rest:
        return chr(min(int(rest, 16), 0x10FFFF))
    return _SHORT.get(kind, kind)


# The grammar knows a backslash that ends a line only right before its end; TOML allows blanks between the two. No other
# byte moves, and texts are not taken from the tree.
_BLANKS_AFTER_BACKSLASH = re.compile(rb"(?<!\\)((?:\\\\)*)\\([ \t]+)(\r?\n)")


class FilePlaces:
    """The places of everything in a file; `kind` is "toml" or "json". Broken parts are skipped.

    The content of a value is explored on demand, or at once with `whole`. Then values wait in `_pending` rather than on
    the stack, since nesting may be deep.
    """

    def __init__(self, source: SourceText, kind: str, *, whole: bool = False) -> None:
        self.source, self.whole = source, whole
        self.root = FilePlace(0, 0)
        self.repeats: list[Repeat] = []
        self.headers: list[tuple[int, int]] = []  # the bytes of each [section]'s header, in order
        self._pending: list[FilePlace] = []
        document = _parser(kind).parse(_BLANKS_AFTER_BACKSLASH.sub(rb"\1\2\\\3", source.data)).root_node
        if kind == "toml":
            self._toml(document)
        else:
            self._json(document)
        while self._pending:
            self._open(self._pending.pop())

    def find(self, key: Key) -> tuple[FilePlace, int]:
        """Return the place of `key`, or of its deepest ancestor that has one, and how many parts were found."""
        place = self.root
        for depth, part in enumerate(key):
            self._open(place)
            if part not in place.children:
                return place, depth
            place = place.children[part]
        return place, len(key)

    def _toml(self, document: Node) -> None:
        for node in document.named_children:
            if node.type == "pair":
                self._pair(self.root, node)
            elif node.type in ("table", "table_array_element"):
                self._table(node)

    def _json(self, document: Node) -> None:
        items = _items(document)
        if items:
            self.root = FilePlace(items[0].start_byte, items[0].end_byte)
            self._hold(self.root, items[0])

    def _hold(self, place: FilePlace, node: Node) -> None:
        place.node = node
        if self.whole:
            self._pending.append(place)

    def _open(self, place: FilePlace) -> None:
        """Add the places of what a value or a table holds."""
        node, place.node = place.node, None
        if node is None:
            return
        if node.type == "array":
            for index, item in enumerate(_items(node)):
                place.children[index] = below = FilePlace(item.start_byte, item.end_byte)
                self._hold(below, item)
        elif node.type in ("inline_table", "object", "table", "table_array_element"):
            for pair in _items(node):
                if pair.type == "pair":
                    self._pair(place, pair)

    def _table(self, node: Node) -> None:
        """Add the place of a header's table."""
        key = next((child for child in node.named_children if child.type != "comment" and not child.is_error), node)
        names = list(self._names(key))
        parent = self._descend(self.root, names[:-1])
        name, begin, _ = names[-1]
        closed = self.source.data.find(b"]", key.end_byte)
        end = closed + (2 if node.type == "table_array_element" else 1) if closed >= 0 else key.end_byte
        table = FilePlace(node.start_byte, end, begin, node=node)
        self.headers.append((table.start, table.end))
        known = parent.children.get(name)
        if node.type == "table_array_element":
            rows = parent.children.setdefault(name, FilePlace(table.start, end, table.key, rows=True))
            rows.children[len(rows.children)] = table
        elif known is None or known.start == known.key:  # created earlier by a longer header
            table.children = known.children if known else {}
            parent.children[name] = table
        else:
            header = self.source.slice(table.start, table.end)
            self.repeats.append(Repeat(name, begin, known.key, header))
        if self.whole:
            self._open(table)

    def _pair(self, parent: FilePlace, pair: Node) -> None:
        """Add the place of one `key = value` under `parent`."""
        parts = _items(pair)
        if len(parts) != 2:
            return
        names = list(self._names(parts[0]))
        parent = self._descend(parent, names[:-1])
        name, begin, _ = names[-1]
        if name in parent.children:
            self.repeats.append(Repeat(name, begin, parent.children[name].key))
        parent.children[name] = place = FilePlace(parts[1].start_byte, parts[1].end_byte, begin)
        self._hold(place, parts[1])

    def _descend(self, place: FilePlace, names: Sequence[tuple[str, int, int]]) -> FilePlace:
        for name, begin, end in names:
            place = place.children.setdefault(name, FilePlace(begin, end, begin))
            if place.rows:
                place = place.children[len(place.children) - 1]
        return place

    def _names(self, key: Node) -> Iterator[tuple[str, int, int]]:
        """Return the parts of a key from left to right, each with its bytes."""
        begin, written = key.start_byte, self.source.slice(key.start_byte, key.end_byte)
        if _BARE.fullmatch(written):
            for word in written.split("."):
                yield word, begin, begin + len(word)
                begin += len(word) + 1
            return
        parts: list[Node] = []
        while key.type == "dotted_key":  # nests to the left
            key, *rest = key.named_children
            parts += reversed(rest)
        for part in [key, *reversed(parts)]:
            place = FilePlace(part.start_byte, part.end_byte)
            name = string(self.source, place) if part.type in ("quoted_key", "string") else None
            yield (name.text if name else clean(self.source.slice(place.start, place.end))), place.start, place.end


def _items(node: Node) -> list[Node]:
    return [child for child in node.named_children if child.type != "comment" and not child.is_error]
