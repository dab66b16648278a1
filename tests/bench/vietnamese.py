"""How fast and how right the language package is: rates of repair and of false alarm, times. Prints a table."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent / "vietnamese")]

from damage import DAMAGES, words_right  # noqa: E402

from docgen.vietnamese import bang_chu, sua, tu_chu  # noqa: E402
from docgen.vietnamese.syllables import forms  # noqa: E402

CLEAN = (HERE.parent / "vietnamese" / "van-ban-sach.txt").read_text("utf-8")
PAGE = 3000
"""Characters of a full A4 page at size 14."""


def _timed(label: str, work: int, unit: str, start: float) -> None:
    spent = time.process_time() - start
    print(f"{label:<44}{spent:8.2f} s   {work / spent:12,.0f} {unit}/s")


def words() -> None:
    """A million numbers to words; a tenth of them back."""
    chance = Random(1)
    numbers = [chance.randrange(10 ** chance.randrange(1, 16)) for _ in range(1_000_000)]
    start = time.process_time()
    texts = [bang_chu(number) for number in numbers]
    _timed("1,000,000 numbers to words", len(numbers), "numbers", start)
    start = time.process_time()
    for text in texts[:100_000]:
        tu_chu(text)
    _timed("100,000 words to numbers", 100_000, "numbers", start)


def speed() -> None:
    """Repair of 100 pages, clean and damaged in every way, the damage to nearly every word."""
    pages = (CLEAN * (100 * PAGE // len(CLEAN) + 1))[: 100 * PAGE]
    sua(CLEAN)
    damaged = {f"100 pages repaired: {kind}": damage(pages, Random(2)) for kind, damage in DAMAGES.items()}
    for label, text in {"100 clean pages repaired": pages, **damaged}.items():
        start = time.process_time()
        sua(text)
        _timed(label, 100, "pages", start)


def rates() -> None:
    """How much is right after every kind of damage: untouched, repaired (certain; likely too), each line by itself."""
    print(f"\n{'words right, % of all words':<28}{'damaged':>9}{'certain':>9}{'+ likely':>9}{'by line':>9}")
    for kind, damage in DAMAGES.items():
        damaged = damage(CLEAN, Random(3))
        lines = "\n".join(sua(line).text for line in damaged.split("\n"))
        texts = (damaged, sua(damaged).text, sua(damaged, ca_nghi=True).text, lines)
        found = (words_right(CLEAN, text) for text in texts)
        print(f"{kind:<28}" + "".join(f"{100 * right / total:9.2f}" for right, total in found))


def false_alarms() -> None:
    """What `sua` does to clean text: it should be nothing."""
    lines = [sua(line) for line in CLEAN.split("\n")]
    for label, results in (("clean prose", [sua(CLEAN)]), ("clean prose, line by line", lines)):
        changed, proposed = sum(len(one.da_sua) for one in results), sum(len(one.de_nghi) for one in results)
        print(f"{label}: {len(CLEAN.split()):,} words, {changed} changed, {proposed} proposed")
    syllables = " ".join(sorted(forms()))
    found = sua(syllables)
    print(f"all syllables: {len(forms()):,}, {len(found.da_sua)} changed, {len(found.de_nghi)} proposed")


def run() -> None:
    """Print times and rates."""
    words()
    speed()
    rates()
    false_alarms()


if __name__ == "__main__":
    run()
