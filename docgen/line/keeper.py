"""Keeping what was made: the files in the output folder, and the record of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from docgen import manifest
from docgen.errors import ExitCode
from docgen.finding import Finding, Where
from docgen.line.order import Product
from docgen.line.report import Outcome, Status
from docgen.line.state import State
from docgen.manifest import Entry, Manifest, as_findings, as_plain, digest, hash_of
from docgen.project import Job

_EDITED = "tệp Word đã được sửa sau khi docgen tạo ra"
_FOREIGN = "đã có một tệp Word không do docgen tạo ra"


class Keeper:
    """Writes outputs and records of one run; decides what must not be written."""

    def __init__(self, state: State, *, force: bool) -> None:
        self._state, self._force = state, force

    def unchanged(self, job: Job) -> Outcome:
        """Return the outcome of a paper that need not be made: it says again what it said when it was made."""
        entry = self._state.records[job.output].entries[job.name]
        if entry.issued:
            return self._issued(job, entry.reads)
        findings = as_findings([*entry.told, *entry.others, *(entry.printed if "pdf" in self._state.kinds else [])])
        outcome = Outcome(job, Status.SKIPPED, findings, reads=entry.reads, pages=entry.pages, arrival=entry.arrival)
        return self._kept_by_hand(outcome, _EDITED) if self._state.edited(job) else outcome

    def keep(self, product: Product) -> Outcome:
        """Write what was made and record it. What cannot be written is a finding."""
        job, record = product.job, self._state.records[product.job.output]
        outcome = Outcome(job, Status.FAILED, [*product.findings, *product.printed], reads=product.reads,
                          pages=product.pages, arrival=product.arrival, seconds=product.seconds,
                          exit_code=product.exit_code)  # fmt: skip
        try:
            if product.issued:
                self._record_issued(product, record)
                return self._issued(job, product.reads)
            if product.docx is None:
                return outcome
            if edited := self._edited(job, record, digest(product.docx)):
                return self._kept_by_hand(outcome, edited)
            self._write(product, record, outcome)
        except OSError as error:
            where = Where(file=str(error.filename2 or error.filename or job.docx))
            outcome.findings.append(Finding.of("HT044", where, f"không ghi được: {manifest.why_not(error)}"))
            outcome.status, outcome.exit_code = Status.FAILED, ExitCode.EXPORT
        return outcome

    def _edited(self, job: Job, record: Manifest, new: str) -> str:
        """Return what is wrong with overwriting the Word file that stands, "" when nothing is."""
        now = "" if self._force or "docx" not in self._state.kinds else hash_of(job.docx)
        if not now or now == new or record.is_ours(job.name, now):
            return ""
        return _EDITED if job.name in record.entries else _FOREIGN

    def _kept_by_hand(self, outcome: Outcome, why: str) -> Outcome:
        outcome.findings.append(Finding.of("HT043", Where(file=str(outcome.job.docx)), why))
        outcome.status, outcome.exit_code = Status.KEPT, ExitCode.OK
        return outcome

    def _issued(self, job: Job, reads: Iterable[str]) -> Outcome:
        stands = job.docx.exists() or job.pdf.exists() or job.docx.with_suffix("").is_dir()
        note = "đã ban hành: không tạo lại" if stands else "đã ban hành mà chưa có tệp nào trong thư mục kết quả"
        return Outcome(job, Status.KEPT, [Finding.of("HT042", Where(file=job.shown), note)], reads=reads)

    def _record_issued(self, product: Product, record: Manifest) -> None:
        """Mark every paper of an issued dossier, so that the next run knows without reading it."""
        job = product.job
        root = self._state.root(job)
        names = [name for name, entry in record.entries.items() if (entry.data, entry.root) == (job.shown, root)]
        for name in names or [job.name]:
            entry = record.entries.get(name) or Entry(root, job.shown)
            entry.reads, entry.stamps = product.reads, manifest.settled(product.stamps, record.now_ns())
            entry.made_by, entry.issued = self._state.made_by, True
            record.record(name, entry)

    def _write(self, product: Product, record: Manifest, outcome: Outcome) -> None:
        """Write the files and record them; after a failed export too, what is true of the Word file. Raises OSError."""
        job = product.job
        assert product.docx is not None
        before = record.entries.get(job.name) or Entry()
        entry = Entry(self._state.root(job), job.shown, product.reads, made_by=self._state.made_by, of=product.of,
                      merged=product.merged, wanted=digest(product.docx),
                      docx=before.docx, docx_stamp=before.docx_stamp,
                      told=as_plain(product.findings), arrival=product.arrival, facts=product.facts)  # fmt: skip
        if "docx" in self._state.kinds:
            entry.docx, entry.docx_stamp = entry.wanted, self._put(job, record, product.docx, entry.wanted, outcome)
        if product.pdf is not None:
            entry.pdf, entry.exported_by, entry.pages = digest(product.pdf), self._state.exported_by, product.pages
            entry.pdf_stamp, entry.printed = manifest.write_whole(job.pdf, product.pdf), as_plain(product.printed)
            outcome.written.append(job.pdf)
        elif before.merged == product.merged:
            entry.pdf, entry.pdf_stamp, entry.pages = before.pdf, before.pdf_stamp, before.pages
            entry.exported_by, entry.printed = before.exported_by, before.printed
            outcome.pages, outcome.arrival, entry.arrival = before.pages, before.arrival, before.arrival
            outcome.findings += as_findings(before.printed) if "pdf" in self._state.kinds else []
        if product.exit_code is ExitCode.OK:
            outcome.status = Status.MADE if outcome.written else Status.SKIPPED
        entry.stamps = manifest.settled(product.stamps, record.now_ns())
        record.record(job.name, entry, standing=outcome.status is not Status.FAILED and len(self._state.kinds) > 1)

    def _put(self, job: Job, record: Manifest, docx: bytes, new: str, outcome: Outcome) -> str:
        """Write the Word file unless it stands as it is; return its stamp. Raises OSError."""
        if hash_of(job.docx) == new:
            return manifest.stamp(job.docx.stat())
        record.announce(job.name, new)
        outcome.written.append(job.docx)
        return manifest.write_whole(job.docx, docx)


def orphans(record: Manifest, gone: Iterable[str], removed: list[Path], *, prune: bool) -> list[Finding]:
    """Remove the outputs of papers whose dossier is gone, or say that they stand. An edited or issued file stays."""
    found = []
    for name in gone:
        entry = record.entries[name]
        files = [(record.folder / f"{name}.docx", entry.docx), (record.folder / f"{name}.pdf", entry.pdf)]
        standing = [(path, known) for path, known in files if path.exists()]
        own = [path for path, known in standing if known and hash_of(path) == known and not entry.issued]
        if prune:
            for path in own:
                path.unlink()
                removed.append(path)
        if prune and len(own) == len(standing):
            record.forget(name)
        elif standing:
            kept = "đã ban hành hoặc đã sửa tay nên không xóa" if prune else "không còn hồ sơ nào cho ra tệp này"
            found.append(Finding.of("HT047", Where(file=str(standing[0][0])), kept))
    return found
