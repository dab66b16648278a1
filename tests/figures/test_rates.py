"""Columns that nobody adds up: rates, indices, averages, prices of one thing; and those that may be either."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, codes, table, worked_out

from docgen.finding import Finding
from docgen.model.resolved import TableBlock

TOTAL = 'dong_tong = "Cộng"\n'


def read(folder: Path, rows: str, more: str = TOTAL) -> tuple[TableBlock, list[Finding]]:
    text = body("{{ bang.a }}") + '[bang.a]\nnguon = { tep = "a.csv" }\n' + more
    resolved, findings = worked_out(folder, text, a_csv=rows)
    return table(resolved), findings


def column(head: str, *figures: str) -> str:
    """Return a source whose second column has a head and figures, beside counts."""
    return f"Đơn vị;Số vụ;{head}\n" + "".join(f"Xã {n};{n}0;{figure}\n" for n, figure in enumerate(figures, 1))


RATES = [
    "TH/KH", "TH/KH (lần)", "TH năm 2026/KH năm 2026", "Thực hiện/Kế hoạch", "So sánh TH/KH", "(5)=(4)/(3)", "2026/2025",
    "So với cùng kỳ", "So cùng kỳ năm trước", "So với KH", "So với", "So sánh", "Ước thực hiện so với kế hoạch",
    "Tăng, giảm so với cùng kỳ (%)", "Tăng, giảm so với cùng kỳ (lần)", "Chỉ số", "Chỉ số giá", "PAR INDEX", "Lãi suất",
    "Tốc độ tăng", "Tăng trưởng", "Mật độ", "Hệ số", "Bình quân", "BQ đầu người", "Đơn giá", "Giá bán", "Xếp hạng",
    "Số người/hộ", "Học sinh/lớp", "Số bác sĩ/vạn dân",
    "Xếp thứ", "Hạng", "Tuổi", "Tỷ giá", "Điểm trung bình", "Thu nhập (triệu đồng/người/tháng)", "Suất (kg/ha)",
    "Số thuê bao/100 dân", "Thời gian xử lý TB (ngày)", "Trung bình/tháng", "ĐTB", "Mức độ hài lòng", "Độ che phủ rừng",
]  # fmt: skip


@pytest.mark.parametrize("head", RATES)
def test_what_is_no_sum_is_not_added_up(tmp_path: Path, head: str) -> None:
    block, findings = read(tmp_path, column(head, "6,5", "7,2"))
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "30", ""]


@pytest.mark.parametrize("head", ["TH/KH", "So với cùng kỳ", "Chỉ số giá", "Lãi suất", "Đơn giá"])
def test_the_sources_own_total_of_it_is_told_not_contradicted(tmp_path: Path, head: str) -> None:
    block, findings = read(tmp_path, column(head, "6,5", "7,2") + "Cộng;30;6,9\n")
    assert [(item.code, item.where.cell) for item in findings] == [("SL009", "C4")]
    assert 'tong = "cộng"' in findings[0].remedy
    assert cells(block)[-1] == ["Cộng", "30", ""]


COUNTS = [
    "Số hộ", "Điểm trường", "Điểm tối đa", "Hạng III", "Trung bình", "Học lực trung bình", "Hộ TB", "Tuổi từ 18 đến 30",
    "Công suất (tấn/năm)", "Giá trị", "Giá gói thầu", "Tăng thêm", "Tăng, giảm", "Năm học 2025/2026", "Nam/nữ",
    "Số dự án chậm so với kế hoạch", "Chênh lệch so với KH", "Tăng, giảm so với cùng kỳ (tỷ đồng)",
    "Tăng (+), giảm (-) so với cùng kỳ (vụ)", "Số vốn giao", "Thực hiện", "Tỷ đồng",
]  # fmt: skip


@pytest.mark.parametrize("head", COUNTS)
def test_what_only_looks_so_is_added_up(tmp_path: Path, head: str) -> None:
    block, findings = read(tmp_path, column(head, "6,5", "7,2"))
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "30", "13,7"]


def heads(*path: str) -> str:
    named = ", ".join(f'"{part}"' for part in path)
    return TOTAL + 'cot = [ { ma = "don_vi", ten = "Đơn vị" }, { ma = "x", ten = [' + named + "] } ]\n"


@pytest.mark.parametrize(
    ("path", "total"),
    [
        (("So với cùng kỳ", "Số tuyệt đối"), "12"),
        (("So với cùng kỳ", "Số tương đối"), ""),
        (("So sánh (%)", "Kế hoạch"), ""),
        (("So với", "Kế hoạch năm"), ""),
        (("Lãi suất", "Ngắn hạn"), ""),
        (("Tỷ lệ hộ nghèo", "Số hộ"), "12"),
        (("Độ tuổi", "Dưới 30"), "12"),
        (("Tuổi Đảng", "Dưới 30 năm"), "12"),
        (("Thời hạn giải quyết", "Đúng hạn"), "12"),
        (("Tiến độ", "Chậm"), "12"),
        (("Nhiệt độ", "Cao nhất"), ""),
        (("Xếp hạng", "3 sao"), "12"),
        (("Mức độ hài lòng", "Rất hài lòng"), "12"),
    ],
)
def test_heads_of_two_lines(tmp_path: Path, path: tuple[str, ...], total: str) -> None:
    block, findings = read(tmp_path, "Đơn vị;x\nA;5\nB;7\n", heads(*path))
    assert "SL050" not in codes(findings)
    assert cells(block)[-1] == ["Cộng", total]


COMPARED = "Đơn vị;Năm nay;Năm trước;Tăng, giảm so với cùng kỳ\nA;100;80;%s\nB;50;55;%s\n"


@pytest.mark.parametrize(
    ("figures", "given", "total", "told"),
    [
        (("20", "-5"), "", "15", []),
        (("20", "-5"), "15", "15", []),
        (("20", "-5"), "16", "15", ["SL003"]),
        (("25", "-9,09"), "", "", []),
        (("25", "-9,09"), "11,11", "", ["SL009"]),
        (("1,25", "0,91"), "", "", []),
        (("7", "-3"), "4", "4", []),  # neither, but the source adds it up
        (("7", "-3"), "", "4", ["SL050"]),
        (("7,5", "-3,1"), "", "", []),  # decimals beside whole numbers
    ],
)
def test_a_comparison_is_what_its_figures_are(
    tmp_path: Path, figures: tuple[str, str], given: str, total: str, told: list[str]
) -> None:
    rows = COMPARED % figures + (f"Cộng;150;135;{given}\n" if given else "")
    block, findings = read(tmp_path, rows)
    assert codes(findings) == told
    assert cells(block)[-1] == ["Cộng", "150", "135", total]


@pytest.mark.parametrize(
    "head", ["Tăng/giảm so với cùng kỳ", "Điểm", "Điểm năm 2025", "Định mức", "Giá", "Mức tăng", "Hoàn thành KH"]
)
def test_what_may_be_either_is_asked_once_and_the_answer_holds(tmp_path: Path, head: str) -> None:
    rows = column(head, "6", "7")
    block, findings = read(tmp_path, rows)
    (finding,) = findings
    assert (finding.code, finding.severity.label) == ("SL050", "cảnh báo")
    assert cells(block)[-1] == ["Cộng", "30", "13"]
    assert read(tmp_path, rows, "")[1] == []
    declared = TOTAL + 'cot = [ { ma = "a", ten = "Đơn vị", cot_nguon = "Đơn vị" }, '
    declared += f'{{ ma = "x", ten = "{head}", cot_nguon = "{head}", tong = "%s" }} ]\n'
    for how, total in (("cộng", "13"), ("không", ""), ("trung bình", "6,5")):
        block, findings = read(tmp_path, rows, declared % how)
        assert "SL050" not in codes(findings)
        assert cells(block)[-1] == ["Cộng", total]


def test_a_price_of_money_is_asked_too(tmp_path: Path) -> None:
    declared = TOTAL + 'cot = [ { ma = "a", ten = "Đơn vị" }, { ma = "gia", ten = "Giá", kieu = "tiền" } ]\n'
    block, findings = read(tmp_path, "Đơn vị;Giá\nA;5\nB;6\n", declared)
    assert codes(findings) == ["SL050"]
    assert cells(block)[-1] == ["Cộng", "11"]


def test_points_of_criteria_are_added_up(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "Tiêu chí;Điểm tối đa;Điểm\nA;10;8,5\nB;5;4\n")
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "15", "12,5"]


def test_coefficients_that_the_source_adds_up_are_added_up(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "Họ tên;Hệ số;Số tháng\nA;2,34;12\nB;3,33;6\nCộng;5,67;18\n")
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "5,67", "18"]


def test_a_row_that_is_the_sum_but_for_its_rates_is_a_total(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "Đơn vị;Số vụ;So với cùng kỳ\nA;90;105\nB;80;98\nTổng cộng;170;101\n")
    assert codes(findings) == ["SL009"]
    assert cells(block)[-1] == ["Cộng", "170", ""]


def test_the_formula_that_all_rows_have_is_proposed_in_its_scale(tmp_path: Path) -> None:
    rows = "Đơn vị;KH;TH;TH/KH\nA;100;80;0,8\nB;50;45;0,9\n"
    _, findings = read(tmp_path, rows + "Cộng;150;125;0,85\n")
    (finding,) = findings
    assert (finding.code, finding.remedy) == ("SL003", 'Thêm vào cột “th_kh”: cong_thuc = "th / kh".')
    block, findings = read(tmp_path, rows + "Cộng;150;125;0,83\n")
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "150", "125", "0,83"]
    assert cells(read(tmp_path, rows)[0])[-1] == ["Cộng", "150", "125", ""]  # not in percent: nobody asked for it


# Formulas

PRICED = "Mặt hàng;Số lượng;Đơn giá\nA;2;10\nB;3;5\n"
GOODS = TOTAL + (
    'cot = [ { ma = "ten", ten = "Mặt hàng" }, { ma = "so_luong", ten = "Số lượng" },'
    ' { ma = "don_gia", ten = "Đơn giá"%s }, { ma = "tien", ten = "%s", cong_thuc = "%s" } ]\n'
)


@pytest.mark.parametrize("kind", ["", ', kieu = "tiền"', ', kieu = "số"'])
@pytest.mark.parametrize(
    ("head", "formula", "total"),
    [
        ("Thành tiền", "so_luong * don_gia", "35"),
        ("Thành tiền", "so_luong * don_gia / 10", "3,5"),
        ("Thành tiền", "so_luong * don_gia + so_luong", "40"),
        ("Đơn giá có thuế", "don_gia * 1.1", ""),
    ],
)
def test_quantities_times_prices_add_up_and_prices_do_not(
    tmp_path: Path, kind: str, head: str, formula: str, total: str
) -> None:
    block, findings = read(tmp_path, PRICED, GOODS % (kind, head, formula))
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "5", "", total]


SHARES = "Đơn vị;KH;TH\nA;100;80\nB;50;45\n"
SHARE = TOTAL + (
    '%scot = [ { ma = "ten", ten = "Đơn vị" }, { ma = "kh", ten = "KH" }, { ma = "th", ten = "TH" },'
    ' { ma = "x", ten = "%s", cong_thuc = "%s"%s } ]\n'
)


@pytest.mark.parametrize(
    ("head", "formula", "remedy"),
    [
        ("Tỷ lệ (%)", "th/kh", "th/kh * 100"),
        ("TH/KH (%)", "th / kh if kh else 0", "(th / kh if kh else 0) * 100"),
        ("Tăng trưởng, %", "th / kh - 1", "(th / kh - 1) * 100"),
        ("Cơ cấu (%)", "th / tong.th", "th / tong.th * 100"),
        ("Phần trăm", "(th / kh) | round(2)", "((th / kh) | round(2)) * 100"),
    ],
)
def test_a_share_under_a_percent_sign_is_an_error_at_the_formula(
    tmp_path: Path, head: str, formula: str, remedy: str
) -> None:
    _, findings = read(tmp_path, SHARES, SHARE % ("", head, formula, ""))
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.key) == ("SL051", "lỗi", "bang.a.cot[4].cong_thuc")
    assert remedy in finding.remedy
    assert read(tmp_path, SHARES, SHARE % ("", head, remedy, ""))[1] == []
    assert read(tmp_path, SHARES, SHARE % ("", head, formula, ', kieu = "phần trăm"'))[1] == []


def test_a_share_under_a_percent_sign_is_one_finding_beside_the_right_figures_of_the_source(tmp_path: Path) -> None:
    rows = "Đơn vị;KH;TH;Tỷ lệ (%)\nA;100;80;80\nB;50;45;90\nCộng;150;125;83,33\n"
    declared = SHARE.replace("cong_thuc =", 'cot_nguon = "Tỷ lệ (%%)", cong_thuc =') % ("", "Tỷ lệ (%)", "th / kh", "")
    _, findings = read(tmp_path, rows, declared)
    assert codes(findings) == ["SL051"]


@pytest.mark.parametrize("head", ["TH/KH", "So với KH", "TH/KH (lần)", "Kết quả"])
@pytest.mark.parametrize("formula", ["th / kh * 100", "th * 100 / kh", "(th / kh * 100) | round(1)"])
def test_a_percentage_that_nothing_calls_so_is_told_at_the_formula(tmp_path: Path, head: str, formula: str) -> None:
    _, findings = read(tmp_path, SHARES, SHARE % ("", head, formula, ""))
    (finding,) = findings
    assert (finding.code, finding.severity.label, finding.where.key) == ("SL052", "cảnh báo", "bang.a.cot[4].cong_thuc")


@pytest.mark.parametrize(
    ("before", "head", "formula"),
    [
        ("", "Tỷ lệ (%)", "th / kh * 100"),
        ("", "Tỷ lệ", "th / kh * 100"),
        ("", "Tỷ lệ", "th / kh"),
        ("", "TH/KH", "th / kh"),
        ("", "TH/KH (lần)", "th / kh"),
        ("", "Tỷ lệ (%)", "th / (kh / 100)"),
        ("", "Tỷ lệ (‰)", "th / kh * 1000"),
        ("", "Số vụ/100 hộ", "th / kh * 100"),
        ("", "Số xã đạt 100%", "th / kh"),
        ("", "Tỷ lệ (%)", "(th + kh) / 2"),
        ("", "Bình quân (triệu đồng/người)", "th / kh"),
        ('tieu_de = "Tỷ lệ phần trăm"\n', "TH/KH", "th / kh * 100"),
    ],
)
def test_formulas_that_fit_their_head_are_fine(tmp_path: Path, before: str, head: str, formula: str) -> None:
    _, findings = read(tmp_path, SHARES, SHARE % (before, head, formula, ""))
    assert findings == []


# Heads of statistics, and those that look like them

MORE_RATES = [
    "TH2026/TH2025", "6T2026/6T2025", "6 tháng 2026/6 tháng 2025", "SS CK", "SS cùng kỳ", "So sánh (2)/(1)", "Tiến độ",
    "Mức độ hoàn thành", "Khẩu/hộ", "HS/lớp", "Sĩ số/lớp", "GV/lớp", "kg/người", "m2/người", "Thu nhập/người/tháng",
    "Bác sĩ/vạn dân", "Số vụ/10 vạn dân", "Tổng tỷ suất sinh", "TFR", "NSLĐ", "Hạng 2024", "Hạng PCI", "Xếp loại",
    "Xếp hạng năm 2025", "Bậc lương", "Điểm thi cao nhất", "pH", "COD (mg/l)", "DO", "Độ cao", "Cao trình", "Mực nước",
    "Nước ao (độ C)", "Cỡ giống (cm)", "Bước giá", "Giá xăng", "Thời hạn (tháng)", "Thời gian chờ (phút)", "Tuổi Đảng",
]  # fmt: skip
MORE_COUNTS = [
    "Căn cước cấp mới", "Số tài khoản mở mới", "Tài khoản dừng hoạt động", "Tài khoản định danh mức 2",
    "CCCD đã thu nhận", "Mã số vùng trồng đã cấp", "Kế hoạch/dự toán giao", "Hộ có thu nhập bình quân dưới chuẩn",
    "Người hưởng lương bình quân trên 5 triệu", "Giá vé thu được", "Xếp hạng di tích", "Tăng trưởng đàn (con)",
    "Kế hoạch/tháng", "Nhóm/lớp", "Cá nhân/hộ", "Giá trúng thầu", "Mức đóng góp", "Số máy", "Phòng thi", "Lũy kế",
    "Cỡ lớn", "Giá thuê thu được",
]  # fmt: skip
MAY_BE_EITHER = ["Công suất sử dụng", "Vượt KH", "Điểm hài lòng", "Điểm chuẩn", "Giá trúng đấu giá", "Mức lương"]


@pytest.mark.parametrize("head", MORE_RATES)
def test_short_and_technical_heads_are_no_sums(tmp_path: Path, head: str) -> None:
    block, findings = read(tmp_path, column(head, "6", "7"))
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "30", ""]


@pytest.mark.parametrize("head", MORE_COUNTS)
def test_counts_that_speak_of_codes_or_averages_are_added_up(tmp_path: Path, head: str) -> None:
    block, findings = read(tmp_path, column(head, "1006", "1007"))
    assert findings == []
    assert [row[-1] for row in cells(block)] == ["1.006", "1.007", "2.013"]


@pytest.mark.parametrize("head", MAY_BE_EITHER)
def test_points_and_prices_are_asked_about(tmp_path: Path, head: str) -> None:
    assert codes(read(tmp_path, column(head, "6", "7"))[1]) == ["SL050"]


def test_the_need_of_a_year_is_no_year(tmp_path: Path) -> None:
    block, findings = read(tmp_path, column("Nhu cầu năm", "2000", "2100"))
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "30", "4.100"]


def test_the_unit_of_a_table_may_be_degrees(tmp_path: Path) -> None:
    block, _ = read(tmp_path, "Trạm;Sáng;Chiều\nA;27;31\nB;28;32\n", TOTAL + 'don_vi = "độ C"\n')
    assert cells(block)[-1] == ["Cộng", "", ""]


def test_points_to_be_let_in_and_most_points_of_a_criterion(tmp_path: Path) -> None:
    block, findings = read(tmp_path, "Tiêu chí;Điểm chuẩn;Điểm đạt\nA;10;8,5\nB;10;9\n")
    assert findings == []
    assert cells(block)[-1] == ["Cộng", "20", "17,5"]


def test_a_share_of_a_column_that_is_asked_about_is_computed_all_the_same(tmp_path: Path) -> None:
    columns = 'cot = [{ma="t", ten="Tên"}, {ma="x", ten="Điểm"}, {ma="y", ten="Phần", cong_thuc="x / tong.x"}]'
    text = body("{{ bang.a }}") + f'[bang.a]\nnguon = {{ tep = "a.csv" }}\ndong_tong = "Cộng"\n{columns}\n'
    resolved, findings = worked_out(tmp_path, text, a_csv="Tên;Điểm\nA;6\nB;7\n")
    assert codes(findings) == ["SL050"]
    assert [row[2] for row in cells(table(resolved))[:2]] == ["0,46", "0,54"]


def test_a_formula_over_a_rate_with_a_total_of_the_source(tmp_path: Path) -> None:
    columns = 'cot = [{ma="t", ten="Tên"}, {ma="x", ten="Cơ cấu (%)"}, {ma="y", ten="Giảm", cong_thuc="x - 1"}]'
    text = body("{{ bang.a }}") + f'[bang.a]\nnguon = {{ tep = "a.csv" }}\ndong_tong = "Cộng"\n{columns}\n'
    resolved, findings = worked_out(tmp_path, text, a_csv="Tên;Cơ cấu (%)\nA;33,33\nB;66,67\nTổng cộng;100\n")
    assert findings == []
    assert cells(table(resolved))[-1] == ["Cộng", "100", "99"]
