"""Rounds of killing a build at a random instant and running it again: the end must be the same bytes every time."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from build_project import make_project, plan, tree, write


def build(root: Path, *options: str, kill_after_s: float | None = None) -> int:
    """Run `docgen build`, killed with SIGKILL after so many seconds; return its exit code."""
    command = [sys.executable, "-m", "docgen", "build", "data", *options]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return process.wait(kill_after_s)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        return process.wait()


def change(root: Path, papers: int, generation: int) -> None:
    """Give every paper another text, so that files of an earlier generation stand in the way."""
    for number in range(1, papers + 1):
        write(root / "data" / "kehoach" / f"k{number}.toml", plan(f"Việc {number} lần {generation}"))


def rounds(folder: Path, count: int, *, papers: int, options: tuple[str, ...] = (), seed: int = 0) -> list[str]:
    """Kill `count` builds at random, each resumed by one that ends; return what went wrong."""
    chance = random.Random(seed)
    root, clean = make_project(folder / "bị giết", papers), make_project(folder / "sạch", papers)
    began = time.monotonic()
    build(root, *options)
    whole_s = time.monotonic() - began
    wrong = []
    for generation in range(1, count + 1):
        change(root, papers, generation)
        change(clean, papers, generation)
        shutil.rmtree(clean / "output", ignore_errors=True)
        build(clean, *options)
        after = chance.uniform(0.1, whole_s)
        killed = build(root, *options, kill_after_s=after)
        resumed = build(root, *options)
        command = [sys.executable, "-m", "docgen", "build", "data", "--dry-run", *options]
        left = subprocess.run(command, cwd=root, capture_output=True, text=True).stdout
        if resumed or tree(root / "output") != tree(clean / "output") or "sẽ tạo" in left:
            wrong.append(f"round {generation}: killed ({killed}) after {after:.2f} s, resumed ({resumed}): {left}")
    return wrong
