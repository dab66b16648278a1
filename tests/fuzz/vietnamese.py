"""Long campaigns against the language package: `python tests/fuzz/vietnamese.py --minutes 10 [--seed 1]`.

Each round takes one campaign; the first failure stops with the input that made it. Prints how many values were tried.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent / "vietnamese")]

from damage import DAMAGES, words_right  # noqa: E402

from docgen import vietnamese as vi  # noqa: E402
from docgen.vietnamese.syllables import forms  # noqa: E402

CLEAN = (HERE.parent / "vietnamese" / "van-ban-sach.txt").read_text("utf-8").splitlines()
SYLLABLES = sorted(forms())


def _how(chance: Random) -> vi.CachDoc:
    pick = chance.choice
    return vi.CachDoc(
        pick(("linh", "lẻ")), pick(("bốn", "tư")), pick(("nghìn", "ngàn")), pick(("tỷ", "tỉ")),
        pick((True, False)), pick((True, False)), pick((True, False)),
    )  # fmt: skip


def _integer(chance: Random) -> int:
    if chance.random() < 0.5:
        return chance.randrange(-(10 ** chance.randrange(1, 60)), 10 ** chance.randrange(1, 60))
    return sum(chance.randrange(1, 1000) * 10 ** chance.randrange(60) for _ in range(chance.randrange(1, 4)))


def words(chance: Random) -> int:
    """Numbers to words and back, in every reading."""
    for _ in range(10_000):
        number: int | Decimal | Fraction = _integer(chance)
        kind = chance.random()
        if kind < 0.3:
            number = Decimal(int(number)).scaleb(-chance.randrange(12), vi.figures.Context(prec=200))
        elif kind < 0.4:
            number = Fraction(int(number), chance.randrange(1, 10**6))
        how = _how(chance)
        text = vi.bang_chu(number, cach=how)
        assert vi.tu_chu(text) == number, (number, how, text)
    return 10_000


def figures(chance: Random) -> int:
    """Figures and back; percentages against plain arithmetic."""
    for _ in range(2000):
        number = Decimal(_integer(chance)).scaleb(-chance.randrange(20), vi.figures.Context(prec=200))
        assert vi.doc_so(vi.so(number)) == number, number
        le = chance.randrange(6)
        error = abs(Fraction(vi.doc_so(vi.so(number, le))) - Fraction(number))
        assert error <= Fraction(1, 2 * 10**le), (number, le)
    return 2000


def days(chance: Random) -> int:
    """Days and periods, and back."""
    for _ in range(500):
        first = date(1900, 1, 1) + timedelta(chance.randrange(80_000))
        last = first + timedelta(chance.randrange(800))
        assert vi.doc_ngay(vi.ngay(first)) == vi.doc_ngay(vi.ngay_ngan(first)) == first
        assert vi.doc_ky(vi.ky(first, last)) == (first, last)
        assert vi.doc_can_chi(vi.can_chi(first.year), first.year + chance.randrange(-29, 30)) == first.year
    return 500


def order(chance: Random) -> int:
    """The sort key is total and does not depend on the form text comes in."""
    words = ["".join(chance.choice([*SYLLABLES, " ", "-", "1", "10", "Ω"]) for _ in range(3)) for _ in range(200)]
    once = sorted(words, key=vi.khoa_sap_xep)
    chance.shuffle(words)
    assert sorted(words, key=vi.khoa_sap_xep) == once
    return 200


def clean(chance: Random) -> int:
    """Rows of syllables, with signs and figures between, are left alone by certain repairs."""
    row = [chance.choice(SYLLABLES) for _ in range(60)]
    text = ""
    for word in row:
        shape = chance.random()
        word = word.capitalize() if shape < 0.1 else word.upper() if shape < 0.15 else word
        text += word + chance.choice((" ", " ", " ", " ", ", ", ". ", "; ", " 12 ", " (", ") ", "\n", ": ", "/", "-"))
    text = text.replace("( ", "(").replace(" )", ")")
    changed = [entry for entry in vi.sua(text).da_sua if entry.cach is not vi.Cach.DAU_CAU]
    assert not changed, (text, changed)
    return len(row)


def damage(chance: Random) -> int:
    """Prose damaged once comes back nearly whole; damaged in two ways at once it does no harm beyond the damage."""
    text = "\n".join(chance.sample(CLEAN, 40))
    first, second = chance.choice(list(DAMAGES)), chance.choice(list(DAMAGES))
    once = DAMAGES[first](text, chance)
    right, total = words_right(text, vi.sua(once).text)
    assert right >= 0.9 * total, (first, right, total)
    twice = DAMAGES[second](once, chance)
    found = vi.sua(twice, ca_nghi=chance.random() < 0.3)
    assert all(0 <= entry.vi_tri <= len(twice) for entry in found.da_sua)
    return total


def noise(chance: Random) -> int:
    """Any characters at all: nothing breaks, and a second repair changes hardly anything."""
    for _ in range(200):
        blocks = (range(0x180), range(0x300, 0x370), range(0x2100), range(0x1E00, 0x1F00))
        text = "".join(chr(chance.choice(chance.choice(blocks))) for _ in range(chance.randrange(60)))
        vi.sua(text, ca_nghi=chance.random() < 0.5)
        for read in (vi.doc_so, vi.doc_ngay, vi.doc_so_ky_hieu, vi.doc_vien_dan, vi.tu_chu, vi.doc_tien, vi.doc_ky):
            try:
                read(text)
            except vi.LanguageError:
                continue
        vi.khoa_sap_xep(text)
        vi.tim_vien_dan(text)
    return 200


CAMPAIGNS: tuple[Callable[[Random], int], ...] = (words, figures, days, order, clean, damage, noise)


def run(minutes: float, seed: int) -> None:
    """Run the campaigns in turn until the time is over."""
    chance, tried, end = Random(seed), Counter[str](), time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        for campaign in CAMPAIGNS:
            tried[campaign.__name__] += campaign(chance)
    for name, count in tried.items():
        print(f"{name:<10}{count:>14,} tried, none failed")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    run(options.minutes, options.seed)
