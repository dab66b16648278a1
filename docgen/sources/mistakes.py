"""The usual causes of a parser's error in TOML or JSON, explained to a clerk.

Promise: each message of tomli and json becomes a `Mistake` in Vietnamese, at the place to mend (not always where the
parser stopped), with a remedy that fits what is written there: a day written the Vietnamese way, curly quotes, a
thousands point, a text whose closing quotes are missing.
"""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from docgen.sources.text import BAD, STRANGE_BLANKS
from docgen.vietnamese import khong_dau

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
    last: bool = False  # later mistakes may be mere consequences of this one


# --- TOML -----------------------------------------------------------------------------------------------------------


def line_of(text: str, position: int) -> tuple[int, int]:
    """Return where the line of `position` begins and ends (without its line end)."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def _no_closing_quote(text: str, position: int) -> Mistake:
    start, end = line_of(text, position)
    opening = re.search("[\"']", _without_strings(text[start:end]))
    quote, column = (opening.group(), opening.start() + 1) if opening else ('"', 1)
    return Mistake(
        position,
        f"Thiếu dấu nháy {quote} đóng đoạn chữ mở ở cột {column}.",
        f"Thêm {quote} ở cuối đoạn chữ; chữ nhiều dòng thì đặt giữa hai dấu ba nháy ''' … '''.",
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
        f"Đoạn chữ mở bằng {quote} ở đây không có {quote} đóng cho đến hết tệp.",
        f"Thêm một dòng {quote} ở cuối đoạn chữ.",
    )


def _escape(text: str, position: int) -> Mistake:
    start = max(text.rfind("\\", 0, min(position + 1, len(text))), 0)
    line, end = line_of(text, start)
    path = ""
    opening = text.rfind('"', line, start) + 1
    if opening:
        closing = text.find('"', start, end)
        path = text[opening : end if closing < 0 else closing]
    if _PATH.fullmatch(path):
        return Mistake(start, "Đường dẫn tới tệp không viết bằng dấu \\.", path_remedy(path))
    return Mistake(
        start,
        "Dấu \\ trong nháy kép có nghĩa riêng, không dùng như thế này được.",
        "Viết \\\\ cho một dấu \\, hoặc đặt cả đoạn chữ trong nháy đơn '…' (trong nháy đơn \\ là chữ thường).",
    )


_PATH = re.compile(r"(?:[A-Za-z]:|\.{1,2})?\\?[^\\\n\"]*(?:\\[^\\\n\"]+)*\.\w{2,4}|[A-Za-z]:\\.*|\.{1,2}\\.*")


def path_remedy(path: str) -> str:
    """Return the remedy for a path with backslashes, as Windows writes it: how a data file writes it."""
    plain = path.replace("\\", "/")
    name = plain.rsplit("/", 1)[-1]
    if re.match(r"[A-Za-z]:|/", plain):
        return f'Chép tệp vào thư mục dự án rồi ghi tên tệp: "{name}".'
    return f'Đường dẫn viết bằng dấu / : "{plain}".'


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
        or _quote_inside(text, position)
        or Mistake(len(text[:position].rstrip()), "Thiếu dấu phẩy giữa hai mục của danh sách.", "Thêm dấu phẩy ở đây.")
    )


def _quote_inside(text: str, position: int) -> Mistake | None:
    """Explain a text that a straight quote inside it cuts short: letters go on right after its end."""
    start, end = line_of(text, position)
    before = len(text[start:position].rstrip(" \t"))
    last = next((match for match in _TOKEN.finditer(text) if match.end() == start + before), None)
    if last is None or last.group()[0] not in "\"'" or not re.compile(r"[^\s\[\]{},#\"'=]").match(text, position, end):
        return None
    quote = last.group()[0]
    other = "nháy đơn '…'" if quote == '"' else 'nháy kép "…"'
    message = f"Trong câu có dấu nháy thẳng {quote} nên đoạn chữ bị cắt ở đây."
    return Mistake(last.end() - 1, message, f"Thay bằng nháy cong “ … ”, hoặc đặt cả câu trong {other}.")


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
    return (
        _inside_value(text, position)
        or _quote_inside(text, position)
        or Mistake(len(text[:position].rstrip()), "Thiếu dấu phẩy giữa hai mục trong { … }.", "Thêm dấu phẩy ở đây.")
    )


def _unclosed_inline(start: int) -> Mistake:
    message = "Dấu { mở ở đây không có } đóng trên cùng một dòng."
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


_NAME_REMEDY = 'Tên mục viết không dấu, nối bằng gạch dưới, rồi đến dấu bằng: trich_yeu = "…"'
_ACCENTED = re.compile(r"[ \t]*([^\W\d][\w \t.-]*?)[ \t]*[=:]")
_HALF_NUMBER = re.compile(r"=[ \t]*([+-]?\d+,)$")


def _swallowed(text: str, position: int) -> Mistake | None:
    """Explain text outside of quotes: an earlier text lacks its closing quotes and took those of the next key."""
    last = next(iter(deque(_TOKEN.finditer(text, 0, position), maxlen=1)), None)
    if last is None or last.group()[:3] not in ("'''", '"""') or "\n" not in last.group():
        return None
    start, end = line_of(text, last.end())
    if text[start : last.end() - 3].strip() and (STATEMENT.match(text, start) or text[last.end() : end].strip()):
        line, quote = text.count("\n", 0, last.start()) + 1, last.group()[:3]
        message = f"Đoạn chữ mở ở dòng {line} bằng {quote} có lẽ thiếu {quote} đóng ở phía trên chỗ này."
        begin = len(text[:position]) - len(text[line_of(text, position)[0] : position].lstrip())
        return Mistake(begin, message, f"Thêm {quote} vào đúng chỗ đoạn chữ kết thúc.", last=True)
    return None


def _equals(text: str, position: int) -> Mistake:
    if text[position : position + 1] == ":":
        return Mistake(position, "Sau tên mục là dấu bằng, không phải dấu hai chấm.", "Thay “:” bằng “=”.")
    return (
        _swallowed(text, position)
        or _comma_in_number(text, position)
        or _accented(text, position)
        or Mistake(position, "Ở đây phải là dấu bằng “=” sau tên mục.", _NAME_REMEDY)
    )


def _accented(text: str, position: int) -> Mistake | None:
    """Explain a name with accents or blanks, and suggest the name that is meant."""
    start, end = line_of(text, position)
    match = _ACCENTED.match(text, start, end)
    if match is None or position > match.end(1):
        return None
    meant = re.sub(r"[^a-z0-9.]+", "_", khong_dau(match[1]).lower()).strip("_")
    return Mistake(match.start(1), "Tên mục không có dấu tiếng Việt và không có dấu cách.", f"Viết {meant}.")


def _comma_in_number(text: str, position: int) -> Mistake | None:
    """Explain { x = 95,5 }: the parser takes 95 for the value and 5 for a name."""
    start, _ = line_of(text, position)
    begin = len(text[:position].rstrip(" \t"))
    while begin > start and text[begin - 1].isdigit():
        begin -= 1
    half = _HALF_NUMBER.search(text, start, begin)
    return _by_shape(text, half.start(1)) if half and text[begin].isdigit() else None


def _name(text: str, position: int) -> Mistake:
    if text.startswith("//", position):
        return Mistake(position, "Lời ghi chú trong TOML bắt đầu bằng #.", "Thay “//” bằng “#”.")
    if swallowed := _swallowed(text, position):
        return swallowed
    found = text[position : position + 1].strip()
    if not found and (opening := _opening(text, position, "{")) < position:
        return _unclosed_inline(opening)
    if found and (accented := _accented(text, position)):
        return accented
    shown = f"“{found}” không mở đầu được một tên mục." if found else "Thiếu tên mục."
    return Mistake(position, shown, _NAME_REMEDY)


def _header(text: str, position: int) -> Mistake:
    start, end = line_of(text, position)
    close = "]]" if text[start:].lstrip().startswith("[[") else "]"
    written = text[start:end].strip().strip("[]").strip()
    if text[start:end].rstrip().endswith(close) and re.fullmatch(r"[\w .-]+", written):
        return _accented_header(text, start, written, close)
    return Mistake(position, f"Dòng [ … ] này thiếu {close} ở đây.", f"Thêm {close}.")


def _accented_header(text: str, start: int, written: str, close: str) -> Mistake:
    meant = ".".join(re.sub(r"\W+", "_", khong_dau(part).lower()).strip("_") for part in written.split("."))
    message = "Tên trong [ … ] không có dấu tiếng Việt và không có dấu cách."
    return Mistake(text.index("[", start), message, f"Viết {'[' * len(close)}{meant}{close}.")


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
    (r"([+-]?\d+),(\d+)", "Số thập phân trong tệp này dùng dấu chấm.", r"Viết \1.\2; khi in ra sẽ thành \1,\2."),
    (r"[+-]?0\d+", "Số không bắt đầu bằng 0.", 'Bỏ số 0 ở đầu, hoặc đặt trong dấu nháy nếu là mã số: "05".'),
    (r"[“”‘’„«»]", "Dấu nháy cong không mở được một đoạn chữ.", 'Dùng dấu nháy thẳng " … ".'),
    (r"(?i:true|yes|có|đúng)\b", "Giá trị đúng/sai viết bằng chữ thường.", "Viết true (có) hoặc false (không)."),
    (r"(?i:false|no|không|sai)\b", "Giá trị đúng/sai viết bằng chữ thường.", "Viết true (có) hoặc false (không)."),
    (r"(?i:null|none|nil)\b", "Ở đây không có giá trị rỗng.", "Bỏ hẳn dòng này đi."),
)


def _by_shape(text: str, position: int) -> Mistake | None:
    """Explain a value by its form; `position` is where the parser stopped, inside it or at its start."""
    start, end = line_of(text, position)
    begin = position
    while begin > start and text[begin - 1] not in " \t=,[{":
        begin -= 1
    for pattern, message, remedy in _SHAPES:
        if match := re.compile(pattern).match(text, begin, end):
            return Mistake(begin, message, match.expand(remedy), "DL012" if "lịch" in message else "DL010")
    return None


def _inside_value(text: str, position: int) -> Mistake | None:
    """Explain a value whose beginning the parser took for the whole: 2026 in 2026-13-01."""
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
    if cut := _quote_inside(text, position):
        return cut
    return Mistake(position, "Thừa chữ sau giá trị; mỗi dòng chỉ có một mục và một giá trị.", "Tách ra dòng riêng.")


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
    if text[position : position + 1] in STRANGE_BLANKS and position < len(text):
        message = "Có dấu cách lạ (dán từ Word hoặc trang web) ở đây."
        return Mistake(position, message, "Xóa đi, gõ lại bằng phím cách.")
    for pattern, explain in _BY_MESSAGE:
        if re.match(pattern, message):
            return explain(text, position)
    return Mistake(position, "Chỗ này không đúng cách viết của tệp dữ liệu.")


# --- JSON -----------------------------------------------------------------------------------------------------------

_JSON = (
    ("Expecting property name", "Ở đây phải là tên mục trong dấu nháy kép.", 'Viết "trich_yeu": …'),
    ("Expecting ':'", "Thiếu dấu hai chấm sau tên mục.", "Thêm “:” ở đây."),
    ("Expecting ','", "Thiếu dấu phẩy sau giá trị này.", "Thêm dấu phẩy ở đây."),
    ("Illegal trailing comma", "Thừa dấu phẩy sau mục cuối cùng.", "Bỏ dấu phẩy này."),
    ("Unterminated string", "Đoạn chữ mở ở đây không có dấu nháy đóng.", 'Thêm " ở cuối đoạn chữ.'),
    (
        "Invalid control character",
        "Đoạn chữ xuống dòng hoặc có ký tự điều khiển ở đây; có lẽ thiếu dấu nháy đóng.",
        'Thêm " ở cuối đoạn chữ; xuống dòng viết là \\n, hoặc viết danh sách các dòng.',
    ),
    ("Invalid", "Dấu \\ có nghĩa riêng, không dùng như thế này được.", "Viết \\\\ cho một dấu \\."),
    ("Extra data", "Thừa chữ sau khi dữ liệu đã kết thúc.", "Bỏ phần thừa, hoặc xem lại dấu } đóng sớm ở phía trên."),
    ("Expecting value", "Giá trị này không đọc được.", 'Chữ đặt trong dấu nháy kép "…"; ngày viết "2026-01-08".'),
)


def explain_json(error: json.JSONDecodeError, text: str) -> tuple[Mistake, str]:
    """Return the mistake, and the text mended so that reading can go on ("" if it cannot be mended)."""
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
