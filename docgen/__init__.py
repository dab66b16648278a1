"""docgen: structured data to official Vietnamese papers, in Word and PDF (Nghị định 30/2020/NĐ-CP).

Seven steps, and the home of each:

1. Đọc (read), `sources`: files → plain values, each with its place.
2. Dựng (model), `model`: plain values → a typed paper, or findings.
3. Tính (derive), `context`: paper → the resolved paper: totals, labels, cross-references, citations.
4. Soát (check), `lint`: paper, DOCX or PDF → findings.
5. Trộn (merge), `merge`: template + resolved paper → canonical DOCX bytes.
6. Xuất (export), `office`: DOCX → PDF in LibreOffice.
7. Hoàn thiện (finish), `finish` and `manifest`: metadata, bookmarks, marks; the record.

`build` runs them over a project, `check` runs what needs no output. Both return findings as values.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from docgen.finding import Finding

if TYPE_CHECKING:
    from docgen.build import Report, build, check

__version__ = "0.1.0"
__all__ = ["Finding", "Report", "build", "check"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: `docgen --help` and the language package need none of it.
    if name not in ("Report", "build", "check"):
        raise AttributeError(f"module 'docgen' has no attribute {name!r}")
    line = import_module("docgen.build")
    # Importing a module makes it an attribute of its package; `docgen.build` is the function.
    globals().update(build=line.build, check=line.check, Report=line.Report)
    return globals()[name]
