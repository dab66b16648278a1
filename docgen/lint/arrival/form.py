"""What a Word file must hold: a template read top to bottom over the values of a paper.

The template's own words, the values its tags name, its loops and conditions, and where its examples stand the body.
Nothing of the code that fills templates takes part.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from docgen import expression
from docgen.expression import ExpressionError, Token
from docgen.finding import Where
from docgen.lint.arrival.body import Body, add_charts
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
# The key of the data that a name of the template comes from, where it is not the same.
_KEYS: dict[str, Key] = {
    "so_ky_hieu": ("so",), "thoi_gian": ("ngay",), "ten_loai": ("loai",), "chuc_vu": ("nguoi_ky",),
    "ho_ten": ("nguoi_ky",), "kinh_gui.mot": ("kinh_gui",), "kinh_gui.nhan": ("kinh_gui",),
    "kinh_gui.dong": ("kinh_gui",), "ky_bao_cao.ten": ("ky_bao_cao",), "ky_bao_cao.khoang": ("ky_bao_cao",),
    "dong_kem_theo": (), "phu_luc.nhan": (), "phu_luc.dong_kem_theo": (), "phu_luc.tieu_de": ("tieu_de",),
}  # fmt: skip
_LAST: dict[str | int, str] = {"noi_nhan": "luu", "can_cu": "theo_de_nghi"}  # printed as the last entry of a list
# What the whole dossier shares: its key is the paper's own, whichever part prints it.
_SHARED = ("co_quan", "them", "ky_bao_cao", "chuc_vu", "ho_ten", "du_thao")
_DASHES = ("-", "–", "•", "+")


def wanted(resolved: Resolved, template: bytes, places: Places | None) -> tuple[Script, list[str]]:
    """Return what the Word file must hold, and the names of the parts it goes on in after the body.

    Text boxes and charts stand after the body, in this order.

    Raises DocgenError for a template that is not safe to read.
    """
    text = template_text(template)
    script = Script()
    forms = [_Form(script, part, places) for part in resolved.parts]
    for form in forms:
        form.follow(text.parts.get(form.kind_in(text.parts), []))
    for form in forms:
        form.follow(text.boxes.get(form.kind_in(text.parts), []))
        form.note_unprinted()
    for part in resolved.parts:
        add_charts(script, part)
    heads = _Form(script, resolved.parts[0], places)
    for paragraphs in text.others.values():
        heads.follow(paragraphs)
    draft = str(resolved.parts[0].values.get("du_thao") or "")
    if draft and not any(words(value.text) == words(draft) for value in script.values):
        script.unprinted.append(Value("chữ DỰ THẢO", draft, heads.where(("du_thao",))))
    return script, list(text.others)


@dataclass(slots=True)
class _Piece:
    """A stretch of a template: "text", "expr", "tag", "list" (a paragraph repeated for each entry) or "body"."""

    kind: str
    text: str
    paragraph: Paragraph


@dataclass(slots=True)
class _Unit:
    """A row or a paragraph as it is printed: its words and values, and which of its paragraphs a tag filled."""

    key: tuple[str, int, int] = ("", 0, 0)
    said: list[tuple[Paragraph, str, int]] = field(default_factory=list)
    names: dict[int, set[str]] = field(default_factory=dict)  # that the tags of each paragraph ask for
    filled: set[int] = field(default_factory=set)

    def owner(self, number: int, optional: frozenset[str]) -> int | None:
        """Return whose the template's own words in a paragraph are; None where they are left out with their tags."""
        if not self.names:
            return OWN
        own, together = self.names.get(number, set()), set().union(*self.names.values())
        if (not self.filled and together <= optional) or (own and number not in self.filled and own <= optional):
            return None
        return OWN if self.filled and (not own or number in self.filled) else FREE


class _Form:
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
        loops = (piece.text.rpartition(" in ")[2] for piece in pieces if piece.kind == "tag")
        self.looped.update(name for source in loops for name in asked(source))
        for piece, scope in expression.expand(pieces, self.part.values, _control, self._failed):
            if piece.kind == "body":
                self._close()
                Body(self.script, self.examples, self.dash).add(self.part)
                continue
            if piece.paragraph.unit != self.unit.key:
                self._close(piece.paragraph)
            self._say(piece, scope)
        self._close()

    def kind_in(self, parts: Collection[str]) -> str:
        """Return which part of the template prints this part of the paper, "" for none."""
        turned = f"{self.part.kind}_ngang"
        kinds = (turned, self.part.kind) if self.part.landscape else (self.part.kind, turned)
        return next((kind for kind in kinds if kind in parts), "")

    def where(self, key: Key) -> Where:
        """Return the place of a key of the data; what a paper leaves to its office stands there."""
        if not self.places or not key:
            return Where()
        at, top = self.places.where(key), self.places.where(())
        if (at.file, at.line, at.column) != (top.file, top.line, top.column):
            return at
        there, absent_there = self.places.where(("co_quan", *key)), self.places.where(("co_quan", ""))
        nowhere = (there.file, there.line, there.column) == (absent_there.file, absent_there.line, absent_there.column)
        return Where() if nowhere else there

    def _failed(self, _error: ExpressionError, _piece: _Piece | None) -> None:
        self.script.complete = False

    # Reading the template

    def _pieces(self, paragraphs: Sequence[Paragraph]) -> Iterator[_Piece]:
        example = next((item.table for item in paragraphs if item.table and kinds_in(item.text) & {*ROW_KINDS}), 0)
        placed = False
        for item in paragraphs:
            kinds = kinds_in(item.text) & {*BLOCK_KINDS} if not item.table else set()
            if not kinds and not (example and item.table == example):
                yield from self._inline(item)
                continue
            self._note_example(item, kinds)
            if not placed:
                placed = True
                yield _Piece("body", "", item)

    def _note_example(self, item: Paragraph, kinds: Set[str]) -> None:
        for kind in kinds:
            self.examples.setdefault(kind, []).append(item.text)
        own = list(own_words(item.text)) if not kinds else []
        if "hang.gach" in item.text:
            self.dash = own[0] if own and own[0] in _DASHES else self.dash
        else:
            self.script.loose.update(own)

    def _inline(self, item: Paragraph) -> Iterator[_Piece]:
        found = tokens(item.text)
        names = {name for token in found if token.kind == "expr" for name in asked(token.text)}
        name = names.pop() if len(names) == 1 and not any(token.kind == "tag" for token in found) else ""
        if name in self.vocabulary.lists and any(_entry(token.text, name) for token in found):
            yield _Piece("list", name, item)
            return
        for token in found:
            yield _Piece(token.kind, token.text, item)

    # Following it

    def _say(self, piece: _Piece, scope: Mapping[str, Any]) -> None:
        if piece.kind == "text":
            self.unit.said.append((piece.paragraph, piece.text, OWN))
            self.own.append(piece.text)
        elif piece.kind == "expr":
            self._fill(piece.paragraph, piece.text, scope, asked(piece.text))
        else:
            self._repeat(piece, scope)

    def _repeat(self, piece: _Piece, scope: Mapping[str, Any]) -> None:
        """Print a paragraph for each entry of the list it names."""
        name, item = piece.text, piece.paragraph
        entries = _lookup(scope, name)
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            if not item.table:
                self._close(item)
            for token in tokens(item.text):
                if token.kind == "text":
                    self._say(_Piece("text", token.text, item), scope)
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
            self._failed(error, None)
            return
        for name in names:
            self.printed.setdefault(name, []).append(text)
        if words(text):
            self.unit.filled.add(item.number)
            value = self._value(names[0] if names else source, text, entry)
            self.unit.said.append((item, text, self.script.value(value)))

    def _value(self, name: str, text: str, entry: int = -1) -> Value:
        """Return a value that the template names; `entry` is its place in a list."""
        # What follows a known name asks for a part of it, or does something with it: `ho_ten.upper()`.
        while name not in self.vocabulary.names and name.rpartition(".")[0] in self.vocabulary.names:
            name = name.rpartition(".")[0]
        # What a name means, without the example behind it.
        said = self.vocabulary.names.get(name, name).partition(": ")[0] + (f" (dòng {entry + 1})" if entry >= 0 else "")
        key = (*(() if name.split(".")[0] in _SHARED else self.part.key), *_KEYS.get(name, tuple(name.split("."))))
        return Value(said, text, self._entry_at(key, entry) if entry >= 0 else self.where(key))

    def _entry_at(self, key: Key, entry: int) -> Where:
        """Return the place of an entry of a list; one more than the data have comes from another key."""
        at, whole = self.where((*key, entry)), self.where(key)
        beyond = (at.file, at.line, at.column) == (whole.file, whole.line, whole.column)
        return self.where((*key[:-1], _LAST[key[-1]])) if beyond and key[-1] in _LAST else at

    def _close(self, item: Paragraph | None = None) -> None:
        """Add the words of the unit that ends, and begin the one of `item`."""
        for paragraph, text, owner in self.unit.said:
            whose = self.unit.owner(paragraph.number, self.vocabulary.optional) if owner == OWN else owner
            if whose is not None:
                self.script.add(text, whose)
        self.unit = _Unit(item.unit) if item else _Unit()

    # What the template leaves out

    def note_unprinted(self) -> None:
        """Note the values that no tag printed and that the template does not write itself."""
        own = " ".join(words(" ".join(self.own)))
        for name in _MUST.get(self.part.kind, ()):
            found = _lookup(self.part.values, name)
            each = self.printed.items()
            texts = (text for asked, texts in each if name in self.looped or _inside(asked, name) for text in texts)
            there = [own, *(" ".join(words(text)) for text in texts)]
            for number, entry in enumerate(found if isinstance(found, list) else [found]):
                key = " ".join(words(str(entry or "")))
                if key and not any(key in text for text in there):
                    value = self._value(name, str(entry), number if isinstance(found, list) else -1)
                    self.script.unprinted.append(value)


def _entry(source: str, name: str) -> str:
    """Return the expression that prints one entry of a list, `dong`, "" where `source` does not print them one by one.

    A filter that makes one text of the list prints it whole.
    """
    whole = re.match(rf"{re.escape(name)}\s*(?:$|\|(?!\s*(?:{JOINING})\b))", source)
    return f"dong{source[len(name) :]}" if whole else ""


def _inside(name: str, of: str) -> bool:
    return name == of or name.startswith(f"{of}.")


def _control(piece: _Piece) -> Token | None:
    return Token("tag", piece.text, 0, 0) if piece.kind == "tag" else None


def _lookup(values: Mapping[str, Any], name: str) -> Any:
    found: Any = values
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


__all__ = ["wanted"]
