"""Values that know how their sheet shows them: the whole value computes, what the clerk sees is printed."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from docgen.vietnamese.dates import ngay_ngan
from docgen.vietnamese.figures import phan_tram, so
from docgen.vietnamese.formats import NumberFormat


class SoIn(Decimal):
    """A figure shown with `le` decimals, as a percentage where `ty_le`: 0.924491 is "92,45%". It computes as itself.

    `dang` is the number format that it has in its sheet, where it has one.
    """

    le: int
    ty_le: bool
    dang: str

    def __new__(cls, value: Decimal | int | str, le: int, *, ty_le: bool = False, dang: str = "") -> SoIn:
        figure = super().__new__(cls, value)
        figure.le, figure.ty_le, figure.dang = le, ty_le, dang
        return figure

    @classmethod
    def as_in(cls, dang: str, value: Decimal | int) -> SoIn:
        """Return a figure as a sheet shows it in the number format `dang`."""
        plain, form = Decimal(value), NumberFormat.of(dang)
        return cls(plain, form.places(plain), ty_le=form.is_rate(plain), dang=dang)

    @property
    def chu(self) -> str:
        """The figure as papers print it: as its sheet shows it; a mere figure with dots between thousands."""
        plain = Decimal(self)
        if self.dang and not NumberFormat.of(self.dang).is_plain(plain):
            return self.nhu_thay
        return (phan_tram if self.ty_le else so)(plain, self.le)

    @property
    def nhu_thay(self) -> str:
        """The figure exactly as its sheet shows it, in Vietnamese signs."""
        return NumberFormat.of(self.dang).number(Decimal(self)) if self.dang else self.chu

    def __reduce__(self) -> Any:
        return _figure, (Decimal(self), self.le, self.ty_le, self.dang)

    def __copy__(self) -> SoIn:
        return self

    def __deepcopy__(self, _memo: Any) -> SoIn:
        return self


def _figure(value: Decimal, le: int, ty_le: bool, dang: str) -> SoIn:
    return SoIn(value, le, ty_le=ty_le, dang=dang)


class MaIn(str):
    """A number that its sheet shows as a code: 0905123456, 08/QĐ-SNV. A text, not added up; `so` is its number."""

    so: int | Decimal

    def __new__(cls, text: str, so: int | Decimal) -> MaIn:
        code = super().__new__(cls, text)
        code.so = so
        return code

    def __reduce__(self) -> Any:
        return MaIn, (str(self), self.so)


class NgayIn(date):
    """A day that its sheet shows in a way of its own: "tháng 02 năm 2026", "08:30 03/02/2027". It computes as itself.

    `gio` is the time of that day where the sheet shows one.
    """

    dang: str
    gio: time | None

    def __new__(cls, year: int, month: int, day: int, dang: str = "", gio: time | None = None) -> NgayIn:
        made = super().__new__(cls, year, month, day)
        made.dang, made.gio = dang, gio
        return made

    @property
    def chu(self) -> str:
        """The day as its sheet shows it."""
        return NumberFormat.of(self.dang).day(self, self.gio) if self.dang else ngay_ngan(self)

    @property
    def co_ngay(self) -> bool:
        """Whether the day itself is shown, not the month or the year alone."""
        return not self.dang or NumberFormat.of(self.dang).names_day

    def __reduce__(self) -> Any:
        return NgayIn, (self.year, self.month, self.day, self.dang, self.gio)
