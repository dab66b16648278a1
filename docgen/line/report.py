"""The result of a run: an outcome for each paper, and the exit code."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from docgen.errors import ExitCode
from docgen.finding import Finding, Severity, in_order
from docgen.project import Job


class Status(StrEnum):
    """What became of one paper."""

    MADE = "made"
    SKIPPED = "skipped"  # nothing changed, or the change is not visible
    KEPT = "kept"  # not to be touched: issued, or edited by hand
    FAILED = "failed"
    PLANNED = "planned"  # would be built (a dry run)


@dataclass
class Outcome:
    """What became of one paper: why it was built, its findings, what was written, which values arrived.

    `reads` are the files it depends on, relative to the root, including those that were looked for and not found.
    """

    job: Job
    status: Status
    findings: list[Finding] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    reads: Iterable[str] = ()
    pages: int = 0
    arrival: str = ""
    seconds: float = 0.0
    exit_code: ExitCode = ExitCode.OK


@dataclass
class Report:
    """The outcome of a run, in the order of the dossiers. `strict` counts a cảnh báo as a lỗi.

    After a `dry_run`, `removed` are the files that would be removed.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    others: list[Finding] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    strict: bool = False
    dry_run: bool = False

    @property
    def findings(self) -> list[Finding]:
        """Every finding of the run, by place, without repeats."""
        found: list[Finding] = []
        for outcome in self.outcomes:
            found += outcome.findings
        return in_order(found + self.others)

    def seen_from(self, folder: Path) -> list[Finding]:
        """Return every finding of the run with its file relative to a folder, so that files of several roots differ."""
        found: list[Finding] = []
        for outcome in self.outcomes:
            found += [_seen_from(folder, finding, outcome.job) for finding in outcome.findings]
        found += [_seen_from(folder, finding, None) for finding in self.others]
        return in_order(found)

    @property
    def exit_code(self) -> ExitCode:
        """The exit code: the gravest of all papers and findings."""
        floor = Severity.CANH_BAO if self.strict else Severity.LOI
        found = ExitCode.FINDINGS if any(finding.severity >= floor for finding in self.findings) else ExitCode.OK
        # A template that is checked on its own belongs to no paper's outcome.
        wrong = any(item.code.startswith("MT") and item.severity >= floor for item in self.others)
        template = ExitCode.TEMPLATE if wrong else ExitCode.OK
        return ExitCode.worst([found, template, *(outcome.exit_code for outcome in self.outcomes)])


def _seen_from(folder: Path, finding: Finding, job: Job | None) -> Finding:
    """Return a finding whose file is relative to `folder`; absolute if the two have no project in common."""
    file = finding.where.file
    if not file:
        return finding
    bases = [job.root, job.output] if job else [folder]
    path = next((base / file for base in bases if (base / file).exists()), None)
    if path is None or str(path) == file == str(folder):
        return finding
    near = job.root if job else folder
    if path.is_relative_to(folder):
        file = path.relative_to(folder).as_posix()
    elif folder.is_relative_to(near) and path.is_relative_to(near):
        file = Path(os.path.relpath(path, folder)).as_posix()
    else:
        file = path.as_posix()
    return replace(finding, where=replace(finding.where, file=file))


class Listener:
    """Is called while a run is under way. Each method does nothing unless a subclass overrides it."""

    def listed(self, papers: int, to_make: int) -> None:
        """`papers` more were found; `to_make` of them are to be built."""

    def finished(self, outcome: Outcome) -> None:
        """A paper is done. They come in any order."""

    def waiting(self, folder: Path) -> None:
        """Another run holds this output folder; this one waits."""
