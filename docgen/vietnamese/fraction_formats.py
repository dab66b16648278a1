"""Figures that the number format of a sheet shows as fractions: `# ?/?`, `# ??/??`, `?/8`, `# ?/100`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_LONGEST = 9  # digits of a denominator


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands before and after a fraction, the sign of its whole part ("" for none), and its denominator.

    A denominator given is `fixed`; else it has at most so many `digits`.
    """

    before: str
    whole: str
    fixed: int
    digits: int
    after: str


def shape(tokens: Sequence[tuple[str, str]]) -> Shape | None:
    """Return the shape of a fraction, None for any other format."""
    slash = next((place for place, (kind, _) in enumerate(tokens) if kind == "slash"), -1)
    if slash < 1 or tokens[slash - 1][0] != "digit" or any(kind in ("point", "percent") for kind, _ in tokens):
        return None
    first, end = slash, slash + 1
    while first and tokens[first - 1][0] == "digit":
        first -= 1
    while end < len(tokens) and (tokens[end][0] == "digit" or tokens[end][1].isdecimal()):
        end += 1
    below = "".join(text for _, text in tokens[slash + 1 : end])
    if not below:
        return None
    front = tokens[:first]
    whole = "".join(text for kind, text in front if kind == "digit")[-1:]
    lits = "".join(text for kind, text in front if kind == "lit")
    fixed = int(below) if below.isdecimal() and below.strip("0") else 0
    return Shape(
        lits.strip() if not whole else lits.rstrip(),
        whole,
        fixed,
        min(len(below), _LONGEST),
        "".join(text for kind, text in tokens[end:] if kind == "lit"),
    )


def written(shape: Shape, value: Decimal) -> str:
    """Return a figure that is not negative: 1/4, 2 1/3; a whole one without its fraction where it has a whole part."""
    whole = int(value) if shape.whole else 0
    above, below = _nearest(shape, value - whole)
    if shape.whole and above == below:
        whole, above = whole + 1, 0
    figure = f"{above}/{below}"
    if shape.whole and not above:
        figure = str(whole)
    elif shape.whole and (whole or shape.whole == "0"):
        figure = f"{whole} {figure}"
    return f"{shape.before}{figure}{shape.after}".strip()


def _nearest(shape: Shape, value: Decimal) -> tuple[int, int]:
    if shape.fixed:
        return int((value * shape.fixed).to_integral_value(ROUND_HALF_UP)), shape.fixed
    nearest = Fraction(value).limit_denominator(10**shape.digits - 1)
    return nearest.numerator, nearest.denominator
