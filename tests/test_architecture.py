"""The house's floors and promises, read from the imports: who may use whom, and what only one room may touch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1] / "docgen"
FLOORS = (
    {"finding", "errors", "files", "vietnamese"},
    {"expression"},
    {"ooxml"},
    {"sources", "word", "pdf"},
    {"model", "project"},
    {"context", "merge", "office", "finish", "lint", "manifest", "tagging"},
    {"line"},
    {"cli", "__main__"},
)
# Said in two files because Python or the reader wants it so.
ONE_THING = ({"errors", "finding"}, {"cli", "__main__"})
# Libraries that one room hides from all others, and those that the product does without.
ONLY_IN = {
    "click": {"cli"},
    "jinja2": {"expression"},
    "docxtpl": {"merge"},
    "docx": {"word"},
    "num2words": {"vietnamese"},
    "babel": {"vietnamese"},
    "pikepdf": {"pdf", "finish"},
    "pypdf": {"pdf"},
    "pypdfium2": {"pdf"},
    "openpyxl": {"sources"},
    "tomlkit": {"sources"},
    "tree_sitter": {"sources"},
    "tree_sitter_json": {"sources"},
    "tree_sitter_toml": {"sources"},
    "markdown_it": {"model"},
    "rapidfuzz": {"lint"},
    "subprocess": {"office"},
    "uno": set(),
    "socket": set(),
    "urllib.request": set(),
    "http": set(),
    "requests": set(),
    "random": set(),
    "secrets": set(),
    "uuid": set(),
    "pickle": set(),
}
ERRANDS = {"utils", "util", "helpers", "helper", "common", "core", "base", "misc"}
WALL = {"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"}
CLOCK = r"(.*\.)?(datetime|date|dt)\.(now|today|utcnow)|time\.(time|time_ns|localtime|gmtime|ctime|strftime)"


def modules() -> list[Path]:
    return sorted(path for path in ROOT.rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """Every call a file makes, as it is written ("date.today", "eval"), with the line."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield ast.unparse(node.func), node.lineno


def room(path: Path) -> str:
    """The first name below the package: `docgen/word/look.py` and `docgen/word.py` are both the room word."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def floor(name: str) -> int | None:
    return next((number for number, rooms in enumerate(FLOORS) if name in rooms), None)


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module a file imports, by its full name, with the line; names taken from the package count as modules."""
    package = ("docgen", *path.relative_to(ROOT).with_suffix("").parts[:-1])
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            name = ".".join(part for part in (base, node.module or "") if part)
            names = [f"{name}.{alias.name}" for alias in node.names] if name == "docgen" else [name]
            yield from ((one, node.lineno) for one in names)


def told(found: list[str]) -> str:
    return "\n".join(["", *found])


def only_for_types(path: Path) -> set[int]:
    """The lines inside `if TYPE_CHECKING:`, which never run."""
    branches = (node for node in ast.walk(tree(path)) if isinstance(node, ast.If))
    blocks = [node for node in branches if ast.unparse(node.test).endswith("TYPE_CHECKING")]
    return {line for node in blocks for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


def test_every_room_has_a_floor() -> None:
    assert [str(path) for path in modules() if floor(room(path)) is None and room(path) != "__init__"] == []


def test_a_room_uses_only_the_floors_below() -> None:
    found = []
    for path in modules():
        here = room(path)
        if here == "__init__":
            continue
        free = only_for_types(path)
        for name, line in imports(path):
            parts = name.split(".")
            if parts[0] != "docgen" or len(parts) < 2 or parts[1] in (here, "__version__") or line in free:
                continue
            below, own = floor(parts[1]), floor(here)
            if below is None or own is None or (below >= own and {here, parts[1]} not in ONE_THING):
                found.append(f"{path.relative_to(ROOT)}:{line}: {here} uses {parts[1]}")
    assert not found, told(found)


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_is_known_to_one_room_only(library: str) -> None:
    found, using = [], set()
    for path in modules():
        for name, line in imports(path):
            if name == library or name.startswith(library + "."):
                using.add(room(path))
                found.append(f"{path.relative_to(ROOT)}:{line}: {name}")
    assert using == ONLY_IN[library], told(found)  # a row that names a room without use guards nothing


def test_no_room_is_for_odds_and_ends() -> None:
    names = {part for path in modules() for part in path.relative_to(ROOT).with_suffix("").parts}
    assert names & ERRANDS == set()


def test_no_clock_below_the_doors() -> None:
    """The day comes from the data. A stopwatch (`monotonic`, `perf_counter`) cannot reach a paper."""
    found = []
    for path in modules():
        if floor(room(path)) == len(FLOORS) - 1:
            continue
        for name, line in calls(path):
            if re.fullmatch(CLOCK, name):
                found.append(f"{path.relative_to(ROOT)}:{line}: {name}")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module == "time":
                found += [f"{path.relative_to(ROOT)}:{node.lineno}: {a.name}" for a in node.names if a.name in WALL]
    assert not found, told(found)


def test_nothing_is_run_from_text() -> None:
    forbidden = ("eval", "exec", "compile", "__import__", "os.system", "os.popen")
    found = [f"{path.relative_to(ROOT)}:{line}: {name}" for path in modules() for name, line in calls(path)
             if name in forbidden]  # fmt: skip
    assert not found, told(found)


# What a step may do by the name of a type of paper: it reads the language, never the kind of the paper in hand.
NAMES_IN_STEPS = {
    "context/form.py": "how a căn cứ opens: the papers it may name, and “theo đề nghị”, “theo tờ trình”, “theo báo cáo”",
    "context/column_checks.py": "words in the headings of tables: “Kế hoạch” and “Thực hiện” are columns",
    "context/table_names.py": "a remedy that names the report of the last period (ky_truoc)",
    "context/carried.py": "a message about the report of the last period (ky_truoc)",
    "lint/rules/ns011.py": "what a title calls a plan, and what makes a plan look back",
    "lint/claims.py": "how a sentence names a paper: “Kế hoạch này”; the linked paper of the key ke_hoach",
    "lint/arithmetic.py": "what a rate may be of: “so với kế hoạch”",
    "tagging/head.py": "the line QUYẾT ĐỊNH: of somebody's Word paper",
}
_TYPES = ("quyết định", "kế hoạch", "báo cáo", "công văn", "tờ trình", "quyet_dinh", "cong_van", "to_trinh")
STEPS = ("context", "merge", "lint", "line", "office", "finish", "manifest", "tagging", "pdf", "word", "ooxml")


def docstrings(path: Path) -> set[int]:
    """The lines of docstrings and of texts that stand alone: they are said of code, not to anybody."""
    alone = (node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Expr))
    return {node.lineno for node in alone if isinstance(node, ast.Constant)}


def test_no_step_names_a_kind_of_paper() -> None:
    """What one kind does differently is a trait of its declaration (`model.paper_kind`); the language has names."""
    found = set()
    for path in modules():
        if room(path) not in STEPS or path.name == "metrics.py":  # words that a line is not broken in
            continue
        said = docstrings(path)
        for node in ast.walk(tree(path)):
            text = node.value if isinstance(node, ast.Constant) and node.lineno not in said else None
            if isinstance(text, str) and any(name in text.lower() for name in _TYPES):
                found.add(path.relative_to(ROOT).as_posix())
    assert found == set(NAMES_IN_STEPS), found ^ set(NAMES_IN_STEPS)


def test_no_kind_of_paper_is_a_class() -> None:
    nodes = (node for path in modules() for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))
    assert [node.name for node in nodes if any(ast.unparse(base) == "VanBan" for base in node.bases)] == []


def test_every_module_says_what_it_is() -> None:
    silent = [path for path in modules() if not ast.get_docstring(tree(path))]
    assert [str(path.relative_to(ROOT)) for path in silent] == []


def rooms() -> list[Path]:
    """Every folder of modules, rooms inside rooms too."""
    return sorted({path.parent for path in modules()} - {ROOT})


def test_a_room_names_everything_in_it() -> None:
    """Who opens a room reads in its docstring what each file is; of `lint/rules` a file's name says it."""
    unnamed = []
    for folder in rooms():
        said = set(re.findall(r"`(\w+)`", ast.get_docstring(tree(folder / "__init__.py")) or ""))
        inside = {path.stem for path in folder.glob("*.py")} | {
            path.parent.name for path in folder.glob("*/__init__.py")
        }
        if folder != ROOT / "lint/rules":
            unnamed += [f"{folder.relative_to(ROOT)}: {name}" for name in sorted(inside - said - {"__init__"})]
    assert not unnamed, told(unnamed)


MOST_LINES, MOST_LINES_OF_FUNCTION = 400, 40


def test_files_and_functions_are_short() -> None:
    """Of a function what does something counts: not its head and docstring."""
    long = []
    for path in modules():
        name = path.relative_to(ROOT).as_posix()
        if len(path.read_text("utf-8").splitlines()) > MOST_LINES:
            long.append(name)
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef):
                begin = node.body[1 if ast.get_docstring(node) and len(node.body) > 1 else 0].lineno
                if (node.end_lineno or begin) - begin >= MOST_LINES_OF_FUNCTION:
                    long.append(f"{name}:{node.lineno}: {node.name}")
    assert not long, told(long)


def test_the_guards_would_see_a_breach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    breach = tmp_path / "sources.py"
    breach.write_text("import click\nfrom docgen import line\nfrom .model import x\nd = datetime.date.today()\n")
    monkeypatch.setattr("test_architecture.ROOT", tmp_path)
    assert [name for name, _ in imports(breach)] == ["click", "docgen.line", "docgen.model"]
    assert [name for name, _ in calls(breach)] == ["datetime.date.today"]
    for guard in (test_a_room_uses_only_the_floors_below, test_no_clock_below_the_doors):
        with pytest.raises(AssertionError, match="sources"):
            guard()
    with pytest.raises(AssertionError, match="click"):
        test_a_library_is_known_to_one_room_only("click")
