"""The period of a paper and the way to the next."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from docgen.model.periods.old_period import CELL, CITED, LABEL, PROSE, OldTexts
from docgen.model.periods.own_period import proposed, step_of
from docgen.model.periods.period import MONTH, QUARTER, YEAR, Step

Q2, Q4, MAY = Step(QUARTER, 2026, 2), Step(QUARTER, 2026, 4), Step(MONTH, 2026, 5)
DECEMBER = Step(MONTH, 2026, 12)
ANNUAL, STAGE = Step(YEAR, 2026), Step(YEAR, 2026, years=5)
SCHOOL_YEAR = Step(YEAR, 2025, season=2025)


@pytest.mark.parametrize(
    ("value", "step", "name"),
    [
        ({"ky_bao_cao": {"quy": 2, "nam": 2026}}, Q2, "Quý III năm 2026"),
        ({"ky_bao_cao": {"quy": 4, "nam": 2026}, "nam": 2026}, Q4, "Quý I năm 2027"),
        ({"ky_bao_cao": {"thang": 5, "nam": 2026}}, MAY, "tháng 6 năm 2026"),
        ({"ky_bao_cao": {"nam": 2026}}, ANNUAL, "năm 2027"),
        ({"nam": 2026, "ngay": date(2025, 12, 28)}, ANNUAL, "năm 2027"),
        ({"ngay": date(2026, 1, 5)}, ANNUAL, "năm 2027"),
        ({"ngay": "5/1/2026"}, ANNUAL, "năm 2027"),
        ({"trich_yeu": "Chuyển đổi số năm 2026"}, ANNUAL, "năm 2027"),
        ({"nam": 2026, "trich_yeu": "Nước sạch giai đoạn 2026-2030"}, STAGE, "giai đoạn 2031 - 2035"),
        ({"nam": 2026, "trich_yeu": "{{ them.gd }}", "them": {"gd": "2026 - 2030"}}, STAGE, "giai đoạn 2031 - 2035"),
        (
            {"nam": 2027, "trich_yeu": "Thực hiện Chương trình giai đoạn 2026-2030 năm 2027"},
            Step(YEAR, 2027),
            "năm 2028",
        ),
        ({"nam": 2026, "trich_yeu": "Năm học 2026 - 2027"}, ANNUAL, "2027 - 2028"),
        ({"nam": 2026, "trich_yeu": "Vụ Đông Xuân 2025-2026"}, ANNUAL, "2026 - 2027"),
        ({"trich_yeu": "Khen thưởng"}, None, ""),
    ],
)
def test_the_period_a_paper_speaks_of(value: dict[str, Any], step: Step | None, name: str) -> None:
    found = step_of(value)
    assert found == step
    assert found is None or found.name == name


@pytest.mark.parametrize(
    ("subject", "more", "step"),
    [
        ("Kết quả công tác Quý II năm 2026", {"nam": 2026}, Q2),
        ("Kết quả công tác quý 2", {"nam": 2026}, Q2),
        ("Kết quả công tác quý II năm {{ nam }}", {"nam": 2026}, Q2),
        ("Kết quả công tác {{ them.ky }}", {"them": {"ky": "Quý II/2026"}}, Q2),
        ("Kết quả công tác Quý IV", {"ngay": date(2027, 1, 5)}, Q4),  # the quarter that is over
        ("Kết quả công tác Quý IV năm 2026", {"ngay": date(2027, 1, 5)}, Q4),
        ("Kết quả Quý II và phương hướng, nhiệm vụ Quý III năm 2026", {}, Q2),
        ("Kết quả Quý IV và nhiệm vụ trọng tâm Quý I năm 2027", {}, Q4),
        ("Kết quả công tác tháng 12 năm 2026, nhiệm vụ tháng 01 năm 2027", {}, DECEMBER),
        ("Kết quả Quý II và 6 tháng đầu năm 2026", {}, Q2),
        ("Kết quả 6 tháng đầu năm 2026", {}, ANNUAL),
        ("Kết quả năm 2026, phương hướng năm 2027", {}, ANNUAL),
        ("Kết quả năm 2026", {"ngay": date(2027, 1, 5)}, ANNUAL),
        ("Kết quả thực hiện Đề án giai đoạn 2021 - 2030", {"nam": 2026}, ANNUAL),
        ("Kết quả 05 năm thực hiện Đề án giai đoạn 2026 - 2030", {"nam": 2030}, STAGE),
        ("Kết quả năm học 2026 - 2027", {"nam": 2026}, ANNUAL),
        ("Tình hình thực hiện Nghị quyết số 12/NQ-HĐND", {"nam": 2026}, ANNUAL),
        # not sure
        ("Kết quả tháng 6 và Quý II năm 2026", {}, None),
        ("Kết quả Quý I và Quý II năm 2026", {}, None),
        ("Kết quả Quý II năm 2026 so với năm 2025", {}, None),
        ("Kết quả Quý II", {}, None),
        ("Kết quả định kỳ", {"nam": 2026, "noi_dung": "# Kết quả Quý II\n"}, None),
        ("Kết quả 5 tháng đầu năm 2026", {}, None),
        ("Kết quả công tác tuần 23 năm 2026", {"nam": 2026}, None),  # weeks are not carried on
        ("Kết quả Tuần lễ Biển năm 2026", {"nam": 2026}, ANNUAL),
        ("Kết quả công tác tháng 5 và 5 tháng đầu năm 2026", {}, MAY),
        ("Kết quả công tác Q2/2026", {}, Q2),
        ("Kết quả", {"nam": 2026, "noi_dung": "UBND Q1 báo cáo; thử việc 2 tháng, 6 tháng."}, ANNUAL),
        ("Kết quả định kỳ", {"nam": 2026, "noi_dung": "Trong Quý II đạt 5%."}, None),
        ("Kết quả định kỳ", {"nam": 2026, "bang": {"a": {"nguon": {"tep": "ho-so-quy-2.csv"}}}}, None),
        ("Kết quả", {"ky_bao_cao": {"quy": "II", "nam": 2026}}, None),
        ("Kết quả", {"ky_bao_cao": {"quy": 2}}, None),
        ("Kết quả", {"ky_bao_cao": {"quy": 2}, "nam": 2026}, Q2),
    ],
)
def test_the_period_of_a_report_that_declares_none(subject: str, more: dict[str, Any], step: Step | None) -> None:
    assert step_of({"trich_yeu": subject, **more}, report=True) == step


@pytest.mark.parametrize(
    ("subject", "step"),
    [
        ("Chương trình công tác Quý IV năm 2026", Q4),
        ("Công tác trọng tâm tháng 12 năm 2026", DECEMBER),
        ("Tổ chức Tháng hành động vì trẻ em tháng 6 năm 2026", ANNUAL),  # of every year
        ("Kiểm tra Quý II và Quý IV năm 2026", ANNUAL),
        ("Năm học 2026 - 2027", ANNUAL),
    ],
)
def test_the_period_of_a_plan_of_work(subject: str, step: Step) -> None:
    assert step_of({"trich_yeu": subject, "nam": 2026}) == step


@pytest.mark.parametrize(
    ("value", "name", "period"),
    [
        ({"noi_dung": "# Kết quả Quý III\n", "nam": 2026}, "bc", {"quy": 3, "nam": 2026}),
        ({"nguon": {"tep": "hs-thang-5-2026.csv"}}, "bc", {"thang": 5, "nam": 2026}),
        ({}, "bc-quy-1-2027", {"quy": 1, "nam": 2027}),
        ({"nam": 2025}, "bc", {"quy": 2, "nam": 2025}),
        ({"trich_yeu": "Kết quả 5 tháng đầu năm 2026"}, "bc", {"thang": 5, "nam": 2026}),
    ],
)
def test_the_period_that_is_proposed(value: dict[str, Any], name: str, period: dict[str, int]) -> None:
    assert proposed(value, name) == period


@pytest.mark.parametrize(
    ("step", "name", "following"),
    [
        (Q2, "ho-so-quy-2-2026", "ho-so-quy-3-2026"),
        (Q2, "Quý II", "Quý III"),
        (Q2, "nhiem-vu-2026", "nhiem-vu-2026"),  # still this year's
        (Q4, "ho-so-q4-2026", "ho-so-q1-2027"),
        (Q4, "nhiem-vu-2026", "nhiem-vu-2027"),
        (Q2, "quy-1-2026", "quy-1-2026"),
        (MAY, "T5.2026", "T6.2026"),
        (MAY, "2026-05", "2026-06"),
        (MAY, "bieu-5-2026", "bieu-5-2026"),
        (DECEMBER, "so-lieu-thang-12-2026", "so-lieu-thang-01-2027"),
        (DECEMBER, "2026-12", "2027-01"),
        (DECEMBER, "12-2026", "01-2027"),
        (DECEMBER, "T12-2026", "T01-2027"),
        (DECEMBER, "T12-26", "T01-27"),
        (DECEMBER, "thang12_2026", "thang01_2027"),
        (DECEMBER, "thang122026", "thang012027"),
        (DECEMBER, "202612", "202701"),
        (DECEMBER, "Tháng 12", "Tháng 01"),
        (DECEMBER, "tu-01-12-2026-den-31-12-2026", "tu-01-01-2027-den-31-01-2027"),
        (Q4, "Q4.2026", "Q1.2027"),
        (Q4, "2026Q4", "2027Q1"),
        (Q4, "IV-2026", "I-2027"),
        (Q4, "Quý IV.2026", "Quý I.2027"),
        (Q4, "4-2026", "1-2027"),
        (Q4, "ho-so-thang-12-2026", "ho-so-thang-3-2027"),  # as of the last month of the quarter
        (Q2, "ho-so-2026-06", "ho-so-2026-09"),
        (Step(QUARTER, 2026, 1), "ho-so-thang-1-2026", "ho-so-thang-4-2026"),
        (Q4, "tu-15-9-2026-den-14-12-2026", "tu-15-12-2026-den-14-3-2027"),
        (ANNUAL, "so-lieu-31-12-2026", "so-lieu-31-12-2027"),
        (ANNUAL, "nam-hoc-2025-2026", "nam-hoc-2026-2027"),
        (ANNUAL, "nhiem-vu-2026", "nhiem-vu-2027"),
        (STAGE, "2026-2030-nuoc-sach", "2031-2035-nuoc-sach"),
        (MAY, "luy-ke-5-thang-2026", "luy-ke-6-thang-2026"),
        (MAY, "5T", "6T"),
        (MAY, "12-thang", "12-thang"),
        (Q2, "6 tháng", "9 tháng"),
        (Q4, "12T.2026", "3T.2027"),
    ],
)
def test_names_of_files_and_sheets_are_carried_on(step: Step, name: str, following: str) -> None:
    assert step.renamed(name) == following


def test_the_end_of_a_month_stays_the_end_of_a_month() -> None:
    assert Q4.later(date(2026, 11, 30)) == date(2027, 2, 28)
    assert ANNUAL.later(date(2024, 2, 29)) == date(2025, 2, 28)
    assert Q2.later(date(2026, 6, 14)) == date(2026, 9, 14)


def read(step: Step, text: str, place: str, *, report: bool = True, compared: bool = True) -> tuple[str, list[str]]:
    """The text with what was moved, and the sentences left over."""
    found = OldTexts(step, report, compared).read(text, place)
    for start, end, new in sorted(found.pieces, reverse=True):
        text = text[:start] + new + text[end:]
    return text, [item.sentence for item in found.left]


PLAN = [
    (ANNUAL, "Trong năm 2026, hoàn thành 20 nhiệm vụ.", "Trong năm 2027, hoàn thành 20 nhiệm vụ.", []),
    (ANNUAL, "Trước ngày 31/12/2026.", "Trước ngày 31/12/2027.", []),
    (ANNUAL, "Quý II và quý IV/2026", "Quý II và quý IV/2027", []),
    (ANNUAL, "Ngày Chuyển đổi số 10 tháng 10; quý II.", "Ngày Chuyển đổi số 10 tháng 10; quý II.", []),
    # what is not sure stays, with the whole of its sentence
    (ANNUAL, "Họp ngày 08/9/2026 về kế hoạch năm 2026.", None, ["Họp ngày 08/9/2026 về kế hoạch năm 2026."]),
    (ANNUAL, "Đến nay đã đạt 95% kế hoạch năm 2026.", None, ["Đến nay đã đạt 95% kế hoạch năm 2026."]),
    (ANNUAL, "Từ ngày 01/02 đến ngày 29/02/2028.", None, []),
    (ANNUAL, "Từ ngày 01/6 đến ngày 30/6/2026.", "Từ ngày 01/6 đến ngày 30/6/2027.", []),
    (ANNUAL, "Đợt 10/6 - 20/6/2026.", None, ["Đợt 10/6 - 20/6/2026."]),
    (ANNUAL, "Từ 15/4 đến 14/5 hằng năm.", None, []),
    (STAGE, "Năm 2028: 01/02 - 29/02/2028.", "Năm 2033: 01/02 - 28/02/2033.", []),
    (ANNUAL, "6T/2026, Q2/2026, T6/2026.", "6T/2027, Q2/2027, T6/2027.", []),
    (ANNUAL, "Họp ngày 30/02/2026.", None, ["Họp ngày 30/02/2026."]),
    (SCHOOL_YEAR, "Năm học 2025 - 2026, vụ Đông Xuân 2025-2026.", "Năm học 2026 - 2027, vụ Đông Xuân 2026-2027.", []),
    (SCHOOL_YEAR, "Năm học 2024 - 2025 đạt 95%.", None, ["Năm học 2024 - 2025 đạt 95%."]),
    (SCHOOL_YEAR, "Chuẩn bị năm học 2026-2027.", None, ["Chuẩn bị năm học 2026-2027."]),
    (SCHOOL_YEAR, "Đề án 2025-2026.", None, ["Đề án 2025-2026."]),
    (SCHOOL_YEAR, "Năm 2025 đạt 75%.", None, ["Năm 2025 đạt 75%."]),  # a result
    (SCHOOL_YEAR, "Phấn đấu năm 2025 đạt 75%.", "Phấn đấu năm 2026 đạt 75%.", []),
    (ANNUAL, "Năm 2026 đạt 75%.", "Năm 2027 đạt 75%.", []),
    (ANNUAL, "Trẻ sinh năm 2026.", None, ["Trẻ sinh năm 2026."]),
    (ANNUAL, "Học sinh năm 2026, tuyển sinh năm 2026.", "Học sinh năm 2027, tuyển sinh năm 2027.", []),
    (ANNUAL, "Tuần 2 tháng 3/2026.", "Tuần 2 tháng 3/2027.", []),
    (ANNUAL, "Tuần thứ 2 tháng 3 năm 2026.", "Tuần thứ 2 tháng 3 năm 2027.", []),
    (ANNUAL, "Vụ Mùa 2026, Hè Thu 2026.", "Vụ Mùa 2027, Hè Thu 2027.", []),
    (
        ANNUAL,
        "Theo Kết luận số 05-KL/TU về dự toán năm 2026.",
        None,
        ["Theo Kết luận số 05-KL/TU về dự toán năm 2026."],
    ),
    (
        ANNUAL,
        "Theo Kế hoạch số 15/KH-SNV về kiểm tra năm 2026.",
        None,
        ["Theo Kế hoạch số 15/KH-SNV về kiểm tra năm 2026."],
    ),
    # the next paper replaces this one, no more what this one replaced
    (
        ANNUAL,
        "Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 05/01/2025.",
        None,
        ["Quyết định này thay thế Quyết định số 12/QĐ-UBND ngày 05/01/2025."],
    ),
    (ANNUAL, "Hiệu lực từ ngày ký, thay thế {{ vb.qd_cu }}.", None, ["Hiệu lực từ ngày ký, thay thế {{ vb.qd_cu }}."]),
    (ANNUAL, "Luật số 22/2008/QH12 được thay thế bởi Luật số 80/2025/QH15.", None, []),
    (ANNUAL, "Cử người thay thế khi vắng.", None, []),
    (ANNUAL, "Giảm một nửa so với năm 2025.", None, ["Giảm một nửa so với năm 2025."]),
    (ANNUAL, "Có 2026 hồ sơ.", None, ["Có 2026 hồ sơ."]),
    # history
    (ANNUAL, "Kết quả giai đoạn 2021-2025.", None, []),
    (ANNUAL, "Theo Quyết định số 12/QĐ-UBND ngày 05/01/2026.", None, []),
    (ANNUAL, "Chương trình giai đoạn 2021 - 2030.", None, []),
    (STAGE, "Giai đoạn 2026 - 2030, sơ kết năm 2028.", "Giai đoạn 2031 - 2035, sơ kết năm 2033.", []),
    (STAGE, "Đánh giá giai đoạn 2021 - 2025", None, ["Đánh giá giai đoạn 2021 - 2025"]),
    (STAGE, "Tầm nhìn đến năm 2045; chương trình 2021 - 2030.", None, []),
]


@pytest.mark.parametrize(("step", "text", "moved", "left"), PLAN)
def test_texts_of_a_plan(step: Step, text: str, moved: str | None, left: list[str]) -> None:
    assert read(step, text, PROSE, report=False) == (moved or text, left)


REPORT = [
    (Q2, LABEL, "Nhiệm vụ Quý III năm 2026", "Nhiệm vụ Quý IV năm 2026", []),
    (Q4, LABEL, "Nhiệm vụ Quý I năm 2027", "Nhiệm vụ Quý II năm 2027", []),
    (Q2, PROSE, "# Kết quả Quý II", "# Kết quả Quý III", []),
    (Q2, PROSE, "Kết quả Quý II đạt 95%.", None, ["Kết quả Quý II đạt 95%."]),
    (Q2, PROSE, "Tăng 12 hồ sơ so với Quý I.", "Tăng 12 hồ sơ so với Quý II.", []),
    (Q2, PROSE, "- từ tháng 4; kết quả tháng 5 có 14%.", None, ["từ tháng 4;", "kết quả tháng 5 có 14%."]),
    (Q2, PROSE, "Gửi ngày 28 tháng 5 năm {{ nam }}.", None, ["Gửi ngày 28 tháng 5 năm {{ nam }}."]),
    (Q2, PROSE, "Trong 6 tháng đầu năm đã xong.", None, ["Trong 6 tháng đầu năm đã xong."]),
    (Q2, PROSE, "Kế hoạch năm 2026 có 32 nhiệm vụ.", None, []),  # the same year
    (Q4, PROSE, "Kế hoạch năm 2026 có 32 nhiệm vụ.", None, ["Kế hoạch năm 2026 có 32 nhiệm vụ."]),
    (Q2, PROSE, "{{ bang.quy_2026.tong.t5 | so }} hồ sơ", None, []),
    (Q2, PROSE, '{{ "Quý II đạt" if a > 1 else "" }}', None, ['{{ "Quý II đạt" if a > 1 else "" }}']),
    (Q2, CELL, "Quý II/2026", None, ["Quý II/2026"]),
    (Q2, CELL, "Quý I/2026", None, []),  # what was done before stays done
    (Q2, CELL, "Quý IV/2026", None, []),
    (MAY, LABEL, "Kết quả tháng 5", "Kết quả tháng 6", []),
    (MAY, PROSE, "Đến 30/5 hoàn thành.", None, ["Đến 30/5 hoàn thành."]),
    (MAY, PROSE, "Tăng từ 3/5 đến 4/5 xã, đến 4/5 chỉ tiêu.", None, []),
    (MAY, PROSE, "Trong tháng 6 và Quý II.", None, ["Trong tháng 6 và Quý II."]),
    # the months of the year so far
    (MAY, LABEL, "Lũy kế 5 tháng", "Lũy kế 6 tháng", []),
    (MAY, LABEL, "5 tháng", "6 tháng", []),
    (MAY, LABEL, "Kết quả tháng 5 và 05 tháng đầu năm 2026", "Kết quả tháng 6 và 06 tháng đầu năm 2026", []),
    (MAY, LABEL, "So với 5 tháng đầu năm 2025", "So với 6 tháng đầu năm 2025", []),
    (MAY, LABEL, "Nhiệm vụ 7 tháng cuối năm", None, ["Nhiệm vụ 7 tháng cuối năm"]),
    (Q2, LABEL, "6 tháng đầu năm 2026", "9 tháng đầu năm 2026", []),
    (Q2, LABEL, "6T/2026", "9T/2026", []),
    (Step(QUARTER, 2026, 3), LABEL, "9 tháng đầu năm", None, ["9 tháng đầu năm"]),
    (Step(QUARTER, 2026, 3), LABEL, "Lũy kế 9 tháng", "Lũy kế 12 tháng", []),
    (Q4, LABEL, "Lũy kế 12 tháng", None, ["Lũy kế 12 tháng"]),
    (DECEMBER, LABEL, "12 tháng năm 2026", None, ["12 tháng năm 2026"]),
    (MAY, PROSE, "Lũy kế 5 tháng có 40 hồ sơ.", None, ["Lũy kế 5 tháng có 40 hồ sơ."]),
    (MAY, PROSE, "Trong 5 tháng, có 40 hồ sơ.", None, ["Trong 5 tháng, có 40 hồ sơ."]),
    (MAY, PROSE, "Trong 8 tháng, trẻ dưới 5 tháng tuổi, sau 5 tháng.", None, []),
    (MAY, PROSE, "Năm tháng đầu năm có 40 hồ sơ.", None, ["Năm tháng đầu năm có 40 hồ sơ."]),
    (MAY, PROSE, "Quý I và 3 tháng đầu năm đã xong.", None, []),  # history
    (MAY, CELL, "5T/2026", None, ["5T/2026"]),
    # from a day to a day
    (MAY, LABEL, "Số liệu 15/4 - 14/5", "Số liệu 15/5 - 14/6", []),
    (MAY, LABEL, "(15/4–14/5/2026)", "(15/5–14/6/2026)", []),
    (MAY, LABEL, "Từ ngày 01/5 đến ngày 31/5", "Từ ngày 01/6 đến ngày 30/6", []),
    (DECEMBER, LABEL, "15/11 - 14/12/2026", "15/12 - 14/01/2027", []),
    (Q2, LABEL, "15/3 - 14/6/2026", "15/6 - 14/9/2026", []),
    (MAY, LABEL, "Đợt 10/5 - 20/5", None, ["Đợt 10/5 - 20/5"]),
    (MAY, PROSE, "Từ 15/4 đến 14/5 có 40 hồ sơ.", None, ["Từ 15/4 đến 14/5 có 40 hồ sơ."]),
    (MAY, PROSE, "Từ 15/1 đến 14/2 có 40 hồ sơ; từ 31/4 đến 31/4.", None, ["từ 31/4 đến 31/4."]),
    # in short
    (Q2, LABEL, "QII/2026", "QIII/2026", []),
    (Q2, LABEL, "Q.II", "Q.III", []),
    (Q2, LABEL, "Q2", "Q3", []),
    (Q2, LABEL, "Số dân Q2", None, ["Số dân Q2"]),  # may be a district
    (MAY, LABEL, "T5/2026", "T6/2026", []),
    (MAY, LABEL, "T5", "T6", []),
    (MAY, PROSE, "Họp sáng T5.", None, ["Họp sáng T5."]),
    (Q2, LABEL, "Quý 1 và 2/2026", "Quý 2 và 3/2026", []),
    # the same period of the year before, which a report compares with
    (Q2, PROSE, "So với Quý II/2025 tăng 3%.", None, ["So với Quý II/2025 tăng 3%."]),
    (Q2, PROSE, "So với 6 tháng đầu năm 2025 tăng 3%.", None, ["So với 6 tháng đầu năm 2025 tăng 3%."]),
    (Q2, PROSE, "So với cùng kỳ năm 2025 tăng 3%, so với cùng kỳ, quý trước tăng 2%.", None, []),
    (Q2, LABEL, "Quý II/2025", "Quý III/2025", []),
    (Q4, LABEL, "Cùng kỳ năm 2025", None, ["Cùng kỳ năm 2025"]),
    (DECEMBER, PROSE, "So với cùng kỳ năm 2025 tăng 3%.", None, ["So với cùng kỳ năm 2025 tăng 3%."]),
    (DECEMBER, PROSE, "So với tháng 12/2025 tăng 3%.", None, ["So với tháng 12/2025 tăng 3%."]),
    (DECEMBER, PROSE, "Phương hướng cả năm 2027.", None, ["Phương hướng cả năm 2027."]),
    (DECEMBER, PROSE, "Từ năm 2024 và trong tháng 6/2025.", None, []),
    (Q2, CELL, "Quý II/2025", None, []),
    (Q4, CITED, "Kế hoạch năm 2026 của tỉnh", None, ["Kế hoạch năm 2026 của tỉnh"]),
    (Q2, CITED, "Kế hoạch năm 2026 của tỉnh", None, []),
]


@pytest.mark.parametrize(("step", "place", "text", "moved", "left"), REPORT)
def test_texts_of_a_report(step: Step, place: str, text: str, moved: str | None, left: list[str]) -> None:
    assert read(step, text, place) == (moved or text, left)


def test_without_a_last_period_what_is_compared_with_is_not_sure() -> None:
    text = "Tăng 12 hồ sơ so với Quý I."
    assert read(Q2, text, PROSE, compared=False) == (text, [text])


def test_a_long_sentence_is_shown_around_its_words_and_no_tag_is_cut() -> None:
    text = "Số " + "hồ sơ " * 60 + "tháng 5 {{ a.b.c + d.e.f }} " + "hồ sơ " * 60
    _, (shown,) = read(Q2, text, PROSE)
    assert "tháng 5 {{ a.b.c + d.e.f }}" in shown
    assert len(shown) < 260
    assert shown in text
