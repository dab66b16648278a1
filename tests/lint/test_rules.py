"""Every rule has a page beside it, cases that it finds and cases that it lets pass; all of them are run."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import tomli
from docx.oxml.ns import qn
from docx.shared import Mm, RGBColor

import docgen
from docgen.finding import Severity, register
from docgen.lint import rules as package
from docgen.lint.law import law
from docgen.lint.rule import View, judge, rules
from docgen.pdf.page import Document, Line, Page, PrintedRun
from docgen.word import WordFile

FOLDER = Path(str(package.__file__)).parent
OFFICE = {
    "ten": "Sở Nội vụ tỉnh Khánh Hòa", "viet_tat": "SNV", "dia_danh": "Khánh Hòa",
    "lanh_dao": [{"ma": "giam-doc", "ho_ten": "Trần Văn T", "chuc_vu": "Giám đốc"},
                 {"ma": "pho-giam-doc", "ho_ten": "Lê Thị H", "chuc_vu": "Phó Giám đốc"}],
}  # fmt: skip
COMMON = {
    "co_quan": OFFICE, "nam": 2026, "trich_yeu": "Cải cách hành chính", "noi_nhan": ["Như Điều 1", "UBND tỉnh"],
    "luu": "VT", "nguoi_ky": {"ma": "giam-doc"},
}  # fmt: skip
SOUND: dict[str, dict[str, Any]] = {
    "kế hoạch": {**COMMON, "noi_dung": "Nội dung."},
    "báo cáo": {**COMMON, "noi_dung": "Nội dung."},
    "quyết định": {**COMMON, "can_cu": ["Căn cứ chức năng của Sở"], "dieu": ["Làm một việc.", "Thi hành."]},
}
"""Dossiers that no rule objects to; a case changes some of their keys."""
PAGE = {"rong": "page_width", "cao": "page_height", "tren": "top_margin", "duoi": "bottom_margin",
        "trai": "left_margin", "phai": "right_margin"}  # fmt: skip
SOUND_PAGE = {"rong": 210, "cao": 297, "tren": 20, "duoi": 20, "trai": 30, "phai": 20}


def page(code: str) -> dict[str, Any]:
    return dict(tomli.loads((FOLDER / f"{code.lower()}.toml").read_text("utf-8"))[code])


def cases(name: str) -> Iterator[Any]:
    for rule in rules():
        for number, case in enumerate(page(rule.code)[name], 1):
            yield pytest.param(rule.code, rule.view, case, id=f"{rule.code}-{number}")


def found(view: View, case: str, folder: Path) -> set[str]:
    """The codes that a case gives; beside those of rules no lỗi, which would keep rules from being asked."""
    given = tomli.loads(case)
    if view is View.WORD:
        return {finding.code for finding in judge(view, WordFile.read(word(given)))}
    if view is View.PAGE:
        return {finding.code for finding in judge(view, printed(given["trang"]))}
    settings = given.pop("cai_dat", {})
    loai = given.get("loai", "kế hoạch")
    dossier = {"loai": loai, **SOUND[loai], **given}
    (folder / "docgen.toml").write_text(toml(settings), "utf-8")
    (folder / "a.json").write_text(json.dumps(dossier, ensure_ascii=False, default=date.isoformat), "utf-8")
    findings = docgen.check(folder / "a.json").findings
    codes = {rule.code for rule in rules()}
    assert [str(item) for item in findings if item.code not in codes and item.severity is Severity.LOI] == []
    return {item.code for item in findings}


def toml(settings: dict[str, Any]) -> str:
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items() if key != "gioi_han"]
    lines += ["[gioi_han]", *(f"{key} = {value}" for key, value in settings.get("gioi_han", {}).items())]
    return "\n".join(lines)


def word(given: dict[str, Any]) -> bytes:
    """A Word file of one page: its lengths, and one text (`chu`) with its font (`phong`, or that of the theme) and so on."""
    document = docx.Document()
    lengths = {key.removesuffix("_mm"): value for key, value in given.items() if key.endswith("_mm")}
    for name, length in {**SOUND_PAGE, **lengths}.items():
        setattr(document.sections[0], PAGE[name], Mm(length))
    run = document.add_paragraph().add_run(given.get("chu", ""))
    if "phong" in given:
        run.font.name = given["phong"]
    if "mau" in given:
        run.font.color.rgb = RGBColor.from_string(given["mau"])
    if "phong_chu_de" in given:
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:asciiTheme"), "minorHAnsi")
    if "nhan_xet" in given:
        document.add_comment(run, given["nhan_xet"], author="Trần Thị B")
    for part in document.part.package.iter_parts():
        if "theme" in part.partname and "phong_chu_de" in given:
            part._blob = re.sub(
                rb'(minorFont>\s*<a:latin typeface=")[^"]*', rb"\g<1>" + given["phong_chu_de"].encode(), part.blob
            )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def printed(pages: list[list[str]]) -> Document:
    """A PDF as read, of which only the lines of each page matter."""

    def line(text: str) -> Line:
        edges = tuple(map(float, range(len(text) + 1)))
        return Line((PrintedRun(text, edges, 0, "Times", 14, bold=False, italic=False, colour="#000000"),), 0, 0)

    read = [Page(number, 595, 842, tuple(map(line, lines)), (), ()) for number, lines in enumerate(pages, 1)]
    return Document(tuple(read), (), {})


@pytest.mark.parametrize(("code", "view", "case"), list(cases("ca_sai")))
def test_a_rule_finds_its_failing_cases(code: str, view: View, case: str, tmp_path: Path) -> None:
    assert code in found(view, case, tmp_path)


@pytest.mark.parametrize(("code", "view", "case"), list(cases("ca_dung")))
def test_a_rule_lets_its_passing_cases_pass(code: str, view: View, case: str, tmp_path: Path) -> None:
    assert code not in found(view, case, tmp_path)


@pytest.mark.parametrize("loai", SOUND)
def test_no_rule_objects_to_a_sound_dossier(loai: str, tmp_path: Path) -> None:
    assert found(View.DATA, f'loai = "{loai}"', tmp_path) & {rule.code for rule in rules()} == set()


def test_a_rule_is_one_function_in_a_file_of_its_own_with_its_page_beside_it() -> None:
    codes = [rule.code.lower() for rule in rules()]
    assert len(codes) == len(set(codes))
    assert sorted(file.stem for file in FOLDER.glob("*.py") if file.stem != "__init__") == codes
    assert sorted(file.stem for file in FOLDER.glob("*.toml")) == codes


def test_the_page_says_what_the_rule_reads() -> None:
    for rule in rules():
        entry = register()[rule.code]
        assert entry.view == rule.view.value
        assert re.match(r"(Điều|Phụ lục) ", entry.clause) or not entry.clause


def test_the_decrees_figures_stand_in_one_file() -> None:
    assert law()["trang"]["kho"] == [210, 297]
    ranges = [law()["trang"][name] for name in ("le_tren", "le_duoi", "le_trai", "le_phai")]
    assert ranges == [[20, 25], [20, 25], [30, 35], [15, 20]]
