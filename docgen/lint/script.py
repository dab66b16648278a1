"""What a Word file must hold, word by word, read from the data and the template alone.

The template is read here as a clerk reads it, top to bottom: its own words, the values its tags name, and where its
examples stand the body. Nothing of the code that fills templates takes part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from docgen import expression
from docgen.docx.package import Package
from docgen.docx.plain import make_plain
from docgen.docx.template import BLOCK_KINDS, PARTS, ROW_KINDS
from docgen.expression import ExpressionError, Token
from docgen.finding import Where
from docgen.lint.word_file import Paragraph, WordText
from docgen.lint.words import forms, words
from docgen.model.fields import Key, Places
from docgen.model.resolved import Block, ChartBlock, Part, Resolved, TableBlock
from docgen.model.tags import VOCABULARY

OWN, FREE = -1, -2  # whose a word is when it is no value's: the template's own, or one that need not be printed
_MARK = re.compile(r"\{#\s*PHẦN\s+(.+?)\s*#\}", re.I)
_SCOPE = re.compile(r"^(?:p|tr|tc|r)\s+")
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
_NEAREST = {"tieu_khoan_tieu_de": "tieu_khoan"}


@dataclass(slots=True)
class Value:
    """Something of the paper that must be printed: what it is, its text, and where it stands in the data.

    `block` numbers the paragraph of the body, `row` the row of a table it belongs to (0: neither); `column` counts
    from 0.
    """

    name: str
    text: str
    where: Where
    block: int = 0
    row: int = 0
    column: int = 0


@dataclass
class Script:
    """The words a Word file must hold, in order, and whose each is: a place in `values`, OWN or FREE.

    `unprinted` are values that the template prints nowhere; `loose` words may also stand in tables.
    `complete` is false where the template does something that is not followed here.
    """

    keys: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    unprinted: list[Value] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)
    complete: bool = True
    blocks: int = 0
    rows: int = 0

    def add(self, text: str, owner: int) -> None:
        """Add the words of a text."""
        here = words(text)
        self.keys += here
        self.forms += forms(text)
        self.owners += [owner] * len(here)

    def text(self, begin: int, end: int) -> str:
        """Return words as they are written."""
        return "".join(self.forms[begin:end]).strip()

    def value(self, value: Value) -> int:
        """Add a value without its words yet; return its number."""
        self.values.append(value)
        return len(self.values) - 1

    def put(self, value: Value) -> None:
        """Add a value with its words, if it has any."""
        if words(value.text):
            self.add(value.text, self.value(value))


@dataclass(frozen=True)
class TemplateText:
    """The paragraphs of a template: of its parts by kind, and of its headers, footers and notes that hold tags."""

    parts: Mapping[str, list[Paragraph]]
    others: Mapping[str, list[Paragraph]]


@lru_cache(maxsize=32)
def template_text(content: bytes) -> TemplateText:
    """Return the text of a template. Raises DocgenError for a file that is not safe to read."""
    package = Package.read(content, Where()).clone()
    names = [name for kind in ("header", "footer", "footnotes", "endnotes") for name in package.related(package.main, kind)]
    for name in [package.main, *names]:
        make_plain(package.xml(name))
    text = WordText(package)
    parts: dict[str, list[Paragraph]] = {}
    for section in text.sections:
        mark = next((match for item in section.paragraphs if (match := _MARK.search(item.text))), None)
        kind = PARTS.get(" ".join(mark[1].lower().split()), "") if mark else "van_ban"
        parts.setdefault(kind, [item for item in section.paragraphs if not _MARK.search(item.text)])
    others = {name: text.part(name) for name in names}
    return TemplateText(parts, {name: found for name, found in others.items() if any("{" in item.text for item in found)})


def script(resolved: Resolved, template: bytes, places: Places | None) -> tuple[Script, list[str]]:
    """Return what the Word file must hold, and the names of the other parts it goes on in after the body."""
    text = template_text(template)
    made = Script()
    for part in resolved.parts:
        turned = f"{part.kind}_ngang"
        kinds = (turned, part.kind) if part.landscape else (part.kind, turned)
        paragraphs = next((text.parts[kind] for kind in kinds if kind in text.parts), [])
        _Form(made, part, places).follow(paragraphs)
    heads = _Form(made, resolved.parts[0], places)
    for paragraphs in text.others.values():
        heads.follow(paragraphs, body=False)
    draft = str(resolved.parts[0].values.get("du_thao") or "")
    if draft and not any(words(value.text) == words(draft) for value in made.values):
        made.unprinted.append(Value("chữ DỰ THẢO", draft, heads.where(("du_thao",))))
    return made, list(text.others)


@dataclass(slots=True)
class _Piece:
    """A stretch of a template: "text", "expr", "tag", "list" (a paragraph repeated for each entry) or "body"."""

    kind: str
    text: str
    paragraph: Paragraph


@dataclass(slots=True)
class _Unit:
    """A row or a paragraph as it is printed: its words and values, and which of its paragraphs a tag filled."""

    key: tuple[str, int, int]
    said: list[tuple[Paragraph, str, int]] = field(default_factory=list)
    names: dict[int, set[str]] = field(default_factory=dict)  # that the tags of each paragraph ask for
    filled: set[int] = field(default_factory=set)

    def owner(self, number: int, optional: frozenset[str]) -> int | None:
        """Return whose the template's own words in a paragraph are; None where they are left out with their tags."""
        if not self.names:
            return OWN
        own, all_names = self.names.get(number, set()), set().union(*self.names.values())
        if (not self.filled and all_names <= optional) or (own and number not in self.filled and own <= optional):
            return None
        return OWN if self.filled and (not own or number in self.filled) else FREE


class _Form:
    """Follows one part of a template over the values of one part of a paper."""

    def __init__(self, made: Script, part: Part, places: Places | None) -> None:
        self.made, self.part, self.places = made, part, places
        kind = f"{part.kind}_ngang" if part.landscape else part.kind
        self.vocabulary = VOCABULARY.get(kind, VOCABULARY["van_ban"])
        self.asked: dict[str, list[str]] = {}  # what each name of the template printed
        self.own: list[str] = []  # the template's own words
        self.examples: dict[str, list[str]] = {}
        self.unit = _Unit(("", 0, 0))

    def follow(self, paragraphs: Sequence[Paragraph], *, body: bool = True) -> None:
        """Add what these paragraphs of the template print."""
        pieces = list(self._pieces(paragraphs))
        for piece, scope in expression.expand(pieces, self.part.values, _control, self._failed):
            if piece.kind == "body":
                self._close()
                _Body(self.made, self.examples, self.part).add()
                continue
            if piece.paragraph.unit != self.unit.key:
                self._close()
                self.unit = _Unit(piece.paragraph.unit)
            self._say(piece, scope)
        self._close()
        if body:
            self._note_unprinted(pieces)

    def where(self, key: Key) -> Where:
        """Return the place of a key of the data."""
        return self.places.where(key) if self.places and key else Where()

    def _failed(self, _error: ExpressionError, _piece: _Piece | None) -> None:
        self.made.complete = False

    # Reading the template

    def _pieces(self, paragraphs: Sequence[Paragraph]) -> Iterator[_Piece]:
        tables = {item.table: None for item in paragraphs if item.table and _kinds(item.text) & {*ROW_KINDS}}
        example = next(iter(tables), 0)
        placed = False
        for item in paragraphs:
            kinds = _kinds(item.text) & {*BLOCK_KINDS} if not item.table else set()
            if not kinds and not (example and item.table == example):
                yield from self._inline(item)
                continue
            for kind in kinds:
                self.examples.setdefault(kind, []).append(item.text)
            if not kinds:
                self.made.loose.update(word for token in _tokens(item.text) if token.kind == "text" for word in words(token.text))
            if not placed:
                placed = True
                yield _Piece("body", "", item)

    def _inline(self, item: Paragraph) -> Iterator[_Piece]:
        tokens = _tokens(item.text)
        names = {path for token in tokens if token.kind == "expr" for path in _paths(token.text)}
        if len(names) == 1 and names <= self.vocabulary.lists and not any(token.kind == "tag" for token in tokens):
            yield _Piece("list", names.pop(), item)
            return
        for token in tokens:
            yield _Piece(token.kind, token.text if token.kind == "text" else _SCOPE.sub("", token.text), item)

    def _say(self, piece: _Piece, scope: Mapping[str, Any]) -> None:
        if piece.kind == "text":
            self.unit.said.append((piece.paragraph, piece.text, OWN))
            self.own.append(piece.text)
        elif piece.kind == "expr":
            self._fill(piece.paragraph, piece.text, scope, _paths(piece.text))
        else:
            self._repeat(piece, scope)

    def _repeat(self, piece: _Piece, scope: Mapping[str, Any]) -> None:
        name = piece.text
        entries = _lookup(scope, name)
        if not isinstance(entries, list):
            self._failed(ExpressionError(""), piece)
            return
        for number, entry in enumerate(entries):
            # Each repetition is a paragraph of its own.
            if not piece.paragraph.table:
                self._close()
                self.unit = _Unit(piece.paragraph.unit)
            for token in _tokens(piece.paragraph.text):
                if token.kind == "text":
                    self._say(_Piece("text", token.text, piece.paragraph), scope)
                else:
                    source = re.sub(rf"\b{re.escape(name)}\b", "dong", _SCOPE.sub("", token.text))
                    self._fill(piece.paragraph, source, {**scope, "dong": entry}, [name], number)

    def _fill(self, paragraph: Paragraph, source: str, scope: Mapping[str, Any], names: Sequence[str], entry: int = -1) -> None:
        self.unit.names.setdefault(paragraph.number, set()).update(names or [source])
        try:
            text = str(expression.as_text(expression.evaluate(source, scope)))
        except ExpressionError as error:
            self._failed(error, None)
            return
        for name in names:
            self.asked.setdefault(name, []).append(text)
        if not words(text):
            return
        self.unit.filled.add(paragraph.number)
        name = names[0] if names else source
        value = Value(self._meaning(name, entry), text, self.where(self._key(name, entry)))
        self.unit.said.append((paragraph, text, self.made.value(value)))

    def _meaning(self, name: str, entry: int = -1) -> str:
        said = self.vocabulary.names.get(name, name)
        return f"{said} (dòng {entry + 1})" if entry >= 0 else said

    def _key(self, name: str, entry: int = -1) -> Key:
        own: Key = getattr(self.part, "key", ()) or (("kem_theo",) if self.part.kind == "kem_theo" else ())
        key = _KEYS.get(name, tuple(name.split(".")))
        shared = name.startswith(("co_quan", "them", "ky_bao_cao")) or name in ("chuc_vu", "ho_ten", "du_thao")
        return (*(() if shared else own), *key, *((entry,) if entry >= 0 else ()))

    def _close(self) -> None:
        """Add the words of the unit that ends: its own words must stand where what they frame does."""
        for paragraph, text, owner in self.unit.said:
            whose = self.unit.owner(paragraph.number, self.vocabulary.optional) if owner == OWN else owner
            if whose is not None:
                self.made.add(text, whose)
        self.unit = _Unit(("", 0, 0))

    # What the template leaves out

    def _note_unprinted(self, pieces: Iterable[_Piece]) -> None:
        looped = {path for piece in pieces if piece.kind == "tag" for path in _paths(piece.text.rpartition(" in ")[2])}
        own = " ".join(words(" ".join(self.own)))
        for name in _MUST.get(self.part.kind, ()):
            found = _lookup(self.part.values, name)
            entries = found if isinstance(found, list) else [found]
            printed = self.asked.get(name, [])
            if name in looped:
                printed = [*printed, *(text for texts in self.asked.values() for text in texts)]
            for number, entry in enumerate(entries):
                key = " ".join(words(str(entry or "")))
                if key and key not in own and not any(key in " ".join(words(text)) for text in printed):
                    at = number if isinstance(found, list) else -1
                    value = Value(self._meaning(name, at), str(entry), self.where(self._key(name, at)))
                    self.made.unprinted.append(value)


class _Body:
    """Adds the blocks and tables of a part as the template's examples set them."""

    def __init__(self, made: Script, examples: Mapping[str, list[str]], part: Part) -> None:
        self.made, self.examples, self.part = made, examples, part

    def add(self) -> None:
        """Add them all."""
        for block in self.part.body:
            if isinstance(block, TableBlock):
                self._table(block)
            elif isinstance(block, ChartBlock):
                self._block("bang_tieu_de", "", block.caption, block.where, "tên biểu đồ")
            else:
                self._block(block.kind, block.label, _joined(block), block.where)

    def _block(self, kind: str, label: str, text: str, where: Where, name: str = "") -> None:
        self.made.blocks += 1
        own = self.made.blocks
        said = name or BLOCK_KINDS.get(kind, kind)
        given = {"nhan": Value(f"nhãn của {said}", label, where, own), "chu": Value(said, text, where, own)}
        known = kind if kind in self.examples else _NEAREST.get(kind, kind)
        examples = self.examples.get(known, [f"{{{{ {known}.nhan }}}} {{{{ {known}.chu }}}}"])
        printed = set()
        for example in examples:
            for token in _tokens(example):
                part = token.text.partition("|")[0].strip().rpartition(".")[2]
                if token.kind == "text":
                    lead = words(token.text)
                    # A text that says its example's own words itself does not print them twice.
                    if not lead or words(text)[: len(lead)] != lead:
                        self.made.add(token.text, OWN if label else FREE)
                elif token.kind == "expr" and part in given:
                    printed.add(part)
                    value = given[part]
                    self.made.put(Value(value.name, _filtered(token.text, known, part, value.text), where, own))
        self.made.unprinted += [value for part, value in given.items() if value.text.strip() and part not in printed]

    def _table(self, block: TableBlock) -> None:
        title = f" của bảng “{block.caption or block.code}”"
        for kind, text in (("bang_tieu_de", block.caption), ("don_vi", block.unit)):
            if text:
                self._block(kind, "", text, block.where)
        for number in range(block.header_rows):
            self.made.rows += 1
            for cell in sorted((cell for cell in block.header if cell.row == number), key=lambda cell: cell.column):
                self._cell(f"đầu bảng{title}", cell.text, block.where, cell.column)
        self.made.rows += 1
        for column, text in enumerate(block.numbers):
            self._cell(f"số của cột{title}", text, block.where, column)
        names = {cell.column: cell.text for cell in block.header if cell.columns == 1}
        for number, row in enumerate(block.rows, 1):
            self.made.rows += 1
            column = 0
            for item in row.cells:
                if item.merge != "continue":
                    name = f"hàng {number} cột “{names.get(column, column + 1)}”{title}"
                    text = "\n".join(f"\0{paragraph.text}" if paragraph.bullet else paragraph.text for paragraph in item.paragraphs)
                    self._cell(name, text, item.where if item.where.file else block.where, column)
                column += item.columns

    def _cell(self, name: str, text: str, where: Where, column: int) -> None:
        """Add a cell; a line that begins with NUL is a bullet, whose dash may be the example's or the text's."""
        plain = text.replace("\0", "")
        if not words(plain):
            return
        own = self.made.value(Value(name, plain, where, 0, self.made.rows, column))
        for line in text.split("\n"):
            if line.startswith("\0"):
                self.made.add("-", FREE)
            self.made.add(line.removeprefix("\0"), own)


def _joined(block: Block) -> str:
    return "".join(run.text for run in block.runs)


def _filtered(source: str, kind: str, name: str, text: str) -> str:
    try:
        return str(expression.evaluate(source, {kind: {name: text}})) if "|" in source else text
    except ExpressionError:
        return text


def _tokens(text: str) -> list[Token]:
    try:
        return expression.tokens(text)
    except ExpressionError:
        return [Token("text", text, 0)]


def _paths(source: str) -> list[str]:
    try:
        return expression.paths(_SCOPE.sub("", source))
    except ExpressionError:
        return []


def _kinds(text: str) -> set[str]:
    """Return the kinds of blocks and rows that a paragraph of a template is an example of."""
    if "{{" not in text:
        return set()
    return {path.split(".")[0] for token in _tokens(text) if token.kind == "expr" for path in _paths(token.text) if "." in path}


def _control(piece: _Piece) -> Token | None:
    return Token("tag", piece.text, 0) if piece.kind == "tag" else None


def _lookup(values: Mapping[str, Any], name: str) -> Any:
    found: Any = values
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
