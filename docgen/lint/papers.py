"""Facts that several papers state: numbers given twice, and papers cited differently or not as they are.

`facts` takes from a paper what other papers can contradict; `across` compares. Only facts travel, as plain values too,
so papers may be resolved in several processes, or remembered from an earlier run.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from docgen import vietnamese
from docgen.finding import Finding, Where
from docgen.lint.claims import Claim, contradicted
from docgen.model.resolved import Tally
from docgen.vietnamese import KieuDau

if TYPE_CHECKING:
    from docgen.model.fields import Places
    from docgen.model.paper import VanBan
    from docgen.model.resolved import Resolved

_LONG = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "vpcp": "văn phòng chính phủ"}
_OFFICE_WORDS = 3  # two names of one office share at least three words: "Sở Nội vụ"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LEAD = re.compile(r"^(?:về việc|v/v|về|của)\s+")


@dataclass(frozen=True)
class PaperMention:
    """A paper as one dossier knows it: its own (`own`), or one it cites. Texts as written, "" where not given."""

    loai: str
    so: str
    ngay: date | None
    co_quan: str
    trich_yeu: str
    where: Where
    own: bool = False

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> PaperMention:
        """Return a mention from plain values. Raises KeyError, TypeError or ValueError for others."""
        day = date.fromisoformat(plain["ngay"]) if plain["ngay"] else None
        return cls(**{**plain, "ngay": day, "where": Where(**plain["where"])})


@dataclass(frozen=True)
class Signer:
    """Who signs a paper: the code and the name in the data, the place of the name, and who else held the post."""

    ma: str
    ho_ten: str
    where: Where
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Signer:
        """Return a signer from plain values. Raises KeyError or TypeError for others."""
        return cls(plain["ma"], plain["ho_ten"], Where(**plain["where"]), tuple(plain.get("others", ())))


@dataclass(frozen=True)
class Facts:
    """What other papers can contradict: the paper itself (its number "" while it has none), and what it cites.

    `year` is the year of issue, in which its number counts; while that is unknown, the year the paper speaks of.
    """

    paper: PaperMention
    year: int | None
    cited: tuple[PaperMention, ...]
    tallies: tuple[Tally, ...] = ()
    claims: tuple[Claim, ...] = ()
    signer: Signer | None = None

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Facts:
        """Return facts from plain values. Raises KeyError, TypeError, ValueError or ArithmeticError for others."""
        return cls(
            PaperMention.of(plain["paper"]),
            plain["year"],
            tuple(map(PaperMention.of, plain["cited"])),
            tuple(map(_tally, plain["tallies"])),
            tuple(map(Claim.of, plain["claims"])),
            Signer.of(plain["signer"]) if plain.get("signer") else None,
        )

    def plain(self) -> dict[str, Any]:
        """Return them as JSON can hold them."""
        lists = {"cited": self.cited, "tallies": self.tallies, "claims": self.claims}
        signer = _plain(self.signer) if self.signer else None
        return {
            "paper": _plain(self.paper), "year": self.year, "signer": signer,
            **{name: [_plain(item) for item in items] for name, items in lists.items()},
        }  # fmt: skip


def facts(
    paper: VanBan, resolved: Resolved, places: Places, claims: Sequence[Claim] = (), numbered: Where | None = None
) -> Facts:
    """Return the facts of one paper; `claims` are what its texts say of tables (`docgen.lint.claims`).

    `numbered` is the place of its number when that is not in the data file but in a list.
    """
    number = resolved.number if paper.so is not None else ""
    where = numbered or places.where((*paper.key, "so"))
    own = PaperMention(paper.loai, number, paper.ngay, resolved.issuer, resolved.subject, where, own=True)
    cited = tuple(
        PaperMention(item.loai, item.so_ky_hieu or "", item.ngay, item.co_quan or "", item.trich_yeu or "",
                places.where(item.key))
        for item in (paper.vb or {}).values()
    )  # fmt: skip
    tallies = tuple(_settled(item) for item in resolved.tallies if not item.paper) if number else ()
    name = str(resolved.parts[0].values.get("ho_ten", ""))
    ma = str(paper.nguoi_ky.ma or "")
    others = [leader.ho_ten for leader in paper.co_quan.lanh_dao or [] if leader.ma == ma and leader.ho_ten != name]
    signer = Signer(ma, name, places.where(resolved.signature.at), tuple(others))
    of_others = tuple(item for item in claims if "/" in item.about[0])
    return Facts(own, paper.issued_in or paper.nam, cited, tallies, of_others, signer)


def signed_anew(before: Facts, now: Facts) -> list[Finding]:
    """Return the finding for a paper that has its number and its day but another signer than when last built."""
    was, signer = before.signer, now.signer
    known = (before.paper.so, before.paper.ngay)
    same = all(known) and known == (now.paper.so, now.paper.ngay)
    if not was or not signer or was.ho_ten == signer.ho_ten or not same:
        return []
    if was.ho_ten in signer.others:  # both are listed, each with the time in the post, as they should be
        return []
    day = vietnamese.ngay_ngan(now.paper.ngay)
    said = f"văn bản số {now.paper.so} ngày {day} đã làm với người ký “{was.ho_ten}”, nay đổi thành “{signer.ho_ten}”"
    unsigned = "Nếu văn bản chưa ký: docgen build --force."
    remedy = f"Nếu văn bản đã ký thì ghi lại người ký cũ. {unsigned}"
    if was.ma and was.ma == signer.ma:
        remedy = (
            f"Nếu người giữ chức vụ đã thay: để nguyên tên “{was.ho_ten}” và thêm den (ngày thôi giữ chức); người mới "
            f'là một mục lanh_dao nữa cùng ma = "{signer.ma}", có tu. {unsigned}'
        )
    return [Finding.of("NS005", signer.where, said, remedy)]


def across(papers: Sequence[Facts]) -> list[list[Finding]]:
    """Return, for each paper, what it contradicts in the others; each finding names both places.

    Of two papers the later one, by the place of its data, gets the finding.
    """
    order = sorted(range(len(papers)), key=lambda index: papers[index].paper.where)
    ordered = [papers[index] for index in order]
    found: list[list[Finding]] = [[] for _ in papers]
    for rule in (_numbered_twice, _cited_differently, _numbered_differently, _counted_differently):
        for position, finding in rule(ordered):
            found[order[position]].append(finding)
    return [list(dict.fromkeys(findings)) for findings in found]


# Each rule yields findings with the position of the paper that gets it.
_Found: TypeAlias = Iterator[tuple[int, Finding]]


def _numbered_twice(papers: Sequence[Facts]) -> _Found:
    """Yield numbers given to two papers of one kind, office and year (Phụ lục I, Phần I, Mục II khoản 3)."""
    first: dict[tuple[str, str, str, int | None], PaperMention] = {}
    for position, item in enumerate(papers):
        own = item.paper
        key = (_fold(own.loai), _fold(own.co_quan), _number(own.so), item.year)
        if not own.so:
            continue
        before = first.setdefault(key, own)
        if before is not own:
            message = f"số {own.so} năm {item.year} đã cấp cho “{before.trich_yeu}” ({before.where})"
            yield position, Finding.of("VD010", own.where, message)


def _citations(papers: Sequence[Facts]) -> Iterator[tuple[int, PaperMention]]:
    """Yield each citation by number with the position of its paper; not one that still holds tags."""
    for position, item in enumerate(papers):
        for cited in item.cited:
            if cited.so and "{" not in str(cited):
                yield position, cited


def _cited_differently(papers: Sequence[Facts]) -> _Found:
    """Yield citations that contradict the paper itself, where it is among the papers, or each other."""
    known: dict[tuple[str, str], list[PaperMention]] = defaultdict(list)
    for item in papers:
        if item.paper.so:
            known[_fold(item.paper.loai), _number(item.paper.so)].append(item.paper)
    for position, cited in _citations(papers):
        others = known[_fold(cited.loai), _number(cited.so)]
        for other in others:
            if differing := _differing(cited, other):
                code = "VD012" if other.own else "VD011"
                said = "; ".join(differing)
                whose = "chính văn bản đó" if other.own else "nơi khác dẫn"
                message = f"{cited.loai} {cited.so} được dẫn khác với {whose} ({other.where}): {said}"
                yield position, Finding.of(code, cited.where, message)
                break
        else:
            others.append(cited)


def _numbered_differently(papers: Sequence[Facts]) -> _Found:
    """Yield citations of one paper by two numbers: kind, office and subject agree, but the number does not.

    A subject may come back, so the day must agree as well; for a paper with a dossier here, a year in the subject will
    do.
    """
    known: dict[tuple[str, str], list[PaperMention]] = defaultdict(list)
    for item in papers:
        if item.paper.so:
            known[_fold(item.paper.loai), _subject(item.paper)].append(item.paper)
    for position, cited in _citations(papers):
        if not cited.trich_yeu:
            continue
        others = known[_fold(cited.loai), _subject(cited)]
        same = [other for other in others if cited.co_quan and _same_office(cited.co_quan, other.co_quan)]
        if any(_number(other.so) == _number(cited.so) for other in same):
            continue
        for other in same:
            dated = cited.ngay is not None and cited.ngay == other.ngay
            if dated or (other.own and _YEAR.search(cited.trich_yeu)):
                message = f"“{cited.trich_yeu}” được dẫn là số {cited.so}, nơi khác ghi {other.so} ({other.where})"
                yield position, Finding.of("VD015", cited.where, message)
                break
        else:
            others.append(cited)


def _counted_differently(papers: Sequence[Facts]) -> _Found:
    """Yield what texts say of the tables of a paper they cite, where its tables or another text say otherwise."""
    by_number: dict[str, list[Facts]] = defaultdict(list)
    for item in papers:
        by_number[_number(item.paper.so)].append(item)
    first: dict[tuple[Any, ...], Claim] = {}
    for position, item in enumerate(papers):
        for claim in item.claims:
            number = _number(claim.about[0])
            cited = [mention for mention in item.cited if _number(mention.so) == number]
            years: set[int | None] = {mention.ngay.year for mention in cited if mention.ngay} or {item.year}
            known = [
                other for other in by_number[number] if other.year in years and not _contradicts(cited, other.paper)
            ]
            if len(known) == 1:
                for finding in contradicted(claim, known[0].tallies):
                    yield position, finding
            elif not known and len(years) == 1:
                key = (number, *years, claim.total, claim.words, claim.unit, claim.annex)
                before = first.setdefault(key, claim)
                if before.value != claim.value:
                    yield position, Finding.of("VD014", claim.where, _two_counts(claim, before))


def _contradicts(cited: Sequence[PaperMention], paper: PaperMention) -> bool:
    return any(_differing(mention, paper) for mention in cited)


def _two_counts(claim: Claim, before: Claim) -> str:
    return f"về {claim.about[0]}, câu này nói “{claim.said}”, nơi khác ({before.where}) nói “{before.said}”"


def _plain(item: Any) -> dict[str, Any]:
    """Return a mention, signer, claim or tally as JSON can hold it."""
    plain = {each.name: _plain_value(getattr(item, each.name)) for each in fields(item) if each.name != "at"}
    plain["where"] = {name: value for name, value in asdict(item.where).items() if value}
    return plain


def _plain_value(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain_value(part) for part in value]
    return value


def _tally(plain: Mapping[str, Any]) -> Tally:
    lists = {"names": tuple(plain["names"]), "values": tuple(map(Decimal, plain["values"]))}
    known = {name: value for name, value in plain.items() if name != "where"}
    return _settled(Tally(**{**known, **lists, "at": partial(Where, **plain["where"])}))


def _settled(tally: Tally) -> Tally:
    """Return a tally with its place computed, so that it can travel."""
    return replace(tally, at=partial(replace, tally.where))


def _differing(cited: PaperMention, other: PaperMention) -> list[str]:
    """Return what two mentions of one number say differently; nothing where they are of two papers.

    Numbers begin again each year and in each office: two mentions are of one paper if its number holds the year, if
    office and year agree, or if all but one of the day, the office and the subject agree.
    """
    differing: dict[str, str] = {}
    if cited.ngay and other.ngay and cited.ngay != other.ngay:
        differing["ngày"] = f"{vietnamese.ngay_ngan(cited.ngay)} và {vietnamese.ngay_ngan(other.ngay)}"
    if _differs(cited.co_quan, other.co_quan) and not _same_office(cited.co_quan, other.co_quan):
        differing["cơ quan"] = f"“{cited.co_quan}” và “{other.co_quan}”"
    if _differs(cited.trich_yeu, other.trich_yeu):
        differing["trích yếu"] = f"“{cited.trich_yeu}” và “{other.trich_yeu}”"
    year_in_number = re.search(r"/\d{4}/", cited.so) is not None
    same_year = bool(cited.ngay and other.ngay and cited.ngay.year == other.ngay.year)
    same_issue = same_year and "cơ quan" not in differing
    if year_in_number or same_issue or len(differing) == 1:
        return [f"{name} {both}" for name, both in differing.items()]
    return []


def _differs(ours: str, theirs: str) -> bool:
    """Return whether two texts are both given and do not say the same."""
    return bool(ours and theirs) and not _alike(ours, theirs)


def _alike(ours: str, theirs: str) -> bool:
    """Return whether two texts say the same; one may leave out how the other begins or ends."""
    a, b = _LEAD.sub("", _fold(ours)), _LEAD.sub("", _fold(theirs))
    return f" {a} " in f" {b} " or f" {b} " in f" {a} "


def _subject(mention: PaperMention) -> str:
    return _LEAD.sub("", _fold(mention.trich_yeu))


def _same_office(ours: str, theirs: str) -> bool:
    """Return whether one text adds the head of an office and the other its province: "Giám đốc Sở X", "Sở X tỉnh Y"."""
    a, b = _fold(ours).split(), _fold(theirs).split()
    sizes = range(_OFFICE_WORDS, min(len(a), len(b)) + 1)
    return any(a[-size:] == b[:size] or b[-size:] == a[:size] for size in sizes)


def _fold(text: str) -> str:
    """Return only the words of a text: small letters, tones in one place, short names in full."""
    words = re.findall(r"[\w/]+", vietnamese.nfc(text).lower())
    return " ".join(_LONG.get(word, vietnamese.dat_dau(word, KieuDau.CU)) for word in words)


def _number(text: str) -> str:
    """Return a number without spaces and leading zeros, in capitals."""
    return re.sub(r"\s+", "", vietnamese.nfc(text)).upper().lstrip("0")


__all__ = ["Facts", "PaperMention", "across", "facts"]
