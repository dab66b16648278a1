"""Sums written out in prose."""

from __future__ import annotations

import pytest

from docgen.lint.arithmetic import wrong_rates, wrong_sums


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Số nộp trực tuyến là 6.183/6.688 = 92,44%", "92,45%"),
        ("tổng số 97 + 267 + 6.183 = 6.546 hồ sơ", "6.547"),
        ("còn lại 141 - 118 = 22", "23"),
        ("12 x 1,5 = 19", "18"),
        ("1 + 2 x 3 = 9", "7"),
    ],
)
def test_a_sum_that_is_not_true_is_found_with_the_right_figure(text: str, right: str) -> None:
    (message,) = wrong_sums(text)
    assert right in message


@pytest.mark.parametrize(
    "text",
    [
        "đạt 6.183/6.688 = 92,45%", "đạt 6.183/6.688 = 92,4%", "97 + 267 + 6.183 = 6.547", "Quyết định số 12/QĐ-UBND ngày 26/7/2016",
        "giai đoạn 2021 - 2030", "(3)=(4)+(5)+(6)", "tỷ lệ 1/0 = 5", "mức độ 3, 4", "a = 5", "1 + 2 x 3 = 7", "10/4 = 2,5",
    ],
)  # fmt: skip
def test_what_is_true_or_no_sum_is_left_alone(text: str) -> None:
    assert [*wrong_sums(text), *wrong_rates(text)] == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("hoàn thành 15/32 nhiệm vụ, đạt 48,0%", "46,9%"),
        ("hoàn thành 15/32 nhiệm vụ (48%)", "47%"),
        ("trực tuyến 6.183/6.688 hồ sơ, chiếm tỷ lệ 92,44%", "92,45%"),
        ("tỷ lệ đạt 92,44% (6.183/6.688 hồ sơ)", "92,45%"),
        ("đạt 6.183/6.688 hồ sơ tiếp nhận, đạt tỷ lệ là 92,44 %", "92,45%"),
    ],
)
def test_a_rate_that_the_figures_beside_it_do_not_make_is_found(text: str, right: str) -> None:
    (message,) = wrong_rates(text)
    assert f"= {right}" in message


@pytest.mark.parametrize(
    "text",
    [
        "hoàn thành 15/32 nhiệm vụ, đạt 46,9%", "hoàn thành 15/32 nhiệm vụ (47%)", "đạt 92,45% (6.183/6.688 hồ sơ)",
        "đến 15/12, đạt 95%", "ngày 15/12 toàn tỉnh đạt 95%", "ngày 15/12/2026 đạt 95%", "dịch vụ công mức độ 3/4 đạt 95%",
        "Quyết định số 12/32 đạt 95%", "hoạt động 24/7, đạt 95%", "15/32 nhiệm vụ, tăng 5%", "15/32 nhiệm vụ tăng 5% so với",
        "tăng 5% (15/32 nhiệm vụ)", "15/32 nhiệm vụ; đạt 95% kế hoạch vốn", "có 15/32 xã, trong đó đạt 40%", "0/5 xã, đạt 0%",
        "vốn năm 2025/2026 đạt 95%", "giải ngân 15/32 tỷ đồng, đạt 95% kế hoạch quý",
    ],
)  # fmt: skip
def test_what_is_a_day_a_change_or_true_is_no_wrong_rate(text: str) -> None:
    assert [*wrong_sums(text), *wrong_rates(text)] == []
