"""What an installed docgen brings along: codes, tables of widths, messages, and the Word templates."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_everything_docgen_reads_is_in_the_built_package(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "setup.py", "README.md"):
        shutil.copy(ROOT / name, source)
    for name in ("docgen", "templates"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-W", "ignore", "setup.py", "-q", "build_py", "--build-lib", str(tmp_path / "built")]
    subprocess.run(command, cwd=source, check=True, capture_output=True, timeout=120)
    wanted = {
        path.relative_to(ROOT)
        for path in (ROOT / "docgen").rglob("*")
        if path.suffix in (".py", ".json", ".toml", ".mo")
    }
    wanted |= {Path("docgen") / path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.*")}
    built = {path.relative_to(tmp_path / "built") for path in (tmp_path / "built").rglob("*") if path.is_file()}
    assert wanted - built == set()
