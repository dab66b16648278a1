"""What usually lies behind a parser's refusal of TOML or JSON, said to a clerk.

Promise: each message of tomli and json becomes a `Mistake` in Vietnamese, at the place to mend (not always where the
parser stopped), with a remedy that fits what stands there: a day written the Vietnamese way, curly quotes, a thousands
point, a text whose closing quotes are missing.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from docgen.sources.text import BAD

STATEMENT = re.compile(r"""[ \t]*(?:\[|[\w.-]+[ \t]*[=:]|(?:"[^"\n]*"|'[^'\n]*')[ \t]*=)""")
_HEADER = re.compile(r"[ \t]*\[{1,2}[\w. -]+\]{1,2}\s*(?:#.*)?")
_TOKEN = re.compile(  # strings and comments; a lone triple quote is one that never ends
    r'"""(?:\\.|[^\\])*?"""+|"""|\'\'\'.*?\'\'\'+|\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where (character), what, the remedy, and its code."""

    position: int
    message: str
    remedy: str = ""
    code: str = "DL010"
    last: bool = False  # what follows cannot be told apart from its aftermath


# --- TOML -----------------------------------------------------------------------------------------------------------


def line_of(text: str, position: int) -> tuple[int, int]:
    """Return where the line of `position` begins and ends (its line end not included)."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def _no_closing_quote(text: str, position: int) -> Mistake:
    start, end = line_of(text, position)
    opening = re.search("[\"']", _without_strings(text[start:end]))
    quote, column = (opening.group(), opening.start() + 1) if opening else ('"', 1)
    return Mistake(
        position,
        f"Thiếu dấu nháy {quote} đóng chuỗi mở ở cột {column}.",
        f"Thêm {quote} ở cuối chuỗi; văn bản nhiều dòng thì đặt giữa hai dấu ba nháy ''' … '''.",
    )


def _without_strings(text: str) -> str:
    """Return `text` with blanks in place of every closed string and comment."""
    return _TOKEN.sub(lambda match: " " * len(match.group()), text)


def _control(text: str, position: int) -> Mistake:
    number = f"U+{ord(text[position]):04X}" if position < len(text) else "?"
    return Mistake(position, f"Có ký tự điều khiển ({number}) không nhìn thấy.", "Xóa ký tự này đi.", "DL008")


def _no_end(text: str, position: int) -> Mistake:
    opening = next((match.start() for match in _TOKEN.finditer(text) if match.group() in ("'''", '"""')), None)
    if opening is None:
        lone = _without_strings(text).find("'")
        return _no_closing_quote(text, position if lone < 0 else line_of(text, lone)[1])
    quote = text[opening : opening + 3]
    return Mistake(
        opening,
        f"Văn bản mở bằng {quote} ở đây không có {quote} đóng cho đến hết tệp.",
        f"Thêm một dòng {quote} ở cuối đoạn văn bản.",
    )


def _escape(text: str, position: int) -> Mistake:
    start = max(text.rfind("\\", 0, min(position + 1, len(text))), 0)
    return Mistake(
        start,
        "Dấu \\ trong nháy kép có nghĩa riêng, không dùng như thế này được.",
        "Viết \\\\ cho một dấu \\, hoặc đặt chuỗi trong nháy đơn '…' (trong nháy đơn \\ là chữ thường).",
    )


def _date(text: str, position: int) -> Mistake:
    match = re.compile(r"(\d{4})-(\d\d)-(\d\d)").match(text, position)
    remedy = "Viết ngày theo dạng năm-tháng-ngày, ví dụ 2026-01-08."
    if match and 1 <= int(match[2]) <= 12 and int(match[1]):
        last = monthrange(int(match[1]), int(match[2]))[1]
        remedy = f"Tháng {int(match[2])} năm {int(match[1])} có {last} ngày."
    return Mistake(position, f"Ngày {match[0] if match else ''} không có trong lịch.", remedy, "DL012")


def _array(text: str, position: int) -> Mistake:
    return (
        _open_array(text, position)
        or _inside_value(text, position)
        or Mistake(
            len(text[:position].rstrip()), "Thiếu dấu phẩy giữa hai phần tử của danh sách.", "Thêm dấu phẩy ở đây."
        )
    )


def _open_array(text: str, position: int) -> Mistake | None:
    """Explain an array that runs into the next key or the end of the file."""
    line, end = line_of(text, position)
    header = _HEADER.fullmatch(text, line, end)
    start = _opening(text, line if header else position, "[")
    if start < position and (position >= len(text) or (start < line and STATEMENT.match(text, line))):
        return Mistake(start, "Danh sách mở bằng [ ở đây không có ] đóng.", "Thêm ] ở cuối danh sách.")
    return None


def _inline(text: str, position: int) -> Mistake:
    if position >= len(text) or text[position] in "\r\n":
        start = _opening(text, position, "{")
        return _unclosed_inline(start)
    return _inside_value(text, position) or Mistake(
        len(text[:position].rstrip()), "Thiếu dấu phẩy giữa hai mục trong { … }.", "Thêm dấu phẩy ở đây."
    )


def _unclosed_inline(start: int) -> Mistake:
    message = "Bảng mở bằng { ở đây không có } đóng trên cùng một dòng."
    return Mistake(start, message, "Viết cả { … } trên một dòng.", last=True)


def _opening(text: str, position: int, bracket: str) -> int:
    """Return where the last `bracket` outside strings and comments before `position` is still open."""
    blank = _without_strings(text[:position])
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


def _swallowed(text: str, position: int) -> Mistake | None:
    """Explain text that stands outside because an earlier text lacks its closing quotes and ate the next key's."""
    last = next(iter(deque(_TOKEN.finditer(text, 0, position), maxlen=1)), None)
    if last is None or last.group()[:3] not in ("'''", '"""') or "\n" not in last.group():
        return None
    start, end = line_of(text, last.end())
    if text[start : last.end() - 3].strip() and (STATEMENT.match(text, start) or text[last.end() : end].strip()):
        line, quote = text.count("\n", 0, last.start()) + 1, last.group()[:3]
        message = f"Văn bản mở ở dòng {line} bằng {quote} có lẽ thiếu {quote} đóng ở phía trên chỗ này."
        begin = len(text[:position]) - len(text[line_of(text, position)[0] : position].lstrip())
        return Mistake(begin, message, f"Thêm {quote} vào đúng chỗ văn bản kết thúc.", last=True)
    return None


def _equals(text: str, position: int) -> Mistake:
    if text[position : position + 1] == ":":
        return Mistake(position, "Sau tên khóa là dấu bằng, không phải dấu hai chấm.", "Thay “:” bằng “=”.")
    return _swallowed(text, position) or Mistake(position, "Ở đây phải là dấu bằng “=” sau tên khóa.", _NAME_REMEDY)


def _name(text: str, position: int) -> Mistake:
    if text.startswith("//", position):
        return Mistake(position, "Lời ghi chú trong TOML bắt đầu bằng #.", "Thay “//” bằng “#”.")
    if swallowed := _swallowed(text, position):
        return swallowed
    found = text[position : position + 1].strip()
    if not found and (opening := _opening(text, position, "{")) < position:
        return _unclosed_inline(opening)
    shown = f"“{found}” không mở đầu được một tên khóa." if found else "Thiếu tên khóa."
    return Mistake(position, shown, _NAME_REMEDY)


def _header(text: str, position: int) -> Mistake:
    start, _ = line_of(text, position)
    close = "]]" if text[start:].lstrip().startswith("[[") else "]"
    return Mistake(position, f"Dòng tên bảng thiếu {close} ở đây.", f"Đóng tên bảng bằng {close}.")


_SHAPES = (
    (r"\d{4}-\d\d-\d\d", "Ngày này không có trong lịch.", "Viết ngày theo dạng năm-tháng-ngày: 2026-01-08."),
    (r"\d{4}[/.-]\d{1,2}[/.-]\d{1,2}", "Ngày viết chưa đúng dạng.", "Viết đủ hai chữ số, nối bằng “-”: 2026-01-08."),
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


def _by_shape(text: str, position: int) -> Mistake | None:
    """Explain a value by what it looks like; `position` is where the parser stopped, inside it or at its start."""
    start, end = line_of(text, position)
    begin = position
    while begin > start and text[begin - 1] not in " \t=,[{":
        begin -= 1
    for pattern, message, remedy in _SHAPES:
        if re.compile(pattern).match(text, begin, end):
            return Mistake(begin, message, remedy, "DL012" if "lịch" in message else "DL010")
    return None


def _inside_value(text: str, position: int) -> Mistake | None:
    """Explain a value of which the parser took the beginning for a whole one: 2026-13-01 for 2026."""
    return _by_shape(text, position) if not text[position - 1].isspace() else None


def _value(text: str, position: int) -> Mistake:
    if unclosed := _open_array(text, position):
        return unclosed
    if not text[position : position + 1].strip() or text[position] == "#":
        return Mistake(position, "Thiếu giá trị sau dấu bằng.", "Viết giá trị, hoặc bỏ cả dòng.")
    return _by_shape(text, position) or Mistake(
        position, "Giá trị này không đọc được.", 'Chữ phải nằm trong dấu nháy: trich_yeu = "Ban hành …".'
    )


def _rest(text: str, position: int) -> Mistake:
    if BAD.match(text, position):
        return _control(text, position)
    if explained := _by_shape(text, position) or _swallowed(text, position):
        return explained
    before = len(text[:position].rstrip(" \t"))
    last = next((match for match in _TOKEN.finditer(text) if match.end() == before), None)
    if last and last.group()[0] in "\"'":
        quote = last.group()[0]
        inside = 'Dấu nháy bên trong chuỗi viết là \\", hoặc dùng nháy cong “ ”'
        if quote == "'":
            inside = "Chuỗi có dấu ' bên trong thì đặt giữa hai dấu nháy kép"
        return Mistake(position, f"Thừa chữ sau dấu {quote} đóng chuỗi.", f"{inside}; mỗi dòng chỉ một khóa.")
    return Mistake(position, "Thừa chữ sau giá trị; mỗi dòng chỉ có một khóa và một giá trị.", "Tách ra dòng riêng.")


_BY_MESSAGE: tuple[tuple[str, Callable[[str, int], Mistake]], ...] = (
    ("Illegal character '.n'|Found invalid character '.n'", _no_closing_quote),
    ("Illegal character|Found invalid character", _control),
    ("Unterminated string|Expected \"'''\"|Expected \"'\"|Expected '\"", _no_end),
    ("Unescaped|Invalid hex|Escaped character", _escape),
    ("Invalid date", _date),
    ("Unclosed array", _array),
    ("Unclosed inline table", _inline),
    ("Expected '=' after", _equals),
    ("Invalid initial character|Invalid statement", _name),
    ("Expected ']+' at the end", _header),
    ("Invalid value", _value),
    ("Expected newline", _rest),
)


def explain_toml(message: str, text: str, position: int) -> Mistake:
    """Return what is wrong where tomli stopped in `text` (a character) with `message`."""
    for pattern, explain in _BY_MESSAGE:
        if re.match(pattern, message):
            return explain(text, position)
    return Mistake(position, "Chỗ này không đúng cách viết TOML.")


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


def explain_json(error: json.JSONDecodeError, text: str) -> tuple[Mistake, str]:
    """Return the mistake, and the text mended for reading on ("" where none can be)."""
    position = error.pos
    message, remedy = next(
        ((said, remedy) for start, said, remedy in _JSON if error.msg.startswith(start)),
        ("Chỗ này không đúng cách viết JSON.", ""),
    )
    before = len(text[:position].rstrip())
    if text[position : position + 2] in ("//", "/*") or text[position : position + 1] == "#":
        return Mistake(position, "JSON không có lời ghi chú.", "Bỏ lời ghi chú này."), ""
    closing = text[position : position + 1] in ("}", "]")
    if (closing and text[before - 1 : before] == ",") or "trailing" in error.msg:
        comma = position if text[position : position + 1] == "," else before - 1
        _, message, remedy = _JSON[3]
        return Mistake(comma, message, remedy), text[:comma] + " " + text[comma + 1 :]
    if error.msg.startswith("Expecting ','"):
        if position >= len(text):
            return Mistake(before, "Thiếu dấu } hoặc ] đóng ở cuối tệp.", "Thêm dấu đóng còn thiếu."), ""
        begin = len(text[:position].rstrip("0123456789"))
        if re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}").match(text, begin):
            return Mistake(begin, "Ngày trong JSON phải đặt trong dấu nháy.", 'Viết "2026-01-08".'), ""
        mended = text[:before] + "," + text[before:] if text[position] in '"{[-0123456789' else ""
        return Mistake(before, message, remedy), mended
    if text[position : position + 1] in ("'", "“", "”", "‘", "’"):
        return Mistake(position, "JSON chỉ dùng dấu nháy kép thẳng.", 'Thay bằng ".'), ""
    return Mistake(position, message, remedy), ""
