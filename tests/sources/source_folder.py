"""A folder of sources for a test: write files, read one, see the findings as short lines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docgen.finding import Finding
from docgen.sources import Data, Reader


class Folder:
    """`root` is the reader's root; `read` writes `data/a.toml` and reads it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.reader = Reader(root)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, content: str | bytes, name: str = "data/a.toml") -> Data | None:
        self.reader = Reader(self.root)
        return self.reader.data(self.write(name, content))

    def value(self, content: str | bytes, name: str = "data/a.toml") -> Any:
        data = self.read(content, name)
        assert not self.findings, self.told
        assert data is not None
        return data.value

    @property
    def findings(self) -> list[Finding]:
        return self.reader.findings

    @property
    def told(self) -> list[str]:
        """Each finding as "file:line:column code" (or "file sheet!cell code")."""
        return [place(item) for item in self.findings]

    def codes(self, content: str | bytes, name: str = "data/a.toml") -> list[str]:
        self.read(content, name)
        return [item.code for item in self.findings]


def place(finding: Finding) -> str:
    """Return a finding's place and code as one short line."""
    where = finding.where
    if where.sheet:
        return f"{where.file} {where.sheet}!{where.cell} {finding.code}"
    line = f":{where.line}:{where.column}" if where.line else ""
    return f"{where.file}{line} {finding.code}"
