"""The line: lists jobs, runs the seven steps over them, gathers the report.

Promises: one run tries every dossier and reports every finding of every file; one broken dossier never stops the
others; outputs are written whole or not at all; a Word file that somebody edited is not overwritten, and an issued
paper is not touched; what has not changed is not rebuilt, and finding that out is quick.

Inside: `report` (the result of a run), `batch` (which papers to build, and storing them), `dossier` (steps 1 to 5 of
one paper), `maker` (all steps of one paper), `crew` (many makers at once), `watch` (a build after every save),
`inspect` (questions answered without building), `volume` (papers bound in one PDF). Only `dossier`, `maker` and
`volume` need the rooms of the steps; they are loaded only when there is something to build.
"""

from docgen.line.batch import build
from docgen.line.inspect import check
from docgen.line.report import Listener, Outcome, Report, Status

__all__ = ["Listener", "Outcome", "Report", "Status", "build", "check"]
