"""The sandbox itself: Jinja, narrowed until an expression can only look up names and compute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, DecimalException
from functools import cached_property
from typing import Any, NoReturn, cast

from jinja2 import StrictUndefined, TemplateError, nodes, pass_context
from jinja2.lexer import Lexer, Token
from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment
from jinja2.visitor import NodeTransformer

from docgen.expression.errors import Budget, ExpressionError, Names, TooMuch, UnknownName
from docgen.expression.filters import all_filters
from docgen.expression.values import as_text, number, shown

MAX_POWER = 64  # largest exponent of **
_TEXT_METHODS = frozenset(
    ("upper", "lower", "strip", "lstrip", "rstrip", "title", "capitalize", "startswith", "endswith", "split")
)
_DATE_PARTS = frozenset(["day", "month", "year"])
_LOOP_PARTS = frozenset(["index", "index0", "first", "last", "length", "revindex", "revindex0"])
TESTS = (
    *("defined", "undefined", "none", "number", "string", "sequence", "mapping"),
    *("divisibleby", "even", "odd"),
    *("in", "eq", "ne", "lt", "le", "gt", "ge"),
)
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


class Countable(NodeTransformer):
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
    env.tests = {name: env.tests[name] for name in TESTS}
    env.filters = all_filters()
    env.filters |= {_JOIN: _joined, _TURNS: _counted}
    return env


DATA = _environment(escape=False)
WORD = _environment(escape=True)
