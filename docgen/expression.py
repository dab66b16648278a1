"""The one sandbox: tags in templates, tags in data text, formulas of tables.

Promises: an expression sees only the names it is given, calls nothing but a short list of filters and text
methods, reads no file, reaches no network, and cannot ask for unbounded work; figures are `Decimal`, literals
too, and round half up; a name that does not exist is an error that names the likely one, never a blank.
Hides: Jinja. No other module imports it.

A text is parsed once into tokens (`tokens`), control tags are followed by `expand`, and what an expression
yields enters as a value: it is never parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Any, NoReturn, TypeVar

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext, Macro, Undefined
from jinja2.sandbox import SandboxedEnvironment

from docgen import vietnamese
from docgen.finding import nearest

MAX_TEXT = 1_000_000  # characters one expression may yield: far above any paper, far below memory
MAX_POWER = 64  # largest exponent of **
MAX_STEPS = 100_000  # turns of all loops of one text together
_TEXT_METHODS = frozenset("upper lower strip lstrip rstrip title capitalize startswith endswith split".split())
_DATE_PARTS = frozenset("day month year".split())
_LOOP_PARTS = frozenset("index index0 first last length revindex revindex0".split())
_BUILT_IN_FILTERS = (
    "abs capitalize count d default first int join last length list lower map max min reject rejectattr "
    "reverse select selectattr sort string sum title trim unique upper"
).split()
_BUILT_IN_TESTS = "defined undefined divisibleby even odd none number string sequence mapping in eq ne lt le gt ge".split()


class ExpressionError(Exception):
    """An expression that cannot be evaluated. `message` is Vietnamese; `offset` counts characters into the text."""

    def __init__(self, message: str, offset: int = 0, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.remedy = remedy


class UnknownName(ExpressionError):
    """A name that does not exist where it is asked for; `name` is the one that failed."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        known = sorted({word for word in known if isinstance(word, str)})
        likely = nearest(name, known)
        remedy = f"Có phải “{likely}”?" if likely else f"Các tên dùng được: {', '.join(known[:12])}." if known else ""
        super().__init__(f"không có tên “{name}”", remedy=remedy)
        self.name = name


class Names:
    """A value with named parts for expressions that is not a mapping, such as a list with `.cuoi`.

    Subclasses list the attributes an expression may read in `parts`.
    """

    parts: frozenset[str] = frozenset()


class _Undefined(StrictUndefined):
    def _fail_with_undefined_error(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise UnknownName(str(self._undefined_name), _names_of(self._undefined_obj))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._fail_with_undefined_error()

    __str__ = __len__ = __iter__ = __eq__ = __ne__ = __bool__ = __hash__ = _fail_with_undefined_error  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __neg__ = __pos__ = __getitem__ = __call__ = _fail_with_undefined_error  # type: ignore[assignment]


def _names_of(value: Any) -> Iterable[str]:
    if isinstance(value, Mapping):
        return list(value)
    if isinstance(value, Names):
        return value.parts
    return []


def _number(value: Any) -> Any:
    """Return a plain number as Decimal (binary floats by their shortest decimal form); anything else unchanged."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, narrowed: names by mapping or declared parts only, arithmetic in Decimal."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def getattr(self, obj: Any, attribute: str) -> Any:
        return self._part(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(argument, str):
            return self._part(obj, argument)
        if isinstance(obj, str | Sequence) and isinstance(argument, int | Decimal | slice):
            index = int(argument) if isinstance(argument, Decimal) else argument
            try:
                return obj[index]
            except IndexError:
                raise ExpressionError(f"không có phần tử thứ {int(argument) + 1}, danh sách chỉ có {len(obj)}") from None
        return self._part(obj, argument)

    def _part(self, obj: Any, name: Any) -> Any:
        if isinstance(obj, Undefined):
            obj._fail_with_undefined_error()
        if isinstance(obj, Mapping):
            return obj[name] if name in obj else self.undefined(obj=obj, name=name)
        allowed = (
            obj.parts if isinstance(obj, Names)
            else _TEXT_METHODS if isinstance(obj, str)
            else _DATE_PARTS if isinstance(obj, date)
            else _LOOP_PARTS if isinstance(obj, LoopContext)
            else frozenset()
        )  # fmt: skip
        return getattr(obj, name) if name in allowed else self.undefined(obj=obj, name=str(name))

    def is_safe_callable(self, obj: Any) -> bool:
        if isinstance(obj, Macro):
            return True
        return isinstance(getattr(obj, "__self__", None), str) and getattr(obj, "__name__", "") in _TEXT_METHODS

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        left, right = _number(left), _number(right)
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return self._arithmetic(context, operator, left, right)
        if operator == "+" and type(left) in (str, list) and type(left) is type(right):
            return _bounded(left + right)
        for value in (left, right):
            if isinstance(value, Undefined):
                value._fail_with_undefined_error()
        raise ExpressionError(f"không tính được {_shown(left)} {operator} {_shown(right)}: cần hai con số")

    def _arithmetic(self, context: Context, operator: str, left: Decimal, right: Decimal) -> Decimal:
        if operator == "**" and abs(right) > MAX_POWER:
            raise ExpressionError(f"số mũ {right} quá lớn (nhiều nhất {MAX_POWER})")
        try:
            return self.binop_table[operator](left, right)  # type: ignore[no-any-return]
        except ZeroDivisionError:
            raise ExpressionError("chia cho 0") from None
        except DecimalException:
            raise ExpressionError(f"phép tính {left} {operator} {right} không có kết quả") from None

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        if not self.is_safe_callable(obj):
            raise ExpressionError("không được gọi hàm trong biểu thức")
        return _bounded(super().call(context, obj, *args, **kwargs))


def _shown(value: Any) -> str:
    return f"“{value}”" if isinstance(value, str) else "trống" if value is None else str(value)


def _bounded(value: Any) -> Any:
    if isinstance(value, str | list) and len(value) > MAX_TEXT:
        raise ExpressionError(f"kết quả dài quá {vietnamese.so(MAX_TEXT)} ký tự")
    return value


def as_text(value: Any) -> Any:
    """Return how a value enters a text: Vietnamese decimal comma, day/month/year, nothing for None.

    A list or a table has no one way to be printed: ExpressionError.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Undefined):
        value._fail_with_undefined_error()
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        value = _number(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, date):
        return vietnamese.ngay_ngan(value)
    if isinstance(value, Mapping | list | tuple | Names):
        raise ExpressionError("đây là một danh sách hay một bảng, không phải một giá trị in được")
    return value


def _environment(*, escape: bool) -> _Sandbox:
    env = _Sandbox(undefined=_Undefined, autoescape=escape, finalize=as_text, cache_size=0)
    env.globals = {}
    env.filters = {name: env.filters[name] for name in _BUILT_IN_FILTERS}
    env.filters.update({name: _guarded(name, function) for name, function in vietnamese.FILTERS.items()})
    env.tests = {name: env.tests[name] for name in _BUILT_IN_TESTS}
    return env


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def run(value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, Undefined):
            value._fail_with_undefined_error()
        try:
            return function(_number(value), *args, **kwargs)
        except (ValueError, DecimalException) as error:
            raise ExpressionError(f"{error} (bộ lọc “{name}”)") from None
        except (TypeError, AttributeError):
            raise ExpressionError(f"bộ lọc “{name}” không nhận {_shown(value)}") from None

    return run


_DATA = _environment(escape=False)
_WORD = _environment(escape=True)


def filters() -> dict[str, str]:
    """Return the filters a tag may use, each with the first line of its manual."""
    own = {name: (function.__doc__ or "").strip().split("\n")[0] for name, function in vietnamese.FILTERS.items()}
    return dict(sorted(own.items())) | dict.fromkeys(sorted(set(_BUILT_IN_FILTERS) - set(own)), "")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a text: `kind` is "text", "expr" ({{ … }}) or "tag" ({% … %}); `offset` counts characters."""

    kind: str
    text: str
    offset: int


_OPEN = re.compile(r"\{\{|\{%|\{#")
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
_QUOTED = re.compile(r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\"""", re.S)


def tag_end(source: str, start: int) -> int:
    """Return the offset just after the tag that opens at `start`, passing over quoted text; -1 if it is not closed."""
    close = _CLOSE[source[start : start + 2]]
    position = start + 2
    while position < len(source):
        if source.startswith(close, position):
            return position + 2
        quoted = _QUOTED.match(source, position) if close != "#}" else None
        position = quoted.end() if quoted else position + 1
    return -1


def tokens(source: str) -> list[Token]:
    """Divide a text into plain stretches, expressions and control tags; comments {# … #} are dropped.

    Raises ExpressionError at a tag that is not closed.
    """
    found: list[Token] = []
    position = 0
    while match := _OPEN.search(source, position):
        start = match.start()
        end = tag_end(source, start)
        if end < 0:
            close = _CLOSE[match.group()]
            raise ExpressionError(f"thẻ mở bằng {match.group()} mà thiếu {close}", start, f"Thêm {close} vào cuối thẻ.")
        if start > position:
            found.append(Token("text", source[position:start], position))
        if match.group() != "{#":
            kind = "expr" if match.group() == "{{" else "tag"
            found.append(Token(kind, source[start + 2 : end - 2].strip("-+ \t\n"), start))
        position = end
    if position < len(source):
        found.append(Token("text", source[position:], position))
    return found


@lru_cache(maxsize=4096)
def _compiled(source: str) -> Template:
    """Compile one expression; its literals become Decimal. Cached by content: texts repeat across papers."""
    try:
        parser = Parser(_DATA, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("chunk after expression", 1)
        _exact(tree)
        # Filters must be known before anything runs: Jinja checks them only when it generates code.
        assign = nodes.Assign(nodes.Name("result", "store", lineno=1), tree, lineno=1)
        return _DATA.from_string(nodes.Template([assign], lineno=1).set_environment(_DATA))  # type: ignore[arg-type]
    except TemplateSyntaxError as error:
        raise syntax_error(error, source) from None
    except RecursionError:
        raise ExpressionError("biểu thức lồng quá sâu") from None


def _exact(tree: nodes.Node) -> None:
    for constant in tree.find_all(nodes.Const):
        constant.value = _number(constant.value) if isinstance(constant.value, float) else constant.value


def syntax_error(error: TemplateSyntaxError, source: str) -> ExpressionError:
    """Return what Jinja says of a wrong tag, in a clerk's words."""
    message = error.message or ""
    if match := re.search(r"No (filter|test) named '(\w+)'", message):
        known = _BUILT_IN_TESTS if match[1] == "test" else list(filters())
        unknown = UnknownName(match[2], known)
        return ExpressionError(f"không có bộ lọc “{match[2]}”", 0, unknown.remedy)
    if match := re.search(r"unknown tag '(\w+)'|Unexpected end.*tag|innermost block.*'(\w+)'", message):
        return ExpressionError(f"thẻ điều khiển sai hoặc thiếu thẻ đóng: {source.strip()[:60]}", 0, "Kiểm tra các cặp if … endif, for … endfor.")
    return ExpressionError(f"biểu thức sai cú pháp: {source.strip()[:60]}", 0, "Kiểm tra dấu ngoặc, dấu nháy và dấu chấm.")


def evaluate(source: str, names: Mapping[str, Any]) -> Any:
    """Return the value of one expression over `names`.

    `names` may be lazy: only what the expression asks for is looked up. Raises ExpressionError.
    """
    template = _compiled(source)
    context = Context(_DATA, names, None, {})  # type: ignore[arg-type]
    try:
        for _ in template.root_render_func(context):
            pass
        result = context.vars["result"]
    except UnknownName as error:
        if not error.remedy:
            error = UnknownName(error.name, names)
        error.offset = max(source.find(error.name), 0)
        raise error from None
    except ExpressionError:
        raise
    except RecursionError:
        raise ExpressionError("các văn bản trích dẫn lẫn nhau quá sâu") from None
    except (TypeError, ValueError, ArithmeticError, AttributeError, LookupError) as error:
        raise ExpressionError(f"không tính được “{source.strip()}”: {_reason(error)}") from None
    if isinstance(result, Undefined):
        name = str(result._undefined_name)
        failed = UnknownName(name, list(_names_of(result._undefined_obj)) or names)
        failed.offset = max(source.find(name), 0)
        raise failed
    return _bounded(result)


def _reason(error: Exception) -> str:
    return "các giá trị không cùng loại (chữ với số?)" if isinstance(error, TypeError) else "giá trị không dùng được ở đây"


Item = TypeVar("Item")


def expand(
    items: Sequence[Item],
    names: Mapping[str, Any],
    tag_of: Callable[[Item], Token | None],
    failed: Callable[[ExpressionError, Item | None], None],
) -> Iterator[tuple[Item, Mapping[str, Any]]]:
    """Yield the items that control tags let through, each with the names it sees.

    `tag_of` says which items are tags: if, elif, else, endif, for, endfor. Works for the stretches of a sentence
    and for the blocks of a body alike. Whatever is wrong goes to `failed` and the walk goes on.
    """
    steps = 0

    def walk(position: int, end: int, scope: Mapping[str, Any]) -> Iterator[tuple[Item, Mapping[str, Any]]]:
        nonlocal steps
        while position < end:
            item = items[position]
            token = tag_of(item)
            if token is None:
                yield item, scope
                position += 1
                continue
            word, _, rest = token.text.partition(" ")
            parts, close = _clauses(items, position, end, tag_of)
            if word not in ("if", "for") or close < 0:
                failed(ExpressionError(_control_message(word), 0, "Kiểm tra các cặp if … endif, for … endfor."), item)
                position += 1
                continue
            try:
                if word == "if":
                    chosen = _chosen(parts, scope)
                    if chosen is not None:
                        yield from walk(*chosen, scope)
                else:
                    for inner in _turns(rest, scope):
                        steps += 1
                        if steps > MAX_STEPS:
                            raise ExpressionError("vòng lặp quá dài")
                        yield from walk(position + 1, close, inner)
            except ExpressionError as error:
                failed(error, item)
            position = close + 1

    yield from walk(0, len(items), names)


def _control_message(word: str) -> str:
    known = {"elif", "else", "endif", "endfor"}
    if word in ("if", "for"):
        return f"thẻ “{word}” không có thẻ “end{word}”"
    return f"thẻ “{word}” không có thẻ mở" if word in known else f"không có thẻ “{word}”"


def _clauses(
    items: Sequence[Item], start: int, end: int, tag_of: Callable[[Item], Token | None]
) -> tuple[list[tuple[str, int, int]], int]:
    """Return the clauses (condition, from, to) of the block that opens at `start`, and where it closes (-1: nowhere)."""
    depth = 0
    clauses: list[tuple[str, int, int]] = []
    condition, begin = "", start + 1
    for position in range(start, end):
        token = tag_of(items[position])
        word, _, rest = token.text.partition(" ") if token else ("", "", "")
        if word in ("if", "for"):
            depth += 1
            if depth == 1:
                condition = rest
        elif word in ("endif", "endfor"):
            depth -= 1
            if depth == 0:
                return [*clauses, (condition, begin, position)], position
        elif word in ("elif", "else") and depth == 1:
            clauses.append((condition, begin, position))
            condition, begin = (rest if word == "elif" else "true"), position + 1
    return clauses, -1


def _chosen(clauses: list[tuple[str, int, int]], scope: Mapping[str, Any]) -> tuple[int, int] | None:
    for condition, begin, end in clauses:
        if evaluate(condition, scope):
            return begin, end
    return None


def _turns(rest: str, scope: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    match = re.fullmatch(r"(\w+)\s+in\s+(.+)", rest.strip(), re.S)
    if not match:
        raise ExpressionError("vòng lặp phải có dạng: for tên in danh_sách")
    values = evaluate(match[2], scope)
    if not isinstance(values, Sequence) or isinstance(values, str):
        raise ExpressionError(f"“{match[2]}” không phải là một danh sách")
    for value in values:
        yield Layer({match[1]: value}, scope)


class Layer(Mapping[str, Any]):
    """Names over names: the upper ones win, and nothing below is looked up before it is asked for."""

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


class WordTemplate:
    """A compiled stretch of Word XML with Jinja tags, as docxtpl prepares it; values enter escaped."""

    def __init__(self, source: str) -> None:
        """Raises ExpressionError where a tag is wrong; tag errors are found one by one before (`check_tag`)."""
        try:
            tree = _WORD.parse(source)
            _exact(tree)
            self._template = _WORD.from_string(tree)  # type: ignore[arg-type]
        except TemplateSyntaxError as error:
            raise syntax_error(error, error.message or "") from None

    def render(self, names: Mapping[str, Any]) -> str:
        """Return the XML with every tag filled from `names`. Raises ExpressionError."""
        context = Context(_WORD, names, None, {})  # type: ignore[arg-type]
        try:
            return _WORD.concat(self._template.root_render_func(context))
        except (TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise ExpressionError(f"mẫu không trộn được: {_reason(error)}") from None


def paths(source: str) -> list[str]:
    """Return the dotted names one expression asks for, in order ("co_quan.ten"); syntax errors raise ExpressionError."""
    try:
        parser = Parser(_DATA, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("chunk after expression", 1)
        for node in tree.find_all(nodes.Filter):
            if node.name not in _DATA.filters:
                raise TemplateSyntaxError(f"No filter named '{node.name}'", 1)
    except TemplateSyntaxError as error:
        raise syntax_error(error, source) from None
    found = [node for node in (tree, *tree.find_all((nodes.Getattr, nodes.Name))) if isinstance(node, nodes.Getattr | nodes.Name)]
    inner = {id(node.node) for node in found if isinstance(node, nodes.Getattr)}
    chains = [_chain(node) for node in found if id(node) not in inner]
    return [chain for chain in dict.fromkeys(chains) if chain]


def _chain(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        base = _chain(node.node)
        return f"{base}.{node.attr}" if base else ""
    return ""
