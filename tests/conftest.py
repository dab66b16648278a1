"""What every test may use: goldens that a person can read, rewritten with `./dev test --accept`."""

from __future__ import annotations

import difflib
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Time is not what these tests measure: machines are busy.
settings.register_profile("docgen", deadline=None)
settings.load_profile("docgen")

# A shell starts what runs in the background deaf to Ctrl-C, and children inherit that: the tests of Ctrl-C would wait
# for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the goldens with what was made; then read the diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """`golden(name, text)`: the text must equal `goldens/<name>.txt` beside the test (--accept writes it)."""
    folder = Path(request.path).parent / "goldens"

    def compare(name: str, text: str) -> None:
        path = folder / f"{name}.txt"
        if request.config.getoption("--accept"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
            return
        before = path.read_text("utf-8") if path.exists() else ""
        if text != before:
            files = (f"goldens/{name}.txt", "made")
            lines = difflib.unified_diff(before.splitlines(), text.splitlines(), *files, n=1, lineterm="")
            pytest.fail("\n".join(lines) + "\nright? ./dev test --accept", pytrace=False)

    return compare
