"""The tests of the pages would see a wrong example."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from doc_blocks import Block, blocks, tables
from doc_pages import ROOT
from test_doc_samples import test_command_lines_are_understood as understood
from test_doc_samples import test_data_are_sound as sound
from test_doc_samples import test_python_says_what_it_prints as python
from test_doc_samples import test_what_is_written_is_printed as printed

PAGE = """# A page

```toml a.csv
x = 1
```

<!-- not run: shows what is wrong -->
```toml
so = "mười lăm"
```

| written | printed |
| --- | --- |
| `{{ 5 \\| so }}` | 5 |
"""


def of(language: str, text: str) -> Block:
    return Block(ROOT / "README.md", 1, language, "", text, "")


@pytest.mark.parametrize(
    "text",
    [
        'trich_yeuu = "Một việc"',
        'nguoi_ky = { ma = "truong-phong" }',
        'trich_yeu = "Việc của {{ co_quan.tenn }}"',
        '[bang.x]\nnguon = { tep = "khong-co.csv" }',
        '[bang.x]\ndong_tong = "Tổng"\nhang = [ { a = "x", b = 1 } ]\nkiem = [ "b == 2" ]',
        'loai = "báo cáo"\nnguoi_ky = { ma = "giam-doc" }',
    ],
)
def test_wrong_data(text: str, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        sound(of("toml", text), tmp_path)


@pytest.mark.parametrize(
    "line",
    ["docgen build --fast", "docgen new", "docgen new thư a.toml", "./dev fly", "docgen words 5 # → Sáu", "rm -rf /"],
)
def test_wrong_command_lines(line: str) -> None:
    with pytest.raises((AssertionError, click.ClickException)):
        understood(of("sh", line))


def test_wrong_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError):
        python(of("python", ">>> 1 + 1\n3\n"), tmp_path, monkeypatch)
    with pytest.raises(AssertionError):
        python(of("python", "# docgen/lint/rules/sl010.py\nnothing of it\n"), tmp_path, monkeypatch)


def test_another_result(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        printed(ROOT / "README.md", [["`Có {{ 1200 | so }} hồ sơ.`", "Có 1200 hồ sơ."]], tmp_path)


def test_what_is_read_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, "utf-8")
    read = [(block.language, block.file, block.line, block.excuse) for block in blocks(page)]
    assert read == [("toml", "a.csv", 4, ""), ("toml", "", 9, "shows what is wrong")]
    assert list(tables(page)) == [(["written", "printed"], [["`{{ 5 | so }}`", "5"]])]
