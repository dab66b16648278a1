"""Where pages end: swept over many lengths of text, read from the pages that LibreOffice made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from copy import copy
from typing import Any

import pytest
from merge_papers import DATA, Paper, body_lines, paragraph, sample, short_lines, text_block
from word_file import package_of

from docgen import pdf
from docgen.model.resolved import CellParagraph, TableBlock, TableCell, TableRow
from docgen.office import Office
from docgen.ooxml import edit
from docgen.ooxml.xml import parse_xml, qn, serialise

PLAN = sample(DATA / "kehoach/2026-ke-hoach-chuyen-doi-so.toml")
DECISION = sample(DATA / "kehoach/2026-ke-hoach-cai-cach-hanh-chinh.toml")
MAIN, ATTACHED, ANNEX = 0, 1, 2


def example_table() -> TableBlock:
    """The annex of the decision's plan: seven groups of tasks."""
    return next(block for block in DECISION.resolved.parts[ANNEX].body if isinstance(block, TableBlock))


def cut(rows: Sequence[TableRow]) -> TableBlock:
    """The same table with other rows."""
    made = copy(example_table())
    made.rows = list(rows)
    return made


def groups_of(table: TableBlock) -> set[str]:
    return {row.cells[-1].paragraphs[0].text for row in table.rows if row.kind.startswith("nhom")}


def last_lines(paper: Paper) -> list[str]:
    """What stands last on each page but the last."""
    return [body_lines(page)[-1].text for page in paper.document.pages[:-1]]


def signed_page(paper: Paper) -> list[pdf.Line]:
    """The lines of the page with the signer's name, which must be the last and hold the whole signature."""
    values = paper.resolved.parts[0].values
    page = paper.document.pages[-1]
    shown = [line.text for line in body_lines(page)]
    assert values["ho_ten"] in shown
    assert [line for line in shown if line in values["chuc_vu"]] == values["chuc_vu"]
    assert "Nơi nhận:" in shown
    return body_lines(page)


def text_lines(lines: Sequence[pdf.Line]) -> list[pdf.Line]:
    """The lines of running text among them."""
    return [line for line in lines if line.block and line.block.style in ("Thân bài", "Khoản")]


# --- the signature --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("last", [1, 2, 5], ids=["two lines", "four lines", "nine lines"])
def test_the_signature_is_never_alone_and_never_split(office: Office, last: int) -> None:
    for count in range(4, 14):
        made = PLAN.only(MAIN, [*short_lines(count), paragraph(3), paragraph(last, " Hết./.")]).printed(office)
        assert text_lines(signed_page(made)), count


def test_the_signature_follows_a_table_with_one_of_its_rows(office: Office) -> None:
    for count in range(24):
        body = [*short_lines(count), cut(example_table().rows[:7]), text_block("doan", "", "./.")]
        lines = signed_page(DECISION.only(MAIN, body).printed(office))
        assert [line for line in lines if line.block and line.block.style == "Bảng chữ"], count


def test_many_recipients_go_on_overleaf_and_the_signature_stays_with_the_text(office: Office) -> None:
    main = PLAN.resolved.parts[MAIN]
    names = [f"Đơn vị sự nghiệp công lập thứ {number};" for number in range(48)]
    for count in range(4, 40, 3):
        made = PLAN.only(MAIN, [*short_lines(count), paragraph(2, " Hết./.")], noi_nhan=names).printed(office)
        shown = [line.text for _, line in made.document.lines]
        lines = body_lines(next(page for page, line in made.document.lines if line.text == main.values["ho_ten"]))
        assert text_lines(lines), count
        assert "Nơi nhận:" in [line.text for line in lines], count
        assert {line.text for line in lines} >= set(main.values["chuc_vu"]), count
        # no page but the last ends high up: what moves on is two lines and the signature
        assert all(body_lines(page)[-1].baseline > 560 for page in made.document.pages[:-1]), count
        assert len([text for text in shown if "công lập thứ" in text]) == len(names), count


def shifted(docx: bytes, twips: int) -> bytes:
    """The file with so much space before the paragraph that reads ✂."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name == "word/document.xml":
                root = parse_xml(content)
                mark = next(item for item in root.iter(qn("w:p")) if edit.visible_text(item) == "✂")
                edit.put(mark, "w:pPr", "w:spacing", before=str(twips))
                content = serialise(root)
            made.writestr(name, content)
    return out.getvalue()


def test_a_full_last_page_is_followed_by_no_empty_one(office: Office) -> None:
    """The paragraph that Word wants behind the signature's table started one when it was a point high."""
    docx = PLAN.only(MAIN, [text_block("doan", "", "✂"), *short_lines(9), paragraph(2, " Hết./.")]).merged().docx
    bottoms = []
    for twips in range(240, 2000, 240):
        document = pdf.read(office.to_pdf(package_of(shifted(docx, twips))))
        bottoms.append((len(document.pages), twips, body_lines(document.pages[0])[-1].baseline))
    fits = max(twips for pages, twips, _ in bottoms if pages == 1)
    for twips in range(fits, fits + 240, 5):
        document = pdf.read(office.to_pdf(package_of(shifted(docx, twips))))
        assert all(body_lines(page) for page in document.pages), twips


# --- tables ---------------------------------------------------------------------------------------------------------


def test_no_group_ends_a_page_and_no_mark_stands_alone(office: Office) -> None:
    groups = groups_of(example_table())
    for count in range(20):
        mixed = [paragraph(1) if number % 2 else line for number, line in enumerate(short_lines(count))]
        made = DECISION.only(ANNEX, [*mixed, *DECISION.resolved.parts[ANNEX].body]).printed(office)
        assert not groups & set(last_lines(made)), count
        assert len(body_lines(made.document.pages[-1])) > 1, count


def test_a_total_never_stands_alone(office: Office) -> None:
    rows = [row for row in example_table().rows if row.kind == "hang"][:5]
    total = TableRow("tong", [TableCell((CellParagraph("TỔNG CỘNG"),), "giữa", columns=5)])
    for count in range(12, 30):
        made = DECISION.only(ATTACHED, [*short_lines(count), cut([*rows, total])]).printed(office)
        page = next(page for page in made.document.pages if "TỔNG CỘNG" in [line.text for line in page.lines])
        cells = [line for line in body_lines(page) if line.block and line.block.style == "Bảng chữ"]
        assert cells, count


def test_a_table_never_leaves_its_header_behind(office: Office) -> None:
    heads = {cell.text for cell in example_table().header}
    for count in range(12, 30):
        body: list[Any] = [*short_lines(count), cut([row for row in example_table().rows if row.kind == "hang"])]
        assert not heads & set(last_lines(DECISION.only(ATTACHED, body).printed(office))), count


def test_a_row_higher_than_a_page_is_printed_whole(office: Office) -> None:
    [row] = [row for row in example_table().rows if row.kind == "hang"][:1]
    words = [f"từ{number}" for number in range(1500)]
    long = copy(row)
    long.cells = [*row.cells[:1], TableCell((CellParagraph(" ".join(words)),), "trái"), *row.cells[2:]]
    made = DECISION.only(ANNEX, [cut([row, long, row])]).printed(office)
    shown = {word for _, line in made.document.lines for word in line.text.split()}
    assert set(words) <= shown


# --- headings -------------------------------------------------------------------------------------------------------

TITLES = [
    text_block("muc", "I.", "Tiêu đề mục"),
    text_block("khoan_tieu_de", "1.", "Tiêu đề khoản"),
    text_block("tieu_khoan_tieu_de", "1.1.", "Tiêu đề tiểu khoản"),
    text_block("diem", "a)", "Các việc sau:"),
]
CHAPTER = [
    text_block("chuong", "Chương I", "Quy định chung"),
    text_block("muc_lon", "Mục 1", "Phạm vi"),
    text_block("dieu_tieu_de", "Điều 1.", "Phạm vi điều chỉnh"),
]


@pytest.mark.parametrize("titles", [TITLES, CHAPTER], ids=["sections", "chapters"])
def test_headings_stay_with_the_text_below_them(office: Office, titles: list[Any]) -> None:
    ends = {block.text.upper() for block in titles} | {"CHƯƠNG I", "QUY ĐỊNH CHUNG", "MỤC 1", "PHẠM VI"}
    for count in range(14, 34):
        made = DECISION.only(ATTACHED, [*short_lines(count), *titles, paragraph(3), paragraph(3)]).printed(office)
        assert not ends & {text.upper() for text in last_lines(made)}, count
        tops = {round(body_lines(page)[0].baseline) for page in made.document.pages[1:]}
        assert len(tops) <= 1, count  # sent to the next page or come there by itself: no heading stands lower


def test_no_paragraph_leaves_one_line_behind(office: Office) -> None:
    for count in range(14, 30):
        made = DECISION.only(ATTACHED, [*short_lines(count), paragraph(4), paragraph(4)]).printed(office)
        for item in made.paragraphs:
            pages = [page.number for page, _ in item.placed]
            assert all(pages.count(number) > 1 for number in set(pages)) or len(pages) == 1, count
