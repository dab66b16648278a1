"""The sandbox itself: Jinja, narrowed until an expression can only look up names and compute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, DecimalException
from functools import cached_property, lru_cache
from typing import Any, NoReturn, cast

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes, pass_context
from jinja2.lexer import Lexer, Token
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from docgen.expression.errors import Budget, ExpressionError, Names, TooMuch, UnknownName
from docgen.expression.filters import all_filters, manual
from docgen.expression.hundreds import is_hundredfold, is_percentage, is_product, is_quotient
from docgen.expression.values import as_text, number, shown

MAX_SOURCE = 10_000  # characters of one expression
MAX_POWER = 64  # largest exponent of **
_TEXT_METHODS = frozenset(
    ("upper", "lower", "strip", "lstrip", "rstrip", "title", "capitalize", "startswith", "endswith", "split")
)
_DATE_PARTS = frozenset(["day", "month", "year"])
_LOOP_PARTS = frozenset(["index", "index0", "first", "last", "length", "revindex", "revindex0"])
_TESTS = (
    "defined", "undefined", "divisibleby", "even", "odd", "none", "number", "string", "sequence", "mapping", "in",
    "eq", "ne", "lt", "le", "gt", "ge",
)  # fmt: skip
_PERCENT = "phan_tram"
_JOIN, _TURNS = "~", "for"  # internal filters; no tag can name them
# What evaluating may raise for values that do not fit; anything else is a fault of docgen.
FAILURES = (TypeError, ValueError, ArithmeticError, AttributeError, LookupError, TemplateError)
UNREADABLE = (RecursionError, MemoryError, SyntaxError, ValueError)


class _Undefined(StrictUndefined):
    def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        if self._undefined_name is None:
            raise ExpressionError("không có mục nào ở đây (danh sách trống?)")
        inside = self._undefined_obj is not _NOTHING
        raise UnknownName(str(self._undefined_name), names_of(self._undefined_obj), inside=inside)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._fail_with_undefined_error()

    __str__ = __len__ = __iter__ = __eq__ = __ne__ = __bool__ = __hash__ = _fail_with_undefined_error
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = (
        _fail_with_undefined_error
    )
    __lt__ = __le__ = __gt__ = __ge__ = __neg__ = __pos__ = __getitem__ = __call__ = _fail_with_undefined_error
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __contains__ = _fail_with_undefined_error


_NOTHING = StrictUndefined()._undefined_obj  # Jinja's mark for a name looked up among all names


def names_of(value: Any) -> list[Any]:
    """Return the names that may be asked of a value."""
    if isinstance(value, Mapping):
        return list(value)
    return sorted(value.parts) if isinstance(value, Names) else []


class SandboxContext(Context):
    """Jinja's context over names that may be lazy, with the budget of the dossier."""

    def __init__(self, environment: _Sandbox, names: Mapping[str, Any], budget: Budget) -> None:
        super().__init__(environment, names, None, {})  # type: ignore[arg-type]
        self.budget = budget


class _Lexer(Lexer):
    """Jinja's lexer with exact decimals: 0.1 is Decimal("0.1") from the first moment."""

    def wrap(self, stream: Any, name: str | None = None, filename: str | None = None) -> Iterator[Token]:
        for line, token, text in stream:
            if token == "float":
                # The parser only hands the value on, into a constant.
                yield Token(line, "float", cast(str, _Literal(text.replace("_", ""))))
            else:
                yield from super().wrap([(line, token, text)], name, filename)


class _Literal(Decimal):
    """A decimal literal on its way into generated code, which sees `environment`."""

    def __repr__(self) -> str:
        return f"environment.decimal('{self}')"


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, narrowed: names by mapping or declared parts only, arithmetic in Decimal, all work counted."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])
    decimal = Decimal

    @cached_property
    def lexer(self) -> _Lexer:
        return _Lexer(self)

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self._part(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if not isinstance(obj, str | Sequence) or not isinstance(argument, int | Decimal | slice):
            return self._part(obj, argument)
        if isinstance(argument, slice):
            return obj[argument]
        index = int(number(argument))
        if -len(obj) <= index < len(obj):
            return obj[index]
        raise ExpressionError(f"không có mục [{index}]: danh sách có {len(obj)} mục, đếm từ 0")

    def _part(self, obj: Any, name: Any) -> Any:
        if isinstance(obj, Undefined):
            obj._fail_with_undefined_error()
        if isinstance(obj, Mapping):
            return obj[name] if name in obj else self.undefined(obj=obj, name=str(name))
        if isinstance(name, str) and name in _parts_of(obj):
            return getattr(obj, name)
        return self.undefined(obj=obj, name=str(name))

    def is_safe_callable(self, obj: Any) -> bool:
        owner = getattr(obj, "__self__", None) if type(obj).__name__ == "builtin_function_or_method" else None
        return isinstance(owner, str) and obj.__name__ in _TEXT_METHODS

    def call_binop(self, context: SandboxContext, operator: str, left: Any, right: Any) -> Any:  # type: ignore[override]
        left, right = number(left), number(right)
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return self._arithmetic(operator, left, right)
        for value in (left, right):
            if isinstance(value, Undefined):
                value._fail_with_undefined_error()
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            context.budget.spend(len(left) + len(right))
            return str(left) + str(right)
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            context.budget.spend(len(left) + len(right))
            return [*left, *right]
        raise ExpressionError(f"không tính được {shown(left)} {operator} {shown(right)}: cần hai con số")

    def _arithmetic(self, operator: str, left: Decimal, right: Decimal) -> Any:
        if operator == "**" and abs(right) > MAX_POWER:
            raise TooMuch(f"số mũ quá lớn (nhiều nhất {MAX_POWER})")
        if operator in ("/", "//", "%") and not right:
            raise ExpressionError("chia cho 0")
        try:
            return number(self.binop_table[operator](left, right))
        except DecimalException:
            raise ExpressionError(f"phép tính {shown(left)} {operator} {shown(right)} không có kết quả") from None

    def call(self, context: SandboxContext, obj: Any, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        if not self.is_safe_callable(obj):
            raise ExpressionError("không được gọi hàm trong phép tính", remedy="Viết: {{ tên | cách_viết }}.")
        return context.budget.charge(obj(*args, **kwargs))


def _parts_of(value: Any) -> frozenset[str]:
    """Return the attributes and methods that an expression may use of a value."""
    if isinstance(value, Names):
        return value.parts
    if isinstance(value, str):
        return _TEXT_METHODS
    if isinstance(value, date):
        return _DATE_PARTS
    if isinstance(value, LoopContext):
        return _LOOP_PARTS
    return frozenset()


class Rewritten(NodeTransformer):
    """Makes the work of Jinja's tree countable: "~" and loops go through filters, a missing else is an empty text."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return nodes.Filter(nodes.List(node.nodes), _JOIN, [], [], None, None, lineno=node.lineno)

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:
        self.generic_visit(node)
        node.expr2 = node.expr2 or nodes.Const("", lineno=node.lineno)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, _TURNS, [], [], None, None, lineno=node.lineno)
        return node


@pass_context
def _joined(context: SandboxContext, values: list[Any]) -> str:
    parts = [str(as_text(value)) for value in values]
    context.budget.spend(sum(map(len, parts)))
    return "".join(parts)


@pass_context
def _counted(context: SandboxContext, values: Any) -> Any:
    if isinstance(values, Undefined):
        values._fail_with_undefined_error()
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise ExpressionError("vòng lặp cần một danh sách")
    for _ in values:
        context.budget.turn()
    return values


def _environment(*, escape: bool) -> _Sandbox:
    env = _Sandbox(undefined=_Undefined, autoescape=escape, finalize=as_text, cache_size=0)
    env.globals = {}
    env.tests = {name: env.tests[name] for name in _TESTS}
    env.filters = all_filters()
    env.filters |= {_JOIN: _joined, _TURNS: _counted}
    return env


_DATA = _environment(escape=False)
WORD = _environment(escape=True)


def _parsed(source: str) -> nodes.Node:
    """Return the tree of one expression. Raises ExpressionError."""
    if len(source) > MAX_SOURCE:
        raise TooMuch("phép tính quá dài")
    try:
        parser = Parser(_DATA, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("chunk after expression", 1)
        # Jinja looks for filters and tests only when it generates code; unknown ones are reported before anything runs.
        for node in (tree, *tree.find_all((nodes.Filter, nodes.Test))):
            if not isinstance(node, nodes.Filter | nodes.Test):
                continue
            known = _DATA.filters if isinstance(node, nodes.Filter) else _DATA.tests
            if node.name not in known:
                what = "filter" if isinstance(node, nodes.Filter) else "test"
                raise TemplateSyntaxError(f"No {what} named '{node.name}'", 1)
        _refuse_doubled(tree, source)
    except TemplateSyntaxError as error:
        raise syntax_error(error, source) from None
    except UNREADABLE:
        raise ExpressionError("phép tính không đọc được: lồng quá sâu, hoặc số quá dài") from None
    return tree


def _refuse_doubled(tree: nodes.Node, source: str) -> None:
    """Raise ExpressionError for a share that is multiplied by 100 before it is printed as a percentage."""
    for node in (tree, *tree.find_all(nodes.Filter)):
        if isinstance(node, nodes.Filter) and node.name == _PERCENT and is_hundredfold(node.node):
            said = f"“{_PERCENT}” đã tự nhân 100, phép tính trước nó lại nhân 100: tỷ lệ in ra lớn gấp 100 lần"
            remedy = "Bỏ “* 100”, thí dụ: (a / b) | phan_tram; hoặc viết (a / b * 100) | so(2) rồi gõ dấu % ở sau."
            raise ExpressionError(said, source.find(_PERCENT), remedy)


def multiplies_by_100(source: str) -> bool:
    """Return whether a formula gives a share already multiplied by 100: "a / b * 100"; False for a wrong formula."""
    try:
        return is_hundredfold(_parsed(source))
    except (ExpressionError, RecursionError):
        return False


def share_scale(source: str) -> int:
    """Return by what a formula multiplies one figure divided by another: 1 or 100; 0 where it gives something else."""
    try:
        tree = _parsed(source)
        return 100 if is_percentage(tree) else int(is_quotient(tree))
    except (ExpressionError, RecursionError):
        return 0


def multiplies_columns(source: str) -> bool:
    """Return whether a formula multiplies the figures of a row with each other: a quantity with its price."""
    try:
        return is_product(_parsed(source))
    except (ExpressionError, RecursionError):
        return False


@lru_cache(maxsize=4096)
def _compiled(source: str) -> Template:
    """Compile one expression. Cached by content: texts repeat across papers."""
    try:
        tree = Rewritten().visit(_parsed(source))
        assign = nodes.Assign(nodes.Name("result", "store", lineno=1), tree, lineno=1)
        return _DATA.from_string(nodes.Template([assign], lineno=1).set_environment(_DATA))  # type: ignore[arg-type]
    except TemplateSyntaxError as error:
        raise syntax_error(error, source) from None
    except UNREADABLE:
        raise ExpressionError("phép tính lồng quá sâu") from None


def syntax_error(error: TemplateSyntaxError, source: str) -> ExpressionError:
    """Return what Jinja says of a wrong tag, in a clerk's words."""
    message = error.message or ""
    if match := re.search(r"No (filter|test) named '(.*)'", message):
        kind, name = match.groups()
        if kind == "filter":
            what, known, before = "cách viết", list(manual()), r"\|\s*"
        else:
            what, known, before = "phép thử", list(_TESTS), r"\bis\s+(?:not\s+)?"
        at = re.search(f"{before}({re.escape(name)})", source)
        remedy = UnknownName(name, known).remedy
        return ExpressionError(f"không có {what} “{name}”", at.start(1) if at else 0, remedy)
    if re.search(r"unknown tag|Unexpected end|innermost block|end of the current block", message):
        return ExpressionError(f"thẻ điều khiển sai hoặc thiếu thẻ đóng: {source.strip()[:60]}", 0,
                               "Kiểm tra các cặp if … endif, for … endfor.")  # fmt: skip
    if not source.strip():
        return ExpressionError("thiếu phép tính", 0, "Viết tên hoặc phép tính vào chỗ trống.")
    return ExpressionError(f"phép tính viết chưa đúng: {source.strip()[:60]}", 0,
                           "Kiểm tra dấu ngoặc, dấu nháy (thẳng) và dấu chấm.")  # fmt: skip


def evaluate(source: str, names: Mapping[str, Any], budget: Budget | None = None) -> Any:
    """Return the value of one expression over `names`.

    `names` may be lazy: only what the expression asks for is looked up. Raises ExpressionError, whose `offset` is
    the place in `source` of the name that failed.
    """
    template = _compiled(source)
    context = SandboxContext(_DATA, names, budget or Budget())
    try:
        for _ in template.root_render_func(context):
            pass
        result = context.vars["result"]
        if isinstance(result, Undefined):
            result._fail_with_undefined_error()
    except UnknownName as error:
        raise placed(error, source, names) from None
    except RecursionError:
        raise ExpressionError("các văn bản trích dẫn lẫn nhau quá sâu") from None
    except FAILURES as error:
        raise ExpressionError(f"không tính được “{source.strip()[:60]}”: {reason(error)}") from None
    return result


def placed(error: UnknownName, source: str, names: Mapping[str, Any]) -> UnknownName:
    """Return the error with its place in `source` and, for a name that is nowhere, the likely one."""
    if not error.inside:
        error = UnknownName(error.name, names)
    bare = re.sub(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", lambda quoted: " " * len(quoted[0]), source)
    word = re.escape(error.name)
    found = re.search(rf"\.\s*({word})\b" if error.inside else rf"(?<![\w.])({word})\b", bare)
    error.offset = found.start(1) if found else max(source.find(error.name), 0)
    return error


def reason(error: Exception) -> str:
    """Return why evaluating failed, in a clerk's words."""
    if isinstance(error, TypeError):
        return "các giá trị không cùng loại (chữ với số?)"
    return "giá trị không dùng được ở đây"


def paths(source: str) -> list[str]:
    """Return the dotted names one expression asks for, in order ("co_quan.ten"). Raises ExpressionError."""
    return list(dict.fromkeys(_chains(_parsed(source))))


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
