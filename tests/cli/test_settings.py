"""`docgen.toml`: each setting works, and what is none is told at its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from build_project import plan, write
from cli_said import Said

Call = Callable[..., Said]


def test_an_empty_file_settles_nothing(call: Call, root: Path) -> None:
    write(root / "docgen.toml", "\n")
    assert call("check").out == "Không có gì phải sửa.\n"


def test_the_folder_of_outputs(call: Call, root: Path) -> None:
    write(root / "docgen.toml", 'output = "ket-qua"\n')
    said = call("build", "--only", "docx", "--jobs", "1")
    assert "đã tạo ket-qua/kehoach/k1.docx" in said.out
    assert not (root / "output").exists()
    assert call("build", "--only", "docx").out == "3 văn bản: 3 không đổi\n"
    assert call("build", "-o", "ra", "--only", "docx", "data/kehoach/k1.toml").out.startswith("đã tạo ra/k1.docx")


def test_the_project_is_found_from_a_folder_in_it(call: Call, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root / "docgen.toml", 'output = "ket-qua"\n')
    monkeypatch.chdir(root / "data" / "kehoach")
    call("build", "k1.toml", "--only", "docx")
    assert (root / "ket-qua/kehoach/k1.docx").exists()
    assert not (root / "data/kehoach/output").exists()
    call("build", "--only", "docx")
    assert (root / "ket-qua/kehoach/k3.docx").exists()


@pytest.mark.parametrize(("style", "word", "right"), [("hòa", "hoà", "hòa"), ("hoà", "hòa", "hoà")])
def test_the_style_of_tones(call: Call, root: Path, style: str, word: str, right: str) -> None:
    write(root / "docgen.toml", f'kieu_dau = "{style}"\n')
    write(root / "data/kehoach/k1.toml", plan().replace("Nội dung của", f"Việc {word} giải, {right} thuận của"))
    lines = call("check", "data/kehoach/k1.toml").out.splitlines()
    assert lines == [
        "data/kehoach/k1.toml:7:6 (noi_dung): cảnh báo DL153: bỏ dấu khác kiểu của cơ quan "
        f"({style}): “{word}” → “{right}” → Viết lại các chữ ấy theo kiểu đã chọn, hoặc sửa kieu_dau trong docgen.toml.",
        "1 cảnh báo",
    ]
    assert call("check", "data/kehoach/k2.toml").out == "Không có gì phải sửa.\n"


def test_limits_of_the_office(call: Call, root: Path) -> None:
    write(root / "docgen.toml", "[gioi_han]\ntrich_yeu = 20\nso = 500\n")
    write(root / "data/kehoach/k1.toml", plan("Kiểm tra công tác văn thư, lưu trữ", more="so = 501\nngay = 2026-01-05"))
    assert call("check", "data/kehoach/k1.toml").out.splitlines() == [
        "data/kehoach/k1.toml:4:13 (trich_yeu): cảnh báo DL152: “trich_yeu” dài 48 ký tự, cơ quan đặt nhiều nhất 20 "
        "(docgen.toml) → Viết ngắn lại, hoặc sửa giới hạn ở mục [gioi_han] trong docgen.toml.",
        "data/kehoach/k1.toml:12:6 (so): cảnh báo DL152: “so” là 501, cơ quan đặt nhiều nhất 500 (docgen.toml) → "
        "Viết ngắn lại, hoặc sửa giới hạn ở mục [gioi_han] trong docgen.toml.",
        "2 cảnh báo",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[docgen]\noutput = "ra"\n', "docgen.toml:1:2 (docgen): lỗi DL040: không có mục tên “docgen” ở đây"),
        (
            'outputt = "ra"\n',
            "docgen.toml:1:1 (outputt): lỗi DL040: không có mục tên “outputt” ở đây → Có phải “output”?",
        ),
        ('output = "../ra"\n', "docgen.toml:1:10 (output): lỗi DL151: thư mục kết quả “../ra” nằm ngoài thư mục"),
        ('output = "/ra"\n', "docgen.toml:1:10 (output): lỗi DL151: thư mục kết quả “/ra” nằm ngoài thư mục"),
        ("output = 5\n", "docgen.toml:1:10 (output): lỗi DL042: “output” phải là chữ, đang là số 5"),
        ('kieu_dau = "kiểu mới"\n', "docgen.toml:1:12 (kieu_dau): lỗi DL046: “kieu_dau” không nhận “kiểu mới”"),
        ("[gioi_han]\ntrich_yeuu = 5\n", "docgen.toml:2:1 (gioi_han.trich_yeuu): lỗi DL040: không có mục tên"),
        (
            '[gioi_han]\ntrich_yeu = "x"\n',
            "docgen.toml:2:13 (gioi_han.trich_yeu): lỗi DL042: “trich_yeu” phải là số nguyên",
        ),
        ("gioi_han = 5\n", "docgen.toml:1:12 (gioi_han): lỗi DL042: “gioi_han” phải là mục { … }, đang là số 5"),
        ('output = "ra\n', "docgen.toml:1:13: lỗi DL010: Thiếu dấu nháy"),
    ],
)
def test_what_is_no_setting_is_told_once(call: Call, root: Path, text: str, told: str) -> None:
    write(root / "docgen.toml", text)
    said = call("check", "--jobs", "1")
    assert said.code == 1
    assert said.out.startswith(told)
    assert said.out.splitlines()[1:] == ["1 lỗi"]


def test_a_template_beside_the_data_s_own_folder(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = 'co_quan = { ten = "Sở A", viet_tat = "SA", dia_danh = "B", lanh_dao = [ { ma = "giam-doc", ho_ten = "Lê C", chuc_vu = "Giám đốc" } ] }'
    write(tmp_path / "ho-so/vb/dau-tien.toml", plan(office=office + '\nmau = { tep = "../mau/cua-toi.docx" }'))
    monkeypatch.chdir(tmp_path / "ho-so/vb")
    out = call("check", "dau-tien.toml").out
    assert "hoặc tạo tệp docgen.toml (để trống cũng được) trong thư mục “ho-so” để cả thư mục ấy là thư mục gốc." in out
    write(tmp_path / "ho-so/docgen.toml", "")
    assert "DL002" not in call("check", "dau-tien.toml").out


def test_the_style_of_tones_is_asked_of_a_sheet_once(call: Call, root: Path) -> None:
    write(root / "docgen.toml", 'kieu_dau = "hòa"\n')
    more = '[bang.viec]\ntieu_de = "Việc hoà giải"\nnguon = { tep = "viec.csv" }\n'
    write(root / "data/kehoach/viec.csv", "Việc,Nơi\nHoà giải,A\nTập huấn,B\nUỷ thác,C\n")
    write(root / "data/kehoach/k1.toml", plan(more=more).replace("Nội dung của", "{{ bang.viec }}\\n\\nNội dung của"))
    lines = [line for line in call("check", "data/kehoach/k1.toml").out.splitlines() if "DL153" in line]
    assert [line.split(": cảnh báo")[0].split(" (")[0] for line in lines] == [
        "data/kehoach/k1.toml:13:17", "data/kehoach/viec.csv:2:1"
    ]  # fmt: skip
    assert "“Hoà” → “Hòa”; còn 1 ô nữa (A4)" in lines[1]
