"""Damaged letters: what the check names is what `docgen mend` writes, and then nothing more is named."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from random import Random

import pytest
from corpus import (
    BAO_CAO,
    DANH_SACH,
    EVERY,
    QUYET_DINH,
    SO_TINH,
    Case,
    Change,
    Project,
    cases,
    cell,
    mistake,
    sound,
    swap,
)
from openpyxl import load_workbook

import docgen
from docgen.finding import Finding
from docgen.line.mending import mend
from docgen.line.repairs import BY_HAND

sys.path.insert(0, str(Path(__file__).parents[1] / "vietnamese"))
import damage

CSV = "nhiem-vu.csv"
KINDS = (
    damage.wrong_order, damage.slid, damage.space_before_mark, damage.wrong_vowel, damage.oi_for_horn, damage.tcvn3,
    damage.vni, damage.cp1258, damage.utf8_once, damage.utf8_twice, damage.invisible, damage.split_words, damage.nfd,
)  # fmt: skip
TEXT = re.compile(r'((?:trich_yeu|ten|chuc_vu|tieu_de)"?\s*[=:] ")([^"{}]*)(?=")')
NAMED = re.compile("“([^”]*)” → “([^”]*)”")


def damaged(root: Path, chance: Random) -> None:
    """Damage texts of all files of a project, whatever stands beside them."""

    def hurt(text: str) -> str:
        made = chance.choice(KINDS)(text, chance) if chance.random() < 0.4 else text
        return text if re.search("[;,\"'\\\\\n\x00-\x1f]", made) else made

    for file in root.iterdir():
        if file.suffix == ".csv":
            rows = file.read_text("utf-8").split("\n")
            rows[1:] = [";".join(map(hurt, row.split(";"))) for row in rows[1:]]
            file.write_text("\n".join(rows), "utf-8")
        elif file.suffix in (".toml", ".json"):
            text = TEXT.sub(lambda match: match[1] + hurt(match[2]), file.read_text("utf-8"))
            file.write_text(text, "utf-8")
        elif file.suffix == ".xlsx":
            book = load_workbook(file)
            for row in book.worksheets[0].iter_rows(min_row=2, max_col=1):
                row[0].value = hurt(row[0].value)
            book.save(file)


def damage_named(root: Path, paper: str) -> list[Finding]:
    return [finding for finding in docgen.check(root / paper).findings if finding.code == "CT001"]


def mend_files(root: Path, findings: list[Finding]) -> None:
    for file in {root / finding.where.file for finding in findings}:
        file.write_bytes(mend(file.read_bytes(), file.suffix).data)


@pytest.mark.parametrize("project", EVERY, ids=lambda project: project.folder)
def test_whatever_is_named_is_mended(project: Project, tmp_path: Path) -> None:
    for seed in range(4):
        root = project.copied(tmp_path / str(seed))
        damaged(root, Random(f"{project.folder} {seed}"))
        named = damage_named(root, project.paper)
        mend_files(root, named)
        by_hand = {finding.where for finding in named if finding.remedy == BY_HAND}
        left = [str(finding) for finding in damage_named(root, project.paper) if finding.where not in by_hand]
        assert left == [], f"seed {seed}"
        assert len(by_hand) <= len(named) / 4


@pytest.mark.parametrize(
    ("project", "change", "letters"),
    [
        (QUYET_DINH, swap("Văn phòng;15/12", "Sè hãa hå s¬;15/12", CSV), "Số hóa hồ sơ"),
        (QUYET_DINH, swap("Đo mức độ hài lòng", "KiÓm tra viÖc", CSV), "Kiểm tra việc"),
        (QUYET_DINH, swap("Đo mức độ hài lòng", '"Sè hãa; hå s¬"', CSV), "Số hóa; hồ sơ"),
        (QUYET_DINH, swap('"Sở Nội vụ"', '"Së Néi vô"'), "Sở Nội vụ"),
        (BAO_CAO, swap('"Ủy ban nhân dân tỉnh Bình An"\nnoi', '["Ủy ban nhân dân tỉnh", "Phßng Tæ chøc c¸n bé"]\nnoi'), "Phòng Tổ chức cán bộ"),
        (SO_TINH, cell("A3", "Sè hãa hå s¬"), "Số hóa hồ sơ"),
        (DANH_SACH, swap("Lê Văn M;Chuyên viên", "Lª V¨n M;Chuyên viên", "danh-sach.csv"), "Lê Văn M"),
    ],
)  # fmt: skip
def test_old_letters_beside_sound_ones(project: Project, change: Change, letters: str, tmp_path: Path) -> None:
    root = project.copied(tmp_path)
    change(root, project.paper)
    [named] = damage_named(root, project.paper)
    assert named.remedy != BY_HAND
    assert all(new in letters for _, new in NAMED.findall(named.message))
    mend_files(root, [named])
    assert damage_named(root, project.paper) == []
    file = root / named.where.file
    if file.suffix == ".xlsx":
        assert load_workbook(file).worksheets[0][named.where.cell].value == letters
    else:
        assert letters in file.read_text("utf-8")


def test_what_only_another_file_explains_is_left_to_the_hand(tmp_path: Path) -> None:
    root = QUYET_DINH.copied(tmp_path)
    swap('"Sở Nội vụ"', '"Së Néi vô", "Tr¹m y tÕ x· §«ng Hßa", "Kh«ng b¸o c¸o ®Þnh kú"')(root, QUYET_DINH.paper)
    swap("Văn phòng;15/12", "Hßa;15/12", CSV)(root, QUYET_DINH.paper)
    remedies = {finding.where.file: finding.remedy for finding in damage_named(root, QUYET_DINH.paper)}
    assert remedies[CSV] == BY_HAND
    assert "docgen mend" in remedies[QUYET_DINH.paper]


@cases(
    QUYET_DINH,
    mistake("an old font in one cell", swap("Văn phòng;15/12", "Sè hãa hå s¬;15/12", CSV), told="CT001", at="nhiem-vu.csv:3:20", says="docgen mend"),
    mistake("an old font in one line of a long text", swap("2. Nâng tỷ lệ", "2. Sè hãa hå s¬ l­u tr÷, nâng tỷ lệ"), told="CT001", at="qd.toml:39:7"),
    sound("a name of another language in one cell", swap("Văn phòng;15/12", "Công ty Müller & Søn;15/12", CSV)),
)  # fmt: skip
def test_old_fonts(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
