"""`./dev` sets up once, starts at once after that, and says in one sentence what it cannot do."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy with only `dev` and pyproject.toml, whose virtual environment's Python writes down what it is asked."""
    for name in ("dev", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    script(tmp_path / ".venv/bin/python", 'case $1 in -c) exit 0 ;; esac\necho "$@" >>asked\n')
    return tmp_path


def script(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}")
    path.chmod(0o755)


def run(project: Path, *arguments: str, path: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": path or os.environ["PATH"], **variables}
    if "PYTHON" not in variables:
        environment.pop("PYTHON", None)
    command = ["./dev", *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=60)


def asked(project: Path) -> list[str]:
    log = project / "asked"
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return [line for line in lines if line != "--version"]


def tools(folder: Path, *extra: str) -> str:
    """A PATH with the few programs of any system, and nothing else."""
    folder.mkdir()
    for name in ("sh", "dirname", "uname", "cat", "rm", "cksum", "id", *extra):
        (folder / name).symlink_to(shutil.which(name) or "/bin/false")
    return str(folder)


def test_packages_are_installed_once_and_again_when_the_list_changes(project: Path) -> None:
    install, build = "-m pip install --quiet --disable-pip-version-check -e .[dev]", "-P -m docgen build"
    assert run(project, "build").returncode == 0
    assert asked(project) == [install, build]
    assert run(project, "build", "data/x.toml").returncode == 0
    assert asked(project) == [f"{build} data/x.toml"]
    with (project / "pyproject.toml").open("a") as file:
        file.write("\n# one more\n")
    run(project, "build")
    assert asked(project) == [install, build]


def test_a_set_up_that_failed_is_tried_again(project: Path) -> None:
    script(project / ".venv/bin/python", 'case $2 in pip) exit 1 ;; esac\ncase $1 in -m) echo "$@" >>asked ;; esac\n')
    for _ in range(2):
        result = run(project, "build")
        assert result.returncode == 3
        assert "pip không cài được" in result.stderr
        assert asked(project) == []


def test_the_suite_runs_whole_on_both_cores_or_as_asked(project: Path) -> None:
    run(project, "test")
    assert asked(project)[-1] == "-m pytest -n 2 --dist loadfile"
    run(project, "test", "tests/merge", "-x")
    assert asked(project)[-1] == "-m pytest tests/merge -x"


@pytest.mark.parametrize(
    ("elsewhere", "home", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (69, 0, 0), (69, 1, 1), (3, 0, 1)]
)
def test_failures_count_at_home_and_elsewhere_where_it_can_be_made(
    tmp_path: Path, elsewhere: int, home: int, code: int
) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/run", tmp_path / ".ci/run")
    script(tmp_path / "dev", f'echo "$@" >>asked\ncase $1 in elsewhere) exit {elsewhere} ;; esac\nexit {home}\n')
    assert subprocess.run(["bash", ".ci/run"], cwd=tmp_path, timeout=60).returncode == code
    assert asked(tmp_path) == ["elsewhere trixie", "test"]


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="prefers the Python of Debian")
def test_the_python_of_debian_comes_before_another(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / ".venv")
    script(tmp_path / "bin/python3", "exit 0")
    path = f"{tmp_path / 'bin'}:/usr/bin:/bin"
    result = run(project, "build", path=path, PIP_NO_INDEX="1")
    assert "pip không cài được" in result.stderr
    assert "home = /usr/bin\n" in (project / ".venv/pyvenv.cfg").read_text()
    shutil.rmtree(project / ".venv")
    run(project, "build", path=path, PIP_NO_INDEX="1", PYTHON=str(tmp_path / "bin/python3"))
    assert not (project / ".venv").exists(), "the one that is asked for makes none"


def test_another_debian_is_made_by_root_only(project: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "mkdir", "flock")
    script(tmp_path / "bin/id", "echo 1000")
    result = run(project, "elsewhere", "bookworm", path=path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert result.returncode == 69
    assert "Debian bookworm cannot be made here: cần quyền root" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_old_python_is_named(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / ".venv")
    path = tools(tmp_path / "bin")
    script(tmp_path / "bin/python3", "echo Python 3.9.2; [ $1 = --version ]")
    result = run(project, "build", path=path)
    assert result.returncode == 3
    assert "cần Python 3.11 trở lên (máy này: Python 3.9.2)" in result.stderr
    assert len(result.stderr.splitlines()) == 2


def test_what_apt_cannot_bring_is_asked_for(project: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin")
    result = run(project, "build", path=path)
    assert result.returncode == 3
    assert "hãy cài" in result.stderr
    assert "fontconfig poppler-utils" in result.stderr
    assert "please install" in result.stderr


def test_apt_is_updated_once_and_asked_for_what_is_missing_only(project: Path, tmp_path: Path) -> None:
    path = tools(tmp_path / "bin", "env", "fc-list", "fc-match", "apt-cache", "grep")
    script(tmp_path / "bin/apt-get", 'echo "apt $@" >>asked')
    script(tmp_path / "bin/id", "echo 0")
    assert run(project, "test", path=path).returncode == 0
    calls = [line for line in asked(project) if line.startswith("apt")]
    assert calls == ["apt -q -q update", "apt -q -q install -y --no-install-recommends poppler-utils"]


def test_an_unknown_word_shows_the_commands(project: Path) -> None:
    result = run(project, "biuld")
    assert result.returncode == 2
    assert "./dev build" in result.stderr
    assert run(project).stdout.startswith("./dev build")


def test_options_of_a_bench_go_to_each_script(project: Path) -> None:
    for name in ("a", "b"):
        script(project / "tests/bench" / f"{name}.py", "")
    run(project, "bench", "a", "--full")
    assert asked(project)[-1] == "tests/bench/a.py --full"
    run(project, "bench", "--full")
    assert asked(project) == ["tests/bench/a.py --full", "tests/bench/b.py --full"]
    run(project, "bench")
    assert asked(project) == ["tests/bench/a.py", "tests/bench/b.py"]
