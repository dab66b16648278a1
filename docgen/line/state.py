"""What stands and what the records say of it: which dossiers must be made, and why."""

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

_LIST = b"danh_sach"  # the key of a dossier that makes one paper for each row


class State:
    """The records of the output folders of a run, beside the files as they stand now."""

    def __init__(self, records: Iterable[Manifest], kinds: tuple[str, ...]) -> None:
        self.records: Mapping[Path, Manifest] = {record.folder: record for record in records}
        self.kinds = kinds
        self.disk = Disk()
        self._roots: dict[tuple[Path, Path], str] = {}
        self._by_data: dict[tuple[Path, str, str], list[str]] = defaultdict(list)
        for folder, record in self.records.items():
            for name, entry in record.entries.items():
                self._by_data[folder, entry.root, entry.data].append(name)

    @cached_property
    def made_by(self) -> str:
        """The docgen that merges."""
        return code_version()

    @cached_property
    def exported_by(self) -> str:
        """What exports PDFs, "" where there is no LibreOffice."""
        with suppress(DocgenError):
            return export_version()
        return ""

    def root(self, job: Job) -> str:
        """Return a job's root as a record names it: seen from the output folder, so that a project can be moved."""
        key = (job.output, job.root)
        if key not in self._roots:
            self._roots[key] = manifest.seen_from(job.output, job.root)
        return self._roots[key]

    def entry(self, paper: Job) -> Entry | None:
        """Return what is known of a paper."""
        return self.records[paper.output].entries.get(paper.name)

    def papers(self, job: Job) -> list[Job]:
        """Return the papers that a dossier makes: itself, or one for each row of its list."""
        entries = self.records[job.output].entries
        names = [name for name in self._by_data.get((job.output, self.root(job), job.shown), ())
                 if name in entries and not entries[name].left]  # fmt: skip
        if job.name in names and entries[job.name].of == 1:
            return [job]
        return [replace(job, name=name) for name in names if name.startswith(f"{job.name}/")]

    def reasons(self, job: Job) -> list[str]:
        """Return why a dossier must be made; none where everything stands as it was made."""
        papers = self.papers(job)
        if not papers:
            return ["chưa được tạo lần nào"]
        found = [reason for paper in papers for reason in self._reasons(paper)]
        entry = self.entry(papers[0])
        if entry and not entry.issued and len(papers) != entry.of:
            found.append(f"mới có {len(papers)} trong {entry.of} văn bản của danh sách")
        return list(dict.fromkeys(found))

    def _reasons(self, paper: Job) -> list[str]:
        entry = self.entry(paper)
        assert entry is not None
        outputs = {kind: paper.docx if kind == "docx" else paper.pdf for kind in self.kinds}
        exported_by = self.exported_by if "pdf" in outputs and not entry.issued else ""
        found = manifest.reasons(entry, self.disk, paper.root, outputs, made_by=self.made_by, exported_by=exported_by)
        changed = "" if found else self.edited(paper)
        if changed and self.records[paper.output].is_ours(paper.name, self.disk.digest(str(outputs[changed]))):
            found = [f"{outputs[changed].name} là bản của lần chạy bị ngắt"]
        return found

    def edited(self, paper: Job) -> str:
        """Return which file of a paper somebody edited or signed, "docx" or "pdf"; "" where none or once issued."""
        entry = self.entry(paper) or Entry(issued=True)
        files = {"docx": (str(paper.docx), entry.docx, entry.docx_stamp),
                 "pdf": (str(paper.pdf), entry.pdf, entry.pdf_stamp)}  # fmt: skip
        for kind in () if entry.issued else self.kinds:
            if self.disk.stamp(files[kind][0]) and not self.disk.is_still(*files[kind]):
                return kind
        return ""

    def known(self, job: Job) -> dict[str, str]:
        """Return the fingerprint of each PDF of a dossier that stands as it was made, by what makes PDFs now."""
        found = {}
        for paper in self.papers(job) if "pdf" in self.kinds else ():
            entry = self.entry(paper)
            # Without LibreOffice the PDF that stands is the best there is.
            if not entry or not entry.pdf or self.exported_by not in ("", entry.exported_by):
                continue
            if self.disk.is_still(str(paper.pdf), entry.pdf, entry.pdf_stamp):
                found[paper.name] = entry.pdf_of
        return found

    @staticmethod
    def is_list(job: Job) -> bool:
        """Tell whether a dossier likely has a list; only the sharing out of work hangs on it."""
        try:
            return _LIST in files.read(job.data, files.DATA_LIMIT)
        except (OSError, ValueError):
            return False

    def open(self, folders: Iterable[Path]) -> dict[Path, Finding]:
        """Make output folders ready to be written to; return what is wrong with those that cannot be."""
        troubles: dict[Path, Finding] = {}
        for folder in folders:
            try:
                self.records[folder].open()
            except OSError as error:
                troubles[folder] = manifest.trouble(error, Where(file=str(folder)))
        return troubles

    def leave(self, job: Job, made: Iterable[Job]) -> None:
        """Mark the papers that a dossier, made whole, makes no longer. Raises OSError."""
        record, names = self.records[job.output], {paper.name for paper in made}
        for name in self._by_data.get((job.output, self.root(job), job.shown), ()):
            entry = record.entries[name]
            if name not in names and not entry.left and f"{name}/".startswith(f"{job.name}/"):
                record.record(name, replace(entry, left=True))

    def orphans(self, kept: Iterable[Job], is_gone: Callable[[Path], bool]) -> dict[Path, list[str]]:
        """Return the papers on record that are not `kept` and whose dossier is gone or makes them no longer."""
        found: dict[Path, list[str]] = defaultdict(list)
        kept_names = {(job.output, job.name) for job in kept}
        for (folder, root, data), names in self._by_data.items():
            others = [name for name in names if (folder, name) not in kept_names]
            gone = bool(others) and is_gone(folder / root / data)
            entries = self.records[folder].entries
            found[folder] += [name for name in others if gone or entries[name].left]
        return found
