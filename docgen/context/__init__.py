"""Step 3, Tính: what a paper implies.

`resolve` takes a typed paper and returns it resolved: titles, number, căn cứ with their punctuation, articles and
bodies numbered, tables with totals, recipients, signature lines, annexes with their labels and the line that ties them
to their paper. Every derived text comes from one fact of the data. What is wrong is logged; nothing is raised.

Inside: `resolver` (one paper, part by part), `names` (texts evaluated, citations) with `record_names` (records as
expressions see them), `form` (elements of form), `signing`, `body` and `numbering`, `charts`, `many` (one paper for
each row of a list), `provenance` (where a figure came from).

Tables: `figures` (what cells hold or formulas give), `totals`, `ratios` (totals of rates), `running` (lũy kế),
`failures` (what cannot be computed), with `cells` (what each says in its column), `table_names` (what expressions see
of a table), `tasks` (deadlines), `tallies` (how many things tables list, and their totals). Printed: `tables` with
`row_order`, `printed_rows`, `cell_texts`, `figure_style` and `table_layout`.

What is wrong: in tables `figure_checks`, `column_checks` (sums that mean nothing), `percent_heads` (shares under "%"),
`open_columns` (heads that do not tell) with `factors` (prices beside their products), `empty_cells`, `lost_zeros`
(codes without their first zeros); against the last period `last_period` (its rows) and `carried` (what is still shared
with it); `left_in` (signs and damaged letters that would be printed).
"""

from __future__ import annotations

from docgen.context import carried, provenance
from docgen.context.many import Listed, Member, members
from docgen.context.resolver import Resolver
from docgen.model.fields import Log
from docgen.model.paper import VanBan
from docgen.model.resolved import Resolved
from docgen.model.tables.figure import FEW


def resolve(paper: VanBan, log: Log, row: Listed | None = None) -> Resolved:
    """Return a paper resolved; what is wrong is in `log`.

    `row`: the row that the paper is made for, where one dossier makes many papers (`docgen.context.many`).
    """
    return Resolver(paper, log, row).resolved()


def explain(paper: VanBan, log: Log, printed: str, row: Listed | None = None) -> list[str]:
    """Return where a printed figure came from: file, line or cell, and the formula; empty when it is nowhere."""
    return provenance.explain(Resolver(paper, log, row), printed)


def has_figures(paper: VanBan, log: Log) -> bool:
    """Return whether a paper has enough figures to compare with those of the next period."""
    return len(carried.figures(paper, Resolver(paper, log).tables.tables)) >= FEW


__all__ = ["Listed", "Member", "explain", "has_figures", "members", "resolve"]
