"""Pages written to the point are read to the point."""

import io

import pikepdf
import pytest
from pdf_by_hand import by_hand
from pikepdf import Array, Name

from docgen.pdf import Box, DrawnRule, read
from docgen.pdf.drawing import joined


def page(content: str, box: tuple[float, ...] = (0, 0, 595, 842)):  # type: ignore[no-untyped-def]
    return read(by_hand(content, box)).pages[0]


def test_a_line_stands_where_it_is_drawn() -> None:
    (line,) = page("BT /F1 12 Tf 72 742 Td (Hello, world) Tj ET").lines
    assert line.text == "Hello, world"
    assert (line.x0, line.baseline, line.size) == (72, 100, 12)
    assert line.main.font == "Helvetica"
    # Widths of Helvetica in 1/1000 em: H 722 e 556 l 222 l 222 o 556 , 278
    edges = [72 + 12 * width / 1000 for width in (0, 722, 1278, 1500, 1722, 2278, 2556)]
    assert line.main.edges[:7] == pytest.approx(edges, abs=0.02)
    assert line.top < line.baseline - 8
    assert line.bottom > line.baseline


def test_words_have_their_places() -> None:
    (line,) = page("BT /F1 10 Tf 50 742 Td (ab cd) Tj ET").lines
    assert [(word.text, round(word.x0, 1), round(word.x1, 1)) for word in line.words] == [
        ("ab", 50, 61.1),
        ("cd", 63.9, 74.5),
    ]


def test_looks_part_runs() -> None:
    (line,) = page("BT /F1 10 Tf 50 742 Td (ab) Tj /F2 10 Tf 1 0 0 rg ( cd) Tj ET").lines
    assert [(run.text, run.bold, run.italic, run.colour) for run in line.runs] == [
        ("ab", False, False, "#000000"),
        (" cd", True, True, "#ff0000"),
    ]
    assert not line.bold
    assert line.text == "ab cd"


def test_size_is_that_of_the_page_not_of_the_font_operator() -> None:
    (line,) = page("BT /F1 1 Tf 12 0 0 12 72 700 Tm (x) Tj ET").lines
    assert line.size == 12
    (line,) = page("q 2 0 0 2 0 0 cm BT /F1 7 Tf 36 350 Td (x) Tj ET Q").lines
    assert (line.size, line.x0, line.baseline) == (14, 72, 142)


def test_synthetic_bold_and_italic_are_seen() -> None:
    (bold,) = page("BT /F1 12 Tf 2 Tr 72 700 Td (x) Tj ET").lines
    (italic,) = page("BT /F1 12 Tf 1 0 0.3 1 72 700 Tm (x) Tj ET").lines
    assert bold.bold
    assert not bold.italic
    assert italic.italic
    assert not italic.bold


def test_a_wide_gap_parts_lines_and_a_narrow_one_is_a_space() -> None:
    content = (
        "BT /F1 10 Tf 50 742 Td (left) Tj 100 0 Td (right) Tj ET BT /F1 10 Tf 50 700 Td (1.) Tj 14 0 Td (one) Tj ET"
    )
    assert [line.text for line in page(content).lines] == ["left", "right", "1. one"]


def test_without_places_texts_are_parted_by_what_lies_between_them() -> None:
    drawn = {"a gap": "(A) Tj 5 0 Td (B) Tj", "a wide gap": "(A) Tj 40 0 Td (B) Tj", "the line above": "(A) Tj 0 20 Td (B) Tj",
             "backwards": "(ABCDEF) Tj -30 0 Td (G) Tj", "over it": "(ABCDEF) Tj 20 0 Td (G) Tj", "spaces": "(  A  B  ) Tj 20 0 Td ( C ) Tj",
             "in one text": "[(A) -700 (B) 300 (C)] TJ", "nothing": "() Tj", "a letter": "(A) Tj"}  # fmt: skip
    for name, content in drawn.items():
        pdf = by_hand(f"BT /F1 12 Tf 100 700 Td {content} ET")
        whole, quick = ([line.text for _, line in read(pdf, places=places).lines] for places in (True, False))
        assert quick == whole, name


def test_an_exponent_stays_on_its_line() -> None:
    (line,) = page(
        "BT /F1 12 Tf 72 742 Td (100 m) Tj /F1 7 Tf 5 Ts (2) Tj /F1 12 Tf 0 Ts ( đất) Tj ET".replace("đ", "d").replace(
            "ấ", "a"
        )
    ).lines
    assert line.text == "100 m2 dat"
    assert line.baseline == 100
    assert len(line.runs) == 3


def test_a_box_of_paper_that_does_not_begin_at_zero() -> None:
    (line,) = page("BT /F1 12 Tf 172 942 Td (x) Tj ET", (100, 200, 695, 1042)).lines
    assert (line.x0, line.baseline) == (72, 100)


@pytest.mark.parametrize("turns", range(4))
def test_a_turned_page_is_read_as_it_is_seen(turns: int) -> None:
    """The same page, drawn turned the other way and turned back by /Rotate."""
    content = "BT /F1 12 Tf 72 742 Td (Hello) Tj ET 1 w 72 700 m 172 700 l S"
    turned = ("1 0 0 1 0 0", "0 1 -1 0 842 0", "-1 0 0 -1 595 842", "0 -1 1 0 0 595")[turns]
    box = (0, 0, 842, 595) if turns % 2 else (0, 0, 595, 842)
    with pikepdf.open(io.BytesIO(by_hand(f"q {turned} cm {content} Q", box))) as document:
        document.pages[0].obj.Rotate = 90 * turns
        out = io.BytesIO()
        document.save(out)
    seen, plain = read(out.getvalue()).pages[0], page(content)
    assert (seen.width, seen.height) == (595, 842)
    assert seen.rules == plain.rules
    (one,), (other,) = seen.lines, plain.lines
    assert one.text == other.text
    assert (one.x0, one.x1, one.baseline) == pytest.approx((other.x0, other.x1, other.baseline), abs=0.1)
    assert (one.size, one.bold, one.italic) == (12, False, False)


def test_what_is_drawn_in_a_form_counts() -> None:
    with pikepdf.open(io.BytesIO(by_hand("q 2 0 0 2 0 0 cm /X Do Q"))) as document:
        form = document.make_stream(b"1 w 36 350 m 86 350 l S BT /F1 6 Tf 36 371 Td (Hello) Tj ET")
        for key, value in {"/Type": Name.XObject, "/Subtype": Name.Form, "/BBox": Array([0, 0, 300, 421])}.items():
            form[key] = value
        form.Resources = document.pages[0].obj.Resources
        document.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        out = io.BytesIO()
        document.save(out)
    (found,) = read(out.getvalue()).pages
    assert found.rules == (DrawnRule(72, 142, 172, 142, 2, "#000000"),)
    assert [(line.text, line.x0, line.baseline) for line in found.lines] == [("Hello", 72, 100)]


def test_rules_of_every_make() -> None:
    found = page(
        "0.75 w 72 700 m 172 700 l S "  # a stroke
        "0 0 1 rg 72 600 100 0.5 re f "  # a thin filled rectangle
        "0 g 200 500 m 200 400 l S "  # upright
        "[2 2] 0 d 72 300 m 172 300 l S "  # dashed
    )
    assert found.rules == (
        DrawnRule(72, 142, 172, 142, 0.75, "#000000"),
        DrawnRule(72, 241.75, 172, 241.75, 0.5, "#0000ff"),
        DrawnRule(200, 342, 200, 442, 0.75, "#000000"),
        DrawnRule(72, 542, 172, 542, 0.75, "#000000", dashed=True),
    )
    assert [rule.level for rule in found.rules] == [True, True, False, True]
    assert [rule.length for rule in found.rules] == [100, 100, 100, 100]


def test_the_pen_is_scaled_with_the_page() -> None:
    (rule,) = page("q 0.5 0 0 0.5 0 0 cm 2 w 100 100 m 300 100 l S Q").rules
    assert (rule.x0, rule.x1, rule.thickness) == (50, 150, 1)


def test_boxes_and_clips_and_curves() -> None:
    found = page(
        "0 0 595 842 re W n 1 0 0 rg 72 600 100 50 re f 0 1 0 RG 2 w 72 400 100 50 re S 10 10 m 20 20 30 30 40 10 c S"
    )
    assert found.boxes == (
        Box(72, 192, 172, 242, "#ff0000", "", 0),
        Box(72, 392, 172, 442, "", "#00ff00", 2),
    )
    assert found.rules == ()


def test_pieces_of_a_border_are_one_rule() -> None:
    pieces = [DrawnRule(x, 50, x + 10, 50, 0.5, "#000000") for x in (30, 10, 20)]
    pieces += [DrawnRule(10, y, 10, y + 10, 0.5, "#000000") for y in (60, 50)]
    other = DrawnRule(40, 50, 50, 50, 1.0, "#000000")
    apart = DrawnRule(60, 50, 70, 50, 0.5, "#000000")
    assert joined([*pieces, other, apart]) == [
        DrawnRule(10, 50, 40, 50, 0.5, "#000000"),
        DrawnRule(10, 50, 10, 70, 0.5, "#000000"),
        other,
        apart,
    ]


def test_what_is_no_pdf_is_a_value_error() -> None:
    for garbage in (b"", b"garbage", by_hand("")[:100]):
        with pytest.raises(ValueError, match="PDF"):
            read(garbage)


def test_a_locked_pdf_is_a_value_error() -> None:
    with pikepdf.open(io.BytesIO(by_hand(""))) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="x", user="x"))
    with pytest.raises(ValueError, match="PDF"):
        read(out.getvalue())


def test_an_empty_page() -> None:
    found = page("")
    assert (found.lines, found.rules, found.boxes, found.text) == ((), (), (), "")


def test_outlines_of_every_shape() -> None:
    with pikepdf.open(io.BytesIO(by_hand(""))) as document:
        with document.open_outline() as outline:
            root = pikepdf.OutlineItem("Phần một", 0, "XYZ", top=742)
            root.children.append(pikepdf.OutlineItem("Con", 0))
            outline.root += [root, pikepdf.OutlineItem("Không đích")]
        out = io.BytesIO()
        document.save(out)
    found = read(out.getvalue()).bookmarks
    assert [(mark.level, mark.title, mark.page, mark.y) for mark in found] == [
        (1, "Phần một", 1, 100),
        (2, "Con", 1, 0),
        (1, "Không đích", 0, 0),
    ]
