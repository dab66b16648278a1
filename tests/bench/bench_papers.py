"""The papers that the benches make: short ones by the hundred, and one long one with tables."""

from __future__ import annotations

from pathlib import Path

OFFICE = '''
ten = "Sở Khoa học và Công nghệ tỉnh Khánh Hòa"
ten_ngan = "Sở Khoa học và Công nghệ"
chu_quan = "Ủy ban nhân dân tỉnh Khánh Hòa"
viet_tat = "SKHCN"
dia_danh = "Khánh Hòa"

[[lanh_dao]]
ma = "giam-doc"
ho_ten = "Nguyễn Văn A"
chuc_vu = "Giám đốc"
'''
SHORT = "data/quyetdinh/qd-{:04}.toml"
NAME, GRADE, UNIT = "TÊN-NGƯỜI", "BẬC-LƯƠNG", "TÊN-PHÒNG"
"""What differs from one short paper to the next; the peers' template has its tags in their place."""

_LETTERS = "ABCDEGHIKLMNOPQRSTUVXY"


def values(number: int) -> dict[str, str]:
    """Return what differs in the short paper of this number."""
    return {
        "number": str(number),
        "name": f"Nguyễn Văn {_LETTERS[number % len(_LETTERS)]}{number}",
        "grade": f"{number % 9 + 1}/9",
        "unit": f"Phòng Chuyên môn {number % 12 + 1}",
    }


def short(number: int, name: str, grade: str, unit: str) -> str:
    """Return the data of a decision on a pay grade: one page of text, a signature and recipients."""
    return f'''loai = "quyết định"
co_quan = {{ tep = "../co-quan.toml" }}
so = {number}
ngay = 2026-07-01
trich_yeu = "Về việc nâng bậc lương thường xuyên đối với {name}"
can_cu = [
  "Nghị định số 204/2004/NĐ-CP ngày 14 tháng 12 năm 2004 của Chính phủ về chế độ tiền lương",
  "Quyết định số 108/2025/QĐ-UBND ngày 12 tháng 9 năm 2025 của Ủy ban nhân dân tỉnh Khánh Hòa",
]
theo_de_nghi = "Chánh Văn phòng Sở"
dieu = [
  "Nâng bậc lương thường xuyên đối với ông {name}, công tác tại {unit}, lên bậc {grade} từ ngày 01 tháng 7 năm 2026.",
  "Văn phòng Sở và {unit} thực hiện chế độ tiền lương, bảo hiểm xã hội theo bậc lương mới.",
  "Quyết định này có hiệu lực từ ngày ký. Chánh Văn phòng Sở, Trưởng {unit} và ông {name} thi hành Quyết định này.",
]
noi_nhan = ["Như {{{{ dieu.cuoi }}}}", "Lãnh đạo Sở (b/c)", "{unit}"]
luu = "VT, VP"
nguoi_ky = {{ ma = "giam-doc" }}
'''


def project_of(root: Path, papers: int) -> Path:
    """Write a project of so many short papers; return its root."""
    folder = root / "data" / "quyetdinh"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "data" / "co-quan.toml").write_text(OFFICE, "utf-8")
    for number in range(1, papers + 1):
        given = values(number)
        text = short(number, given["name"], given["grade"], given["unit"])
        (root / SHORT.format(number)).write_text(text, "utf-8")
    return root


def sixteen_pages(tasks: int = 46) -> str:
    """Return the data of a plan with its annex of so many tasks: 46 make 16 pages, 22 make 10."""
    sentence = "Các đơn vị rà soát, cập nhật và công khai đầy đủ thông tin trên hệ thống theo đúng thời hạn đã quy định. "
    body = "\n\n".join(
        f"# Nhóm nhiệm vụ thứ {number}\n\n" + "\n".join(f"{item}. {sentence * 2}" for item in range(1, 5))
        for number in range(1, 2 + tasks // 6)
    )
    rows = "\n".join(
        f'[[bang.viec.hang]]\nviec = "Nhiệm vụ {number}: {sentence}"\ndon_vi = "Phòng Chuyên môn {number % 9 + 1}"\n'
        f'phoi_hop = ["Văn phòng Sở", "Trung tâm Chuyển đổi số"]\nhan = "Quý {number % 4 + 1}"\n'
        f'ket_qua = "Báo cáo, {sentence.lower()}"\n'
        for number in range(1, tasks + 1)
    )
    columns = "\n".join(
        f'[[bang.viec.cot]]\nma = "{code}"\nten = "{title}"\n'
        for code, title in (("stt", "STT"), ("viec", "Nội dung nhiệm vụ"), ("don_vi", "Đơn vị chủ trì"),
                            ("phoi_hop", "Đơn vị phối hợp"), ("han", "Thời hạn"), ("ket_qua", "Kết quả, sản phẩm"))
    )  # fmt: skip
    return f"""loai = "kế hoạch"
co_quan = {{ tep = "co-quan.toml" }}
so = 12
ngay = 2026-02-10
trich_yeu = "Chuyển đổi số năm 2026"
noi_dung = '''
Sở Khoa học và Công nghệ ban hành Kế hoạch chuyển đổi số năm 2026 như sau:

{body}

# Tổ chức thực hiện

Các phòng, đơn vị thực hiện nhiệm vụ tại {{{{ phu_luc[0] }}}} của Kế hoạch này.
'''
noi_nhan = ["Ủy ban nhân dân tỉnh (b/c)", "Lãnh đạo Sở"]
luu = "VT, VP"
nguoi_ky = {{ ma = "giam-doc" }}

[[phu_luc]]
tieu_de = "Nhiệm vụ cụ thể"
huong = "ngang"
bang = "viec"

[bang.viec]
{columns}
{rows}
"""
