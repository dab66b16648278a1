"""How docgen ends: exit codes, and the one exception for work that cannot go on.

Everything wrong with *input* is a `Finding`. A `DocgenError` is raised only where a step has nothing
left to work on (no LibreOffice, a folder that cannot be written). It carries its finding, so the doors
print both kinds alike.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docgen.finding import Finding


class ExitCode(IntEnum):
    """What a run returns to the shell. The gravest of a batch wins (`worst`)."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    MISSING_PROGRAM = 3
    TEMPLATE = 4
    EXPORT = 5
    INTERRUPTED = 130

    @classmethod
    def worst(cls, codes: list[ExitCode]) -> ExitCode:
        """Return the gravest of `codes`; OK if there are none."""
        return max(codes, default=cls.OK)


class DocgenError(Exception):
    """Work cannot go on. `finding` says what, where and the remedy; `exit_code` is for the shell."""

    def __init__(self, finding: Finding, exit_code: ExitCode = ExitCode.FINDINGS) -> None:
        super().__init__(f"{finding.code}: {finding.message}")
        self.finding = finding
        self.exit_code = exit_code
