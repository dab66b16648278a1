"""What a Word file must hold: a template read top to bottom over the values of a paper.

That is the template's own words, the values its tags name, its loops and conditions, and the body where its examples
are. Nothing of `merge` takes part. What both share is below them: `ooxml.plain`, `expression`, the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from docgen import expression
from docgen.expression import ExpressionError, Token
from docgen.finding import Where
from docgen.lint.arrival.body import BodyScript, add_charts
from docgen.lint.arrival.script import FREE, OWN, Script, Value
from docgen.lint.arrival.template_text import asked, kinds_in, own_words, template_text, tokens
from docgen.lint.arrival.words import words
from docgen.model.fields import Key, Places
from docgen.model.resolved import Part, Resolved
from docgen.model.vocabulary import BLOCK_KINDS, JOINING, ROW_KINDS, VOCABULARY
from docgen.word import Paragraph

# What every paper prints, by part; what else the template may name is its own choice.
_MUST = {
    "van_ban": ("co_quan.ten", "co_quan.chu_quan", "so_ky_hieu", "dia_danh", "thoi_gian", "trich_yeu", "can_cu",
                "kinh_gui.mot", "kinh_gui.dong", "chuc_vu", "ho_ten", "noi_nhan"),
    "kem_theo": ("trich_yeu", "dong_kem_theo", "can_cu", "chuc_vu", "ho_ten"),
    "phu_luc": ("phu_luc.nhan", "phu_luc.tieu_de", "phu_luc.dong_kem_theo"),
}  # fmt: skip
# The key of the data that a name of the template comes from, where the two differ.
_KEYS: dict[str, Key] = {
    "so_ky_hieu": ("so",), "thoi_gian": ("ngay",), "ten_loai": ("loai",), "chuc_vu": ("nguoi_ky",),
    "ho_ten": ("nguoi_ky",), "kinh_gui.mot": ("kinh_gui",), "kinh_gui.nhan": ("kinh_gui",),
    "kinh_gui.dong": ("kinh_gui",), "ky_bao_cao.ten": ("ky_bao_cao",), "ky_bao_cao.khoang": ("ky_bao_cao",),
    "dong_kem_theo": (), "phu_luc.nhan": (), "phu_luc.dong_kem_theo": (), "phu_luc.tieu_de": ("tieu_de",),
}  # fmt: skip
# The keys that are printed as the last entry of another key's list.
_LAST_ENTRY: dict[str | int, str] = {"noi_nhan": "luu", "can_cu": "theo_de_nghi"}
# What the whole dossier shares: its key is the paper's own, whichever part prints it.
_SHARED = ("co_quan", "them", "ky_bao_cao", "chuc_vu", "ho_ten", "du_thao")
_DASHES = ("-", "–", "•", "+")


def wanted(resolved: Resolved, template: bytes, places: Places | None) -> tuple[Script, list[str]]:
    """Return what the Word file must hold, and the names of the parts (headers, notes) that follow the body in it.

    Text boxes and charts come right after the body, in this order.

    Raises DocgenError for a template that is not safe to read.
    """
    text = template_text(template)
    script = Script()
    forms = [_FormScript(script, part, places) for part in resolved.parts]
    for form in forms:
        form.follow(text.parts.get(form.kind_in(text.parts), []))
    for form in forms:
        form.follow(text.boxes.get(form.kind_in(text.parts), []))
        form.note_unprinted()
    for part in resolved.parts:
        add_charts(script, part)
    heads = _FormScript(script, resolved.parts[0], places)
    for paragraphs in text.others.values():
        heads.follow(paragraphs)
    draft = str(resolved.parts[0].values.get("du_thao") or "")
    if draft and not any(words(value.text) == words(draft) for value in script.values):
        script.unprinted.append(Value("chữ DỰ THẢO", draft, heads.where(("du_thao",))))
    return script, list(text.others)


@dataclass(slots=True)
class _FormPiece:
    """A stretch of a template: "text", "expr", "tag", "list" (a paragraph repeated for each entry) or "body"."""

    kind: str
    text: str
    paragraph: Paragraph


@dataclass(slots=True)
class _Unit:
    """A row or a paragraph as it is printed.

    `texts` are its texts with the paragraph and the owner of each, `names` what the tags of each paragraph (by number)
    ask for, `filled` the numbers of the paragraphs that a tag filled.
    """

    key: tuple[str, int, int] = ("", 0, 0)
    texts: list[tuple[Paragraph, str, int]] = field(default_factory=list)
    names: dict[int, set[str]] = field(default_factory=dict)
    filled: set[int] = field(default_factory=set)

    def owner(self, number: int, optional: frozenset[str]) -> int | None:
        """Return the owner of the template's own words in a paragraph; None if they are left out with their tags."""
        if not self.names:
            return OWN
        own_names = self.names.get(number, set())
        if own_names:
            if number in self.filled:
                return OWN
            if own_names <= optional:
                return None
        elif self.filled:
            return OWN
        all_names = set().union(*self.names.values())
        return None if not self.filled and all_names <= optional else FREE


class _FormScript:
    """Follows one part of a template over the values of one part of a paper."""

    def __init__(self, script: Script, part: Part, places: Places | None) -> None:
        self.script, self.part, self.places = script, part, places
        self.vocabulary = VOCABULARY.get(part.kind, VOCABULARY["van_ban"])
        self.printed: dict[str, list[str]] = {}  # by each name of the template
        self.looped: set[str] = set()  # names that loops go over
        self.own: list[str] = []  # the template's own words
        self.examples: dict[str, list[str]] = {}
        self.dash = "-"  # before the lines of a list in a cell
        self.unit = _Unit()

    def follow(self, paragraphs: Sequence[Paragraph]) -> None:
        """Add what these paragraphs of the template print."""
        pieces = list(self._pieces(paragraphs))
        for piece in pieces:
            if piece.kind == "tag":
                self.looped.update(asked(piece.text.rpartition(" in ")[2]))
        for piece, scope in expression.expand(pieces, self.part.values, _control, self._failed):
            if piece.kind == "body":
                self._close()
                BodyScript(self.script, self.examples, self.dash).add(self.part)
                continue
            if piece.paragraph.unit != self.unit.key:
                self._close(piece.paragraph)
            self._print(piece, scope)
        self._close()

    def kind_in(self, parts: Collection[str]) -> str:
        """Return which part of the template prints this part of the paper, "" for none."""
        turned = f"{self.part.kind}_ngang"
        kinds = (turned, self.part.kind) if self.part.landscape else (self.part.kind, turned)
        return next((kind for kind in kinds if kind in parts), "")

    def where(self, key: Key) -> Where:
        """Return the place of a key of the data, in the office's data where the paper leaves it to its office."""
        if not self.places or not key:
            return Where()
        own = self.places.where(key)
        if not _same_spot(own, self.places.where(())):
            return own
        of_office = self.places.where(("co_quan", *key))
        absent = self.places.where(("co_quan", ""))
        return Where() if _same_spot(of_office, absent) else of_office

    def _failed(self, _error: ExpressionError) -> None:
        self.script.complete = False

    # Reading the template

    def _pieces(self, paragraphs: Sequence[Paragraph]) -> Iterator[_FormPiece]:
        example_table = _example_table(paragraphs)
        placed = False
        for item in paragraphs:
            kinds = kinds_in(item.text) & BLOCK_KINDS.keys() if not item.table else set()
            if not kinds and not (example_table and item.table == example_table):
                yield from self._inline(item)
                continue
            self._note_example(item, kinds)
            if not placed:
                placed = True
                yield _FormPiece("body", "", item)

    def _note_example(self, item: Paragraph, kinds: Set[str]) -> None:
        """Note an example: of blocks of these kinds, or with none of a cell of a table."""
        for kind in kinds:
            self.examples.setdefault(kind, []).append(item.text)
        if kinds:
            return
        own = list(own_words(item.text))
        if "hang.gach" not in item.text:
            self.script.table_words.update(own)
        elif own and own[0] in _DASHES:
            self.dash = own[0]

    def _inline(self, item: Paragraph) -> Iterator[_FormPiece]:
        found = tokens(item.text)
        name = self._repeated_list(found)
        if name:
            yield _FormPiece("list", name, item)
            return
        for token in found:
            yield _FormPiece(token.kind, token.text, item)

    def _repeated_list(self, found: Sequence[Token]) -> str:
        """Return the list that a paragraph is repeated for, "" if it is not."""
        names: set[str] = set()
        for token in found:
            if token.kind == "tag":
                return ""
            if token.kind == "expr":
                names.update(asked(token.text))
        if len(names) != 1:
            return ""
        name = names.pop()
        if name not in self.vocabulary.lists or not any(_entry(token.text, name) for token in found):
            return ""
        return name

    # Following it

    def _print(self, piece: _FormPiece, scope: Mapping[str, Any]) -> None:
        if piece.kind == "text":
            self.unit.texts.append((piece.paragraph, piece.text, OWN))
            self.own.append(piece.text)
        elif piece.kind == "expr":
            self._fill(piece.paragraph, piece.text, scope, asked(piece.text))
        else:
            self._repeat(piece, scope)

    def _repeat(self, piece: _FormPiece, scope: Mapping[str, Any]) -> None:
        """Print a paragraph for each entry of the list it names."""
        name, item = piece.text, piece.paragraph
        entries = _lookup(scope, name)
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            if not item.table:
                self._close(item)
            for token in tokens(item.text):
                if token.kind == "text":
                    self._print(_FormPiece("text", token.text, item), scope)
                else:
                    source = _entry(token.text, name) or token.text
                    self._fill(item, source, {**scope, "dong": entry}, [name], number)

    def _fill(
        self, item: Paragraph, source: str, scope: Mapping[str, Any], names: Sequence[str], entry: int = -1
    ) -> None:
        self.unit.names.setdefault(item.number, set()).update(names or [source])
        try:
            text = str(expression.as_text(expression.evaluate(source, scope)))
        except ExpressionError as error:
            self._failed(error)
            return
        for name in names:
            self.printed.setdefault(name, []).append(text)
        if words(text):
            self.unit.filled.add(item.number)
            value = self._value(names[0] if names else source, text, entry)
            self.unit.texts.append((item, text, self.script.value(value)))

    def _value(self, name: str, text: str, entry: int = -1) -> Value:
        """Return a value that the template names; `entry` is its place in a list."""
        # What follows a known name asks for a part of it, or does something with it: `ho_ten.upper()`.
        while name not in self.vocabulary.names and name.rpartition(".")[0] in self.vocabulary.names:
            name = name.rpartition(".")[0]
        steps = tuple(name.split("."))
        key = _KEYS.get(name, steps)
        if steps[0] not in _SHARED:
            key = (*self.part.key, *key)
        shown = self.vocabulary.names.get(name, name).partition(": ")[0]  # what it means, without the example after it
        if entry < 0:
            return Value(shown, text, self.where(key))
        return Value(f"{shown} (dòng {entry + 1})", text, self._entry_at(key, entry))

    def _entry_at(self, key: Key, entry: int) -> Where:
        """Return the place of an entry of a list; one more than the data have comes from another key."""
        at = self.where((*key, entry))
        if key[-1] in _LAST_ENTRY and _same_spot(at, self.where(key)):
            return self.where((*key[:-1], _LAST_ENTRY[key[-1]]))
        return at

    def _close(self, item: Paragraph | None = None) -> None:
        """Add the words of the unit that ends, and begin the one of `item`."""
        for paragraph, text, owner in self.unit.texts:
            whose: int | None = owner
            if owner == OWN:
                whose = self.unit.owner(paragraph.number, self.vocabulary.optional)
            if whose is not None:
                self.script.add(text, whose)
        self.unit = _Unit(item.unit) if item else _Unit()

    # What the template leaves out

    def note_unprinted(self) -> None:
        """Note the values that no tag printed and that the template does not write itself."""
        own = " ".join(words(" ".join(self.own)))
        for name in _MUST.get(self.part.kind, ()):
            found = _lookup(self.part.values, name)
            is_list = isinstance(found, list)
            printed = [own, *self._printed_by(name)]
            for number, entry in enumerate(found if is_list else [found]):
                key = " ".join(words(str(entry or "")))
                if key and not any(key in text for text in printed):
                    value = self._value(name, str(entry), number if is_list else -1)
                    self.script.unprinted.append(value)

    def _printed_by(self, name: str) -> Iterator[str]:
        """Yield the words of what was printed by a name, or by any name where a loop goes over it."""
        for by_name, texts in self.printed.items():
            if name in self.looped or _inside(by_name, name):
                for text in texts:
                    yield " ".join(words(text))


def _example_table(paragraphs: Sequence[Paragraph]) -> int:
    """Return the number of the table that holds example rows, 0 if none does."""
    for item in paragraphs:
        if item.table and kinds_in(item.text) & ROW_KINDS.keys():
            return item.table
    return 0


def _same_spot(one: Where, other: Where) -> bool:
    return (one.file, one.line, one.column) == (other.file, other.line, other.column)


def _entry(source: str, name: str) -> str:
    """Return the expression that prints one entry of a list, `dong`, "" where `source` does not print them one by one.

    A filter that turns the list into one text prints it whole.
    """
    whole = re.match(rf"{re.escape(name)}\s*(?:$|\|(?!\s*(?:{JOINING})\b))", source)
    return f"dong{source[len(name) :]}" if whole else ""


def _inside(name: str, of: str) -> bool:
    return name == of or name.startswith(f"{of}.")


def _control(piece: _FormPiece) -> Token | None:
    return Token("tag", piece.text, 0, 0) if piece.kind == "tag" else None


def _lookup(values: Mapping[str, Any], name: str) -> Any:
    found: Any = values
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


__all__ = ["wanted"]
