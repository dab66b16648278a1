"""Tags of a template: found where they stand, filled with text and nothing but text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from template_files import (
    EXAMPLES,
    VALUES,
    block,
    compiled,
    found,
    full,
    lines,
    merged,
    p,
    part,
    r,
    root_of,
    tbl,
    tc,
    text_of,
    tr,
)

from docgen.ooxml.xml import qn

HARD = [
    "A & B",
    "5 < 10 tỷ đồng > 3",
    "</w:t></w:r></w:p>",
    "<w:p/>",
    "]]>",
    "&amp; &lt; &#38;",
    "{{ co_quan.ten }}",
    "{% if x %}",
    "{# kẻ 0,4 #}",
    "}} %} #}",
    "“ngoặc” 'đơn' \"kép\"",
    "# không phải đề mục",
    "*không* **đậm** _nghiêng_",
    "một\nhai",
    "một\thai",
    "  hai đầu  ",
    "số   /QĐ",
    "m" * 400,
    "🇻🇳 👍🏽 日本",
    "Nguye\u0302\u0303n",
    "\\1 \\g<0> %s {0}",
    "a\u00a0b\u200bc\u00add",
]


# --- where a tag stands in Word's XML -------------------------------------------------------------------------------

SPLIT = {
    "one run": r("{{ ho_ten }}"),
    "braces apart": r("{") + r("{ ho_ten }") + r("}"),
    "each letter": "".join(r(letter) for letter in "{{ ho_ten }}"),
    "spelling marks": r("{{ ho_")
    + '<w:proofErr w:type="spellStart"/>'
    + r("ten }}")
    + '<w:proofErr w:type="spellEnd"/>',
    "a bookmark inside": r("{{ ho")
    + '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
    + r("_ten }}"),
    "revision ids": '<w:r w:rsidR="00A1"><w:t>{{ ho_</w:t></w:r><w:r w:rsidRPr="00B2"><w:t>ten }}</w:t></w:r>',
    "a page break rendered once": r("{{ ho_") + "<w:r><w:lastRenderedPageBreak/></w:r>" + r("ten }}"),
    "tracked insertion": '<w:ins w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z">' + r("{{ ho_ten }}") + "</w:ins>",
    "content control": "<w:sdt><w:sdtPr/><w:sdtContent>" + r("{{ ho_ten }}") + "</w:sdtContent></w:sdt>",
    "half in a control": r("{{ ho") + "<w:sdt><w:sdtPr/><w:sdtContent>" + r("_ten }}") + "</w:sdtContent></w:sdt>",
    "smart tag": '<w:smartTag w:uri="u" w:element="e">' + r("{{ ho_ten }}") + "</w:smartTag>",
    "hyperlink": '<w:hyperlink w:anchor="x">' + r("{{ ho_ten }}") + "</w:hyperlink>",
    "half in a hyperlink": r("{{ ho") + '<w:hyperlink w:anchor="x">' + r("_ten }}") + "</w:hyperlink>",
    "no-break space": r("{{\u00a0ho_ten\u00a0}}"),
    "a comment of a reviewer": '<w:commentRangeStart w:id="0"/>'
    + r("{{ ho_ten }}")
    + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    "tracked deletion": r("{{ ho_ten }}")
    + '<w:del w:id="2" w:author="a"><w:r><w:delText>{{ sai }}</w:delText></w:r></w:del>',
}


@pytest.mark.parametrize("shape", SPLIT)
def test_a_tag_is_filled_however_word_split_it(shape: str) -> None:
    template = compiled(p("Ông ", SPLIT[shape], " ký"))
    template.findings = [finding for finding in template.findings if finding.code != "MT029"]
    assert lines(merged(template)) == ["Ông Trần Thị B ký"]


@pytest.mark.parametrize("shape", SPLIT)
def test_an_example_is_copied_however_word_split_its_tags(shape: str) -> None:
    content = SPLIT[shape].replace("ho_ten", "gach.chu").replace("ho_", "gach.").replace(">ten", ">chu")
    content = content.replace("{{ ho", "{{ gach").replace("_ten", ".chu")
    if shape == "each letter":
        content = "".join(r(letter) for letter in "{{ gach.chu }}")
    template = compiled(p("- ", content))
    template.findings = [finding for finding in template.findings if finding.code != "MT029"]
    made = merged(template, part(body=[block("gach", "-", "Một"), block("gach", "-", "Hai")]))
    assert lines(made) == ["- Một", "- Hai"]


def test_the_formatting_of_the_first_run_is_the_tags() -> None:
    made = merged(compiled(p(r("{{ ho", "<w:b/>"), r("_ten }}", "<w:i/>"))))
    run = next(root_of(made).iter(qn("w:r")))
    assert run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None
    assert run.find(f"{qn('w:rPr')}/{qn('w:i')}") is None


@pytest.mark.parametrize(
    "quotes",
    ["“không có”", "‘không có’", '"không có"', "'không có'", "„không có“"],
    ids=["“”", "‘’", "straight", "single", "„“"],
)
def test_words_own_quotes_in_a_tag_are_plain_quotes(quotes: str) -> None:
    template = compiled(p(f"{{{{ them.x or {quotes} }}}} “giữ”"))
    assert lines(merged(template, part({"them": {"x": ""}}))) == ["không có “giữ”"]


@pytest.mark.parametrize(
    ("tag", "shown"), [("{{ 'nhỏ' if 1 < 2 and 3 > 2 else 'to' }}", "nhỏ"), ("{{ 'A & B <c>' }}", "A & B <c>")]
)
def test_signs_of_xml_in_a_tag(tag: str, shown: str) -> None:
    assert lines(merged(compiled(p(tag)))) == [shown]


def test_text_of_the_template_around_tags_stays() -> None:
    made = merged(compiled(p("  A & B < {{ ho_ten }} >  “x”", r("\ttab"), " {chữ} } { % }")))
    assert lines(made) == ["  A & B < Trần Thị B >  “x”\ttab {chữ} } { % }"]


def test_comments_are_dropped() -> None:
    assert full(lines(merged(compiled(p("{# cho người sửa mẫu #}") + p("Số {# nhỏ #}{{ so_ky_hieu }}"))))) == [
        "Số 15/QĐ-SNV"
    ]


# --- what a value holds ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", HARD)
def test_a_value_arrives_as_it_is(value: str) -> None:
    template = compiled(p("«{{ trich_yeu }}»") + tbl(tr("{{ ho_ten }}", "x")), header=p("{{ dia_danh }}"))
    made = merged(template, part(dict.fromkeys(("trich_yeu", "ho_ten", "dia_danh"), value)))
    assert lines(made)[:2] == [f"«{value}»", value]
    assert lines(made, "word/header1.xml") == [value]


@pytest.mark.parametrize("value", HARD)
def test_a_block_arrives_as_it_is(value: str) -> None:
    made = merged(compiled(EXAMPLES), part(body=[block("doan", "", value), block("khoan", "1.", value, "cuối")]))
    assert lines(made) == [value, f"1. {value}cuối"]


@pytest.mark.parametrize("value", HARD)
def test_an_entry_of_a_list_arrives_as_it_is(value: str) -> None:
    assert lines(merged(compiled(p("- {{ noi_nhan }}")), part({"noi_nhan": [value, "x"]}))) == [f"- {value}", "- x"]


def test_a_name_that_is_not_given_is_a_finding_and_no_file() -> None:
    [finding] = found(compiled(p("a") + p("{{ them.khong_co }}")))
    assert (finding.code, finding.where.paragraph, finding.where.tag) == ("MT024", 2, "{{ them.khong_co }}")


def test_a_figure_of_the_offices_own_is_printed_in_vietnamese() -> None:
    made = merged(
        compiled(p("{{ them.so | so }} và {{ them.ty_le }}")), part({"them": {"so": 6547, "ty_le": Decimal("39.50")}})
    )
    assert lines(made) == ["6.547 và 39,5"]


# --- repeated and left out ------------------------------------------------------------------------------------------


def test_a_paragraph_that_names_a_list_is_repeated() -> None:
    made = merged(compiled(p("{{ chuc_vu }}", properties='<w:jc w:val="center"/>')))
    assert lines(made) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert all(item.find(f"{qn('w:pPr')}/{qn('w:jc')}") is not None for item in root_of(made).iter(qn("w:p")))


def test_filters_of_a_repeated_list_apply_to_each_entry() -> None:
    assert lines(merged(compiled(p("+ {{ noi_nhan | hoa }}.")))) == ["+ NHƯ ĐIỀU 3;.", "+ LƯU: VT.."]


@pytest.mark.parametrize("tag", ["{{ noi_nhan | join(' ') }}", "{{ noi_nhan|join(' ')|trim }}"])
def test_a_joined_list_is_one_paragraph(tag: str) -> None:
    assert lines(merged(compiled(p(tag)))) == ["Như Điều 3; Lưu: VT."]


def test_an_empty_list_leaves_no_paragraph() -> None:
    assert lines(merged(compiled(p("a") + p("{{ can_cu }}")), part({"can_cu": []}))) == ["a"]


def test_what_may_be_left_out_is_left_out_whole() -> None:
    body = p("DỰ THẢO: {{ du_thao }}") + tbl(tr("Kính gửi:", "{{ kinh_gui.mot }}"), tr("a", "b")) + p("x")
    assert full(lines(merged(compiled(body)))) == ["a", "b", "x"]
    shown = part({"du_thao": "lần 2", "kinh_gui": {"mot": "Bộ Nội vụ", "nhan": "", "dong": []}})
    assert full(lines(merged(compiled(body), shown)))[:3] == ["DỰ THẢO: lần 2", "Kính gửi:", "Bộ Nội vụ"]


def test_a_table_that_loses_all_rows_goes_and_a_cell_keeps_a_paragraph() -> None:
    body = (
        p("a")
        + tbl(tr("{{ kinh_gui.nhan }}", "{{ kinh_gui.dong }}"))
        + tbl(tr("{{ kinh_gui.dong }}", "{{ ho_ten }}"))
        + p("c")
    )
    made = merged(compiled(body))
    assert full(lines(made)) == ["a", "Trần Thị B", "c"]
    assert len(list(root_of(made).iter(qn("w:tbl")))) == 1


# --- control tags of clerks -----------------------------------------------------------------------------------------


def test_paragraphs_repeat_over_the_offices_own_list() -> None:
    body = p("{%p for x in them.ds %}") + p("{{ loop.index }}. {{ x.ten }}") + p("{%p endfor %}") + p("hết")
    made = merged(compiled(body), part({"them": {"ds": [{"ten": "A & B"}, {"ten": "C"}]}}))
    assert lines(made) == ["1. A & B", "2. C", "hết"]


def test_paragraphs_stand_under_a_condition() -> None:
    body = (
        p("{%p if them.a %}")
        + p("có")
        + p("{%p elif them.b %}")
        + p("hoặc")
        + p("{%p else %}")
        + p("không")
        + p("{%p endif %}")
    )
    for them, shown in (({"a": 1, "b": 0}, "có"), ({"a": 0, "b": 1}, "hoặc"), ({"a": 0, "b": 0}, "không")):
        assert lines(merged(compiled(body), part({"them": them}))) == [shown]


def test_rows_and_cells_repeat() -> None:
    body = tbl(tr("{%tr for x in them.ds %}", ""), tr("{{ x.a }}", "{{ x.b }}"), tr("{%tr endfor %}", "")) + p("x")
    made = merged(compiled(body), part({"them": {"ds": [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]}}))
    assert lines(made) == ["1", "2", "3", "4", "x"]
    cells = tbl(tr("{%tc for x in them.ds %}", "{{ x }}", "{%tc endfor %}"), columns=3) + p("x")
    assert lines(merged(compiled(cells), part({"them": {"ds": ["a", "b", "c"]}}))) == ["a", "b", "c", "x"]


def test_a_stretch_of_a_line_stands_under_a_condition() -> None:
    body = p(r("Ông "), r("{%r if them.a %}"), r("A", "<w:b/>"), r("{%r endif %}"), r(" ký"))
    assert lines(merged(compiled(body), part({"them": {"a": True}}))) == ["Ông A ký"]
    assert lines(merged(compiled(body), part({"them": {"a": False}}))) == ["Ông  ký"]
    inline = compiled(p("Ông {% if them.a %}A & {% endif %}B"))
    assert lines(merged(inline, part({"them": {"a": True}}))) == ["Ông A & B"]


def test_a_name_may_be_set() -> None:
    body = p("{%p set n = them.a + 1 %}") + p("{{ n }}")
    assert lines(merged(compiled(body), part({"them": {"a": 1}}))) == ["2"]


def test_cells_are_shaded_and_span_as_docxtpl_has_it() -> None:
    shaded = tc(p(r("{% cellbg them.mau %}"), r("x")), properties='<w:vAlign w:val="center"/>')
    spanning = tc(p(r("{% colspan them.so %}"), r("y")), properties='<w:vAlign w:val="center"/>')
    body = tbl(tr(shaded, "z"), tr(spanning), columns=2) + p("x")
    made = merged(compiled(body), part({"them": {"mau": "FFCC00", "so": 2}}))
    assert full(lines(made)) == ["x", "z", "y", "x"]
    root = root_of(made)
    assert [item.get(qn("w:fill")) for item in root.iter(qn("w:shd"))] == ["FFCC00"]
    assert [item.get(qn("w:val")) for item in root.iter(qn("w:gridSpan"))] == ["2"]


def test_cells_of_a_loop_merge_down() -> None:
    row = tr(tc("{% vm %}Chung", properties='<w:vAlign w:val="center"/>'), tc("{{ x }}"))
    body = tbl(tr("{%tr for x in them.ds %}", ""), row, tr("{%tr endfor %}", "")) + p("x")
    made = merged(compiled(body), part({"them": {"ds": ["a", "b", "c"]}}))
    assert full(lines(made)) == ["Chung", "a", "b", "c", "x"]
    merges = [item.get(qn("w:val")) for item in root_of(made).iter(qn("w:vMerge"))]
    assert merges == ["restart", "continue", "continue"]


# --- everywhere in the file -----------------------------------------------------------------------------------------

BOX = (
    '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:txbxContent>{inner}</w:txbxContent></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_tags_in_text_boxes_are_filled_in_both_copies() -> None:
    inner = p("{{ ho_ten }}") + p("{{ chuc_vu }}") + p("{{ du_thao }}")
    template = compiled(p("Dấu ", BOX.format(inner=inner), " {{ so_ky_hieu }}"))
    assert template.findings == []
    made = root_of(merge_of(template))
    box = ["Trần Thị B", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert [text_of(item) for item in made.iter(qn("w:p"))][1:] == box * 2


def merge_of(template: object) -> bytes:
    """The Word file, of which nothing is asked but that it is there: the test's box is no whole drawing."""
    from template_files import FILE, paper
    from word_file import filled

    made, findings = filled(template, paper(part()), FILE)  # type: ignore[arg-type]
    assert findings == []
    assert made is not None
    return made


def test_a_wrong_tag_in_a_text_box_is_told_once() -> None:
    [finding] = found(compiled(p(BOX.format(inner=p("{{ ho_tenn }}")))))
    assert (finding.code, finding.where.table_cell) == ("MT024", "hộp chữ")
    assert "ho_ten" in finding.remedy


def test_tags_in_a_header_are_filled_and_checked() -> None:
    made = merged(compiled(p("a"), header=p("{{ co_quan.ten }} – {{ so_ky_hieu }}")))
    assert lines(made, "word/header1.xml") == ["Sở Nội vụ – 15/QĐ-SNV"]
    [finding] = found(compiled(p("a"), header=p("{{ co_quan.tenn }}")))
    assert (finding.code, finding.where.part) == ("MT024", "đầu trang (header1.xml)")


def test_a_header_that_is_left_out_whole_keeps_a_paragraph() -> None:
    assert lines(merged(compiled(p("a"), header=p("{{ du_thao }}"))), "word/header1.xml") == [""]


def test_comments_of_reviewers_do_not_leave_the_house() -> None:
    import io
    import zipfile

    from docx import Document
    from template_files import FILE

    from docgen.merge.template import compile_template
    from docgen.model.vocabulary import VOCABULARY

    document = Document()
    run = document.add_paragraph("{{ ho_ten }}").runs[0]
    document.add_comment(run, text="dùng {{ ho_tenn }} thì sai", author="a")
    data = io.BytesIO()
    document.save(data)
    made = merged(compile_template(data.getvalue(), FILE, VOCABULARY))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert not [name for name in package.namelist() if "comment" in name.lower()]
    assert VALUES["ho_ten"] in lines(made)
