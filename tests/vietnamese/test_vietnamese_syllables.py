"""The model of syllables and the two styles of tones."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from docgen.vietnamese import KieuDau, dat_dau, dem_kieu_dau, la_am_tiet
from docgen.vietnamese.syllables import forms, ghep_thanh, tach_thanh

PROSE = (Path(__file__).parent / "van-ban-sach.txt").read_text("utf-8")

HARD = (  # noqa: SIM905
    "của cửa mía múa quý quỷ quốc giếng gì gìn già giữa giết khuỷu khuya ngoéo thuở huỳnh nguyễn hoạch xoong moóc "
    "yếu ý ỷ ưu nghiệp được người ước quyết quỹ thuế oai uyên tuyệt tuýp khuỵu quần giường rượu hươu quẻ quậy tuần "
    "uể ngoằn ngoèo luýnh quýnh choáng loảng xoảng quơ giặc giũ ghế nghề kỷ kí quạnh lý xuýt goòng sỹ huơ khuâng "
    "xuềnh yểm"
).split()

WRONG = (  # noqa: SIM905
    "kế́ cể ka gế ngệ ghà nghà qa giìa hòà tòan qúy gìa cuả hiêụ ceo kan bủct hácp đìch măi âu̥ ăa uong iêu ouy nhh "
    "ngg thng wa fa ja za aa"
).split()


@pytest.mark.parametrize("word", HARD)
def test_hard_syllables_are_known(word: str) -> None:
    assert la_am_tiet(word)
    assert la_am_tiet(word.upper())
    assert la_am_tiet(word.capitalize())


@pytest.mark.parametrize("word", WRONG)
def test_what_spelling_forbids_is_no_syllable(word: str) -> None:
    assert not la_am_tiet(word)


def test_every_vietnamese_word_of_the_prose_is_known() -> None:
    foreign = {"Ênuôl", "Niê", "Kông", "Krông", "Đắk", "Lắk", "Lefèvre", "Françoise", "Müller", "Søren", "Østergård",
               "Zürich", "Kraków", "José"}  # fmt: skip
    words = {word.strip(".,;:()\"“”…?!'") for word in PROSE.replace("-", " ").split()}
    odd = {word for word in words if word.isalpha() and not word.isascii() and not la_am_tiet(word)}
    odd = {word for word in odd if not word.isupper() and "GREEK" not in unicodedata.name(word[0])}
    assert odd - foreign <= {"đ", "rể", "kΩ", "Δt", "μg"}


def test_every_form_is_composed_and_splits_and_joins_again() -> None:
    for form, (letters, tone) in forms().items():
        assert unicodedata.is_normalized("NFC", form)
        assert tach_thanh(form) == (letters, tone)
        assert form in {ghep_thanh(letters, tone, kieu) for kieu in KieuDau}


def test_stops_bear_two_tones_only() -> None:
    assert ghep_thanh("hoc", "\u0323") == "học"
    assert ghep_thanh("hoc", "\u0300") is None
    assert not la_am_tiet("hoc")


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("ỦY", "UỶ"), ("Hóa", "Hoá"), ("tùy", "tuỳ"), ("lòe", "loè")],
)
def test_two_styles_differ_in_open_oa_oe_uy(old: str, new: str) -> None:
    assert dat_dau(new, KieuDau.CU) == dat_dau(old, KieuDau.CU) == old
    assert dat_dau(old, KieuDau.MOI) == dat_dau(new, KieuDau.MOI) == new


def test_and_nowhere_else() -> None:
    both = [form for form in forms() if dat_dau(form, KieuDau.CU) != dat_dau(form, KieuDau.MOI)]
    assert {form for form in both if not tach_thanh(form)[0].endswith(("oa", "oe", "uy"))} == set()
    for word in ("quý", "toàn", "già", "khuỷu", "ngoài", "Hoàn", "Pháp", "São"):
        assert dat_dau(word, KieuDau.CU) == dat_dau(word, KieuDau.MOI) == word


def test_styles_are_counted() -> None:
    assert dem_kieu_dau("Ủy ban hòa giải; uỷ quyền; quý; toàn") == (2, 1)
