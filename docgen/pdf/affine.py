"""From coordinates in a PDF to places on the page as a reader sees it."""

from __future__ import annotations

from typing import NamedTuple


class Affine(NamedTuple):
    """A transformation as PDF writes it (ISO 32000-1, 8.3.3): x' = ax + cy + e, y' = bx + dy + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def to(self, x: float, y: float) -> tuple[float, float]:
        """Return the image of a point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Affine) -> Affine:
        """Return this transformation followed by `other`."""
        e, f = other.to(self.e, self.f)
        return Affine(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            e,
            f,
        )

    @property
    def scale(self) -> float:
        """The factor by which lengths grow."""
        return float(abs(self.a * self.d - self.b * self.c) ** 0.5)


def page_frame(left: float, bottom: float, right: float, top: float, quarter_turns: int) -> Affine:
    """Return the transformation from user space to the page as shown: origin at its top left corner, y downwards.

    The box is the page's in user space; `quarter_turns` are the clockwise ones of its /Rotate.
    """
    return (
        Affine(1, 0, 0, -1, -left, top),
        Affine(0, 1, 1, 0, -bottom, -left),
        Affine(-1, 0, 0, 1, right, -bottom),
        Affine(0, -1, -1, 0, top, right),
    )[quarter_turns % 4]
