"""Sums written out in prose."""

from __future__ import annotations

import pytest

from docgen.finding import Where
from docgen.lint.arithmetic import check


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
    findings = check([(text, lambda: Where(file="a.toml", line=3))])
    assert [finding.code for finding in findings] == ["SL010"]
    assert right in findings[0].message
    assert findings[0].where.line == 3


@pytest.mark.parametrize(
    "text",
    [
        "đạt 6.183/6.688 = 92,45%", "đạt 6.183/6.688 = 92,4%", "97 + 267 + 6.183 = 6.547", "Quyết định số 12/QĐ-UBND ngày 26/7/2016",
        "giai đoạn 2021 - 2030", "(3)=(4)+(5)+(6)", "tỷ lệ 1/0 = 5", "mức độ 3, 4", "a = 5", "1 + 2 x 3 = 7", "10/4 = 2,5",
    ],
)  # fmt: skip
def test_what_is_true_or_no_sum_is_left_alone(text: str) -> None:
    assert check([(text, Where)]) == []
