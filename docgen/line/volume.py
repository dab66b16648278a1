"""Binding papers into a volume: which files are meant, in which order, what prevents it, and the file written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from docgen import files, manifest, project
from docgen.errors import ExitCode
from docgen.finding import Finding, Findings, Severity, Where, nearest
from docgen.finish.volume import Empty, Misshapen, Paper, Source, Unsettled, Volume, bind, is_intact, look
from docgen.line.state import State
from docgen.manifest import Disk, Manifest
from docgen.pdf.file import Locked

_LIMIT = 1 << 30  # bytes, far above any paper
_LONG = 30  # letters of a file's name that fit before a page number
_FEW = 3  # names that a person still reads


@dataclass(slots=True)
class Bound:
    """The result of binding: each paper with its first and last page, and the findings."""

    target: Path
    papers: list[tuple[str, int, int]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    written: bool = False
    exit_code: ExitCode = ExitCode.OK


def make_volume(
    target: Path, paths: Sequence[Path], *, title: str = "", force: bool = False, strict: bool = False
) -> Bound:
    """Bind the papers that `paths` stand for into `target`. Nothing is written if one of them cannot be bound.

    A path is a PDF, a Word file beside its PDF, the name of an output, a data file, or a folder. Bad input leads to
    findings, never to an exception.
    """
    made = Bound(target)
    listing = _VolumeListing(target)
    for path in paths:
        listing.add(path)
    made.findings = [*_in_the_way(target, force=force), *listing.findings]
    if not listing.papers and not made.findings:
        made.findings = [Finding.of("HT062", Where(file=str(target)), "không có văn bản nào để đóng")]
    if all(item.severity < Severity.LOI for item in made.findings):
        _write(made, listing.papers, title or target.stem)
    floor = Severity.CANH_BAO if strict else Severity.LOI
    if any(item.severity >= floor for item in made.findings):
        made.exit_code = ExitCode.FINDINGS
    if any(item.code in ("HT044", "HT050") for item in made.findings):
        made.exit_code = ExitCode.EXPORT
    return made


def _write(made: Bound, found: Sequence[_Found], title: str) -> None:
    papers = [Paper(item.title, item.label, item.source) for item in found]
    try:
        volume = bind(papers, title)
    except Misshapen as error:
        broken = _shown(found[error.number].path)
        made.findings.append(Finding.of("HT060", Where(file=broken), "cấu trúc của tệp PDF bị hỏng"))
        return
    made.findings += _losses(volume, found, made.target)
    try:
        manifest.write_whole(made.target, volume.data)
    except OSError as error:
        made.findings.append(manifest.trouble(error, Where(file=str(made.target))))
        return
    made.written = True
    last_pages = [*(first - 1 for first in volume.first[1:]), volume.pages]
    for item, first, last in zip(found, volume.first, last_pages, strict=True):
        made.papers.append((item.title, first, last))


def _in_the_way(target: Path, *, force: bool) -> list[Finding]:
    """Return what prevents writing the volume: a link, a folder, a file that is not an untouched volume."""
    where = Where(file=str(target))
    whole = target.absolute()
    try:
        for above in whole.parents:  # a link in a parent folder may lead out of its project
            folder = project.output_folder(project.root_of(above))
            if whole.is_relative_to(folder):
                files.refuse_links(folder, whole)
        if files.is_link(target):
            raise files.NotOrdinary(target)
        if target.is_dir():
            return [Finding.of("HT044", where, "không ghi được: có một thư mục trùng tên với tệp cần ghi")]
        if not target.exists():
            return []
        data = files.read(target, _LIMIT)
    except files.NotOrdinary as error:
        message = f"không ghi được: {error.strerror}"
        remedy = "Xóa liên kết ấy (nơi nó trỏ tới vẫn còn nguyên), hoặc ghi tập ra một tên khác."
        return [Finding.of("HT050", Where(file=str(error.filename)), message, remedy)]
    except OSError as error:
        return [manifest.trouble(error, where, "xem")]
    if force or is_intact(data):
        return []
    return [Finding.of("HT065", where, "đã có một tệp không do docgen đóng, hoặc đã được sửa, ký sau khi đóng")]


@dataclass(frozen=True, slots=True)
class _Found:
    """A file to bind."""

    path: Path
    source: Source

    @property
    def title(self) -> str:
        return self.source.structure.title or self.path.stem

    @property
    def label(self) -> str:
        name = self.path.stem
        return self.source.number or (name if len(name) <= _LONG else f"{name[: _LONG - 1]}…")

    @property
    def order(self) -> tuple[Any, ...]:
        """Sort key: by day, then number; papers without a day come last, by name."""
        day = self.source.day
        number = _natural(self.source.number) if day else []
        return (day is None, day or date.min, number, _natural(self.path.as_posix()))


def _natural(text: str) -> list[Any]:
    """Return a sort key that puts 9 before 10."""
    key: list[Any] = []
    for part in re.split(r"(\d+)", text.casefold()):
        key.append(int(part) if part.isdecimal() else part)
    return key


class _VolumeListing:
    """The papers that paths stand for, each once."""

    def __init__(self, target: Path) -> None:
        self.papers: list[_Found] = []
        self.findings = Findings()
        self._target = target.resolve()
        self._named: dict[Path, bool] = {}  # whether a file was named itself, or found in a folder
        self._contents: dict[bytes, Path] = {}
        self._records = _Records()

    def add(self, path: Path) -> None:
        """Add the papers that a path given by the user stands for."""
        if path.is_dir():
            self._add_folder(path)
        elif not path.exists():
            self._add_output(path)
        elif path.suffix.lower() in project.DATA_SUFFIXES:
            self._add_data(path)
        elif path.suffix.lower() == ".docx":
            pdf = path.with_suffix(".pdf")
            if pdf.exists():
                self._add_file(pdf)
            else:
                self._say("HT062", path, "tệp Word này chưa có PDF")
        else:
            self._add_file(path)

    def _say(self, code: str, path: Path, message: str, remedy: str = "") -> None:
        self.findings.say(code, Where(_shown(path)), message, remedy)

    def _add_folder(self, folder: Path) -> None:
        """Add the PDFs below a folder in order, without volumes; if there are none, those of its data files."""
        found: list[Path] = []
        for path in folder.rglob("*"):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.suffix.lower() == ".pdf" and not hidden and path.is_file():
                found.append(path)
        before = len(self.papers)
        for path in sorted(found):
            if path.resolve() != self._target:
                self._add_file(path, named=False)
        if not found:
            self._add_data(folder)
        self.papers[before:] = sorted(self.papers[before:], key=lambda item: item.order)

    def _add_data(self, path: Path) -> None:
        """Add the papers of data files."""
        jobs, findings = project.jobs([path], None)
        if not jobs:
            self.findings += [item for item in findings if item.code != "HT040"]
            if path.is_dir():
                self._say(
                    "HT062",
                    path,
                    "không có tệp PDF nào ở đây",
                    "Chỉ đúng thư mục kết quả, hoặc chạy docgen build trước.",
                )
        for job in jobs:
            papers = self._records.state(job.output).papers(job) or [job]
            for paper in papers:
                if paper.pdf.is_file():
                    self._add_file(paper.pdf, named=not path.is_dir())
                else:
                    self._say("HT062", job.data, "hồ sơ này chưa có PDF")

    def _add_output(self, name: Path) -> None:
        """Add an output, named as in the output folder of the project around the current folder."""
        folder = project.output_folder(project.root_of(Path.cwd()))
        output = folder / name
        pdf = output.with_name(f"{output.name}.pdf")
        if pdf.is_file():
            self._add_file(pdf)
        elif output.is_dir():
            self._add_folder(output)
        elif output.is_file():
            self._add_file(output)
        else:
            likely = nearest(name.as_posix().removesuffix(".pdf"), self._records.of(folder).entries)
            self._say(
                "HT041", name, "không có tệp, thư mục hay kết quả nào tên này", f"Có phải {likely}?" if likely else ""
            )

    def _add_file(self, path: Path, *, named: bool = True) -> None:
        whole = path.resolve()
        if whole == self._target:
            self._say("HT064", path, "tệp này vừa là tập sẽ ghi, vừa là văn bản được đóng")
            return
        if whole in self._named:
            if named and self._named[whole]:
                self._say("HT066", path, "được nêu hai lần, chỉ đóng một lần")
            return
        self._named[whole] = named
        source = self._read(path)
        if source is None:
            return
        if source.is_volume and not named:
            self._say("HT069", path, "đây là một tập đã đóng, không phải văn bản, nên không đóng vào tập này")
            return
        twin = self._contents.setdefault(sha256(source.data).digest(), path)
        if twin != path:
            self._say("HT066", path, f"giống hệt {_shown(twin)}, cả hai đều được đóng")
        reasons = self._records.stale(path)
        if reasons:
            self._say("HT063", path, f"PDF chưa theo dữ liệu mới: {'; '.join(reasons[:_FEW])}")
        self.papers.append(_Found(path, source))

    def _read(self, path: Path) -> Source | None:
        try:
            source = look(files.read(path, _LIMIT))
        except OSError as error:
            self._say("HT041", path, f"không đọc được: {error.strerror}")
        except Locked:
            self._say("HT061", path, "tệp PDF có mật khẩu, hoặc bị cấm sửa, cấm ghép trang")
        except Empty:
            self._say("HT060", path, "tệp PDF không có trang nào")
        except Unsettled:
            message = "biểu mẫu này chưa có hình của những chữ đã điền, đóng vào tập sẽ mất"
            self._say("HT060", path, message, "Mở ra, in thành PDF (Print to PDF) rồi đóng bản in ấy.")
        except ValueError:
            begins = _begins(path)
            self._say("HT060", path, "tệp PDF bị hỏng, không đọc được" if begins else "đây không phải tệp PDF")
        else:
            if source.mended:
                self._say(
                    "HT068",
                    path,
                    "tệp PDF có chỗ hỏng, docgen đọc được sau khi nối lại",
                    "Xem lại các trang của văn bản này trong tập.",
                )
            return source
        return None


def _begins(path: Path) -> bool:
    """Return whether a file begins as a PDF does."""
    return b"%PDF-" in files.read(path, 1 << 10)


class _Records:
    """The records of outputs, folder by folder."""

    def __init__(self) -> None:
        self._disk = Disk()
        self._known: dict[Path, Manifest] = {}
        self._folders: dict[Path, Path | None] = {}  # the output folder around a folder

    def of(self, folder: Path) -> Manifest:
        """Return the record of an output folder."""
        if folder not in self._known:
            self._known[folder] = Manifest(folder)
        return self._known[folder]

    def state(self, folder: Path) -> State:
        """Return the state of an output folder."""
        return State([self.of(folder)], ("pdf",))

    def stale(self, pdf: Path) -> list[str]:
        """Return why a PDF that docgen built is out of date with its data.

        An issued paper and a signed PDF never are.
        """
        whole = pdf.resolve()
        folder = self._around(whole.parent)
        if folder is None:
            return []
        entry = self.of(folder).entries.get(whole.relative_to(folder).with_suffix("").as_posix())
        if entry is None or entry.issued or not self._disk.is_still(str(whole), entry.pdf, entry.pdf_stamp):
            return []
        root = (folder / entry.root).resolve()
        found = manifest.reasons(entry, self._disk, root, {"pdf": whole}, made_by=entry.made_by, exported_by="")
        word = str(whole.with_suffix(".docx"))
        if entry.docx and self._disk.stamp(word) and not self._disk.is_still(word, entry.docx, entry.docx_stamp):
            found.append("tệp Word đã được sửa tay")
        return found

    def _around(self, folder: Path) -> Path | None:
        if folder not in self._folders:
            around = (above for above in (folder, *folder.parents) if Manifest.stands_in(above))
            self._folders[folder] = next(around, None)
        return self._folders[folder]


# What a volume cannot keep

_LOSSES = {
    "signatures": ("HT067", "chữ ký số của {} không còn hiệu lực trong tập, chỉ còn hình chữ ký"),
    "fields": ("HT068", "ô điền của biểu mẫu trong {} thành chữ in, không điền tiếp được"),
    "code": ("HT068", "lệnh tự chạy hoặc mở tệp khác trong {} đã bỏ"),
    "tags": ("HT068", "tập không được ghi là có thẻ cấu trúc, vì {} không có"),
    "archive": ("HT068", "tập không được ghi là PDF/A-2b, vì {} không phải"),
}


def _losses(volume: Volume, found: Sequence[_Found], target: Path) -> list[Finding]:
    """Return a finding for each kind of thing that papers lose in the volume."""
    findings = Findings()
    for kind, places in volume.lost.items():
        if kind in ("tags", "archive") and len(places) == len(found):
            continue  # no paper has it, so none loses it
        code, words = _LOSSES[kind]
        names = _names(found[place].path.name for place in places) or "các văn bản khi đóng chung"
        findings.say(code, Where(file=str(target)), words.format(names))
    return findings


def _names(paths: Iterable[str]) -> str:
    names = list(paths)
    more = f" và {len(names) - _FEW} văn bản nữa" if len(names) > _FEW else ""
    return ", ".join(names[:_FEW]) + more


def _shown(path: Path) -> str:
    """Return a path relative to the current folder."""
    return manifest.seen_from(Path.cwd(), path) if path.is_absolute() else path.as_posix()
