"""Which kinds of papers there are: those that come with docgen, and those that a project declares for itself.

A project's own kind lies at templates/<any folder>/<name>.toml below its root, as docgen's own do below its folder of
templates; one of the same name as a built-in kind takes its place. A kind is looked up by the name of its file, so a
paper depends on the declaration of its kind and on no other.

Nothing is registered: what a declaration says depends on its content alone, and is remembered by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from docgen import files, vietnamese
from docgen.finding import Finding, Severity, Where
from docgen.model.fields import MISSING, Log, plain, read_record
from docgen.model.paper_kind import FILE_NAME, Loai, file_name
from docgen.sources import Reader
from docgen.sources.reader import read_alone
from docgen.sources.text import SourceText

FOLDER = "templates"


class Kinds:
    """The kinds that the project of `reader` knows; without one, those that come with docgen.

    What is wrong with a declaration is among the findings of the reader, and so is what was read.
    """

    def __init__(self, reader: Reader | None = None) -> None:
        self._reader = reader

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with the declarations that were asked for."""
        return self._reader.findings if self._reader else []

    def all(self) -> list[Loai]:
        """Return all kinds that can be used, in the order of their names."""
        return [kind for name in self.names() if (kind := self.find(name))]

    def find(self, name: str) -> Loai | None:
        """Return a kind by its name, accents and case aside ("ke-hoach"); None when it is unknown or wrong."""
        stem = file_name(name)
        if not FILE_NAME.fullmatch(stem):
            return None
        if own := self._own(stem):
            return self._read(own)
        return built_in(stem)

    def is_declared(self, name: str) -> bool:
        """Return whether the project declares a kind of this name, in any file; what is wrong there is reported."""
        if self._own(file_name(name)):
            return True
        misnamed = [path for path, found in self._all_own() if plain(found.name) == plain(name)]
        return bool(misnamed) and self._read(misnamed) is None

    def names(self) -> list[str]:
        """Return the names of all kinds in the order of the decree, then those that it does not have."""
        own = [found.name for _, found in self._all_own() if found.kind]
        known = {plain(name): name for name in (*built_in_names(), *own)}
        order = [plain(name) for name in vietnamese.LOAI_VAN_BAN]
        return sorted(known.values(), key=lambda name: (order.index(plain(name)) if plain(name) in order else 99, name))

    def check(self, file: Path) -> Loai | None:
        """Return the kind that one file of the project declares; None, with findings, where it cannot be used."""
        return self._read(self._own(file.stem) or [file])

    def _own(self, stem: str) -> list[Path]:
        if self._reader is None or not FILE_NAME.fullmatch(stem):
            return []
        return self._reader.one_below(FOLDER, f"{stem}.toml")

    def _all_own(self) -> Iterator[tuple[Path, Declaration]]:
        """Yield the declarations of the project; what is wrong with them is not reported."""
        for path in self._reader.one_below(FOLDER, "*.toml") if self._reader else ():
            if found := self._declaration(path):
                yield path, found

    def _declaration(self, path: Path) -> Declaration | None:
        """Return what a file declares; None, with a finding, where it cannot be read at all."""
        assert self._reader is not None
        text = self._reader.text_of(path)
        return _declared(text.file, text.text) if text else None

    def _read(self, paths: list[Path]) -> Loai | None:
        """Return the kind that the first of some files declares; None, with findings, where it cannot be used."""
        assert self._reader is not None
        path, *others = paths
        found = self._declaration(path)
        if found is None:
            return None
        self._reader.findings.extend(found.findings)
        for other in others:
            message = f"loại “{found.name}” đã khai ở {self._reader.shown(path)}"
            self._reader.findings.say("DL171", Where(self._reader.shown(other), 1, 1), message)
        return None if others else found.kind


class Declaration(NamedTuple):
    """What a file declares: the kind (None where it cannot be used), what is wrong, and the name it gives itself."""

    kind: Loai | None
    findings: tuple[Finding, ...]
    name: str = ""


@lru_cache(maxsize=64)
def _declared(shown: str, characters: str) -> Declaration:
    """Return what a declaration with this content says."""
    data, findings = read_alone(SourceText(shown, characters), _refused)
    if data is None:
        return Declaration(None, tuple(findings))
    log, path = Log(data), Path(shown)
    kind = read_record(Loai, data.value, (), log, folder=path.parent.name, stem=path.stem)
    findings += log.findings
    wrong = kind is MISSING or any(item.severity is Severity.LOI for item in findings)
    return Declaration(None if wrong else kind, tuple(dict.fromkeys(findings)), str(data.value.get("ten") or ""))


def _refused(where: Where) -> Finding:
    return Finding.of("DL170", where, "tệp khai loại văn bản không gọi tệp khác được", "Ghi thẳng giá trị vào đây.")


@cache
def built_in(stem: str) -> Loai | None:
    """Return a kind that comes with docgen by the name of its file; None if docgen has no such kind."""
    path = next(files.built_in_templates().glob(f"*/{stem}.toml"), None)
    if path is None:
        return None
    found = _declared(f"docgen/{path.parent.name}/{path.name}", path.read_text("utf-8"))
    assert found.kind is not None, found.findings
    return found.kind


def built_in_samples() -> Iterator[Mapping[str, Any]]:
    """Yield the sample of each kind that comes with docgen, as its declaration has it."""
    for name in built_in_names():
        kind = built_in(file_name(name))
        assert kind is not None
        yield kind.vi_du


@cache
def built_in_names() -> tuple[str, ...]:
    """Return the names of the kinds that come with docgen."""
    stems = sorted(path.stem for path in files.built_in_templates().glob("*/*.toml"))
    return tuple(str(kind.ten) for stem in stems if (kind := built_in(stem)))
