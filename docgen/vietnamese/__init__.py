"""The written language of state papers: numbers, words, days, numbers of papers, order and text repair.

Pure functions that know nothing of docgen. What cannot be read or written raises `LanguageError` (a ValueError) with a
Vietnamese message. Figures are int, Decimal or Fraction, never binary floats; days are `datetime.date`; text comes out
composed (NFC).

Every way of writing has its way back: `so` and `doc_so`, `bang_chu` and `tu_chu`, `ngay` and `doc_ngay`, `quy` and
`doc_quy`, `ky` and `doc_ky`, `so_ky_hieu` and `doc_so_ky_hieu`, `vien_dan` and `doc_vien_dan` … `sua` mends what old
files, PDFs and copying did to letters.

Inside: `figures`, `words` and `reading` (numbers), `dates` and `mentions` (times that a text names), `papers` (numbers
of papers, citations), `letters` and `syllables` (order, spelling); `formats` with `day_formats` and `fraction_formats`,
and `shown` (figures as sheets show them); `filters` (the ways of writing, for expressions); `repair` with `marks`,
`legacy`, `spacing`, `broken` (syllables in pieces) and `suspects` (damaged text); `errors`.

Two libraries of the field work here, each for what it is right in, and are loaded when needed. Babel has CLDR's
Vietnamese: signs and patterns of figures and days (`cldr`, which says what the decree asks for against it). num2words
has the words of 0 to 999; it is wrong from 1,005 on, for negatives and for decimals, so number words are a language of
docgen's own on it (`spoken`). `num2words_vi` gives that language to any program that uses num2words.
"""

from docgen.vietnamese.dates import (
    can_chi,
    doc_can_chi,
    doc_ky,
    doc_ngay,
    doc_quy,
    doc_thang,
    doc_thu,
    khoang_ngay,
    ky,
    ngay,
    ngay_khong_co,
    ngay_ngan,
    nua_nam,
    quy,
    thang,
    thu,
)
from docgen.vietnamese.errors import LanguageError
from docgen.vietnamese.figures import (
    doc_don_vi,
    doc_khoang,
    doc_phan_tram,
    doc_so,
    doc_tien,
    don_vi,
    khoang,
    lam_tron,
    phan_tram,
    so,
    tien,
)
from docgen.vietnamese.filters import FILTERS, MEANINGS, dem, so_voi
from docgen.vietnamese.formats import NumberFormat
from docgen.vietnamese.legacy import giai_ma
from docgen.vietnamese.letters import (
    diem,
    doc_diem,
    doc_la_ma,
    hoa,
    hoa_dau,
    khoa_ho_ten,
    khoa_sap_xep,
    khong_dau,
    la_ma,
    nfc,
    thuong_dau,
)
from docgen.vietnamese.marks import Cach
from docgen.vietnamese.papers import (
    BAN_SAO,
    LOAI_VAN_BAN,
    QUY_PHAM,
    SoKyHieu,
    VienDan,
    doc_so_ky_hieu,
    doc_vien_dan,
    ky_hieu_loai,
    la_luat,
    loai_tu_ky_hieu,
    so_ky_hieu,
    tim_vien_dan,
    trich_yeu_trong_cau,
    vien_dan,
)
from docgen.vietnamese.reading import CHUAN, CachDoc
from docgen.vietnamese.repair import ChoSua, KetQua, dem_kieu_dau, sua
from docgen.vietnamese.shown import MaIn, NgayIn, SoIn
from docgen.vietnamese.suspects import ke_cho_sua, ke_chu_hong, sua_tung_muc, tim_hong, tim_hong_va_nghi, tung_cho
from docgen.vietnamese.syllables import KieuDau, dat_dau, la_am_tiet
from docgen.vietnamese.words import bang_chu, doc_thu_tu, thu_tu, tu_chu

__all__ = [
    "BAN_SAO",
    "CHUAN",
    "FILTERS",
    "LOAI_VAN_BAN",
    "MEANINGS",
    "QUY_PHAM",
    "Cach",
    "CachDoc",
    "ChoSua",
    "KetQua",
    "KieuDau",
    "LanguageError",
    "MaIn",
    "NgayIn",
    "NumberFormat",
    "SoIn",
    "SoKyHieu",
    "VienDan",
    "bang_chu",
    "can_chi",
    "dat_dau",
    "dem",
    "dem_kieu_dau",
    "diem",
    "doc_can_chi",
    "doc_diem",
    "doc_don_vi",
    "doc_khoang",
    "doc_ky",
    "doc_la_ma",
    "doc_ngay",
    "doc_phan_tram",
    "doc_quy",
    "doc_so",
    "doc_so_ky_hieu",
    "doc_thang",
    "doc_thu",
    "doc_thu_tu",
    "doc_tien",
    "doc_vien_dan",
    "don_vi",
    "giai_ma",
    "hoa",
    "hoa_dau",
    "ke_cho_sua",
    "ke_chu_hong",
    "khoa_ho_ten",
    "khoa_sap_xep",
    "khoang",
    "khoang_ngay",
    "khong_dau",
    "ky",
    "ky_hieu_loai",
    "la_am_tiet",
    "la_luat",
    "la_ma",
    "lam_tron",
    "loai_tu_ky_hieu",
    "nfc",
    "ngay",
    "ngay_khong_co",
    "ngay_ngan",
    "nua_nam",
    "phan_tram",
    "quy",
    "so",
    "so_ky_hieu",
    "so_voi",
    "sua",
    "sua_tung_muc",
    "thang",
    "thu",
    "thu_tu",
    "thuong_dau",
    "tien",
    "tim_hong",
    "tim_hong_va_nghi",
    "tim_vien_dan",
    "trich_yeu_trong_cau",
    "tu_chu",
    "tung_cho",
    "vien_dan",
]
