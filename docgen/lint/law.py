"""The decree's figures (Nghị định 30/2020/NĐ-CP, Phụ lục I), once for rules, templates and tests: `nd30.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

TOLERANCE_MM = 0.5
"""How far a length may be off: Word keeps twentieths of a point, and clerks type centimetres."""


@cache
def law() -> Mapping[str, Any]:
    """Return the decree's figures: lengths in millimetres, sizes and spacing in points."""
    return tomli.loads(files("docgen.lint").joinpath("nd30.toml").read_text("utf-8"))
