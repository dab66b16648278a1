"""The filters of templates and data texts: {{ x | so }}, {{ x | chu("đồng") }}, {{ d | ngay_ngan }} …

One mapping, name to function, for whoever renders text. Every filter takes the plain values of data (int, Decimal,
date, str) and raises LanguageError, in Vietnamese, for what it cannot write.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction

from docgen.vietnamese import dates, figures, letters, papers, words
from docgen.vietnamese.errors import LanguageError
from docgen.vietnamese.reading import CHUAN, CachDoc


def chu(
    x: figures.Number,
    don_vi: str = "",
    chan: bool = False,
    hoa: bool = False,
    linh: str = CHUAN.linh,
    bon: str = CHUAN.bon,
    nghin: str = CHUAN.nghin,
    ty: str = CHUAN.ty,
    khong_tram: bool = CHUAN.khong_tram,
    phay: bool = CHUAN.phay,
    tung_chu_so: bool = CHUAN.tung_chu_so,
) -> str:
    """Return a number in words, read as the fields of `CachDoc` say (linh="lẻ", nghin="ngàn" …)."""
    how = CachDoc(linh, bon, nghin, ty, khong_tram, phay, tung_chu_so)
    return words.bang_chu(x, _text(don_vi), chan=chan, hoa=hoa, cach=CHUAN if how == CHUAN else how)


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return dates.doc_ngay(value)
    raise LanguageError(f"“{value}” không phải một ngày: viết 2022-01-06 hoặc 06/01/2022")


def _whole(value: object) -> int:
    number = figures.exact(value)
    if number != int(number):
        raise LanguageError(f"{value} không phải số nguyên")
    return int(number)


def _number(value: object) -> int | str | None:
    return value if value is None or isinstance(value, str) else _whole(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise LanguageError(f"“{value}” không phải một đoạn chữ")
    return value


FILTERS: dict[str, Callable[..., str]] = {
    "so": lambda x, le=None, *, toi_da=False, dau=False: figures.so(x, _le(le), toi_da=toi_da, dau=dau),
    "phan_tram": lambda x, le=None, *, dau=False: figures.phan_tram(x, _le(le), dau=dau),
    "tien": lambda x, don_vi="đồng", le=None: figures.tien(x, _text(don_vi), _le(le)),
    "don_vi": lambda x, ten, le=None: figures.don_vi(x, _text(ten), _le(le)),
    "khoang": lambda tu, den, le=None, *, loi=False: figures.khoang(tu, den, _le(le), loi=loi),
    "chu": chu,
    "thu_tu": lambda n, *, hai="hai": words.thu_tu(_whole(n), hai=hai),
    "ngay": lambda d, nam=None: dates.ngay(None if d is None else _day(d), nam=_le(nam)),
    "ngay_ngan": lambda d, nam=None: dates.ngay_ngan(None if d is None else _day(d), nam=_le(nam)),
    "khoang_ngay": lambda tu, den, *, dai=False: dates.khoang_ngay(_day(tu), _day(den), dai=dai),
    "ky": lambda tu, den: dates.ky(_day(tu), _day(den)),
    "thu": lambda d: dates.thu(_day(d)),
    "quy": lambda n, nam=None, *, dai=False: dates.quy(_whole(n), _le(nam), dai=dai),
    "thang": lambda n, nam=None, *, dai=False: dates.thang(_whole(n), _le(nam), dai=dai),
    "nua_nam": lambda n, nam=None: dates.nua_nam(_whole(n), _le(nam)),
    "can_chi": lambda nam: dates.can_chi(_whole(nam)),
    "la_ma": lambda n: letters.la_ma(_whole(n)),
    "diem": lambda n: letters.diem(_whole(n)),
    "so_ky_hieu": lambda so, ky_hieu, nam=None: papers.so_ky_hieu(_number(so), _text(ky_hieu), _le(nam)),
    "hoa": lambda text: letters.hoa_tieu_de(_text(text)),
    "hoa_dau": lambda text: letters.hoa_dau(_text(text)),
    "thuong_dau": lambda text: letters.thuong_dau(_text(text)),
    "dem": lambda n: dem(_whole(n)),
    "dem_chu": lambda n: f"{dem(_whole(n))} ({words.bang_chu(_whole(n))})",
    "so_voi": lambda x, truoc=None, le=None: so_voi(x, truoc, _le(le)),
}
"""Filter name to function. The first argument is the value before the bar."""

MEANINGS = {
    "so": "số có dấu chấm hàng nghìn: 6.547; so(2) in hai chữ số lẻ, thêm toi_da=true: nhiều nhất hai; dau=true in +3",
    "phan_tram": "tỷ lệ thành phần trăm: 0,92449 in 92,45%; phan_tram(1) in 92,4%; dau=true in +3%",
    "tien": 'số tiền: 1.500.000 đồng; tien("triệu đồng") in 1,5 triệu đồng',
    "don_vi": 'số kèm đơn vị không tách dòng: don_vi("km") in 25 km',
    "khoang": "khoảng số: khoang(28) in 27 - 28; loi=true in từ 27 đến 28",
    "chu": 'số bằng chữ: năm mươi bốn; chu("đồng", chan=true, hoa=true); linh="lẻ", bon="tư", nghin="ngàn", ty="tỉ"',
    "thu_tu": 'thứ tự bằng chữ: thứ nhất, thứ tư; hai="nhì"',
    "ngay": "ngày viết đầy đủ: ngày 06 tháng 01 năm 2022",
    "ngay_ngan": "ngày viết gọn: 06/01/2022",
    "khoang_ngay": "từ ngày … đến ngày …: khoang_ngay(den), thêm dai=true viết đầy đủ",
    "ky": "tên kỳ, viết gọn nhất: ky(den) in Quý II/2026, 6 tháng đầu năm 2026",
    "thu": "thứ trong tuần: thứ Hai",
    "quy": "quý: Quý II; quy(2026) in Quý II/2026, thêm dai=true in Quý II năm 2026",
    "thang": "tháng: thang(2026) in tháng 11/2026, thêm dai=true in tháng 11 năm 2026",
    "nua_nam": "nửa năm: nua_nam(2026) in 6 tháng đầu năm 2026",
    "can_chi": "năm âm lịch: Bính Ngọ",
    "la_ma": "số La Mã: IV",
    "diem": "chữ của điểm: a b c d đ",
    "so_ky_hieu": 'số, ký hiệu: so_ky_hieu("QĐ-UBND") in 02/QĐ-UBND, thêm nam=2026 in 02/2026/QĐ-UBND',
    "hoa": "viết hoa cả chữ, trừ trong ngoặc đơn",
    "hoa_dau": "viết hoa chữ đầu",
    "thuong_dau": "viết thường chữ đầu, trừ chữ viết tắt",
    "dem": "số đếm trong câu, dưới 10 có số 0: 05",
    "dem_chu": "số đếm kèm chữ: 05 (năm)",
    "so_voi": "so với số trước: so_voi(8) in tăng 12,5%, giảm 3%, không đổi",
}
"""What each filter prints, for whoever lists them."""


def dem(n: int) -> str:
    """Return a count as papers write it in a sentence: 5 gives "05", 12 "12", 1200 "1.200".

    Raises LanguageError below zero: nothing can be counted so.
    """
    if figures.exact(n) < 0:
        raise LanguageError(f"Số đếm không thể âm: {n}")
    return f"0{n}" if n < 10 else figures.so(n)


def so_voi(x: figures.Number, truoc: figures.Number | None, le: int | None = None) -> str:
    """Return how a figure changed against an earlier one: "tăng 12,5%", "giảm 3%", "không đổi", "tăng dưới 0,01%".

    Raises LanguageError when the earlier figure is zero or negative: there is no ratio to state.
    """
    if truoc is None:
        raise LanguageError("so_voi cần số của kỳ trước: so_voi(…)")
    now, before = figures.exact(x), figures.exact(truoc)
    if now == before:
        return "không đổi"
    if before <= 0:
        raise LanguageError(f"không so tỷ lệ được với số {figures.so(before)} của kỳ trước")
    change = abs(Fraction(now) / Fraction(before) - 1)
    least = Fraction(1, 10 ** (2 + (2 if le is None else le)))
    shown = figures.phan_tram(change, le) if 2 * change >= least else f"dưới {figures.phan_tram(least, le)}"
    return f"{'tăng' if now > before else 'giảm'} {shown}"


def _le(value: object) -> int | None:
    return None if value is None else _whole(value)
