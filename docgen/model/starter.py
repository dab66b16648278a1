"""The short data file that `docgen new` begins with, and the office's own file beside it.

Promise: what this kind of paper needs and nothing else, about fifteen lines to fill in, each with a short explanation;
the file builds at once. `schema.new_file` writes a file with every key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docgen.model.fields import toml_value
from docgen.model.paper_kind import Loai
from docgen.model.schema import toml_lines

_SAYS = {
    "co_quan": "cơ quan và người lãnh đạo: ghi một lần, mọi văn bản cùng dùng",
    "nam": "năm mà văn bản nói tới",
    "trich_yeu": "{{ … }} lấy lại điều đã ghi ở chỗ khác",
    "can_cu": "mỗi căn cứ một dòng",
    "theo_de_nghi": "căn cứ cuối cùng: Theo đề nghị của …",
    "noi_nhan": "mỗi nơi một dòng",
    "luu": "nơi lưu",
    "ky_bao_cao": "tu, den: số liệu tính từ ngày, đến ngày (năm-tháng-ngày)",
}
_SECTIONS = {
    "vb": "Văn bản được dẫn: khai một lần, gọi bằng {{ vb.chuc_nang }} (tên chuc_nang do mình đặt). Ví dụ, hãy thay:",
    "kem_theo": "Văn bản ban hành kèm theo.",
}
_BODY = "Nội dung: # tiêu đề lớn, ## tiêu đề nhỏ, - gạch đầu dòng, 1. đánh số. Số thứ tự docgen tự đánh."


@dataclass(frozen=True)
class OfficeOfProject:
    """The office of a project as a new paper uses it: its file as the paper names it, and what it says."""

    file: str
    chu_quan: str = "Ủy ban nhân dân tỉnh Khánh Hòa"
    ten: str = "Sở Nội vụ tỉnh Khánh Hòa"
    leaders: Sequence[tuple[str, str]] = field(default_factory=lambda: (("giam-doc", "Nguyễn Văn A"),))

    @classmethod
    def read(cls, file: str, value: Mapping[str, Any]) -> OfficeOfProject:
        """Return the office that a file holds; what the file leaves out is that of the sample."""
        listed = value.get("lanh_dao")
        leaders = [item for item in listed if isinstance(item, Mapping)] if isinstance(listed, list) else []
        today = [item for item in leaders if item.get("ma") and not item.get("den")]
        named = tuple((str(item["ma"]), str(item.get("ho_ten", item["ma"]))) for item in today)
        given = {name: str(value[name]) for name in ("chu_quan", "ten") if value.get(name)}
        return cls(file, **given, leaders=named or (("giam-doc", "giam-doc"),))


def office_file(schema: str = "") -> str:
    """Return the file of an office to fill in; `schema` is the address of its schema from there."""
    lines = [f"#:schema {schema}"] if schema else []
    return "\n".join([
        *lines,
        "# Cơ quan ban hành: ghi một lần, mọi văn bản cùng dùng.",
        'ten = "Sở Nội vụ tỉnh Khánh Hòa"  # tên đầy đủ',
        'chu_quan = "Ủy ban nhân dân tỉnh Khánh Hòa"  # cơ quan cấp trên trực tiếp',
        'viet_tat = "SNV"  # chữ viết tắt trong số, ký hiệu: 15/QĐ-SNV',
        'dia_danh = "Khánh Hòa"  # ghi trước ngày tháng',
        "",
        "# Người lãnh đạo, người đứng đầu ghi trước. ma: tên gọi ngắn do mình đặt, dùng ở nguoi_ky của từng văn bản.",
        "# Đổi người: giữ mục cũ, thêm den = ngày thôi giữ chức vụ; thêm mục mới cùng ma, có tu = ngày nhận chức vụ.",
        "[[lanh_dao]]",
        'ma = "giam-doc"',
        'ho_ten = "Nguyễn Văn A"',
        'chuc_vu = "Giám đốc"',
        "",
        "[[lanh_dao]]",
        'ma = "pho-giam-doc"',
        'ho_ten = "Trần Thị B"',
        'chuc_vu = "Phó Giám đốc"',
        "",
    ])  # fmt: skip


def short_file(kind: Loai, office: OfficeOfProject, schema: str = "") -> str:
    """Return a short data file of a kind of paper that builds at once.

    `schema` is the address of the schema from there.
    """
    return "\n".join([*([f"#:schema {schema}"] if schema else []), *_lines(kind, office)]).rstrip() + "\n"


def _lines(kind: Loai, office: OfficeOfProject) -> Iterator[str]:
    example = _adapted(kind.sample, office)
    code, name = office.leaders[0]
    others = ", ".join(f"{other} ({who})" for other, who in office.leaders[1:4])
    yield f"# {kind.mo_ta}. Sau dấu # là lời giải thích, không in ra. Mọi mục khác: docgen new --full."
    yield f"loai = {toml_value(kind.ten)}"
    yield f'co_quan = {{ tep = "{office.file}" }}  # {_SAYS["co_quan"]}'
    yield "# so = 15  # số và ngày có sau khi ký: bỏ dấu # ở đầu dòng rồi ghi; chưa ghi thì in chỗ trống"
    yield "# ngay = 2026-01-08  # năm-tháng-ngày"
    simple = {key: value for key, value in example.items() if key not in ("co_quan", "vb", "kem_theo", "noi_dung")}
    for key, value in simple.items():
        yield from toml_lines(key, value, f"  # {_SAYS[key]}" if key in _SAYS else "")
    yield f'nguoi_ky = {{ ma = "{code}" }}  # mã của {name}' + (f"; các mã khác: {others}" if others else "")
    if "noi_dung" in example:
        yield from ("", f"# {_BODY}", *toml_lines("noi_dung", example["noi_dung"]))
    for key in ("vb", "kem_theo"):
        yield from _section(key, example.get(key))


def _adapted(example: Mapping[str, Any], office: OfficeOfProject) -> dict[str, Any]:
    """Return the sample of a kind with the office's own names in it; the year first, the text last."""
    made: dict[str, Any] = {key: value for key, value in example.items() if key != "luu"}
    made["luu"] = example.get("luu", "VT")
    if "kinh_gui" in made:
        made["kinh_gui"] = [office.chu_quan]
    if "vb" in made:
        cited = {**made["vb"]["chuc_nang"], "co_quan": office.chu_quan}
        made["vb"] = {"chuc_nang": cited}
    return made


def _section(name: str, value: Mapping[str, Any] | None) -> Iterator[str]:
    if not value:
        return
    yield from ("", f"# {_SECTIONS[name]}")
    inner = value["chuc_nang"] if name == "vb" else value
    yield "[vb.chuc_nang]" if name == "vb" else f"[{name}]"
    for key, item in inner.items():
        if isinstance(item, str) and "\n" in item:
            yield f"# {_BODY}"
        yield from toml_lines(key, item, "  # năm-tháng-ngày" if isinstance(item, date) else "")


__all__ = ["OfficeOfProject", "office_file", "short_file"]
