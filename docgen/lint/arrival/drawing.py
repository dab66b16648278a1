"""Charts: what one holds in a Word file, what of it is printed as text, and what a PDF shows of it.

A chart prints the names under its axis, the names in its legend and, where there is room, its figures beside their
columns. LibreOffice writes each as a text of its own, the names first, then the marks of the axis, then the figures in
order; a figure printed beside no column is only drawn, and no reader of texts can check it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from docgen import vietnamese
from docgen.finding import Finding, Where
from docgen.lint.arrival.script import Value
from docgen.lint.arrival.words import shown
from docgen.ooxml.xml import Element, qn
from docgen.pdf import Document
from docgen.word import WordFile

CHARTS = "biểu đồ"  # the parts of charts, numbered from 1
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_LITERAL = re.compile(r'\\.|"[^"]*"|\[[^\]]*\]')
_LEAST_MARKS = 3  # of an axis


@dataclass(frozen=True)
class Drawing:
    """A chart of a Word file.

    `texts` are the names and figures it holds, series by series. `names` and `figures` are what it prints, each with
    its place in `texts`; `silent` are the places of figures that it prints nowhere.
    """

    texts: list[str]
    names: list[tuple[int, str]]
    figures: list[tuple[int, str]]
    silent: list[int]

    @classmethod
    def of(cls, root: Element) -> Drawing:
        """Read the XML of a chart."""
        texts: list[str] = []
        names: list[tuple[int, str]] = []
        figures: list[tuple[int, str]] = []
        silent: list[int] = []
        is_pie = root.find(f".//{CHART}pieChart") is not None
        has_legend = root.find(f".//{CHART}legend") is not None
        for number, series in enumerate(root.iter(f"{CHART}ser")):
            name = _take(series, "tx", texts)
            categories = _take(series, "cat", texts)
            values = _take(series, "val", texts)
            if number == 0:
                names += [(place, texts[place]) for place in categories]
            if has_legend and not is_pie:
                names += [(place, texts[place]) for place in name]
            labels = _labels(series, [texts[place] for place in values])
            figures += zip(values, labels, strict=False)
            if not labels:
                silent += values
        return cls(texts, names, figures, silent)

    @property
    def printed(self) -> list[tuple[int, str]]:
        """What it prints, each with its place in `texts`."""
        return [*self.names, *self.figures]

    def missing(self, printed: Sequence[str]) -> list[int]:
        """Return the places of what a printed chart does not show."""
        there = [_key(text) for text in printed]
        left = Counter(there)
        lost = list(_taken(self.names, left))
        if not _has_run(there, [_key(text) for _, text in self.figures]):
            left.subtract(_marks(there))
            lost += _taken(self.figures, left)
        return lost

    def likeness(self, printed: Sequence[str]) -> int:
        """Return how much of the chart a printed one shows."""
        left = Counter(map(_key, printed))
        return len(self.printed) - len(list(_taken(self.printed, left)))


def drawings(word: WordFile) -> list[Drawing]:
    """Return the charts of a Word file's body, in order."""
    package = word.package
    relationships = package.relationships(package.main)
    found = []
    for mark in package.look(package.main).iter(f"{CHART}chart"):
        target = relationships.get(str(mark.get(qn("r:id"))))
        root = package.look(target.target) if target and target.target in package.parts else mark
        found.append(Drawing.of(root))
    return found


def drawn(document: Document) -> list[tuple[int, list[str]]]:
    """Return the texts of each picture or chart of a tagged PDF that has any, in order, with its page."""
    figures: dict[int, dict[int, list[str]]] = {}
    pages: dict[int, int] = {}
    for page, line in document.lines:
        if line.block is not None and line.block.figure:
            pages.setdefault(line.block.figure, page.number)
            figures.setdefault(line.block.figure, {}).setdefault(line.block.number, []).append(line.text)
    return [(pages[number], [" ".join(lines) for lines in blocks.values()]) for number, blocks in figures.items()]


@dataclass(frozen=True)
class Unshown:
    """Something of a chart that no text of the PDF shows, on `page` (0: the whole chart); `owners` are the values lost.

    A text of "" means the figures that the chart itself only draws: they are not lost.
    """

    chart: int
    page: int
    text: str
    owners: tuple[int, ...] = ()

    def finding(self, values: Sequence[Value], file: str) -> Finding:
        """Return it as a finding at its page of `file`."""
        where, chart = Where(file=file, page=self.page), f"{CHARTS} {self.chart}"
        if not self.page:
            return Finding.of("SL026", where, f"{chart} không có trong PDF")
        if not self.text:
            return Finding.of("SL032", where, f"{chart} không đủ chỗ in số, chỉ vẽ: PDF không soát được bằng chữ")
        places = [values[owner].where for owner in self.owners if values[owner].where.file]
        at = f" ({places[0]})" if places else ""
        return Finding.of("SL026", where, f"“{shown(self.text)}” của {chart}{at} không có trong PDF")


def unshown(
    drawings: Sequence[Drawing], figures: Sequence[tuple[int, list[str]]], owners: Mapping[tuple[str, int], int]
) -> Iterator[Unshown]:
    """Yield what the charts of a Word file hold and those of its PDF (`drawn`) do not show.

    `owners` maps each text of a chart, by the chart's part and the place of the text from 1, to its value.
    """
    for number, drawing, page, texts in _paired(drawings, figures):
        whose = [owners.get((f"{CHARTS} {number}", place + 1), -1) for place in range(len(drawing.texts))]
        if not page:
            yield Unshown(number, 0, "", tuple(owner for owner in whose if owner >= 0))
            continue
        shown_texts = dict(drawing.printed)
        for place in drawing.missing(texts):
            lost = (whose[place],) if whose[place] >= 0 else ()
            yield Unshown(number, page, shown_texts[place], lost)
        if drawing.silent:
            yield Unshown(number, page, "")


def _paired(
    drawings: Sequence[Drawing], figures: Sequence[tuple[int, list[str]]]
) -> Iterator[tuple[int, Drawing, int, list[str]]]:
    """Yield each chart with its number, and the page and texts of the picture that shows it; page 0 for none."""
    waiting = list(figures)
    for number, drawing in enumerate(drawings, 1):
        best = max(waiting, key=lambda item: drawing.likeness(item[1]), default=None)
        if best is None or not drawing.likeness(best[1]):
            yield number, drawing, 0, []
            continue
        waiting.remove(best)
        yield number, drawing, *best


def _take(series: Element, kind: str, texts: list[str]) -> list[int]:
    """Append what a series holds of one kind ("tx", "cat", "val") to `texts`; return the places it has there."""
    begin = len(texts)
    for part in series.iterchildren(CHART + kind):
        texts.extend(item.text or "" for item in part.iter(f"{CHART}v"))
    return list(range(begin, len(texts)))


def _has_run(texts: Sequence[str], run: Sequence[str]) -> bool:
    """Return whether the texts of `run` follow each other somewhere in `texts`."""
    return any(texts[begin : begin + len(run)] == run for begin in range(len(texts)))


def _labels(series: Element, values: Sequence[str]) -> list[str]:
    """Return the figures as they are printed beside the columns of a series; none where they are not."""
    labels = series.find(f"{CHART}dLbls")
    if labels is None or not values:
        return []
    places = _decimals(labels)
    try:
        figures = [Decimal(value) for value in values]
    except InvalidOperation:
        return []
    if _is_on(labels, "showPercent"):
        whole = sum(figures, Decimal(0))
        if whole:
            return [vietnamese.phan_tram(figure / whole, places) for figure in figures]
    if _is_on(labels, "showVal"):
        return [vietnamese.so(figure, places) for figure in figures]
    return []


def _decimals(labels: Element) -> int:
    """Return how many decimals the number format of the labels prints."""
    form = labels.find(f"{CHART}numFmt")
    code = "" if form is None else form.get("formatCode", "")
    decimals = re.search(r"\.(0+)", _LITERAL.sub("", code).split(";")[-1])
    return len(decimals[1]) if decimals else 0


def _is_on(labels: Element, name: str) -> bool:
    mark = labels.find(CHART + name)
    return mark is not None and mark.get("val", "1") in ("1", "true")


def _key(text: str) -> str:
    """Return a text without spaces: the letters of an upright text arrive one by one."""
    return "".join(vietnamese.nfc(text).replace("\u2212", "-").split()).casefold()


def _taken(wanted: Sequence[tuple[int, str]], left: Counter[str]) -> Iterator[int]:
    """Take texts out of what is left; yield the places of those that were not there."""
    for place, text in wanted:
        key = _key(text)
        left[key] -= 1
        if key and left[key] < 0:
            yield place


def _marks(there: Sequence[str]) -> list[str]:
    """Return the marks of an axis: the first run of figures at equal distances."""
    figures = [_figure(text) for text in there]
    for begin in range(len(there) - _LEAST_MARKS + 1):
        end, first, second = begin + 2, figures[begin], figures[begin + 1]
        if first is None or second is None or first == second:
            continue
        while end < len(there) and figures[end] == first + (second - first) * (end - begin):
            end += 1
        if end - begin >= _LEAST_MARKS:
            return list(there[begin:end])
    return []


def _figure(text: str) -> Decimal | None:
    try:
        return Decimal(str(vietnamese.doc_so(text)))
    except (ValueError, InvalidOperation):
        return None


__all__ = ["CHARTS", "Drawing", "drawings", "drawn", "unshown"]
