"""The names that expressions of a data file see, looked up when asked for.

Promises: each text is evaluated once, on demand; texts may quote texts, and a cycle is a finding; what fails is
reported once, at its own place. A citation stays a citation until the page is written in order, because the decree
wants it in full where it first appears and short later (Phụ lục I, Phần I, Mục II khoản 6).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from docgen import expression, vietnamese
from docgen.expression import ExpressionError, Names, NoOneValue, TooMuch, UnknownName
from docgen.finding import Where, nearest
from docgen.model.fields import DataText, Key, Log
from docgen.model.parts import VanBanDan
from docgen.sources import dotted

Item = TypeVar("Item")
_CITED = ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu", "ten")


class Cite(str, Names):
    """A paper cited. As a text it is the full citation; `Cited` shortens it where it appears again."""

    parts = frozenset({"day_du", "ngan", *_CITED})
    ma: str
    ngan: str
    in_basis: str
    given: Mapping[str, Any]

    def __new__(cls, ma: str, paper: VanBanDan, text: Callable[[Any], str]) -> Cite:
        """`text` evaluates the expressions in what the data say of the paper."""
        given: dict[str, Any] = {}
        for name in _CITED:
            value = getattr(paper, name)
            given[name] = str.__str__(text(value)) if isinstance(value, str) else value
        loai, number, office = given["loai"], given["so_ky_hieu"] or "", given["co_quan"] or ""
        law = vietnamese.la_luat(loai)
        day, subject = None if law else given["ngay"], given["trich_yeu"] or given["ten"] or ""
        cite = super().__new__(cls, vietnamese.vien_dan(loai, number, day, office, subject))
        cite.ma, cite.given = ma, given
        cite.in_basis = vietnamese.vien_dan(loai, number, given["ngay"], office, subject)
        short = vietnamese.vien_dan(loai, number, day, office, subject, ngan=True)
        cite.ngan = given["ten"] if given["ten"] and not law else short
        return cite

    @property
    def day_du(self) -> str:
        """The full citation, wherever it appears."""
        return str.__str__(self)

    def __getattr__(self, name: str) -> Any:
        if name in _CITED:
            return self.given[name]
        raise AttributeError(name)


class Register(Mapping[str, Any]):
    """The papers a dossier may cite, by code; remembers which were asked for."""

    def __init__(self, papers: Mapping[str, VanBanDan], evaluator: Evaluator) -> None:
        self._papers, self._evaluator = papers, evaluator
        self._cites: dict[str, Cite] = {}
        self.asked: set[str] = set()

    def __getitem__(self, code: str) -> Cite:
        self.asked.add(code)
        if code not in self._cites:
            self._cites[code] = Cite(code, self._papers[code], self._evaluator.text)
        return self._cites[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._papers)

    def __len__(self) -> int:
        return len(self._papers)

    def __contains__(self, code: object) -> bool:
        if code not in self._papers:
            self.asked.add(
                nearest(str(code), self._papers)
            )  # a misspelt code, reported by others: the one meant is cited
        return code in self._papers


class Rich(str):
    """An evaluated text: a plain string that remembers the citations in it."""

    pieces: tuple[str, ...]

    def __new__(cls, pieces: Iterable[str]) -> Rich:
        kept = tuple(pieces)
        rich = super().__new__(cls, "".join(map(str.__str__, kept)))
        rich.pieces = kept
        return rich


class Cited:
    """Which papers have been cited so far in one paper; each new paper starts afresh."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def print(self, text: str, *, basis: bool = False) -> str:
        """Return a text as the page has it. In the căn cứ (`basis`) a law keeps its day (B-06)."""
        pieces = text.pieces if isinstance(text, Rich) else (text,)
        return "".join([self._piece(piece, basis) for piece in pieces])

    def _piece(self, piece: str, basis: bool) -> str:
        if not isinstance(piece, Cite):
            return str.__str__(piece)
        first = piece.ma not in self.seen
        self.seen.add(piece.ma)
        if basis:
            return piece.in_basis if first else piece.ngan
        return piece.day_du if first else piece.ngan


_ONLY_A_CELL = re.compile(r"\s*dong\.\w+\s*(?:\|\s*(?!d(?:efault)?\b)\w+(?:\([^()]*\))?\s*)*")
_EMPTY = 'Khai giá trị đó, hoặc viết {{ … | default("…") }} để in chữ thay cho nó.'


class _Cycle(ExpressionError):
    """Texts that quote each other in a cycle."""


@dataclass(slots=True)
class _Evaluated:
    value: Any = None


@dataclass(frozen=True, slots=True)
class Traced:
    """An expression that was printed: the text it is in, where in that text, its source and its value as printed."""

    text: DataText
    offset: int
    source: str
    printed: str


class Evaluator:
    """Evaluates the texts of one dossier over its names.

    `cell` returns the place of a name in the row of a list, None for what is no cell: what fails because of a cell is
    reported with it. `unread` are names without a value because what was written is wrong, which was reported at its
    place ("nam", "vb.kh_tinh").
    """

    def __init__(self, log: Log, cell: Callable[[str], Where | None] = lambda name: None) -> None:
        self.log, self.cell = log, cell
        self.names: Mapping[str, Any] = {}
        self.unread: frozenset[str] = frozenset()
        self.budget = expression.Budget()
        self._done: dict[Key, _Evaluated] = {}
        self._chain: list[DataText] = []
        self._spent = False
        self.trace: list[Traced] = []

    def text(self, text: DataText | str | None) -> Rich:
        """Return a text of the data with its expressions evaluated; what is wrong is logged at its place."""
        # Without a key it is no text of the data: a header of a CSV file is plain.
        if not isinstance(text, DataText) or not text.key:
            return Rich((str.__str__(text or ""),))
        if "{" not in text:
            return Rich((str.__str__(text),))
        evaluated: Rich = self.once(text, lambda: self.pieces(text, self.tokens(text), self.names))
        return evaluated

    def once(self, text: DataText, evaluate: Callable[[], Any]) -> Any:
        """Return what `evaluate` gives for a text, called the first time only; raises where texts quote in a cycle."""
        memo = self._done.get(text.key)
        if memo is None:
            memo = self._done[text.key] = _Evaluated()
            self._chain.append(text)
            try:
                memo.value = evaluate()
            finally:
                self._chain.pop()
        elif memo.value is None:
            keys = [item.key for item in self._chain]
            chain = [*keys[keys.index(text.key) :], text.key]
            if len(chain) == 2:
                raise _Cycle("đoạn chữ này trích dẫn chính nó")
            names = " → ".join(dotted(key).strip('"') for key in chain)
            raise _Cycle(f"các đoạn chữ trích dẫn vòng tròn: {names}")
        return memo.value

    def printed(self, text: DataText | str, cited: Cited, *, basis: bool = False) -> str:
        """Return a text of the data as the page has it."""
        if "{" not in text:  # most cells and lines quote nothing
            return str.__str__(text)
        return cited.print(self.text(text), basis=basis)

    def tokens(self, text: DataText) -> list[expression.Token]:
        """Return the stretches of a text; if a tag is not closed, that is logged and the text is one plain stretch."""
        try:
            return expression.tokens(text)
        except ExpressionError as error:
            self.log.say("DL073", self.log.character(text, error.offset), error.message, error.remedy)
            return [expression.Token("text", str.__str__(text), 0, 0)]

    def expand(
        self,
        text: DataText,
        items: Sequence[Item],
        tag_of: Callable[[Item], expression.Token | None],
        names: Mapping[str, Any] | None = None,
    ) -> Iterator[tuple[Item, Mapping[str, Any]]]:
        """Yield the items of `text` that its control tags let through; what fails is logged."""
        return expression.expand(items, names or self.names, tag_of, partial(self.failed, text), self.budget)

    def pieces(self, text: DataText, tokens: Iterable[expression.Token], names: Mapping[str, Any]) -> Rich:
        """Return the stretches of `text` evaluated over `names`."""
        pieces: list[str] = []
        for token, scope in self.expand(text, list(tokens), expression.control, names):
            if token.kind == "text":
                pieces.append(token.text)
            else:
                pieces += self.value(text, token.text, token.start, scope)
        return Rich(pieces)

    def value(self, text: DataText, source: str, offset: int, names: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the pieces that one expression yields; none, with a finding, when it fails."""
        try:
            result = expression.evaluate(source, names, self.budget)
            if result is None:
                raise ExpressionError(f"“{source}” chưa có giá trị", 0, _EMPTY)
            shown = self.budget.charge(expression.as_text(result))
        except ExpressionError as error:
            if not self._asks_unread(source) and not self._asks_empty_cell(text, source, offset):
                self._name_cells(source, error)
                _say_plainly(source, error, text)
                self.failed(text, error, offset)
            return ()
        if not shown and _ONLY_A_CELL.fullmatch(source) and not self._asks_unread(source):
            self._asks_empty_cell(text, source, offset)
        pieces = shown.pieces if isinstance(shown, Rich) else (shown,)
        self.trace.append(Traced(text, offset, source, str.__str__(shown)))
        return pieces

    def _asks_unread(self, source: str) -> bool:
        """Return whether an expression asks for a name that has no value, which was reported already."""
        if not self.unread:
            return False
        try:
            asked = expression.paths(source)
        except ExpressionError:
            return False
        return any(self._is_unread(path) for path in asked)

    def _is_unread(self, path: str) -> bool:
        return any(path == name or path.startswith(f"{name}.") for name in self.unread)

    def _asks_empty_cell(self, text: DataText, source: str, offset: int) -> bool:
        """Return whether an expression asks for an empty cell of the list's row; log that, once, at the cell.

        Other expressions that ask for it find it in `unread`.
        """
        row = self.names.get("dong") if "dong." in source else None
        if not isinstance(row, Mapping):
            return False
        for name in _asked_of_row(source):
            at = self.cell(name)
            if at is None or str(row.get(name) or "").strip() or row.get(name) == 0:
                continue
            self.unread |= {f"dong.{name}"}
            if isinstance(wrong := getattr(row, "wrong", None), set):
                wrong.add(name)  # for the texts of the row that are evaluated elsewhere
            where = text.where(self.log.places, offset)
            said = f"ô này để trống mà “{source.strip()}” ({where}) lấy chữ ở đây"
            remedy = f"Ghi vào ô này; ô đúng là trống thì viết {{{{ dong.{name} | default('…') }}}} ở mọi chỗ lấy."
            self.log.say("DL080", at, said, remedy)
            return True
        return False

    def _name_cells(self, source: str, error: ExpressionError) -> None:
        """Add to an error the cells of the list's row that the expression asks for."""
        if isinstance(error, UnknownName) or "dong." not in source:
            return
        places = [self.cell(name) for name in _asked_of_row(source)]
        cells = [str(at) for at in places if at]
        if cells:
            error.message += f" (danh sách: {'; '.join(cells)})"

    def failed(self, text: DataText, error: ExpressionError, offset: int = 0) -> None:
        """Log a failed expression at its place; that there is too much work is logged once."""
        if isinstance(error, TooMuch):
            if self._spent:
                return
            self._spent = True
        _name_section(text, error, offset + error.offset)
        code = "DL089" if isinstance(error, _Cycle) else "DL080"
        self.log.say(code, self.log.character(text, offset + error.offset), error.message, error.remedy)


_PLACED = re.compile(r"\s*(bang|bieu_do)\.(\w+)\s*")
_BRACED = re.compile(r"\s*\{\s*([\w.]+)\s*\}?\s*")
_CELL = re.compile(r"ô [A-Z]{1,3}\d+")  # of the place that a cell of a sheet has for its key
_OWN_TOTAL = re.compile(r"bang\.(\w+)\.tong\.(\w+)")


def _say_plainly(source: str, error: ExpressionError, text: DataText) -> None:
    """Have an error say what a clerk did: a table in a sentence, a brace too many, a cell that quotes its own total."""
    if isinstance(error, NoOneValue) and (placed := _PLACED.fullmatch(source)):
        what = "bảng" if placed[1] == "bang" else "biểu đồ"
        error.message = f"{what} “{placed[2]}” không in được ở giữa câu"
        error.remedy = f"Để {{{{ {placed[1]}.{placed[2]} }}}} riêng một dòng."
    elif not isinstance(error, UnknownName | TooMuch) and (braced := _BRACED.fullmatch(source)):
        error.message, error.remedy = "thừa một dấu {", f"Viết {{{{ {braced[1]} }}}}."
    elif isinstance(error, _Cycle) and (total := _OWN_TOTAL.search(source)):
        cell = _CELL.search(str(text.key[-1]))
        error.message = (
            f"{cell[0] if cell else 'ô này'} lấy tổng cột “{total[2]}” của bảng “{total[1]}”, mà tổng ấy cộng cả ô này"
        )
        error.remedy = "Viết hẳn số vào ô này, hoặc bỏ ô này khỏi cột được cộng."


def _asked_of_row(source: str) -> list[str]:
    """Return the columns of the list's row that an expression asks for."""
    try:
        paths = expression.paths(source)
    except ExpressionError:
        return []
    return [path.split(".")[1] for path in paths if path.startswith("dong.")]


# What a name after "vb." and the like is the name of, and where it is declared.
_SECTIONS = {
    "vb": ("văn bản", "mục [vb.{}] (loai, so_ky_hieu, ngay, co_quan, trich_yeu)"),
    "bang": ("bảng", "mục [bang.{}]"),
    "bieu_do": ("biểu đồ", "mục [bieu_do.{}]"),
    "them": ("nội dung", "dòng {} = … ở mục [them]"),
}
_OWNER = re.compile(r"(?<![\w.])(vb|bang|bieu_do|them)\s*\.\s*$")


def _name_section(text: str, error: ExpressionError, position: int) -> None:
    """Have an error about a name that no section declares say what it names and where to declare it."""
    owner = _OWNER.search(text, 0, position) if isinstance(error, UnknownName) and error.inside else None
    if owner is None or not isinstance(error, UnknownName):
        return
    what, section = _SECTIONS[owner[1]]
    error.message = f"chưa khai {what} “{error.name}”"
    if not error.remedy.startswith("Có phải"):
        error.remedy = f"Thêm {section.format(error.name)}, hoặc sửa {{{{ {owner[1]}.{error.name} }}}}."
