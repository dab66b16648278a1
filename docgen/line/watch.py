"""Building again at every save: a loop that looks at the size and times of everything a build reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from docgen import project
from docgen.line.batch import FEW, build
from docgen.line.report import Listener, Report, Status
from docgen.manifest import stamp
from docgen.office import Office
from docgen.project import Job

EVERY_S = 0.1
SETTLE_S = 0.02
SILENT_S = 0.5
"""A build after the first that is over by then shows only what came of it."""
WORTH_S = 3.0
"""Work that many processes with a LibreOffice each, cold as they are, finish earlier than one that is warm.

Measured with two cores: 40 short papers (2.8 s) are still made earlier by the warm one, 60 no longer.
"""
_USUAL_S = 0.1  # of a paper that this watch has not made yet
_SHARE = 10  # looking takes at most a tenth of a core, however many files there are


def watch(
    paths: Sequence[str | Path],
    on_report: Callable[[Report, float], None],
    *,
    workers: int,
    listening: Callable[[float], AbstractContextManager[Listener]],
    **options: Any,
) -> None:
    """Build, then build again whenever a file that matters changes, until interrupted.

    `on_report` gets each report and the seconds it took, `listening` gives each build its listener, from the seconds
    that it is to be silent. The first build and those of much work use many processes; for little, one LibreOffice
    that stays warm is the quickest. `options` are those of `build`.
    """
    given = [Path(path) for path in paths] or [project.default_path(Path.cwd())]
    watched = {Path(os.path.abspath(path)) for path in given} | {project.root_of(path) / "templates" for path in given}
    many, silent_s = True, 0.0
    again, told, took = set[Path](), set[str](), dict[Job, float]()
    with Office() as office:
        while True:
            seen = _stamps(watched)  # before the build: what is saved meanwhile shows the next time
            began = monotonic()
            how: dict[str, Any] = {"workers": workers} if many else {"office": office}
            with listening(silent_s) as listener:
                report = build(given, listener=listener, **options | how)
            # A second look says nothing of its own, unless something was saved since the first.
            said = {str(finding) for finding in report.findings}
            if not again or said != told or any(outcome.written for outcome in report.outcomes):
                on_report(report, monotonic() - began)
            told = said
            if not silent_s:
                office.warm_up()
                silent_s = SILENT_S
            reads = [{outcome.job.root / path for path in outcome.reads} for outcome in report.outcomes]
            took |= {outcome.job: outcome.seconds for outcome in report.outcomes if outcome.seconds}
            # What was not watched until now may have changed since it was read: once more, at once.
            again = set().union(*reads) - watched
            watched |= again
            many = not again and _is_much(report, reads, _wait(watched, seen), took, workers)


def _is_much(report: Report, reads: list[set[Path]], changed: set[Path], took: dict[Job, float], workers: int) -> bool:
    """Tell whether what must be made after a change is worth many processes.

    `reads` are those of each outcome, `took` the seconds each paper took the last time.
    """
    both = zip(report.outcomes, reads, strict=True)
    stale = [outcome for outcome, read in both if outcome.status is Status.FAILED or not changed.isdisjoint(read)]
    new = sum(path.suffix.lower() in project.DATA_SUFFIXES for path in changed.difference(*reads))
    expected_s = new * _USUAL_S + sum(took.get(outcome.job, _USUAL_S) for outcome in stale)
    return workers > 1 and expected_s > WORTH_S and new + len(stale) > FEW


def _wait(paths: Iterable[Path], seen: dict[str, str]) -> set[Path]:
    """Return what has changed, once it stands still: who saves may be between emptying a file and filling it."""
    now = seen
    while now == seen:
        began = monotonic()
        now = _stamps(paths)
        sleep(max(EVERY_S, (monotonic() - began) * _SHARE) if now == seen else 0)
    for _ in range(50):
        sleep(SETTLE_S)
        before, now = now, _stamps(paths)
        if now == before:
            break
    return {Path(file) for file, _ in seen.items() ^ now.items()}


def _stamps(paths: Iterable[Path]) -> dict[str, str]:
    found = {}
    for file in (file for path in paths for file in _files(path)):
        with suppress(OSError):
            found[file] = stamp(os.stat(file))
    return found


def _files(path: Path) -> Iterator[str]:
    """Yield a file itself, or what lies below a folder; hidden folders and output folders are passed by."""
    if not path.is_dir():
        yield str(path)
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "output"]
        yield from (f"{folder}/{name}" for name in names if not name.startswith((".", "~$")))
