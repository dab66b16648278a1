"""Times that texts and names of files name, and how they are written again."""

from __future__ import annotations

import pytest

from docgen.vietnamese.mentions import tim_thoi_gian, tim_trong_ten

FOUND = [
    ("kết quả tháng 5 có 14%", ["tháng 5"]),
    ("ngày 28 tháng 5 năm 2026 và 31 tháng 8", ["28 tháng 5 năm 2026", "31 tháng 8"]),
    ("trước 30-6-2026, 1/7/2026 hoặc 05.12.2026", ["30-6-2026", "1/7/2026", "05.12.2026"]),
    ("trước ngày 15/12 hằng năm", ["15/12"]),
    ("2026-05-22", ["2026-05-22"]),
    ("Quý I, II/2026; QUÝ IV năm 2026; quý 3", ["Quý I", "II/2026", "QUÝ IV năm 2026", "quý 3"]),
    ("Tháng 5 đến tháng 9/2026, 7/2026", ["Tháng 5", "tháng 9/2026", "7/2026"]),
    ("6 tháng đầu năm 2026, 9 tháng đầu năm, kỳ họp giữa năm", ["6 tháng đầu năm 2026", "9 tháng đầu năm", "giữa năm"]),
    ("giai đoạn 2021 - 2025, năm học 2026-2027", ["2021 - 2025", "2026-2027"]),
    ("năm 2026 (các năm 2025, 2026)", ["2026", "2025", "2026"]),
]
NONE = [
    "Quyết định số 4782/QĐ-UBND ngày 23/12/2025",
    "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020",
    "Luật 91/2025/QH15, TCVN ISO 9001:2015, QCVN 102:2016",
    "2.026 hồ sơ, 12026 hồ sơ, 20,26 tỷ, 2026%",
    "trong 06 tháng, sau 3 tháng; hằng quý; quý cơ quan",
    "45 tháng 13",
    "điện thoại 0258.2026",
]


@pytest.mark.parametrize(("text", "words"), FOUND)
def test_times_are_found_as_they_are_written_and_once(text: str, words: list[str]) -> None:
    assert [item.words for item in tim_thoi_gian(text)] == words


@pytest.mark.parametrize("text", NONE)
def test_numbers_of_papers_standards_and_amounts_are_no_times(text: str) -> None:
    assert [item.words for item in tim_thoi_gian(text)] == []


@pytest.mark.parametrize(
    ("text", "numbers", "again"),
    [
        ("31/12/2026", {"year": 2027}, "31/12/2027"),
        ("Quý II/2026", {"quarter": 3, "year": 2026}, "Quý III/2026"),
        ("quý 4", {"quarter": 1}, "quý 1"),
        ("tháng 12/2026", {"month": 1, "year": 2027}, "tháng 01/2027"),
        ("tháng 05", {"month": 6}, "tháng 06"),
        ("tháng 02", {"month": 3}, "tháng 3"),
        ("2026 - 2030", {"year": 2031, "last": 2035}, "2031 - 2035"),
    ],
)
def test_a_time_is_written_again_in_its_own_way(text: str, numbers: dict[str, int], again: str) -> None:
    (mention,) = tim_thoi_gian(text)
    assert mention.rewritten(numbers) == again


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ho-so-quy-2-2026", ["quy-2", "2026"]),
        ("Quý II", ["Quý II"]),
        ("bao_cao_T5.2026", ["T5", "2026"]),
        ("Q3", ["Q3"]),
        ("nuoc_sach_2030", ["2030"]),
        ("2026-2030-ke-hoach", ["2026-2030"]),
        ("2026Q4", ["2026", "Q4"]),
        ("Q42026", ["Q42026"]),
        ("thang122026", ["thang122026"]),
        ("2026-12", ["2026", "12"]),
        ("12.2026", ["12", "2026"]),
        ("202612", ["202612"]),
        ("IV-2026", ["IV", "2026"]),
        ("den-31-12-2026", ["31-12-2026"]),
        ("ho_so_12_2026", ["12", "2026"]),
        ("phu-luc-iv-2026", ["2026"]),  # numbers of their own
        ("bieu-so-2-2026", ["2026"]),
        ("6-thang-2026", ["2026"]),
        ("20261231", []),
        ("quy-trinh-2", []),
        ("to-2", []),
    ],
)
def test_times_in_names_of_files_and_sheets(name: str, words: list[str]) -> None:
    assert [item.words for item in tim_trong_ten(name)] == words
