"""A kind of paper that an office declares, at the command line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_said import Said
from own_kind import DECLARATION, make_letters

Call = Callable[..., Said]
DECLARED = "templates/congvan/cong-van.toml"


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_letters(tmp_path / "du-an")
    monkeypatch.chdir(root)
    return root


def test_a_new_paper_of_the_kind_is_sound(call: Call, letters: Path) -> None:
    for number, more in enumerate(([], ["--full"])):
        assert call("new", "công", "văn", f"data/moi{number}.toml", *more).code == 0
        text = (letters / f"data/moi{number}.toml").read_text("utf-8")
        assert 'loai = "công văn"' in text
        assert 'don_vi_soan = "VP"' in text
        done = call("check", f"data/moi{number}.toml")
        assert (done.code, done.out.strip()) == (0, "Không có gì phải sửa.")
    known = json.loads((letters / "data/.van-ban.schema.json").read_text("utf-8"))["properties"]["loai"]["enum"]
    assert known[-2:] == ["công văn", "Công văn"]


def test_its_keys_are_in_the_schema_and_among_the_fields(call: Call, letters: Path) -> None:
    schema = json.loads(call("schema", "cong-van").out)
    assert {"kinh_gui", "noi_dung"} <= set(schema["required"])
    assert "don_vi_soan" in schema["properties"]
    assert not {"dieu", "kem_theo", "tham_quyen"} & set(schema["properties"])
    assert "don_vi_soan" not in json.loads(call("schema", "kế hoạch").out)["properties"]
    assert "\n  don_vi_soan\t" in call("fields", "công văn").out


def test_its_template_can_be_copied(call: Call, letters: Path) -> None:
    assert call("template", "công văn", "mau.docx").code == 0
    assert (letters / "mau.docx").read_bytes() == (letters / "templates/congvan/cong-van.docx").read_bytes()


def test_its_template_is_not_read_through_a_link_out_of_the_project(call: Call, letters: Path, tmp_path: Path) -> None:
    template = letters / "templates/congvan/cong-van.docx"
    template.unlink()
    (tmp_path / "khac.docx").write_bytes(b"x")
    template.symlink_to(tmp_path / "khac.docx")
    done = call("template", "công văn", "mau.docx")
    assert (done.code, "DL002" in done.err, (letters / "mau.docx").exists()) == (4, True, False)


def test_a_declaration_is_no_dossier(call: Call, letters: Path) -> None:
    done = call("build", DECLARED)
    assert "HT046: đây là tệp khai loại văn bản, không phải hồ sơ" in done.out + done.err


def test_another_project_does_not_know_it(call: Call, letters: Path) -> None:
    shutil.rmtree(letters / "templates")
    done = call("new", "công văn", "data/moi.toml")
    assert done.code == 2
    assert "Các loại làm được: quyết định, kế hoạch, báo cáo." in done.err


@pytest.mark.parametrize("path", [DECLARED, "templates", ".", ""])
def test_check_looks_at_declarations_that_no_paper_uses(call: Call, letters: Path, path: str) -> None:
    shutil.rmtree(letters / "data/congvan")
    (letters / DECLARED).write_text(DECLARATION.replace("ky_hieu", "kyhieu"), "utf-8")
    done = call("check", *([path] if path else []))
    assert f"{DECLARED}:4:1 (kyhieu): lỗi DL040" in done.out
    assert "1 lỗi" in done.out
    assert done.code == 1


def test_a_faulty_declaration_is_said_by_new(call: Call, letters: Path) -> None:
    (letters / DECLARED).write_text(DECLARATION.replace("ky_hieu", "kyhieu"), "utf-8")
    done = call("new", "công văn", "data/moi.toml")
    assert (done.code, (letters / "data/moi.toml").exists()) == (1, False)
    assert "Có phải “ky_hieu”?" in done.err
    assert call("new", "kế hoạch", "data/kh.toml").code == 0  # other kinds are as they were
