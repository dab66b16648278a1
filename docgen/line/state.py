"""Files on disk against the records: which dossiers must be built, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from docgen import files, manifest
from docgen.errors import DocgenError
from docgen.finding import Finding, Where
from docgen.line.versions import code_version, export_version
from docgen.manifest import Disk, Entry, Manifest
from docgen.project import Job

_LIST = b"danh_sach"  # the key of a dossier that yields one paper for each row


class State:
    """The records of the output folders of a run, and the files as they are now."""

    def __init__(self, records: Iterable[Manifest], formats: tuple[str, ...]) -> None:
        self.records: Mapping[Path, Manifest] = {record.folder: record for record in records}
        self.formats = formats
        self.disk = Disk()
        self._roots: dict[tuple[Path, Path], str] = {}
        self._by_data: dict[tuple[Path, str, str], list[str]] = defaultdict(list)
        for folder, record in self.records.items():
            for name, entry in record.entries.items():
                self._by_data[folder, entry.root, entry.data].append(name)

    @cached_property
    def made_by(self) -> str:
        """The version of docgen that merges."""
        return code_version()

    @cached_property
    def exported_by(self) -> str:
        """The version of what exports PDFs, "" without LibreOffice."""
        with suppress(DocgenError):
            return export_version()
        return ""

    def root(self, job: Job) -> str:
        """Return a job's root as a record names it: relative to the output folder, so that a project can be moved."""
        key = (job.output, job.root)
        if key not in self._roots:
            self._roots[key] = manifest.seen_from(job.output, job.root)
        return self._roots[key]

    def entry(self, paper: Job) -> Entry | None:
        """Return the record of a paper, None if there is none."""
        return self.records[paper.output].entries.get(paper.name)

    def papers(self, job: Job) -> list[Job]:
        """Return the recorded papers of a dossier: itself, or one for each row of its list."""
        entries = self.records[job.output].entries
        recorded = self._by_data.get((job.output, self.root(job), job.shown), ())
        names = [name for name in recorded if name in entries and not entries[name].left]
        if job.name in names and entries[job.name].of == 1:
            return [job]
        return [replace(job, name=name) for name in names if name.startswith(f"{job.name}/")]

    def reasons(self, job: Job) -> list[str]:
        """Return why a dossier must be built; no reason if its outputs are up to date."""
        papers = self.papers(job)
        if not papers:
            return ["chưa được tạo lần nào"]
        found: list[str] = []
        for paper in papers:
            found += self._reasons(paper)
        entry = self.entry(papers[0])
        if entry and not entry.issued and len(papers) != entry.of:
            found.append(f"mới có {len(papers)} trong {entry.of} văn bản của danh sách")
        return list(dict.fromkeys(found))

    def _reasons(self, paper: Job) -> list[str]:
        entry = self.entry(paper)
        assert entry is not None
        outputs = {output_format: paper.output_file(output_format) for output_format in self.formats}
        exported_by = self.exported_by if "pdf" in outputs and not entry.issued else ""
        found = manifest.reasons(entry, self.disk, paper.root, outputs, made_by=self.made_by, exported_by=exported_by)
        if found:
            return found
        edited = self.edited(paper)
        if edited and self.records[paper.output].is_ours(paper.name, self.disk.digest(str(outputs[edited]))):
            return [f"{outputs[edited].name} là bản của lần chạy bị ngắt"]
        return []

    def edited(self, paper: Job) -> str:
        """Return which output of a paper somebody edited or signed, "docx" or "pdf"; "" for none or once issued."""
        entry = self.entry(paper)
        if entry is None or entry.issued:
            return ""
        files = {"docx": (str(paper.docx), entry.docx, entry.docx_stamp),
                 "pdf": (str(paper.pdf), entry.pdf, entry.pdf_stamp)}  # fmt: skip
        for output_format in self.formats:
            if self.disk.stamp(files[output_format][0]) and not self.disk.is_still(*files[output_format]):
                return output_format
        return ""

    def known(self, job: Job) -> dict[str, str]:
        """Return the fingerprint of each untouched PDF of a dossier that the present LibreOffice exported."""
        if "pdf" not in self.formats:
            return {}
        found = {}
        for paper in self.papers(job):
            entry = self.entry(paper)
            # Without LibreOffice any existing PDF is the best there is.
            if not entry or not entry.pdf or self.exported_by not in ("", entry.exported_by):
                continue
            if self.disk.is_still(str(paper.pdf), entry.pdf, entry.pdf_stamp):
                found[paper.name] = entry.pdf_of
        return found

    @staticmethod
    def is_list(job: Job) -> bool:
        """Return whether a dossier probably has a list; only how work is split among processes depends on it."""
        try:
            return _LIST in files.read(job.data, files.DATA_LIMIT)
        except (OSError, ValueError):
            return False

    def open(self, folders: Iterable[Path]) -> dict[Path, Finding]:
        """Prepare output folders for writing; return a finding for each that cannot be written to."""
        troubles: dict[Path, Finding] = {}
        for folder in folders:
            try:
                self.records[folder].open()
            except OSError as error:
                troubles[folder] = manifest.trouble(error, Where(file=str(folder)))
        return troubles

    def leave(self, job: Job, made: Iterable[Job]) -> None:
        """Mark the papers that a dossier, now built whole, no longer yields. Raises OSError."""
        record, names = self.records[job.output], {paper.name for paper in made}
        for name in self._by_data.get((job.output, self.root(job), job.shown), ()):
            entry = record.entries[name]
            if name not in names and not entry.left and f"{name}/".startswith(f"{job.name}/"):
                record.record(name, replace(entry, left=True))

    def orphans(self, kept: Iterable[Job], is_gone: Callable[[Path], bool]) -> dict[Path, list[str]]:
        """Return the papers on record that are not `kept` and whose dossier is gone or no longer yields them."""
        found: dict[Path, list[str]] = defaultdict(list)
        kept_names = {(job.output, job.name) for job in kept}
        for (folder, root, data), names in self._by_data.items():
            others = [name for name in names if (folder, name) not in kept_names]
            gone = bool(others) and is_gone(folder / root / data)
            entries = self.records[folder].entries
            found[folder] += [name for name in others if gone or entries[name].left]
        return found
