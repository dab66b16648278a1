"""What texts say of whole tables, beside the tables: in one dossier, in a linked one, and over several papers."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.context import resolve
from docgen.finding import Finding
from docgen.lint.claims import claims, inside
from docgen.lint.papers import Facts, across, facts
from docgen.model.fields import Log
from docgen.model.read_paper import read_paper
from docgen.sources import Reader

OFFICE = """
co_quan = { ten = "Sở Tài chính", viet_tat = "STC", dia_danh = "Huế" }
nguoi_ky = { ho_ten = "Nguyễn Văn A", chuc_vu = "Giám đốc" }
noi_nhan = ["Như Điều 1"]
luu = "VT"
"""
TABLE = """
[[bang.nhiem_vu.cot]]
ma = "stt"
ten = "TT"
[[bang.nhiem_vu.cot]]
ma = "noi_dung"
ten = "Nhiệm vụ"
[[bang.nhiem_vu.cot]]
ma = "kinh_phi"
ten = ["Kinh phí (triệu đồng)"]
[bang.nhiem_vu]
dong_tong = "TỔNG CỘNG"
nhom_theo = "linh_vuc"
hang = [
  { linh_vuc = "Một", noi_dung = "Rà soát thủ tục", kinh_phi = 1200 },
  { linh_vuc = "Một", noi_dung = "Tập huấn", kinh_phi = 50.5 },
  { linh_vuc = "Hai", noi_dung = "Kiểm tra", kinh_phi = 99.5 },
]
"""


def decision(sentence: str, so: str = "so = 12\nngay = 2026-01-08", table: str = TABLE) -> str:
    return f"""loai = "quyết định"
nam = 2026
{so}
trich_yeu = "Ban hành Kế hoạch số hóa năm 2026"
dieu = ["Ban hành kèm theo Quyết định này {{{{ kem_theo.ten }}}}."]
{OFFICE}
[kem_theo]
loai = "kế hoạch"
trich_yeu = "Số hóa năm 2026"
noi_dung = '''
# Chung
{sentence}

Chi tiết tại Phụ lục kèm theo.
'''
[[kem_theo.phu_luc]]
tieu_de = "Nhiệm vụ"
bang = "nhiem_vu"
{table}"""


def report(sentence: str, link: str = "", cited: str = "12/QĐ-STC", day: str = "2026-01-08") -> str:
    return f"""loai = "báo cáo"
nam = 2026
trich_yeu = "Kết quả Quý I năm 2026"
noi_dung = '''
# Chung
{sentence}
'''
{link}
{OFFICE}
[vb.kh]
loai = "Quyết định"
so_ky_hieu = "{cited}"
ngay = {day}
co_quan = "Sở Tài chính"
trich_yeu = "ban hành Kế hoạch số hóa năm 2026"
"""


def known(folder: Path, name: str) -> tuple[Facts, list[Finding]]:
    reader = Reader(folder)
    data = reader.data(folder / name)
    assert data is not None, reader.findings
    log = Log(data)
    paper = read_paper(data.value, log)
    assert paper is not None, log.findings
    resolved = resolve(paper, log)
    said = claims(resolved)
    return facts(paper, resolved, data, said), inside(resolved, said)


def alone(folder: Path, text: str) -> list[Finding]:
    (folder / "a.toml").write_text(text, "utf-8")
    return known(folder, "a.toml")[1]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Kế hoạch này gồm 04 nhiệm vụ.", "“04 nhiệm vụ”"),
        ("Kế hoạch gồm 04 nhiệm vụ.", "“04 nhiệm vụ”"),
        ("Phụ lục kèm theo có 4 (bốn) nhiệm vụ thuộc 02 lĩnh vực.", "“4 (bốn) nhiệm vụ”"),
        ("Kế hoạch Số hóa năm 2026 xác định bốn nhiệm vụ, trong đó 01 nhiệm vụ mới.", "“bốn nhiệm vụ”"),
        ("Kế hoạch này có 03 lĩnh vực.", "“03 lĩnh vực”"),
        ("Tổng kinh phí thực hiện Kế hoạch này là 1.250 triệu đồng.", None),
        ("Tổng kinh phí thực hiện Kế hoạch này là 1.351 triệu đồng.", "có 1.350"),
        ("Tổng kinh phí của Kế hoạch này: 1,36 tỷ đồng.", "1.350"),
    ],
)
def test_a_sentence_that_its_own_table_contradicts_is_told_with_both_places(
    tmp_path: Path, sentence: str, said: str | None
) -> None:
    (finding,) = alone(tmp_path, decision(sentence))
    line = next(n for n, text in enumerate(decision(sentence).split("\n"), 1) if text == sentence)
    assert (finding.code, finding.where.file, finding.where.line) == ("VD013", "a.toml", line)
    table = decision(sentence).split("\n").index("[bang.nhiem_vu]") + 1
    assert f"a.toml:{table}" in finding.message
    if said:
        assert said.removeprefix("có ") in finding.message


@pytest.mark.parametrize(
    "sentence",
    [
        "Kế hoạch này gồm 03 nhiệm vụ.",
        "Kế hoạch này gồm ba nhiệm vụ thuộc 02 lĩnh vực.",
        "Tổng kinh phí thực hiện Kế hoạch này là 1.350 triệu đồng.",
        "Tổng kinh phí của Kế hoạch này: 1,4 tỷ đồng.",
        "Kế hoạch này có 02 lĩnh vực.",
        "Trong Quý II, Kế hoạch này có 01 nhiệm vụ.",
        "Kế hoạch này có 02 nhiệm vụ quá hạn.",
        "Kế hoạch này có 02 nhiệm vụ, giải pháp.",
        "Kế hoạch này có khoảng 10 nhiệm vụ.",
        "Kế hoạch này có 10 nhiệm vụ của Văn phòng.",
        "Lĩnh vực một của Kế hoạch này có 07 nhiệm vụ.",
        "Sở có 07 nhiệm vụ.",
        "Thực hiện Kế hoạch số 99/KH-UBND gồm 40 nhiệm vụ.",
        "Đã hoàn thành 2 nhiệm vụ tại Phụ lục kèm theo.",
        "Kế hoạch này có 10 đơn vị tham gia.",
        "Tổng kinh phí Quý II của Kế hoạch này là 300 triệu đồng.",
        "Tổng kinh phí hỗ trợ của Kế hoạch này là 300 triệu đồng.",
        "Tổng mức đầu tư của Kế hoạch này là 300 triệu đồng.",
        "Kế hoạch này gồm 03 nhiệm vụ; Sở Nội vụ có 09 nhiệm vụ.",
    ],
)
def test_what_is_true_or_says_something_else_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert [str(finding) for finding in alone(tmp_path, decision(sentence))] == []


def test_a_report_linked_with_its_plan_is_compared_with_it(tmp_path: Path) -> None:
    (tmp_path / "kh.toml").write_text(decision("Đoạn."), "utf-8")
    link = 'ke_hoach = { tep = "kh.toml" }'
    (finding,) = alone(tmp_path, report("Theo Kế hoạch, Sở có 05 nhiệm vụ, đã hoàn thành 02 nhiệm vụ.", link))
    assert (finding.code, finding.where.file) == ("VD013", "a.toml")
    assert "kh.toml:" in finding.message
    (finding,) = alone(tmp_path, report("Đến nay đã xong 2/5 nhiệm vụ của Kế hoạch số hóa năm 2026.", link)) or [None]
    assert finding is None  # what stands between says that it may be a part


def test_a_report_that_cites_a_paper_of_the_folder_is_compared_with_it(tmp_path: Path) -> None:
    (tmp_path / "kh.toml").write_text(decision("Đoạn."), "utf-8")
    plan, none = known(tmp_path, "kh.toml")
    assert none == []

    def told(sentence: str, **changes: str) -> list[Finding]:
        (tmp_path / "bc.toml").write_text(report(sentence, **changes), "utf-8")
        paper, own = known(tmp_path, "bc.toml")
        assert own == []
        kept = [Facts.of(json.loads(json.dumps(item.plain()))) for item in (plan, paper)]
        assert kept == [plan, paper]
        return [finding for findings in across(kept) for finding in findings]

    (finding,) = told("Sở ban hành {{ vb.kh }} với 05 nhiệm vụ.")
    assert (finding.code, finding.where.file) == ("VD013", "bc.toml")
    assert "kh.toml:" in finding.message
    assert told("Sở ban hành {{ vb.kh }} với 03 nhiệm vụ.") == []
    other_number = told("Sở ban hành {{ vb.kh }} với 05 nhiệm vụ.", cited="12/QĐ-SNV")
    assert [finding.code for finding in other_number] == ["VD015"]
    other_year = told("Sở ban hành {{ vb.kh }} với 05 nhiệm vụ.", day="2024-03-02")
    assert [finding.code for finding in other_year] == ["VD012"]


def test_two_reports_that_count_one_paper_differently_are_told(tmp_path: Path) -> None:
    for name, count in (("a", 40), ("b", 41), ("c", 40)):
        text = report(f"Sở triển khai {{{{ vb.kh }}}} gồm {count} nhiệm vụ.")
        (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    papers = [known(tmp_path, f"{name}.toml")[0] for name in "abc"]
    (finding,) = [finding for findings in across(papers) for finding in findings]
    assert (finding.code, finding.where.file) == ("VD014", "b.toml")
    assert "a.toml:" in finding.message


def test_rows_that_tell_one_task_several_times_may_count_once(tmp_path: Path) -> None:
    table = TABLE.replace('"Tập huấn"', '"Rà soát thủ tục"')
    for count, right in ((3, True), (2, True), (1, False)):
        found = alone(tmp_path, decision(f"Kế hoạch này gồm {count:02} nhiệm vụ.", table=table))
        assert (found == []) is right


def test_a_header_of_several_things_counts_none_of_them_alone(tmp_path: Path) -> None:
    table = TABLE.replace('ten = "Nhiệm vụ"', 'ten = "Nhiệm vụ, giải pháp"')
    assert alone(tmp_path, decision("Kế hoạch này gồm 07 nhiệm vụ.", table=table)) == []


def test_the_paper_a_number_is_of_is_the_one_named_just_before(tmp_path: Path) -> None:
    sentence = "Triển khai Quyết định số 99/QĐ-UBND, Kế hoạch này gồm 04 nhiệm vụ."
    assert [finding.code for finding in alone(tmp_path, decision(sentence))] == ["VD013"]


def test_values_of_claims_are_exact(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(decision("Tổng kinh phí của Kế hoạch này: 1,36 tỷ đồng."), "utf-8")
    reader = Reader(tmp_path)
    data = reader.data(tmp_path / "a.toml")
    assert data is not None
    paper = read_paper(data.value, log := Log(data))
    assert paper is not None
    (claim,) = claims(resolve(paper, log))
    assert (claim.value, claim.unit) == (Decimal("1.36"), "tỷ đồng")
