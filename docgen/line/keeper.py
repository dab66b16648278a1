"""Storing the products: the files in the output folder, and the record of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from docgen import manifest
from docgen.errors import ExitCode
from docgen.files import hash_of, refuse_links
from docgen.finding import Finding, Where
from docgen.line.compare import RESIGNED, resigned
from docgen.line.order import Product
from docgen.line.report import Outcome, Status
from docgen.line.state import State
from docgen.manifest import Entry, Manifest, as_findings, as_plain, digest
from docgen.project import Job

_EDITED = {"docx": "tệp Word đã được sửa sau khi docgen tạo ra",
           "pdf": "tệp PDF đã được sửa hoặc ký sau khi docgen tạo ra"}  # fmt: skip
_FOREIGN = {"docx": "đã có một tệp Word không do docgen tạo ra", "pdf": "đã có một tệp PDF không do docgen tạo ra"}


class Keeper:
    """Writes outputs and records of one run; decides what must not be written."""

    def __init__(self, state: State, *, force: bool) -> None:
        self._state, self._force = state, force

    def unchanged(self, job: Job) -> Outcome:
        """Return the outcome of a paper that need not be rebuilt, with the findings of its last build."""
        entry = self._state.records[job.output].entries[job.name]
        if entry.issued:
            return self.issued(job, entry.reads)
        recorded = [*entry.told, *entry.others]
        if "pdf" in self._state.formats:
            recorded += entry.printed
        findings = as_findings(recorded)
        status = Status.KEPT if any(item.code == RESIGNED for item in findings) else Status.SKIPPED
        outcome = Outcome(job, status, findings, reads=entry.reads, pages=entry.pages, arrival=entry.arrival)
        edited = self._state.edited(job)
        return self._kept_by_hand(outcome, edited) if edited else outcome

    def kept(self, job: Job) -> Outcome | None:
        """Return the outcome of a paper that would be kept because somebody edited or signed it; None for any other."""
        output_format = "" if self._force else self._state.edited(job)
        if not output_format:
            return None
        now = hash_of(job.output_file(output_format))
        if self._state.records[job.output].is_ours(job.name, now):
            return None
        return self._kept_by_hand(Outcome(job, Status.KEPT), output_format)

    def keep(self, product: Product) -> Outcome:
        """Write a product and record it. What cannot be written is a finding."""
        job, record = product.job, self._state.records[product.job.output]
        outcome = Outcome(job, Status.FAILED, [*product.findings, *product.printed], reads=product.reads,
                          pages=product.pages, arrival=product.arrival, seconds=product.seconds,
                          exit_code=product.exit_code)  # fmt: skip
        try:
            if product.issued:
                self._record_issued(product, record)
                return self.issued(job, product.reads)
            if product.docx is None:
                return outcome
            refuse_links(job.output, job.docx)
            edited = self._edited(product, record)
            if edited:
                return self._kept_by_hand(outcome, edited)
            other_signer = resigned(product, record.entries.get(product.job.name))
            if other_signer and not self._force:
                return self._kept_signed(product, record, outcome, other_signer)
            outcome.findings += other_signer
            self._write(product, record, outcome)
        except OSError as error:
            where = Where(file=str(error.filename2 or error.filename or job.docx))
            outcome.findings.append(manifest.trouble(error, where))
            outcome.status, outcome.exit_code = Status.FAILED, ExitCode.EXPORT
        return outcome

    def _edited(self, product: Product, record: Manifest) -> str:
        """Return which existing output is not docgen's own and must not be overwritten, "" for none."""
        if self._force:
            return ""
        job = product.job
        files = {"docx": (job.docx, product.docx), "pdf": (job.pdf, product.pdf)}
        for output_format in self._state.formats:
            path, new = files[output_format]
            now = hash_of(path)
            if now and (new is None or now != digest(new)) and not record.is_ours(job.name, now):
                return output_format
        return ""

    def _kept_signed(
        self, product: Product, record: Manifest, outcome: Outcome, other_signer: list[Finding]
    ) -> Outcome:
        """Keep a paper under the name that signed it, on disk and on record, and the finding until one is put right."""
        outcome.findings = [*product.findings, *other_signer]
        before = record.entries[product.job.name]
        entry = replace(before, reads=product.reads, made_by=self._state.made_by, of=product.of,
                        told=as_plain(outcome.findings),
                        stamps=manifest.settled(product.stamps, record.now_ns()))  # fmt: skip
        record.record(product.job.name, entry)
        outcome.status, outcome.exit_code = Status.KEPT, ExitCode.OK
        return outcome

    def _kept_by_hand(self, outcome: Outcome, output_format: str) -> Outcome:
        """Turn an outcome into that of a paper kept because its Word file or PDF is not docgen's own any more."""
        job = outcome.job
        entry = self._state.entry(job) or Entry()
        made_here = entry.docx if output_format == "docx" else entry.pdf
        words = _EDITED if made_here else _FOREIGN
        outcome.findings.append(
            Finding.of("HT043", Where(file=str(job.output_file(output_format))), words[output_format])
        )
        outcome.status, outcome.exit_code = Status.KEPT, ExitCode.OK
        return outcome

    def issued(self, job: Job, reads: Iterable[str]) -> Outcome:
        """Return the outcome of a paper that was issued."""
        has_output = job.docx.exists() or job.pdf.exists() or job.docx.with_suffix("").is_dir()
        note = "đã ban hành: không tạo lại" if has_output else "đã ban hành mà chưa có tệp nào trong thư mục kết quả"
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
        """Write the files and record them; after a failed export, the Word file alone. Raises OSError."""
        job = product.job
        assert product.docx is not None
        before = record.entries.get(job.name) or Entry()
        entry = Entry(self._state.root(job), job.shown, product.reads, made_by=self._state.made_by, of=product.of,
                      merged=product.merged, wanted=digest(product.docx),
                      docx=before.docx, docx_stamp=before.docx_stamp,
                      told=as_plain(product.findings), arrival=product.arrival, facts=product.facts)  # fmt: skip
        if "docx" in self._state.formats:
            entry.docx = entry.wanted
            if hash_of(job.docx) == entry.docx:
                entry.docx_stamp = manifest.stamp(job.docx.stat())
            else:
                entry.docx_stamp = self._put(outcome, job.docx, product.docx)
        if product.pdf is not None:
            entry.pdf, entry.pdf_of, entry.exported_by = digest(product.pdf), product.merged, self._state.exported_by
            entry.pages, entry.printed = product.pages, as_plain(product.printed)
            entry.pdf_stamp = self._put(outcome, job.pdf, product.pdf)
        else:
            entry.pdf, entry.pdf_of, entry.pdf_stamp = before.pdf, before.pdf_of, before.pdf_stamp
            entry.exported_by, entry.printed, entry.pages = before.exported_by, before.printed, before.pages
        if product.pdf is None and before.pdf_of == product.merged:
            outcome.pages, outcome.arrival, entry.arrival = before.pages, before.arrival, before.arrival
            outcome.findings += as_findings(before.printed) if "pdf" in self._state.formats else []
        if product.exit_code is ExitCode.OK:
            outcome.status = Status.MADE if outcome.written else Status.SKIPPED
        entry.stamps = manifest.settled(product.stamps, record.now_ns())
        record.record(job.name, entry, standing=outcome.status is not Status.FAILED and len(self._state.formats) > 1)

    def _put(self, outcome: Outcome, path: Path, data: bytes) -> str:
        """Write a file that is known as docgen's own even after a kill; return its stamp. Raises OSError."""
        self._state.records[outcome.job.output].announce(outcome.job.name, digest(data))
        stamp = manifest.write_whole(path, data)
        outcome.written.append(path)
        return stamp


def orphans(record: Manifest, gone: Iterable[str], removed: list[Path], *, prune: bool, dry_run: bool) -> list[Finding]:
    """Report the outputs of papers that no dossier yields any more, or remove them (`prune`).

    Edited and issued files are never removed. Papers without a file are dropped from the record. With `dry_run`
    nothing is written. Raises OSError.
    """
    found = []
    for name in gone:
        entry = record.entries[name]
        files = [(record.folder / f"{name}.docx", entry.docx), (record.folder / f"{name}.pdf", entry.pdf)]
        try:
            refuse_links(record.folder, files[0][0])
        except OSError as error:
            found.append(manifest.trouble(error, Where(), "xóa" if prune else "xem"))
            continue
        standing = [(path, known) for path, known in files if path.exists()]
        own = [path for path, known in standing if known and hash_of(path) == known and not entry.issued]
        if prune:
            for path in own:
                if not dry_run:
                    path.unlink()
                removed.append(path)
        if not standing or (prune and len(own) == len(standing)):
            if not dry_run:
                record.forget(name)
        else:
            kept = "đã ban hành hoặc đã sửa tay nên không xóa" if prune else "không còn hồ sơ nào cho ra tệp này"
            file = next(path for path, _ in standing if not prune or path not in own)
            found.append(Finding.of("HT047", Where(file=str(file)), kept))
    return found
