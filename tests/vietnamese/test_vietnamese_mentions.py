"""Times that texts and names of files name, and how they are written again."""

from __future__ import annotations

import pytest

from docgen.vietnamese.mentions import QUARTER, tim_thoi_gian, tim_trong_ten

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
    # months counted from the beginning of the year
    ("lũy kế 5 tháng; 10 tháng đầu năm, 9 tháng năm 2026", ["5 tháng", "10 tháng đầu năm", "9 tháng năm 2026"]),
    ("6T, 6T đầu năm, 6TĐN 2026; 6T/2026", ["6T", "6T đầu năm", "6TĐN 2026", "6T/2026"]),
    ("năm tháng đầu năm, 6 tháng/2026", ["năm tháng đầu năm", "6 tháng/2026"]),
    ("Kết quả tháng 5 và 5 tháng đầu năm 2026", ["tháng 5", "5 tháng đầu năm 2026"]),
    ("Kết quả 9 tháng\n9 tháng qua; ngày 9 tháng 9", ["9 tháng", "9 tháng", "9 tháng 9"]),
    ("Kết quả tháng 1\nTháng 12/2025", ["tháng 1", "Tháng 12/2025"]),
    # from a day to a day
    ("15/4 đến 14/5; từ 15/4 - 14/5, (15/4–14/5/2026)", ["15/4 đến 14/5", "15/4 - 14/5", "15/4–14/5/2026"]),
    ("từ ngày 15/4 đến hết ngày 14/5/2026", ["15/4 đến hết ngày 14/5/2026"]),
    ("tính đến 15/5, xong trước 20/6, họp ngày 01-05/6/2026", ["15/5", "20/6", "01-05/6/2026"]),
    # in short
    ("QII, Q.II, Q2/2026, q2, QIV/2026", ["QII", "Q.II", "Q2/2026", "q2", "QIV/2026"]),
    ("T6/2026, T6, T12/2026, T05/2026", ["T6/2026", "T6", "T12/2026", "T05/2026"]),
    ("Q1-Q2/2026, T4 - T6, 6T2025", ["Q1", "Q2/2026", "T4", "T6", "6T2025"]),
    # in a list, in words
    ("tháng 4, 5 và 6/2026; quý 1 và 2", ["tháng 4", "5", "6/2026", "quý 1", "2"]),
    ("quý ba năm 2026, tháng tư, tháng năm năm 2026", ["quý ba năm 2026", "tháng tư", "tháng năm năm 2026"]),
]
NONE = [
    "Quyết định số 4782/QĐ-UBND ngày 23/12/2025",
    "Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020",
    "Luật 91/2025/QH15, TCVN ISO 9001:2015, QCVN 102:2016",
    "2.026 hồ sơ, 12026 hồ sơ, 20,26 tỷ, 2026%",
    "trong thời hạn 06 tháng, sau 3 tháng; hằng quý; quý cơ quan",
    "dưới 6 tháng tuổi, kỳ hạn 12 tháng, 6 tháng một lần, từ 3 tháng đến 6 tháng, 3 - 6 tháng, 06 tháng kể từ ngày ký",
    "tỷ lệ 1/3, đạt 10/12 tiêu chí, từ 2/3 đến 3/4 số hộ, tăng 1,5/2,5",
    "xe tải 6t, QL1, TCVN6, máy T6.5, B2/2026, q.s, ISO, IQ2, T13",
    "bảo hành 6 tháng, định kỳ 6 tháng, tuổi thọ 6 tháng, nghỉ thai sản 6 tháng; QĐ-T6",
    "Báo cáo định kỳ tháng, quý, 6 tháng, 9 tháng và năm; mùng 8 tháng Giêng; lưu 12 tháng; mã T01",
    "ngày, tháng, năm sinh; mỗi tháng hai buổi; một tháng ba lần; cấp tháng một lần",
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
        ("5 tháng đầu năm", {"count": 6}, "6 tháng đầu năm"),
        ("09 tháng/2026", {"count": 10}, "10 tháng/2026"),
        ("Q2/2026", {"quarter": 3, "year": 2026}, "Q3/2026"),
        ("Q.IV/2026", {"quarter": 1, "year": 2027}, "Q.I/2027"),
        ("T12/2026", {"month": 1, "year": 2027}, "T01/2027"),
        ("quý hai", {"quarter": 3}, "quý ba"),
        ("15/4–14/5/2026", {"day": 15, "month": 5, "last_day": 14, "last_month": 6}, "15/5–14/6/2026"),
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
        ("6-thang-2026", ["6-thang", "2026"]),
        ("luy-ke-5T", ["5T"]),
        ("ngay-12-thang-5-2026", ["thang-5", "2026"]),
        ("20261231", []),
        ("quy-trinh-2", []),
        ("to-2", []),
    ],
)
def test_times_in_names_of_files_and_sheets(name: str, words: list[str]) -> None:
    assert [item.words for item in tim_trong_ten(name)] == words


@pytest.mark.parametrize("text", ["quý tư năm 2026", "tháng mười hai/2026"])
@pytest.mark.parametrize("number", range(1, 5))
def test_what_is_written_again_is_found_again(text: str, number: int) -> None:
    (mention,) = tim_thoi_gian(text)
    part = "quarter" if mention.kind == QUARTER else "month"
    (again,) = tim_thoi_gian(mention.rewritten({part: number}))
    assert (again.kind, again.number(part)) == (mention.kind, number)


@pytest.mark.parametrize("text", ["họp quý một lần", "tháng một lần", "mỗi quý một buổi"])
def test_how_often_is_no_time(text: str) -> None:
    assert tim_thoi_gian(text) == []
