"""A long table in pieces prints what it prints undivided, and whatever cannot be proven is printed undivided."""

import copy
import io
import itertools
import random
from collections.abc import Callable

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_file import package_of

from docgen.errors import DocgenError
from docgen.finding import Finding, Findings, Where
from docgen.finish import Metadata, conditions, finish
from docgen.office import Office
from docgen.office.long import Undivided, divided, rows
from docgen.office.long.paging import Start, cuts, page_starts
from docgen.office.settings import MEASURING_OPTIONS, PDF_OPTIONS, PLACES
from docgen.ooxml.package import Package
from docgen.pdf import Line, read

WORDS = ["thực hiện", "rà soát", "đánh giá", "kết quả", "nhiệm vụ", "báo cáo", "Ủy ban nhân dân tỉnh", "theo quy định"]
WIDTHS = (15, 85, 30, 20)


def paper(count: int, *, spoil: Callable[[Document], None] = lambda document: None) -> bytes:
    """A paper with a table of `count` rows of uneven height: groups that keep with the next row, a repeated header."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(12)
    normal.paragraph_format.space_after = Pt(0)
    document.add_heading("Phụ lục", 1)
    document.add_paragraph("Đoạn trước bảng. " * 30)
    chance = random.Random(count)
    table = document.add_table(0, 4, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Mm(width)
    for number in range(count):
        table._tbl.append(_row(number, chance))
    document.add_paragraph("./.")
    spoil(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _row(number: int, chance: random.Random) -> etree._Element:
    group = number % 23 == 7
    long = " ".join(chance.choices(WORDS, k=chance.randint(1, 12)))
    lines = ["Quý II", "- ý thứ hai", "- ý thứ ba"] if number % 5 == 0 else ["Quý II"]
    cells = [[f"NHÓM {number}"], [""], [""], [""]] if group else [[str(number)], [long], lines, ["x"]]
    xml = "<w:cantSplit/>" + ("<w:tblHeader/>" if number < 2 else "")
    xml = f"<w:trPr>{xml}</w:trPr>"
    room = '<w:spacing w:before="60" w:after="40"/>'
    for column, (width, paragraphs) in enumerate(zip(WIDTHS, cells, strict=True)):
        place = '<w:vAlign w:val="center"/>' if column in (0, 3) else ""
        look = f"<w:pPr>{'<w:keepNext/>' if group else ''}{room}</w:pPr>"
        text = "".join(f"<w:p>{look}<w:r><w:t>{line}</w:t></w:r></w:p>" for line in paragraphs)
        xml += f'<w:tc><w:tcPr><w:tcW w:w="{width * 1440 // 25}" w:type="dxa"/>{place}</w:tcPr>{text}</w:tc>'
    return parse_xml(f"<w:tr {nsdecls('w')}>{xml}</w:tr>")


@pytest.fixture(scope="module")
def busy() -> Office:
    return Office(workers=2, deadline_s=120)


@pytest.fixture(scope="module", autouse=True)
def _close(busy: Office):  # type: ignore[no-untyped-def]
    yield
    busy.close()


def whole(office: Office, paper: bytes, kept: bool = True) -> bytes:
    return office._convert(paper, "", PDF_OPTIONS | PLACES if kept else MEASURING_OPTIONS)


def look(line: Line) -> tuple[str, float, float, str]:
    return line.text, line.x0, line.baseline, line.main.font


def lined(document: Document) -> None:
    """Outer lines unlike those between rows, as most official tables have them."""
    borders = parse_xml(f"<w:tblBorders {nsdecls('w')}>" + "".join(
        f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="0" w:color="000000"/>'
        for side, kind, size in (("top", "single", 12), ("left", "single", 4), ("bottom", "double", 4),
                                 ("right", "single", 4), ("insideH", "dotted", 4), ("insideV", "single", 4))
    ) + "</w:tblBorders>")  # fmt: skip
    document.tables[0]._tbl.tblPr.append(borders)


def twice(document: Document) -> None:
    """Two long tables, each in a section of its own."""
    document.add_section()
    heading = document.add_heading("Phụ lục hai", 1)
    heading._p.addnext(copy.deepcopy(document.tables[0]._tbl))
    document.add_paragraph("./.")


def in_pieces(office: Office, paper: bytes, threads: int = 2, min_rows: int = 100) -> bytes | None:
    return divided(package_of(paper), lambda made, kept: whole(office, made.write(), kept), threads, min_rows)


@pytest.mark.parametrize(
    ("count", "spoil"), [(1000, lambda document: None), (2000, lambda document: None), (400, lined), (500, twice)]
)
def test_every_page_is_printed_as_if_the_table_were_whole(
    busy: Office, count: int, spoil: Callable[[Document], None]
) -> None:
    made = paper(count, spoil=spoil)
    pdf = in_pieces(busy, made)
    assert pdf is not None
    ours, theirs = (read(finish(made_so, Metadata("Phụ lục"))) for made_so in (pdf, whole(busy, made)))
    assert len(ours.pages) == len(theirs.pages) > count // 50
    for our, their in zip(ours.pages, theirs.pages, strict=True):
        assert [look(line) for line in our.lines] == [look(line) for line in their.lines]
        assert our.rules == their.rules
        assert [line.block for line in our.lines] == [line.block for line in their.lines], "tags: one table"
    assert ours.bookmarks == theirs.bookmarks


def test_the_finished_pdf_is_a_good_one_and_bears_no_trace(busy: Office) -> None:
    pdf = in_pieces(busy, paper(300), threads=1)
    assert pdf is not None
    meta = Metadata("Phụ lục")
    assert conditions(finish(pdf, meta)) == []
    assert b"docgen0row" in pdf
    again = in_pieces(busy, paper(300), threads=2)
    assert again is not None
    assert finish(again, meta) == finish(pdf, meta)
    assert b"docgen0row" not in finish(pdf, meta)


def test_a_short_table_is_left_alone(busy: Office) -> None:
    assert divided(package_of(paper(60)), pytest.fail, 1) is None  # type: ignore[arg-type]


def element(name: str) -> Callable[[Document], None]:
    def spoil(document: Document) -> None:
        cell = document.tables[0]._tbl.tr_lst[50].tc_lst[1]
        {"vMerge": cell.get_or_add_tcPr(), "footnoteReference": cell.p_lst[0].add_r()}[name].append(
            OxmlElement(f"w:{name}")
        )

    return spoil


def may_split(document: Document) -> None:
    properties = document.tables[0]._tbl.tr_lst[50].trPr
    properties.remove(properties.find(qn("w:cantSplit")))


def autofit(document: Document) -> None:
    document.tables[0].autofit = True


def columns(document: Document) -> None:
    document.sections[0]._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")


def field_in_header(document: Document) -> None:
    cell = document.tables[0]._tbl.tr_lst[0].tc_lst[1]
    cell.p_lst[0].append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" SEQ x "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def heading_in_header(document: Document) -> None:
    document.tables[0].rows[0].cells[1].paragraphs[0].style = "Heading 2"


def bookmark_between_rows(document: Document) -> None:
    row = document.tables[0]._tbl.tr_lst[90]
    row.addprevious(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="9" w:name="giua"/>'))
    row.addprevious(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="9"/>'))


def banded(document: Document) -> None:
    document.tables[0].style = "Light List Accent 1"


def no_cells(document: Document) -> None:
    row = document.tables[0]._tbl.tr_lst[50]
    for cell in row.tc_lst:
        row.remove(cell)


def too_high(document: Document) -> None:
    document.tables[0]._tbl.tr_lst[50].tc_lst[1].p_lst[0].r_lst[0].text = "rất dài " * 3000


@pytest.mark.parametrize(
    "spoil",
    [
        element("vMerge"),
        element("footnoteReference"),
        may_split,
        autofit,
        columns,
        no_cells,
        too_high,
        field_in_header,
        heading_in_header,
        bookmark_between_rows,
        banded,
    ],
)
def test_a_table_of_another_kind_is_printed_whole_and_said(
    busy: Office, spoil: Callable[[Document], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = paper(150, spoil=spoil)
    with pytest.raises(Undivided):
        in_pieces(busy, made)
    monkeypatch.setattr("docgen.office.pool.divided", lambda *a: divided(*a, min_rows=100))
    notes = Findings()
    pdf = busy.to_pdf(package_of(made), "x.docx", notes)
    assert [(note.code, note.where.file) for note in notes] == [("HT007", "x.docx")]
    assert read(pdf).pages[-1].text.endswith("./.")


def test_a_conversion_that_fails_is_not_taken_for_a_table_of_another_kind(busy: Office) -> None:
    def fails(part: Package, kept: bool) -> bytes:
        raise DocgenError(Finding.of("HT003", Where(), "chậm"))

    with pytest.raises(DocgenError):
        divided(package_of(paper(150)), fails, 2, 100)


def test_a_wrong_sum_is_betrayed(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """One row measured two points too high moves a page's start: the PDF tells, and nothing wrong is delivered."""
    measured = rows.LongTable.measure

    def spoilt(self: rows.LongTable, *found: object) -> None:
        measured(self, *found)  # type: ignore[arg-type]
        for row in self._rows[100:]:
            row.height += 2

    monkeypatch.setattr(rows.LongTable, "measure", spoilt)
    with pytest.raises(Undivided, match="không đứng ở chỗ đã tính"):
        in_pieces(busy, paper(300))


def test_a_wrong_guess_where_pages_end_is_mended(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = paper(600)
    monkeypatch.setattr(rows.LongTable, "_border", lambda self: -4.0)
    kept: list[bool] = []
    pdf = divided(package_of(made), lambda part, keep: (kept.append(keep), whole(busy, part.write(), keep))[1], 1, 100)
    assert pdf is not None
    assert kept[kept.index(True) :] == [True, True]  # measured, divided wrongly, divided anew
    assert read(pdf).text == read(whole(busy, made)).text


def test_one_row_is_measured_for_all_that_are_alike(busy: Office) -> None:
    measured: list[int] = []

    def convert(part: Package, kept: bool) -> bytes:
        if not kept:
            measured.append(part.parts["word/document.xml"].count(b'top"'))
        return whole(busy, part.write(), kept)

    assert divided(package_of(paper(600)), convert, 1, 100) is not None
    assert 10 < sum(measured) < 150, measured


def test_rows_wrongly_taken_for_alike_cost_time_only(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    made = paper(600)
    right, number = rows.Alike.key, itertools.count()
    monkeypatch.setattr(rows.Alike, "key", lambda *row: right(*row) if next(number) < 400 else "all the same")
    kept: list[bool] = []
    pdf = divided(package_of(made), lambda part, keep: (kept.append(keep), whole(busy, part.write(), keep))[1], 1, 100)
    assert pdf is not None
    assert kept.count(True) > 1
    assert read(pdf).text == read(whole(busy, made)).text


HEIGHTS = st.lists(st.tuples(st.floats(5, 40), st.booleans()), min_size=1, max_size=80)


@given(HEIGHTS)
def test_pages_are_full_and_keep_what_keeps(table: list[tuple[float, bool]]) -> None:
    heights, keeps = [height for height, _ in table], [keep for _, keep in table]
    starts = page_starts(heights, keeps, 60, 100)
    assert starts[0] == Start(0, 0.0)
    assert [start.row for start in starts] == sorted({start.row for start in starts})
    ends = [start.row for start in starts[1:]] + [len(heights)]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        room = 100 if number else 60
        assert sum(heights[start.row : end]) <= room + 1e-9 or end == start.row + 1
        if end < len(heights):
            assert not keeps[end - 1] or all(keeps[start.row : end])
            chain = end
            while chain < len(heights) - 1 and keeps[chain]:
                chain += 1
            assert sum(heights[start.row : chain + 1]) > room - 1e-9


def test_cuts_are_made_where_there_is_no_doubt() -> None:
    starts = [Start(0, 0), Start(10, 5), Start(20, 0.2), Start(30, 3), Start(40, 8), Start(50, 9)]
    assert cuts(starts, 1, 1.0) == [10, 30, 40, 50]
    assert cuts(starts, 2, 1.0) == [30, 50]
