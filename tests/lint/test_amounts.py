"""Amounts of money in words, beside the figures and alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from docgen.lint.amounts import amount_in_words, amounts, scales, wrong_amounts


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("1.250.000 đồng (Bằng chữ: Một triệu hai trăm nghìn đồng)", "một triệu hai trăm năm mươi nghìn đồng"),
        ("120 triệu đồng. Bằng chữ: Một trăm mười hai triệu đồng chẵn./.", "một trăm hai mươi triệu đồng"),
        ("21.000.000 VNĐ (hai mươi hai triệu đồng Việt Nam)", "hai mươi mốt triệu đồng"),
        ("1,25 tỷ đồng (một tỷ hai trăm triệu đồng)", "một tỷ hai trăm năm mươi triệu đồng"),
    ],
)
def test_words_of_another_amount_are_found_with_the_right_ones(text: str, right: str) -> None:
    (message,) = wrong_amounts(text)
    assert right in message


@pytest.mark.parametrize(
    "text",
    [
        "1.250.000 đồng (Bằng chữ: Một triệu hai trăm năm mươi nghìn đồng)",
        "4.105.021.000đ (bằng chữ: Bốn tỉ một trăm lẻ năm triệu không trăm hai mươi mốt ngàn đồng chẵn./.)",
        "25.004.000 đồng (HAI MƯƠI LĂM TRIỆU KHÔNG TRĂM LINH TƯ NGHÌN ĐỒNG)",
        "21.000.000 đồng, bằng chữ: hai mốt triệu đồng",
        "1,3 tỷ đồng (một tỷ hai trăm chín mươi triệu đồng)",
        "1.500 đồng (một nghìn năm đồng)",
        "5,5 triệu đồng (năm triệu rưỡi đồng)",
        "1.250,6 đồng (một nghìn hai trăm năm mươi mốt đồng)",
        "Chênh lệch -500.000 đồng (âm năm trăm nghìn đồng)",
        "300.000 đồng (mỗi người nửa ngày)",
        "300.000 đồng (chưa gồm một trăm nghìn đồng tiền vé)",
        "500.000 đồng/người (hai trăm nghìn đồng)",
        "số 12/HĐ (một trăm đồng)",
    ],
)
def test_right_words_and_words_that_name_no_amount_say_nothing(text: str) -> None:
    assert list(wrong_amounts(text)) == []


def test_an_amount_in_words_alone() -> None:
    assert amount_in_words("(Số tiền viết bằng chữ: Chín mươi triệu đồng./.)") == (
        "Chín mươi triệu đồng",
        Decimal(90_000_000),
    )
    assert amount_in_words("Bằng chữ: một nghìn hai trăm hồ sơ") is None
    assert amount_in_words("Kinh phí chín mươi triệu đồng") is None


def test_the_units_of_money_that_a_table_names() -> None:
    assert scales("Đơn vị tính: triệu đồng") == {10**6}
    assert scales("Kinh phí (đồng)\nVốn (tỷ đồng)") == {1, 10**9}
    assert scales("Số hợp đồng\nĐồng Văn") == set()
    assert any(amount.is_said_by(Decimal(100_000_000)) for amount in amounts(["100"], set()))
