"""A small report around a table, worked out in a temporary folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from written import REPORT

from docgen.context import resolve
from docgen.finding import Finding
from docgen.model.fields import Log
from docgen.model.paper import VanBan
from docgen.model.read_paper import read_paper
from docgen.model.resolved import Block, Resolved, TableBlock
from docgen.sources import Reader


def load(folder: Path, text: str, name: str = "bc.toml", **files: str) -> tuple[VanBan, Log]:
    """Write a report whose data file ends with `text`, and files beside it (a_b for a.b); return it read."""
    for other, content in files.items():
        stem, _, suffix = other.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(content, "utf-8")
    (folder / name).write_text(REPORT + text, "utf-8")
    reader = Reader(folder)
    data = reader.data(folder / name)
    assert data is not None, reader.findings
    assert not reader.findings
    log = Log(data)
    paper = read_paper(data.value, log)
    assert paper is not None, log.findings
    return paper, log


def worked_out(folder: Path, text: str, **files: str) -> tuple[Resolved, list[Finding]]:
    """Return the report resolved, and what was found."""
    paper, log = load(folder, text, **files)
    return resolve(paper, log), log.findings


def table(resolved: Resolved) -> TableBlock:
    """Return the first table of the report."""
    return next(block for part in resolved.parts for block in part.body if isinstance(block, TableBlock))


def cells(block: TableBlock) -> list[list[str]]:
    """Return the texts of a table's rows."""
    return [[" / ".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in block.rows]


def prose(resolved: Resolved) -> list[str]:
    """Return the paragraphs of the report."""
    return [block.text for part in resolved.parts for block in part.body if isinstance(block, Block)]


def codes(findings: list[Finding]) -> list[str]:
    """Return the codes found, in order."""
    return [finding.code for finding in findings]


def body(text: str) -> str:
    """Return a report's text as a key."""
    return f"noi_dung = '''\n{text}\n'''\n"


__all__: list[Any] = ["REPORT", "body", "cells", "codes", "load", "prose", "table", "worked_out"]
