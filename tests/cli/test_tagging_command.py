"""`docgen template FILE.docx`: what is said and written, and what is never touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cli_said import Said
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from word_file import as_decreed

Call = Callable[..., Said]


def report(path: Path) -> bytes:
    document = as_decreed(Document())
    document.add_paragraph("Số: 15/BC-SNV")
    document.add_paragraph("BÁO CÁO").alignment = ALIGN.CENTER
    document.add_paragraph("Kết quả công tác văn thư").alignment = ALIGN.CENTER
    document.add_paragraph("Trong năm, Sở đã làm được nhiều việc.")
    document.save(str(path))
    return path.read_bytes()


def test_a_paper_becomes_a_template_beside_it(call: Call, root: Path) -> None:
    before = report(root / "bao-cao.docx")
    said = call("template", "bao-cao.docx")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert "  số và ký hiệu: “15/BC-SNV” → {{ so_ky_hieu }}" in lines
    assert "  trích yếu: “Kết quả công tác văn thư” → {{ trich_yeu }}" in lines
    assert "  họ tên người ký: {{ ho_ten }}" in lines  # to be typed
    assert lines[-1].startswith("Đã tạo bao-cao-mau.docx. ")
    assert (root / "bao-cao.docx").read_bytes() == before
    assert call("check", "bao-cao-mau.docx").code == 0


def test_a_file_that_is_there_is_kept(call: Call, root: Path) -> None:
    before = report(root / "bao-cao.docx")
    (root / "bao-cao-mau.docx").write_bytes(b"cu")
    said = call("template", "bao-cao.docx")
    assert (said.code, said.out) == (2, "")
    assert "bao-cao-mau.docx đã có" in said.err
    assert (root / "bao-cao-mau.docx").read_bytes() == b"cu"
    assert call("template", "bao-cao.docx", "--force").code == 0
    itself = call("template", "bao-cao.docx", "bao-cao.docx", "--force")
    assert (itself.code, itself.out) == (2, "")
    assert "chính văn bản gốc" in itself.err
    assert (root / "bao-cao.docx").read_bytes() == before


def test_what_is_no_state_paper_makes_nothing(call: Call, root: Path) -> None:
    document = as_decreed(Document())
    document.add_paragraph("Chị Lan thân mến, em đã nhận được thư của chị.")
    document.save(str(root / "thu.docx"))
    said = call("template", "thu.docx")
    assert (said.code, said.out) == (4, "")
    assert said.err.startswith("thu.docx: lỗi MT041: ")
    assert "không thấy: tên cơ quan ban hành, số và ký hiệu" in said.err
    assert not (root / "thu-mau.docx").exists()


def test_a_template_is_no_paper(call: Call, root: Path) -> None:
    call("template", "kế hoạch", "mau.docx")
    said = call("template", "mau.docx")
    assert said.code == 4
    assert "MT040" in said.err
    assert "nó là mẫu rồi" in said.err
    assert not (root / "mau-mau.docx").exists()


def test_files_that_cannot_be_read_are_told(call: Call, root: Path) -> None:
    absent = call("template", "khong-co.docx")
    assert absent.code != 0
    assert "khong-co.docx" in absent.err
    assert "Traceback" not in absent.err
    (root / "cu.doc").write_bytes(b"x")
    old = call("template", "cu.doc")
    assert old.code == 2
    assert "lưu thành .docx" in old.err
