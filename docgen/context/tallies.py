"""What the tables of a dossier amount to, for comparison with texts: how many things they list, and their totals.

A table lists what its first text column names: tasks under "Nhiệm vụ", projects under "Tên dự án". Only totals that
are printed are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial

from docgen.context.figures import Figures
from docgen.context.tables import Tables
from docgen.expression import ExpressionError
from docgen.finding import At
from docgen.model.fields import Log, identifier
from docgen.model.resolved import Tally
from docgen.model.table import Cot, Group

_LEADS = ("ten", "noi_dung", "danh_muc", "danh_sach", "ds", "cac", "bang", "bieu", "tong", "so", "cong")
_TAILS = ("cu_the", "chu_yeu", "trong_tam", "can_thuc_hien", "phai_thuc_hien", "thuc_hien", "nam")
_SEVERAL = re.compile(r"[,;/]|\bvà\b", re.I)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")


def tallies(tables: Tables, annexes: Mapping[str, str], log: Log, paper: str = "") -> Iterator[Tally]:
    """Yield what each table amounts to. `annexes` are the labels of annexes by the table in them."""
    for code, table in tables.tables.items():
        figures, at = tables.figures(code), partial(log.places.where, table.declared.key)
        for tally in (*_counts(code, figures, at), *_totals(code, figures, at)):
            yield replace(tally, paper=paper, annex=annexes.get(code, ""))


def _counts(code: str, figures: Figures, at: At) -> Iterator[Tally]:
    columns = (c for ma, c in figures.columns.items() if not c.numbering and not figures.is_figures(ma))
    if column := next(columns, None):
        listed = [" ".join(str(value).split()) for _, value in figures.filled(str(column.ma))]
        names = _names(column, code)
        values = dict.fromkeys(map(Decimal, (len(listed), len(set(listed)))))
        if names and listed:
            yield Tally(code, names, tuple(values), at)
    declared = {str(column.ma): column for column in figures.table.declared.cot or []}
    groups = [child for child in figures.table.children if isinstance(child, Group)]
    for depth, name in enumerate(figures.table.declared.nhom_theo or []):
        titles = {str(group.title.value) for group in groups}
        names = _names(declared[name]) if name in declared else (_bare(identifier(name)),)
        values = dict.fromkeys(map(Decimal, (len(titles), len(groups))))
        if groups and (depth or len(groups) == len(figures.table.children)):
            yield Tally(code, names, tuple(values), at)
        groups = [child for group in groups for child in group.children if isinstance(child, Group)]


def _totals(code: str, figures: Figures, at: At) -> Iterator[Tally]:
    for ma, column in figures.columns.items() if figures.table.declared.dong_tong else ():
        rates = column.kieu == "phần trăm" or not figures.is_added(ma)
        if column.tong not in (None, "cộng") or rates or figures.is_failed(ma):
            continue
        try:
            total = figures.total(ma)
        except ExpressionError:
            continue  # told where the formula stands
        if names := _names(column) if total is not None else ():
            assert total is not None
            yield Tally(code, names, (total,), at, _unit(column, figures), total=True)


def _names(column: Cot, code: str = "") -> tuple[str, ...]:
    """Return what a column's things are called: by its header, and by the codes where those say no less."""
    header = next((part for part in reversed(column.ten) if _bare(identifier(_IN_BRACKETS.sub(" ", part)))), "")
    plain = identifier(_IN_BRACKETS.sub(" ", header))
    found = [plain, *([_bare(plain)] if not _SEVERAL.search(header) else [])]
    others = [] if _SEVERAL.search(header) else [_bare(identifier(name)) for name in (str(column.ma), code)]
    return tuple(dict.fromkeys(name for name in (*found, *others) if name))


def _bare(name: str) -> str:
    """Return a name without the words that say nothing of the things: "danh_muc_du_an_2026" is "du_an"."""
    before = ""
    while before != name:
        before = name
        name = re.sub(rf"^(?:{'|'.join(_LEADS)})(?:_|$)|(?:^|_)(?:{'|'.join(_TAILS)}|\d+)$", "", name)
    return name


def _unit(column: Cot, figures: Figures) -> str:
    inside = [part for name in column.ten for part in _IN_BRACKETS.findall(name)]
    return inside[-1] if inside else str(figures.table.declared.don_vi or "")
