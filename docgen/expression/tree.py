"""One expression as it is read, before anything is computed: its tree, what is wrong with it, what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError, nodes
from jinja2.parser import Parser

from docgen.expression.errors import ExpressionError, TooMuch, UnknownName
from docgen.expression.filters import manual
from docgen.expression.hundreds import is_hundredfold, is_percentage, is_product, is_quotient
from docgen.expression.sandbox import DATA, TESTS, UNREADABLE

MAX_SOURCE = 10_000  # characters of one expression
_PERCENT = "phan_tram"


def parsed(source: str) -> nodes.Node:
    """Return the tree of one expression. Raises ExpressionError."""
    if len(source) > MAX_SOURCE:
        raise TooMuch("phép tính quá dài")
    try:
        parser = Parser(DATA, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("chunk after expression", 1)
        _refuse_unknown(tree)
        _refuse_doubled(tree, source)
    except TemplateSyntaxError as error:
        raise syntax_error(error, source) from None
    except UNREADABLE:
        raise ExpressionError("phép tính không đọc được: lồng quá sâu, hoặc số quá dài") from None
    return tree


def _refuse_unknown(tree: nodes.Node) -> None:
    """Raise TemplateSyntaxError for an unknown filter or test: Jinja looks only when it generates code."""
    for node in (tree, *tree.find_all((nodes.Filter, nodes.Test))):
        if isinstance(node, nodes.Filter) and node.name not in DATA.filters:
            raise TemplateSyntaxError(f"No filter named '{node.name}'", 1)
        if isinstance(node, nodes.Test) and node.name not in DATA.tests:
            raise TemplateSyntaxError(f"No test named '{node.name}'", 1)


def _refuse_doubled(tree: nodes.Node, source: str) -> None:
    """Raise ExpressionError for a share that is multiplied by 100 before it is printed as a percentage."""
    for node in (tree, *tree.find_all(nodes.Filter)):
        if isinstance(node, nodes.Filter) and node.name == _PERCENT and is_hundredfold(node.node):
            said = f"“{_PERCENT}” đã tự nhân 100, phép tính trước nó lại nhân 100: tỷ lệ in ra lớn gấp 100 lần"
            remedy = "Bỏ “* 100”, thí dụ: (a / b) | phan_tram; hoặc viết (a / b * 100) | so(2) rồi gõ dấu % ở sau."
            raise ExpressionError(said, source.find(_PERCENT), remedy)


def multiplies_by_100(source: str) -> bool:
    """Return whether what a formula gives is multiplied by 100, a share or not; False for a wrong formula."""
    try:
        return is_hundredfold(parsed(source))
    except (ExpressionError, RecursionError):
        return False


def share_scale(source: str) -> int:
    """Return by what a formula multiplies one figure divided by another: 1 or 100; 0 where it gives something else."""
    try:
        tree = parsed(source)
        return 100 if is_percentage(tree) else int(is_quotient(tree))
    except (ExpressionError, RecursionError):
        return 0


def multiplies_columns(source: str) -> bool:
    """Return whether a formula multiplies the figures of a row with each other: a quantity with its price."""
    try:
        return is_product(parsed(source))
    except (ExpressionError, RecursionError):
        return False


def multiplied(source: str) -> set[str]:
    """Return the names that one expression multiplies with something, in brackets and inside sums too."""
    try:
        tree = parsed(source)
    except (ExpressionError, RecursionError):
        return set()
    found: set[str] = set()
    for node in (*([tree] if isinstance(tree, nodes.Mul) else []), *tree.find_all(nodes.Mul)):
        found.update(_chains(node))
    return found


def paths(source: str) -> list[str]:
    """Return the dotted names one expression asks for, in order ("co_quan.ten"). Raises ExpressionError."""
    return list(dict.fromkeys(_chains(parsed(source))))


def _chains(node: nodes.Node) -> Iterator[str]:
    """Yield the dotted names in a tree, each as long as it is."""
    chain = _chain(node)
    if chain:
        yield chain
        return
    for child in node.iter_child_nodes():
        yield from _chains(child)


def _chain(node: nodes.Node) -> str:
    """Return the dotted name that a node is, "" if it is something else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        base = _chain(node.node)
        return f"{base}.{node.attr}" if base else ""
    return ""


def syntax_error(error: TemplateSyntaxError, source: str) -> ExpressionError:
    """Return what Jinja says of a wrong tag, in a clerk's words."""
    message = error.message or ""
    if match := re.search(r"No (filter|test) named '(.*)'", message):
        kind, name = match.groups()
        if kind == "filter":
            what, known, before = "cách viết", list(manual()), r"\|\s*"
        else:
            what, known, before = "phép thử", list(TESTS), r"\bis\s+(?:not\s+)?"
        at = re.search(f"{before}({re.escape(name)})", source)
        remedy = UnknownName(name, known).remedy
        return ExpressionError(f"không có {what} “{name}”", at.start(1) if at else 0, remedy)
    if re.search(r"unknown tag|Unexpected end|innermost block|end of the current block", message):
        said = f"thẻ điều khiển sai hoặc thiếu thẻ đóng: {source.strip()[:60]}"
        return ExpressionError(said, 0, "Kiểm tra các cặp if … endif, for … endfor.")
    if not source.strip():
        return ExpressionError("thiếu phép tính", 0, "Viết tên hoặc phép tính vào chỗ trống.")
    said = f"phép tính viết chưa đúng: {source.strip()[:60]}"
    return ExpressionError(said, 0, "Kiểm tra dấu ngoặc, dấu nháy (thẳng) và dấu chấm.")
