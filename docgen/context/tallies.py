"""Tallies of the tables of a dossier, for comparison with texts: how many things they list, and their totals.

A table lists what its first text column names: tasks under "Nhiệm vụ", projects under "Tên dự án". Only totals that
are printed count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import chain

from docgen.context.figures import Figures
from docgen.context.tables import Tables
from docgen.expression import ExpressionError
from docgen.finding import At
from docgen.model.fields import Log, identifier
from docgen.model.resolved import Tally
from docgen.model.tables.rates import BRACKETED
from docgen.model.tables.table import Cot, Group

_LEADS = ("ten", "noi_dung", "danh_muc", "danh_sach", "ds", "cac", "bang", "bieu", "tong", "so", "cong")
_TAILS = ("cu_the", "chu_yeu", "trong_tam", "can_thuc_hien", "phai_thuc_hien", "thuc_hien", "nam")
_SEVERAL = re.compile(r"[,;/]|\bvà\b", re.I)


def tallies(tables: Tables, annexes: Mapping[str, str], log: Log, paper: str = "") -> Iterator[Tally]:
    """Yield the tallies of each table. `annexes` are the labels of annexes by the table in them."""
    for code, table in tables.tables.items():
        figures, at = tables.figures(code), partial(log.places.where, table.declared.key)
        for yielded in (_counts_of_rows, _counts_of_groups, _totals):
            for tally in yielded(code, figures, at):
                yield replace(tally, paper=paper, annex=annexes.get(code, ""))


def _counts_of_rows(code: str, figures: Figures, at: At) -> Iterator[Tally]:
    """Yield how many things the first text column of a table lists, and how many different ones."""
    for ma, column in figures.columns.items():
        if column.numbering or figures.is_figures(ma):
            continue
        listed = [" ".join(str(value).split()) for _, value in figures.filled(ma)]
        names = _names(column, code)
        if names and listed:
            yield Tally(code, names, _either(len(listed), len(set(listed))), at)
        return


def _counts_of_groups(code: str, figures: Figures, at: At) -> Iterator[Tally]:
    """Yield how many groups each level has; beside rows that are in no group, the first level says little."""
    table = figures.table
    declared = {str(column.ma): column for column in table.declared.cot or []}
    children = table.children
    for depth, name in enumerate(table.declared.nhom_theo or []):
        groups = [child for child in children if isinstance(child, Group)]
        all_in_groups = len(groups) == len(children)
        if groups and (depth > 0 or all_in_groups):
            names = _names(declared[name]) if name in declared else (_bare(identifier(name)),)
            titles = {str(group.title.value) for group in groups}
            yield Tally(code, names, _either(len(titles), len(groups)), at)
        children = list(chain.from_iterable(group.children for group in groups))


def _either(*counts: int) -> tuple[Decimal, ...]:
    """Return the counts that a text may give, each once."""
    return tuple(Decimal(count) for count in dict.fromkeys(counts))


def _totals(code: str, figures: Figures, at: At) -> Iterator[Tally]:
    if not figures.table.declared.dong_tong:
        return
    for ma, column in figures.columns.items():
        rates = column.kieu == "phần trăm" or not figures.is_added(ma)
        if column.tong not in (None, "cộng") or rates or figures.is_failed(ma):
            continue
        try:
            total = figures.total(ma)
        except ExpressionError:
            continue  # reported where the formula is written
        names = _names(column)
        if names and total is not None:
            yield Tally(code, names, (total,), at, _unit(column, figures), total=True)


def _names(column: Cot, code: str = "") -> tuple[str, ...]:
    """Return what the things of a column are called, by its header and by the codes of column and table.

    A header that names several kinds of thing is taken as a whole, and the codes say too little.
    """
    header, plain = "", ""
    for part in reversed(column.ten):
        name = identifier(BRACKETED.sub(" ", part))
        if _bare(name):
            header, plain = part, name
            break
    names = [plain]
    if not _SEVERAL.search(header):
        names += [_bare(plain), _bare(identifier(str(column.ma))), _bare(identifier(code))]
    return tuple(dict.fromkeys(name for name in names if name))


def _bare(name: str) -> str:
    """Return a name without the words that say nothing of the things: "danh_muc_du_an_2026" is "du_an"."""
    before = ""
    while before != name:
        before = name
        name = re.sub(rf"^(?:{'|'.join(_LEADS)})(?:_|$)|(?:^|_)(?:{'|'.join(_TAILS)}|\d+)$", "", name)
    return name


def _unit(column: Cot, figures: Figures) -> str:
    """Return the unit of a column: what the last brackets of its header hold, else the unit of the table."""
    for name in reversed(column.ten):
        if inside := BRACKETED.findall(name):
            return str(inside[-1])
    return str(figures.table.declared.don_vi or "")
