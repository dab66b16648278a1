"""What is wrong in a Word file, said of each value: lost, changed, moved, printed twice, in another cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docgen.finding import Finding, Where
from docgen.lint.arrival.alignment import last_match
from docgen.lint.arrival.difference import CHANGED, FOREIGN, MOVED, TWICE, Difference
from docgen.lint.arrival.script import OWN, Script, Value
from docgen.lint.arrival.word_text import Stream
from docgen.lint.arrival.words import shown, words
from docgen.word import Paragraph


class InWord:
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
