"""The run over all dossiers: which papers must be built, building them, storing the results.

Nothing here needs the rooms of the steps: a run with nothing to do never loads them. Only this process writes into
the output folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from docgen import files, manifest, project
from docgen.errors import ExitCode
from docgen.finding import Finding, Where
from docgen.line.keeper import Keeper, orphans
from docgen.line.order import Order, Product
from docgen.line.report import Listener, Outcome, Report, Status
from docgen.line.state import State
from docgen.manifest import Entry, Manifest
from docgen.project import Job

if TYPE_CHECKING:
    from docgen.office import Office

FORMATS = ("docx", "pdf")
FEW = 2
"""Up to this many papers are built in this process, one after another; starting others for them would take longer.

How many papers a list yields is known only once it is read, so a list always counts as more.
"""


def build(
    paths: str | Path | Sequence[str | Path] = (),
    *,
    output: str | Path | None = None,
    only: str | None = None,
    workers: int = 1,
    force: bool = False,
    strict: bool = False,
    prune: bool = False,
    dry_run: bool = False,
    listener: Listener | None = None,
    office: Office | None = None,
) -> Report:
    """Build dossiers (files or folders; by default the project around the current folder) and return the report.

    `only` is "docx" or "pdf". With `workers` above 1 many dossiers are built by that many processes, each with its own
    LibreOffice. `force` rebuilds everything and overwrites edited Word files; `prune` removes outputs whose dossier is
    gone; `dry_run` only reports what would be built and removed. `office` is a LibreOffice that already runs. Bad input
    leads to findings, never to an exception.
    """
    given = project.given(paths) or [project.default_path(Path.cwd())]
    listed, findings = project.jobs(given, Path(output) if output is not None else None)
    report = Report(others=findings, strict=strict, dry_run=dry_run)
    formats = tuple(one for one in FORMATS if only in (None, one))
    listener = listener or Listener()
    outputs = filter(Manifest.stands_in, (project.output_of(path, output) for path in given))
    folders = sorted({job.output for job in listed}.union(outputs))
    with ExitStack() as stack:
        if not dry_run:
            for folder in folders:
                stack.enter_context(manifest.alone(folder, partial(listener.waiting, folder)))
        run = _BuildRun(listed, given, State([Manifest(folder) for folder in folders], formats), listener, force=force)
        if dry_run:
            report.outcomes = run.plan()
            elsewhere = filter(files.leads_outside, folders)
            report.others += [manifest.trouble(files.NotOrdinary(folder), Where()) for folder in elsewhere]
        else:
            stack.callback(run.close, report.others)
            report.outcomes = run.outcomes(workers, office)
        report.others += run.orphans(report.removed, prune=prune, dry_run=dry_run)
    return report


class _BuildRun:
    """One run over the jobs of the paths given."""

    def __init__(self, jobs: list[Job], given: list[Path], state: State, listener: Listener, *, force: bool) -> None:
        self.jobs, self.state, self.listener, self.force = jobs, state, listener, force
        self.keeper = Keeper(state, force=force)
        self.done: dict[Job, list[Outcome]] = {job: [] for job in jobs}
        self.complete: set[Job] = set()  # dossiers whose papers were all built in this run
        self.folders = [path.resolve() for path in given if path.is_dir()]  # folders to build whole

    def plan(self) -> list[Outcome]:
        """Return for each dossier whether it would be built, and why; and each paper that would be kept unchanged."""
        found = []
        for job in self.jobs:
            if project.is_issued(job.data):
                found.append(self.keeper.issued(job, ()))
                continue
            reasons = self.state.reasons(job)
            papers = self.state.papers(job) or [job]
            kept = [outcome for outcome in map(self.keeper.kept, papers) if outcome]
            if len(kept) < len(papers) or (reasons and papers != [job]):  # a list may have a new row
                status = Status.PLANNED if reasons or self.force else Status.SKIPPED
                found.append(Outcome(job, status, reasons=reasons))
            found += kept
        return found

    def outcomes(self, workers: int, office: Office | None) -> list[Outcome]:
        """Build what must be built; return the outcome of every paper, dossier by dossier."""
        stale: dict[Job, list[str]] = {}
        for job in self.jobs:
            reasons = self.state.reasons(job)
            if reasons or self.force:
                stale[job] = reasons
            else:
                self.done[job] = [self.keeper.unchanged(paper) for paper in self.state.papers(job)]
        unchanged = self._all_done()
        self.listener.listed(len(unchanged) + len(stale), len(stale))
        for outcome in unchanged:
            self.listener.finished(outcome)
        self._make(self._writable(stale), stale, workers, office)
        if stale:
            self._compare()
        for job in self.jobs:
            self.done[job].sort(key=lambda outcome: outcome.job.name)
        return self._all_done()

    def _all_done(self) -> list[Outcome]:
        """Return the outcomes so far, dossier by dossier."""
        return list(chain.from_iterable(self.done.values()))

    def _writable(self, stale: Iterable[Job]) -> list[Job]:
        """Return the dossiers whose output folder can be written to; the others fail here."""
        troubles = self.state.open({job.output for job in stale})
        for job in stale:
            if trouble := troubles.get(job.output):
                self._finish(job, Outcome(job, Status.FAILED, [trouble], exit_code=ExitCode.EXPORT))
        return [job for job in stale if job.output not in troubles]

    def _make(self, jobs: list[Job], stale: dict[Job, list[str]], workers: int, office: Office | None) -> None:
        counted: set[Job] = set()
        for product in products(list(self._orders(jobs, workers)), workers, office):
            job = self._dossier(product.job)
            outcome = self.keeper.keep(product)
            outcome.reasons = stale[job]
            if product.of > 1 and job not in counted:  # only now is the length of the list known
                counted.add(job)
                self.listener.listed(product.of - 1, product.of - 1)
            self._finish(job, outcome)
            if len(self.done[job]) == product.of and product.docx is not None:
                self.complete.add(job)

    def _compare(self) -> None:
        """Report contradictions between papers, including those that were not rebuilt."""
        from docgen.line.compare import compare

        here = {(outcome.job.output, outcome.job.name): outcome for outcome in self._all_done()}
        asked = {(job.output, self.state.root(job), job.shown) for job in self.jobs}

        def is_current(folder: Path, name: str, entry: Entry) -> bool:
            elsewhere = not entry.left and (folder, entry.root, entry.data) not in asked
            return (folder, name) in here or (elsewhere and (folder / entry.root / entry.data).exists())

        with suppress(OSError):  # a record that cannot be written is reported already
            compare(self.state.records, is_current, here)

    def _dossier(self, paper: Job) -> Job:
        """Return the dossier that a paper belongs to."""
        if paper in self.done:
            return paper
        return replace(paper, name=paper.name.rpartition("/")[0])

    def _finish(self, job: Job, outcome: Outcome) -> None:
        self.done[job].append(outcome)
        self.listener.finished(outcome)

    def _orders(self, jobs: list[Job], workers: int) -> Iterator[Order]:
        for job in jobs:
            known = {} if self.force else self.state.known(job)
            for share in shares(job, workers):
                yield Order(job, self.state.formats, known, share)

    def orphans(self, removed: list[Path], *, prune: bool, dry_run: bool) -> list[Finding]:
        """Report outputs that no dossier yields any more, or remove them; with `dry_run` only say which."""
        kept = {outcome.job for outcome in self._all_done()}
        found = []
        with suppress(OSError):  # a record that cannot be written is reported already
            for job in self.complete:
                self.state.leave(job, (outcome.job for outcome in self.done[job]))
        for folder, gone in self.state.orphans(kept, self._is_gone).items():
            try:
                found += orphans(self.state.records[folder], gone, removed, prune=prune, dry_run=dry_run)
            except OSError as error:
                where = Where(file=str(error.filename or folder))
                found.append(manifest.trouble(error, where, "xóa"))
        return found

    def _is_gone(self, data: Path) -> bool:
        """Return whether a data file is gone, or lies in a folder to build whole and is no dossier any more."""
        if not data.exists():
            return True
        asked = any(data.resolve().is_relative_to(folder) for folder in self.folders)
        return asked and not project.may_be_dossier(data)

    def close(self, troubles: list[Finding]) -> None:
        """Write out the records; what cannot be written joins `troubles`."""
        for folder, record in self.state.records.items():
            try:
                record.close()
            except OSError as error:
                where = Where(file=str(folder / project.RECORD))
                troubles.append(manifest.trouble(error, where))


def shares(job: Job, workers: int) -> list[tuple[int, int]]:
    """Return the shares of `Order` for all papers of a dossier: a list is split among the workers."""
    count = workers if State.is_list(job) else 1
    return [(number, count) for number in range(count)]


def products(orders: list[Order], workers: int, office: Office | None) -> Iterator[Product]:
    """Yield the products of the orders, built in this process or by a crew."""
    if not orders:
        return
    many = len(orders) > FEW or any(order.share[1] > 1 for order in orders)
    if workers > 1 and office is None and many:
        from docgen.line.crew import Crew, can_start

        if can_start():
            with Crew(workers) as crew:
                yield from crew.make(orders)
            return
    with ExitStack() as stack:
        if office is None:
            office = stack.enter_context(_office(workers, orders[0].formats))
        from docgen.line.maker import Maker, few_collections

        stack.enter_context(few_collections())
        maker = Maker(office)
        for order in orders:
            yield from maker.make(order)


def _office(workers: int, formats: Sequence[str]) -> Office:
    """Return a LibreOffice of our own; if PDFs are wanted, it starts while the rooms of the steps are loaded."""
    from docgen.office import Office

    office = Office(workers)
    if "pdf" in formats:
        office.start()
    return office
