"""Every command as a clerk types it: what is printed where, in which language, with which code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from build_project import make_project, plan, write
from cli_said import Said
from docx import Document
from word_file import as_decreed

import docgen
from docgen.cli import cli
from docgen.errors import ExitCode
from docgen.finding import register
from docgen.project import built_in_templates

Call = Callable[..., Said]

ENGLISH = re.compile(
    r"\b(usage|options?|commands?|show|exit|error|try|help|default|required|invalid|missing|argument|such|no)\b|<=",
    re.I,
)
HEAVY = {
    "lxml", "jinja2", "pikepdf", "docx", "docxtpl", "openpyxl", "babel", "num2words", "tree_sitter", "pypdfium2",
    "pypdf", "rapidfuzz", "markdown_it", "multiprocessing.process", "asyncio", "importlib.metadata", "docgen.context", "docgen.merge",
}  # fmt: skip


# Help


def test_help_is_vietnamese_throughout(call: Call) -> None:
    for command in ([], *([name] for name in cli.commands)):
        said = call(*command, "--help")
        assert (said.code, said.err) == (0, "")
        text = re.sub(r"--[\w-]+|\[(docx\|pdf|text\|json\|github\|sarif)\]|docgen new", "", said.out)
        assert not ENGLISH.search(text), (command, ENGLISH.search(text))
        assert said.out.startswith("Cách dùng: docgen")


def test_without_a_command_help_is_shown(call: Call) -> None:
    assert call() == call("--help")


def test_every_command_and_option_has_its_line(call: Call) -> None:
    for name, command in cli.commands.items():
        assert name in call().out
        for option in (item for item in command.params if isinstance(item, click.Option)):
            assert option.help, (name, option.name)
            assert option.opts[0] in call(name, "--help").out


def test_version(call: Call) -> None:
    assert call("--version").out == f"docgen {docgen.__version__}\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["bild"], "không có lệnh “bild”. Có phải “build”?"),
        (["build", "--forse"], "không có tùy chọn --forse. Có phải --force?"),
        (["build", "--only", "odt"], "giá trị của --only không dùng được: chọn docx, pdf."),
        (["build", "--jobs", "0"], "giá trị của --jobs không dùng được: cần một số từ 1 đến 64."),
        (["build", "--jobs"], "tùy chọn --jobs cần một giá trị."),
        (["build", "--force=1"], "tùy chọn --force không nhận giá trị."),
        (["schema"], "thiếu LOẠI. Các loại: quyết định, kế hoạch, báo cáo."),
        (["new"], "thiếu LOẠI. Các loại: quyết định, kế hoạch, báo cáo."),
        (["new", "tờ", "trình", "x.toml"], "chưa làm được loại “tờ trình”. Các loại làm được: quyết định, kế hoạch"),
        (["new", "quy định", "x.toml"], "chưa làm được loại “quy định”."),
        (["rule", "DL001", "thừa"], "thừa thừa."),
        (["rule", "DL0001"], "không có mã “DL0001”. Có phải DL001?"),
        (["check", "--select", "XX"], "không có mã “XX”. Các nhóm mã: CT, DL"),
        (["new", "kế hoạt", "x"], "Có phải “kế hoạch”?"),
        (["schema", "thư mời họp mặt"], "chưa có loại văn bản"),
        (["build", "--watch", "--prune"], "--watch không đi cùng"),
        (["why", "không-có.pdf"], "không rõ không-có.pdf ứng với hồ sơ nào"),
    ],
)
def test_a_wrong_line_is_told_in_vietnamese(call: Call, line: list[str], says: str) -> None:
    said = call(*line)
    assert (said.code, said.out) == (ExitCode.USAGE, "")
    assert says in said.err


# Doing


def test_check_names_only_the_codes_that_are_asked_for(call: Call, root: Path) -> None:
    write(root / "data/kehoach/k9.toml", plan().replace("nam = 2026", "nam = 2026\nnamm = 2026"))
    whole = call("check", "data/kehoach/k9.toml")
    assert (whole.code, "DL040" in whole.out) == (ExitCode.FINDINGS, True)
    assert call("check", "--select", "dl040", "data/kehoach/k9.toml").out == whole.out
    other = call("check", "--select", "VD", "--select", "SL", "data/kehoach/k9.toml")
    assert (other.code, other.out) == (0, "Không có gì phải sửa.\n")


def test_a_selection_never_hides_that_a_paper_could_not_be_judged(call: Call, root: Path) -> None:
    write(root / "data/kehoach/k9.toml", "loai = \n")
    said = call("check", "--select", "VD", "data/kehoach/k9.toml")
    assert said.code == ExitCode.FINDINGS
    assert "k9.toml:1" in said.out
    write(root / "data/kehoach/k9.toml", plan().replace("nam = 2026", 'nam = 2026\nmau = { tep = "khong-co.docx" }'))
    said = call("check", "--select", "CT", "data/kehoach/k9.toml")
    assert said.code != 0
    assert "khong-co.docx" in said.out


def test_build_prints_results_and_progress_apart(call: Call, root: Path) -> None:
    said = call("build", "--only", "docx", "--jobs", "1")
    assert said.code == 0
    assert said.out.splitlines() == [
        *(f"đã tạo output/kehoach/k{number}.docx: đủ 13 nội dung" for number in (1, 2, 3)),
        "3 văn bản: 3 đã tạo",
    ]  # fmt: skip
    assert [line.partition(" (")[0] for line in said.err.splitlines()] == [
        f"[{number}/3] đã tạo: kehoach/k{number}" for number in (1, 2, 3)
    ]
    said = call("build", "--only", "docx")
    assert (said.out, said.err) == ("3 văn bản: 3 không đổi\n", "")


def test_build_tells_findings_with_place_and_remedy(call: Call, root: Path) -> None:
    write(root / "data/kehoach/k2.toml", plan().replace("trich_yeu", "trich_yue"))
    said = call("build", "--only", "docx", "--jobs", "1")
    assert said.code == ExitCode.FINDINGS
    assert re.search(r"^data/kehoach/k2.toml:4:1 \(trich_yue\): lỗi DL\d+: .*→ .*trich_yeu", said.out, re.M)
    assert said.out.splitlines()[-1].startswith("3 văn bản: 2 đã tạo, 1 không tạo được; ")


def test_without_libreoffice_it_says_which_word_files_stand(
    call: Call, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", "/không/có")
    said = call("build", "data/kehoach/k1.toml")
    assert said.code == ExitCode.MISSING_PROGRAM
    assert "đã tạo output/kehoach/k1.docx (chưa có PDF)" in said.out
    assert "HT001" in said.out
    assert said.out.splitlines()[-1].startswith("1 văn bản: 1 có Word, chưa có PDF; ")


def test_dry_run_and_why_name_the_reason(call: Call, root: Path) -> None:
    assert "sẽ tạo kehoach/k1: chưa được tạo lần nào" in call("build", "--dry-run").out
    call("build", "--only", "docx", "--jobs", "1")
    write(root / "data/kehoach/k1.toml", plan("Khác"))
    said = call("build", "--dry-run", "--only", "docx")
    assert said.out.splitlines() == [
        "sẽ tạo kehoach/k1: data/kehoach/k1.toml đã thay đổi", "3 văn bản: 2 không đổi, 1 sẽ tạo",
    ]  # fmt: skip
    assert call("why", "output/kehoach/k1.docx").out == "kehoach/k1: data/kehoach/k1.toml đã thay đổi\n"
    assert call("why", "output/kehoach/k2.docx").out.startswith("kehoach/k2: không có gì thay đổi")
    assert len(call("why").out.splitlines()) == 3


def test_why_tells_where_a_figure_came_from(call: Call, root: Path) -> None:
    write(root / "data/b.csv", "ten,so\nMột,1200\nHai,34\n")
    table = '[bang.b]\nnguon = { tep = "../b.csv" }\ndong_tong = "TỔNG"\n[[bang.b.cot]]\nma = "ten"\nten = "Tên"\n'
    table += '[[bang.b.cot]]\nma = "so"\nten = "Số"\nkieu = "số"\n'
    text = plan().replace("Nội dung của", "Tổng {{ bang.b.tong.so }} của")
    write(root / "data/kehoach/k1.toml", text + '[[phu_luc]]\ntieu_de = "B"\nbang = "b"\n' + table)
    said = call("build", "--only", "docx", "data/kehoach/k1.toml")
    assert said.code == 0, said
    assert "b.csv" in call("why", "output/kehoach/k1.docx", "1.234").out
    assert "Không thấy “77”" in call("why", "output/kehoach/k1.docx", "77").out


@pytest.mark.parametrize("loai", ["quyết định", "kế hoạch", "báo cáo"])
def test_a_template_is_copied_out_and_serves(call: Call, root: Path, loai: str) -> None:
    said = call("template", loai, "data/mau-cua-toi")
    assert (said.code, said.out) == (
        0, "Đã chép mẫu ra data/mau-cua-toi.docx. Sửa bằng Word rồi ghi vào dữ liệu: mau = { tep = \"mau-cua-toi.docx\" } (dữ liệu ở thư mục khác thì ghi đường dẫn từ thư mục ấy)\n"
    )  # fmt: skip
    call("new", loai, "data/moi.toml")
    text = (
        (root / "data/moi.toml").read_text("utf-8").replace("\nluu = ", '\nmau = { tep = "mau-cua-toi.docx" }\nluu = ')
    )
    write(root / "data/moi.toml", text)
    assert call("check", "data/moi.toml", "data/mau-cua-toi.docx").out == "Không có gì phải sửa.\n"
    said = call("template", loai, "data/mau-cua-toi.docx")
    assert (said.code, "đã có" in said.err) == (ExitCode.USAGE, True)
    assert "đuôi .docx" in call("template", loai, "data/mau.toml").err


def test_check_tells_a_finding_of_a_template_once(call: Call, root: Path) -> None:
    template = built_in_templates() / "kehoach/ke-hoach.docx"
    (root / "templates/kehoach").mkdir(parents=True)
    document = Document(str(template))
    document.paragraphs[-1].add_run("{{ khong_co }}")
    document.save(str(root / "templates/kehoach/ke-hoach.docx"))
    said = call("check", "--jobs", "1")
    (line,) = [line for line in said.out.splitlines() if "khong_co" in line]
    assert line.startswith("templates/kehoach/ke-hoach.docx (")
    assert len(json.loads(call("check", "--jobs", "1", "--format", "json").out)) == 1


def test_files_are_named_from_where_one_stands(call: Call, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root / "data/kehoach/k1.toml", plan(more="luuu = 1"))
    write(root / "data/co-quan.toml", "luuu = 1\n" + (root / "data/co-quan.toml").read_text("utf-8"))
    monkeypatch.chdir(root / "data" / "kehoach")
    out = call("check", "k1.toml").out
    assert [line.partition(" ")[0] for line in out.splitlines()[:-1]] == ["../co-quan.toml:1:1", "k1.toml:12:1"]
    monkeypatch.chdir(root.parent)
    assert f"{root.name}/data/kehoach/k1.toml:12:1" in call("check", root.name).out
    monkeypatch.chdir("/")
    assert f"{root.relative_to('/')}/data/kehoach/k1.toml:12:1" in call("check", root).out


def test_files_of_two_projects_are_told_apart(call: Call, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = make_project(root.parent / "du-an-2", 1)
    for each in (root, other):
        write(each / "data/kehoach/k1.toml", plan(more="luuu = 1"))
    monkeypatch.chdir(root.parent)
    places = [line.partition(" ")[0] for line in call("check", root.name, other.name).out.splitlines()[:-1]]
    assert places == ["du-an-2/data/kehoach/k1.toml:12:1", "du-an/data/kehoach/k1.toml:12:1"]


def test_an_old_word_file_is_named_as_such(call: Call, root: Path) -> None:
    (root / "mau.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    assert call("check", "mau.doc").out.splitlines()[0] == (
        "mau.doc: lỗi MT001: đây là tệp .doc, không phải tệp Word .docx → "
        "mở tệp bằng Word, chọn Save As (Lưu thành) kiểu Word Document (.docx)"
    )


def test_a_data_file_with_another_ending_is_named(call: Call, root: Path) -> None:
    write(root / "moi/x.toml.txt", plan())
    assert "Đổi tên “x.toml.txt” thành “x.toml” (bỏ đuôi .txt)." in call("check", "moi").out


def test_check_makes_nothing(call: Call, root: Path) -> None:
    said = call("check", "--jobs", "1")
    assert (said.code, said.out) == (0, "Không có gì phải sửa.\n")
    assert not (root / "output").exists()


@pytest.mark.parametrize("loai", ["quyết định", "ke-hoach", "BÁO CÁO"])
def test_a_new_file_builds_at_once(call: Call, root: Path, loai: str) -> None:
    said = call("new", loai, "data/moi")
    assert said.code == 0, said
    said = call("build", "data/moi.toml", "--only", "docx")
    assert said.code == 0, said
    assert "1 văn bản: 1 đã tạo" in said.out
    assert "lỗi" not in said.out
    said = call("new", loai, "data/moi.toml")
    assert (said.code, "đã có" in said.err) == (ExitCode.USAGE, True)
    assert call("new", loai, "data/moi.toml", "--force").code == 0


@pytest.mark.parametrize("loai", ["quyết định", "kế hoạch", "báo cáo"])
def test_a_new_file_is_short_and_builds_without_a_finding(call: Call, root: Path, loai: str) -> None:
    call("new", loai, "data/moi.toml")
    text = (root / "data/moi.toml").read_text("utf-8")
    before_body = text.split("noi_dung = ")[0].split("\n")
    assert len([line for line in before_body if re.match(r"\w+ = ", line)]) <= 17
    assert text.startswith("#:schema ./.van-ban.schema.json\n")
    assert 'co_quan = { tep = "co-quan.toml" }' in text
    assert call("check", "data/moi.toml").out == "Không có gì phải sửa.\n"


def test_a_new_file_uses_the_project_s_own_office(call: Call, root: Path) -> None:
    office = (root / "data/co-quan.toml").read_text("utf-8")
    write(root / "data/co-quan.toml", office.replace('ma = "giam-doc"', 'ma = "giam-doc-so"'))
    before = (root / "data/co-quan.toml").read_bytes()
    said = call("new", "kế hoạch", "data/kehoach/moi.toml")
    assert "co-quan.toml" not in said.out
    text = (root / "data/kehoach/moi.toml").read_text("utf-8")
    assert 'co_quan = { tep = "../co-quan.toml" }' in text
    assert 'nguoi_ky = { ma = "giam-doc-so" }  # mã của Nguyễn Văn S' in text
    assert (root / "data/co-quan.toml").read_bytes() == before
    assert call("check", "data/kehoach/moi.toml").out == "Không có gì phải sửa.\n"


@pytest.mark.parametrize("loai", ["quyết định", "kế hoạch", "báo cáo"])
def test_a_full_file_uses_the_project_s_own_office_too(call: Call, root: Path, loai: str) -> None:
    office = (root / "data/co-quan.toml").read_text("utf-8")
    write(root / "data/co-quan.toml", office.replace('ma = "giam-doc"', 'ma = "giam-doc-so"'))
    call("new", loai, "data/moi.toml", "--full")
    text = (root / "data/moi.toml").read_text("utf-8")
    assert 'co_quan = { tep = "co-quan.toml" }' in text
    assert "[co_quan]" not in text
    assert 'ma = "giam-doc-so"' in text
    assert call("check", "data/moi.toml").out == "Không có gì phải sửa.\n"


def test_a_new_file_makes_the_office_where_there_is_none(call: Call, root: Path) -> None:
    (root / "data/co-quan.toml").unlink()
    said = call("new", "báo cáo", "data/baocao/moi.toml")
    assert "Đã tạo data/co-quan.toml: sửa cơ quan" in said.out
    assert (root / "data/.co-quan.schema.json").exists()
    assert call("check", "data/baocao/moi.toml").out == "Không có gì phải sửa.\n"
    assert "co-quan" not in call("new", "kế hoạch", "data/kehoach/moi.toml").out


def test_a_full_new_file_has_every_key(call: Call, root: Path) -> None:
    call("new", "kế hoạch", "data/moi.toml", "--full")
    text = (root / "data/moi.toml").read_text("utf-8")
    assert text.startswith("#:schema ./.van-ban.schema.json\n")
    assert "# danh_sach = " in text
    assert call("check", "data/moi.toml").out == "Không có gì phải sửa.\n"


@pytest.mark.parametrize("words", [["báo cáo"], ["báo", "cáo"], ["Bao", "Cao"], ["bao-cao"]])
def test_a_kind_of_two_words_needs_no_quotes(call: Call, root: Path, words: list[str]) -> None:
    assert call("new", *words, "data/moi.toml").code == 0
    assert 'loai = "báo cáo"' in (root / "data/moi.toml").read_text("utf-8")


def test_fields_of_a_kind_and_of_a_template(call: Call, root: Path) -> None:
    said = call("fields", "kế hoạch")
    assert "trich_yeu" in said.out
    assert "{{ so_ky_hieu }}" in said.out
    template = Path(docgen.__file__).parents[1] / "templates/kehoach/ke-hoach.docx"
    assert "so_ky_hieu\t" in call("fields", template).out
    write(root / "không.docx", "x")
    said = call("fields", "không.docx")
    assert (said.code, said.out, "MT001" in said.err) == (ExitCode.TEMPLATE, "", True)


def test_schema_is_json(call: Call) -> None:
    assert json.loads(call("schema", "báo cáo").out)["properties"]["loai"]


def test_rule_shows_a_page_and_the_list(call: Call) -> None:
    said = call("rule", "ht044").out
    assert all(part in said for part in ("HT044 (lỗi)", "Cách sửa:", "Sai:", "Đúng:"))
    assert len(call("rule").out.splitlines()) == len(register())


@pytest.mark.parametrize("family", ["kt", "KT", "Sl", "ns"])
def test_rule_lists_a_family(call: Call, family: str) -> None:
    said = call("rule", family)
    of_family = [code for code in register() if code.startswith(family.upper())]
    assert [line.split()[0] for line in said.out.splitlines()] == of_family
    assert said.code == ExitCode.OK


def test_rule_names_the_families(call: Call) -> None:
    said = call("rule", "xy")
    assert "không có mã “xy”. Các nhóm mã: CT, DL, HT, KT, MT, NS, SL, VD." in said.err


# Formats


@pytest.fixture
def faulty(root: Path) -> Path:
    return write(root / "data/kehoach/k1.toml", plan().replace('"giam-doc"', '"ai: đó, 100%"'))


def test_json(call: Call, faulty: Path) -> None:
    said = call("check", "--jobs", "1", "--format", "json")
    (found,) = json.loads(said.out)
    assert said.code == ExitCode.FINDINGS
    assert (found["severity"], found["where"]["file"], found["where"]["line"]) == ("lỗi", "data/kehoach/k1.toml", 11)
    assert found["remedy"]
    faulty.unlink()
    assert json.loads(call("check", "--jobs", "1", "--format", "json").out) == []


def test_github(call: Call, faulty: Path) -> None:
    said = call("check", "--jobs", "1", "--format", "github")
    (line,) = said.out.splitlines()
    assert re.match(r"::error file=data/kehoach/k1.toml,line=11,col=\d+,title=DL\d+::.*100%25", line)


def test_github_tells_the_place_inside_a_word_file(call: Call, root: Path) -> None:
    template = as_decreed(Document())
    template.add_paragraph("Số: {{ so_ky_hieuu }}")
    template.save(str(root / "mẫu.docx"))
    said = call("check", "--format", "github", "mẫu.docx")
    assert said.code == ExitCode.TEMPLATE
    place = "(thân văn bản, đoạn 1, thẻ {{ so_ky_hieuu }})"
    assert said.out.startswith(f"::error file=mẫu.docx,title=MT024::{place} mẫu gọi tên “so_ky_hieuu”")
    assert said.out.rstrip().endswith("→ Có phải “so_ky_hieu”?")


def test_sarif(call: Call, faulty: Path) -> None:
    run = json.loads(call("check", "--jobs", "1", "--format", "sarif").out)["runs"][0]
    (result,) = run["results"]
    assert result["level"] == "error"
    assert result["locations"][0]["physicalLocation"]["region"]["startLine"] == 11
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {result["ruleId"]}


# The program as a whole


def run(*arguments: str, cwd: Path | None = None, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "docgen", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, **options)  # type: ignore[call-overload]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["rule"], ["build", "--only", "docx"], ["why"]])
def test_nothing_heavy_is_loaded_where_nothing_is_made(root: Path, arguments: list[str]) -> None:
    docgen.build(only="docx")
    script = "import sys, atexit; from docgen.cli import main; sys.argv[0] = 'docgen'\n"
    script += "atexit.register(lambda: print(*sys.modules, file=sys.stderr)); main()"
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True, cwd=root)
    assert done.returncode == 0, done.stderr
    assert HEAVY & set(done.stderr.split()) == set()


def test_a_reader_that_goes_early_is_no_fault(root: Path) -> None:
    script = f"{sys.executable} -m docgen rule | head -1; {sys.executable} -m docgen schema 'kế hoạch' | head -1"
    done = subprocess.run(script, shell=True, capture_output=True, text=True)
    assert (len(done.stdout.splitlines()), done.stderr) == (2, "")


def test_output_that_cannot_be_shown_is_still_printed(root: Path) -> None:
    done = run("build", "--dry-run", cwd=root, env=os.environ | {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, "sẽ tạo" in done.stdout) == (0, True)


def test_a_fault_is_told_without_a_traceback(call: Call, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("docgen.line.batch.build", broken)
    monkeypatch.setattr("docgen.line.build", broken)
    said = call("build")
    assert (said.code, "Traceback" in said.err, "ZeroDivisionError" in said.err) == (ExitCode.FINDINGS, False, True)


@pytest.mark.parametrize("first", [signal.SIGINT, signal.SIGTERM])
def test_who_is_interrupted_ends_in_order_whatever_comes_next(
    call: Call, root: Path, monkeypatch: pytest.MonkeyPatch, first: signal.Signals
) -> None:
    ended = []

    def interrupted(*_: object, **__: object) -> None:
        try:
            signal.raise_signal(first)
        finally:
            for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM):
                signal.raise_signal(number)
            ended.append("in order")

    monkeypatch.setattr("docgen.line.build", interrupted)
    said = call("build")
    assert (said.code, ended, "Traceback" in said.err) == (ExitCode.INTERRUPTED, ["in order"], False)
    assert "Đã dừng" in said.err
    signal.raise_signal(signal.SIGTERM)  # until the program is gone


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_is_interrupted_while_a_class_is_made_ends_in_order(
    call: Call, root: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """As modules do that load; in Python 3.11 what `__set_name__` raises becomes a RuntimeError."""

    class Field:
        def __set_name__(self, *_: object) -> None:
            signal.raise_signal(number)

    def loading(*_: object, **__: object) -> None:
        type("Loaded", (), {"field": Field()})

    monkeypatch.setattr("docgen.line.build", loading)
    said = call("build")
    assert (said.code, "Đã dừng" in said.err, "lỗi của chính" in said.err) == (ExitCode.INTERRUPTED, True, False)


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_is_interrupted_while_the_command_loads_says_nothing(tmp_path: Path, number: signal.Signals) -> None:
    script = f"""if True:
        import signal, sys
        from docgen.__main__ import main
        class Finder:
            def find_spec(self, name, *_):
                if name == "docgen.cli":
                    signal.raise_signal({number.value})
        sys.meta_path.insert(0, Finder())
        main()"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (-number.value, "", "")


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_an_ignored_ctrl_c_stays_ignored(root: Path) -> None:
    """As a shell starts what runs in the background."""
    script = "import signal, sys; from docgen.cli import main; sys.argv[:] = ['docgen', 'rule']\n"
    script += "try: main()\nfinally: print(signal.getsignal(signal.SIGINT) == signal.SIG_IGN, file=sys.stderr)"
    command = ["sh", "-c", 'trap "" INT; exec "$0" -c "$1"', sys.executable, script]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "True\n")


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_while_waiting_ends_at_once(root: Path) -> None:
    script = "import sys, time; from pathlib import Path; from docgen.manifest import alone\n"
    script += "with alone(Path('output'), lambda: None): print(1, flush=True); time.sleep(99)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with subprocess.Popen(
            [sys.executable, "-m", "docgen", "build"], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as second:
            assert second.stderr is not None
            assert "đang chờ" in second.stderr.readline()
            second.send_signal(signal.SIGINT)
            assert second.wait(10) == ExitCode.INTERRUPTED
            assert "Đã dừng" in second.stderr.read()
        holder.kill()
