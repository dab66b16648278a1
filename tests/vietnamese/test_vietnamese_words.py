"""Numbers in words and back."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.vietnamese import CachDoc, LanguageError, bang_chu, doc_thu_tu, thu_tu, tu_chu

TABLE = [
    (0, "không", "zero has a word of its own"),
    (4, "bốn", "tư only after mươi, and only where chosen"),
    (5, "năm", "lăm only after mười and mươi"),
    (10, "mười", "không một mươi"),
    (11, "mười một", "mốt only from 21 up"),
    (14, "mười bốn", "never mười tư"),
    (15, "mười lăm", ""),
    (20, "hai mươi", ""),
    (21, "hai mươi mốt", ""),
    (24, "hai mươi bốn", ""),
    (25, "hai mươi lăm", ""),
    (55, "năm mươi lăm", ""),
    (100, "một trăm", ""),
    (101, "một trăm linh một", "the empty tens are spoken"),
    (105, "một trăm linh năm", "năm after linh"),
    (110, "một trăm mười", "no linh before mười"),
    (115, "một trăm mười lăm", ""),
    (1000, "một nghìn", "empty groups at the end are silent"),
    (1005, "một nghìn không trăm linh năm", "num2words: một nghìn lẻ năm"),
    (1024, "một nghìn không trăm hai mươi bốn", "num2words: một nghìn lẻ hai mươi bốn"),
    (2022, "hai nghìn không trăm hai mươi hai", "num2words gets every year of this century wrong"),
    (10_000, "mười nghìn", "no vạn in state papers"),
    (100_005, "một trăm nghìn không trăm linh năm", ""),
    (1_000_001, "một triệu không trăm linh một", "the empty thousands are silent, the hundreds are not"),
    (1_005_000, "một triệu không trăm linh năm nghìn", ""),
    (10**9, "một tỷ", ""),
    (1_250_000_000, "một tỷ hai trăm năm mươi triệu", ""),
    (59_000_000_000_000, "năm mươi chín nghìn tỷ", "thousands of billions"),
    (10**15, "một triệu tỷ", "num2words loses a factor of 100"),
    (10**18, "một tỷ tỷ", "num2words: một Quintillion"),
    (10**18 + 10**9, "một tỷ tỷ không trăm linh một tỷ", "every nine digits close with their own tỷ"),
    ((10**18 + 1) * 10**9, "một tỷ tỷ tỷ không trăm linh một tỷ", "and differ from the line above"),
    (10**36, "một tỷ tỷ tỷ tỷ", ""),
    (-5, "âm năm", "num2words: mười lăm"),
    (-21, "âm hai mươi mốt", "num2words: IndexError"),
    (Decimal("0.5"), "không phẩy năm", "num2words: không phẩy năm mươi"),
    (Decimal("3.05"), "ba phẩy không năm", "num2words loses the zero"),
    (Decimal("12.05"), "mười hai phẩy không năm", "the same"),
    (Decimal("92.45"), "chín mươi hai phẩy bốn mươi lăm", "decimals read as a number, as schools teach"),
    (Decimal("1.038"), "một phẩy không trăm ba mươi tám", "three decimals are a full group"),
    (Decimal("0.005"), "không phẩy không trăm linh năm", ""),
    (Decimal("0.0038"), "không phẩy không không ba mươi tám", "longer ones: their zeros one by one"),
    (Decimal("1.50"), "một phẩy năm", "the value counts, not the zeros typed"),
    (Decimal("7.00"), "bảy", "a whole number"),
    (Decimal("1E+3"), "một nghìn", "an exponent changes nothing"),
    (Decimal("-0.25"), "âm không phẩy hai mươi lăm", ""),
    (Fraction(1, 2), "một phần hai", ""),
    (Fraction(3, 4), "ba phần tư", "tư, always, after phần"),
    (Fraction(5, 21), "năm phần hai mươi mốt", ""),
    (Fraction(8, 2), "bốn", "a fraction that is whole"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "words", "reason"), TABLE)
def test_words_of_a_number_and_back(number: int | Decimal | Fraction, words: str, reason: str) -> None:
    assert bang_chu(number) == words, reason
    assert tu_chu(words) == number, reason


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (CachDoc(linh="lẻ"), "hai triệu không trăm lẻ bốn nghìn một trăm sáu mươi bốn"),
        (CachDoc(bon="tư"), "hai triệu không trăm linh bốn nghìn một trăm sáu mươi tư"),
        (CachDoc(nghin="ngàn"), "hai triệu không trăm linh bốn ngàn một trăm sáu mươi bốn"),
        (CachDoc(khong_tram=False), "hai triệu linh bốn nghìn một trăm sáu mươi bốn"),
        (CachDoc(phay=True), "hai triệu, không trăm linh bốn nghìn, một trăm sáu mươi bốn"),
    ],
)
def test_every_convention_has_its_option(how: CachDoc, words: str) -> None:
    assert bang_chu(2_004_164, cach=how) == words
    assert tu_chu(words) == 2_004_164


def test_ti_and_digits_one_by_one() -> None:
    assert bang_chu(3 * 10**9, cach=CachDoc(ty="tỉ")) == "ba tỉ"
    assert bang_chu(Decimal("3.2505"), cach=CachDoc(tung_chu_so=True)) == "ba phẩy hai năm không năm"


def test_an_unknown_convention_is_refused() -> None:
    with pytest.raises(LanguageError, match="linh hoặc lẻ"):
        CachDoc(linh="le")


@pytest.mark.parametrize(
    ("args", "options", "words"),
    [
        ((1_250_000_000, "đồng"), {"chan": True, "hoa": True}, "Một tỷ hai trăm năm mươi triệu đồng chẵn"),
        ((1_250_500, "đồng"), {"chan": True}, "một triệu hai trăm năm mươi nghìn năm trăm đồng"),
        ((Decimal("2.5"), "tỷ đồng"), {}, "hai phẩy năm tỷ đồng"),
        ((12_345, "tỷ đồng"), {"hoa": True}, "Mười hai nghìn ba trăm bốn mươi lăm tỷ đồng"),
        ((40, "hồ sơ"), {}, "bốn mươi hồ sơ"),
        ((0, "đồng"), {}, "không đồng"),
    ],
)
def test_units_and_money(args: tuple[int | Decimal, str], options: dict[str, bool], words: str) -> None:
    assert bang_chu(*args, **options) == words  # type: ignore[arg-type]
    assert tu_chu(words, args[1]) == args[0]


def test_the_line_in_words_beside_a_figure_can_be_read() -> None:
    line = "(Bằng chữ: Một tỷ hai trăm năm mươi triệu đồng chẵn./.)"
    assert tu_chu(line) == 1_250_000_000
    assert tu_chu("Bằng chữ:  một  nghìn tỷ đồng;") == 10**12


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("một ngàn lẻ năm", 1005),
        ("hai mươi tư", 24),
        ("hai mươi nhăm", 25),
        ("ba mươi một", 31),
        ("một nghìn tỷ hai trăm tỷ", 1_200 * 10**9),
        ("bẩy mươi bẩy", 77),
        ("hai mốt", 21),
        ("chín lăm", 95),
        ("một trăm ba nhăm nghìn", 135_000),
        ("một triệu không nghìn không trăm linh một", 1_000_001),
        ("Năm triệu, ba trăm nghìn, hai trăm", 5_300_200),
        ("năm phần trăm", Fraction(1, 20)),
        ("hai phẩy năm phần nghìn", Fraction(25, 10_000)),
    ],
)
def test_common_other_spellings_are_read(words: str, number: int | Fraction) -> None:
    assert tu_chu(words) == number


@pytest.mark.parametrize(
    "words",
    [
        "", "đồng", "một nghìn năm", "hai trăm năm nghìn", "mười năm", "hai mươi năm", "một hai", "một trăm hai",
        "trăm", "một nghìn nghìn", "một triệu hai nghìn triệu", "một tỷ hai tỷ tỷ", "mười mười", "hai mươi không",
        "một phẩy", "phẩy năm", "ba phần", "ba phần không", "một trăm linh", "một trăm linh mười", "năm tư",
        "không năm", "một lăm", "mươi mốt", "không trăm", "không trăm linh năm", "linh năm", "không trăm nghìn",
        "một trăm một trăm", "một nghìn rưỡi", "hello", "một hai ba bốn", "âm", "một âm hai", "không mươi lăm",
    ],
)  # fmt: skip
def test_words_that_make_no_number_or_two_are_refused(words: str) -> None:
    with pytest.raises(LanguageError):
        tu_chu(words)


@pytest.mark.parametrize("value", [0.1, True, "5", None, Decimal("NaN"), Decimal("Infinity"), Decimal("1e999999")])
def test_what_is_no_exact_number_is_refused(value: object) -> None:
    with pytest.raises(LanguageError):
        bang_chu(value)  # type: ignore[arg-type]


HOWS = [
    CachDoc(linh, bon, nghin, ty, khong_tram, phay, digits)
    for linh, bon, nghin, ty, khong_tram, phay, digits in product(
        ("linh", "lẻ"), ("bốn", "tư"), ("nghìn", "ngàn"), ("tỷ", "tỉ"), (True, False), (False, True), (False, True)
    )
]
INTEGERS = st.one_of(
    st.integers(-(10**40), 10**40),
    st.builds(lambda digits, power: digits * 10**power, st.integers(0, 9999), st.integers(0, 60)),
    st.builds(lambda one, two, power: one * 10**power + two, st.integers(1, 9), st.integers(0, 99), st.integers(2, 45)),
)


@given(INTEGERS, st.sampled_from(HOWS))
@settings(max_examples=3000, derandomize=True)
def test_every_integer_comes_back_in_every_reading(number: int, how: CachDoc) -> None:
    assert tu_chu(bang_chu(number, cach=how)) == number


DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)


@given(DECIMALS, st.sampled_from(HOWS))
@settings(max_examples=1500, derandomize=True)
def test_every_decimal_comes_back_in_every_reading(number: Decimal, how: CachDoc) -> None:
    assert tu_chu(bang_chu(number, cach=how)) == number


@given(st.fractions(), st.sampled_from(HOWS))
@settings(max_examples=500, derandomize=True)
def test_every_fraction_comes_back(number: Fraction, how: CachDoc) -> None:
    assert tu_chu(bang_chu(number, cach=how)) == number


def test_no_two_numbers_share_their_words() -> None:
    numbers = {*range(20_000), *(10**power + extra for power in range(5, 40) for extra in range(20))}
    assert len({bang_chu(number) for number in numbers}) == len(numbers)


SPOKEN = ["không", "một", "hai", "năm", "lăm", "mốt", "tư", "mười", "mươi", "trăm", "linh", "nghìn", "triệu", "tỷ",
          "phẩy", "phần", "âm", "đồng"]  # fmt: skip


@given(st.lists(st.sampled_from(SPOKEN), max_size=9))
@settings(max_examples=3000, derandomize=True)
def test_any_row_of_number_words_is_a_number_or_a_language_error(row: list[str]) -> None:
    try:
        number = tu_chu(" ".join(row))
    except LanguageError:
        return
    assert tu_chu(bang_chu(number)) == number


@pytest.mark.parametrize(
    ("n", "words"),
    [(1, "thứ nhất"), (2, "thứ hai"), (3, "thứ ba"), (4, "thứ tư"), (5, "thứ năm"), (10, "thứ mười"),
     (14, "thứ mười bốn"), (21, "thứ hai mươi mốt"), (100, "thứ một trăm")],
)  # fmt: skip
def test_ordinals(n: int, words: str) -> None:
    assert thu_tu(n) == words
    assert doc_thu_tu(words) == doc_thu_tu(words.upper()) == n


def test_every_ordinal_comes_back() -> None:
    assert all(doc_thu_tu(thu_tu(n)) == n for n in range(1, 3000))
    assert doc_thu_tu("thứ nhì") == 2
    for text in ("thứ", "nhất", "thứ không", "thứ một", "hai", "thứ hai phẩy năm"):
        with pytest.raises(LanguageError):
            doc_thu_tu(text)


def test_the_second_may_be_nhi() -> None:
    assert thu_tu(2, hai="nhì") == "thứ nhì"
    with pytest.raises(LanguageError):
        thu_tu(0)
    with pytest.raises(LanguageError):
        thu_tu(2, hai="two")
