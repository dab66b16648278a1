"""Where things are: the root of a project, its dossiers, and which data and template make which output.

The root is the nearest folder above a path that holds a `docgen.toml`; else the folder that holds the `data` folder
the path lies in; else the folder given (or the file's own). Nothing outside the root is read, except the templates
that come with docgen.

Files are read here only to tell a dossier from a file that dossiers call in.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from docgen import files
from docgen.files import built_in_templates
from docgen.finding import Finding, Findings, Where

if TYPE_CHECKING:
    from docgen.model.paper_kind import Loai

MARK = "docgen.toml"
RECORD = "manifest.json"
"""The record of what was built, in each output folder; `manifest` writes it."""

TEMPLATES = "templates"
"""The folder of an office's own Word templates, below its root."""
DATA_SUFFIXES = (".toml", ".json")
_WORD = (
    "đây là tệp Word, không phải tệp dữ liệu",
    "Soát tệp Word: docgen check. Muốn tạo văn bản thì chỉ tệp dữ liệu hoặc thư mục chứa nó.",
)
_NO_DATA = {
    ".docx": _WORD,
    ".dotx": _WORD,
    ".pdf": (
        "đây là tệp PDF; docgen soát PDF lúc tạo ra nó, chưa soát được tệp có sẵn",
        "Soát tệp dữ liệu hoặc tệp Word đã cho ra PDF này; đóng PDF vào tập: docgen bind.",
    ),
}
"""What is said of files that hold no data, by suffix: the message and the remedy."""
_OLD_WORD = (".doc", ".dot", ".rtf", ".odt", ".wps")
_NOTEPAD = (".toml.txt", ".json.txt")  # as saved by an editor that adds its own ending
# Every paper says who issues and who signs it; a file without either may still be one that was just begun.
_SURE = frozenset({"co_quan", "nguoi_ky"})
_LIKELY = frozenset({"trich_yeu", "noi_dung", "dieu", "can_cu", "noi_nhan"})
_SURE_LINE = re.compile(r"^(?:co_quan|nguoi_ky)\s*=", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Job:
    """One dossier to build: its root, its data file, the output folder, and the outputs' name in it ("kehoach/x")."""

    root: Path
    data: Path
    output: Path
    name: str

    @property
    def docx(self) -> Path:
        """The Word file to build."""
        return self.output / f"{self.name}.docx"

    @property
    def pdf(self) -> Path:
        """The PDF to build."""
        return self.output / f"{self.name}.pdf"

    def output_file(self, kind: str) -> Path:
        """Return the output of a kind: "docx" or "pdf"."""
        return self.docx if kind == "docx" else self.pdf

    @property
    def shown(self) -> str:
        """The data file as findings show it."""
        return self.data.relative_to(self.root).as_posix() if self.data.is_relative_to(self.root) else str(self.data)


def root_of(path: Path) -> Path:
    """Return the project's root for a file or folder."""
    path = path.resolve()
    folder = path if path.is_dir() else path.parent
    chain = [folder, *folder.parents]
    for candidate in chain:
        if (candidate / MARK).is_file():
            return candidate
    for candidate in chain:
        if candidate.name == "data":
            return candidate.parent
    return folder


def default_path(here: Path) -> Path:
    """Return what is built when no path is given: the `data` folder of the project around `here`."""
    root = root_of(here)
    return root / "data" if (root / "data").is_dir() else root


def given(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    """Return the paths of a request: a single one or several."""
    several = [paths] if isinstance(paths, str | Path) else paths
    return [Path(path) for path in several]


def output_of(path: Path, output: str | Path | None) -> Path:
    """Return the output folder for a path that was given: `output`, else that of the path's project."""
    return Path(output).resolve() if output is not None else output_folder(root_of(path))


def output_folder(root: Path) -> Path:
    """Return the output folder of a project: the one its `docgen.toml` names, else `output` below its root.

    Mistakes in that file are reported when papers are checked; until they are mended, `output` is used.
    """
    usual = root / "output"
    text = _text(root / MARK) or ""
    if "output" not in text:
        return usual
    try:
        named = tomli.loads(text).get("output")
    except ValueError:
        return usual
    if not isinstance(named, str) or not named.strip():
        return usual
    folder = Path(os.path.normpath(root / named))
    return folder if folder.is_relative_to(root) and folder != root else usual


def jobs(paths: Iterable[Path], output: Path | None) -> tuple[list[Job], list[Finding]]:
    """Return the jobs of files and folders, in order and without repeats, and findings about the paths themselves.

    A folder stands for every dossier below it. Below `output`, outputs keep their path relative to the folder given;
    without `output` they go to the project's output folder, with their path relative to `data`.
    """
    listing = _Listing(output.resolve() if output is not None else None)
    for path in paths:
        listing.add(path)
    return list(listing.jobs.values()), listing.findings


class _Listing:
    """The jobs that the given paths stand for, and what is wrong with the paths."""

    def __init__(self, output: Path | None) -> None:
        self.output = output
        self.jobs: dict[Path, Job] = {}
        self.findings = Findings()
        self._by_output: dict[tuple[Path, str], Job] = {}
        self._folders: dict[Path, Path] = {}  # of the outputs, by root

    def add(self, path: Path) -> None:
        """Add the dossiers that a path given by the user stands for."""
        shown = Where(file=str(path))
        whole = path.resolve()
        if not path.exists():
            self.findings.say("HT041", shown, "không có tệp hay thư mục này")
        elif path.is_dir():
            found = _dossiers(whole, root_of(whole), self.output)
            if not found:
                self.findings.say("HT040", shown, "không có hồ sơ nào ở đây", _misnamed(whole))
            for file, root in found:
                self._add(file, root, whole)
        elif declarations(path):
            message = "đây là tệp khai loại văn bản, không phải hồ sơ"
            remedy = "Soát tệp này: docgen check. Muốn tạo văn bản thì chỉ tệp dữ liệu hoặc thư mục data."
            self.findings.say("HT046", shown, message, remedy)
        elif path.suffix.lower() in DATA_SUFFIXES:
            # The link's own folder counts, not its target's: a link out of a project writes no outputs there.
            folder = path.parent.resolve()
            self._add(folder / path.name, root_of(folder), folder)
        elif path.suffix.lower() in _OLD_WORD:
            message = f"đây là tệp {path.suffix.lower()}, không phải tệp Word .docx"
            self.findings.say("MT001", shown, message)
        else:
            self.findings.say("HT046", shown, *_NO_DATA.get(path.suffix.lower(), ("đây không phải tệp dữ liệu", "")))

    def _add(self, file: Path, root: Path, given: Path) -> None:
        base = given
        if self.output is None:
            base = root / "data" if file.is_relative_to(root / "data") else root
        name = file.relative_to(base).with_suffix("").as_posix()
        if root not in self._folders:
            self._folders[root] = output_folder(root)
        job = Job(root, file, self.output or self._folders[root], name)
        twin = self._by_output.setdefault((job.output, name), job)
        if twin is job:
            self.jobs[file] = job
        elif twin.data != file:
            message = f"cùng cho ra {name}.docx với {twin.shown}, nên không được tạo"
            self.findings.say("HT045", Where(file=job.shown), message)


def _dossiers(base: Path, root: Path, output: Path | None) -> list[tuple[Path, Path]]:
    """Return the dossiers below a folder, each with its root."""
    sure: list[tuple[Path, Path]] = []
    doubtful: list[tuple[Path, Path]] = []
    texts: list[str] = []
    for file, its_root in _data_files(base, root, output):
        text = _text(file)
        texts.append(text or "")
        kind = _kind(file, text)
        if kind == "sure":
            sure.append((file, its_root))
        elif kind == "doubtful":
            doubtful.append((file, its_root))
    for file, its_root in doubtful:
        # A file that another one calls in is a part of that dossier (an attached plan in a file of its own).
        is_called_in = any(file.name in text for text in texts)
        if not is_called_in:
            sure.append((file, its_root))
    return sorted(sure)


def _misnamed(folder: Path) -> str:
    """Return a remedy that names a data file saved as ".toml.txt" or the like, "" if there is none."""
    found = next((file for file in sorted(folder.rglob("*.txt")) if file.name.lower().endswith(_NOTEPAD)), None)
    return f"Đổi tên “{found.name}” thành “{found.stem}” (bỏ đuôi .txt)." if found else ""


def may_be_dossier(file: Path) -> bool:
    """Return whether a data file is a dossier, or could be one alone; an unreadable file counts as one."""
    return bool(_kind(file, _text(file)))


def is_issued(file: Path) -> bool:
    """Return whether a data file says that its paper was issued."""
    text = _text(file) or ""
    try:
        return "da_ban_hanh" in text and _parsed(file, text).get("da_ban_hanh") is True
    except (ValueError, RecursionError):
        return False


def _data_files(folder: Path, root: Path, output: Path | None) -> Iterator[tuple[Path, Path]]:
    """Yield the data files below a folder, each with its root; hidden folders and output folders are skipped."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    own = output_folder(root)
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            path = folder / entry.name
            beside_data = entry.name == "output" and (folder == root or (folder / "data").is_dir())
            if path not in (output, own) and not beside_data:
                yield from _data_files(path, _root_below(path, root), output)
        elif entry.name.lower().endswith(DATA_SUFFIXES) and entry.name not in (MARK, RECORD) and entry.is_file():
            yield folder / entry.name, root


def _root_below(folder: Path, root: Path) -> Path:
    """Return the root of a folder whose parent folder has the root `root`."""
    if (folder / MARK).is_file():
        return folder
    return folder.parent if folder.name == "data" and not (root / MARK).is_file() else root


def _text(file: Path) -> str | None:
    """Return the text of a data file, cut at the largest size allowed; None if it cannot be read."""
    try:
        data = files.read(file, files.DATA_LIMIT)
        # The cut may fall inside a letter.
        return data.decode("utf-8-sig", "strict" if len(data) <= files.DATA_LIMIT else "ignore")
    except (OSError, UnicodeDecodeError):
        return None


def _kind(file: Path, text: str | None) -> str:
    """Return "sure" for a dossier, "doubtful" for what may be only a part of one, "" for neither.

    An unreadable file counts as a dossier, so that it is reported.
    """
    if text is None or not text.strip():
        return "sure"
    if len(text.encode()) >= files.DATA_LIMIT:  # too large to parse: judged by its words alone
        return "sure" if any(word in text for word in _SURE) else ""
    if file.suffix.lower() != ".json" and _SURE_LINE.search(text.split("\n[", 1)[0]):
        return "sure"
    try:
        keys = frozenset(_parsed(file, text))
    except (ValueError, RecursionError):
        return "sure"
    if keys & _SURE:
        return "sure"
    return "doubtful" if "loai" in keys or len(keys & _LIKELY) > 1 else ""


def _parsed(file: Path, text: str) -> dict[str, Any]:
    """Return the table of a data file; empty if it holds anything else. Raises ValueError, RecursionError."""
    content = json.loads(text) if file.suffix.lower() == ".json" else tomli.loads(text)
    return content if isinstance(content, dict) else {}


def own_template(kind: Loai, root: Path) -> Path:
    """Return the path of an office's own Word template for a kind of paper: under the root's `templates`."""
    return root / TEMPLATES / kind.template


def built_in_template(kind: Loai) -> Path | None:
    """Return the Word template that comes with docgen for a kind of paper; None if there is no such template."""
    folder, _, name = kind.template.rpartition("/")
    named = built_in_templates() / folder / name
    return named if named.is_file() else next(built_in_templates().glob(f"*/{name}"), None)


def root_with_templates(path: Path) -> Path:
    """Return the project's root for a path that may lie among its templates, with or without a docgen.toml."""
    root, whole = root_of(path), path.resolve()
    if (root / MARK).is_file():
        return root
    return next((folder.parent for folder in (whole, *whole.parents) if folder.name == TEMPLATES), root)


def declarations(path: Path) -> list[Path]:
    """Return the declarations of kinds of papers that a path stands for: itself, or those of its project below it."""
    root, whole = root_with_templates(path), path.resolve()
    found = [root / TEMPLATES / item for item in files.one_below(root, TEMPLATES, "*.toml")]
    return [file for file in found if file == whole or file.is_relative_to(whole)]
