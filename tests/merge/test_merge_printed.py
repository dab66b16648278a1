"""Every sample, measured on its PDF against the decree."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from merge_papers import DATA, SAMPLES, Paper, Printed, body_lines

from docgen import pdf
from docgen.lint.law import law

LAW = law()
MM = 72 / 25.4
TOLERANCE = 0.5 * MM  # half a millimetre
BODY = ("Thân bài", "Điều", "Khoản", "Tiểu khoản", "Điểm", "Gạch đầu dòng", "Dấu cộng", "Căn cứ")

pytestmark = pytest.mark.parametrize("name", SAMPLES)


@pytest.fixture
def paper(papers: dict[str, Paper], name: str) -> Paper:
    return papers[name]


def between(value: float, limits: tuple[float, float] | list[float], slack: float = 0.02) -> bool:
    return limits[0] - slack <= value <= limits[1] + slack


def margins(page: pdf.Page) -> tuple[float, float]:
    """The left and right edge of the text, from the lines printed from edge to edge."""
    full = [line for line in body_lines(page) if line.block and line.block.style in BODY and not line.block.row]
    return min(line.x0 for line in full), max(line.x1 for line in full)


# --- the page -------------------------------------------------------------------------------------------------------


def test_pages_are_a4_with_the_decreed_margins(paper: Paper) -> None:
    law = LAW["trang"]
    for page in paper.document.pages:
        assert sorted((page.width / MM, page.height / MM)) == pytest.approx(law["kho"], abs=0.2)
        for line in body_lines(page):
            assert line.top >= law["le_tren"][0] * MM - TOLERANCE
            assert line.bottom <= page.height - law["le_duoi"][0] * MM + TOLERANCE
            assert line.x0 >= law["le_trai"][0] * MM - TOLERANCE
            assert line.x1 <= page.width - law["le_phai"][0] * MM + TOLERANCE
    upright = [page for page in paper.document.pages if not page.landscape and page.number == 1]
    for page in upright:
        left, right = margins(page)
        assert between(left / MM, law["le_trai"], 0.5)
        assert between((page.width - right) / MM, law["le_phai"], 0.5)


def test_every_letter_is_black_and_times(paper: Paper) -> None:
    for _, line in paper.document.lines:
        for run in line.runs:
            assert run.colour == "#000000"
            assert run.font.replace("-", "").startswith(("LiberationSerif", "TimesNewRoman"))


def test_pages_are_numbered_from_the_second_of_each_part(paper: Paper) -> None:
    counted = 0
    starts = {mark.page for mark in paper.document.bookmarks if mark.level == 1}
    assert len(starts) == len(paper.resolved.parts)
    for number, page in enumerate(paper.document.pages, 1):
        counted = 1 if number in starts else counted + 1
        loose = [line for line in page.lines if line.bottom < LAW["trang"]["le_tren"][0] * MM]
        assert [line.text for line in loose] == ([] if counted == 1 else [str(counted)])
        for line in loose:
            assert between(line.size, LAW["trang"]["so_trang_co_chu"])
            assert not line.bold
            assert not line.italic
            assert (line.x0 + line.x1) / 2 == pytest.approx((page.width + 15 * MM) / 2, abs=1)


def test_no_page_is_blank(paper: Paper) -> None:
    assert all(body_lines(page) for page in paper.document.pages)


# --- elements -------------------------------------------------------------------------------------------------------


def test_elements_look_as_decreed(paper: Paper) -> None:
    seen = set()
    for style, wanted in LAW["thanh_phan"].items():
        for item in paper.styled(style):
            seen.add(style)
            for line in item.lines:
                assert between(line.size, wanted["co_chu"]), line.text
                assert line.bold is wanted.get("dam", False), line.text
                assert line.italic is wanted.get("nghieng", False), line.text
                assert not wanted.get("hoa") or line.text == line.text.upper(), line.text
    assert {"Quốc hiệu", "Tiêu ngữ", "Cơ quan ban hành", "Số ký hiệu", "Họ tên", "Nơi nhận"} <= seen


def test_centred_elements_are_centred(paper: Paper) -> None:
    """In their column or on the page: all lines of one place share a middle."""
    styles = [style for style, law in LAW["thanh_phan"].items() if law["can"] == "giữa"]
    by_place: dict[object, list[float]] = {}
    for item in paper.paragraphs:
        if item.style in styles:
            side = (
                (item.page.number, item.middle > item.page.width / 2) if item.lines[0].block.row else item.page.number
            )  # type: ignore[union-attr]
            by_place.setdefault(side, []).extend((line.x0 + line.x1) / 2 for line in item.lines)
    for middles in by_place.values():
        assert max(middles) - min(middles) < 1


def test_the_nations_name_stands_on_one_line(paper: Paper) -> None:
    for item in paper.styled("Quốc hiệu"):
        assert [line.text for line in item.lines] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_number_and_date_are_level_and_so_are_recipients_and_title(paper: Paper) -> None:
    [number], [date] = paper.styled("Số ký hiệu"), paper.styled("Địa danh và thời gian")
    assert number.lines[0].baseline == pytest.approx(date.lines[0].baseline, abs=0.3)
    [recipients], title = paper.styled("Nơi nhận"), paper.styled("Quyền hạn chức vụ")[0]
    assert recipients.page is title.page
    assert recipients.lines[0].baseline == pytest.approx(title.lines[0].baseline, abs=0.6)
    assert recipients.lines[0].x0 == pytest.approx(30 * MM, abs=TOLERANCE)


@pytest.mark.parametrize(
    ("style", "law"), [("Tiêu ngữ", "tieu_ngu"), ("Cơ quan ban hành", "co_quan"), ("Trích yếu", "trich_yeu")]
)
def test_rules_are_as_long_as_decreed_and_in_the_middle(paper: Paper, style: str, law: str) -> None:
    ruled = paper.styled(style)
    if style == "Trích yếu":  # where a paper is attached, its rule stands under the line that says to what
        ruled = [
            item for item in ruled if not any(other.page is item.page for other in paper.styled("Thông tin kèm theo"))
        ]
    assert ruled
    for item in ruled:
        rule = item.rule_below()
        assert between(rule.length / item.longest, LAW["ke"][law], 0.01)
        # The eye sees no less than a point: LibreOffice's widths of a line of 650 points differ by that from its letters'.
        assert (rule.x0 + rule.x1) / 2 == pytest.approx(item.middle, abs=1)
        assert 0.4 <= rule.thickness <= 0.8
        assert rule.colour == "#000000"


def test_attachments_have_a_short_rule_under_what_they_hang_on(paper: Paper) -> None:
    for item in paper.styled("Thông tin kèm theo"):
        rule = item.rule_below()
        assert 0.2 <= rule.length / item.longest <= 0.5
        # The eye sees no less than a point: LibreOffice's widths of a line of 650 points differ by that from its letters'.
        assert (rule.x0 + rule.x1) / 2 == pytest.approx(item.middle, abs=1)


def test_wrapped_titles_break_in_balance(paper: Paper) -> None:
    for item in paper.paragraphs:
        if item.style in ("Trích yếu", "Cơ quan ban hành", "Cơ quan chủ quản", "Thông tin kèm theo", "Tên phụ lục"):
            lengths = [line.x1 - line.x0 for line in item.lines]
            assert len(lengths) < 2 or min(lengths) > 0.4 * max(lengths), item.text
            for line in item.lines[:-1]:
                assert not re.search(r" (của|và|năm|số|ngày|tháng)$", line.text), item.text


# --- the body -------------------------------------------------------------------------------------------------------


def body(paper: Paper) -> list[Printed]:
    return [item for item in paper.paragraphs if item.style in BODY and not item.lines[0].block.row]  # type: ignore[union-attr]


def test_paragraphs_are_indented_justified_and_spaced(paper: Paper) -> None:
    law = LAW["noi_dung"]
    for item in body(paper):
        left, right = 30 * MM, item.page.width - 15 * MM
        indent = (item.lines[0].x0 - left) / MM
        assert min(abs(indent - given) for given in law["thut_dau_dong"]) < 0.5, item.text
        for line in item.lines[1:]:
            assert line.x0 == pytest.approx(left, abs=1), line.text
        for line in item.lines[:-1]:
            assert line.x1 == pytest.approx(right, abs=2.5), line.text
        pitches = {
            round(below.baseline - above.baseline, 1)
            for (page, above), (other, below) in zip(item.placed, item.placed[1:], strict=False)
            if page is other
        }
        for pitch in pitches:
            assert between(pitch / (14 * 1.149), law["gian_dong"]), item.text


def test_there_is_space_between_paragraphs(paper: Paper) -> None:
    items = body(paper)
    for above, below in pairwise(items):
        (page, last), (other, first) = above.placed[-1], below.placed[0]
        if page is other and first.block.number - last.block.number == 1:  # type: ignore[union-attr]
            assert first.baseline - last.baseline >= 14 * 1.149 + LAW["noi_dung"]["giua_doan"] - 0.3, below.text


def test_the_bases_end_with_their_marks(paper: Paper) -> None:
    for number in {item.page.number for item in paper.styled("Căn cứ")}:
        bases = [item.text for item in paper.styled("Căn cứ") if item.page.number == number]
        assert all(text.endswith(";") for text in bases[:-1])
        assert bases[-1].endswith(".")


def test_headings_and_lines_that_lead_on_never_end_a_page(paper: Paper) -> None:
    headings = {mark.title for mark in paper.document.bookmarks}
    for page in paper.document.pages:
        last = body_lines(page)[-1]
        whole = next(item for item in paper.paragraphs if item.lines[-1] is last or last in item.lines)
        assert not last.text.endswith(":") or len(whole.lines) > 2
        assert last.text not in headings
        assert not last.block.style.startswith(("Bảng tên nhóm", "Bảng tên cột"))  # type: ignore[union-attr]


def test_the_signature_is_whole_and_has_text_above_it(paper: Paper) -> None:
    [name] = paper.styled("Họ tên")
    assert all(title.page is name.page for title in paper.styled("Quyền hạn chức vụ"))
    above = [item for item in body(paper) if item.placed[-1][0] is name.page]
    assert above
    assert name.middle == pytest.approx(paper.styled("Quyền hạn chức vụ")[0].middle, abs=1)


def test_several_addressees_stand_under_the_colon(paper: Paper) -> None:
    lines = [line for _, line in paper.document.lines]
    start = next((number for number, line in enumerate(lines) if line.text == "Kính gửi:"), None)
    if start is None:
        return
    dashes = [line for line in lines[start + 1 : start + 4] if line.text.startswith("- ")]
    assert dashes
    for line in dashes:
        assert line.x0 == pytest.approx(lines[start].x1 - 3, abs=4)


# --- tables ---------------------------------------------------------------------------------------------------------


def test_tables_repeat_their_header_and_stay_on_the_page(paper: Paper) -> None:
    for part in paper.resolved.parts:
        for block in part.body:
            if block.kind != "bang":
                continue
            first = block.header[0].text
            pages = [page for page in paper.document.pages if any(line.text == first for line in page.lines)]
            assert pages
    for page in paper.document.pages:
        for rule in page.rules:
            assert 30 * MM - 1 <= rule.x0 <= rule.x1 <= page.width - 15 * MM + 1
            assert rule.y1 <= page.height - 20 * MM + 1


def test_no_word_is_broken_in_a_cell(paper: Paper) -> None:
    words = {word for part in paper.resolved.parts for text, _ in part.texts() for word in text.split()}
    for part in paper.resolved.parts:
        for block in part.body:
            if block.kind == "bang":
                words |= {word for cell in block.header for word in cell.text.split()}
    for _, line in paper.document.lines:
        # A formula that numbers a column may break at its signs.
        if line.block and line.block.style.startswith("Bảng") and line.block.style != "Bảng số cột":
            assert all({word, word.removeprefix("-")} & {*words, ""} for word in line.text.split()), line.text


def test_samples_are_all_here(name: str) -> None:
    assert (DATA / name).exists()
