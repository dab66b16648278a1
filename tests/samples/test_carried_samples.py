"""The samples carried to their next periods: each builds, and no name of the old period is left unsaid.

The scan here is the test's own and knows nothing of how docgen reads times: plain searches over what the new files
hold, cell by cell and text by text.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import tomli

import docgen
from docgen.finding import Finding, Severity
from docgen.line.renewal import carry_on
from docgen.model.known_kinds import Kinds

ROOT = Path(__file__).resolve().parents[2]
MARKS = {"DL140", "DL141", "DL142"}
ANNUAL = {
    "kehoach/2026-ke-hoach-cai-cach-hanh-chinh.toml": "quyết định",
    "kehoach/2026-ke-hoach-chuyen-doi-so.toml": "kế hoạch",
    "kehoach/2026-ke-hoach-kiem-tra-van-thu-luu-tru.toml": "kế hoạch",
    "kehoach/2026-ke-hoach-nang-cao-chi-so-cchc.toml": "kế hoạch",
    "quyetdinh/2026-nang-bac-luong.toml": "quyết định",
    "quyetdinh/2026-thanh-lap-to-so-hoa.toml": "quyết định",
}
STAGE = "kehoach/2026-2030-ke-hoach-nuoc-sach-nong-thon.json"
HISTORY = re.compile(r"số \S+ ngày \S+|\d+/\d{4}/QĐ|giai đoạn 2021 - 2030")


@dataclass
class Carried:
    """A new paper: its file, the files copied for it, what check says of it, and what stands beside the parts read."""

    path: Path
    copies: list[Path]
    checked: list[Finding]
    beside: list[str]

    @property
    def value(self) -> dict[str, Any]:
        text = self.path.read_text("utf-8")
        return dict(json.loads(text) if self.path.suffix == ".json" else tomli.loads(text))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    return tmp_path


def carried(project: Path, kind: str, old: str, new: str) -> Carried:
    data = project / "data"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    known = Kinds().find(kind)
    assert known is not None
    made = carry_on(known, data / old, data / new)
    assert {path: path.read_bytes() for path in before} == before
    copies = [path for path in data.rglob("*") if path.is_file() and path not in before and path != data / new]
    checked = docgen.check([data / new]).findings
    assert [str(item) for item in made.left] == [str(item) for item in checked if item.code in MARKS]
    report = docgen.build([data / new], only="docx")
    assert report.exit_code == 0, report.findings
    assert [item for item in report.findings if item.severity is Severity.LOI] == []
    return Carried(data / new, copies, checked, made.beside)


def texts(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text, day and number that the new file holds, but for papers' own numbers and days, and its marks."""
    if isinstance(value, dict):
        for name, item in value.items():
            if path or name not in ("xem_lai", "ky_truoc", "ky_bao_cao", "co_quan"):
                yield from texts(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*path, index))
    elif not (path[0] == "vb" and path[-1] in ("ngay", "so_ky_hieu")):
        yield path, value.isoformat() if isinstance(value, date) else str(value)


def cells(path: Path) -> Iterator[str]:
    if path.suffix == ".csv":
        text = path.read_text("utf-8-sig")
        for row in csv.reader(text.splitlines(keepends=True), delimiter=";" if ";" in text.split("\n")[0] else ","):
            yield from row
        return
    for sheet in openpyxl.load_workbook(path, data_only=True):
        yield sheet.title
        for values in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in values if value is not None)


def unsaid(new: Carried, old_period: str) -> list[str]:
    """The places that `old_period` finds and no mark quotes, a mark each."""
    marks = new.value.get("xem_lai", {}).get("cho", [])
    in_tables = [mark["cau"] for mark in marks if mark["o"].endswith(("nguon", "bo_sung", "danh_sach", "sheet"))]
    in_tables += [cell.partition(": ")[2] for cell in new.beside]  # not on paper: said when the copy is made
    spans = []
    for path, text in texts(new.value):
        if path[-1] == "ma":  # a code, which nobody reads
            continue
        place = ".".join(f"[{part + 1}]" if isinstance(part, int) else part for part in path).replace(".[", "[")
        spans.append((place, text, [mark["cau"] for mark in marks if mark["o"] == place]))
    spans += [(copy.name, text, in_tables) for copy in new.copies for text in cells(copy)]
    left = []
    for where, text, quotes in spans:
        seen = HISTORY.sub(lambda match: "#" * len(match[0]), re.sub(r"\{\{.*?\}\}", lambda m: "#" * len(m[0]), text))
        for match in re.finditer(old_period, seen, re.IGNORECASE):
            around = [quote for quote in quotes if quote in text]
            if not any(text.find(quote) <= match.start() < text.find(quote) + len(quote) for quote in around):
                left.append(f"{where}: {text[max(match.start() - 40, 0) : match.end() + 20]}")
    return left


@pytest.mark.parametrize("old", ANNUAL)
def test_an_annual_paper_carried_one_year(project: Path, old: str) -> None:
    new = carried(project, ANNUAL[old], old, old.replace("2026", "2027"))
    assert new.value["nam"] == 2027
    assert "so" not in new.value
    assert unsaid(new, r"(?<!\d)2026(?!\d)") == []
    # a cited paper of the old year is to be renewed, a law's number and day stay
    kept = tomli.loads((project / "data" / old).read_text("utf-8"))["vb"]
    assert new.value["vb"] == kept
    renew = {key for key, paper in kept.items() if "2026" in str(paper.get("trich_yeu", ""))}
    said = {item.where.key.split(".")[1] for item in new.checked if item.code == "DL141"}
    assert renew <= said


def test_the_annual_decision_has_its_deadlines_moved_and_its_table_copied(project: Path) -> None:
    old = "kehoach/2026-ke-hoach-cai-cach-hanh-chinh.toml"
    new = carried(project, "quyết định", old, old.replace("2026", "2027"))
    assert [path.name for path in new.copies] == ["nhiem-vu-cchc-2027.csv"]
    before = (project / "data/kehoach/nhiem-vu-cchc-2026.csv").read_text("utf-8")
    assert new.copies[0].read_text("utf-8") == before.replace("2026", "2027")


def test_the_plan_of_digital_transformation_keeps_last_years_result(project: Path) -> None:
    old = "kehoach/2026-ke-hoach-chuyen-doi-so.toml"
    new = carried(project, "kế hoạch", old, old.replace("2026", "2027"))
    text = new.path.read_text("utf-8")
    assert "so với năm 2025" in text  # what was compared with does not move, but is asked about
    assert [item.where.key for item in new.checked if "2025" in item.message] == [
        "bang.nhiem_vu.nhom[2].nhom[3].hang[1].ket_qua[2]"
    ]
    assert 'thoi_gian = "Tháng 5 đến tháng 9/2027"' in text


def test_a_stage_of_five_years_moves_by_five(project: Path) -> None:
    new = carried(project, "kế hoạch", STAGE, "kehoach/2031-2035-nuoc-sach.json")
    value = new.value
    assert (value["nam"], value["them"]["giai_doan"]) == (2031, "2031 - 2035")
    assert [column["ten"] for column in value["bang"]["kinh_phi"]["cot"][2:7]] == [
        f"Năm {year}" for year in range(2031, 2036)
    ]
    assert value["vb"]["luat_tnn"]["ngay"] == "2023-11-27"
    years = r"(?<!\d)(?:2026|2027|2028|2029|2030)(?!\d)"
    assert unsaid(new, years) == []
    assert any("2021 - 2025" in item.message for item in new.checked)  # its own review of the stage before


QUARTERS = {
    2: r"quý II(?![IV])|tháng 0?[456](?!\d)|(?<!\d)\d\d?/0?[456]/2026|2026-0[456]-|giữa năm|6 tháng đầu năm",
    3: r"quý III|tháng 0?[789](?!\d)|(?<!\d)\d\d?/0?[789]/2026|2026-0[789]-",
    4: r"quý IV|tháng 1[012](?!\d)|(?<!\d)\d\d?/1[012]/2026|2026-1[012]-|(?<!\d)2026(?!\d)(?!-0)",
}


def test_the_report_of_a_quarter_carried_to_the_third_the_fourth_and_the_next_year(project: Path) -> None:
    third = carried(project, "báo cáo", "baocao/2026-quy-2.toml", "baocao/q3.toml")
    assert [path.name for path in third.copies] == ["ho-so-quy-3-2026.csv"]
    assert unsaid(third, QUARTERS[2]) == []
    assert {"DL142", "DL144"} <= {item.code for item in third.checked}  # cumulative no more; the figures are old
    fourth = carried(project, "báo cáo", "baocao/q3.toml", "baocao/q4.toml")
    assert unsaid(fourth, f"{QUARTERS[2]}|{QUARTERS[3]}") == []
    first = carried(project, "báo cáo", "baocao/q4.toml", "baocao/q1.toml")
    period = {key: str(item) for key, item in first.value["ky_bao_cao"].items()}
    assert period == {"quy": "1", "nam": "2027", "tu": "2026-12-15", "den": "2027-03-14"}
    assert first.value["nam"] == 2027
    rows_of_before = r"(?!2026-0[123])"  # done in the first quarter: history of the table
    assert [item for item in unsaid(first, rows_of_before + QUARTERS[4]) if "Quý I/2026" not in item
            and "Tháng 3/2026" not in item] == []  # fmt: skip
    assert {"vb.kh_tinh.trich_yeu", "vb.kh_so.trich_yeu"} <= {
        item.where.key for item in first.checked if item.code == "DL141"
    }


def test_the_report_from_a_workbook_carried_to_the_fourth_quarter(project: Path) -> None:
    new = carried(project, "báo cáo", "baocao/2026-quy-3.toml", "baocao/q4.toml")
    assert sorted(path.name for path in new.copies) == ["ho-so-quy-4-2026.xlsx", "tien-do-quy-4-2026.csv"]
    text = new.path.read_text("utf-8")
    assert 'ten = ["Quý IV", "Trực tuyến"]' in text
    assert 'ten = "Quý III"' in text  # the quarter it is compared with
    assert [cell.partition(", ")[2][:5] for cell in new.beside] == ["ô B2:"]
    assert unsaid(new, QUARTERS[3]) == ["bang.so_sanh.cot[5].ten: Quý III"]
    assert [item.where.key for item in new.checked if item.message.endswith(": Quý III")] == [
        "bang.ho_so.nguon",
        "bang.so_sanh.nguon",
    ]  # the sheet keeps its name in the copy until the clerk gives it another


def test_a_clerk_settles_the_marks(project: Path) -> None:
    new = carried(project, "báo cáo", "baocao/2026-quy-2.toml", "baocao/q3.toml")
    text = new.path.read_text("utf-8")
    body, marks = text.split("[xem_lai]")
    settled = body.replace("tháng 5 có 14%", "tháng 8 có 16%") + "[xem_lai]" + re.sub(r'.*"tháng 7".*\n', "", marks)
    new.path.write_text(settled, "utf-8")
    before = [item.message for item in new.checked if item.code in MARKS]
    after = [item.message for item in docgen.check([new.path]).findings if item.code in MARKS]
    assert [message for message in before if message not in after] == [
        message for message in before if "(“tháng 5”)" in message or "(“tháng 7”)" in message
    ]
