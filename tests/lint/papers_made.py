"""Dossiers merged for the tests of the proof of arrival, and Word files with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from word_file import filled

from docgen import project
from docgen.context import resolve
from docgen.finding import Where
from docgen.lint.arrival import Arrival, WordText, in_docx
from docgen.merge.template import compile_template
from docgen.model.fields import Log
from docgen.model.read_paper import read_paper
from docgen.model.resolved import Resolved
from docgen.model.vocabulary import VOCABULARY
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.sources import Data, Reader

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {
    "decision": ROOT / "data/kehoach/2026-ke-hoach-cai-cach-hanh-chinh.toml",
    "report": ROOT / "data/baocao/2026-quy-3.toml",
    "annex": ROOT / "data/kehoach/2026-ke-hoach-chuyen-doi-so.toml",
    "short": ROOT / "data/quyetdinh/2026-thanh-lap-to-so-hoa.toml",
}


@dataclass
class Made:
    """A dossier merged: its data, what it says, its template and its Word file."""

    data: Data
    resolved: Resolved
    template: bytes
    docx: bytes

    def arrival(self, docx: bytes | None = None, template: bytes | None = None) -> Arrival:
        """The proof for its Word file, or for another one."""
        word = WordText.read(docx or self.docx)
        return in_docx(self.resolved, template or self.template, word, self.data, "x.docx")

    def codes(self, docx: bytes) -> set[str]:
        """The codes of what is wrong with a Word file."""
        return {finding.code for finding in self.arrival(docx).findings}


def make(path: Path, template: Callable[[bytes], bytes] = lambda content: content) -> Made:
    """Work out and merge the dossier of a data file, its template edited before."""
    reader = Reader(project.root_of(path))
    data = reader.data(path)
    assert data is not None, reader.findings
    log = Log(data)
    paper = read_paper(data.value, log)
    assert paper is not None, log.findings
    resolved = resolve(paper, log)
    content = template((ROOT / "templates" / paper.kind.template).read_bytes())
    docx, findings = filled(compile_template(content, "mẫu.docx", VOCABULARY), resolved, "mẫu.docx")
    assert docx is not None, [*log.findings, *findings]
    return Made(data, resolved, content, docx)


def edited(docx: bytes, edit: Callable[[Element], object]) -> bytes:
    """A Word file after an edit of its body."""
    package = Package.read(docx, Where())
    body = package.xml(package.main).find(qn("w:body"))
    assert body is not None
    edit(body)
    return package.write()


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """An edit of a template: a text that stands in one run becomes another, wherever it stands."""

    def change(body: Element) -> None:
        found = [item for item in body.iter(qn("w:t")) if old in (item.text or "")]
        assert found, old
        for item in found:
            item.text = (item.text or "").replace(old, new)

    return lambda content: edited(content, change)
