"""How numbers are read aloud where usage differs."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.vietnamese.errors import LanguageError


@dataclass(frozen=True, slots=True)
class CachDoc:
    """How numbers are read where usage differs. The defaults are those of state papers.

    `linh`: "linh" or "lẻ" (một trăm linh năm). `bon`: "bốn" or "tư" after mươi (hai mươi tư). `nghin`: "nghìn" or
    "ngàn". `ty`: "tỷ" or "tỉ". `khong_tram`: "một nghìn không trăm linh năm", or "một nghìn linh năm" when False.
    `phay`: a comma after each group ("một triệu, ba trăm nghìn"). `tung_chu_so`: decimals digit by digit.
    """

    linh: str = "linh"
    bon: str = "bốn"
    nghin: str = "nghìn"
    ty: str = "tỷ"
    khong_tram: bool = True
    phay: bool = False
    tung_chu_so: bool = False

    def __post_init__(self) -> None:
        for name, words in _CHOICES.items():
            if getattr(self, name) not in words:
                raise LanguageError(f"Cách đọc {name} = “{getattr(self, name)}” không có: chọn {' hoặc '.join(words)}")


_CHOICES = {"linh": ("linh", "lẻ"), "bon": ("bốn", "tư"), "nghin": ("nghìn", "ngàn"), "ty": ("tỷ", "tỉ")}

CHUAN = CachDoc()
"""The reading of state papers."""
