"""A project comes by mail: none of its files is run, whatever it is called, by docgen or by a process that it starts."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

import pytest
from build_project import make_project, tree, write

from docgen.office import bridge, install

COMMAND = Path(sysconfig.get_path("scripts"), "docgen")
PROGRAMS = (
    "python3", "python", "soffice", "soffice.bin", "libreoffice", "oosplash", "gpg", "gpgconf", "fc-list", "fc-match",
    "gcc", "cc", "ld", "ldconfig", "objdump", "uname", "sh", "gs", "pstoedit", "convert", "java", "javaldx", "lsb_release",
)  # fmt: skip
PRINTED = sorted(f"k{number}.{kind}" for number in range(1, 5) for kind in ("docx", "pdf"))


def docgen(root: Path, *arguments: str, python: tuple[str, ...] = (), **environment: str) -> str:
    """Run the command as a clerk does, inside the project; return what it wrote to stderr."""
    command = [sys.executable, *python, str(COMMAND)] if python else [str(COMMAND)]
    env = os.environ | environment
    done = subprocess.run([*command, *arguments], cwd=root, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stderr


def project(root: Path) -> Path:
    """A project of four short papers: more than are made without a crew."""
    write(root / "docgen.toml", "")
    return make_project(root, 4)


@pytest.fixture(scope="module")
def module_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all modules that docgen, its crew and its bridge load, and of all that Python brings along."""
    root = project(tmp_path_factory.mktemp("thật") / "du-an")
    names = set(sys.stdlib_module_names) | {"docgen", "sitecustomize", "usercustomize"}
    said = docgen(root, "build", "--jobs", "2", PYTHONPROFILEIMPORTTIME="1")
    names.update(re.findall(r"^import time: .*\| +(\w+)", said, re.MULTILINE))
    names |= {node.module or "" for node in ast.walk(bridge_code()) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(bridge_code()) if isinstance(node, ast.Import) for alias in node.names}
    if python := install.python_with_uno(install.find().program):
        asked = "import sys, uno; print(*sys.modules, *getattr(sys, 'stdlib_module_names', ()))"
        names.update(subprocess.run([*python, "-c", asked], cwd="/", capture_output=True, text=True).stdout.split())
    return {name.partition(".")[0] for name in names} - {"", "__main__"}


@cache
def bridge_code() -> ast.Module:
    return ast.parse(Path(bridge.__file__).read_text("utf-8"))


@pytest.fixture
def trapped(tmp_path: Path, module_names: set[str]) -> Path:
    """A project beside whose docgen.toml lie a module of every such name and programs; each leaves its name when run."""
    root = project(tmp_path / "du-an")
    for name in module_names:
        trap(root, name)
    for name in PROGRAMS:
        write(root / name, f"#!/bin/sh\nprintf '%s ' {name} >>'{tmp_path}/canary'\nexit 1\n").chmod(0o755)
    return root


def trap(root: Path, name: str) -> None:
    canary = str(root.parent / "canary")
    write(root / f"{name}.py", f"with open({canary!r}, 'a') as file: file.write('{name} ')\n")


def ran(root: Path) -> str:
    canary = root.parent / "canary"
    return canary.read_text() if canary.exists() else ""


def test_the_names_are_those_of_a_real_run(module_names: set[str]) -> None:
    assert {"uno", "struct", "multiprocessing", "signal", "click", "lxml", "pikepdf", "docxtpl", "site"} <= module_names
    assert len(module_names) > 300


def test_no_file_of_the_project_is_run(trapped: Path) -> None:
    docgen(trapped, "check", "--jobs", "2")
    assert ran(trapped) == ""
    docgen(trapped, "build", "--jobs", "2", PATH=f":.:{os.environ['PATH']}")
    assert ran(trapped) == ""
    assert sorted(Path(name).name for name in tree(trapped / "output")) == PRINTED


def test_nor_where_python_is_to_ignore_its_variables(trapped: Path) -> None:
    docgen(trapped, "check", "--jobs", "2", python=("-E",))
    assert ran(trapped) == ""


@pytest.mark.parametrize("started", ["by an empty entry of PYTHONPATH", "by its module's name"])
def test_nor_where_python_looks_into_the_current_folder(tmp_path: Path, started: str) -> None:
    """What Python itself loads before docgen is its own affair; docgen and its processes do not go on with it."""
    root = project(tmp_path / "du-an")
    for name in ("lxml", "click", "docxtpl", "multiprocessing", "tomli", "zipfile", "decimal", "csv"):
        trap(root, name)
    environment = os.environ | ({"PYTHONPATH": f":{tmp_path}"} if "PYTHONPATH" in started else {})
    command = [str(COMMAND)] if "PYTHONPATH" in started else [sys.executable, "-m", "docgen"]
    done = subprocess.run([*command, "check", "--jobs", "2"], cwd=root, env=environment, capture_output=True, text=True)
    assert (done.returncode, ran(root)) == (0, ""), done.stderr


def test_processes_find_the_docgen_that_started_them(tmp_path: Path) -> None:
    """A checkout that only the caller's sys.path names, called from another folder by relative paths."""
    source = Path(bridge.__file__).parents[1]
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(source, tmp_path / "checkout/docgen", ignore=ignored)
    shutil.copytree(source.parent / "templates", tmp_path / "checkout/templates", ignore=ignored)
    with (tmp_path / "checkout/docgen/line/maker.py").open("a") as file:
        file.write(f"open({str(tmp_path / 'pids')!r}, 'a').write(f'{{os.getpid()}} ')\n")
    root = project(tmp_path / "du-an")
    script = "import sys; sys.path.insert(0, sys.argv[1]); import docgen, os; before = dict(os.environ)\n"
    script += "report = docgen.build('data', only='docx', output='ra', workers=2)\n"
    script += "assert dict(os.environ) == before; print(os.getpid(), report.exit_code.value)"
    command = [sys.executable, "-c", script, str(tmp_path / "checkout")]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=120)
    own, code = done.stdout.split()
    assert (code, done.stderr) == ("0", "")
    assert len(tree(root / "ra")) == 4
    pids = (tmp_path / "pids").read_text().split()
    assert len(set(pids) - {own}) == 2
