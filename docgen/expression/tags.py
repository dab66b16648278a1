"""Tags in a text: where they are, and what control tags (if, for) let through."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

from docgen.expression.errors import Budget, ExpressionError, TooMuch
from docgen.expression.evaluation import evaluate
from docgen.expression.tree import MAX_SOURCE

MAX_DEPTH = 50  # of control tags inside each other


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a text: `kind` is "text", "expr" ({{ … }}) or "tag" ({% … %}).

    `offset` counts characters of the whole text to the stretch, `start` to the first character of `text` itself.
    """

    kind: str
    text: str
    offset: int
    start: int


TAG_OPENS = re.compile(r"\{\{|\{%|\{#")
WHOLE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
"""A tag that prints or steers, for who need not know what is quoted inside it."""
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""", re.S)
_SIGN = re.compile(r"""['"]|[}%#](?=\})""")  # what may end a tag, or hide its end


def tag_end(source: str, start: int) -> int:
    """Return the offset just after the tag that opens at `start`, skipping quoted text; -1 if it is not closed.

    A text is scanned once, however many tags in it open and never close.
    """
    return _ends(source).of(start)


class _Ends:
    """Where the tags of one text end. Signs passed by a scan that found no end are remembered and not passed again."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._signs = [match.start() for match in _SIGN.finditer(source)]
        self._comments = [at for at in self._signs if source[at] == "#"]
        self._passed: set[tuple[str, int]] = set()  # the closing sign looked for, and the place
        self._unclosed: set[str] = set()  # quotes: where one does not close, no later one of its kind does

    def of(self, start: int) -> int:
        opening = self._source[start : start + 2]
        if opening == "{#":
            place = bisect_left(self._comments, start + 2)
            return self._comments[place] + 2 if place < len(self._comments) else -1
        return self._tag_end(start + 2, "}" if opening == "{{" else "%")

    def _tag_end(self, position: int, close: str) -> int:
        source, signs = self._source, self._signs
        passed: set[tuple[str, int]] = set()
        place = bisect_left(signs, position)
        while place < len(signs):
            at = signs[place]
            if source[at] == close:
                return at + 2
            if (close, at) in self._passed:
                break
            passed.add((close, at))
            place = bisect_left(signs, self._after_quote(at), place + 1)
        self._passed |= passed
        return -1

    def _after_quote(self, at: int) -> int:
        """Return the end of the text quoted from `at` on; just after the sign if it does not open a quote."""
        sign = self._source[at]
        if sign not in "'\"" or sign in self._unclosed:
            return at + 1
        quoted = _QUOTED.match(self._source, at)
        if quoted is None:
            self._unclosed.add(sign)
            return at + 1
        return quoted.end()


@lru_cache(maxsize=16)
def _ends(source: str) -> _Ends:
    return _Ends(source)


def inside(source: str, start: int, end: int) -> tuple[str, int]:
    """Return what a tag holds, without braces and blanks, and its offset."""
    left, right = start + 2, end - 2
    if source[left : left + 1] in ("-", "+") and source[left + 1 : left + 2].isspace():
        left += 1
    if source[right - 1 : right] in ("-", "+"):
        right -= 1
    text = source[left:right]
    return text.strip(), left + len(text) - len(text.lstrip())


def tokens(source: str) -> list[Token]:
    """Divide a text into plain stretches, expressions and control tags; comments {# … #} are dropped.

    Raises ExpressionError at a tag that is not closed.
    """
    found: list[Token] = []
    position = 0
    while match := TAG_OPENS.search(source, position):
        start = match.start()
        end = tag_end(source, start)
        if end < 0:
            close = _CLOSE[match.group()]
            raise ExpressionError(f"chỗ mở bằng {match.group()} thiếu {close}", start, f"Thêm {close} vào cuối.")
        if start > position:
            found.append(Token("text", source[position:start], position, position))
        if match.group() != "{#":
            text, at = inside(source, start, end)
            found.append(Token("expr" if match.group() == "{{" else "tag", text, start, at))
        position = end
    if position < len(source):
        found.append(Token("text", source[position:], position, position))
    return found


Item = TypeVar("Item")


@dataclass
class _Branch(Generic[Item]):
    """A clause of a block: its condition (or the "x in y" of a loop), the place of that, and what the clause holds."""

    source: str
    at: int
    items: list[Item | _ControlBlock[Item]] = field(default_factory=list)


@dataclass
class _ControlBlock(Generic[Item]):
    """An if or a for with its clauses; `item` is its opening tag."""

    word: str
    item: Item
    branches: list[_Branch[Item]]
    closed: bool = False


class TokenLike(Protocol):
    """What a text is cut into: a `Token`, or a stretch of a paragraph with its style."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def offset(self) -> int: ...
    @property
    def start(self) -> int: ...


def control(stretch: TokenLike) -> Token | None:
    """Return a stretch as the control tag that it is; None for any other."""
    return Token("tag", stretch.text, stretch.offset, stretch.start) if stretch.kind == "tag" else None


Failed = Callable[[ExpressionError], None]


def expand(
    items: Sequence[Item],
    names: Mapping[str, Any],
    tag_of: Callable[[Item], Token | None],
    failed: Failed,
    budget: Budget | None = None,
) -> Iterator[tuple[Item, Mapping[str, Any]]]:
    """Yield the items that control tags let through, each with the names it sees.

    `tag_of` says which items are tags (`control` for stretches): if, elif, else, endif, for, endfor. Works for the
    stretches of a sentence and for the blocks of a body alike. Whatever is wrong goes to `failed`, with its offset in
    the whole text, and the walk goes on.
    """
    return _walk(_tree(items, tag_of, failed), names, failed, budget or Budget())


def _tree(
    items: Sequence[Item], tag_of: Callable[[Item], Token | None], failed: Failed
) -> list[Item | _ControlBlock[Item]]:
    top: list[Item | _ControlBlock[Item]] = []
    stack: list[_ControlBlock[Item]] = []
    for item in items:
        token = tag_of(item)
        inner = stack[-1].branches[-1].items if stack else top
        if token is None:
            inner.append(item)
            continue
        match = re.match(r"(\w*)\s*", token.text)
        assert match
        word, source, at = match[1], token.text[match.end() :], token.start + match.end()
        if word in ("if", "for") and len(stack) < MAX_DEPTH:
            stack.append(_ControlBlock(word, item, [_Branch(source, at)]))
            inner.append(stack[-1])
        elif word in ("elif", "else") and stack and _continues(stack[-1], word):
            stack[-1].branches.append(_Branch(source if word == "elif" else "", at))
        elif stack and word == f"end{stack[-1].word}":
            stack.pop()
        else:
            remedy = "Kiểm tra các cặp if … endif, for … endfor."
            failed(ExpressionError(_wrong(word, stack), token.start, remedy))
    for block in stack:
        token = tag_of(block.item)
        assert token
        message = f"thẻ “{block.word}” không có thẻ đóng “end{block.word}”"
        failed(ExpressionError(message, token.start, f"Thêm {{% end{block.word} %}}."))
    return top


def _continues(block: _ControlBlock[Item], word: str) -> bool:
    """Return whether a block may go on with elif or else: neither after else, and no elif in a loop."""
    after_else = len(block.branches) > 1 and not block.branches[-1].source
    return not after_else and (word == "else" or block.word == "if")


def _wrong(word: str, stack: list[_ControlBlock[Item]]) -> str:
    if word in ("if", "for"):
        return f"thẻ điều khiển lồng nhau quá {MAX_DEPTH} tầng"
    if word in ("elif", "else", "endif", "endfor"):
        if stack:
            return f"thẻ “{word}” không khớp với thẻ “{stack[-1].word}” đang mở"
        return f"thẻ “{word}” không có thẻ mở"
    return f"không có thẻ “{word}” (chỉ có if, elif, else, endif, for, endfor)"


def _walk(
    items: Sequence[Item | _ControlBlock[Item]], names: Mapping[str, Any], failed: Failed, budget: Budget
) -> Iterator[tuple[Item, Mapping[str, Any]]]:
    for item in items:
        if not isinstance(item, _ControlBlock):
            yield item, names
            continue
        try:
            for branch, scope in _chosen(item, names, budget):
                yield from _walk(branch.items, scope, failed, budget)
        except ExpressionError as error:
            failed(error)


def _chosen(
    block: _ControlBlock[Item], names: Mapping[str, Any], budget: Budget
) -> Iterator[tuple[_Branch[Item], Mapping[str, Any]]]:
    """Yield the clause of an if that is true, or the body of a loop once for each turn (its else for an empty list)."""
    if block.word == "for":
        body, *otherwise = block.branches
        turns = list(_turns(body, names, budget))
        for scope in turns:
            yield body, scope
        if not turns:
            for branch in otherwise:
                yield branch, names
        return
    for number, branch in enumerate(block.branches):
        if (number and not branch.source) or _evaluated(branch, branch.source, 0, names, budget):
            yield branch, names
            return


def _turns(branch: _Branch[Item], names: Mapping[str, Any], budget: Budget) -> Iterator[Mapping[str, Any]]:
    if len(branch.source) > MAX_SOURCE:
        raise TooMuch("chỗ ghi sau “in” quá dài")
    match = re.fullmatch(r"(\w+)\s+in\s+(.+)", branch.source, re.S)
    if not match:
        raise ExpressionError("vòng lặp phải có dạng: for tên in danh_sách", branch.at)
    source, test, at = _condition(match[2], match.start(2))
    values = _evaluated(branch, source, match.start(2), names, budget)
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise ExpressionError(f"“{source}” không phải là một danh sách", branch.at + match.start(2))
    if test:
        kept = []
        for value in values:
            if _evaluated(branch, test, at, Layer({match[1]: value}, names), budget):
                kept.append(value)
        values = kept
    for index, value in enumerate(values):
        budget.turn()
        loop = {
            "index": index + 1,
            "index0": index,
            "first": not index,
            "last": index + 1 == len(values),
            "length": len(values),
        }
        yield Layer({match[1]: value, "loop": loop}, names)


def _condition(source: str, start: int) -> tuple[str, str, int]:
    """Return the list of "x in list if test", its test and the place of that; "a if b else c" is a list whole."""
    plain = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), source)
    depth = 0  # of brackets
    found: re.Match[str] | None = None
    for match in re.finditer(r"[(\[{]|[)\]}]|\b(?:if|else)\b", plain):
        if match[0] not in ("if", "else"):
            depth += 1 if match[0] in "([{" else -1
        elif depth:
            continue
        elif match[0] == "else":
            return source, "", 0
        elif found is None:
            found = match
    if found is None:
        return source, "", 0
    return source[: found.start()].rstrip(), source[found.end() :], start + found.end()


def _evaluated(branch: _Branch[Item], source: str, at: int, names: Mapping[str, Any], budget: Budget) -> Any:
    try:
        return evaluate(source, names, budget)
    except ExpressionError as error:
        error.offset += branch.at + at
        raise


class Layer(Mapping[str, Any]):
    """Names over names: the upper ones win, and no lower one is looked up before it is asked for."""

    def __init__(self, upper: Mapping[str, Any], lower: Mapping[str, Any]) -> None:
        self._upper, self._lower = upper, lower

    def __getitem__(self, name: str) -> Any:
        return self._upper[name] if name in self._upper else self._lower[name]

    def __contains__(self, name: object) -> bool:
        return name in self._upper or name in self._lower

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self._upper), **dict.fromkeys(self._lower)})

    def __len__(self) -> int:
        return len(set(self._upper) | set(self._lower))
