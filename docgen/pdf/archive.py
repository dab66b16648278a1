"""The conditions of PDF/A-2b and of tagged PDF that can be tested here, one by one."""

from __future__ import annotations

from docgen.finding import Finding, Where


def conditions(pdf: bytes, where: Where | None = None) -> list[Finding]:
    """Return the conditions that `pdf` does not meet."""
    return []
