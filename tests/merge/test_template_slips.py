"""A slip of the hand in a template is one finding at its place, wherever in the file it stands, and ends nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from template_files import (
    EXAMPLES,
    FILE,
    block,
    compiled,
    found,
    lines,
    merged,
    p,
    paper,
    part,
    r,
    section,
    tbl,
    tc,
    tr,
)
from word_file import W, add, filled, make

import docgen
from docgen.errors import ExitCode
from docgen.finding import Finding, Where
from docgen.line import inspect
from docgen.merge.template import Template, compile_template
from docgen.model.vocabulary import VOCABULARY
from docgen.ooxml.package import Package

UNCLOSED = ["{{ ho_ten", "{{ ho_ten }", "{% if du_thao", "{# ghi chú", "{{ hang.chu }", "{{ 'a }}"]
TABLE = tbl(tr("{{ cot.ten }}", ""), tr("{{ hang.chu }}", ""), tr("{{ tong.chu }}", "{{ tong.so }}"))


def box(text: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{p(text)}</w:txbxContent></w:pict></w:r>"


def in_part(kind: str, text: str) -> list[Finding]:
    package = Package.read(make(p("a") + section()), Where())
    root = {"header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}[kind]
    inside = f'<w:{kind[:-1]} w:id="2">{p(text)}</w:{kind[:-1]}>' if kind.endswith("notes") else p("a") + p(text)
    add(package, kind, f"<w:{root} {W}>{inside}</w:{root}>".encode())
    return compile_template(package.write(), FILE, VOCABULARY).findings


@pytest.mark.parametrize("slip", UNCLOSED)
@pytest.mark.parametrize(
    ("around", "cell"),
    [
        (lambda t: p("một") + tbl(tr("a", t)) + p("x"), "bảng: hàng 1 ô 2"),
        (lambda t: tbl(tr("{{ cot.ten }}", t), tr("{{ hang.chu }}", "")) + p("x"), "bảng: hàng 1 ô 2"),
        (lambda t: tbl(tr("{{ cot.ten }}", "a"), tr(t, "b")) + p("x"), "bảng: hàng 2 ô 1"),
        (lambda t: tbl(tr(tc("{{ cot.ten }}", t), "a"), tr("{{ hang.chu }}", "")) + p("x"), "bảng: hàng 1 ô 1"),
        (lambda t: tbl(tr("a", tc(tbl(tr("b", t)), "c"))) + p("x"), "bảng: hàng 1 ô 2"),
        (lambda t: tbl(tr("{{ cot.ten }}", tc(tbl(tr(t)), "c")), tr("{{ hang.chu }}", "")) + p("x"), "bảng: hàng 1 ô 1"),
        (lambda t: p(box(t)), "hộp chữ"),
        (lambda t: tbl(tr(tc(p(box(t))), "a")) + p("x"), "hộp chữ"),
        (lambda t: tbl(tr("{%tr if du_thao %}", t), tr("{%tr endif %}", "")) + p("x"), "bảng: hàng 1 ô 2"),
        (lambda t: p(t) + EXAMPLES + TABLE + p("x"), ""),
    ],
    ids=range(10),
)  # fmt: skip
def test_a_tag_that_is_not_closed_is_one_finding_at_its_place(around: object, cell: str, slip: str) -> None:
    body = around(slip)  # type: ignore[operator]
    [finding] = [item for item in found(compiled(body)) if item.code != "MT028"]
    assert (finding.code, finding.where.part, finding.where.table_cell) == ("MT023", "thân văn bản", cell)
    assert finding.where.paragraph


@pytest.mark.parametrize("kind", ["header", "footer", "footnotes", "endnotes"])
@pytest.mark.parametrize("slip", UNCLOSED)
def test_a_tag_that_is_not_closed_is_told_in_other_parts(kind: str, slip: str) -> None:
    [finding] = in_part(kind, slip)
    assert finding.code == "MT023"
    assert kind in finding.where.part
    assert finding.where.paragraph


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("{{ hangg.chu }}", ""),
        ("{{ khoan.chuu }}", "khoan.chu"),
        ("{{ khoan.nhann }}", "khoan.nhan"),
        ("{{ khoann.chu }}", ""),
    ],
)
def test_a_misspelt_example_is_told(tag: str, meant: str) -> None:
    [finding] = found(compiled(p("{{ diem.nhan }} {{ diem.chu }}") + p(tag)))
    assert (finding.code, finding.where.paragraph) == ("MT024", 2)
    assert not meant or finding.remedy == f"Có phải “{meant}”?"


def test_a_row_example_may_name_its_cells_as_it_likes() -> None:
    assert found(compiled(tbl(tr("{{ cot.ten }}"), tr("{{ hang.noi_dung }}")) + p("x"))) == []


@pytest.mark.parametrize(
    "inner", [tc(tbl(tr("{{ cot.ten }}"), tr("{{ hang.chu }}")), "c"), tc(p(box("{{ hang.chu }}")))]
)
def test_an_example_inside_a_cell_is_told_and_its_table_stays(inner: str) -> None:
    codes = {finding.code for finding in found(compiled(tbl(tr("a", inner)) + p("x")))}
    assert codes == {"MT030"}


@pytest.mark.parametrize("number", ["0,4,", ".", ",", "0.4.1", "0,4 lần", "1e5", "123"])
def test_a_rule_whose_length_is_no_number_is_told(number: str) -> None:
    [finding] = found(compiled(p("a") + tbl(tr("b", "{# kẻ " + number + " #}")) + p("x")))
    assert (finding.code, finding.where.table_cell) == ("MT023", "bảng: hàng 1 ô 2")
    assert number in finding.message


@pytest.mark.parametrize("text", ["{# kẻ 0,4 #}", "{# kẻ 0.4 #}", "{# kẻ ,4 #}", "{# kẻ 1 #}", "{# kẻ khung ở dưới #}"])
def test_a_rule_and_a_remark_are_no_faults(text: str) -> None:
    assert found(compiled(p("a") + p(text))) == []


@pytest.mark.parametrize("span", ["abc", "", "12.5", "-1", "0", "99999"])
def test_a_cell_that_spans_no_number_is_told(span: str) -> None:
    cell = tc("a", properties=f'<w:gridSpan w:val="{span}"/>')
    [finding] = found(compiled(tbl(tr(cell, "b")) + p("x")))
    assert (finding.code, finding.where.table_cell) == ("MT036", "bảng: hàng 1 ô 1")


@pytest.mark.parametrize("body", [tc("a") + p("x"), p("x") + tr("a"), f"<w:tbl>{tc('a')}</w:tbl>" + p("x")])
def test_a_cell_astray_is_told(body: str) -> None:
    assert [finding.code for finding in found(compiled(body))] == ["MT036"]


def test_margins_and_widths_that_are_no_numbers_do_no_harm() -> None:
    margin = '<w:tcMar><w:left w:w="abc" w:type="dxa"/><w:right w:w="5.4pt" w:type="dxa"/></w:tcMar>'
    body = tbl(tr(tc("{{ cot.ten }}", properties=margin)), tr(tc("{{ hang.chu }}", properties=margin)), columns=1)
    assert found(compiled(body + p("x"))) == []
    narrow = tbl(tr(tc("{{ trich_yeu }}"))).replace('w:w="3000"', 'w:w="rộng"')
    made, findings = filled(compiled(narrow + p("x")), paper(part()), FILE)
    assert findings == []
    assert made is not None
    assert lines(made)[0] == "Ban hành Quy chế làm việc"


@pytest.mark.parametrize("mark", ["<?docgen-rule abc?>", "<?docgen here?>", "<?docgen-body here?>", "<!-- x -->"])
def test_marks_of_docgens_own_are_no_marks_in_a_template(mark: str) -> None:
    body = p("a", mark + r("{{ ho_ten }}")) + mark + EXAMPLES
    template = compiled(body)
    made = lines(merged(template, part(body=[block("doan", "", "x")])))
    assert made == ["aTrần Thị B", "x"]


# --- the others go on -------------------------------------------------------------------------------------------------


def test_one_template_ends_no_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "docgen.toml").write_text("")
    (tmp_path / "a.docx").write_bytes(make(tbl(tr("Số: {{ so_ky_hieu", "b")) + p("x") + section()))
    (tmp_path / "b.docx").write_bytes(make(p("{{ khong_co }}") + section()))
    (tmp_path / "c.docx").write_bytes(b"PK")
    said = [(Path(f.where.file).name, f.code) for f in docgen.check([tmp_path]).findings]
    assert said == [("a.docx", "MT023"), ("b.docx", "MT024"), ("c.docx", "MT003")]

    def broken(data: bytes, file: str, _vocabulary: object) -> Template:
        if file.endswith("a.docx"):
            raise RuntimeError("never thought of")
        return compile_template(data, file, VOCABULARY)

    monkeypatch.setattr("docgen.merge.compile_template", broken)
    said = [(Path(f.where.file).name, f.code) for f in docgen.check([tmp_path]).findings]
    assert said == [("a.docx", "HT049"), ("b.docx", "MT024"), ("c.docx", "MT003")]
    assert inspect.check_template(tmp_path / "a.docx")[0].where.file.endswith("a.docx")


DOSSIER = """loai = "kế hoạch"
mau = { tep = "mau.docx" }
trich_yeu = "Kiểm tra"
noi_dung = "# Mục tiêu"
nam = 2026
noi_nhan = ["Lãnh đạo Sở"]
luu = "VT"
nguoi_ky = { ma = "gd" }
them = { f = 'INCLUDETEXT "x.docx"' }
[co_quan]
ten = "Sở Nội vụ"
viet_tat = "SNV"
dia_danh = "Khánh Hòa"
lanh_dao = [{ ma = "gd", ho_ten = "Nguyễn Văn A", chuc_vu = "Giám đốc" }]
"""


def test_a_field_that_data_turn_outwards_is_refused_as_such(tmp_path: Path) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    field = begin + '<w:r><w:instrText xml:space="preserve">{{ them.f }}</w:instrText></w:r>' + end
    examples = p("{{ muc.nhan }} {{ muc.chu }}") + EXAMPLES
    (tmp_path / "mau.docx").write_bytes(make(p(field) + examples + section()))
    (tmp_path / "docgen.toml").write_text("")
    (tmp_path / "a.toml").write_text(DOSSIER, "utf-8")
    report = docgen.build([tmp_path / "a.toml"], only="docx")
    assert [(f.code, f.where.file) for f in report.findings if f.severity.label == "lỗi"] == [("MT012", "a.docx")]
    assert report.exit_code is ExitCode.TEMPLATE
    assert not (tmp_path / "output/a.docx").exists()
