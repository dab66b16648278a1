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
_SHARE = 10  # looking takes at most a tenth of a core, however many files there are


def watch(
    paths: Sequence[str | Path], on_report: Callable[[Report, float], None], *, workers: int, **options: Any
) -> None:
    """Build, then build again whenever a file that matters changes, until interrupted.

    `on_report` gets each report and the seconds it took. Only the first build uses many processes: afterwards few
    papers change at a time, and one LibreOffice that stays warm is the quickest. `options` are those of `build`.
    """
    given = [Path(path) for path in paths] or [project.default_path(Path.cwd())]
    folders = [*given, *(project.root_of(path) / "templates" for path in given)]
    seen = _stamps(folders)
    began = monotonic()
    report = build(given, workers=workers, **options)
    on_report(report, monotonic() - began)
    options["listener"] = Listener()
    with Office() as office:
        office.warm_up()
        others = _read_by(report)
        seen |= _stamps(others)
        while True:
            began = monotonic()
            now = _stamps([*folders, *others])
            if now != seen:
                report = build(given, office=office, **options)
                on_report(report, monotonic() - began)
                others = _read_by(report)
                # What was stamped before the build stays so: a save meanwhile shows the next time.
                seen = _stamps(others) | now
            sleep(max(EVERY_S, (monotonic() - began) * _SHARE if now == seen else 0))


def _read_by(report: Report) -> list[Path]:
    """Return what the papers read, or looked for in vain."""
    return sorted({outcome.job.root / path for outcome in report.outcomes for path in outcome.reads})


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
