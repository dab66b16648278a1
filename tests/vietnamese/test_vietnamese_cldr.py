"""What is taken from CLDR: it is what the law asks for, it reaches what is written, and it is loaded late."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale

from docgen.vietnamese import NumberFormat, ngay, ngay_ngan, phan_tram, quy, so, thang, tien
from docgen.vietnamese.cldr import Cldr, cldr

DAY = date(2022, 1, 6)


def test_cldr_says_what_the_law_and_the_decree_ask_for() -> None:
    """A release of CLDR with other signs would change papers: it is kept out (pyproject.toml) until this holds."""
    assert cldr() == Cldr(
        decimal=",",
        group=".",
        plus="+",
        minus="-",
        percent="%",
        gap="\u00a0",
        day="%(d)s/%(M)s/%(y)s",
        month="%(M)s/%(y)s",
        month_name="tháng ",
        month_long="%(MMMM)s năm %(y)s",
        quarter_long="%(QQQQ)s năm %(y)s",
        morning="SA",
        afternoon="CH",
    )
    locale = Locale("vi")
    assert locale.decimal_formats[None].grouping == (3, 3)
    assert [locale.months["format"]["wide"][month] for month in range(1, 13)] == [f"tháng {n}" for n in range(1, 13)]


def test_every_sign_of_cldr_reaches_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(
        cldr(), decimal="D", group="G", plus="P", minus="M", percent="T", gap="_", day="%(y)s:%(M)s:%(d)s",
        month="%(y)s:%(M)s", month_name="mois ", month_long="%(y)s %(MMMM)s", quarter_long="%(y)s %(QQQQ)s",
    )  # fmt: skip
    for module in ("figures", "dates", "formats"):
        monkeypatch.setattr(f"docgen.vietnamese.{module}.cldr", lambda: other)
    assert [so(Decimal("-1234567.5")), so(3, dau=True), phan_tram(Decimal("0.125"))] == ["M1G234G567D5", "P3", "12D5T"]
    assert tien(1500, "đồng") == "1G500_đồng"
    assert [ngay_ngan(DAY), ngay(DAY)] == ["2022:01:06", "ngày 06 2022 mois 01"]
    assert [thang(4, 2026), thang(4, 2026, dai=True)] == ["mois 2026:4", "2026 mois 4"]
    assert quy(2, 2026, dai=True) == "2026 Quý II"
    assert NumberFormat.of("#,##0.0").number(Decimal("-1234.5")) == "M1G234D5"
    assert NumberFormat.of("#,##0.00").places(Decimal("1234.5")) == 2


@pytest.mark.parametrize(
    ("work", "loaded"),
    [
        ("vietnamese.doc_so('1.234,5'), vietnamese.doc_ngay('06/01/2022'), vietnamese.tu_chu('hai mươi mốt')", set()),
        ("vietnamese.so(1234), vietnamese.ngay(None)", {"babel"}),
        ("vietnamese.bang_chu(5)", {"num2words"}),
    ],
)
def test_libraries_are_loaded_with_the_first_that_is_written(work: str, loaded: set[str]) -> None:
    script = f"import sys; from docgen import vietnamese; {work}; print(*({{'babel', 'num2words'}} & set(sys.modules)))"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert set(said.stdout.split()) == loaded
