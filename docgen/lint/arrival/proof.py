"""What to report of each value: whether it is where it belongs, and if not, where and how it went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from docgen.finding import Finding, Where
from docgen.lint.arrival.alignment import last_match
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
_MOST_REPORTED = 12  # findings of one code that are reported one by one; the rest are counted


@dataclass
class Arrival:
    """How many values there are and how many are where they belong; what is wrong with the others.

    `owners` holds for each word of the Word file's body which of `values` it belongs to (-1: none), `drawn` which the
    last word of each paragraph or text of a chart belongs to (by part and number). `absent` are the places in `values`
    of those that are not where they belong.
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
    """Return which values of a paper are in its Word file. `template` is the Word template it was made from.

    `places` knows where values are in the data; `file` is the Word file as shown, `template_file` the template.
    Raises DocgenError for a template that is not safe to read.
    """
    script, others = wanted(resolved, template, places)
    items = [*word.paragraphs, *word.boxes, *word.charts]
    for name in others:
        items += word.part(name)
    found = Stream(items)
    texts = _texts(script.keys, script.owners)
    sides = Side(script.keys, script.owners), Side(found.keys, found.owners)
    spots, differences = compare(*sides, lambda index: script.owners[index] != FREE, texts.__contains__)
    judge = _InWord(script, found, spots, file, template_file or file)
    judge.signers = {str(part.values.get("ho_ten") or "") for part in resolved.parts} - {""}
    unprinted = [value for value in script.unprinted if script.complete or not _is_printed(value, found.keys)]
    findings = [_unprinted(value, template_file or file) for value in unprinted]
    findings += [*judge.differing(differences), *judge.misplaced()]
    by_spot = {spot: owner for owner, spot in zip(script.owners, spots, strict=True) if owner >= 0 and spot >= 0}
    in_line = (spot for spot, item in enumerate(found.owners) if not item.apart)
    owners = [by_spot.get(spot, -1) for spot in islice(in_line, len(word.stream.keys))]
    expected = len(script.values) + len(script.unprinted)
    present = expected - len(judge.absent) - len(unprinted)
    in_charts = {(item.part, item.number): by_spot[spot] for spot, item in enumerate(found.owners) if spot in by_spot}
    return Arrival(expected, present, _few(findings), script.values, owners, in_charts, judge.absent)


def in_pdf(word: WordText, pdf: Document, arrived: Arrival | None = None, file: str = "") -> Arrival:
    """Return which values of a Word file are in its PDF too.

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
    if page.tagged:
        for item in unshown(word.drawings, drawn(pdf), known.drawn):
            judge.absent.update(item.owners)
            findings.append(item.finding(known.values, file))
    absent = known.absent | judge.absent
    present = known.present - len(judge.absent - known.absent)
    return Arrival(known.expected, present, _few(findings), known.values, known.owners, known.drawn, absent)


def _is_printed(value: Value, keys: Sequence[str]) -> bool:
    """Return whether a value is anywhere: all that can be asked where a template does what is not followed here."""
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
    for item in word.paragraphs:
        count = 0 if item.apart else len(words(item.text))
        if count:
            owners += [len(values)] * count
            values.append(Value("đoạn", item.text, Where()))
    return Arrival(len(values), len(values), [], values, owners)


def _unprinted(value: Value, file: str) -> Finding:
    where = value.where if value.where.file else Where(file=file)
    return Finding.of("SL022", where, f"mẫu không in {value.name} “{shown(value.text)}”")


def _few(findings: list[Finding]) -> list[Finding]:
    """Return findings with no more than `_MOST_REPORTED` of one code, the rest counted."""
    counts: Counter[str] = Counter()
    kept: list[Finding] = []
    last: dict[str, Finding] = {}
    for finding in findings:
        counts[finding.code] += 1
        last[finding.code] = finding
        if counts[finding.code] <= _MOST_REPORTED:
            kept.append(finding)
    for code, count in counts.items():
        if count > _MOST_REPORTED:
            kept.append(Finding.of(code, last[code].where, f"… và {count - _MOST_REPORTED} chỗ nữa như vậy"))
    return kept


class _InWord:
    """Reports what is wrong in a Word file, by value. `spots` are the places of the script's words in it."""

    def __init__(self, script: Script, found: Stream, spots: list[int], file: str, template_file: str) -> None:
        self.script, self.found, self.spots = script, found, spots
        self.file, self.template_file = file, template_file
        self.sizes = Counter(script.owners)  # the number of words of each value
        self.absent: set[int] = set()
        self.signers: set[str] = set()

    def differing(self, differences: Sequence[Difference]) -> Iterator[Finding]:
        """Yield what differs from what data and template ask for."""
        for item in differences:
            if item.kind in (TWICE, FOREIGN):
                yield from self._extra(item)
                continue
            if item.kind == MOVED and self._reads_on(item):
                self.spots[item.wanted.begin : item.wanted.end] = range(item.found.begin, item.found.end)
                continue
            parts = Counter(self.script.owners[item.wanted.begin : item.wanted.end])
            for owner, count in parts.items():
                if owner >= 0 and owner not in self.absent:
                    self.absent.add(owner)
                    yield self._lost(item, self.script.values[owner], whole=count == self.sizes[owner])
            if OWN in parts and max(parts) < 0 and self.script.complete:
                yield self._own_words_lost(shown(self.script.text(*item.wanted)))

    def _own_words_lost(self, text: str) -> Finding:
        """Report words of the template that are gone, as a name typed into it is where a part has no signature."""
        for name in self.signers:
            if words(name) == words(text):
                message = f"mẫu ghi sẵn tên “{name}” ở phần ký"
                return Finding.of("SL030", Where(file=self.template_file), message, "Thay tên ấy bằng {{ ho_ten }}.")
        return Finding.of("SL030", Where(file=self.file), f"chữ “{text}” của mẫu không có trong tệp Word")

    def _reads_on(self, item: Difference) -> bool:
        """Return whether words moved only past another column of their table, in a table that the template itself lays.

        A list too long for its row goes on below what is beside it: down each column the order is the same.
        """
        begin, end = item.found
        before = last_match(self.spots, item.wanted.begin)
        moved = self.found.owners[begin:end]
        between = slice(end, before + 1) if before >= end else slice(before + 1, begin)
        passed = self.found.owners[between]
        own_columns = {(place.table, place.column) for place in moved}
        passed_columns = {(place.table, place.column) for place in passed}
        tables = {table for table, _ in own_columns | passed_columns}
        if not passed or len(own_columns) != 1 or own_columns & passed_columns or len(tables) != 1 or tables == {0}:
            return False
        owners = self.script.owners[item.wanted.begin : item.wanted.end]
        values = [self.script.values[owner] for owner in owners if owner >= 0]
        return not any(value.row or value.block for value in values)

    def _lost(self, item: Difference, value: Value, *, whole: bool) -> Finding:
        where = value.where if value.where.file else Where(file=self.file)
        named, text = f"{value.name} “{shown(value.text)}”", shown(self.script.text(*item.wanted))
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
        own = paragraph.table and set(self.found.keys[item.found.begin : item.found.end]) <= self.script.table_words
        if own or not self.script.complete:
            return
        text = shown(self.found.text(*item.found))
        code, said = ("SL024", "hai lần") if item.kind == TWICE else ("SL025", "mà dữ liệu và mẫu không có")
        yield Finding.of(code, paragraph.where(self.file), f"tệp Word in “{text}” {said}")

    def misplaced(self) -> Iterator[Finding]:
        """Yield values whose words come in order, but in another cell, or not apart from other values."""
        spots: dict[int, list[Paragraph]] = {}
        for owner, spot in zip(self.script.owners, self.spots, strict=True):
            if owner >= 0 and spot >= 0 and owner not in self.absent:
                spots.setdefault(owner, []).append(self.found.owners[spot])
        rows: dict[tuple[int, int], int] = {}
        blocks: dict[tuple[str, int], int] = {}
        for owner, here in spots.items():
            value = self.script.values[owner]
            problem = _problem(value, here, rows, blocks)
            if problem:
                self.absent.add(owner)
                where = value.where if value.where.file else Where(file=self.file)
                said = f"{value.name} “{shown(value.text)}” đứng sai chỗ trong tệp Word"
                yield Finding.of("SL023", where, f"{said} ({here[0].where(self.file)}): {problem}")


def _problem(
    value: Value, here: Sequence[Paragraph], rows: dict[tuple[int, int], int], blocks: dict[tuple[str, int], int]
) -> str:
    """Return what is wrong with the place of a value, "" for nothing; `rows` and `blocks` are those met before."""
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
    """Reports what is wrong in a PDF, by value. `spots` are the places in it of the Word file's words."""

    def __init__(self, word: WordText, page: Printed, spots: list[int], known: Arrival, file: str) -> None:
        self.word, self.page, self.spots, self.known, self.file = word, page, spots, known, file
        self._listed: set[int] = set()  # where paragraphs that Word numbers begin
        before: Paragraph | None = None
        for spot, item in zip(spots, word.stream.owners, strict=True):
            if item.listed and item is not before:
                self._listed.add(spot)
            before = item
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
        """Return whether extra words are what Word itself prints: header rows again, numbers before paragraphs.

        Without tags anything beside the text is in line too.
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
            said += f" của {value.name} “{shown(value.text)}”"
            if value.where.file:
                said += f" ({value.where})"
        if len(owners) > 1:
            said += f" và {len(owners) - 1} giá trị nữa"
        if item.kind == MISSING:
            before = max(last_match(self.spots, begin), 0)
            return Finding.of("SL026", self._where(before), f"{said} không có trong PDF")
        where = self._where(item.found.begin)
        if item.kind == MOVED:
            return Finding.of("SL027", where, f"{said} đứng sai thứ tự trong PDF")
        return Finding.of("SL026", where, f"{said} thành “{shown(self.page.text(*item.found))}” trong PDF")

    def _where(self, index: int) -> Where:
        return Where(file=self.file, page=self.page.pages[index] if index < len(self.page.pages) else 0)

    def beside(self, beside: Beside) -> Iterator[Finding]:
        """Yield what is beside the text and is neither a page number, a running head nor a repeated header row."""
        for number, lines in self.page.beside.items():
            written = Written()
            written.write(" ".join(lines))
            if foreign := beside.foreign(written.keys):
                said = shown("".join(written.forms[place] for place in foreign))
                yield Finding.of("SL029", Where(file=self.file, page=number), f"PDF in “{said}” mà tệp Word không có")

    def heads(self) -> Iterator[Finding]:
        """Yield what should head the first page of a section and does not."""
        for before, text in first_heads(self.word):
            head = [word for word in words(text) if word != PAGE]
            spot = next((spot for spot in self.spots[before:] if spot >= 0), None)
            if spot is None or not head:
                continue
            number = self.page.pages[spot]
            if self.page.tagged:
                there = words(" ".join(self.page.beside.get(number, [])))
            else:
                there = [key for key, at in zip(self.page.keys, self.page.pages, strict=True) if at == number]
            if f" {' '.join(head)} " not in f" {' '.join(there)} ":
                self._count_absent(head)
                where = Where(file=self.file, page=number)
                yield Finding.of("SL026", where, f"“{shown(text)}” ở đầu hoặc chân trang không có trong PDF")

    def lost(self) -> Iterator[Finding]:
        """Yield what floats in the Word file and is nowhere in the PDF."""
        for item in self.page.lost:
            self._count_absent(words(item.text))
            said = f"“{shown(item.text)}” trong khung chữ hoặc chú thích ({item.where('tệp Word')}) không có trong PDF"
            yield Finding.of("SL026", Where(file=self.file), said)

    def _count_absent(self, text: list[str]) -> None:
        """Count every value of this text as absent: which of them was out of line is not known."""
        self.absent.update(i for i, value in enumerate(self.known.values) if words(value.text) == text)


__all__ = ["Arrival", "in_docx", "in_pdf"]
