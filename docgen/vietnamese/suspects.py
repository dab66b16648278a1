"""Damage found in many texts at once, at little cost where the texts are sound: `tim_hong`.

A quick look at the distinct words tells which texts may be damaged at all; only those are read by `sua`, each line of a
text for itself, and together where that leaves it open: the habit of the others decides. `sua_tung_muc` repairs a
whole file, and what is named in its texts is what comes out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from docgen.vietnamese.broken import CHU_CU, la_manh
from docgen.vietnamese.letters import nfc
from docgen.vietnamese.marks import Cach
from docgen.vietnamese.repair import ChoSua, KetQua, sua
from docgen.vietnamese.syllables import forms

_RUN = re.compile(r"[^\W\d_]+")
_EXPONENT = re.compile(r"[^\W\d_]¹")
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0300-\u036f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)


class _LineOfFile(NamedTuple):
    """A damaged line of a text: where it begins there, what changes in it, and how it reads then."""

    start: int
    text: str
    changes: Sequence[ChoSua]
    fixed: str


def tim_hong(texts: Sequence[str]) -> dict[int, list[ChoSua]]:
    """Return the certain repairs of damaged letters by the number of their text; places count inside that."""
    return {number: _with_places(lines) for number, lines in _damaged(texts).items()}


def tim_hong_va_nghi(texts: Sequence[str]) -> tuple[dict[int, list[ChoSua]], dict[int, list[ChoSua]]]:
    """Return what `tim_hong` does, and of other texts the words that are likely of an old encoding ("x·" for "xã")."""
    likely: dict[int, list[ChoSua]] = {}
    found = {number: _with_places(lines) for number, lines in _damaged(texts, likely).items()}
    return found, {number: changes for number, changes in likely.items() if number not in found}


def sua_tung_muc(
    text: str, spans: Sequence[tuple[int, int]], *, ca_nghi: bool = False, dau_cau: bool = True
) -> tuple[KetQua, dict[int, list[ChoSua]]]:
    """Repair a whole file as `sua` does; return with it what `tim_hong` names in `spans`, by their number.

    `spans` are the texts of the file: its cells, its strings, its paragraphs. What is named in one comes out so,
    whatever stands beside it on a line of the file.
    """
    damaged = _damaged([nfc(text[start:end]) for start, end in spans])
    waiting = set(damaged)
    edits: list[ChoSua] = []
    while True:
        result = sua(text, ca_nghi=ca_nghi, dau_cau=dau_cau, truoc=edits)
        missing = [number for number in waiting if not _all_made(damaged[number], spans[number], result)]
        if not missing:
            return result, {number: _with_places(lines) for number, lines in damaged.items()}
        for number in missing:
            start, end = spans[number]
            edits += _edits(damaged[number], text[start:end], start)
        waiting.difference_update(missing)


def _damaged(texts: Sequence[str], likely: dict[int, list[ChoSua]] | None = None) -> dict[int, list[_LineOfFile]]:
    """Return the lines whose letters are certainly damaged, by the number of their text.

    What is only likely in the others is put into `likely`.
    """
    words = set(" ".join(texts).replace("\n", " ").split(" "))
    odd = {word for word in words if (not word.isalpha() or not word.isascii() or la_manh(word)) and _suspect(word)}
    if not odd:
        return {}
    suspects: list[tuple[int, int, str]] = []
    for number, text in enumerate(texts):
        for start, line in _lines(text):
            if not odd.isdisjoint(line.split(" ")):
                suspects.append((number, start, line))
    read_together = _read_together([line for _, _, line in suspects])
    found: dict[int, list[_LineOfFile]] = {}
    for (number, start, line), together in zip(suspects, read_together, strict=True):
        changes, fixed = _read_alone(line)
        if not changes:
            changes, fixed = together
        if changes:
            found.setdefault(number, []).append(_LineOfFile(start, line, changes, fixed))
        elif likely is not None and (proposed := _proposed(line)):
            likely.setdefault(number, []).extend(item._replace(vi_tri=start + item.vi_tri) for item in proposed)
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text, each with the place it begins at."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


@lru_cache(maxsize=16384)
def _read_alone(line: str) -> tuple[tuple[ChoSua, ...], str]:
    """Return the certain repairs of a line read by itself, and the repaired line."""
    result = sua(line, dau_cau=False)
    return tuple(change for change in result.da_sua if _of_letters(change, line)), result.text


@lru_cache(maxsize=16384)
def _proposed(line: str) -> tuple[ChoSua, ...]:
    """Return the words of a line that are likely of an old encoding; x¹ is one of mathematics."""
    proposed = sua(line, dau_cau=False).de_nghi
    return tuple(item for item in proposed if item.cach is Cach.BANG_MA and not _EXPONENT.fullmatch(item.cu))


def _read_together(lines: Sequence[str]) -> list[tuple[tuple[ChoSua, ...], str]]:
    """Return certain repairs and repaired line of each of several lines, read as one text."""
    result = sua("\n".join(lines), dau_cau=False)
    fixed = result.text.split("\n")
    if len(fixed) != len(lines):  # a control character stood for the end of a line
        return [((), line) for line in lines]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    changes: list[list[ChoSua]] = [[] for _ in lines]
    for change in result.da_sua:
        number = bisect_right(starts, change.vi_tri) - 1
        inside = change._replace(vi_tri=change.vi_tri - starts[number])
        if _of_letters(inside, lines[number]):
            changes[number].append(inside)
    return [(tuple(made), line) for made, line in zip(changes, fixed, strict=True)]


def _with_places(lines: Sequence[_LineOfFile]) -> list[ChoSua]:
    """Return the changes of a text, with their places in the text instead of the line."""
    changes: list[ChoSua] = []
    for line in lines:
        changes += [change._replace(vi_tri=line.start + change.vi_tri) for change in line.changes]
    return changes


def _all_made(lines: Sequence[_LineOfFile], span: tuple[int, int], result: KetQua) -> bool:
    """Return whether the repair of a file made every change that is named in its text at `span`."""
    first = bisect_left(result.da_sua, span[0], key=attrgetter("vi_tri"))
    last = bisect_left(result.da_sua, span[1], key=attrgetter("vi_tri"))
    made = Counter((change.cu, change.moi) for change in result.da_sua[first:last])
    wanted = Counter((change.cu, change.moi) for change in _with_places(lines))
    return wanted <= made


def _edits(lines: Sequence[_LineOfFile], raw: str, start: int) -> Iterator[ChoSua]:
    """Yield repairs of the text `raw` at `start` of a file, none of which overlaps another."""
    if nfc(raw) != raw:
        changed = nfc(raw)
        for line in reversed(lines):
            changed = changed[: line.start] + line.fixed + changed[line.start + len(line.text) :]
        yield _shortest(start, raw, changed, lines[0].changes[0].cach)
        return
    for line in lines:
        yield from _single(line, start)


def tung_cho(text: str, result: KetQua) -> Iterator[ChoSua]:
    """Yield what `sua` changed in `text` as changes of which none overlaps another."""
    fixed = result.text.split("\n")
    lines = list(_lines(text))
    if len(lines) != len(fixed):
        lines, fixed = [(0, text)], [result.text]
    behind = 0
    for (start, line), new in zip(lines, fixed, strict=True):
        first = behind
        while behind < len(result.da_sua) and result.da_sua[behind].vi_tri <= start + len(line):
            behind += 1
        changes = [change._replace(vi_tri=change.vi_tri - start) for change in result.da_sua[first:behind]]
        if changes:
            yield from _single(_LineOfFile(start, line, changes, new))


def _single(line: _LineOfFile, start: int = 0) -> Iterator[ChoSua]:
    """Yield the changes of a line of the text at `start`; as one where a word took several steps."""
    start += line.start
    if _in_one_step(line):
        yield from (change._replace(vi_tri=start + change.vi_tri) for change in line.changes)
    else:
        yield _shortest(start, line.text, line.fixed, line.changes[0].cach)


def _in_one_step(line: _LineOfFile) -> bool:
    """Return whether each change of a line stands in it as it came in: a repair may take several steps."""
    behind = 0
    for change in line.changes:
        if change.vi_tri < behind or not line.text.startswith(change.cu, change.vi_tri):
            return False
        behind = change.vi_tri + len(change.cu)
    return True


def _shortest(start: int, old: str, new: str, cach: Cach) -> ChoSua:
    """Return the change from one text to another, without the words that both begin and end with."""
    before = _common_length(old, new)
    old, new = old[before:], new[before:]
    behind = _common_length(old[::-1], new[::-1])
    return ChoSua(start + before, old[: len(old) - behind], new[: len(new) - behind], cach, True)


def _common_length(one: str, other: str) -> int:
    """Return how long the words are that two texts begin with, the space behind them included."""
    length = 0
    for place, (left, right) in enumerate(zip(one, other, strict=False), 1):
        if left != right:
            break
        length = place if left == " " else length
    return length


def ke_chu_hong(changes: Sequence[ChoSua]) -> str:
    """Return the repairs of one text as a clerk reads them; an invisible character is named by its number."""
    shown = "; ".join(dict.fromkeys(map(ke_cho_sua, changes[:3])))
    more = f" và {len(changes) - 3} chỗ nữa trong đoạn này" if len(changes) > 3 else ""
    return f"chữ hỏng ({changes[0].cach}): {shown}{more}"


def ke_cho_sua(change: ChoSua) -> str:
    """Return one repair as a clerk reads it: “ti ếp” → “tiếp”."""
    old = change.cu if change.cu.isprintable() else " ".join(f"U+{ord(character):04X}" for character in change.cu)
    return f"“{old}” → “{change.moi}”" if change.moi.strip() else f"bỏ “{old}”"


def _of_letters(change: ChoSua, text: str) -> bool:
    """Return whether a repair changes letters: unusual spaces print as spaces, unseen characters not at all."""
    before, after = text[max(change.vi_tri - 1, 0) : change.vi_tri], text[change.vi_tri + len(change.cu) :][:1]
    in_word = before.isalpha() and after.isalpha()
    return change.cach is not Cach.KHOANG_TRANG and (change.cach is not Cach.VO_HINH or in_word)


@lru_cache(maxsize=65536)
def _suspect(word: str) -> bool:
    """Return whether a word may be damaged, or be a part of a broken syllable."""
    if _ODD.search(word) or CHU_CU.search(word):
        return True
    known = forms()
    return any(la_manh(run) or (not run.isascii() and run.lower() not in known) for run in _RUN.findall(word))


__all__ = ["ke_cho_sua", "ke_chu_hong", "sua_tung_muc", "tim_hong", "tim_hong_va_nghi", "tung_cho"]
