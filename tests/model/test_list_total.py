"""The row that a list ends with and that is none of its people."""

from __future__ import annotations

import pytest

from docgen.model.tables.list_total import doubtful_rows, total_of_list

PEOPLE = [["1", "Lê Văn M", "Chuyên viên"], ["2", "Trần Thị N", "Kế toán viên"]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ([None, "Tổng cộng", None], None),
        (["Cộng: 12 người", None, None], 12),
        ([None, "Tổng số: 02 người", None], 2),
        (["Cộng", "3", None], 3),
        ([None, "Cộng có 2 đồng chí", None], 2),
    ],
)
def test_a_total_is_found_with_the_number_it_says(row: list[object], said: int | None) -> None:
    total = total_of_list([*PEOPLE, row])
    assert total is not None
    assert (total.row, total.said) == (2, said)


def test_a_signer_may_stand_below_it() -> None:
    total = total_of_list([*PEOPLE, [None, "Tổng cộng", None], [None, "Người lập", None]])
    assert total is not None
    assert total.row == 2


@pytest.mark.parametrize(
    "row",
    [
        ["3", "Phạm Văn P", None],
        [None, "Tổng công ty 36", None],
        ["3", "Nguyễn Tổng", "Chuyên viên"],
        ["3", "Cộng", "Văn thư"],
        [None, "Cống", None],
    ],
)
def test_people_and_offices_are_no_totals(row: list[object]) -> None:
    assert total_of_list([*PEOPLE, row]) is None


def test_in_one_column_the_last_row_may_be_the_total() -> None:
    total = total_of_list([["Lê Văn M"], ["Trần Thị N"], ["Cộng: 2 người"]])
    assert total is not None
    assert total.said == 2
    assert total_of_list([["Lê Văn M"], ["Tổng cộng"], ["Trần Thị N"]]) is None
    assert total_of_list([]) is None


def test_rows_that_call_themselves_a_total_are_doubtful() -> None:
    people = [["1", "Lê Văn M", "9"], ["2", "Cộng Hòa", "8"], ["3", "Phạm Thị Tổng", "7"]]
    assert list(doubtful_rows(people)) == []
    for label in ("Cộng phòng A", "Toàn cơ quan", "Danh sách có 03 người", "Tổng hợp: 02 cá nhân"):
        assert list(doubtful_rows([*people, [None, label, "24"]])) == [(3, label)]
