"""Building again at every save: a loop that looks at the size and times of everything a build reads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from docgen import project
from docgen.line.batch import build
from docgen.line.report import Listener, Report
from docgen.manifest import stamp
from docgen.office import Office

EVERY_S = 0.1
SETTLE_S = 0.02
_SHARE = 10  # looking takes at most a tenth of a core, however many files there are


def watch(
    paths: Sequence[str | Path], on_report: Callable[[Report, float], None], *, workers: int, **options: Any
) -> None:
    """Build, then build again whenever a file that matters changes, until interrupted.

    `on_report` gets each report and the seconds it took. Only the first build uses many processes: afterwards few
    papers change at a time, and one LibreOffice that stays warm is the quickest. `options` are those of `build`.
    """
    given = [Path(path) for path in paths] or [project.default_path(Path.cwd())]
    watched = {*given, *(project.root_of(path) / "templates" for path in given)}
    how: dict[str, Any] = {"workers": workers}
    again = False
    told: set[str] = set()
    with Office() as office:
        while True:
            seen = _stamps(watched)  # before the build: what is saved meanwhile shows the next time
            began = monotonic()
            report = build(given, **options | how)
            # A second look says nothing of its own, unless something was saved since the first.
            said = {str(finding) for finding in report.findings}
            if not again or said != told or any(outcome.written for outcome in report.outcomes):
                on_report(report, monotonic() - began)
            told = said
            if "office" not in how:
                office.warm_up()
                how = {"office": office, "listener": Listener()}
            read = {outcome.job.root / path for outcome in report.outcomes for path in outcome.reads}
            # What was not watched until now may have changed since it was read: once more, at once.
            again = not read <= watched
            watched |= read
            if not again:
                _wait(watched, seen)


def _wait(paths: Iterable[Path], seen: dict[str, str]) -> None:
    """Return when something has changed, and stands still: who saves may be between emptying a file and filling it."""
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
