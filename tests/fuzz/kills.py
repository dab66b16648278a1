"""Kills builds at random instants, resumes them, and compares bytes: kills.py [ROUNDS] [SEED]."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "build"))

from killed import rounds

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 30


def main() -> None:
    wrong = []
    for options in (("--only", "docx", "--jobs", "2"), ("--jobs", "2"), ("--jobs", "1")):
        with tempfile.TemporaryDirectory() as folder:
            found = rounds(Path(folder), ROUNDS // 3, papers=20, options=options, seed=SEED)
        print(f"{ROUNDS // 3} rounds of docgen build {' '.join(options)}: {len(found)} wrong", *found, sep="\n")
        wrong += found
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
