"""The pages that a reader of docgen opens: README, ARCHITECTURE, CONTRIBUTING and the manual below docs/."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "vi")


def pages() -> list[Path]:
    """Every page, in a fixed order."""
    own = [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    return own + sorted((ROOT / "docs").rglob("*.md"))


def named(page: Path) -> str:
    """A page as the id of a test."""
    return page.relative_to(ROOT).as_posix()
