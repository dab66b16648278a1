"""Letters: capitals, numbering, order."""

from __future__ import annotations

import unicodedata
from random import Random

import pytest

from docgen.vietnamese import (
    LanguageError,
    diem,
    doc_diem,
    doc_la_ma,
    hoa,
    hoa_dau,
    khoa_ho_ten,
    khoa_sap_xep,
    la_ma,
    nfc,
)


def test_points_follow_the_decrees_row() -> None:
    assert [diem(n) for n in range(1, 24)] == list("abcdđeghiklmnopqrstuvxy")
    assert [diem(n) for n in (24, 25, 28, 46, 47, 552, 553)] == ["aa", "ab", "ađ", "ay", "ba", "yy", "aaa"]
    assert doc_diem("đ)") == doc_diem("Đ") == 5


def test_points_come_back() -> None:
    assert all(doc_diem(diem(n)) == n for n in range(1, 2000))


@pytest.mark.parametrize("text", ["f", "j", "w", "z", "ă", "", "1", "a b"])
def test_letters_that_number_nothing_are_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        doc_diem(text)


def test_roman_numerals() -> None:
    assert [la_ma(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026, 3999)] == [
        "I", "IV", "IX", "XIV", "XL", "XC", "CD", "MCMXCIV", "MMXXVI", "MMMCMXCIX",
    ]  # fmt: skip
    assert all(doc_la_ma(la_ma(n)) == n for n in range(1, 4000))
    for wrong in (0, -1, 4000):
        with pytest.raises(LanguageError):
            la_ma(wrong)
    with pytest.raises(LanguageError):
        diem(0)


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "iv", "MMMM", "A", "I I"])
def test_misspelt_roman_numerals_are_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        doc_la_ma(text)


def test_capitals() -> None:
    assert hoa("Ủy ban nhân dân xã Đắk Ơ") == "ỦY BAN NHÂN DÂN XÃ ĐẮK Ơ"
    assert hoa(unicodedata.normalize("NFD", "khuyến nghị")) == "KHUYẾN NGHỊ"
    assert hoa_dau("ủy ban") == "Ủy ban"
    assert hoa_dau("“đề án 06”") == "“Đề án 06”"
    assert hoa_dau("06 việc") == "06 việc"
    assert hoa_dau("") == ""


def test_words_stand_in_the_order_of_a_dictionary() -> None:
    vowels = ["a", "à", "ả", "ã", "á", "ạ", "ai", "an", "ăn", "ân"]
    onsets = ["ba", "bà", "bả", "bã", "bá", "bạ", "ca", "cha", "da", "đa", "e", "ê", "ga", "ma", "na", "nga", "nha"]
    row = [*vowels, *onsets, "o", "ô", "ơ", "qua", "ta", "tha", "tra", "u", "ư", "xa", "y"]
    assert _shuffled_and_sorted(row) == row


def test_syllable_by_syllable_and_tones_after_letters() -> None:
    styles = ["hoa", "hoà", "hòa", "hoả", "hỏa", "hoá", "hóa", "thuỷ", "thủy", "thuý", "thúy"]
    assert _shuffled_and_sorted(styles) == styles
    row = ["an bình", "an toàn", "án phí", "ăn năn", "ba", "ba ba", "bà con", "hòa bình", "hòa giải", "hỏa hoạn"]
    assert _shuffled_and_sorted(row) == row


def test_figures_count_by_value_and_capitals_last() -> None:
    row = ["Điều 2", "Điều 10", "Khoản 1", "quý I", "Quý I", "xã Ba"]
    assert _shuffled_and_sorted(row) == row


def test_both_styles_and_both_forms_of_a_word_stand_together() -> None:
    assert khoa_sap_xep("hòa")[0] != khoa_sap_xep("hóa")[0]
    assert khoa_sap_xep(unicodedata.normalize("NFD", "Đặng Thị Ngọc")) == khoa_sap_xep("Đặng Thị Ngọc")


def test_signs_and_other_scripts_do_not_break_the_order() -> None:
    sorted(["", "-", "Ωm", "Москва", "wifi", "zalo", "a-b", "100%", "北京", "²"], key=khoa_sap_xep)
    assert khoa_sap_xep("a - b") != khoa_sap_xep("a b")


def test_persons_stand_by_given_name() -> None:
    row = ["Nguyễn Văn An", "Lê Thị Bình", "Nguyễn An Bình", "Trần Đình Đạt", "Đỗ Hải", "Lê Hải", "Y Moan"]
    names = list(row)
    Random(5).shuffle(names)
    assert sorted(names, key=khoa_ho_ten) == row


def _shuffled_and_sorted(row: list[str]) -> list[str]:
    words = list(row)
    Random(7).shuffle(words)
    return sorted(words, key=khoa_sap_xep)


def test_nfc() -> None:
    assert nfc("e\u0302\u0323") == nfc("e\u0323\u0302") == "ệ"
