"""The line: lists jobs, runs the seven steps over them, gathers the report.

Promises: one run tries every dossier and reports every finding of every file; one broken dossier never stops the
others; outputs are written whole or not at all; a Word file that somebody edited is not overwritten, and an issued
paper is not touched; what has not changed is not rebuilt, and finding that out is quick.

Inside: `dossier` (steps 1 to 5 of one paper), `maker` (all steps of one paper) with `proof` (step 4 over what was made)
and `compare` (contradictions between papers); `batch` (which papers to build) with `state` (files against the records),
`versions` (of docgen and of what exports) and `order` (what passes between the run and its makers), `crew` (many makers
at once), `keeper` (storing what was made), `report` (the result of a run), `watch` (a build after every save);
`inspect` (questions answered without building), `volume` (papers bound in one PDF), `renewal` (the next paper from the
last), `mending` (files mended) and `repairs` (what a check says of them). Only `dossier`, `maker` and `volume` need the
rooms of the steps; they are loaded only when there is something to build.
"""

from docgen.line.batch import build
from docgen.line.inspect import check
from docgen.line.report import Listener, Outcome, Report, Status

__all__ = ["Listener", "Outcome", "Report", "Status", "build", "check"]
