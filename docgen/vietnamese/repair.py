"""Damaged text mended: `sua` finds what old files, PDFs and copying did to Vietnamese letters.

Two strengths. What is certain is repaired; what is likely is proposed and left as it was. Every repair says where in
the text that came in, what stood there, what stands there now and why. Clean text comes back as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from docgen.vietnamese import broken, spacing
from docgen.vietnamese.legacy import BANG_MA, giai_utf8, tim_bang_ma
from docgen.vietnamese.letters import dau_thua, nfc
from docgen.vietnamese.marks import Cach, ghep_dau, ghep_roi, sua_tu
from docgen.vietnamese.spacing import Edit
from docgen.vietnamese.syllables import KieuDau, dat_dau, forms, la_am_tiet


class ChoSua(NamedTuple):
    """One repair or proposal: `vi_tri` is the index in the text that came in; `chac` says it was done, not proposed."""

    vi_tri: int
    cu: str
    moi: str
    cach: Cach
    chac: bool


@dataclass(frozen=True, slots=True)
class KetQua:
    """What `sua` gives: the repaired text, what was repaired, and what is only likely."""

    text: str
    da_sua: tuple[ChoSua, ...]
    de_nghi: tuple[ChoSua, ...]


class _TextInRepair:
    """A text under repair that knows where each of its characters came from."""

    def __init__(self, text: str, likely_too: bool) -> None:
        self.text = text
        self.likely_too = likely_too
        self.entries: list[ChoSua] = []
        self._steps: list[tuple[list[int], list[int]]] = []

    def origin(self, place: int) -> int:
        """Return the index in the first text that `place` of the present one came from."""
        for new, old in reversed(self._steps):
            step = bisect_right(new, place) - 1
            limit = old[step + 1] if step + 1 < len(old) else old[step] + place
            place = min(old[step] + place - new[step], limit)
        return place

    def run(self, find: Callable[[str], Iterable[Edit]]) -> None:
        """Apply the certain edits that `find` gives; keep the others as proposals. Of two that overlap, the first."""
        pieces: list[str] = []
        new, old, last, length = [0], [0], 0, 0
        present = self.text
        for start, end, text, what, certain in sorted(find(present), key=itemgetter(0, 1)):
            wrong = present[start:end]
            if start < last or wrong == text:
                continue
            apply = certain or self.likely_too
            self.entries.append(ChoSua(self.origin(start) if self._steps else start, wrong, text, what, apply))
            if not apply:
                continue
            pieces += (present[last:start], text)
            length += start - last
            new += (length, length + len(text))
            length += len(text)
            old += (start, end)
            last = end
        if pieces:
            self.text = "".join(pieces) + present[last:]
            self._steps.append((new, old))


def _utf8(text: str) -> Iterator[Edit]:
    found = giai_utf8(text)
    several = len(found) > 1
    for start, wrong, right in found:
        end = start + len(wrong)
        yield start, end, right, Cach.UTF8, several or text[end : end + 1].isalpha()


def _encodings(text: str) -> Iterator[Edit]:
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    for line, _, certain, words in tim_bang_ma(lines):
        for place, wrong, right in words:
            start = starts[line] + place
            yield start, start + len(wrong), right, Cach.BANG_MA, certain


def _surplus(text: str) -> Iterator[Edit]:
    """Find marks that no letter can have."""
    yield from ((start, end, "", Cach.DAU_SAI_CHO, True) for start, end in dau_thua(text))


_MARKS = "\u0300-\u036f"
_ALONE = re.compile(rf"[{_MARKS}](?<![^\W\d_].)(?<![{_MARKS}].)[{_MARKS}]*")
_BEFORE = re.compile(rf"((?:[^\W\d_][{_MARKS}]*)*)([^\w{_MARKS}]{{0,2}})$")
_AFTER = re.compile(rf" ?((?:[^\W\d_][{_MARKS}]*)*)")
_MARK = re.compile(f"[{_MARKS}]")
_WORDS = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")


def _stray_marks(text: str) -> Iterator[Edit]:
    """Find marks on a space or sign. If two readings are possible, the habit of the text decides."""
    edits = [_stray_edit(text, *match.span()) for match in _ALONE.finditer(text)]
    backward = sum(certain and slid for *_, certain, slid in edits)
    forward = sum(certain and not slid for *_, certain, slid in edits)
    for start, end, meant, certain, slid in edits:
        yield start, end, meant, Cach.DAU_SAI_CHO, certain or (slid and backward > 1 and not forward)


def _stray_edit(text: str, start: int, end: int) -> tuple[int, int, str, bool, bool]:
    """Return the edit for marks at `start`: (start, end, new text, certain, whether they slid off the word before)."""
    left, right = _BEFORE.search(text[max(0, start - 12) : start]), _AFTER.match(text, end)
    before, gap = (left[1], left[2]) if left else ("", "")
    after = right[1] if right and gap in (" ", "\xa0") else ""
    meant = ghep_roi(nfc(before), text[start:end], nfc(after)) if gap else None
    first = start - len(before) - len(gap)
    if meant is None:
        return start, end, "", False, False
    if meant.sau is None:
        return first, right.end() if right else end, meant.truoc, meant.chac, True
    if meant.truoc == nfc(before) and meant.sau != nfc(after):
        return start, right.end() if right else end, meant.sau, meant.chac, False
    if gap.isspace() and not text[end : end + 1].isalnum():
        gap = ""
    return first, end, meant.truoc + gap, meant.chac, True


def _composed(text: str) -> Iterator[Edit]:
    """Find words that are not in the composed form."""
    if not _MARK.search(text):
        return
    words = _WORDS.findall(" ".join(set(text.split())))
    turned: dict[str, str] = {}
    for word in set(words):
        composed = ghep_dau(word)
        if composed != word:
            turned[word] = composed
    if not turned:
        return
    for match in _WORDS.finditer(text):
        word = match[0]
        if word in turned:
            yield *match.span(), turned[word], Cach.TO_HOP, True


def _words(text: str) -> Iterator[Edit]:
    """Find words whose letters or marks are wrong.

    A word that a legacy encoding would also explain, or in a line of another language, is certain only among others.
    """
    known = forms()
    words = _WORDS.findall(" ".join(set(text.split())))
    strange = {word for word in words if not word.isascii() and word.lower() not in known}
    repairs: dict[str, tuple[str, Cach, bool]] = {}
    for word in strange:
        repair = sua_tu(word)
        if repair is not None:
            repairs[word] = repair
    if not repairs:
        return
    double = {word for word, repair in repairs.items() if repair[1] is Cach.DAU_SAI_CHO and _explained(word)}
    found: list[Edit] = []
    doubtful: list[Edit] = []
    for match in _WORDS.finditer(text):
        word = match[0]
        if word not in repairs:
            continue
        edit = (*match.span(), *repairs[word])
        moved = repairs[word][1] is Cach.DAU_SAI_CHO and word not in double
        if word in double or (moved and _in_other_language(text, *match.span(), repairs)):
            doubtful.append(edit)
        else:
            found.append(edit)
    sure = sum(edit[3] is Cach.DAU_SAI_CHO for edit in found) > 1
    yield from found
    yield from ((*edit[:4], sure) for edit in doubtful)


def _in_other_language(text: str, start: int, end: int, damaged: Container[str]) -> bool:
    """Return whether a word that could be one of another Latin language ("più") has mostly such words around it."""
    if any(letter > "\xff" for letter in text[start:end]):
        return False
    before = text[max(0, start - 80) : start].rpartition("\n")[2]
    after = text[end : end + 80].partition("\n")[0]
    words = [word for word in _WORDS.findall(f"{before} {after}") if len(word) > 1 and word not in damaged]
    return 2 * sum(map(la_am_tiet, words)) < len(words)


def _explained(word: str) -> bool:
    """Return whether `word` decodes to a syllable in a legacy encoding."""
    for decode in BANG_MA.values():
        decoded = decode(word)
        if decoded != word and la_am_tiet(decoded):
            return True
    return False


_TAGS = re.compile(r"\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}|(?:https?|ftp)://\S+|www\.\S+|[^\s@]{1,64}@\S+")


def _outside_tags(find: Callable[[str], Iterable[Edit]]) -> Callable[[str], Iterator[Edit]]:
    """Return `find` limited to places outside of template tags, web addresses and mail addresses."""

    def outside(text: str) -> Iterator[Edit]:
        edits = list(find(text))
        tags = [match.span() for match in _TAGS.finditer(text)] if edits else []
        starts = [start for start, _ in tags]
        for edit in edits:
            before = bisect_right(starts, edit[0]) - 1
            if before < 0 or edit[0] >= tags[before][1]:
                yield edit

    return outside


def _style(kieu: KieuDau) -> Callable[[str], Iterator[Edit]]:
    def find(text: str) -> Iterator[Edit]:
        for match in _WORDS.finditer(text):
            placed = dat_dau(match[0], kieu)
            if placed != match[0]:
                yield match.start(), match.end(), placed, Cach.KIEU_DAU, True

    return find


def sua(
    text: str,
    *,
    kieu_dau: KieuDau | str | None = None,
    ca_nghi: bool = False,
    dau_cau: bool = True,
    truoc: Sequence[ChoSua] = (),
) -> KetQua:
    """Repair Vietnamese text: encodings, invisible signs, wrong letters, misplaced marks, broken syllables, spaces.

    Spaces and signs inside tags ({{ … }}, {% … %}) and addresses stay as they are; letters are mended there too.
    `kieu_dau`: place tones in one style too, "cũ" (hòa) or "mới" (hoà); None leaves both. `ca_nghi`: apply what is
    only likely as well. `dau_cau`: mend spaces and signs around punctuation too; False for tables and data, whose
    commas separate values. `truoc`: changes that are made first, whatever is found. The text that comes out is NFC.
    """
    draft = _TextInRepair(text, ca_nghi)
    if truoc:
        draft.run(lambda _: [(old.vi_tri, old.vi_tri + len(old.cu), old.moi, old.cach, True) for old in truoc])
    draft.run(_surplus)
    for _ in range(3):
        before = draft.text
        draft.run(_utf8)
        if draft.text == before:
            break
    for find in (_encodings, spacing.an, spacing.trang, _stray_marks, _composed):
        draft.run(find)
    draft.run(_outside_tags(broken.tach))
    draft.run(_words)
    if dau_cau:
        draft.run(_outside_tags(spacing.dau_cau))
    if kieu_dau is not None:
        draft.run(_style(KieuDau(kieu_dau)))
    entries = sorted(draft.entries, key=lambda entry: entry.vi_tri)
    return KetQua(
        nfc(draft.text),
        tuple(entry for entry in entries if entry.chac),
        tuple(entry for entry in entries if not entry.chac),
    )


def dem_kieu_dau(text: str) -> tuple[int, int]:
    """Return how many syllables of `text` place their tone in the old style alone (hòa) and in the new alone (hoà)."""
    old = new = 0
    for match in _WORDS.finditer(nfc(text)):
        word = match[0]
        if not word.isascii() and la_am_tiet(word):
            old += dat_dau(word, KieuDau.MOI) != word
            new += dat_dau(word, KieuDau.CU) != word
    return old, new
