"""What to say of each value: whether it stands where it belongs, and if not, where and how it went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.finding import Finding, Where
from docgen.lint.arrival.difference import CHANGED, FOREIGN, MISSING, MOVED, TWICE, Difference, Side, compare
from docgen.lint.arrival.drawing import drawn, unshown
from docgen.lint.arrival.form import wanted
from docgen.lint.arrival.printed import Beside, Printed, first_heads, printed
from docgen.lint.arrival.script import FREE, OWN, Script, Value
from docgen.lint.arrival.word_text import Stream, WordText
from docgen.lint.arrival.words import Written, shown, words
from docgen.model.fields import Places
from docgen.model.resolved import Resolved
from docgen.pdf import Document
from docgen.word import PAGE, Paragraph

_LABEL_WORDS = 6  # of the longest number that Word puts before a paragraph: "Điều 12.", "1.2.3."
_TOLD = 12  # findings of one code that are told one by one; what is more is counted


@dataclass
class Arrival:
    """How many values there are and how many stand where they belong; what is wrong with the others.

    `owners` tells for each word of the Word file's body which of `values` it belongs to (-1: none), `drawn` whose
    the last word of each paragraph or text of a chart is (by part and number); `absent` are the places in `values` of
    those not where they belong.
    """

    expected: int
    present: int
    findings: list[Finding]
    values: list[Value] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    drawn: dict[tuple[str, int], int] = field(default_factory=dict)
    absent: set[int] = field(default_factory=set)

    def __str__(self) -> str:
        lost = self.expected - self.present
        return f"thiếu {lost} trong {self.expected} nội dung" if lost else f"đủ {self.expected} nội dung"


def in_docx(
    resolved: Resolved,
    template: bytes,
    word: WordText,
    places: Places | None = None,
    file: str = "",
    template_file: str = "",
) -> Arrival:
    """Return which values of a paper stand in its Word file. `template` is the Word template it was made from.

    `places` tells where values stand in the data; `file` is the Word file as shown, `template_file` the template.
    Raises DocgenError for a template that is not safe to read.
    """
    made, others = wanted(resolved, template, places)
    parts = (item for name in others for item in word.part(name))
    found = Stream([*word.paragraphs, *word.boxes, *word.charts, *parts])
    known = Counter(made.owners)
    texts = _texts(made.keys, made.owners)
    sides = Side(made.keys, made.owners), Side(found.keys, found.owners)
    spots, differences = compare(*sides, lambda index: made.owners[index] != FREE, texts.__contains__)
    judge = _InWord(made, found, spots, file, known)
    judge.names = {str(part.values.get("ho_ten") or "") for part in resolved.parts} - {""}
    judge.template_file = template_file or file
    unprinted = [value for value in made.unprinted if made.complete or not _stands(value, found.keys)]
    findings = [_unprinted(value, template_file or file) for value in unprinted]
    findings += [*judge.differing(differences), *judge.misplaced()]
    by_spot = {spot: owner for owner, spot in zip(made.owners, spots, strict=True) if owner >= 0 and spot >= 0}
    in_line = (spot for spot, item in enumerate(found.owners) if not item.apart)
    owners = [by_spot.get(spot, -1) for spot, _ in zip(in_line, word.stream.keys, strict=False)]
    expected = len(made.values) + len(made.unprinted)
    present = expected - len(judge.absent) - len(unprinted)
    in_charts = {(item.part, item.number): by_spot[spot] for spot, item in enumerate(found.owners) if spot in by_spot}
    return Arrival(expected, present, _few(findings), made.values, owners, in_charts, judge.absent)


def in_pdf(word: WordText, pdf: Document, arrived: Arrival | None = None, file: str = "") -> Arrival:
    """Return which values of a Word file stand in its PDF too.

    Values are those of `arrived`, or the paragraphs of the Word file where it is not given. `file` is the PDF as shown.
    """
    known = arrived or _by_paragraph(word)
    page = printed(pdf, word.apart)
    beside = Beside(word)
    texts = {tuple(words(item.text)) for item in word.paragraphs}
    sides = Side(word.stream.keys, word.stream.owners, word.stream.soft), Side(page.keys, page.owners)
    spots, differences = compare(*sides, lambda _: True, texts.__contains__)
    judge = _InPrint(word, page, spots, known, file)
    findings = [*judge.differing(differences, beside), *judge.beside(beside), *judge.heads(), *judge.lost()]
    for item in unshown(word.drawings, drawn(pdf), known.drawn) if page.tagged else ():
        judge.absent.update(item.owners)
        findings.append(item.finding(known.values, file))
    absent = known.absent | judge.absent
    present = known.present - len(judge.absent - known.absent)
    return Arrival(known.expected, present, _few(findings), known.values, known.owners, known.drawn, absent)


def _stands(value: Value, keys: Sequence[str]) -> bool:
    """Return whether a value stands anywhere: all that can be asked where a template does what is not followed here."""
    return f" {' '.join(words(value.text))} " in f" {' '.join(keys)} "


def _texts(keys: Sequence[str], owners: Sequence[int]) -> set[tuple[str, ...]]:
    """Return the words of every value."""
    by_owner: dict[int, list[str]] = {}
    for key, owner in zip(keys, owners, strict=True):
        by_owner.setdefault(owner, []).append(key)
    return {tuple(text) for owner, text in by_owner.items() if owner >= 0}


def _by_paragraph(word: WordText) -> Arrival:
    """Return the paragraphs of a Word file as values."""
    values: list[Value] = []
    owners: list[int] = []
    for item in (item for item in word.paragraphs if not item.apart):
        if here := words(item.text):
            owners += [len(values)] * len(here)
            values.append(Value("đoạn", item.text, Where()))
    return Arrival(len(values), len(values), [], values, owners)


def _unprinted(value: Value, file: str) -> Finding:
    where = value.where if value.where.file else Where(file=file)
    return Finding.of("SL022", where, f"mẫu không in {value.name} “{shown(value.text)}”")


def _few(findings: list[Finding]) -> list[Finding]:
    """Return findings with no more than `_TOLD` of one code, the rest counted."""
    counts: Counter[str] = Counter()
    told: list[Finding] = []
    last: dict[str, Finding] = {}
    for finding in findings:
        counts[finding.code] += 1
        last[finding.code] = finding
        if counts[finding.code] <= _TOLD:
            told.append(finding)
    more = ((last[code], count - _TOLD) for code, count in counts.items() if count > _TOLD)
    return told + [Finding.of(item.code, item.where, f"… và {count} chỗ nữa như vậy") for item, count in more]


class _InWord:
    """Says what is wrong in a Word file, by value."""

    def __init__(self, made: Script, found: Stream, spots: list[int], file: str, sizes: Counter[int]) -> None:
        self.made, self.found, self.spots, self.file, self.sizes = made, found, spots, file, sizes
        self.absent: set[int] = set()
        self.names: set[str] = set()  # who signs
        self.template_file = file

    def differing(self, differences: Sequence[Difference]) -> Iterator[Finding]:
        """Yield what differs from what data and template ask for."""
        for item in differences:
            if item.kind in (TWICE, FOREIGN):
                yield from self._extra(item)
                continue
            if item.kind == MOVED and self._reads_on(item):
                self.spots[item.wanted.begin : item.wanted.end] = range(item.found.begin, item.found.end)
                continue
            parts = Counter(self.made.owners[item.wanted.begin : item.wanted.end])
            for owner in (owner for owner in parts if owner >= 0 and owner not in self.absent):
                self.absent.add(owner)
                yield self._lost(item, self.made.values[owner], whole=parts[owner] == self.sizes[owner])
            if OWN in parts and max(parts) < 0 and self.made.complete:
                yield self._own_words_lost(shown(self.made.text(*item.wanted)))

    def _own_words_lost(self, text: str) -> Finding:
        """A name typed into a template goes with the signature it belongs to, where a part has none."""
        if name := next((name for name in self.names if words(name) == words(text)), ""):
            message = f"mẫu ghi sẵn tên “{name}” ở phần ký"
            return Finding.of("SL030", Where(file=self.template_file), message, "Thay tên ấy bằng {{ ho_ten }}.")
        return Finding.of("SL030", Where(file=self.file), f"chữ “{text}” của mẫu không có trong tệp Word")

    def _reads_on(self, item: Difference) -> bool:
        """Return whether words moved only past another column of their table, all of it the template's own.

        A list too long for its row goes on below what stands beside it: down each column the order is the same.
        """
        (begin, end), owners = item.found, self.found.owners
        before = next((spot for spot in reversed(self.spots[: item.wanted.begin]) if spot >= 0), -1)
        passed = owners[end : before + 1] if before >= end else owners[before + 1 : begin]
        own = {(place.table, place.column) for place in owners[begin:end]}
        tables = {place.table for place in (*passed, *owners[begin:end])}
        values = (self.made.values[owner] for owner in self.made.owners[slice(*item.wanted)] if owner >= 0)
        in_rows = any(value.row or value.block for value in values)
        beside = all((place.table, place.column) not in own for place in passed)
        return bool(passed) and beside and len(own) == len(tables) == 1 and tables != {0} and not in_rows

    def _lost(self, item: Difference, value: Value, *, whole: bool) -> Finding:
        where = value.where if value.where.file else Where(file=self.file)
        named, text = f"{value.name} “{shown(value.text)}”", shown(self.made.text(*item.wanted))
        if item.kind == MOVED:
            place = self.found.owners[item.found.begin].where(self.file)
            return Finding.of("SL023", where, f"{named}: “{text}” đứng sai thứ tự trong tệp Word ({place})")
        if item.kind == CHANGED:
            instead = shown(self.found.text(*item.found))
            return Finding.of("SL021", where, f"{named}: “{text}” thành “{instead}” trong tệp Word")
        if whole:
            return Finding.of("SL020", where, f"{named} không có trong tệp Word")
        return Finding.of("SL021", where, f"{named} trong tệp Word thiếu “{text}”")

    def _extra(self, item: Difference) -> Iterator[Finding]:
        paragraph = self.found.owners[item.found.begin]
        own = paragraph.table and set(self.found.keys[item.found.begin : item.found.end]) <= self.made.loose
        if own or not self.made.complete:
            return
        text = shown(self.found.text(*item.found))
        code, said = ("SL024", "hai lần") if item.kind == TWICE else ("SL025", "mà dữ liệu và mẫu không có")
        yield Finding.of(code, paragraph.where(self.file), f"tệp Word in “{text}” {said}")

    def misplaced(self) -> Iterator[Finding]:
        """Yield values whose words stand in order, but in another cell, or not apart from other values."""
        spots: dict[int, list[Paragraph]] = {}
        for owner, spot in zip(self.made.owners, self.spots, strict=True):
            if owner >= 0 and spot >= 0 and owner not in self.absent:
                spots.setdefault(owner, []).append(self.found.owners[spot])
        rows: dict[tuple[int, int], int] = {}
        blocks: dict[tuple[str, int], int] = {}
        for owner, here in spots.items():
            value = self.made.values[owner]
            problem = _problem(value, here, rows, blocks)
            if problem:
                self.absent.add(owner)
                where = value.where if value.where.file else Where(file=self.file)
                said = f"{value.name} “{shown(value.text)}” đứng sai chỗ trong tệp Word"
                yield Finding.of("SL023", where, f"{said} ({here[0].where(self.file)}): {problem}")


def _problem(
    value: Value, here: Sequence[Paragraph], rows: dict[tuple[int, int], int], blocks: dict[tuple[str, int], int]
) -> str:
    """Return what is wrong with the place of a value, "" when nothing is; `rows` and `blocks` are those met before."""
    first = here[0]
    if value.row:
        alone = rows.setdefault((first.table, first.row), value.row) == value.row
        inside = all(item.table == first.table and item.row == first.row for item in here)
        if not (alone and inside and first.table):
            return "phải ở trong một hàng với các ô cùng hàng"
        return "" if all(item.column == value.column for item in here) else f"phải ở cột {value.column + 1}"
    if any(item.number != first.number or item.part != first.part for item in here):
        return "phải liền trong một đoạn"
    if value.block and blocks.setdefault((first.part, first.number), value.block) != value.block:
        return "phải là một đoạn riêng"
    return ""


class _InPrint:
    """Says what is wrong in a PDF, by value."""

    def __init__(self, word: WordText, page: Printed, spots: list[int], known: Arrival, file: str) -> None:
        self.word, self.page, self.spots, self.known, self.file = word, page, spots, known, file
        owners = [None, *word.stream.owners]
        starts = (i for i, item in enumerate(word.stream.owners) if item.listed and owners[i] is not item)
        self._listed = {spots[place] for place in starts}  # where paragraphs that Word numbers begin
        self.absent: set[int] = set()

    def differing(self, differences: Sequence[Difference], beside: Beside) -> Iterator[Finding]:
        """Yield what differs from the Word file, each at its page."""
        for item in differences:
            if item.kind not in (TWICE, FOREIGN):
                yield self._lost(item)
            elif not self._repeats(item, beside):
                code, said = ("SL028", "hai lần") if item.kind == TWICE else ("SL029", "mà tệp Word không có")
                text = shown(self.page.text(*item.found))
                yield Finding.of(code, self._where(item.found.begin), f"PDF in “{text}” {said}")

    def _repeats(self, item: Difference, beside: Beside) -> bool:
        """Return whether words too much are what Word itself prints: header rows again, numbers before paragraphs.

        Without tags anything that stands beside the text is in line too.
        """
        begin, end = item.found
        pages, text = self.page.pages, self.page.keys[begin:end]
        if end - begin <= _LABEL_WORDS and end in self._listed:
            return True
        if not self.page.tagged:
            return not beside.foreign(text)
        return tuple(text) in beside.heads and begin > 0 and pages[begin - 1] < pages[begin]

    def _lost(self, item: Difference) -> Finding:
        begin, end = item.wanted
        owners = sorted({owner for owner in self.known.owners[begin:end] if owner >= 0})
        self.absent.update(owners)
        said = f"“{shown(self.word.stream.text(begin, end))}”"
        if owners:
            value = self.known.values[owners[0]]
            said += f" của {value.name} “{shown(value.text)}”" + (f" ({value.where})" if value.where.file else "")
            said += f" và {len(owners) - 1} giá trị nữa" if len(owners) > 1 else ""
        if item.kind == MISSING:
            before = next((self.spots[i] for i in range(begin - 1, -1, -1) if self.spots[i] >= 0), 0)
            return Finding.of("SL026", self._where(before), f"{said} không có trong PDF")
        where = self._where(item.found.begin)
        if item.kind == MOVED:
            return Finding.of("SL027", where, f"{said} đứng sai thứ tự trong PDF")
        return Finding.of("SL026", where, f"{said} thành “{shown(self.page.text(*item.found))}” trong PDF")

    def _where(self, index: int) -> Where:
        return Where(file=self.file, page=self.page.pages[index] if index < len(self.page.pages) else 0)

    def beside(self, beside: Beside) -> Iterator[Finding]:
        """Yield what stands beside the text and is neither a page number, a running head nor a repeated header row."""
        for number, lines in self.page.beside.items():
            written = Written()
            written.write(" ".join(lines))
            if foreign := beside.foreign(written.keys):
                said = shown("".join(written.forms[place] for place in foreign))
                yield Finding.of("SL029", Where(file=self.file, page=number), f"PDF in “{said}” mà tệp Word không có")

    def heads(self) -> Iterator[Finding]:
        """Yield what should head the first page of a section and does not."""
        for before, text in first_heads(self.word):
            wanted = [word for word in words(text) if word != PAGE]
            spot = next((spot for spot in self.spots[before:] if spot >= 0), None)
            if spot is None or not wanted:
                continue
            number = self.page.pages[spot]
            lines = self.page.beside.get(number, [])
            inline = [key for key, at in zip(self.page.keys, self.page.pages, strict=True) if at == number]
            there = words(" ".join(lines)) if self.page.tagged else inline
            if f" {' '.join(wanted)} " not in f" {' '.join(there)} ":
                self._forget(wanted)
                where = Where(file=self.file, page=number)
                yield Finding.of("SL026", where, f"“{shown(text)}” ở đầu hoặc chân trang không có trong PDF")

    def lost(self) -> Iterator[Finding]:
        """Yield what floats in the Word file and is nowhere in the PDF."""
        for item in self.page.lost:
            self._forget(words(item.text))
            said = f"“{shown(item.text)}” trong khung chữ hoặc chú thích ({item.where('tệp Word')}) không có trong PDF"
            yield Finding.of("SL026", Where(file=self.file), said)

    def _forget(self, text: list[str]) -> None:
        """Count the values of this text as absent: which of them stood out of line is not known."""
        self.absent.update(i for i, value in enumerate(self.known.values) if words(value.text) == text)


__all__ = ["Arrival", "in_docx", "in_pdf"]
