"""Days and times as the number format of a sheet shows them: `mmmm yyyy`, `hh:mm dd/mm/yyyy`, `dd/mm/yy`.

Promise: papers write a day of figures alike (06/01/2026), whatever the order of its parts in the sheet, which differs
with the settings of the machine; a year of two digits after day and month stays as it is seen. Hours stand where the
sheet has them, before the day or after it. Midnight in a format that begins with the year is no hour: programs that
export days write them so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from docgen.vietnamese.cldr import cldr
from docgen.vietnamese.dates import ngay_ngan, thang, thu

Tokens = Sequence[tuple[str, str]]


def _is_clock(part: str) -> bool:
    """Return whether a part is an hour, a minute or a second ([h] counts on beyond a day); M is a month."""
    return part.lstrip("[")[0] in "hms"


def is_plain(tokens: Tokens) -> bool:
    """Return whether day, month and year are shown without words of their own, in four digits of the year."""
    parts = [text for kind, text in tokens if kind == "date" and text[0] in "yMd"]
    weekday = any(text[0] == "d" and len(text) > 2 for text in parts)
    words = re.search(r"[^\W\d_]", "".join(text for kind, text in tokens if kind == "lit"))
    return {text[0] for text in parts} >= {"y", "M", "d"} and not weekday and not words and not _is_short(parts)


def _is_short(parts: Sequence[str]) -> bool:
    """Return whether a day is shown as 03/02/27; month first (mm-dd-yy) is what files say for the machine's own way."""
    return [text[0] for text in parts] == ["d", "M", "y"] and len(parts[1]) < 3 and len(parts[2]) < 3


def hours_count(tokens: Tokens, clock: time) -> bool:
    """Return whether the sheet shows an hour that a paper writes."""
    parts = [text for kind, text in tokens if kind == "date"]
    return any(map(_is_clock, parts)) and not (parts[0][0] == "y" and clock == time())


def written(tokens: Tokens, day: date, clock: time | None) -> str:
    """Return a day as its tokens show it; without a clock its hours are left out."""
    if clock is None or not hours_count(tokens, clock):
        return _squeezed(_own_words(_without_hours(tokens), day, None))
    if not is_plain(tokens):
        return _squeezed(_own_words(tokens, day, clock))
    hours = _hours(tokens, clock)
    first = _is_clock(next(text for kind, text in tokens if kind == "date"))
    return _squeezed(f"{hours} {ngay_ngan(day)}" if first else f"{ngay_ngan(day)} {hours}")


def _without_hours(tokens: Tokens) -> Tokens:
    """Return the tokens of the day alone: those from its first to its last part, where a clock stands beside it."""
    clocks = [place for place, (kind, text) in enumerate(tokens) if kind == "date" and _is_clock(text)]
    days = [place for place, (kind, text) in enumerate(tokens) if kind == "date" and not _is_clock(text)]
    return tokens[days[0] : days[-1] + 1] if clocks and days else tokens


def _squeezed(text: str) -> str:
    return " ".join(text.split()).strip(" ,:")


def _own_words(tokens: Tokens, day: date, clock: time | None) -> str:
    """Return what the tokens show; the year after the name of a month follows as "năm 2026"."""
    out = ""
    named = False
    half = any(kind == "odd" for kind, _ in tokens)
    for kind, text in tokens:
        if kind == "date" and text[0] == "y":
            year = f"{day.year % 100:02}" if len(text) < 3 else f"{day.year:04}"
            out = out.rstrip(" -,/.") + " năm " + year if named else out + year
            named = False
        elif kind == "date" and text[0] == "M":
            named = len(text) > 2
            out += _month(day.month, len(text), out)
        elif kind == "date" and text[0] == "d":
            out += thu(day) if len(text) > 2 else f"{day.day:0{len(text)}}"
        elif kind == "lit":
            out += text
        elif clock is not None:
            out += _part(kind, text, clock, half=half)
    return out


def _hours(tokens: Tokens, clock: time) -> str:
    """Return what the tokens from the first to the last of the clock show."""
    half = any(kind == "odd" for kind, _ in tokens)
    places = [place for place, (kind, text) in enumerate(tokens) if kind == "date" and _is_clock(text)]
    places += [place for place, (kind, _) in enumerate(tokens) if kind == "odd"]
    out = ""
    for kind, text in tokens[min(places) : max(places) + 1]:
        out += text if kind == "lit" else _part(kind, text, clock, half=half)
    return out


def _part(kind: str, text: str, clock: time, *, half: bool) -> str:
    """Return an hour, a minute, a second, or the half of the day."""
    if kind == "odd":
        return cldr().morning if clock.hour < 12 else cldr().afternoon
    letter, length = text.lstrip("[")[0], len(text.lstrip("["))
    hour = (clock.hour % 12 or 12) if half else clock.hour
    value = {"h": hour, "m": clock.minute, "s": clock.second}.get(letter, 0)
    return f"{value:0{min(length, 2)}}"


def _month(month: int, length: int, before: str) -> str:
    if length < 3:
        return f"{month:0{length}}"
    name = thang(month)
    return name.removeprefix("tháng ") if before.lower().rstrip().endswith("tháng") else name
