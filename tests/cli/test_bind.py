"""`docgen bind`: which papers a volume takes and in which order, what stands in its way, and that nothing else is touched."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from anybodys import anybodys, signature, tags
from build_project import plan, write
from cli_said import Said
from pypdf import PdfReader

import docgen
from docgen.errors import ExitCode
from docgen.finish import Metadata, finish
from docgen.office import Office

Call = Callable[..., Said]
FAKE = Path(__file__).resolve().parents[1] / "build/fake_export.py"


def paper(path: Path, number: str, day: date | None, title: str = "Quyết định Về việc thử") -> Path:
    """A paper as docgen finishes it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(finish(anybodys(text=path.stem), Metadata(title, keywords=[number] if number else [], day=day)))
    return path


def foreign(path: Path, data: bytes = b"") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data or anybodys(text=path.stem))
    return path


def texts(path: Path) -> list[str]:
    """The words of each page."""
    return [page.extract_text() for page in PdfReader(path).pages]


def stems(path: Path) -> list[str]:
    """The papers of a volume, two pages each, by the words of their pages."""
    return [text.rpartition(" ")[0] for text in texts(path)[::2]]


def codes(said: Said) -> list[str]:
    return re.findall(r"(?:lỗi|cảnh báo|ghi chú) ([A-Z]{2}\d{3}):", said.out)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    log = tmp_path_factory.mktemp("export") / "log"
    with Office(bridge=[sys.executable, str(FAKE), str(log)], deadline_s=20) as started:
        yield started


@pytest.fixture
def built(root: Path, office: Office) -> Path:
    """The project with its three plans built."""
    docgen.build([root / "data"], office=office)
    return root


def test_papers_stand_in_the_order_given_and_a_folder_by_day_and_number(call: Call, here: Path) -> None:
    paper(here / "o/x.pdf", "10/QD", date(2026, 1, 9))
    paper(here / "o/a/y.pdf", "9/QD", date(2026, 1, 9))
    paper(here / "o/z.pdf", "11/QD", date(2026, 1, 8))
    paper(here / "o/draft.pdf", "", None)
    foreign(here / "o/scan10.pdf")
    foreign(here / "o/scan9.pdf")
    foreign(here / "o/.hidden.pdf")
    foreign(here / "first.pdf")
    said = call("bind", "tap.pdf", "first.pdf", "o")
    assert said.code == 0
    assert stems(here / "tap.pdf") == ["first", "z", "y", "x", "draft", "scan9", "scan10"]
    assert "  2. Quyết định Về việc thử: trang 3–4" in said.out
    assert "đã đóng 7 văn bản, 14 trang vào tap.pdf" in said.out
    assert PdfReader(here / "tap.pdf").page_labels[:5] == [
        "first tr. 1",
        "first tr. 2",
        "11/QD tr. 1",
        "11/QD tr. 2",
        "9/QD tr. 1",
    ]


def test_the_same_papers_give_the_same_file_and_a_volume_may_be_bound_anew(call: Call, here: Path) -> None:
    foreign(here / "o/a.pdf")
    foreign(here / "o/b.pdf")
    call("bind", "o/tap.pdf", "o", "--title", "Tập lưu năm 2026")
    before = (here / "o/tap.pdf").read_bytes()
    said = call("bind", "o/tap.pdf", "o", "--title", "Tập lưu năm 2026")
    assert (said.code, codes(said), (here / "o/tap.pdf").read_bytes() == before) == (0, [], True)
    metadata = PdfReader(here / "o/tap.pdf").metadata
    assert metadata is not None
    assert metadata.title == "Tập lưu năm 2026"
    assert sorted(item.name for item in (here / "o").iterdir()) == ["a.pdf", "b.pdf", "tap.pdf"]


def test_outputs_are_named_as_a_clerk_knows_them(call: Call, built: Path) -> None:
    """By the file, the Word file beside it, the name, the data, the folder, the data folder."""
    ways = ["output/kehoach/k2.pdf", "output/kehoach/k2.docx", "kehoach/k2", "data/kehoach/k2.toml"]
    for number, way in enumerate(ways):
        said = call("bind", f"tap{number}.pdf", way)
        assert (said.code, codes(said)) == (0, []), said
    assert len({(built / f"tap{number}.pdf").read_bytes().split(b"dc:title")[2] for number in range(4)}) == 4
    for folder in ("output", "kehoach", "data"):
        said = call("bind", "tap.pdf", folder)
        assert (said.code, codes(said)) == (0, []), said
        assert "đã đóng 3 văn bản, 3 trang" in said.out


def test_a_name_that_is_nearly_right_is_asked_about(call: Call, built: Path) -> None:
    said = call("bind", "tap.pdf", "kehoach/k22")
    assert (said.code, codes(said)) == (1, ["HT041"])
    assert "Có phải kehoach/k2" in said.out
    assert not (built / "tap.pdf").exists()


def test_a_pdf_behind_its_data_is_told(call: Call, built: Path, office: Office) -> None:
    write(built / "data/kehoach/k2.toml", plan("Khác"))
    for way in ("output", "kehoach/k2", "data/kehoach/k2.toml", "output/kehoach/k2.pdf"):
        said = call("bind", "tap.pdf", way)
        assert (said.code, codes(said)) == (0, ["HT063"]), said
        assert "data/kehoach/k2.toml đã thay đổi" in said.out
    assert call("bind", "tap.pdf", "output", "--strict").code == 1
    docgen.build([built / "data"], office=office)  # as the remedy says
    assert codes(call("bind", "tap.pdf", "output")) == []
    (built / "output/kehoach/k2.pdf").write_bytes(anybodys(signature))  # signed: it stands for itself
    write(built / "data/kehoach/k2.toml", plan("Khác nữa"))
    assert codes(call("bind", "tap.pdf", "kehoach/k2")) == ["HT067"]


def test_a_word_file_edited_after_its_pdf_is_told(call: Call, built: Path) -> None:
    file = built / "output/kehoach/k1.docx"
    file.write_bytes(file.read_bytes() + b"x")
    said = call("bind", "tap.pdf", "kehoach/k1")
    assert codes(said) == ["HT063"]
    assert "Word đã được sửa" in said.out


def test_what_has_no_pdf_is_told_at_its_place(call: Call, root: Path) -> None:
    said = call("bind", "tap.pdf", "data")
    assert (said.code, codes(said)) == (1, ["HT062"] * 3)
    assert "data/kehoach/k1.toml: lỗi" in said.out
    (root / "trong").mkdir()
    assert codes(call("bind", "tap.pdf", "trong")) == ["HT062"]
    assert not (root / "tap.pdf").exists()


def test_everything_that_cannot_be_bound_is_told_at_once_and_nothing_written(call: Call, here: Path) -> None:
    locked = io.BytesIO()
    with pikepdf.open(foreign(here / "a.pdf")) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    foreign(here / "khoa.pdf", locked.getvalue())
    foreign(here / "chu.pdf", b"xin chao")
    foreign(here / "trong.pdf", b" ")
    foreign(here / "hong.pdf", (here / "a.pdf").read_bytes()[:200])
    foreign(here / "khong-trang.pdf", anybodys(pages=0))
    said = call(
        "bind", "tap.pdf", "a.pdf", "khoa.pdf", "chu.pdf", "trong.pdf", "hong.pdf", "khong-trang.pdf", "thieu.pdf"
    )
    assert (said.code, codes(said)) == (1, ["HT061", "HT060", "HT060", "HT060", "HT060", "HT041"])
    assert "chu.pdf: lỗi HT060: đây không phải tệp PDF" in said.out
    assert "hong.pdf: lỗi HT060: tệp PDF bị hỏng" in said.out
    assert said.out.endswith("chưa đóng tập: 6 lỗi\n")
    assert not list(here.glob("*tap*"))


def test_a_paper_named_twice_is_bound_once(call: Call, here: Path) -> None:
    foreign(here / "o/a.pdf")
    foreign(here / "o/b.pdf")
    said = call("bind", "tap.pdf", "o/b.pdf", "o/a.pdf", "./o/b.pdf")
    assert (said.code, codes(said), stems(here / "tap.pdf")) == (0, ["HT066"], ["b", "a"])
    said = call("bind", "tap.pdf", "o/b.pdf", "o", "o")  # one first, then the others
    assert (said.code, codes(said), stems(here / "tap.pdf")) == (0, [], ["b", "a"])
    foreign(here / "o/c.pdf", (here / "o/a.pdf").read_bytes())
    said = call("bind", "tap.pdf", "o")
    assert (codes(said), stems(here / "tap.pdf")) == (["HT066"], ["a", "b", "a"])


def test_a_volume_in_a_folder_is_no_paper_of_it(call: Call, here: Path) -> None:
    foreign(here / "o/a.pdf")
    call("bind", "o/tap-1.pdf", "o")
    said = call("bind", "tap-2.pdf", "o")
    assert (said.code, codes(said), stems(here / "tap-2.pdf")) == (0, ["HT069"], ["a"])
    said = call("bind", "tap-3.pdf", "o/tap-1.pdf", "o/a.pdf")  # named by itself
    assert (said.code, codes(said), stems(here / "tap-3.pdf")) == (0, [], ["a", "a"])


# The file that is written


def test_no_file_of_somebodys_is_overwritten(call: Call, here: Path) -> None:
    foreign(here / "a.pdf")
    foreign(here / "b.pdf")
    before = (here / "a.pdf").read_bytes()
    assert codes(call("bind", "a.pdf", "b.pdf")) == ["HT065"]  # the volume was forgotten
    assert codes(call("bind", "a.pdf", "a.pdf", "b.pdf")) == ["HT065", "HT064"]
    assert (here / "a.pdf").read_bytes() == before
    assert call("bind", "a.docx", "b.pdf").code == ExitCode.USAGE
    assert call("bind", "a.pdf").code == ExitCode.USAGE
    assert call("bind", "tap", "a.pdf").code == 0
    (here / "tap.pdf").write_bytes((here / "tap.pdf").read_bytes() + b"signed")
    assert codes(call("bind", "tap.pdf", "b.pdf")) == ["HT065"]
    said = call("bind", "tap.pdf", "b.pdf", "--force")
    assert (said.code, stems(here / "tap.pdf")) == (0, ["b"])


def test_the_volume_is_never_its_own_paper(call: Call, here: Path) -> None:
    foreign(here / "a.pdf")
    call("bind", "tap.pdf", "a.pdf")
    said = call("bind", "tap.pdf", "a.pdf", "tap.pdf")
    assert (said.code, codes(said)) == (1, ["HT064"])


@pytest.mark.skipif(os.name != "posix", reason="links are made as POSIX makes them")
def test_nothing_is_written_through_a_link(call: Call, here: Path) -> None:
    foreign(here / "a.pdf")
    (here / "ngoai").mkdir()
    write(here / "ngoai/f.txt", "của người khác")
    (here / "tap.pdf").symlink_to(here / "ngoai/f.txt")
    (here / "moi.pdf").symlink_to(here / "ngoai/moi.pdf")
    (here / "output").mkdir()
    (here / "output/tap").symlink_to(here / "ngoai")
    (here / ".t.pdf.part").symlink_to(here / "ngoai/f.txt")
    for target in ("tap.pdf", "moi.pdf", "output/tap/t.pdf"):
        for force in ((), ("--force",)):
            said = call("bind", target, "a.pdf", *force)
            assert (said.code, codes(said)) == (ExitCode.EXPORT, ["HT050"]), target
    assert call("bind", "t.pdf", "a.pdf").code == 0
    assert sorted(item.name for item in (here / "ngoai").iterdir()) == ["f.txt"]
    assert (here / "ngoai/f.txt").read_text("utf-8") == "của người khác"


def test_a_place_that_cannot_be_written_to_is_told(call: Call, here: Path) -> None:
    foreign(here / "a.pdf")
    (here / "thu-muc.pdf").mkdir()
    foreign(here / "tep", b"x")
    for target in ("thu-muc.pdf", "tep/tap.pdf"):
        said = call("bind", target, "a.pdf")
        assert (said.code, codes(said)) == (ExitCode.EXPORT, ["HT044"]), target
        assert "chưa đóng tập" in said.out


# What a volume cannot keep


def test_each_loss_is_told_once_with_its_papers(call: Call, here: Path) -> None:
    for number in range(5):
        foreign(here / f"o/ky{number}.pdf", anybodys(signature, tags(), text=f"ky{number}"))
    said = call("bind", "tap.pdf", "o")
    assert (said.code, codes(said)) == (0, ["HT067"])
    assert "chữ ký số của ky0.pdf, ky1.pdf, ky2.pdf và 2 văn bản nữa không còn hiệu lực" in said.out
    foreign(here / "quet.pdf")
    said = call("bind", "tap.pdf", "o", "quet.pdf")
    assert codes(said) == ["HT067", "HT068"]
    assert "không được ghi là có thẻ cấu trúc, vì quet.pdf không có" in said.out
    assert codes(call("bind", "quet-het.pdf", "quet.pdf")) == []  # nothing that it had is lost


def test_a_mended_file_is_told(call: Call, here: Path) -> None:
    whole = anybodys()
    foreign(here / "a.pdf", whole[: whole.rindex(b"startxref")] + b"startxref\n7\n%%EOF\n")
    said = call("bind", "tap.pdf", "a.pdf")
    assert (said.code, codes(said), len(texts(here / "tap.pdf"))) == (0, ["HT068"], 2)


def test_hundreds_of_papers_are_counted_and_not_listed(call: Call, here: Path) -> None:
    for number in range(60):
        foreign(here / f"o/{number}.pdf")
    said = call("bind", "tap.pdf", "o")
    assert said.out == "đã đóng 60 văn bản, 120 trang vào tap.pdf\n"
    assert stems(here / "tap.pdf") == [str(number) for number in range(60)]


def test_help_says_the_order(call: Call) -> None:
    said = call("bind", "--help")
    assert "xếp theo ngày" in " ".join(said.out.split())
