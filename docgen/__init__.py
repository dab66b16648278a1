"""docgen: structured data to official Vietnamese papers, in Word and PDF (Nghị định 30/2020/NĐ-CP).

Seven steps, and the home of each:

1. Đọc (read), `sources`: files → plain values, each with its place.
2. Dựng (model), `model`: plain values → a typed paper, or findings.
3. Tính (derive), `context`: paper → the resolved paper: totals, labels, cross-references, citations.
4. Soát (check), `lint`: paper, DOCX or PDF → findings.
5. Trộn (merge), `merge`: template + resolved paper → canonical DOCX bytes.
6. Xuất (export), `office`: DOCX → PDF in LibreOffice.
7. Hoàn thiện (finish), `finish` and `manifest`: metadata, bookmarks, marks; the record.

`build` runs them over a project, `check` runs what needs no output. Both return findings as values. The room that
holds them is `line`, so that `docgen.build` is always the function, whatever was imported first.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docgen.finding import Finding
    from docgen.line import Outcome, Report, build, check

__version__ = "0.1.0"
__all__ = ["Finding", "Outcome", "Report", "build", "check"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: `docgen --help` and the language package need none of it.
    if name not in __all__:
        raise AttributeError(f"module 'docgen' has no attribute {name!r}")
    return getattr(import_module("docgen.finding" if name == "Finding" else "docgen.line"), name)
