"""The likely word for a misspelt one."""

from __future__ import annotations

import pytest

from docgen.finding import nearest

QUARTERS = ["Quý I", "Quý II", "Quý III"]


@pytest.mark.parametrize(
    ("name", "known", "likely"),
    [
        ("Quý 3", QUARTERS, "Quý III"),
        ("Quy 2", QUARTERS, "Quý II"),
        ("Cột II", ["Cột 1", "Cột 2"], "Cột 2"),
        ("dot_2", ["dot_i", "dot_ii"], "dot_ii"),
        ("Biểu 02", ["Biểu 1", "Biểu 2"], "Biểu 2"),
        ("Quý IV", QUARTERS, ""),
        ("Năm 2024", ["Năm 2025", "Năm 2026"], ""),
        ("Năm 2024", ["Năm 2026"], "Năm 2026"),
        ("Năm 2O26", ["Năm 2025", "Năm 2026"], "Năm 2026"),
        ("xx", ["x", "y"], "x"),
        ("tiep_nhn", ["dang_xu_ly", "tiep_nhan"], "tiep_nhan"),
    ],
)
def test_the_nearest_name_has_the_same_number(name: str, known: list[str], likely: str) -> None:
    assert nearest(name, known) == likely
