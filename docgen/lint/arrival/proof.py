"""What to report of each value: whether it is where it belongs, and if not, where and how it went wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from docgen.finding import Finding, Where
from docgen.lint.arrival.difference import Difference, Side, compare
from docgen.lint.arrival.drawing import drawn, unshown
from docgen.lint.arrival.form import wanted
from docgen.lint.arrival.in_print import InPrint
from docgen.lint.arrival.in_word import InWord
from docgen.lint.arrival.printed import Beside, Printed, printed
from docgen.lint.arrival.script import FREE, Script, Value
from docgen.lint.arrival.word_text import Stream, WordText
from docgen.lint.arrival.words import shown, words
from docgen.model.fields import Places
from docgen.model.resolved import Resolved
from docgen.pdf import Document

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
    found = _all_of(word, others)
    spots, differences = _aligned(script, found)
    judge = InWord(script, found, spots, file, template_file or file)
    judge.signers = {str(part.values.get("ho_ten") or "") for part in resolved.parts} - {""}
    unprinted = [value for value in script.unprinted if script.complete or not _is_printed(value, found.keys)]
    findings = [_unprinted(value, template_file or file) for value in unprinted]
    findings += judge.differing(differences)  # it sets spots right: what is assigned by them comes after
    findings += judge.misplaced()
    owner_at = _owners_at(script, spots)
    expected = len(script.values) + len(script.unprinted)
    present = expected - len(judge.absent) - len(unprinted)
    in_body, last_words = _assigned_to_body(owner_at, found, word), _assigned_to_paragraphs(owner_at, found)
    return Arrival(expected, present, _few(findings), script.values, in_body, last_words, judge.absent)


def in_pdf(word: WordText, pdf: Document, arrived: Arrival | None = None, file: str = "") -> Arrival:
    """Return which values of a Word file are in its PDF too.

    Values are those of `arrived`, or the paragraphs of the Word file where it is not given. `file` is the PDF as shown.
    """
    known = arrived or _by_paragraph(word)
    page = printed(pdf, word.apart)
    beside = Beside(word)
    spots, differences = _aligned_with_page(word, page)
    judge = InPrint(word, page, spots, known, file)
    findings = [*judge.differing(differences, beside), *judge.beside(beside), *judge.heads(), *judge.lost()]
    if page.tagged:
        for item in unshown(word.drawings, drawn(pdf), known.drawn):
            judge.absent.update(item.owners)
            findings.append(item.finding(known.values, file))
    absent = known.absent | judge.absent
    present = known.present - len(judge.absent - known.absent)
    return Arrival(known.expected, present, _few(findings), known.values, known.owners, known.drawn, absent)


def _all_of(word: WordText, others: Iterable[str]) -> Stream:
    """Return all words of a Word file: the body first, then what floats, charts, and the parts named."""
    items = [*word.paragraphs, *word.boxes, *word.charts]
    for name in others:
        items += word.part(name)
    return Stream(items)


def _aligned(script: Script, found: Stream) -> tuple[list[int], list[Difference]]:
    """Return where each word that data and template ask for is in a Word file (-1: nowhere), and what differs."""
    texts = _texts(script.keys, script.owners)

    def is_needed(index: int) -> bool:
        return script.owners[index] != FREE

    return compare(
        Side(script.keys, script.owners), Side(found.keys, found.owners), is_needed, lambda text: text in texts
    )


def _aligned_with_page(word: WordText, page: Printed) -> tuple[list[int], list[Difference]]:
    """Return where each word of a Word file's body is in its PDF (-1: nowhere), and what differs."""
    texts = {tuple(words(item.text)) for item in word.paragraphs}
    of_word = Side(word.stream.keys, word.stream.owners, word.stream.soft)
    return compare(of_word, Side(page.keys, page.owners), lambda _: True, lambda text: text in texts)


def _owners_at(script: Script, spots: Sequence[int]) -> dict[int, int]:
    """Return which value each word of the Word file belongs to, by the place of the word; others belong to none."""
    owner_at = {}
    for owner, spot in zip(script.owners, spots, strict=True):
        if owner >= 0 and spot >= 0:
            owner_at[spot] = owner
    return owner_at


def _assigned_to_body(owner_at: Mapping[int, int], found: Stream, word: WordText) -> list[int]:
    """Return which value each word in line belongs to (-1: none). The body comes first in `found`."""
    in_line = [spot for spot, item in enumerate(found.owners) if not item.apart]
    of_body = in_line[: len(word.stream.keys)]
    return [owner_at.get(spot, -1) for spot in of_body]


def _assigned_to_paragraphs(owner_at: Mapping[int, int], found: Stream) -> dict[tuple[str, int], int]:
    """Return which value the last word of each paragraph or text of a chart belongs to, by part and number."""
    last = {}
    for spot, item in enumerate(found.owners):
        if spot in owner_at:
            last[item.part, item.number] = owner_at[spot]
    return last


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


__all__ = ["Arrival", "in_docx", "in_pdf"]
