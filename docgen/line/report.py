"""What came of a run: an outcome for each paper, and the code for the shell."""

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
    SKIPPED = "skipped"  # nothing changed, or what changed does not show
    KEPT = "kept"  # not to be touched: issued, or edited by hand
    FAILED = "failed"
    PLANNED = "planned"  # would be made (a dry run)


@dataclass
class Outcome:
    """What became of one paper, why it was made, what is to be said, what was written, which values arrived.

    `reads` are the files that it depends on, from the root, also those that were looked for in vain.
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

    After a `dry_run` the files `removed` are those that would be.
    """

    outcomes: list[Outcome] = field(default_factory=list)
    others: list[Finding] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    strict: bool = False
    dry_run: bool = False

    @property
    def findings(self) -> list[Finding]:
        """Every finding of the run, by place, without repeats."""
        return in_order([finding for outcome in self.outcomes for finding in outcome.findings] + self.others)

    def seen_from(self, folder: Path) -> list[Finding]:
        """Every finding of the run with its file as one sees it from a folder: files of several roots told apart."""
        found = [_seen(item, outcome.job, folder) for outcome in self.outcomes for item in outcome.findings]
        return in_order(found + [_seen(item, None, folder) for item in self.others])

    @property
    def exit_code(self) -> ExitCode:
        """The code for the shell: the gravest of all."""
        floor = Severity.CANH_BAO if self.strict else Severity.LOI
        found = ExitCode.FINDINGS if any(finding.severity >= floor for finding in self.findings) else ExitCode.OK
        # A template that is asked about alone belongs to no paper's outcome.
        wrong = any(item.code.startswith("MT") and item.severity >= floor for item in self.others)
        template = ExitCode.TEMPLATE if wrong else ExitCode.OK
        return ExitCode.worst([found, template, *(outcome.exit_code for outcome in self.outcomes)])


def _seen(finding: Finding, job: Job | None, folder: Path) -> Finding:
    """Return a finding whose file is named from `folder`, whole where it lies far from it."""
    file = finding.where.file
    places = [job.root, job.output] if job else [folder]
    path = next((place / file for place in places if file and (place / file).exists()), None)
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
    """What a run tells while it runs. Each method does nothing unless a subclass says otherwise."""

    def listed(self, papers: int, to_make: int) -> None:
        """So many dossiers were found, and so many of them are to be made."""

    def finished(self, outcome: Outcome) -> None:
        """A dossier is done, in whatever order."""

    def waiting(self, folder: Path) -> None:
        """Another run holds this output folder; this one waits."""
