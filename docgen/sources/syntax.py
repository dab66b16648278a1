"""From the text of a TOML or JSON file to plain values, or to findings a clerk can act on.

Promise: values are exactly what tomli and json read (numbers with a point as Decimal). What they refuse becomes
findings in Vietnamese with the exact line and column; the rest of the file is read on after a broken line, so that
one run reports as many separate mistakes as possible.

Hidden: both parsers, and how to read on after a mistake (`mistakes` says what lies behind one).
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import tomli

from docgen.finding import Finding, Findings
from docgen.sources.mistakes import STATEMENT, Mistake, explain_json, explain_toml, line_of
from docgen.sources.places import Repeat, repeats
from docgen.sources.text import SourceText

MOST_ERRORS = 20  # per file; a file with more is better mended step by step

MOST_READ = 6_000_000  # characters over all readings of one broken file: a few seconds
MOST_PARTS = 100  # of a dotted key

_PART = r"""(?:[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = re.compile(rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})+")
_HEADER = re.compile(r"^[ \t]*(?P<all>(?P<open>\[{1,2})(?P<path>[\w.-]+)\]{1,2})", re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NO_DAY = date.min  # replaces an impossible day while the rest of its file is read
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Unreadable:
    """Marks a value that cannot be read and was reported; `UNREADABLE` is the only instance."""


UNREADABLE = Unreadable()


def parse(source: SourceText, kind: str) -> tuple[Any, list[Finding]]:
    """Return the plain value of `source` (`kind`: "toml" or "json") and what is wrong with it.

    The value is None if the file cannot be read as a whole; an impossible day is `UNREADABLE` in it.
    """
    if kind == "toml" and (found := _endless_key(source.text)) is not None:
        return None, [Finding.of("DL014", source.where_char(found), "Tên mục có quá nhiều tầng.")]
    try:
        return (_read_toml if kind == "toml" else _read_json)(source)
    except RecursionError:
        return None, [Finding.of("DL014", source.where(0), "Dữ liệu lồng nhau quá sâu, không đọc được.")]


def _endless_key(text: str) -> int | None:
    """Return where a key of more parts than any dossier has begins: tomli takes quadratic time over it."""
    start = 0
    for line in text.split("\n"):  # a key is on one line, and few lines have so many dots
        if line.count(".") > MOST_PARTS:
            for match in _DOTTED.finditer(line):
                if match.group().count(".") > MOST_PARTS:
                    return start + match.start()
        start += len(line) + 1
    return None


def number(text: str) -> Decimal:
    """Return a written number; one that no figure can mean becomes NaN (refused when values are cleaned)."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("NaN")


def _finding(source: SourceText, mistake: Mistake) -> Finding:
    position = mistake.position
    while source.text[max(position - 1, 0) : position + 1] in ("\r\n", "\r\r"):
        position -= 1  # an editor shows no place between "\r" and "\n"
    return Finding.of(mistake.code, source.where_char(position), mistake.message, mistake.remedy)


def _repeats(source: SourceText, kind: str) -> list[Finding]:
    """Find every key given twice, from the syntax tree: the parsers do not report its place, or not the key at all."""
    return [_repeat(source, repeat) for repeat in repeats(source, kind)[:MOST_ERRORS]]


def _repeat(source: SourceText, repeat: Repeat) -> Finding:
    where, first = source.where(repeat.second, repeat.name), source.where(max(repeat.first, 0)).line
    if not repeat.header:
        return Finding.of("DL011", where, f"Mục “{repeat.name}” đã có ở dòng {first}.")
    message = f"Mục {repeat.header} có hai lần (dòng {first} và {where.line})."
    remedy = f"Đổi tên mục sau, hoặc bỏ một mục; nếu là danh sách thì viết mỗi lần [{repeat.header}]."
    return Finding.of("DL011", where, message, remedy)


def _too_long(source: SourceText) -> Finding:
    """Explain the only other error of both parsers: int() accepts at most 4,300 digits."""
    digits = re.search(r"[\d_]{4000,}", source.text)
    return _finding(source, Mistake(digits.start() if digits else 0, "Số quá dài, không đọc được.", "", "DL013"))


def _read_toml(source: SourceText) -> tuple[Any, list[Finding]]:
    """Read `source`; after an error, blank its line and read on, if a new statement follows.

    An impossible day breaks nothing else: it is replaced by another day for the reading.
    """
    findings = Findings()
    blanked = 0  # the line of the last mistake, if it was blanked
    read = 0  # characters over all readings
    while len(findings) < MOST_ERRORS and read < MOST_READ:
        text = source.text
        read += len(text)
        try:
            value = tomli.loads(text, parse_float=number)
            return _unless_broken(value, findings), findings
        except tomli.TOMLDecodeError as error:
            message, position = _toml_error(str(error), text)
        except ValueError:
            return None, [*findings, _too_long(source)]
        mistake = explain_toml(message, text, position)
        start, _ = line_of(text, mistake.position)
        day = _DAY.match(text, mistake.position) if mistake.code == "DL012" else None
        single = _single_header(text, position) if message.startswith("Cannot ") else None
        if single is not None:
            source = _with_double_brackets(source, single, findings)
            continue
        line = source.where_char(mistake.position).line
        if message.startswith(("Cannot ", "Duplicate")):
            findings.append(_given_twice(source, position, start))
        elif not blanked or day or (line > blanked and STATEMENT.match(text, start)):
            findings.append(_finding(source, mistake))
        else:  # a consequence of the last mistake
            break
        if mistake.last or position >= len(text):
            break
        if day:
            source = SourceText(source.file, text[: day.start()] + _NO_DAY.isoformat() + text[day.end() :])
        else:
            blanked = line
            source = _without_line(source, mistake, position)
    return None, findings


def _given_twice(source: SourceText, position: int, start: int) -> Finding:
    """Return the finding for the key given twice that tomli stopped at; `start` is the beginning of its line."""
    here = source.where_char(position)
    repeats = [item for item in _repeats(source, "toml") if item.where <= here]
    if repeats:
        return repeats[-1]
    return _finding(source, Mistake(start, "Mục này đã có ở phía trên.", "", "DL011"))


def _with_double_brackets(source: SourceText, single: tuple[int, int], findings: list[Finding]) -> SourceText:
    """Return a text with [p] at `single` written as [[p]], and report it."""
    start, end = single
    text = source.text
    written = text[start:end]
    mistake = Mistake(start, "Mục lặp lại nhiều lần phải có hai dấu ngoặc.", f"Viết [{written}].", "DL011")
    findings.append(_finding(source, mistake))
    return SourceText(source.file, f"{text[:start]}[{written}]{text[end:]}")


def _single_header(text: str, position: int) -> tuple[int, int] | None:
    """Return the span of a header [p] that other headers of the file write [[p]]; `position` is in one of them."""
    start, end = line_of(text, position)
    path = _HEADER.match(text, start, end)
    if path is None:
        return None
    same = [match for match in _HEADER.finditer(text) if match["path"] == path["path"]]
    single = [match for match in same if match["open"] == "["]
    return single[0].span("all") if single and len(single) < len(same) else None


def _without_line(source: SourceText, mistake: Mistake, position: int) -> SourceText:
    """Return a text without the line of a mistake. A header gets another name, so that what follows is kept apart."""
    text = source.text
    start, end = line_of(text, mistake.position)
    header = f"[_{position}]" if text[start:end].lstrip().startswith("[") else ""
    returns = "\r" * text.count("\r", start, end)  # editors count lines by them
    returns += " " if returns and text[end - 1] != "\r" else ""  # keeps them apart from the line end that follows
    return SourceText(source.file, text[:start] + header + returns + text[end:])


def _unless_broken(value: Any, findings: list[Finding]) -> Any:
    """Return what was read; None if anything but days was wrong."""
    if any(item.code != "DL012" for item in findings):
        return None
    return _without_days(value) if findings else value


def _without_days(value: Any) -> Any:
    """Return a value with `UNREADABLE` for the days that were put in."""
    if isinstance(value, dict):
        return {name: _without_days(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_without_days(item) for item in value]
    day = value.date() if isinstance(value, datetime) else value
    return UNREADABLE if day == _NO_DAY else value


def _toml_error(error: str, text: str) -> tuple[str, int]:
    """Return tomli's message without its place, and the place as a character of `text`."""
    match = _TOML_PLACE.search(error)
    if not match or not match[1]:
        return (error[: match.start()] if match else error), len(text)
    start = 0
    for _ in range(int(match[1]) - 1):
        start = text.index("\n", start) + 1
    return error[: match.start()], start + int(match[2]) - 1


def _read_json(source: SourceText) -> tuple[Any, list[Finding]]:
    """Read `source`; a missing or extra comma is mended for the reading, so that what follows is read, too."""
    findings = Findings()
    put_in: list[int] = []  # where commas were added: later places move back by as many
    text = source.text
    while text and len(findings) < MOST_ERRORS:
        try:
            pairs = _Pairs()
            value = json.loads(text, parse_float=number, parse_constant=_constant, object_pairs_hook=pairs)
            repeats = _repeats(source, "json") if pairs.repeated and not findings else []
            return (None if findings or repeats else value), findings or repeats
        except json.JSONDecodeError as error:
            mistake, mended = explain_json(error, text)
        except _ConstantError as error:
            mistake, mended = Mistake(text.find(str(error)), f"“{error}” không phải là số.", "Viết một số."), ""
        except ValueError:
            return None, [*findings, _too_long(source)]
        original = mistake.position - sum(before < mistake.position for before in put_in)
        findings.append(_finding(source, replace(mistake, position=original)))
        put_in += [mistake.position] if len(mended) > len(text) else []
        text = mended
    return None, findings


class _Pairs:
    """Builds a dict from a JSON object's pairs and notes whether a key was given twice."""

    repeated = False

    def __call__(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        self.repeated |= len(table) < len(pairs)
        return table


class _ConstantError(Exception):
    pass


def _constant(name: str) -> Any:
    raise _ConstantError(name)
