"""What is wrong with a template is told at its place, all of it at once; and no template can do harm."""

from __future__ import annotations

import time

import pytest
from template_files import (
    EXAMPLES,
    LAND,
    PORTRAIT,
    block,
    compiled,
    found,
    lines,
    mark,
    merged,
    p,
    part,
    r,
    section,
    tbl,
    tc,
    tr,
)

from docgen.errors import DocgenError, ExitCode
from docgen.merge.template import compile_template
from docgen.model.vocabulary import VOCABULARY
from docgen.ooxml.xml import qn

# --- places ---------------------------------------------------------------------------------------------------------


def test_an_unknown_tag_is_told_with_part_paragraph_cell_and_tag() -> None:
    body = p("một") + tbl(tr("a", "{{ co_quan.ten }}"), tr("b", "Số {{ so_ky_hieuu }}")) + p("x")
    [finding] = found(compiled(body))
    assert finding.code == "MT024"
    assert finding.where.part == "thân văn bản"
    assert finding.where.paragraph == 5
    assert finding.where.table_cell == "bảng: hàng 2 ô 2"
    assert finding.where.tag == "{{ so_ky_hieuu }}"
    assert finding.remedy == "Có phải “so_ky_hieu”?"
    assert str(finding).startswith(
        "mau.docx (thân văn bản, đoạn 5, bảng: hàng 2 ô 2, thẻ {{ so_ky_hieuu }}): lỗi MT024:"
    )


def test_all_wrong_tags_are_told_at_once() -> None:
    body = (
        p("{{ mot }} {{ hai }}")
        + p("{{ trich_yeu | }}")
        + p("{{ ho_ten | khong_co }}")
        + p("{%p if %}")
        + p("{%p endif %}")
    )
    codes = [finding.code for finding in found(compiled(body, header=p("{{ ba }}")))]
    assert sorted(codes) == ["MT023", "MT023", "MT023", "MT024", "MT024", "MT024"]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ ho_ten",
        "{{ }}",
        "{{ ho_ten | }}",
        "{{ ho ten }}",
        "{{ ho_ten | xyz }}",
        "{{ (ho_ten }}",
        "{% if %}",
        "{{ 'a }}",
    ],
)
def test_a_tag_written_wrong_is_told(tag: str) -> None:
    [finding] = [finding for finding in found(compiled(p("a") + p(tag))) if finding.code == "MT023"][:1]
    assert finding.where.paragraph == 2
    assert finding.remedy


@pytest.mark.parametrize(
    ("body", "paragraph", "word"),
    [
        (p("{%p if du_thao %}") + p("a"), 1, "endif"),
        (p("a") + p("{%p endif %}"), 2, "mở"),
        (p("{%p for x in can_cu %}") + p("{{ x }}") + p("{%p endif %}"), 3, "mở"),
        (p("{%p else %}"), 1, "ngoài"),
        (p("{%p if du_thao %}") + p("{%p endfor %}"), 2, "mở"),
        (tbl(tr("{%tr for x in can_cu %}", ""), tr("{{ x }}", "b")) + p("x"), 1, "endfor"),
    ],
)
def test_control_tags_without_partner_are_told(body: str, paragraph: int, word: str) -> None:
    finding = found(compiled(body))[0]
    assert finding.code == "MT023"
    assert finding.where.paragraph == paragraph
    assert word in finding.message


@pytest.mark.parametrize(
    ("body", "tag"),
    [
        (p("mất {%p if du_thao %}") + p("a") + p("{%p endif %}"), "{% p if du_thao %}"),
        (p("{%p if du_thao %}{%p endif %}"), "{% p if du_thao %}"),
        (p("{%tr if du_thao %}") + p("{%tr endif %}"), "{% tr if du_thao %}"),
        (
            tbl(tr("{%tr for x in can_cu %}", "chữ này mất"), tr("{%tr endfor %}", "")) + p("x"),
            "{% tr for x in can_cu %}",
        ),
        (tbl(tr(tc("{%tc for x in can_cu %}", "mất"), "{%tc endfor %}")) + p("x"), "{% tc for x in can_cu %}"),
    ],
)
def test_text_that_would_go_with_a_control_tag_is_told(body: str, tag: str) -> None:
    finding = next(finding for finding in found(compiled(body)) if finding.code == "MT028")
    assert finding.where.tag == tag


@pytest.mark.parametrize("tag", ["{{p x }}", "{{r ho_ten }}", "{{tr x}}"])
def test_the_object_tags_of_docxtpl_are_not_offered(tag: str) -> None:
    assert "MT023" in [finding.code for finding in found(compiled(p(tag)))]


def test_a_filter_that_cannot_take_a_value_is_told_at_its_tag() -> None:
    [finding] = found(compiled(p("a") + tbl(tr("b", "{{ trich_yeu | so }}")) + p("x")))
    assert (finding.code, finding.where.table_cell, finding.where.tag) == (
        "MT025",
        "bảng: hàng 1 ô 2",
        "{{ trich_yeu | so }}",
    )


def test_a_name_that_fails_inside_a_loop_is_told_at_its_tag() -> None:
    body = p("{%p for x in them.ds %}") + p("{{ x.tenn }}") + p("{%p endfor %}") + p("{{ ho_ten }}")
    [finding] = found(compiled(body), part({"them": {"ds": [{"ten": "a"}]}}))
    assert (finding.code, finding.where.paragraph) == ("MT024", 2)


def test_a_value_that_an_office_lacks_is_told_alone_among_examples() -> None:
    body = p("{{ them.so_dt }}") + EXAMPLES + tbl(tr("{{ cot.ten }}"), tr("{{ hang.chu }}")) + p("{{ ho_ten }}")
    [finding] = found(compiled(body), part({"them": {}}))
    assert (finding.code, finding.where.tag) == ("MT024", "{{ them.so_dt }}")


def test_tracked_changes_are_accepted_and_told() -> None:
    inserted = '<w:ins w:id="1" w:author="a">' + r("mới ") + "</w:ins>"
    deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>cũ </w:delText></w:r></w:del>'
    template = compiled(p(inserted, deleted, "{{ ho_ten }}"))
    assert [(finding.code, str(finding.severity.label)) for finding in template.findings] == [("MT029", "cảnh báo")]
    template.findings.clear()
    assert lines(merged(template)) == ["mới Trần Thị B"]


def test_a_deleted_row_and_a_deleted_paragraph_are_gone() -> None:
    gone = p(
        '<w:del w:id="4" w:author="a"><w:r><w:delText>x</w:delText></w:r></w:del>',
        properties='<w:rPr><w:del w:id="3" w:author="a"/></w:rPr>',
    )
    body = gone + tbl(tr("cũ", "cũ", properties='<w:del w:id="5" w:author="a"/>'), tr("a", "b")) + p("c")
    template = compiled(body)
    template.findings.clear()
    assert lines(merged(template)) == ["a", "b", "c"]


# --- parts ----------------------------------------------------------------------------------------------------------

MAIN = mark("văn bản") + p("{{ trich_yeu }}") + EXAMPLES + section("end")


def annex(part_name: str, page: str) -> str:
    """The last part of a template: an annex."""
    return mark(part_name) + p("{{ phu_luc.tieu_de }}") + EXAMPLES + section(page=page)


def test_a_template_without_marks_is_one_part() -> None:
    assert lines(merged(compiled(p("{{ trich_yeu }}") + EXAMPLES), part(body=[block("doan", "", "x")]))) == [
        "Ban hành Quy chế làm việc",
        "x",
    ]


def test_parts_are_found_by_their_marks_and_left_out_or_repeated() -> None:
    template = compiled(MAIN + annex("phụ lục dọc", PORTRAIT))
    two = [part(kind="phu_luc", body=[block("doan", "", word)]) for word in ("một", "hai")]
    title = "Ban hành Quy chế làm việc"
    assert lines(merged(template)) == [title]
    assert lines(merged(template, part(), *two)) == [title, "Danh mục", "một", "Danh mục", "hai"]


def test_an_unknown_part_is_told_with_the_likely_one() -> None:
    [finding] = found(compiled(MAIN + annex("phụ luc ngang", LAND)))
    assert (finding.code, finding.remedy) == ("MT021", "Có phải “phụ lục ngang”?")


def test_a_part_twice_is_told() -> None:
    assert [finding.code for finding in found(compiled(MAIN + annex("văn bản", PORTRAIT)))] == ["MT022"]


def test_a_section_without_mark_behind_a_part_is_told() -> None:
    [finding] = found(compiled(MAIN + p("lạc") + section()))
    assert (finding.code, finding.where.paragraph) == ("MT021", 10)


def test_a_mark_may_be_written_in_decomposed_letters_and_any_case() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", annex("Phụ Lục  ngang", LAND))
    assert "phu_luc_ngang" in compiled(MAIN + text).sections


def test_a_part_the_dossier_needs_and_the_template_has_not_is_told() -> None:
    [finding] = found(compiled(MAIN.replace(section("end"), "")), part(), part(kind="kem_theo"))
    assert finding.code == "MT027"
    assert "văn bản kèm theo" in finding.message


@pytest.mark.parametrize(
    ("name", "page", "landscape"), [("phụ lục dọc", PORTRAIT, True), ("phụ lục ngang", LAND, False)]
)
def test_an_annex_turns_where_the_template_has_only_the_other_way(name: str, page: str, landscape: bool) -> None:
    from template_files import root_of

    template = compiled(MAIN + annex(name, page))
    made = merged(template, part(), part(kind="phu_luc", landscape=landscape))
    size = list(root_of(made).iter(qn("w:pgSz")))[-1]
    assert (int(size.get(qn("w:w"))) > int(size.get(qn("w:h")))) is landscape
    assert (size.get(qn("w:orient")) == "landscape") is landscape


def test_an_inherited_header_is_written_down_where_parts_may_go() -> None:
    from template_files import root_of

    reference = '<w:headerReference w:type="default" r:id="rId1"/>'
    first = mark("văn bản") + p("a") + section("end", extra=reference)
    second = mark("văn bản kèm theo") + p("b") + section("end")
    template = compiled(first + second + annex("phụ lục dọc", PORTRAIT), header=p("đầu"))
    made = root_of(merged(template, part(), part(kind="phu_luc")))
    assert [len(item.findall(qn("w:headerReference"))) for item in made.iter(qn("w:sectPr"))] == [1, 1]


def test_a_part_inside_a_content_control_works() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{mark('văn bản')}{p('{{ trich_yeu }}')}{EXAMPLES}</w:sdtContent></w:sdt>"
    made = merged(
        compiled(inner + section("end") + annex("phụ lục dọc", PORTRAIT)), part(body=[block("doan", "", "x")])
    )
    assert lines(made) == ["Ban hành Quy chế làm việc", "x"]


def test_a_file_that_is_no_word_file_ends_the_template() -> None:
    with pytest.raises(DocgenError) as caught:
        compile_template(b"PK\x03\x04 khong phai", "mau.docx", VOCABULARY)
    assert caught.value.exit_code is ExitCode.TEMPLATE


# --- examples -------------------------------------------------------------------------------------------------------


def test_a_kind_without_example_is_told_with_the_data_that_needs_it() -> None:
    [finding] = found(compiled(EXAMPLES), part(body=[block("cong", "+", "x"), block("cong", "+", "y")]))
    assert finding.code == "MT026"
    assert "ý nhỏ +" in finding.message
    assert "so-lieu.toml:7" in finding.message
    assert "{{ cong.nhan }} {{ cong.chu }}" in finding.remedy


def test_a_template_without_any_example_says_so() -> None:
    [finding] = found(compiled(p("a")), part(body=[block("doan", "", "x")]))
    assert finding.code == "MT026"


@pytest.mark.parametrize(
    "body", [p("{{ khoan.nhan }} {{ diem.chu }}"), tbl(tr("{{ khoan.nhan }}", "{{ khoan.chu }}")) + p("x")]
)
def test_an_example_out_of_place_is_told(body: str) -> None:
    assert {finding.code for finding in found(compiled(EXAMPLES + body))} == {"MT030"}


def test_a_titled_subclause_borrows_the_plain_one_in_bold() -> None:
    from template_files import root_of

    template = compiled(p(r("{{ tieu_khoan.nhan }} ", "<w:i/>"), r("{{ tieu_khoan.chu }}")))
    made = root_of(
        merged(template, part(body=[block("tieu_khoan_tieu_de", "1.1.", "A"), block("tieu_khoan", "1.2.", "B")]))
    )
    first, second = made.iter(qn("w:p"))
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in first.iter(qn("w:r")))
    assert all(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is None for run in second.iter(qn("w:r")))
    assert first.find(f".//{qn('w:i')}") is not None


# --- promise 6: a template runs nothing, reads nothing, and ends ----------------------------------------------------

HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ self.__init__.__globals__.__builtins__.open('/etc/passwd').read() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ ho_ten.__class__ }}",
    "{{ ho_ten|attr('__class__') }}",
    "{{ noi_nhan|map(attribute='__class__')|list }}",
    "{{ noi_nhan|sort(attribute='__class__') }}",
    "{{ '{0.__class__}'.format(ho_ten) }}",
    "{{ ho_ten.format_map({}) }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}",
    "{% extends 'x' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% call x() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% autoescape false %}{{ ho_ten }}{% endautoescape %}",
    "{{ ho_ten | safe }}",
    "{{ ho_ten * 1000000000 }}",
    "{{ 9 ** 99999999 }}",
    "{{ 10 ** 64 ** 64 ** 64 }}",
    "{{ 'x' | center(1000000000) }}",
    "{{ '%0999999999d' % 1 }}",
    "{{ ho_ten | join(ho_ten) | join(ho_ten) | join(ho_ten) | join(ho_ten) | join(ho_ten) | join(ho_ten) }}",
    "{% for i in range(10 ** 9) %}x{% endfor %}",
    "{% for a in ho_ten %}{% for b in ho_ten %}x{% endfor %}{% endfor %}",
    "".join(f"{{% for x{i} in noi_nhan %}}" for i in range(19)) + "x" + "{% endfor %}" * 19,
    "{% for i in noi_nhan %}" * 40 + "x" + "{% endfor %}" * 40,
    "{% set x = ho_ten %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
    "{{ " + "(" * 4000 + "1" + ")" * 4000 + " }}",
    "{{ " + "-" * 20000 + "1 }}",
]


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_tag_is_a_finding_soon(payload: str) -> None:
    began = time.monotonic()
    findings = found(compiled(p(payload)))
    assert findings
    assert {finding.code for finding in findings} <= {"MT023", "MT024", "MT025"}
    assert time.monotonic() - began < 5


def test_a_value_is_never_read_as_a_tag() -> None:
    them = {"a": "{{ ''.__class__ }}", "ds": ["{% for x in y %}"]}
    body = p("{{ them.a }}") + p("{%p for x in them.ds %}") + p("{{ x }}") + p("{%p endfor %}") + EXAMPLES
    made = merged(compiled(body), part({"them": them}, [block("doan", "", "{{ ho_ten }}")]))
    assert lines(made) == ["{{ ''.__class__ }}", "{% for x in y %}", "{{ ho_ten }}"]


def test_a_huge_paragraph_of_braces_compiles_soon() -> None:
    began = time.monotonic()
    compiled(p("{" * 20_000) + p("{{" * 5_000) + p("%}" * 5_000 + "{#" * 3_000) + p(*[r("{"), r("<")] * 500))
    assert time.monotonic() - began < 10


# --- what no Word file can hold -------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["\x00", "\x01", "\x0b", "\ud800", "\ufffe"], ids=ascii)
def test_a_character_that_no_word_file_holds_is_told(sign: str) -> None:
    assert [finding.code for finding in found(compiled(p("{{ ho_ten }}")), part({"ho_ten": f"a{sign}b"}))] == ["MT025"]
    [finding] = found(compiled(EXAMPLES), part(body=[block("doan", "", f"a{sign}b")]))
    assert (finding.code, finding.where.line) == ("MT032", 7)


def test_a_tag_in_a_footnote_is_filled_and_checked() -> None:
    from template_files import FILE, paper
    from word_file import W, add, filled, make

    from docgen.finding import Where
    from docgen.ooxml.package import Package

    def with_note(text: str) -> bytes:
        package = Package.read(make(p("a") + section()), Where())
        add(
            package,
            "footnotes",
            f'<w:footnotes {W}><w:footnote w:id="2">{p(text)}</w:footnote></w:footnotes>'.encode(),
        )
        return package.write()

    made, findings = filled(compile_template(with_note("Xem {{ so_ky_hieu }}"), FILE, VOCABULARY), paper(part()), FILE)
    assert findings == []
    assert made is not None
    assert lines(made, "word/footnotes1.xml") == ["Xem 15/QĐ-SNV"]
    [finding] = compile_template(with_note("Xem {{ so_ky_hieuu }}"), FILE, VOCABULARY).findings
    assert (finding.code, finding.where.part) == ("MT024", "chú thích (footnotes1.xml)")
