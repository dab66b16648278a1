"""Numbers of papers and citations, written and read."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest

from docgen.vietnamese import (
    BAN_SAO,
    LOAI_VAN_BAN,
    LanguageError,
    SoKyHieu,
    VienDan,
    doc_so_ky_hieu,
    doc_vien_dan,
    ky_hieu_loai,
    loai_tu_ky_hieu,
    so_ky_hieu,
    tim_vien_dan,
    vien_dan,
)


def test_the_table_is_the_decrees() -> None:
    assert len(LOAI_VAN_BAN) == 27
    assert len(BAN_SAO) == 3
    shorts = "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB"
    assert list(LOAI_VAN_BAN.values()) == shorts.split()
    for name, short in (LOAI_VAN_BAN | BAN_SAO).items():
        assert ky_hieu_loai(name) == ky_hieu_loai(name.upper()) == short
        assert loai_tu_ky_hieu(short) == name


@pytest.mark.parametrize(
    ("name", "short"),
    [("quyết định", "QĐ"), ("Quy định", "QyĐ"), ("tờ trình", "TTr"), ("Công văn", ""), ("bản thoả thuận", "BTT"),
     ("Giấy uỷ quyền", "GUQ"), ("bản trích sao", "TrS"), ("Nghị định", "NĐ"), ("Thông tư", "TT")],
)  # fmt: skip
def test_abbreviations_of_types(name: str, short: str) -> None:
    assert ky_hieu_loai(name) == short


def test_case_counts_and_an_unknown_type_is_refused() -> None:
    assert loai_tu_ky_hieu("TTR") == loai_tu_ky_hieu("QYĐ") == ""
    with pytest.raises(LanguageError, match="Nghị định 30"):
        ky_hieu_loai("Giấy khen")


@pytest.mark.parametrize(
    ("args", "text"),
    [
        ((2, "QĐ-SKHĐT"), "02/QĐ-SKHĐT"),
        ((10, "QĐ-SKHĐT"), "10/QĐ-SKHĐT"),
        (("5", "BNV-VP"), "05/BNV-VP"),
        (("15a", "QĐ-BNV"), "15a/QĐ-BNV"),
        ((30, "NĐ-CP", 2020), "30/2020/NĐ-CP"),
        ((None, "QĐ-UBND"), "       /QĐ-UBND"),
    ],
)
def test_numbers_are_written(args: tuple[object, ...], text: str) -> None:
    assert so_ky_hieu(*args) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(("so", "ky_hieu"), [(0, "QĐ-X"), (-1, "QĐ-X"), ("hai", "QĐ-X"), (1, ""), (True, "QĐ-X")])
def test_impossible_numbers_are_refused(so: int | str, ky_hieu: str) -> None:
    with pytest.raises(LanguageError):
        so_ky_hieu(so, ky_hieu)


@pytest.mark.parametrize(
    ("text", "parts", "loai"),
    [
        ("Số: 02 /QĐ-SKHĐT", SoKyHieu("2", "QĐ-SKHĐT"), "Quyết định"),
        ("2236/BC-SKHĐT", SoKyHieu("2236", "BC-SKHĐT"), "Báo cáo"),
        ("07/TTr-UBND", SoKyHieu("7", "TTr-UBND"), "Tờ trình"),
        ("07/QyĐ-SNV", SoKyHieu("7", "QyĐ-SNV"), "Quy định"),
        ("05/BNV-VP", SoKyHieu("5", "BNV-VP"), ""),
        ("1793/SKHĐT-XTĐT", SoKyHieu("1793", "SKHĐT-XTĐT"), ""),
        ("06/QĐ-XTĐT&HTDN", SoKyHieu("6", "QĐ-XTĐT&HTDN"), "Quyết định"),
        ("30/2020/NĐ-CP", SoKyHieu("30", "NĐ-CP", 2020), "Nghị định"),
        ("71/2014/TTLT-BTC-BNV", SoKyHieu("71", "TTLT-BTC-BNV", 2014), "Thông tư liên tịch"),
        ("56/2024/QH15", SoKyHieu("56", "QH15", 2024), ""),
        ("30-NQ/TU", SoKyHieu("30", "NQ/TU", None, "-"), "Nghị quyết"),
        ("        /QĐ-UBND", SoKyHieu("", "QĐ-UBND"), "Quyết định"),
    ],
)
def test_numbers_are_read(text: str, parts: SoKyHieu, loai: str) -> None:
    read = doc_so_ky_hieu(text)
    assert read == parts
    assert read.loai == loai
    assert doc_so_ky_hieu(str(read)) == parts


@pytest.mark.parametrize("text", ["", "02", "QĐ-SKHĐT", "00/QĐ-X", "02/", "02/qđ-skhđt", "Số 2", "02/2020", "ngày 5"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        doc_so_ky_hieu(text)


def test_numbers_come_back() -> None:
    symbols = [f"{short}-{office}" for short in LOAI_VAN_BAN.values() for office in ("UBND", "SKHĐT", "XTĐT&HTDN")]
    for number, symbol, year in product((1, 9, 10, 4782), [*symbols, "SKHĐT-VP"], (None, 2026)):
        read = doc_so_ky_hieu(so_ky_hieu(number, symbol, year))
        assert (read.so, read.ky_hieu, read.nam) == (str(number), symbol, year)


FULL = (
    "Quyết định số 2160/QĐ-UBND ngày 26/7/2016 của Ủy ban nhân dân tỉnh Khánh Hòa "
    "về việc quy định chức năng, nhiệm vụ của Sở"
)
PARTS = VienDan(
    "Quyết định",
    "2160/QĐ-UBND",
    date(2016, 7, 26),
    "Ủy ban nhân dân tỉnh Khánh Hòa",
    "về việc quy định chức năng, nhiệm vụ của Sở",
)


def _cite(parts: VienDan, ngan: bool = False) -> str:
    return vien_dan(parts.loai, parts.so_ky_hieu, parts.ngay, parts.co_quan, parts.trich_yeu, ngan)


def test_a_citation_in_full_and_short() -> None:
    assert _cite(PARTS) == FULL
    assert _cite(PARTS, ngan=True) == "Quyết định số 2160/QĐ-UBND"
    assert doc_vien_dan(f"Căn cứ {FULL};") == PARTS
    assert doc_vien_dan("Quyết định số 2160/QĐ-UBND") == VienDan("Quyết định", "2160/QĐ-UBND")


def test_the_joining_word_is_the_one_of_the_subject() -> None:
    assert vien_dan("kế hoạch", "15/KH-UBND", trich_yeu="Ban hành Kế hoạch năm").endswith("ban hành Kế hoạch năm")
    assert vien_dan("Công văn", "15/UBND-NC", trich_yeu="V/v đôn đốc").endswith("15/UBND-NC về việc đôn đốc")
    assert vien_dan("Quyết định", "15/QĐ-X", trich_yeu="UBND tỉnh giao việc").endswith("UBND tỉnh giao việc")


def test_a_law_is_cited_by_name_and_day() -> None:
    law = ("luật", "63/2020/QH14", date(2015, 6, 19), "Quốc hội", "Tổ chức Chính phủ")
    assert vien_dan(*law) == "Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015"
    assert vien_dan(*law, ngan=True) == "Luật Tổ chức Chính phủ"
    assert vien_dan("Luật", trich_yeu="Luật Đất đai") == "Luật Đất đai"
    assert doc_vien_dan("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;") == VienDan(
        "Luật", "", date(2015, 6, 19), "", "Tổ chức Chính phủ"
    )
    assert doc_vien_dan("Luật Đất đai số 31/2024/QH15").so_ky_hieu == "31/2024/QH15"


def test_a_citation_without_number_or_of_a_draft() -> None:
    assert vien_dan("Kế hoạch", "", date(2026, 1, 5), "Sở Nội vụ") == "Kế hoạch ngày 05/01/2026 của Sở Nội vụ"
    draft = vien_dan("Quyết định", so_ky_hieu(None, "QĐ-SNV"), None, "Sở Nội vụ")
    assert draft == "Quyết định số        /QĐ-SNV của Sở Nội vụ"
    assert vien_dan("Quyết định", "Số: 02/QĐ-SNV", ngan=True) == "Quyết định số 02/QĐ-SNV"
    with pytest.raises(LanguageError):
        vien_dan("")


def test_citations_come_back() -> None:
    kinds = ["Quyết định", "Nghị quyết", "Công văn", "Thông tư liên tịch", "Báo cáo"]
    offices = ["", "Ủy ban nhân dân tỉnh Khánh Hòa", "Chính phủ", "Bộ trưởng Bộ Nội vụ"]
    subjects = ["", "về việc giao chỉ tiêu năm 2026", "ban hành Kế hoạch số hóa của Sở", "phê duyệt đề án"]
    days = [None, date(2026, 1, 5), date(2025, 12, 31)]
    for kind, office, subject, day in product(kinds, offices, subjects, days):
        parts = VienDan(kind, "05/2026/TT-X" if "Thông" in kind else "05/QĐ-X", day, office, subject)
        assert doc_vien_dan(_cite(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định 2160/QĐ-UBND, ngày 26/7/2016 của Ủy ban nhân dân tỉnh Khánh Hòa, về việc quy định chức năng, "
        "nhiệm vụ của Sở.",
        "Quyết định số: 2160/QĐ-UBND ngày 26 tháng 7 năm 2016, của Ủy ban nhân dân tỉnh Khánh Hòa về việc quy định "
        "chức năng, nhiệm vụ của Sở;",
    ],
)
def test_commas_and_a_missing_so_lose_nothing(text: str) -> None:
    assert doc_vien_dan(text) == PARTS


def test_a_draft_is_read_back() -> None:
    draft = vien_dan("Quyết định", so_ky_hieu(None, "QĐ-SNV"), None, "Sở Nội vụ")
    parts = doc_vien_dan(draft)
    assert (parts.loai, parts.co_quan, parts.so_ky_hieu.strip()) == ("Quyết định", "Sở Nội vụ", "/QĐ-SNV")
    assert vien_dan(parts.loai, parts.so_ky_hieu, parts.ngay, parts.co_quan) == draft


@pytest.mark.parametrize(
    "text", ["", "Căn cứ tình hình thực tế", "Quyết định số hai", "Quyết định số 2/QĐ-X ngày 31/02/2022"]
)
def test_what_is_no_citation_is_refused(text: str) -> None:
    with pytest.raises(LanguageError):
        doc_vien_dan(text)


def test_citations_are_found_in_running_text() -> None:
    text = f"Theo {FULL}; Nghị định số 61/2018/NĐ-CP và Công văn số 18/SNV-VP ngày 31/02/2023."
    found = tim_vien_dan(text)
    assert [(text[place : place + 10], cited.so_ky_hieu, cited.ngay) for place, cited in found] == [
        ("Quyết định", "2160/QĐ-UBND", date(2016, 7, 26)),
        ("Nghị định ", "61/2018/NĐ-CP", None),
        ("Công văn s", "18/SNV-VP", None),
    ]
