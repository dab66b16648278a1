"""Where things are: roots, dossiers among other files, and where outputs go."""

from pathlib import Path

import pytest
from build_project import OFFICE, plan, write

from docgen import project


def names(*paths: Path, output: Path | None = None) -> list[str]:
    return [job.name for job in project.jobs(paths, output)[0]]


def codes(*paths: Path, output: Path | None = None) -> list[str]:
    return [finding.code for finding in project.jobs(paths, output)[1]]


def test_a_folder_gives_its_dossiers_and_not_what_they_call_in(root: Path) -> None:
    write(root / "data" / "van-ban.toml", '[kh_tinh]\nloai = "Quyết định"\nngay = 2025-12-23\n')
    write(root / "data" / "van-ban.json", '{"kh_tinh": {"loai": "Quyết định", "trich_yeu": "x"}}')
    write(root / "data" / "hang.json", '[{"loai": "x"}]')
    write(root / "data" / "bang.csv", "a,b\n1,2\n")
    write(root / "data" / ".kehoach.toml", plan())
    assert names(root / "data") == ["kehoach/k1", "kehoach/k2", "kehoach/k3"]


def test_an_attached_paper_in_a_file_of_its_own_is_no_dossier(root: Path) -> None:
    write(root / "data" / "phan.toml", 'loai = "kế hoạch"\ntrich_yeu = "x"\nnoi_dung = "y"\n')
    assert "phan" in names(root / "data"), "nobody calls it in: it was begun and is told what it lacks"
    write(root / "data" / "qd.toml", plan(more='kem_theo = { tep = "phan.toml" }'))
    assert "phan" not in names(root / "data")
    assert names(root / "data" / "phan.toml") == ["phan"], "named by hand it is built"


@pytest.mark.parametrize("text", ["loai = ", "", " \n", '{"loai": ', "\xff\xfe\x00".encode("latin-1")])
def test_what_cannot_be_read_is_told_and_not_passed_by(root: Path, text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    (root / "data" / f"hong.{'json' if data[:1] == b'{' else 'toml'}").write_bytes(data)
    assert "hong" in names(root / "data")


def test_the_root_is_the_nearest_mark_then_the_folder_of_data(tmp_path: Path) -> None:
    paper = write(tmp_path / "a" / "b" / "data" / "x" / "k.toml", plan())
    assert project.root_of(paper) == tmp_path / "a" / "b"
    write(tmp_path / "a" / "docgen.toml", "")
    assert project.root_of(paper) == tmp_path / "a"
    write(tmp_path / "a" / "b" / "data" / "x" / "docgen.toml", "")
    assert project.root_of(paper) == tmp_path / "a" / "b" / "data" / "x"
    assert project.root_of(write(tmp_path / "c" / "k.toml", plan())) == tmp_path / "c"


def test_a_folder_of_projects_keeps_the_root_of_each(tmp_path: Path) -> None:
    for name in ("một", "hai"):
        write(tmp_path / name / "data" / "k.toml", plan())
        write(tmp_path / name / "output" / "x.toml", plan())
    jobs, _ = project.jobs([tmp_path], None)
    assert [(job.root.name, job.output, job.name) for job in jobs] == [
        (name, tmp_path / name / "output", "k") for name in ("hai", "một")
    ]


def test_outputs_lie_as_the_data_lie(root: Path, tmp_path: Path) -> None:
    (job,) = project.jobs([root / "data" / "kehoach" / "k1.toml"], None)[0]
    assert job.docx == root / "output" / "kehoach" / "k1.docx"
    assert names(root / "data", output=tmp_path / "ra") == ["kehoach/k1", "kehoach/k2", "kehoach/k3"]
    (job,) = project.jobs([root / "data" / "kehoach" / "k1.toml"], tmp_path / "ra")[0]
    assert job.pdf == tmp_path / "ra" / "k1.pdf"


def test_an_output_folder_inside_the_data_is_not_read(root: Path) -> None:
    write(root / "data" / "ra" / "x.toml", plan())
    write(root / "data" / "manifest.json", '{"co_quan": 1}')
    assert "ra/x" in names(root / "data")
    assert "ra/x" not in names(root / "data", output=root / "data" / "ra")
    assert "manifest" not in names(root / "data")


def test_a_name_with_dots_keeps_them(root: Path) -> None:
    write(root / "data" / "k.v1.2.toml", plan())
    (job,) = project.jobs([root / "data" / "k.v1.2.toml"], None)[0]
    assert job.docx.name == "k.v1.2.docx"


def test_two_files_for_one_output_are_told(root: Path) -> None:
    write(root / "data" / "kehoach" / "k1.json", '{"co_quan": {}}')
    assert codes(root / "data") == ["HT045"]
    assert names(root / "data") == ["kehoach/k1", "kehoach/k2", "kehoach/k3"]
    assert codes(root / "data" / "kehoach" / "k1.toml", root / "data") == ["HT045"]


def test_paths_that_are_nothing(root: Path, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    word = write(tmp_path / "x.docx", "")
    office = write(tmp_path / "cq" / "co-quan.toml", OFFICE)
    assert codes(tmp_path / "không có", tmp_path / "trống", word, office.parent) == ["HT041", "HT040", "HT046", "HT040"]
    assert names(root / "data", root / "data" / "kehoach", root) == ["kehoach/k1", "kehoach/k2", "kehoach/k3"]


def test_a_folder_that_links_to_itself_ends(root: Path) -> None:
    (root / "data" / "vòng").symlink_to(root / "data", target_is_directory=True)
    assert len(names(root / "data")) == 3


def test_a_pdf_or_a_word_file_is_told_what_can_be_done_with_it(tmp_path: Path) -> None:
    """Never the command just typed: `check` says the same of a PDF as `build`."""
    for name, said in (("x.pdf", "docgen bind"), ("x.docx", "docgen check"), ("x.csv", "tệp dữ liệu gọi nó")):
        file = write(tmp_path / name, "x")
        (finding,) = project.jobs([file], None)[1]
        assert (finding.code, said in finding.remedy) == ("HT046", True)
        assert ("docgen check" in finding.remedy) == (name == "x.docx")
