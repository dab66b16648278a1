"""The filters of expressions: those of the Vietnamese language, and a few for texts and lists.

Each is guarded: numbers arrive as Decimal, an argument cannot ask for unbounded work, the result is counted, and
whatever fails says so in Vietnamese with the filter's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, DecimalException
from inspect import Parameter, Signature, signature
from itertools import islice
from typing import Any

from jinja2 import Undefined, pass_context, pass_environment
from jinja2.filters import FILTERS as JINJA
from jinja2.filters import make_attrgetter
from jinja2.runtime import Context

from docgen import vietnamese
from docgen.expression.errors import MAX_ONE, Budget, ExpressionError, TooMuch, UnknownName
from docgen.expression.values import as_text, number, shown

MAX_ARGUMENT = 9_999  # a year; more decimals than anyone prints

_MANUAL = {
    **vietnamese.MEANINGS,
    "abs": "giá trị tuyệt đối",
    "capitalize": "Chữ đầu hoa, còn lại thường",
    "count": "số mục",
    "d": "như default",
    "default": 'giá trị dùng thay khi trống: default("chưa có")',
    "first": "mục đầu",
    "int": "bỏ phần thập phân",
    "join": 'nối danh sách: join(", ")',
    "last": "mục cuối",
    "length": "số mục, số ký tự",
    "list": "thành danh sách",
    "lower": "chữ thường",
    "map": 'lấy một phần của từng mục: map(attribute="ten")',
    "max": "lớn nhất",
    "min": "nhỏ nhất",
    "reject": "bỏ mục đúng điều kiện",
    "rejectattr": "bỏ mục có thuộc tính đúng điều kiện",
    "reverse": "đảo ngược",
    "round": "làm tròn: round(2)",
    "select": "giữ mục đúng điều kiện",
    "selectattr": "giữ mục có thuộc tính đúng điều kiện",
    "sort": "xếp theo thứ tự tiếng Việt",
    "string": "thành chữ",
    "sum": 'tổng: sum(attribute="so_luong")',
    "title": "Hoa Chữ Đầu Mỗi Từ",
    "trim": "bỏ dấu cách hai đầu",
    "unique": "bỏ mục trùng",
    "upper": "như hoa",
}
_TAKES_FIGURES = frozenset({"so_voi", "khoang"})  # their arguments are figures, not sizes
# A cell of a CSV file is a text; these read the figure in it.
_READS_FIGURES = frozenset(
    (
        "so",
        "phan_tram",
        "tien",
        "don_vi",
        "khoang",
        "chu",
        "thu_tu",
        "dem",
        "dem_chu",
        "so_voi",
        "la_ma",
        "round",
        "abs",
    )
)
_TAKES_NOTHING = frozenset({"default", "d", "ngay", "ngay_ngan", "so_ky_hieu"})  # None means something to these


def manual() -> dict[str, str]:
    """Return the filters a tag may use, in order, each with what it does."""
    return dict(sorted(_MANUAL.items()))


def all_filters() -> dict[str, Callable[..., Any]]:
    """Return every filter by name, guarded."""
    own: dict[str, Callable[..., Any]] = {
        **{name: JINJA[name] for name in _MANUAL if name in JINJA},
        **vietnamese.FILTERS,
        "default": _default, "d": _default, "int": _int, "join": _join, "round": _round, "sort": _sort,
        "string": as_text, "sum": _sum, "upper": vietnamese.FILTERS["hoa"],
    }  # fmt: skip
    return {name: _guarded(name, function) for name, function in own.items()}


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    wanted = getattr(function, "jinja_pass_arg", None)
    known = signature(function)

    @pass_context
    def run(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        budget: Budget = context.budget  # type: ignore[attr-defined]
        if isinstance(value, Undefined) and name not in ("default", "d"):
            value._fail_with_undefined_error()
        if value is None and name not in _TAKES_NOTHING:
            said = f"giá trị trống, cách viết “{name}” không dùng được"
            raise ExpressionError(said, remedy='Thí dụ: | default("…").')
        for argument in (*args, *kwargs.values()):
            _check(name, argument)
        args = tuple(number(_read(arg)) for arg in args) if name in _TAKES_FIGURES else args
        value = _read(value) if name in _READS_FIGURES else value
        first = {"context": (context,), "eval_context": (context.eval_ctx,), "environment": (context.environment,)}
        front = (*first.get(getattr(wanted, "name", ""), ()), number(value))
        try:
            result = function(*front, *args, **kwargs)
            return budget.charge(_kept(result))
        except (ValueError, DecimalException) as error:
            raise ExpressionError(f"{error} (cách viết “{name}”)") from None
        except (TypeError, AttributeError, LookupError):
            _fits(name, known, (*front, *args), kwargs, len(front))
            raise ExpressionError(f"cách viết “{name}” không dùng được với {shown(value)}") from None

    return run


def _fits(name: str, known: Signature, args: tuple[Any, ...], options: dict[str, Any], front: int) -> None:
    """Raise ExpressionError for options a filter does not have, too many of them, or one missing."""
    named = list(known.parameters)[front:]
    takes_any = any(part.kind is Parameter.VAR_KEYWORD for part in known.parameters.values())
    surplus = options.keys() - set(named)
    if surplus and not takes_any:
        unknown = UnknownName(next(iter(surplus)), named)
        raise ExpressionError(f"cách viết “{name}” không có tùy chọn “{unknown.name}”", remedy=unknown.remedy)
    try:
        known.bind(*args, **options)
    except TypeError:
        usage = f"{name}: {_MANUAL[name]}."
        raise ExpressionError(f"cách viết “{name}” thiếu hoặc thừa giá trị trong ngoặc", remedy=usage) from None


def _read(value: Any) -> Any:
    """Return the figure that a text is; the text itself if it is not one, or could be two."""
    if not isinstance(value, str):
        return value
    text = str.__str__(value).strip()
    read = vietnamese.doc_phan_tram if text.endswith("%") else vietnamese.doc_so
    try:
        return Decimal(str(read(text)))
    except (ValueError, DecimalException):
        return value


def _check(name: str, argument: Any) -> None:
    if isinstance(argument, Undefined):
        argument._fail_with_undefined_error()
    figure = isinstance(argument, int | Decimal) and name not in _TAKES_FIGURES
    if figure and not -MAX_ARGUMENT <= argument <= MAX_ARGUMENT:
        raise TooMuch(f"cách viết “{name}” không nhận số lớn như {shown(argument)}")


def _kept(result: Any) -> Any:
    """Return a result as a value: what Jinja yields one by one becomes a list."""
    if not isinstance(result, Iterator):
        return result
    kept = list(islice(result, MAX_ONE + 1))
    if len(kept) > MAX_ONE:
        raise TooMuch("danh sách dài quá mức một văn bản cần")
    return kept


def _default(value: Any, instead: Any = "", boolean: Any = False) -> Any:
    is_missing = value is None or isinstance(value, Undefined)
    if is_missing or (boolean and not value):
        return instead
    return value


def _int(value: Any) -> Decimal:
    read = vietnamese.doc_so(value) if isinstance(value, str) else value
    if isinstance(read, bool) or not isinstance(read, int | Decimal):
        raise ValueError(f"{shown(value)} không phải là số")
    return Decimal(int(read))


def _round(value: Any, places: Any = 0) -> Decimal:
    return vietnamese.lam_tron(value, int(places))


@pass_context
def _join(context: Context, values: Iterable[Any], between: str = "", attribute: Any = None) -> str:
    parts = [str(as_text(part)) for part in _parts(context, values, attribute)]
    size = sum(map(len, parts)) + len(str(between)) * max(len(parts) - 1, 0)
    context.budget.spend(size)  # type: ignore[attr-defined]
    return str(between).join(parts)


def _parts(context: Context, values: Iterable[Any], attribute: Any) -> list[Any]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise TypeError
    if attribute is None:
        return list(values)
    return list(map(make_attrgetter(context.environment, attribute), values))


@pass_context
def _sum(context: Context, values: Iterable[Any], attribute: Any = None) -> Decimal:
    figures = [number(part) for part in _parts(context, values, attribute)]
    for figure in figures:
        if not isinstance(figure, Decimal):
            raise ValueError(f"{shown(figure)} không phải là số")
    return sum(figures, Decimal(0))


@pass_environment
def _sort(environment: Any, values: Iterable[Any], reverse: bool = False, attribute: Any = None) -> list[Any]:
    part = make_attrgetter(environment, attribute) if attribute is not None else lambda item: item

    def key(item: Any) -> Any:
        value = part(item)
        return vietnamese.khoa_sap_xep(value) if isinstance(value, str) else number(value)

    return sorted(values, key=key, reverse=bool(reverse))
