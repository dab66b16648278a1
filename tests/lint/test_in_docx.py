"""Every value stands where it belongs in the Word file; whatever does not is found, and where."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from papers_made import SAMPLES, Made, edited, make, replaced

from docgen.finding import Where
from docgen.lint.arrival import WordText
from docgen.lint.arrival.words import words
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn

Sample = Callable[[str], Made]


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_arrives(sample: Sample, name: str) -> None:
    arrival = sample(name).arrival()
    assert arrival.findings == []
    assert str(arrival) == f"đủ {arrival.expected} nội dung"
    assert arrival.expected > 40


def texts(body: Element) -> list[Element]:
    return [item for item in body.iter(qn("w:t")) if words(item.text or "")]


def drop(body: Element, chance: random.Random) -> str:
    item = chance.choice(texts(body))
    parts = (item.text or "").split()
    word = parts.pop(chance.randrange(len(parts)))
    item.text = " ".join(parts)
    return word


def double(body: Element, chance: random.Random) -> str:
    item = chance.choice(texts(body))
    parts = (item.text or "").split()
    place = chance.randrange(len(parts))
    parts.insert(place, parts[place])
    item.text = " ".join(parts)
    return parts[place]


def swap(body: Element, chance: random.Random) -> str:
    items = [item for item in texts(body) if len({tuple(words(part)) for part in (item.text or "").split()}) > 1]
    item = chance.choice(items)
    parts = (item.text or "").split()
    place = chance.choice([i for i in range(len(parts) - 1) if words(parts[i]) != words(parts[i + 1])])
    parts[place : place + 2] = parts[place + 1], parts[place]
    item.text = " ".join(parts)
    return parts[place]


def change(body: Element, chance: random.Random) -> str:
    item = chance.choice(texts(body))
    item.text = (item.text or "") + " None"
    return "None"


def drop_paragraph(body: Element, chance: random.Random) -> str:
    owner = chance.choice(texts(body)).getparent().getparent()
    for item in owner.iter(qn("w:t")):
        item.text = ""
    return "paragraph"


def double_paragraph(body: Element, chance: random.Random) -> str:
    owner = chance.choice(texts(body)).getparent().getparent()
    owner.addnext(deepcopy(owner))
    return "paragraph"


def swap_rows(body: Element, chance: random.Random) -> str:
    rows = [row for row in body.iter(qn("w:tr")) if row.getnext() is not None and row.getnext().tag == row.tag]
    rows = [row for row in rows if words("".join(row.itertext())) != words("".join(row.getnext().itertext()))]
    row = chance.choice(rows)
    row.getnext().addnext(row)
    return "row"


EDITS = [drop, double, swap, change, drop_paragraph, double_paragraph, swap_rows]


@pytest.mark.parametrize("name", ["decision", "report"])
@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_any_one_change_of_the_word_file_is_found(sample: Sample, name: str, edit: Callable[..., str]) -> None:
    made = sample(name)
    chance = random.Random(f"{name} {edit.__name__}")
    for _ in range(12):
        said = []
        arrival = made.arrival(edited(made.docx, lambda body: said.append(edit(body, chance))))  # noqa: B023
        assert arrival.findings, said


def test_a_lost_value_is_named_with_its_place_in_the_data(sample: Sample) -> None:
    made = sample("decision")

    def forget(body: Element) -> None:
        for item in texts(body):
            if (item.text or "").startswith("Căn cứ"):
                item.text = ""
                return

    arrival = made.arrival(edited(made.docx, forget))
    assert arrival.present == arrival.expected - 1
    (finding,) = [finding for finding in arrival.findings if finding.code == "SL020"]
    assert "các dòng căn cứ (dòng 1)" in finding.message
    assert finding.where.key == "can_cu[1]"
    assert finding.where.line > 0


def test_an_annex_is_named_by_its_own_place(sample: Sample) -> None:
    made = sample("decision")

    def rename(body: Element) -> None:
        item = next(item for item in reversed(texts(body)) if (item.text or "").startswith("(Kèm theo"))
        title = item.getparent().getparent().getprevious()
        for text in title.iter(qn("w:t")):
            text.text = ""

    findings = made.arrival(edited(made.docx, rename)).findings
    assert "kem_theo.phu_luc[1].tieu_de" in {finding.where.key for finding in findings}


def test_a_figure_in_the_next_column_is_out_of_place(sample: Sample) -> None:
    made = sample("report")

    def shift(body: Element) -> None:
        row = next(row for row in body.iter(qn("w:tr")) if sum(bool(words("".join(c.itertext()))) for c in row) > 4)
        row = row.getparent().findall(qn("w:tr"))[-2]
        cells = row.findall(qn("w:tc"))
        last, before = cells[-1], cells[-2]
        for item in last.iter(qn("w:t")):
            item.text = ""
        kept = [deepcopy(p) for p in before.findall(qn("w:p"))]
        for paragraph in last.findall(qn("w:p")):
            last.remove(paragraph)
        last.extend(kept)
        for item in before.iter(qn("w:t")):
            item.text = ""

    arrival = made.arrival(edited(made.docx, shift))
    assert any(finding.code == "SL023" and "cột" in finding.message for finding in arrival.findings)


def test_two_paragraphs_run_together_are_out_of_place(sample: Sample) -> None:
    made = sample("decision")

    def join(body: Element) -> None:
        owners = [p for p in body.findall(qn("w:p")) if len(words("".join(p.itertext()))) > 20]
        first, second = next((a, b) for a, b in pairwise(owners[3:]) if a.getnext() is b)
        first.extend(second.findall(qn("w:r")))
        body.remove(second)

    assert "SL023" in made.codes(edited(made.docx, join))


# Templates that print less, or in their own way


def paper(folder: Path, more: str = "", body: str = "Một đoạn.") -> Path:
    """A short plan in a folder of its own."""
    path = folder / "ke-hoach.toml"
    path.write_text(f"""
loai = "kế hoạch"
so = 7
ngay = 2026-03-05
trich_yeu = "Thử việc in"
noi_nhan = ["Như trên", "Sở Tài chính"]
luu = "VT"
nguoi_ky = {{ ho_ten = "Trần Thị B", chuc_vu = "Giám đốc" }}
{more}
noi_dung = '''
{body}
'''
[co_quan]
ten = "Sở Nội vụ"
viet_tat = "SNV"
dia_danh = "Huế"
chu_quan = "Ủy ban nhân dân tỉnh"
lanh_dao = []
""")
    return path


def test_a_value_without_a_tag_is_told_with_its_place(tmp_path: Path) -> None:
    made = make(paper(tmp_path), replaced("{{ dia_danh }}, ", ""))
    (finding,) = made.arrival().findings
    assert (finding.code, finding.severity.label) == ("SL022", "cảnh báo")
    assert "“Huế”" in finding.message
    assert finding.where.key.startswith("co_quan")
    assert made.arrival().present == made.arrival().expected - 1


def test_a_value_is_told_by_what_it_is_without_an_example_of_it(tmp_path: Path) -> None:
    made = make(paper(tmp_path), replaced("{{ so_ky_hieu }}", ""))
    (finding,) = made.arrival().findings
    assert finding.message.startswith("mẫu không in số và ký hiệu “")


def test_a_value_that_the_template_writes_itself_is_there(tmp_path: Path) -> None:
    made = make(paper(tmp_path), replaced("{{ co_quan.ten | hoa }}", "SỞ NỘI VỤ"))
    assert made.arrival().findings == []


def test_tags_with_conditions_and_filters_are_followed(tmp_path: Path) -> None:
    tag = "{% if so_ky_hieu %}Tại {{ dia_danh | hoa }}{% endif %}, "
    made = make(paper(tmp_path), replaced("{{ dia_danh }}, ", tag))
    assert made.arrival().findings == []
    less = make(paper(tmp_path), replaced("{{ dia_danh }}, ", "{% if not so_ky_hieu %}{{ dia_danh }}{% endif %}, "))
    assert less.codes(less.docx) == {"SL022"}


def test_a_loop_of_the_template_is_followed(tmp_path: Path) -> None:
    loop = "{% for noi in noi_nhan %}{{ noi }} {% endfor %}"
    made = make(paper(tmp_path), replaced("- {{ noi_nhan }}", loop))
    assert made.arrival().findings == []


def test_what_a_template_does_that_is_not_followed_is_no_mistake(tmp_path: Path) -> None:
    made = make(paper(tmp_path), replaced("{{ so_ky_hieu }}", "{% set so_moi = so_ky_hieu %}{{ so_moi }}"))
    assert made.arrival().findings == []
    assert made.arrival().present == made.arrival().expected
    lost = make(paper(tmp_path), replaced("{{ so_ky_hieu }}", "{% set so_moi = 5 %}{{ so_moi }}"))
    assert lost.codes(lost.docx) == {"SL022"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- {{ noi_nhan }}", "- {{ noi_nhan | join(' ') }}"),
        ("- {{ noi_nhan }}", "- {{ noi_nhan[0] }} {{ noi_nhan[1] }} {{ noi_nhan[2] }}"),
        ("{{ ho_ten }}", "{{ ho_ten.upper() }}"),
        ("{{ trich_yeu }}", "{{ trich_yeu ~ ' (' ~ so_ky_hieu ~ ')' }}"),
        ("{{ trich_yeu }}", "{# ghi chú #}{{ trich_yeu | hoa }}{{ '!' }}"),
        ("Số: {{ so_ky_hieu }}", "Số:{{so_ky_hieu}}/x"),
        ("{{ thoi_gian }}", "{{ thoi_gian if so_ky_hieu else 'chưa có' }}"),
    ],
)
def test_ways_of_writing_tags(tmp_path: Path, old: str, new: str) -> None:
    made = make(paper(tmp_path), replaced(old, new))
    assert [str(finding) for finding in made.arrival().findings] == []


def test_a_list_printed_in_part_is_told(tmp_path: Path) -> None:
    made = make(paper(tmp_path), replaced("- {{ noi_nhan }}", "- {{ noi_nhan[0] }}"))
    findings = made.arrival().findings
    assert [finding.code for finding in findings] == ["SL022", "SL022"]
    assert [finding.where.key for finding in findings] == ["noi_nhan[2]", "luu"]


ODD = "A & B < C > D * E # F “G” \"H\" 'I' {J} %K% \\\\L"


def test_signs_that_xml_and_markdown_know_arrive(tmp_path: Path) -> None:
    body = "Dưới 5 < 10 tỷ đồng & trên 3 > 2; a \\* b \\# c “d” 'e' 100%.\n\n1. " + "rất" * 60 + "\n2. Có\ttab."
    made = make(paper(tmp_path, body=body))
    assert made.arrival().findings == []
    assert "SL021" in made.codes(edited(made.docx, lambda body: _cut(body, "<")))


def _cut(body: Element, sign: str) -> None:
    item = next(item for item in body.iter(qn("w:t")) if sign in (item.text or ""))
    item.text = (item.text or "").replace(sign, "")


@pytest.mark.parametrize("text", [ODD, "dòng một\\ndòng hai", "một\\tthẻ", "ngắt\u00a0liền", "mềm\u00admại"])
def test_odd_values_arrive_in_the_form(tmp_path: Path, text: str) -> None:
    path, escaped = paper(tmp_path), text.replace('"', '\\"')
    path.write_text(path.read_text().replace('"Sở Tài chính"', f'"""{escaped}"""'))
    assert make(path).arrival().findings == []


def test_a_draft_is_marked_or_told(tmp_path: Path) -> None:
    made = make(paper(tmp_path, "du_thao = true"))
    assert made.arrival().findings == []
    assert any(value.text == "DỰ THẢO" for value in made.arrival().values)


CHART = """
[bang.b]
hang = [{ ten = "Trực tuyến", n = 1200, m = 0.5 }, { ten = "Trực tiếp", n = 345 }]
cot = [{ ma = "ten", ten = "Hình thức" }, { ma = "n", ten = "Số hồ sơ" }, { ma = "m", ten = "Quá hạn" }]
[bieu_do.c]
bang = "b"
kieu = "cột"
cot = ["n", "m"]
tieu_de = "Hồ sơ theo hình thức"
"""


def test_what_a_chart_draws_arrives(tmp_path: Path) -> None:
    path = paper(tmp_path, body="Số liệu:\n\n{{ bang.b }}\n\n{{ bieu_do.c }}\n\nHết.")
    path.write_text(path.read_text() + CHART)
    made = make(path)
    arrival = made.arrival()
    assert [str(finding) for finding in arrival.findings] == []
    assert [value.text for value in arrival.values if "số liệu của biểu đồ" in value.name] == ["1200", "345", "0.5"]
    package = Package.read(made.docx, Where())
    name = next(name for name in package.parts if "charts/chart" in name and "_rels" not in name)
    package.put(name, package.parts[name].replace(b"<c:v>345<", b"<c:v>354<"))
    (finding,) = made.arrival(package.write()).findings
    assert (finding.code, "345" in finding.message, "354" in finding.message) == ("SL021", True, True)


# --- long lists of recipients ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A decision whose recipients go on below the signature."""
    home = tmp_path_factory.mktemp("nhieu-noi-nhan")
    names = ", ".join(f'"Đơn vị thứ {number}"' for number in range(60))
    text = SAMPLES["short"].read_text("utf-8")
    begin, end = text.index("noi_nhan = ["), text.index("luu = ")
    (home / "nhieu.toml").write_text(f"{text[:begin]}noi_nhan = [{names}]\n{text[end:]}", "utf-8")
    (home / "co-quan.toml").write_bytes((SAMPLES["short"].parent.parent / "co-quan.toml").read_bytes())
    (home / "nhieu.toml").write_text((home / "nhieu.toml").read_text("utf-8").replace("../co-quan", "co-quan"), "utf-8")
    return make(home / "nhieu.toml")


def signature_rows(body: Element) -> list[Element]:
    return list(list(body.iter(qn("w:tbl")))[-1].iter(qn("w:tr")))


def test_a_list_that_goes_on_below_the_signature_arrives(many: Made) -> None:
    assert len(signature_rows(Package.read(many.docx, Where()).xml("word/document.xml"))) > 40
    assert many.arrival().findings == []


def test_the_order_down_such_a_list_is_proved(many: Made) -> None:
    def swap_rows(body: Element) -> None:
        rows = signature_rows(body)
        rows[-2].addnext(rows[5])

    assert many.codes(edited(many.docx, swap_rows)) & {"SL020", "SL023"}


def test_the_signature_cannot_move_out_of_its_table(many: Made) -> None:
    def move_name(body: Element) -> None:
        rows = signature_rows(body)
        body.insert(3, list(rows[0].iter(qn("w:p")))[-1])

    assert many.codes(edited(many.docx, move_name)) & {"SL020", "SL023"}


@pytest.mark.parametrize("char", ["F06F", "006F", "6f"])
def test_a_sign_of_a_symbol_font_is_read_as_pdfs_hold_it(char: str) -> None:
    document = docx.Document()
    run = document.add_paragraph("Đồng ý: ").add_run()
    run._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="Wingdings" w:char="{char}"/>'))
    packed = io.BytesIO()
    document.save(packed)
    assert [item.text for item in WordText.read(packed.getvalue()).paragraphs] == ["Đồng ý: \uf06f"]
