"""The papers that the benches make: short ones by the hundred, and long ones with tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

OFFICE = """
ten = "Sở Khoa học và Công nghệ tỉnh Khánh Hòa"
ten_ngan = "Sở Khoa học và Công nghệ"
chu_quan = "Ủy ban nhân dân tỉnh Khánh Hòa"
viet_tat = "SKHCN"
dia_danh = "Khánh Hòa"

[[lanh_dao]]
ma = "giam-doc"
ho_ten = "Nguyễn Văn A"
chuc_vu = "Giám đốc"
"""
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


_WORK = (
    "Rà soát, cập nhật và công khai danh mục dịch vụ công trực tuyến trên Cổng dịch vụ công theo đúng thời hạn",
    "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính còn hiệu lực; kết nối với kho dữ liệu dùng chung của tỉnh",
    "Đào tạo, bồi dưỡng kỹ năng số cho công chức, viên chức trực tiếp tiếp nhận và xử lý hồ sơ của người dân",
    "Kiểm tra việc gửi, nhận văn bản điện tử có ký số giữa các phòng, đơn vị; báo cáo kết quả hằng tháng",
    "Thuê dịch vụ giám sát an toàn thông tin mạng, khắc phục các lỗ hổng đã được cảnh báo trong năm trước",
    "Xây dựng cơ sở dữ liệu chuyên ngành, chuẩn hóa mã định danh và ban hành quy chế khai thác, sử dụng dữ liệu",
    "Tuyên truyền, hướng dẫn doanh nghiệp, hợp tác xã dùng hóa đơn điện tử, hợp đồng điện tử và thanh toán số",
    "Phối hợp với Công an tỉnh làm sạch dữ liệu, thay thế giấy tờ bằng dữ liệu đã có khi giải quyết thủ tục",
)
_RESULTS = (
    "Danh mục được công bố", "Kho dữ liệu số hóa", "Báo cáo kết quả tập huấn", "Báo cáo tháng của Văn phòng Sở",
    "Hệ thống được đánh giá đạt cấp độ 3", "Cơ sở dữ liệu và quy chế", "Tài liệu, hội nghị hướng dẫn",
)  # fmt: skip
_TARGETS = ("Hồ sơ trực tuyến toàn trình", "Hồ sơ được số hóa", "Văn bản điện tử có ký số", "Thanh toán trực tuyến")


def _table(code: str, columns: Iterable[tuple[str, str]], rows: Iterable[str], more: str = "") -> str:
    declared = "\n".join(f'[[bang.{code}.cot]]\nma = "{ma}"\nten = "{ten}"' for ma, ten in columns)
    given = "\n".join(f"[[bang.{code}.hang]]\n{row}" for row in rows)
    return f"[bang.{code}]\n{more}\n{declared}\n{given}\n"


def long_plan(tasks: int) -> str:
    """Return the data of a plan with a table of figures and an annex of so many tasks: 14 make 5 pages, 46 make 10."""
    work = [_WORK[number * 3 % len(_WORK)] for number in range(tasks + 40)]
    body = "\n\n".join(
        f"# Nhóm nhiệm vụ thứ {group}\n\n"
        + "\n".join(f"{item}. {work[group + item]}. {work[group + 2 * item]}." for item in range(1, 5))
        for group in range(1, 2 + tasks // 6)
    )
    figures = _table(
        "chi_tieu",
        [("stt", "STT"), ("ten", "Chỉ tiêu"), ("giao", "Số được giao"), ("dat", "Số thực hiện năm 2025"),
         ("con", "Còn phải thực hiện")],
        (f'ten = "{_TARGETS[number % 4]} của Phòng Chuyên môn {number + 1}"\ngiao = {4200 + 137 * number}\n'
         f"dat = {3900 + 101 * number}" for number in range(8)),
        'tieu_de = "Chỉ tiêu năm 2026"\ndon_vi = "hồ sơ"\ndong_tong = "TỔNG CỘNG"\ndanh_so_cot = true',
    ).replace('ten = "Còn phải thực hiện"', 'ten = "Còn phải thực hiện"\ncong_thuc = "giao - dat"')  # fmt: skip
    annex = _table(
        "viec",
        [("stt", "STT"), ("viec", "Nội dung nhiệm vụ"), ("don_vi", "Đơn vị chủ trì"), ("phoi_hop", "Đơn vị phối hợp"),
         ("han", "Thời hạn"), ("ket_qua", "Kết quả, sản phẩm")],
        (f'viec = "{work[number]}"\ndon_vi = "Phòng Chuyên môn {number % 9 + 1}"\n'
         f'phoi_hop = ["Văn phòng Sở", "Trung tâm Chuyển đổi số"]\nhan = "Quý {number % 4 + 1}"\n'
         f'ket_qua = "{_RESULTS[number % 7]}; báo cáo số {number}"' for number in range(1, tasks + 1)),
    )  # fmt: skip
    return f"""loai = "kế hoạch"
co_quan = {{ tep = "co-quan.toml" }}
so = 12
ngay = 2026-02-10
trich_yeu = "Chuyển đổi số năm 2026"
noi_dung = '''
Sở Khoa học và Công nghệ ban hành Kế hoạch chuyển đổi số năm 2026 như sau:

{body}

# Chỉ tiêu

Các phòng thực hiện {{{{ bang.chi_tieu.tong.giao | so }}}} hồ sơ trong năm, chia như sau:

{{{{ bang.chi_tieu }}}}

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

{figures}
{annex}"""
