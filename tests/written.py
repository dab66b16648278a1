"""A dossier written in a test: its TOML text, read and worked out, and findings as short lines."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from docgen.context import resolve
from docgen.finding import Finding
from docgen.lint.rule import Dossier, View, judge
from docgen.model.fields import Log
from docgen.model.paper import VanBan
from docgen.model.read_paper import read_paper
from docgen.model.resolved import Block, Part, Resolved, TableBlock
from docgen.model.settings import CaiDat
from docgen.sources import Reader

REPORT = """
loai = "báo cáo"
nam = 2026
trich_yeu = "Kết quả Quý II năm 2026"
ky_bao_cao = { quy = 2, nam = 2026, tu = 2025-12-15, den = 2026-06-14 }
noi_nhan = ["Sở Nội vụ"]
luu = "VT"
nguoi_ky = { ho_ten = "Nguyễn Văn S", chuc_vu = "Giám đốc" }
co_quan = { ten = "Sở Tài chính", viet_tat = "STC", dia_danh = "Khánh Hòa" }
"""
"""The head of a report of a quarter, to which a test adds its body and tables."""

OFFICE = """
[co_quan]
ten = "Sở Nội vụ tỉnh Khánh Hòa"
chu_quan = "Ủy ban nhân dân tỉnh Khánh Hòa"
viet_tat = "SNV"
dia_danh = "Khánh Hòa"
lanh_dao = [
  { ma = "giam-doc", ho_ten = "Nguyễn Văn S", chuc_vu = "Giám đốc" },
  { ma = "pho-giam-doc", ho_ten = "Trần Thị T", chuc_vu = "Phó Giám đốc" },
  { ma = "chanh-van-phong", ho_ten = "Phạm Thị D", chuc_vu = "Chánh Văn phòng" },
]
"""


@dataclass
class Made:
    """What became of a dossier."""

    findings: list[Finding]
    paper: VanBan | None = None
    resolved: Resolved | None = None

    @property
    def told(self) -> list[str]:
        """Each finding as "line:column CODE", in order."""
        found = sorted(self.findings, key=lambda item: (item.where.line, item.where.column, item.code))
        return [f"{item.where.line}:{item.where.column} {item.code}" for item in found]

    @property
    def codes(self) -> list[str]:
        return [item.code for item in self.findings]

    def one(self, code: str) -> Finding:
        """Return the only finding of a code."""
        found = [item for item in self.findings if item.code == code]
        assert len(found) == 1, [str(item) for item in self.findings]
        return found[0]

    @property
    def parts(self) -> list[Part]:
        assert self.resolved is not None, [str(item) for item in self.findings]
        return self.resolved.parts

    @property
    def main(self) -> Part:
        return self.parts[0]

    def values(self, number: int = 0) -> dict[str, object]:
        return self.parts[number].values

    def lines(self, number: int = 0) -> list[str]:
        """The blocks of a part as "kind| label text", with **bold** and _italic_."""
        return [_line(block) for block in self.parts[number].body]

    def table(self, number: int = 0) -> TableBlock:
        return next(block for block in self.parts[number].body if isinstance(block, TableBlock))


def _line(block: object) -> str:
    if not isinstance(block, Block):
        return "bang|"
    text = "".join(
        ("**" if run.bold else "")
        + ("_" if run.italic else "")
        + run.text
        + ("_" if run.italic else "")
        + ("**" if run.bold else "")
        for run in block.runs
    )
    return f"{block.kind}|{block.label} {text}".rstrip() if block.label else f"{block.kind}|{text}"


def make(text: str, name: str = "a.toml", **files: str) -> Made:
    """Return a dossier read and worked out; `files` lie beside it, "co_quan_toml" as co-quan.toml."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for other, content in files.items():
            stem, _, suffix = other.rpartition("_")
            (root / f"{stem.replace('_', '-')}.{suffix}").write_text(content, "utf-8")
        (root / name).write_text(text, "utf-8")
        reader = Reader(root)
        data = reader.data(root / name)
        if data is None:
            return Made(list(reader.findings))
        log = Log(data)
        paper = read_paper(data.value, log)
        resolved = resolve(paper, log) if paper else None
        if paper is not None and resolved is not None:
            for view in (View.DATA, View.PAPER):
                log.findings += judge(view, Dossier(paper, resolved, CaiDat()), log.places)
        return Made([*reader.findings, *log.findings], paper, resolved)


def ke_hoach(body: str = "Nội dung.", top: str = "", tables: str = "", office: str = OFFICE) -> Made:
    """Return a plan with a body, further keys at the top and further tables below."""
    return make(f"""loai = "kế hoạch"
nam = 2026
trich_yeu = "Cải cách hành chính"
noi_nhan = ["UBND tỉnh"]
luu = "VT"
nguoi_ky = {{ ma = "giam-doc" }}
{top}
noi_dung = \'\'\'
{body}
\'\'\'
{office}
{tables}
""")


FIRST_LINE = 9
"""The line of the file on which the body of `ke_hoach` begins when `top` is empty."""


def body(text: str, top: str = "", tables: str = "") -> list[str]:
    """Return the lines of a plan's body, which must be without findings."""
    made = ke_hoach(text, top, tables)
    assert not made.findings, [str(item) for item in made.findings]
    return made.lines()


def quyet_dinh(top: str = "", tables: str = "", dieu: str = '["Ban hành.", "Thi hành."]', office: str = OFFICE) -> Made:
    """Return a decision with articles, further keys at the top and further tables below."""
    return make(f"""loai = "quyết định"
nam = 2026
trich_yeu = "Ban hành Kế hoạch"
noi_nhan = ["Như {{{{ dieu.cuoi }}}}"]
luu = "VT"
{"" if "nguoi_ky" in top else 'nguoi_ky = { ma = "giam-doc" }'}
{"" if "can_cu" in top else 'can_cu = ["Luật Lưu trữ"]'}
dieu = {dieu}
{top}
{office}
{tables}
""")
