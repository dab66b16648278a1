"""What a text says of a table as a whole, against what the table holds: "Kế hoạch này gồm 25 nhiệm vụ", 26 rows.

Only what is certain is read: a sentence that names one paper (by number, by title, or as "Kế hoạch này", "Phụ lục
kèm theo"), and a number that counts the things that a table of that paper lists, or is the total of a column.
A number that other words narrow ("trong Quý II", "đã hoàn thành", "của Văn phòng") is not one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from docgen import vietnamese
from docgen.finding import At, Finding, Where
from docgen.lint.arithmetic import rounded
from docgen.model.fields import identifier
from docgen.model.resolved import Block, Resolved, Tally

LINKED = "ke_hoach"  # the one linked dossier that a bare "kế hoạch" means

_SENTENCE = re.compile(r"[^.;!?\n]+(?:\.(?=\S)[^.;!?\n]+)*")
_DAY = re.compile(r"\bngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?", re.I)
_NUMBERED = re.compile(r"\b\d+(?:/\d{4})?/[A-ZĐ][\w-]*")
# What a paper may call itself by, besides its own type: what it promulgates, or is part of.
_THIS = ("kế hoạch", "quyết định", "phương án", "đề án", "chương trình", "danh mục", "báo cáo", "quy chế")
_ANNEX = re.compile(r"\bphụ lục(?:\s+(?:số\s+)?([IVXLC]+)\b)?", re.I)
_PLAN = re.compile(r"\bkế hoạch\b(?!\s+(?:của|số\s|khác|kiểm tra|công tác))", re.I)
_WORD = "(?:một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|mười|mươi|mốt|trăm|nghìn|ngàn|linh|lẻ)"
_FIGURE = r"\d[\d.]*\d|\d"
_COUNT = re.compile(
    r"(?:\b(?:gồm|bao gồm|có|với|đề ra|đặt ra|xác định|nêu)\s+(?:(?:tổng số|tổng cộng|tất cả|đủ|cả)\s+)?"
    rf"|\b(?:tổng số|tổng cộng|tất cả|toàn bộ)\s+|\b\d+/)({_FIGURE}|{_WORD}(?:\s+{_WORD})*)(?![\d.,/%]*\d)"
    r"\s+(?:\([^()]*\)\s+)?((?:[^\W\d]+\s*)+)",
    re.I,
)
_TOTAL = re.compile(
    r"\btổng\s+(?!số\s+\d)([^\d,;:().]{2,80}?)\s*(?:\blà|:)?\s+(\d[\d.]*(?:,\d+)?)(?![\d/]|\s*%)\s*((?:(?:nghìn|triệu|tỷ|tỉ)\s+)?[^\W\d]+)?",
    re.I,
)
# Words before a number that make it the number of a part only.
_PART = re.compile(
    r"\b(?:quý|tháng|tuần|kỳ|lĩnh vực|nhóm|mục|phần|trong đó|riêng|còn|mỗi|từng|phòng|đơn vị|xã|phường|huyện|"
    r"hoàn thành|chưa|quá hạn|chậm|đến hạn|bổ sung|điều chỉnh|tăng|giảm|khoảng|hơn|gần|dự kiến)\b", re.I,
)  # fmt: skip
# What may follow the things counted where the number is that of the whole.
_ALL = re.compile(
    r"\s*(?:\.?/?$|[)–-]|và\b|trong đó\b|tại\b|nêu tại\b|kèm theo\b|cụ thể\b|thuộc\s+(?:\d|" + _WORD + r"\b)|"
    r",\s*(?:trong đó|gồm|bao gồm|cụ thể|chi tiết|đến|đã|chia|phân|thuộc\s+\d|với|\d))", re.I,
)  # fmt: skip
_OF_PAPER = re.compile(r"(?:_|de|thuc|hien|trien|khai|cua|theo|tai|ca|nam|\d+|ke|hoach|quyet|dinh|phu|luc|kem|nay)*")
_MONEY = {"dong": 1, "nghin_dong": 10**3, "trieu_dong": 10**6, "ty_dong": 10**9, "ti_dong": 10**9}


@dataclass(frozen=True)
class Claim:
    """A number that a sentence gives for a whole table of one paper.

    `about` are the numbers or keys of the papers it may be of ("" this dossier, LINKED, "12/QĐ-SNV"), `annex` the label
    of the annex it names. `words` follow the number, or come before it where it is a `total`, without accents. `said`
    is the claim as the sentence words it.
    """

    value: Decimal
    words: str
    unit: str
    total: bool
    about: tuple[str, ...]
    annex: str
    said: str
    where: Where

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Claim:
        """Return a claim from plain values. Raises KeyError, TypeError, ValueError or ArithmeticError for others."""
        where = Where(**plain["where"])
        return cls(**{**plain, "value": Decimal(plain["value"]), "about": tuple(plain["about"]), "where": where})

    def of_what(self, tally: Tally) -> bool:
        """Return whether it speaks of what a table lists, or of the total that it prints."""
        if self.total != tally.total or (self.annex and tally.annex and self.annex != tally.annex):
            return False
        if not self.total:
            return self.words in tally.names
        for name in tally.names:
            rest = f"_{self.words}_".partition(f"_{name}_")
            if rest[1] and not rest[0].strip("_") and _OF_PAPER.fullmatch(rest[2]):
                return self._factor(tally) is not None
        return False

    def agrees(self, tallies: Sequence[Tally]) -> bool:
        """Return whether it is true of one of several tables, or of all of them together."""
        factor = self._factor(tallies[0]) or Decimal(1)
        totals: list[Decimal] = []
        for tally in tallies:
            totals += tally.values
        totals.append(sum((tally.values[0] for tally in tallies), Decimal(0)))
        return any(rounded(total * factor, self.value) == self.value for total in totals)

    def _factor(self, tally: Tally) -> Decimal | None:
        """Return what turns the table's total into the unit of the sentence; None where the units do not compare."""
        ours, theirs = identifier(self.unit), _unit(tally.unit)
        if not self.total or not ours or ours == theirs:
            return Decimal(1)
        if ours in _MONEY and theirs in _MONEY:
            return Decimal(_MONEY[theirs]) / _MONEY[ours]
        return None if ours in _MONEY or theirs in _MONEY else Decimal(1)


def claims(resolved: Resolved) -> list[Claim]:
    """Return what the texts of a paper say of whole tables, of its own and of those it names."""
    found: list[Claim] = []
    this = _this(resolved.types)
    for part in resolved.parts:
        for block in part.body:
            if isinstance(block, Block) and (any(map(str.isdigit, block.text)) or _COUNT.search(block.text)):
                for sentence in _SENTENCE.findall(block.text):
                    found += _claims_of(sentence, block.at, resolved.titles, this)
    return found


@lru_cache(maxsize=32)
def _this(types: tuple[str, ...]) -> re.Pattern[str]:
    """Return the words by which a paper of some types names itself: "kế hoạch này"."""
    names = "|".join(re.escape(name) for name in dict.fromkeys((*_THIS, *types)))
    return re.compile(rf"\b(?:{names}) này\b", re.I)


def inside(resolved: Resolved, found: Iterable[Claim]) -> list[Finding]:
    """Return the claims that a table of the dossier, or of one it is linked with, contradicts."""
    findings = []
    for claim in found:
        about = [tally for tally in resolved.tallies if tally.paper in claim.about]
        findings += contradicted(claim, about)
    return findings


def contradicted(claim: Claim, tallies: Iterable[Tally]) -> list[Finding]:
    """Return the finding of a claim that no table it can be of bears out."""
    fitting = [tally for tally in tallies if claim.of_what(tally)]
    if not fitting or claim.agrees(fitting):
        return []
    first = fitting[0]
    value = vietnamese.so(first.values[0]) + (f" {_shown_unit(first)}" if first.total and first.unit else "")
    has = "cộng được" if first.total else "có"
    said = f"câu này nói “{claim.said}”, bảng “{first.table}” ({first.where}) {has} {value}"
    return [Finding.of("VD013", claim.where, said)]


def _claims_of(sentence: str, at: At, titles: Mapping[str, Sequence[str]], this: re.Pattern[str]) -> Iterator[Claim]:
    if not (_TOTAL.search(sentence) or _COUNT.search(sentence)):
        return
    papers = list(_papers(sentence, titles, this))
    if not papers:
        return
    blanked = [(begin, end) for begin, end, _ in papers]  # names of papers and days say nothing of the number
    blanked += [match.span() for match in _DAY.finditer(sentence)]
    rest = sentence
    for begin, end in blanked:
        rest = rest[:begin] + " " * (end - begin) + rest[end:]
    labels = {label.upper() for label in _ANNEX.findall(sentence) if label}
    annex = f"Phụ lục {labels.pop()}" if len(labels) == 1 else ""
    for match in _COUNT.finditer(rest):
        value, about = _number(match[1]), _about(papers, match.start(1), sentence)
        if value is None or not about or _PART.search(rest[: match.start(1)]):
            continue
        said = " ".join(sentence[match.start(1) : match.start(2)].split())
        for name in _counted(match[2], rest[match.start(2) :]):
            yield Claim(value, identifier(name), "", False, about, annex, f"{said} {name}", at())
    for match in _TOTAL.finditer(rest):
        value, about = _number(match[2]), _about(papers, match.start(2), sentence)
        if value is not None and about and not _PART.search(rest[: match.start(2)]):
            words = re.sub(r"^(?:so|cong)_", "", identifier(match[1]))
            said = " ".join(sentence[match.start() : match.end()].split())
            yield Claim(value, words, match[3] or "", True, about, annex, said, at())


def _papers(
    sentence: str, titles: Mapping[str, Sequence[str]], this: re.Pattern[str]
) -> Iterator[tuple[int, int, str]]:
    """Yield where a sentence names a paper, and which: the key of a dossier in `titles`, or a number."""
    named = _papers_by_name(sentence, titles)
    yield from named
    for match in this.finditer(sentence):
        yield match.start(), match.end(), ""
    if named:
        return
    if not _PLAN.search(sentence):
        for match in _ANNEX.finditer(sentence):
            yield match.start(), match.end(), ""
    bare = _bare_plan(titles)
    if bare is not None and not this.search(sentence):
        for match in _PLAN.finditer(sentence):
            yield match.start(), match.end(), bare


def _papers_by_name(sentence: str, titles: Mapping[str, Sequence[str]]) -> list[tuple[int, int, str]]:
    """Return where a sentence names papers by number or by title, and which; the longest title counts."""
    keys: dict[str, str] = {}
    for key, names in titles.items():
        keys |= dict.fromkeys(names, key)
    named = [(match.start(), match.end(), keys.get(match[0], match[0])) for match in _NUMBERED.finditer(sentence)]
    for title in sorted(keys, key=len, reverse=True):
        if not title or _NUMBERED.fullmatch(title):
            continue
        for match in re.finditer(re.escape(title), sentence, re.I):
            if not any(begin < match.end() and match.start() < end for begin, end, _ in named):
                named.append((match.start(), match.end(), keys[title]))
    return named


def _bare_plan(titles: Mapping[str, Sequence[str]]) -> str | None:
    """Return the key of the plan that a bare "kế hoạch" means; None where it could be any."""
    if LINKED in titles:
        return LINKED
    if any(name.lower().startswith("kế hoạch") for name in titles.get("", ())):
        return ""
    return None


def _about(papers: Sequence[tuple[int, int, str]], at: int, sentence: str) -> tuple[str, ...]:
    """Return which of the papers named a number at `at` is of: the only one, or the one named just before it."""
    if len({key for _, _, key in papers}) == 1:
        return (papers[0][2],)
    near = max((item for item in papers if item[1] <= at), default=None)
    if near is None or "," in sentence[near[1] : at]:
        return ()
    return (near[2],)


def _counted(words: str, rest: str) -> list[str]:
    """Return what the words after a number may name, each text ending where the sentence may go on about the whole."""
    found = []
    for match in re.finditer(r"[^\W\d]+", words):
        if _ALL.match(rest[match.end() :]):
            found.append(" ".join(words[: match.end()].split()))
    return found[:4]


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(str(vietnamese.doc_so(text) if text[0].isdigit() else vietnamese.tu_chu(text)))
    except (ValueError, ArithmeticError):
        return None


def _shown_unit(tally: Tally) -> str:
    return re.sub(r"^\s*(?:đơn vị(?: tính)?|đvt)\s*:\s*", "", tally.unit, flags=re.I)


def _unit(text: str) -> str:
    return re.sub(r"^(?:don_vi_tinh|don_vi|dvt)_", "", identifier(text))
