"""A build after every save: a loop that watches the size and times of everything a build reads."""

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
"""Every build but the first shows its progress only after this time: a shorter one shows just its result."""
WORTH_S = 3.0
"""Work from which on many processes, each starting a LibreOffice, are faster than the one that already runs.

Measured with two cores: for 40 short papers (2.8 s) the running one is still faster, for 60 no longer.
"""
_USUAL_S = 0.1  # for a paper that this watch has not built yet
_SHARE = 10  # the pause between two looks is ten times a look: watching takes at most a tenth of a core


def watch(
    paths: Sequence[str | Path],
    on_report: Callable[[Report, float], None],
    *,
    workers: int,
    listening: Callable[[float], AbstractContextManager[Listener]],
    **options: Any,
) -> None:
    """Build, then build again whenever a file that matters changes, until interrupted.

    `on_report` receives each report and the seconds it took. `listening` returns the listener of a build, given the
    seconds it is to stay silent. The first build and large ones use many processes; for small ones, one LibreOffice
    that keeps running is the fastest. `options` are those of `build`.
    """
    given = [Path(path) for path in paths] or [project.default_path(Path.cwd())]
    watched = _first_watched(given)
    many, silent_s = True, 0.0
    unwatched: set[Path] = set()
    reported: set[str] = set()
    took: dict[Job, float] = {}
    with Office() as office:
        while True:
            seen = _stamps(watched)  # before the build: a save during it is noticed by the next look
            began = monotonic()
            how: dict[str, Any] = {"workers": workers} if many else {"office": office}
            with listening(silent_s) as listener:
                report = build(given, listener=listener, **options | how)
            found = {str(finding) for finding in report.findings}
            # A repeated build is reported only if something was saved since the first.
            if not unwatched or found != reported or any(outcome.written for outcome in report.outcomes):
                on_report(report, monotonic() - began)
            reported = found
            if not silent_s:
                office.warm_up()
                silent_s = SILENT_S
            reads = [{outcome.job.root / path for path in outcome.reads} for outcome in report.outcomes]
            took |= {outcome.job: outcome.seconds for outcome in report.outcomes if outcome.seconds}
            # A file that was not watched yet may have changed since it was read: build again at once.
            unwatched = set().union(*reads) - watched
            watched |= unwatched
            many = not unwatched and _is_much(report, reads, _wait(watched, seen), took, workers)


def _first_watched(given: Iterable[Path]) -> set[Path]:
    """Return what to watch before anything is read: the paths given, and the templates of their projects."""
    watched: set[Path] = set()
    for path in given:
        watched.add(Path(os.path.abspath(path)))
        watched.add(project.root_of(path) / project.TEMPLATES)
    return watched


def _is_much(report: Report, reads: list[set[Path]], changed: set[Path], took: dict[Job, float], workers: int) -> bool:
    """Return whether the work after a change is worth many processes.

    `reads` are those of each outcome, `took` the seconds each paper took the last time.
    """
    both = zip(report.outcomes, reads, strict=True)
    stale = [outcome for outcome, read in both if outcome.status is Status.FAILED or not changed.isdisjoint(read)]
    new = sum(path.suffix.lower() in project.DATA_SUFFIXES for path in changed.difference(*reads))
    expected_s = new * _USUAL_S + sum(took.get(outcome.job, _USUAL_S) for outcome in stale)
    return workers > 1 and expected_s > WORTH_S and new + len(stale) > FEW


def _wait(paths: Iterable[Path], seen: dict[str, str]) -> set[Path]:
    """Return what has changed, once it stays still: a program that saves first empties a file, then fills it."""
    now = seen
    while now == seen:
        began = monotonic()
        now = _stamps(paths)
        if now == seen:
            sleep(max(EVERY_S, (monotonic() - began) * _SHARE))
    for _ in range(50):
        sleep(SETTLE_S)
        before, now = now, _stamps(paths)
        if now == before:
            break
    changed = seen.items() ^ now.items()
    return {Path(file) for file, _ in changed}


def _stamps(paths: Iterable[Path]) -> dict[str, str]:
    found = {}
    for path in paths:
        for file in _files(path):
            with suppress(OSError):
                found[file] = stamp(os.stat(file))
    return found


def _files(path: Path) -> Iterator[str]:
    """Yield a file itself, or the files below a folder; hidden folders and output folders are skipped."""
    if not path.is_dir():
        yield str(path)
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "output"]
        yield from (f"{folder}/{name}" for name in names if not name.startswith((".", "~$")))
