"""A few warm LibreOffice processes for many papers."""

from __future__ import annotations

import queue
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from functools import cached_property
from types import TracebackType

from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Findings, Where
from docgen.office import install, versions
from docgen.office.cured import cured
from docgen.office.fonts import has_fonts
from docgen.office.headings import held_together
from docgen.office.long import Undivided, divided
from docgen.office.settings import MEASURING_OPTIONS, PDF_OPTIONS, PLACES, Options
from docgen.office.worker import Failure, Worker, bridge_command
from docgen.ooxml.package import Package


class Office:
    """LibreOffice with one verb. A context manager; every method may be called from any thread.

    It has at most `workers` processes, each started when first needed and replaced after `recycle_after` papers or
    once it holds more than `memory_mb`. A paper may take `deadline_s`; a process may take `start_s` to start.
    `bridge` replaces the program spoken to (tests).
    """

    def __init__(
        self,
        workers: int = 1,
        deadline_s: float = 120,
        recycle_after: int = 200,
        *,
        memory_mb: float = 1500,
        start_s: float = 60,
        bridge: Sequence[str] = (),
    ) -> None:
        self._deadline_s = deadline_s
        self._start_s = start_s
        self._recycle_after = recycle_after
        self._memory_mb = memory_mb
        self._bridge = list(bridge)
        self._closed = False
        self._lock = threading.Lock()
        self._alive: set[Worker] = set()
        self._seats: queue.LifoQueue[Worker | Future[Worker] | None] = queue.LifoQueue()  # the last used is the warmest
        self._workers = max(1, workers)
        for _ in range(self._workers):
            self._seats.put(None)

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @cached_property
    def _installation(self) -> install.Installation:
        return install.find()

    @property
    def version(self) -> str:
        """LibreOffice's number and build, read from its files. Raises DocgenError (HT001) if there is none."""
        return self._installation.version

    @cached_property
    def _version(self) -> versions.Version:
        return versions.version_of("" if self._bridge else self.version)

    def to_pdf(self, package: Package, name: str = "", notes: Findings | None = None) -> bytes:
        """Return the PDF/A-2b of a Word file; waits for a free process.

        `name` is the paper's file as shown in an error. A paper that fails gets one more try on a fresh process.
        Long tables are converted in pieces (`long`); if that is not possible, `notes` gets HT007. A LibreOffice that
        docgen was not tested with is noted there too (HT008).
        Raises DocgenError: HT001 (no LibreOffice), HT002 (does not start), HT003 (late), HT004 (crashed), HT005 (no
        PDF), HT006 (closed meanwhile).
        """

        def convert(package: Package, kept: bool = True) -> bytes:
            options = PDF_OPTIONS | PLACES if kept else MEASURING_OPTIONS

            def export(copy: Package) -> bytes:
                return self._convert(copy.write(pressed=False), name, options)

            return held_together(package, export)

        if notes is not None and not self._bridge and (note := versions.untested(self.version)):
            notes.append(note)
        package = cured(package, counts_on_at_tables=versions.counts_on_at_tables(self._version))
        try:
            pdf = divided(package, convert, self._workers)
        except Undivided as reason:
            pdf = None
            if notes is not None:
                message = f"bảng dài được xuất liền một mạch nên chậm: {reason}"
                notes.say("HT007", Where(file=name), message)
        return convert(package) if pdf is None else pdf

    def _convert(self, docx: bytes, name: str, options: Options) -> bytes:
        worker = _seated(self._seats.get())
        try:
            for _ in range(2):
                try:
                    worker = worker or self._start()
                    pdf = worker.convert(docx, self._deadline_s, options)
                except Failure as failure:
                    last = failure
                    self._discard(worker)
                    worker = None
                except BaseException:
                    self._discard(worker)
                    worker = None
                    raise
                else:
                    worker = self._recycled(worker)
                    return pdf
        finally:
            self._seats.put(worker)
        raise self._error(Failure(last.code, f"{last} (đã thử hai lần)"), name)

    def start(self) -> None:
        """Start a process in the background; the first paper waits for it."""
        seat = self._seats.get()
        if seat is None:
            seat = Future()
            threading.Thread(target=self._fill, args=(seat,), daemon=True).start()
        self._seats.put(seat)

    def warm_up(self) -> None:
        """Start a process now, so that the first paper need not wait for it; a failure shows with that paper."""
        self.start()
        self._seats.put(_seated(self._seats.get()))

    def _fill(self, seat: Future[Worker]) -> None:
        try:
            seat.set_result(self._start())
        except BaseException as error:  # whatever it is, it must reach the first paper, which waits
            seat.set_exception(error)

    def close(self) -> None:
        """End every process, idle or busy. A paper being converted in another thread raises HT006 there."""
        with self._lock:
            self._closed = True
            workers = list(self._alive)
            self._alive.clear()
        for worker in workers:
            worker.release()
        for worker in workers:
            worker.stop()

    def _start(self) -> Worker:
        command = self._bridge or bridge_command(self._installation)
        if self._closed:
            raise Failure("HT006", "")
        worker = Worker(command, "" if self._bridge else self._installation.build)
        with self._lock:
            closed = self._closed
            if not closed:
                self._alive.add(worker)
        if closed:
            worker.stop()
            raise Failure("HT006", "")
        try:
            worker.greet(self._start_s)
        except BaseException:
            self._discard(worker)
            raise
        return worker

    def _discard(self, worker: Worker | None) -> None:
        if worker is not None:
            worker.stop()
            with self._lock:
                self._alive.discard(worker)

    def _recycled(self, worker: Worker) -> Worker | None:
        if worker.papers < self._recycle_after and worker.memory_mb < self._memory_mb:
            return worker
        worker.stop()
        with self._lock:
            self._alive.discard(worker)
        return None

    def _error(self, failure: Failure, name: str) -> DocgenError:
        if self._closed:
            message = "đã dừng trước khi xuất xong PDF"
            return DocgenError(Finding.of("HT006", Where(file=name), message), ExitCode.INTERRUPTED)
        message, remedy = str(failure), ""
        if failure.code == "HT002" and not has_fonts():
            message = "máy chưa có phông chữ nào nên LibreOffice không khởi động được"
            remedy = "Cài phông chữ rồi làm lại: sudo apt install fonts-liberation."
        return DocgenError(Finding.of(failure.code, Where(file=name), message, remedy), ExitCode.EXPORT)


def _seated(seat: Worker | Future[Worker] | None) -> Worker | None:
    """Return the worker of a seat once it has started; None if it did not: the next try will report why."""
    try:
        return seat.result() if isinstance(seat, Future) else seat
    except (DocgenError, Failure):
        return None
