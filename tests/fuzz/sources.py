"""Damages data files and tables at random, and writes TOML in every style: each is read, or refused with a finding.

`python tests/fuzz/sources.py [EXAMPLES]`: how many of each kind, 2,000 when not said.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

sys.path.insert(0, str(Path(__file__).parents[1] / "sources"))

from toml_writer import Written, documents

from docgen.sources import Data, FileRef, Grid, Reader

SLOWEST = 5.0  # seconds for one small file

EXAMPLES = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
LONG = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True, database=None
)

TOML = """loai = "quyết định"
co_quan = { tep = "co-quan.toml" }
ngay = 2026-01-08
so = 1_000.50
noi_dung = '''
# Mục tiêu
1. Khoản "một" {{ nam }}
'''
dieu = [ "a", \"\"\"b \\
  c\"\"\", { x.y = [1, 2] } ]
[bang.x]
nguon = { tep = "x.csv", vung = "A1:C3" }
[[bang.x.cot]]
ma = "stt"
""".encode()
JSON = (
    '{"loai": "kế hoạch", "so": 1.5, "noi": ["a\\n", "\\u1ebf"], "b": {"nguon": {"tep": "x.xlsx"}}, "n": null}'.encode()
)
CSV = 'ma;tên;số\r\n1;"a ""b""\r\nc";1,5\r\n2;d;\r\n'.encode()


def workbook() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (["a", "b", "c"], [1, "x", 0.1], [2, "=A2", None], ["đ", True, 5]):
        sheet.append(line)
    sheet.merge_cells("A1:B1")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


XLSX = workbook()


@st.composite
def damaged(draw: Any, *seeds: bytes) -> bytes:
    """A seed with a few bytes cut out, doubled, changed or put in."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 12))
        put = draw(
            st.binary(max_size=4)
            | st.sampled_from([b'"', b"'''", b'"""', b"[", b"]]", b"{", b"}", b"=", b"\n", b"\\", b";"])
        )
        kind = draw(st.sampled_from(["cut", "put", "double", "change"]))
        if kind == "cut":
            del data[at : at + length]
        elif kind == "put":
            data[at:at] = put
        elif kind == "double":
            data[at:at] = data[at : at + length]
        else:
            data[at : at + len(put)] = put
    return bytes(data)


def check(reader: Reader, path: Path) -> None:
    """Read `path`: no exception, in good time; nothing missing without a finding; every place is a place."""
    begin = time.monotonic()
    data = reader.data(path)
    assert time.monotonic() - begin < SLOWEST
    assert data is not None or reader.findings
    for finding in reader.findings:
        str(finding)
        assert finding.where.file
    if data is not None:
        visit(data, data.value, ())


def visit(data: Data, value: Any, key: tuple[str | int, ...]) -> None:
    assert data.where(key).line >= 1
    if isinstance(value, dict | list):
        for part, below in value.items() if isinstance(value, dict) else enumerate(value):
            visit(data, below, (*key, part))
    elif isinstance(value, str):
        last = (0, 0)
        for offset in range(len(value) + 1):
            where = data.where(key, offset)
            assert (where.line, where.column) >= last
            last = (where.line, where.column)
    elif isinstance(value, Grid):
        for row, cells in enumerate(value.rows):
            assert len(cells) == len(value.header) == len(value.letters) == len(value.paths)
            for column in range(len(cells)):
                where = value.where(row, column)
                assert where.cell or where.line
                assert value.where_header(column).file
    else:
        assert value is None or isinstance(value, FileRef) or not isinstance(value, float)


@LONG
@given(content=damaged(TOML))
def damaged_toml(here: Path, content: bytes) -> None:
    (here / "x.csv").write_bytes(CSV)
    (here / "a.toml").write_bytes(content)
    check(Reader(here), here / "a.toml")


@LONG
@given(content=damaged(JSON))
def damaged_json(here: Path, content: bytes) -> None:
    (here / "x.xlsx").write_bytes(XLSX)
    (here / "a.json").write_bytes(content)
    check(Reader(here), here / "a.json")


@LONG
@given(content=damaged(CSV, CSV.decode().encode("utf-16")), rows=st.integers(0, 3))
def damaged_csv(here: Path, content: bytes, rows: int) -> None:
    (here / "x.csv").write_bytes(content)
    (here / "a.toml").write_text(f'x = {{ tep = "x.csv", dong_tieu_de = {rows} }}')
    check(Reader(here), here / "a.toml")


@LONG
@given(data=st.data())
def damaged_workbooks(here: Path, data: st.DataObject) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        part = data.draw(st.sampled_from(names))
        for name in names:
            content = source.read(name)
            target.writestr(name, data.draw(damaged(content)) if name == part else content)
    content = out.getvalue() if data.draw(st.booleans()) else data.draw(damaged(XLSX))
    (here / "x.xlsx").write_bytes(content)
    (here / "a.toml").write_text('x = { tep = "x.xlsx", dong_tieu_de = 1 }')
    check(Reader(here), here / "a.toml")


@LONG
@given(written=documents())
def toml_in_every_style(here: Path, written: Written) -> None:
    (here / "a.toml").write_bytes(written.text.encode())
    reader = Reader(here)
    data = reader.data(here / "a.toml")
    if not written.text.strip():
        return
    assert not reader.findings
    assert data is not None
    assert data.value == written.value
    for key, index in written.values.items():
        where = data.where(key)
        assert (where.line, where.column) == written.place(index)
    for key, indexes in written.letters.items():
        for offset, index in enumerate(indexes):
            where = data.where(key, offset)
            assert (where.line, where.column) == written.place(index)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "co-quan.toml").write_text('ten = "Sở"\n', "utf-8")
        for campaign in (damaged_toml, damaged_json, damaged_csv, damaged_workbooks, toml_in_every_style):
            begin = time.monotonic()
            campaign(here=Path(name))
            print(f"{campaign.__name__}: {EXAMPLES} examples, {time.monotonic() - begin:.0f} s, nothing found")
