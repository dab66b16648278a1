"""From the text of a TOML or JSON file to plain values, or to findings a clerk can act on.

Promise: values are exactly what tomllib and json read (numbers with a point as Decimal). What they refuse becomes
findings in Vietnamese with the exact line and column; the rest of the file is read on after a broken line, so that
one run tells as many mistakes as can be told apart.

Hidden: the messages of both parsers and what usually lies behind them.
"""

from __future__ import annotations

import json
import re
import tomllib
from calendar import monthrange
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from docgen.finding import Finding
from docgen.sources.places import places
from docgen.sources.text import BAD, Text

MOST_ERRORS = 20  # of one file; a file this broken is better mended step by step

_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_STATEMENT = re.compile(r"""[ \t]*(?:\[|[\w.-]+[ \t]*[=:]|(?:"[^"\n]*"|'[^'\n]*')[ \t]*=)""")
_TOKEN = re.compile(  # strings and comments; a lone triple quote is one that never ends
    r'"""(?:\\.|[^\\])*?"""+|"""|\'\'\'.*?\'\'\'+|\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Trouble:
    """One mistake: where (character), what, the remedy, and its code."""

    position: int
    message: str
    remedy: str = ""
    code: str = "DL010"
    last: bool = False  # what follows cannot be told apart from its aftermath


def parse(source: Text, kind: str) -> tuple[Any, list[Finding]]:
    """Return the plain value of `source` (`kind`: "toml" or "json") and what is wrong with it.

    The value is None when the file cannot be read as a whole.
    """
    try:
        return (_read_toml if kind == "toml" else _read_json)(source)
    except RecursionError:
        return None, [Finding.of("DL014", source.where(0), "Dữ liệu lồng nhau quá sâu, không đọc được.")]


def number(text: str) -> Decimal:
    """Return a written number; one that no figure can mean becomes NaN (refused when values are cleaned)."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _finding(source: Text, trouble: _Trouble) -> Finding:
    return Finding.of(trouble.code, source.where_char(trouble.position), trouble.message, trouble.remedy)


def _repeats(source: Text, kind: str) -> list[Finding]:
    """Find every key given twice, from the syntax tree: the parsers do not name its place, or do not tell."""
    return [
        Finding.of(
            "DL011",
            source.where(repeat.second, repeat.name),
            f"Khóa “{repeat.name}” đã có ở dòng {source.where(max(repeat.first, 0)).line}.",
        )
        for repeat in places(source, kind).repeats[:MOST_ERRORS]
    ]


def _too_long(source: Text) -> Finding:
    """Explain the only other refusal of both parsers: int() takes at most 4,300 digits."""
    digits = re.search(r"[\d_]{4000,}", source.text)
    return _finding(source, _Trouble(digits.start() if digits else 0, "Số quá dài, không đọc được.", "", "DL013"))


# --- TOML -----------------------------------------------------------------------------------------------------------


def _read_toml(source: Text) -> tuple[Any, list[Finding]]:
    """Read `source`; after an error, blank its line and read on as long as what follows begins a new statement."""
    findings: list[Finding] = []
    before = 0
    while len(findings) < MOST_ERRORS:
        text = source.text
        try:
            value = tomllib.loads(text, parse_float=number)
            return (None if findings else value), findings
        except tomllib.TOMLDecodeError as error:
            message, position = _toml_error(str(error), text)
        except ValueError:
            return None, [*findings, _too_long(source)]
        trouble = _explain_toml(message, text, position)
        start, end = _line(text, trouble.position)
        if message.startswith(("Cannot ", "Duplicate")):
            here = source.where_char(position)
            findings += [item for item in _repeats(source, "toml") if item.where <= here][-1:] or [
                _finding(source, _Trouble(start, "Khóa hoặc bảng này đã có ở phía trên.", "", "DL011"))
            ]
        elif not findings or (trouble.position > before and _STATEMENT.match(text, start)):
            findings.append(_finding(source, trouble))
        else:  # the aftermath of what was told
            break
        if trouble.last or position >= len(text):
            break
        before = trouble.position
        header = f"[_{position}]" if text[start:end].lstrip().startswith("[") else ""
        source = Text(source.file, text[:start] + header + text[end:])
    return None, findings


def _toml_error(error: str, text: str) -> tuple[str, int]:
    """Split tomllib's message from its place, given as a character of `text`."""
    match = _TOML_PLACE.search(error)
    if not match or not match[1]:
        return (error[: match.start()] if match else error), len(text)
    start = 0
    for _ in range(int(match[1]) - 1):
        start = text.index("\n", start) + 1
    return error[: match.start()], start + int(match[2]) - 1


def _line(text: str, position: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


_TOML: list[tuple[str, Callable[[str, int], _Trouble]]] = []


def _toml(pattern: str) -> Callable[[Callable[[str, int], _Trouble]], Callable[[str, int], _Trouble]]:
    def keep(explain: Callable[[str, int], _Trouble]) -> Callable[[str, int], _Trouble]:
        _TOML.append((pattern, explain))
        return explain

    return keep


def _explain_toml(message: str, text: str, position: int) -> _Trouble:
    for pattern, explain in _TOML:
        if re.match(pattern, message):
            return explain(text, position)
    return _Trouble(position, "Chỗ này không đúng cách viết TOML.")


@_toml("Illegal character '.n'|Found invalid character '.n'")
def _no_closing_quote(text: str, position: int) -> _Trouble:
    start, _ = _line(text, position)
    opening = next((index for index in range(start, position) if text[index] in "\"'"), start)
    quote = text[opening] if opening < len(text) else '"'
    return _Trouble(
        position,
        f"Thiếu dấu nháy {quote} đóng chuỗi mở ở cột {opening - start + 1}.",
        f"Thêm {quote} ở cuối chuỗi; văn bản nhiều dòng thì đặt giữa hai dấu ba nháy ''' … '''.",
    )


@_toml("Illegal character|Found invalid character")
def _control(text: str, position: int) -> _Trouble:
    number = f"U+{ord(text[position]):04X}" if position < len(text) else "?"
    return _Trouble(position, f"Có ký tự điều khiển ({number}) không nhìn thấy.", "Xóa ký tự này đi.", "DL008")


@_toml("Unterminated string|Expected \"'''\"|Expected \"'\"|Expected '\"")
def _no_end(text: str, position: int) -> _Trouble:
    opening = next((match.start() for match in _TOKEN.finditer(text) if match.group() in ("'''", '"""')), None)
    if opening is None:
        return _no_closing_quote(text, position)
    quote = text[opening : opening + 3]
    return _Trouble(
        opening,
        f"Văn bản mở bằng {quote} ở đây không có {quote} đóng cho đến hết tệp.",
        f"Thêm một dòng {quote} ở cuối đoạn văn bản.",
    )


@_toml("Unescaped|Invalid hex|Escaped character")
def _escape(text: str, position: int) -> _Trouble:
    start = max(text.rfind("\\", 0, min(position + 1, len(text))), 0)
    return _Trouble(
        start,
        "Dấu \\ trong nháy kép có nghĩa riêng, không dùng như thế này được.",
        "Viết \\\\ cho một dấu \\, hoặc đặt chuỗi trong nháy đơn '…' (trong nháy đơn \\ là chữ thường).",
    )


@_toml("Invalid date")
def _date(text: str, position: int) -> _Trouble:
    match = re.compile(r"(\d{4})-(\d\d)-(\d\d)").match(text, position)
    remedy = "Viết ngày theo dạng năm-tháng-ngày, ví dụ 2026-01-08."
    if match and 1 <= int(match[2]) <= 12 and int(match[1]):
        last = monthrange(int(match[1]), int(match[2]))[1]
        remedy = f"Tháng {int(match[2])} năm {int(match[1])} có {last} ngày."
    return _Trouble(position, f"Ngày {match[0] if match else ''} không có trong lịch.", remedy, "DL012")


@_toml("Unclosed array")
def _array(text: str, position: int) -> _Trouble:
    if position >= len(text) or _STATEMENT.match(text, _line(text, position)[0]):
        start = _opening(text, position, "[")
        return _Trouble(start, "Danh sách mở bằng [ ở đây không có ] đóng.", "Thêm ] ở cuối danh sách.")
    return _Trouble(
        len(text[:position].rstrip()), "Thiếu dấu phẩy giữa hai phần tử của danh sách.", "Thêm dấu phẩy ở đây."
    )


@_toml("Unclosed inline table")
def _inline(text: str, position: int) -> _Trouble:
    if position >= len(text) or text[position] in "\r\n":
        start = _opening(text, position, "{")
        return _unclosed_inline(start)
    return _Trouble(len(text[:position].rstrip()), "Thiếu dấu phẩy giữa hai mục trong { … }.", "Thêm dấu phẩy ở đây.")


def _unclosed_inline(start: int) -> _Trouble:
    message = "Bảng mở bằng { ở đây không có } đóng trên cùng một dòng."
    return _Trouble(start, message, "Viết cả { … } trên một dòng.", last=True)


def _opening(text: str, position: int, bracket: str) -> int:
    """Return where the last `bracket` outside strings and comments before `position` is still open."""
    blank = _TOKEN.sub(lambda match: " " * len(match.group()), text[:position])
    closing, depth = {"[": "]", "{": "}"}[bracket], 0
    for index in range(len(blank) - 1, -1, -1):
        if blank[index] == closing:
            depth += 1
        elif blank[index] == bracket:
            if not depth:
                return index
            depth -= 1
    return position


_NAME_REMEDY = 'Tên khóa viết không dấu, nối bằng gạch dưới, rồi đến dấu bằng: trich_yeu = "…"'


def _swallowed(text: str, position: int) -> _Trouble | None:
    """Explain text that stands outside because an earlier text lacks its closing quotes and ate the next key's."""
    last = next(iter(deque(_TOKEN.finditer(text, 0, position), maxlen=1)), None)
    if last is None or last.group()[:3] not in ("'''", '"""') or "\n" not in last.group():
        return None
    start, end = _line(text, last.end())
    if text[start : last.end() - 3].strip() and (_STATEMENT.match(text, start) or text[last.end() : end].strip()):
        line, quote = text.count("\n", 0, last.start()) + 1, last.group()[:3]
        message = f"Văn bản mở ở dòng {line} bằng {quote} có lẽ thiếu {quote} đóng ở phía trên chỗ này."
        return _Trouble(position, message, f"Thêm {quote} vào đúng chỗ văn bản kết thúc.", last=True)
    return None


@_toml("Expected '=' after")
def _equals(text: str, position: int) -> _Trouble:
    if text[position : position + 1] == ":":
        return _Trouble(position, "Sau tên khóa là dấu bằng, không phải dấu hai chấm.", "Thay “:” bằng “=”.")
    return _swallowed(text, position) or _Trouble(position, "Ở đây phải là dấu bằng “=” sau tên khóa.", _NAME_REMEDY)


@_toml("Invalid initial character|Invalid statement")
def _name(text: str, position: int) -> _Trouble:
    if text.startswith("//", position):
        return _Trouble(position, "Lời ghi chú trong TOML bắt đầu bằng #.", "Thay “//” bằng “#”.")
    if swallowed := _swallowed(text, position):
        return swallowed
    found = text[position : position + 1].strip()
    if not found and (opening := _opening(text, position, "{")) < position:
        return _unclosed_inline(opening)
    shown = f"“{found}” không mở đầu được một tên khóa." if found else "Thiếu tên khóa."
    return _Trouble(position, shown, _NAME_REMEDY)


@_toml("Expected ']+' at the end")
def _header(text: str, position: int) -> _Trouble:
    start, _ = _line(text, position)
    close = "]]" if text[start:].lstrip().startswith("[[") else "]"
    return _Trouble(position, f"Dòng tên bảng thiếu {close} ở đây.", f"Đóng tên bảng bằng {close}.")


_SHAPES = (
    (
        r"0?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}",
        "Ngày viết chưa đúng dạng.",
        "Viết năm-tháng-ngày, không có dấu nháy: 2026-01-08.",
    ),
    (r"[+-]?\d+(?:[.,]\d+)?\s*%", "Số phần trăm không viết trực tiếp được.", 'Đặt trong dấu nháy: "92,45%".'),
    (r"[+-]?\d{1,3}(?:\.\d{3}){2,}", "Số không có dấu chấm ngăn hàng nghìn.", "Viết liền: 1234567, hoặc 1_234_567."),
    (r"[+-]?\d+,\d+", "Số thập phân trong TOML dùng dấu chấm.", "Viết 92.45; khi in ra sẽ thành 92,45."),
    (r"[+-]?0\d+", "Số không bắt đầu bằng 0.", 'Bỏ số 0 ở đầu, hoặc đặt trong dấu nháy nếu là mã số: "05".'),
    (r"[“”‘’„«»]", "Dấu nháy cong không mở được chuỗi.", 'Dùng dấu nháy thẳng " … ".'),
    (r"(?i:true|yes|có|đúng)\b", "Giá trị đúng/sai viết bằng chữ thường.", "Viết true (có) hoặc false (không)."),
    (r"(?i:false|no|không|sai)\b", "Giá trị đúng/sai viết bằng chữ thường.", "Viết true (có) hoặc false (không)."),
    (r"(?i:null|none|nil)\b", "TOML không có giá trị rỗng.", "Bỏ hẳn dòng này đi."),
)


def _by_shape(text: str, position: int) -> _Trouble | None:
    """Explain a value by what it looks like; `position` is where the parser stopped, inside it or at its start."""
    start, end = _line(text, position)
    begin = position
    while begin > start and text[begin - 1] not in " \t=,[{":
        begin -= 1
    for pattern, message, remedy in _SHAPES:
        if re.compile(pattern).match(text, begin, end):
            return _Trouble(begin, message, remedy)
    return None


@_toml("Invalid value")
def _value(text: str, position: int) -> _Trouble:
    if not text[position : position + 1].strip() or text[position] == "#":
        return _Trouble(position, "Thiếu giá trị sau dấu bằng.", "Viết giá trị, hoặc bỏ cả dòng.")
    return _by_shape(text, position) or _Trouble(
        position, "Giá trị này không đọc được.", 'Chữ phải nằm trong dấu nháy: trich_yeu = "Ban hành …".'
    )


@_toml("Expected newline")
def _rest(text: str, position: int) -> _Trouble:
    if BAD.match(text, position):
        return _control(text, position)
    if explained := _by_shape(text, position) or _swallowed(text, position):
        return explained
    before = len(text[:position].rstrip(" \t"))
    last = next((match for match in _TOKEN.finditer(text) if match.end() == before), None)
    if last and last.group()[0] in "\"'":
        quote = last.group()[0]
        return _Trouble(
            position,
            f"Thừa chữ sau dấu {quote} đóng chuỗi.",
            'Dấu nháy bên trong chuỗi viết là \\", hoặc dùng nháy cong “ ”; mỗi dòng chỉ một khóa.',
        )
    return _Trouble(position, "Thừa chữ sau giá trị; mỗi dòng chỉ có một khóa và một giá trị.", "Tách ra dòng riêng.")


# --- JSON -----------------------------------------------------------------------------------------------------------

_JSON = (
    ("Expecting property name", "Ở đây phải là tên khóa trong dấu nháy kép.", 'Viết "trich_yeu": …'),
    ("Expecting ':'", "Thiếu dấu hai chấm sau tên khóa.", "Thêm “:” ở đây."),
    ("Expecting ','", "Thiếu dấu phẩy sau giá trị này.", "Thêm dấu phẩy ở đây."),
    ("Illegal trailing comma", "Thừa dấu phẩy sau mục cuối cùng.", "Bỏ dấu phẩy này."),
    ("Unterminated string", "Chuỗi mở ở đây không có dấu nháy đóng.", 'Thêm " ở cuối chuỗi.'),
    (
        "Invalid control character",
        "Chuỗi xuống dòng hoặc có ký tự điều khiển ở đây; có lẽ thiếu dấu nháy đóng.",
        'Thêm " ở cuối chuỗi; xuống dòng viết là \\n, hoặc viết mảng các dòng.',
    ),
    ("Invalid", "Dấu \\ có nghĩa riêng, không dùng như thế này được.", "Viết \\\\ cho một dấu \\."),
    ("Extra data", "Thừa chữ sau khi dữ liệu đã kết thúc.", "Bỏ phần thừa, hoặc xem lại dấu } đóng sớm ở phía trên."),
    ("Expecting value", "Giá trị này không đọc được.", 'Chữ đặt trong dấu nháy kép "…"; ngày viết "2026-01-08".'),
)


def _read_json(source: Text) -> tuple[Any, list[Finding]]:
    """Read `source`; a comma missing or too many is mended for the reading, so that what follows is read too."""
    findings: list[Finding] = []
    put_in: list[int] = []  # where commas were added: later places move back by as many
    text = source.text
    while text and len(findings) < MOST_ERRORS:
        try:
            value = json.loads(text, parse_float=number, parse_constant=_constant)
            repeats = [] if findings else _repeats(source, "json")
            return (None if findings or repeats else value), findings or repeats
        except json.JSONDecodeError as error:
            trouble, mended = _explain_json(error, text)
        except _ConstantError as error:
            trouble, mended = _Trouble(text.find(str(error)), f"“{error}” không phải là số.", "Viết một số."), ""
        except ValueError:
            return None, [*findings, _too_long(source)]
        original = trouble.position - sum(before < trouble.position for before in put_in)
        findings.append(_finding(source, replace(trouble, position=original)))
        put_in += [trouble.position] if len(mended) > len(text) else []
        text = mended
    return None, findings


class _ConstantError(Exception):
    pass


def _constant(name: str) -> Any:
    raise _ConstantError(name)


def _explain_json(error: json.JSONDecodeError, text: str) -> tuple[_Trouble, str]:
    """Return the mistake, and the text mended for reading on ("" where none can be)."""
    position = error.pos
    message, remedy = next(
        ((said, remedy) for start, said, remedy in _JSON if error.msg.startswith(start)),
        ("Chỗ này không đúng cách viết JSON.", ""),
    )
    before = len(text[:position].rstrip())
    if text[position : position + 2] in ("//", "/*") or text[position : position + 1] == "#":
        return _Trouble(position, "JSON không có lời ghi chú.", "Bỏ lời ghi chú này."), ""
    closing = text[position : position + 1] in ("}", "]")
    if (closing and text[before - 1 : before] == ",") or "trailing" in error.msg:
        comma = position if text[position : position + 1] == "," else before - 1
        _, message, remedy = _JSON[3]
        return _Trouble(comma, message, remedy), text[:comma] + " " + text[comma + 1 :]
    if error.msg.startswith("Expecting ','"):
        if position >= len(text):
            return _Trouble(before, "Thiếu dấu } hoặc ] đóng ở cuối tệp.", "Thêm dấu đóng còn thiếu."), ""
        mended = text[:before] + "," + text[before:] if text[position] in '"{[-0123456789' else ""
        return _Trouble(before, message, remedy), mended
    if text[position : position + 1] in ("'", "“", "”", "‘", "’"):
        return _Trouble(position, "JSON chỉ dùng dấu nháy kép thẳng.", 'Thay bằng ".'), ""
    return _Trouble(position, message, remedy), ""
