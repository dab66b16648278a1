"""Files called in by files: values, places, circles, and everything that can be wrong with a file."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest
from source_folder import Folder

from docgen.sources import FileRef, Grid, Reader, reader
from docgen.sources.syntax import parse

OFFICE = 'ten = "Sở Nội vụ"\n[[lanh_dao]]\nma = "gd"\nho_ten = "Nguyễn Văn A"\n'


def test_a_called_file_takes_the_place_of_its_call(folder: Folder) -> None:
    folder.write("co-quan.toml", OFFICE)
    data = folder.read('so = 1\nco_quan = { tep = "../co-quan.toml" }\n')
    assert data is not None
    assert not folder.findings
    assert data.value == {
        "so": 1,
        "co_quan": {"ten": "Sở Nội vụ", "lanh_dao": [{"ma": "gd", "ho_ten": "Nguyễn Văn A"}]},
    }
    where = data.where(["co_quan", "lanh_dao", 0, "ho_ten"], 7)
    assert (where.file, where.line, where.column) == ("co-quan.toml", 4, 18)
    assert where.key == "co_quan.lanh_dao[1].ho_ten"
    here = data.where(["co_quan"])
    assert (here.file, here.line, here.column) == ("data/a.toml", 2, 11)
    assert data.where(["co_quan", "thieu"]).file == "co-quan.toml"
    assert data.where_key(["co_quan"]).column == 1
    assert data.reads == {"data/a.toml", "co-quan.toml"}


def test_calls_nest_and_a_part_can_be_called(folder: Folder) -> None:
    folder.write("chung/nguoi.json", '{"a": {"lanh dao": [\n {"ten": "A"}]}}')
    folder.write("chung/co-quan.toml", 'x = 1\nds = { tep = "nguoi.json", khoa = "a.lanh dao" }\n')
    data = folder.read('a = [ { tep = "../chung/co-quan.toml" }, 2 ]')
    assert data is not None
    assert data.value == {"a": [{"x": 1, "ds": [{"ten": "A"}]}, 2]}
    where = data.where(["a", 0, "ds", 0, "ten"])
    assert (where.file, where.line, where.column) == ("chung/nguoi.json", 2, 10)
    assert data.where(["a", 1]).file == "data/a.toml"


def test_a_circle_names_its_chain(folder: Folder) -> None:
    folder.write("data/b.toml", 'x = 1\nc = { tep = "c.json" }\n')
    folder.write("data/c.json", '{"a": {"tep": "a.toml"}}')
    data = folder.read('b = { tep = "b.toml" }\n')
    assert data is not None
    assert data.value == {"b": {"x": 1, "c": {"a": None}}}
    assert folder.told == ["data/c.json:1:15 DL015"]
    assert "data/a.toml → data/b.toml → data/c.json → data/a.toml" in folder.findings[0].message


def test_two_calls_of_one_file_are_no_circle(folder: Folder) -> None:
    folder.write("data/b.toml", "x = 1\n")
    assert folder.value('a = { tep = "b.toml" }\nb = { tep = "b.toml" }\n') == {"a": {"x": 1}, "b": {"x": 1}}


def test_a_file_that_many_call_is_parsed_once_until_it_changes(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr(reader, "parse", lambda text, kind: parsed.append(text.file) or parse(text, kind))
    folder.write("data/b.toml", "x = [1, 2]\n")
    for number in range(3):
        value = folder.value(f'a = {{ tep = "b.toml" }}\nn = {number}\n')
        assert value == {"a": {"x": [1, 2]}, "n": number}
        value["a"]["x"].append(number)  # what is made of one paper is not seen by the next
    assert parsed.count("data/b.toml") == 1
    folder.write("data/b.toml", "x = 3\n")
    assert folder.value('a = { tep = "b.toml" }\n') == {"a": {"x": 3}}
    folder.write("data/b.toml", "x = \n")
    assert folder.codes('a = { tep = "b.toml" }\n') == folder.codes('a = { tep = "b.toml" }\n') != []


def test_a_flood_of_calls_ends(folder: Folder) -> None:
    for index in range(30):
        folder.write(f"data/f{index}.toml", "".join(f'k{n} = {{ tep = "f{index + 1}.toml" }}\n' for n in range(4)))
    folder.write("data/f30.toml", "x = 1\n")
    assert "DL018" in folder.codes('a = { tep = "f0.toml" }')


def test_a_template_is_named_and_not_read(folder: Folder) -> None:
    value = folder.value('mau = { tep = "../mau/qd.docx", ghi_chu = "x" }')
    assert value["mau"].path == folder.root / "mau" / "qd.docx"
    assert isinstance(value["mau"], FileRef)
    assert value["mau"].options == {"ghi_chu": "x"}
    assert value["mau"].where.column == 15
    assert list(folder.reader.reads) == ["data/a.toml"]
    assert folder.reader.bytes(value["mau"].path, value["mau"].at) is None
    assert folder.told == ["data/a.toml:1:15 DL001"]


def test_reads_remember_bytes_and_missing_files(folder: Folder) -> None:
    folder.read('a = { tep = "co.toml" }\nb = { tep = "../t.csv" }\n')
    assert folder.reader.reads["data/co.toml"] == ""
    assert folder.reader.reads["t.csv"] == ""
    path = folder.write("x.bin", b"abc")
    assert folder.reader.bytes(path) == b"abc"
    assert folder.reader.reads["x.bin"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    path.write_bytes(b"xyz")
    assert folder.reader.bytes(path) == b"abc"  # one reader sees one state of every file


def test_a_missing_file_is_told_at_every_call(folder: Folder) -> None:
    folder.write("data/co-quan.toml", OFFICE)
    folder.write("kho/x.toml", OFFICE)
    folder.write("rieng.toml", OFFICE)
    folder.read(
        'a = { tep = "co-quam.toml" }\nb = { tep = "Co-Quan.toml" }\nc = { tep = "../khoo/x.toml" }\n'
        'd = { tep = "rieng.toml" }\ne = { tep = "co-quam.toml" }\n'
    )
    assert folder.told == [f"data/a.toml:{line}:13 DL001" for line in range(1, 6)]
    remedies = [item.remedy for item in folder.findings]
    assert "co-quan.toml" in remedies[0]
    assert "co-quan.toml" in remedies[1]
    assert "khoo" in folder.findings[2].message
    assert "../" in remedies[3]
    assert remedies[4] == remedies[0]


def test_nothing_outside_the_root_is_read(folder: Folder) -> None:
    secret = folder.root.parent / "mat.toml"
    folder.write("x.toml", "a = 1")
    secret.write_text('mat_khau = "x"')
    (folder.root / "data").mkdir()
    (folder.root / "data" / "lien-ket.toml").symlink_to(secret)
    (folder.root / "data" / "thu-muc").symlink_to(folder.root.parent)
    text = "".join(
        f"k{index} = {{ tep = '{name}' }}\n"
        for index, name in enumerate(
            ["../../mat.toml", str(secret), "lien-ket.toml", "thu-muc/mat.toml", "C:/mat.toml", "C:\\mat.toml",
             "\\\\may-chu\\chung\\x.toml", "..\\..\\mat.toml", "../data/../../mat.toml", "/etc/passwd"]
        )
    )  # fmt: skip
    data = folder.read(text)
    assert data is not None
    assert set(data.value.values()) == {None}
    assert [item.code for item in folder.findings] == ["DL002"] * 10
    assert list(folder.reader.reads) == ["data/a.toml"]
    assert "mat_khau" not in str(folder.told)


def test_a_link_inside_the_root_is_fine(folder: Folder) -> None:
    folder.write("x.toml", "a = 1")
    (folder.root / "data").mkdir()
    (folder.root / "data" / "y.toml").symlink_to(folder.root / "x.toml")
    assert folder.value('k = { tep = "y.toml" }') == {"k": {"a": 1}}


def test_the_root_itself_may_be_a_link(folder: Folder) -> None:
    folder.write("data/x.toml", "a = 1")
    link = folder.root.parent / "noi"
    link.symlink_to(folder.root)
    for root, path in ((link, link), (folder.root, link), (link, folder.root)):
        reader = Reader(root)
        data = reader.data(path / "data" / "x.toml")
        assert data is not None
        assert data.where([]).file == "data/x.toml"


def test_backslashes_and_a_path_through_the_root(folder: Folder) -> None:
    folder.write("chung/x.toml", "a = 1")
    assert folder.value("k = { tep = '..\\chung\\x.toml' }") == {"k": {"a": 1}}
    whole = (folder.root / "chung/x.toml").as_posix()
    assert folder.value(f"k = {{ tep = '{whole}' }}") == {"k": {"a": 1}}


def test_names_of_files_in_nfd(folder: Folder) -> None:
    name = "cơ-quan-sở.toml"
    folder.write(unicodedata.normalize("NFD", f"thư-mục/{name}"), "a = 1")
    data = folder.read(f'k = {{ tep = "../thư-mục/{name}" }}')
    assert data is not None
    assert data.value == {"k": {"a": 1}}
    assert f"thư-mục/{name}" in folder.reader.reads


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")
def test_folders_devices_and_locked_files(folder: Folder) -> None:
    (folder.root / "data").mkdir(parents=True)
    (folder.root / "data" / "thu-muc.toml").mkdir()
    os.mkfifo(folder.root / "data" / "ong.toml")
    (folder.root / "data" / "vong.toml").symlink_to("vong.toml")
    locked = folder.write("data/khoa.toml", "a = 1")
    locked.chmod(0)
    names = ["thu-muc", "ong", "vong"] + ([] if os.access(locked, os.R_OK) else ["khoa"])
    folder.read("".join(f'k{name} = {{ tep = "{name}.toml" }}\n' for name in names))
    assert [item.code for item in folder.findings] == ["DL003", "DL003", "DL004", "DL004"][: len(names)]


def test_a_file_too_large(folder: Folder) -> None:
    path = folder.write("data/a.toml", "")
    with path.open("wb") as file:
        file.truncate(5 << 20)
    assert folder.reader.data(path) is None
    assert folder.told == ["data/a.toml DL005"]
    assert "4 MB" in folder.findings[0].message


@pytest.mark.parametrize("content", ["", " \n\t\r\n", "\ufeff"])
def test_an_empty_file(folder: Folder, content: str) -> None:
    assert folder.read(content) is None
    assert folder.told == ["data/a.toml:1:1 DL006"]


TEXT = 'ten = "Sở Nội vụ"\nso = 1\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_a_mark(folder: Folder, encoding: str) -> None:
    data = folder.read(TEXT.encode(encoding))
    assert data is not None
    assert data.value == {"ten": "Sở Nội vụ", "so": 1}
    assert data.where(["ten"], 1).column == 9


@pytest.mark.parametrize(
    ("content", "where", "said"),
    [
        ('so = 1\nten = "Trần"'.encode().replace("ầ".encode(), b"\xe2\xec"), "2:10", "E2"),
        ('so = 1\r\nten = "é"'.encode("windows-1258"), "2:8", "E9"),
        (TEXT.encode("utf-16-le"), "1:17", "UTF-16"),
        (b"PK\x03\x04\xff\xff", "1:5", "Excel"),
        (b"\xd0\xcf\x11\xe0", "1:1", "đời cũ"),
    ],
)
def test_a_wrong_encoding_names_the_byte(folder: Folder, content: bytes, where: str, said: str) -> None:
    assert folder.read(content) is None
    assert folder.told == [f"data/a.toml:{where} DL007"]
    assert said in folder.findings[0].message
    assert "UTF-8" in folder.findings[0].remedy


def test_characters_that_cannot_be_printed_are_told_and_kept_out(folder: Folder) -> None:
    data = folder.read(
        'a = "x\\u0007y"\nb = """\nmột\nhai \ue123"""\n"k\\u0001" = 1\nc = "\\uFFFD\ufdd0"\nd = "\\r\\n\\t"'
    )
    assert data is not None
    assert sorted(folder.told) == [
        "data/a.toml:1:7 DL008",
        "data/a.toml:4:5 DL008",
        "data/a.toml:5:1 DL008",
        "data/a.toml:6:12 DL008",
        "data/a.toml:6:6 DL008",
    ]
    assert data.value == {"a": "x�y", "b": "một\nhai �", "k�": 1, "c": "��", "d": "\n\t"}


def test_half_characters_of_json(folder: Folder) -> None:
    data = folder.read('{"a": "x\\ud800y", "b": "\\ud83d\\ude00!"}', "data/a.json")
    assert data is not None
    assert data.value == {"a": "x�y", "b": "😀!"}
    assert folder.told == ["data/a.json:1:9 DL008"]
    assert data.where(["b"], 1).column == 37


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a = 10:30:00", "DL013"),
        ("a = inf", "DL013"),
        ("a = -nan", "DL013"),
        ("a = 1e999999999", "DL013"),
        ("a = 1e-99999999999999999999", "DL013"),
        ("a = 2026-01-08T10:00:00", "DL019"),
        ("a = { tep = 5 }", "DL016"),
        ('a = { tep = "" }', "DL016"),
        ('a = { tep = "b.toml", sheet = "x" }', "DL016"),
        ('a = { tep = "b.toml", khoa = "kx" }', "DL016"),
        ('a = { tep = "b.toml", khoa = 5 }', "DL024"),
        ('a = { tep = "b.xls" }', "DL025"),
        ('a = { tep = "b.ods" }', "DL025"),
        ("a" + ".a" * 200 + " = 1", "DL014"),
        ("a" + ".a" * 5000 + " = [1]", "DL014"),
        (f"a = {'[' * 80}{']' * 80}", "DL014"),
    ],
)
def test_values_no_paper_can_hold(folder: Folder, text: str, code: str) -> None:
    folder.write("data/b.toml", "x = 1")
    assert folder.codes(text) == [code]
    assert folder.findings[0].where.line == 1


def test_a_midnight_day_and_a_table_named_tep_at_the_top_are_plain(folder: Folder) -> None:
    assert str(folder.value("a = 2026-01-08 00:00:00")["a"]) == "2026-01-08"
    assert folder.value('tep = "x.toml"') == {"tep": "x.toml"}


def test_keys_that_differ_only_in_form(folder: Folder) -> None:
    both = f'"{unicodedata.normalize("NFC", "sở")}" = 1\n"{unicodedata.normalize("NFD", "sở")}" = 2\n'
    assert folder.codes(both) == ["DL011"]
    assert folder.findings[0].where.line == 2


@pytest.mark.parametrize("content", ["[1, 2]", '"x"', "5", "null", "true"])
def test_a_json_file_that_holds_no_keys(folder: Folder, content: str) -> None:
    assert folder.read(content, "data/a.json") is None
    assert folder.told == ["data/a.json:1:1 DL017"]


def test_a_broken_file_does_not_hide_the_others(folder: Folder) -> None:
    folder.write("data/b.toml", "x = sai")
    folder.write("data/c.json", "{")
    folder.write("data/d.toml", "y = 1")
    text = 'b = { tep = "b.toml" }\nc = { tep = "c.json" }\nd = { tep = "d.toml" }\ne = { tep = "e.toml" }\n'
    data = folder.read(text)
    assert data is not None
    assert data.value == {"b": None, "c": None, "d": {"y": 1}, "e": None}
    assert folder.told == ["data/b.toml:1:5 DL010", "data/c.json:1:2 DL010", "data/a.toml:4:13 DL001"]
    assert data.where(["d", "y"]).file == "data/d.toml"


def test_one_reader_reads_many_dossiers_and_shares_files(folder: Folder) -> None:
    folder.write("co-quan.toml", OFFICE)
    one = folder.write("data/m.toml", 'co_quan = { tep = "../co-quan.toml" }')
    two = folder.write("data/n.toml", 'co_quan = { tep = "../co-quan.toml" }')
    first, second = folder.reader.data(one), folder.reader.data(two)
    assert first is not None
    assert second is not None
    first.value["co_quan"]["ten"] = "x"
    assert second.value["co_quan"]["ten"] == "Sở Nội vụ"
    assert first.reads == {"data/m.toml", "co-quan.toml"}


def test_paths_are_shown_from_the_root(folder: Folder) -> None:
    assert folder.reader.shown(folder.root / "data" / "x.toml") == "data/x.toml"
    assert folder.reader.shown(Path("data/x.toml")) == "data/x.toml"
    assert folder.reader.shown(unicodedata.normalize("NFD", "sở/x.toml")) == "sở/x.toml"


def test_a_json_table_is_a_grid(folder: Folder) -> None:
    folder.write("data/r.json", '{"x": [\n {"a": 1, "b": "t"},\n {"b": 2.50, "c": ["p", "q"], "d": true}]}')
    grid = folder.value('[bang.x]\nnguon = { tep = "r.json", khoa = "x" }')["bang"]["x"]["nguon"]
    assert isinstance(grid, Grid)
    assert grid.header == ("a", "b", "c", "d")
    assert [[str(cell) for cell in row] for row in grid.rows] == [
        ["1", "t", "None", "None"],
        ["None", "2.50", "('p', 'q')", "True"],
    ]
    where = grid.where(1, 2)
    assert (where.file, where.line, where.column) == ("data/r.json", 3, 19)
    assert grid.where(0, 3).line == 2


@pytest.mark.parametrize("content", ["[1]", '[{"a": {}}]', '[{"a": [1]}]', "{}", "[]", '"x"'])
def test_json_that_is_no_table(folder: Folder, content: str) -> None:
    folder.write("data/r.json", content)
    assert "DL031" in folder.codes('nguon = {tep = "r.json"}\nb = {nguon = {tep = "r.json"}}')
