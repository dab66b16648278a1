"""What `docgen new` wrote to be replaced, in a paper that has a number."""

from __future__ import annotations

import pytest
from written import OFFICE, Made, make

from docgen.model.known_kinds import Kinds
from docgen.model.paper_kind import Loai
from docgen.model.schema import new_file

SAMPLE = """[vb.chuc_nang]
loai = "Quyết định"
so_ky_hieu = "96/2025/QĐ-UBND"
ngay = 2025-08-21
co_quan = "Ủy ban nhân dân tỉnh Khánh Hòa"
trich_yeu = "quy định vị trí, chức năng và tổ chức bộ máy của Sở Nội vụ"
"""


def numbered(
    body: str = "Nội dung.", tables: str = "", office: str = OFFICE, so: str = "so = 1\nngay = 2026-01-08"
) -> Made:
    """Return a plan with its number and day, and a citation in its căn cứ where there is one."""
    basis = 'can_cu = ["{{ vb.chuc_nang }}"]' if tables else ""
    return make(f"""loai = "kế hoạch"
trich_yeu = "Cải cách"
nam = 2026
noi_nhan = ["a"]
luu = "VT"
nguoi_ky = {{ ma = "giam-doc" }}
{so}
{basis}
noi_dung = '''
{body}
'''
{office}
{tables}
""")


def told(made: Made) -> list[str]:
    return [f"{item.where.line} {item.message}" for item in made.findings if item.code == "NS006"]


SIGNED = OFFICE.replace("Nguyễn Văn S", "Nguyễn Văn A")


@pytest.mark.parametrize(
    ("body", "tables", "office", "lines"),
    [
        ("Nội dung.", "", SIGNED, ["20 người ký vẫn là “Nguyễn Văn A” của mẫu"]),
        ("Nội dung.", SAMPLE, OFFICE, ["25 văn bản được dẫn vẫn là của mẫu (số 96/2025/QĐ-UBND)"]),
        ("# A\n…\n# B\n1. Chỉ đạo, điều hành: …\n2. Xong.", "", OFFICE,
         ["12 “…” còn để nguyên như trong mẫu", "14 “1. Chỉ đạo, điều hành: …” còn để nguyên như trong mẫu"]),
        ("- Viết mỗi ý một dòng, bắt đầu bằng dấu - và một dấu cách.", "", OFFICE,
         ["11 “- Viết mỗi ý một dòng, bắt đầu bằng dấu - và một dấu cách.” còn để nguyên như trong mẫu"]),
    ],
)  # fmt: skip
def test_what_the_sample_left_is_told(body: str, tables: str, office: str, lines: list[str]) -> None:
    made = numbered(body, tables, office)
    assert [line.split(" ", 1)[1] for line in told(made)] == [line.split(" ", 1)[1] for line in lines]
    assert set(made.codes) == {"NS006"}
    assert numbered(body, tables, office, so="").codes == []  # a draft is still being written


@pytest.mark.parametrize(
    ("body", "tables"),
    [
        ("Gồm: a, b, c, …", ""),
        ("Xem mục “…” và {{ co_quan.ten }}.", ""),
        ("Nội dung.", SAMPLE.replace("96/2025", "97/2025")),
        ("Nội dung.", SAMPLE.replace("Sở Nội vụ", "Sở Y tế")),
    ],
)
def test_a_paper_of_its_own_gives_no_finding(body: str, tables: str) -> None:
    assert numbered(body, tables).codes == []


def test_the_place_is_where_the_hand_must_go() -> None:
    finding = numbered("# A\n  …", office=OFFICE).one("NS006")
    assert (finding.where.line, finding.where.column) == (12, 3)
    text = numbered(office=SIGNED).one("NS006").where
    assert text.key == "co_quan.lanh_dao[1].ho_ten"


@pytest.mark.parametrize("kind", Kinds().all(), ids=lambda kind: kind.stem)
def test_a_file_of_docgen_new_is_told_once_it_has_a_number(kind: Loai) -> None:
    made = make("so = 1\nngay = 2026-06-15\n" + new_file(kind))
    found = told(made)
    assert any("Nguyễn Văn A" in line for line in found)
    assert any("96/2025/QĐ-UBND" in line for line in found)
    assert any("…" in line or "Viết mỗi ý" in line for line in found)
