"""Damage found in many texts at once, at little cost where there is none: `tim_hong`.

A glance at the different words says which texts may be damaged at all; only those are read by `sua`, together, for
what one text leaves open the habit of the others decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from docgen.vietnamese.marks import Cach
from docgen.vietnamese.repair import ChoSua, sua
from docgen.vietnamese.spacing import la_manh
from docgen.vietnamese.syllables import forms

_RUN = re.compile(r"[^\W\d_]+")
_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0300-\u036f\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)


def tim_hong(texts: Sequence[str]) -> dict[int, list[ChoSua]]:
    """Return the certain repairs of damaged letters by the number of their text; places count inside that."""
    words = set(" ".join(texts).split(" "))
    odd = {word for word in words if (not word.isalpha() or not word.isascii() or la_manh(word)) and _suspect(word)}
    if not odd:
        return {}
    numbers = [number for number, text in enumerate(texts) if not odd.isdisjoint(text.split(" "))]
    lines = [texts[number].replace("\n", " ") for number in numbers]
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    found: dict[int, list[ChoSua]] = {}
    for change in sua("\n".join(lines), dau_cau=False).da_sua:
        line = bisect_right(starts, change.vi_tri) - 1
        inside = change._replace(vi_tri=change.vi_tri - starts[line])
        if _of_letters(inside, lines[line]):
            found.setdefault(numbers[line], []).append(inside)
    return found


def ke_chu_hong(changes: Sequence[ChoSua]) -> str:
    """Return what a clerk reads of the repairs of one text; a character that cannot be seen is told by its number."""
    shown = "; ".join(dict.fromkeys(map(ke_cho_sua, changes[:3])))
    more = f" và {len(changes) - 3} chỗ nữa trong đoạn này" if len(changes) > 3 else ""
    return f"chữ hỏng ({changes[0].cach}): {shown}{more}"


def ke_cho_sua(change: ChoSua) -> str:
    """Return one repair as a clerk reads it: “ti ếp” → “tiếp”."""
    old = change.cu if change.cu.isprintable() else " ".join(f"U+{ord(character):04X}" for character in change.cu)
    return f"“{old}” → “{change.moi}”" if change.moi.strip() else f"bỏ “{old}”"


def _of_letters(change: ChoSua, text: str) -> bool:
    """Say whether a repair mends letters: blanks of other kinds print as blanks, what cannot be seen as nothing."""
    before, after = text[max(change.vi_tri - 1, 0) : change.vi_tri], text[change.vi_tri + len(change.cu) :][:1]
    in_word = before.isalpha() and after.isalpha()
    return change.cach is not Cach.KHOANG_TRANG and (change.cach is not Cach.VO_HINH or in_word)


@lru_cache(maxsize=65536)
def _suspect(word: str) -> bool:
    """Say whether a word may be damaged, or be a part of a broken syllable."""
    if _ODD.search(word):
        return True
    known = forms()
    return any(la_manh(run) or (not run.isascii() and run.lower() not in known) for run in _RUN.findall(word))


__all__ = ["ke_cho_sua", "ke_chu_hong", "tim_hong"]
