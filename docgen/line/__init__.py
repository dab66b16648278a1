"""The line: lists jobs, runs the seven steps over them, gathers the report.

Promises: every dossier is tried and every finding of every file told in one run; one broken dossier never stops the
others; outputs stand whole or not at all; a Word file that somebody edited is not overwritten, a paper that has been
issued is not touched; what has not changed is not made again, and finding that out is quick.

Inside: `report` (what came of a run), `batch` (what must be made, and keeping it), `dossier` (steps 1 to 5 of one
paper), `maker` (all steps of one paper), `crew` (many makers at once), `watch` (again at every save), `inspect`
(checking and asking without making), `volume` (papers bound in one PDF). Only `dossier`, `maker` and `volume` need the
rooms of the steps, and are loaded when there is something to make.
"""

from docgen.line.batch import build
from docgen.line.inspect import check
from docgen.line.report import Listener, Outcome, Report, Status

__all__ = ["Listener", "Outcome", "Report", "Status", "build", "check"]
