"""How wide a text is in Times New Roman, and where a centred text breaks, without asking an office program.

Promises widths that agree with the printed PDF to a fraction of a point: the table holds the advance widths of
Liberation Serif, which are those of Times New Roman (kerning off, as in papers). Hides the table's form and what is
done for a character the font lacks. Rules under headings and balanced lines rest on these widths.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

PT_MM = 72 / 25.4  # points in a millimetre
STYLES = ("regular", "bold", "italic", "bold italic")

WIDTHLESS = ("Mn", "Me", "Cf", "Cc", "Cn")
# A line that fits by less than this may still wrap in the office program, which rounds positions.
_SLACK_PT = 0.25
# One space parts words; several in a row are a blank to be filled in by hand, and stay whole.
_BETWEEN_WORDS = re.compile(r"(?<! ) (?! )")
# No title is as long; past this, lines are only filled.
_MANY_LINES = 12
# Words that lead what follows: a line may begin with one and should not end with it (“… của / Sở Nội vụ”).
_LEADING = frozenset(
    """của, và, về, năm, số, tại, với, cho, theo, từ, đến, ngày, tháng, quý, các, những, trong, do, thành, tỉnh, huyện,
    xã, phường, thị""".replace("\n    ", " ").split(", ")
)
# What goes on a date after a figure: “ngày 09 / tháng 01” tears it apart.
_DATED = frozenset(("tháng", "năm"))
_DASHES = frozenset("-–")
# Words whose widths are remembered, and their longest.
_MOST_WORDS = 16_384
_WORD = 32
_TORN = 0.2  # what tearing a word of two syllables costs
# Words of two syllables frequent in the names and subjects of state papers: not to be torn apart.
_PAIRS = frozenset(
    """an ninh, an toàn, báo cáo, bảo hiểm, bảo vệ, ban hành, cải cách, chính phủ, chính quyền, chính trị, chỉ đạo,
    chỉ số, chuyển đổi, chương trình, công an, công chức, công dân, công nghệ, công nghiệp, công tác, công thương,
    dân tộc, dịch vụ, du lịch, đào tạo, đầu tư, địa bàn, địa phương, điện tử, điều hành, doanh nghiệp, đổi mới,
    đo lường, đột phá, giai đoạn, giải pháp, giải quyết, giám sát, giao thông, giáo dục, hành chính, hệ thống, hiệu quả,
    hoạt động, hội đồng, hồ sơ, kế hoạch, kết quả, khoa học, kiểm soát, kiểm tra, kinh tế, lao động, lãnh đạo,
    môi trường, nâng cao, nghị quyết, ngoại vụ, nhà nước, nhân dân, nhân lực, nhiệm vụ, nông nghiệp, nông thôn,
    nội vụ, phát triển, phòng chống, quản lý, quốc gia, quốc hội, quy chế, quy định, quyết định, sáng tạo,
    tài chính, tài nguyên, thanh tra, thành phố, thể thao, thị trấn, thị xã, thông tin, thống kê, thủ tục,
    thương binh, thương mại, thực hiện, tiêu chuẩn, tiếp nhận, tôn giáo, tổ chức, trách nhiệm, triển khai,
    trung tâm, truyền thông, tuyên truyền, tư pháp, ủy ban, ứng dụng, văn bản, văn hóa, văn phòng, viên chức,
    xã hội, xây dựng, xử lý, y tế""".replace("\n    ", " ").split(", ")
)


def width_pt(text: str, size_pt: float, bold: bool = False, italic: bool = False) -> float:
    """Return the width in points of one line of `text` set in Times New Roman at `size_pt`.

    Composed and decomposed letters measure the same; a tab counts as a space; a character that Times New Roman has
    not counts as one em where it is wide (East Asian, emoji), else as a digit.
    """
    words = _words(STYLES[bool(bold) + 2 * bool(italic)])
    parts = text.split(" ")
    return (sum(map(words.__getitem__, parts)) + words[" "] * (len(parts) - 1)) * size_pt / _table()["units_per_em"]


def widest_pt(words: Iterable[str], size_pt: float, bold: bool = False, italic: bool = False) -> float:
    """Return the width of the widest of some words; 0 for none."""
    known = _words(STYLES[bool(bold) + 2 * bool(italic)])
    return max(map(known.__getitem__, words), default=0) * size_pt / _table()["units_per_em"]


def widths_pt(text: str, size_pt: float, bold: bool = False, italic: bool = False) -> tuple[float, float]:
    """Return the width in points of a text on one line, and that of its widest word."""
    words = _words(STYLES[bool(bold) + 2 * bool(italic)])
    parts = text.split(" ")
    units = [*map(words.__getitem__, parts)]
    whole = sum(units) + words[" "] * (len(parts) - 1)
    # What can be printed has no other blanks than spaces.
    widest = max(units) if text.isprintable() else max(map(words.__getitem__, text.split()), default=0)
    em = _table()["units_per_em"]
    return whole * size_pt / em, widest * size_pt / em


class _Words(dict[str, int]):
    """Widths of words in font units, kept: words come again, from paper to paper too."""

    def __init__(self, advances: _Advances) -> None:
        super().__init__()
        self._advances = advances

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        units = sum(map(self._advances.__getitem__, unicodedata.normalize("NFC", word)))
        if len(word) <= _WORD:
            self[word] = units
        return units


@cache
def _words(style: str) -> _Words:
    return _Words(_advances(style))


def break_balanced(text: str, width_pt: float, size_pt: float, bold: bool = False, italic: bool = False) -> list[str]:
    """Break a centred text into the fewest lines that fit `width_pt`, as equal as sense allows.

    One line more is taken where the fewest would tear a word of two syllables.

    Breaks at single spaces only (a no-break space keeps a name together, several spaces are a blank to be filled in)
    and at line ends the text already has; the lines joined are the text without its outer spaces. Among choices nearly
    equal the upper line is the longer, no line holds one short word alone, none ends with a word that leads the next
    (“của”, “năm”), and dates, frequent words of two syllables and names in capitals stay whole. A word wider than the
    line stands alone on its line, unbroken.
    """
    return list(_broken(text, width_pt, size_pt, bold, italic))


@lru_cache(maxsize=4096)
def _broken(text: str, limit: float, size_pt: float, bold: bool, italic: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for given in text.split("\n"):
        if words := _BETWEEN_WORDS.split(given.strip(" ")) if given.strip(" ") else []:
            lines += _Breaking(words, limit, size_pt, bold, italic).lines()
    return tuple(lines)


def _break_cost(before: str, after: str) -> float:
    """Return how much sense is lost by a line end between two words, on the scale of a squared unevenness."""
    if f"{before} {after}".casefold().strip(",;.:()") in _PAIRS:
        return _TORN
    before = before.rpartition(" ")[2]
    if before.casefold() in _LEADING or (before[-1:].isdigit() and after.casefold() in _DATED):
        return 0.06
    if (before in _DASHES and after[:1].isdigit()) or (after in _DASHES and before[-1:].isdigit()):  # 2021 - 2025
        return _TORN
    if before.istitle() and after.istitle():
        return 0.06
    return 0.0 if after.casefold() in _LEADING or before[-1] in ",;:-–" else 0.015


class _Breaking:
    """The search for the best line ends of one text: few lines first, then the smallest cost."""

    def __init__(self, words: list[str], width: float, size_pt: float, bold: bool, italic: bool) -> None:
        self.words = words
        self.limit = width
        self.space = width_pt(" ", size_pt, bold, italic)
        widths = (width_pt(word, size_pt, bold, italic) + self.space for word in words)
        self.reach = list(accumulate(widths, initial=0.0))
        self.best: dict[tuple[int, int, int], tuple[float, tuple[int, ...]]] = {}

    def lines(self) -> list[str]:
        ends = self._fullest()
        if len(ends) <= _MANY_LINES:
            fewest = self._best(len(ends))
            ends = fewest[1]
            if any(_break_cost(self.words[end - 1], self.words[end]) == _TORN for end in ends[:-1]):
                ends = min(fewest, self._best(len(ends) + 1))[1]
        return [" ".join(self.words[start:end]) for start, end in zip((0, *ends), ends, strict=False)]

    def _best(self, count: int) -> tuple[float, tuple[int, ...]]:
        """Return the cost and line ends of the best `count` lines."""
        self.mean = self.reach[-1] / count - self.space
        self.best.clear()
        return min(self._rest(0, end, count) for end in self._ends(0))

    def _fullest(self) -> tuple[int, ...]:
        """Where the lines end when each is filled: the fewest there can be."""
        ends = [0]
        while ends[-1] < len(self.words):
            ends.append(self._ends(ends[-1])[-1])
        return tuple(ends[1:])

    def _ends(self, start: int) -> range:
        """Where a line that begins with word `start` may end: at least one word, then all that fits."""
        end = start + 1
        while end < len(self.words) and self._width(start, end + 1) <= self.limit - _SLACK_PT:
            end += 1
        return range(start + 1, end + 1)

    def _width(self, start: int, end: int) -> float:
        return self.reach[end] - self.reach[start] - self.space

    def _rest(self, start: int, end: int, count: int) -> tuple[float, tuple[int, ...]]:
        """Return the cost and line ends of the best `count` lines whose first is words `start` to `end`."""
        key = (start, end, count)
        if key not in self.best:
            self.best[key] = self._search(start, end, count)
        return self.best[key]

    def _search(self, start: int, end: int, count: int) -> tuple[float, tuple[int, ...]]:
        here = self._width(start, end)
        cost = ((here - self.mean) / self.limit) ** 2
        if end - start == 1 and len(self.words[start]) < 5 and len(self.words) > count:
            cost += 1
        if count == 1:
            return (cost, (end,)) if end == len(self.words) else (float("inf"), (end,))
        if end == len(self.words):
            return float("inf"), (end,)
        cost += _break_cost(self.words[end - 1], self.words[end])
        best: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for after in self._ends(end):
            rest, ends = self._rest(end, after, count - 1)
            longer = max(0.0, self._width(end, after) - here) / self.limit
            best = min(best, (rest + longer**2 / 2 + longer / 1000, ends))
        return cost + best[0], (end, *best[1])


@cache
def _table() -> Mapping[str, int]:
    table: dict[str, int] = json.loads(files("docgen.ooxml").joinpath("metrics.json").read_text("utf-8"))
    return table


@cache
def _advances(style: str) -> _Advances:
    groups: Iterable[tuple[str, str]] = _table()[style].items()  # type: ignore[attr-defined]
    return _Advances({char: int(advance) for advance, chars in groups for char in chars})


class _Advances(dict[str, int]):
    """Advances in font units: a character's own, else that of the letter it is composed on, worked out once."""

    def __missing__(self, char: str) -> int:
        self[char] = self._worked_out(char)
        return self[char]

    def _worked_out(self, char: str) -> int:
        if char == "\t":
            return self[" "]
        # One canonical step at a time: Ở → Ơ + hook. The marks themselves take no room.
        decomposed = unicodedata.decomposition(char)
        if decomposed and not decomposed.startswith("<"):
            return sum(self[chr(int(code, 16))] for code in decomposed.split())
        if unicodedata.category(char) in WIDTHLESS:
            return 0
        if unicodedata.east_asian_width(char) in ("W", "F"):
            return _table()["units_per_em"]
        return self["0"]
