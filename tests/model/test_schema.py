"""JSON Schema, the file of `docgen new` and the names of a kind: three views of one declaration."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from written import make

from docgen.finding import Severity
from docgen.model.known_kinds import Kinds
from docgen.model.paper_kind import Loai
from docgen.model.schema import field_names, new_file, schema

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(
    path
    for path in (ROOT / "data").rglob("*")
    if path.suffix in (".toml", ".json") and "loai" in path.read_text("utf-8")
)
SAMPLES = [path for path in SAMPLES if not path.name.startswith("co-quan")]


KINDS = Kinds().all()


def named(name: str) -> Loai:
    kind = Kinds().find(name)
    assert kind is not None
    return kind


def plain(value: Any) -> Any:
    """Return a TOML value as JSON has it: days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def load(path: Path) -> dict[str, Any]:
    text = path.read_text("utf-8-sig")
    return plain(tomllib.loads(text) if path.suffix == ".toml" else json.loads(text))


def problems(loai: str, value: Any) -> list[str]:
    return [
        f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema(named(loai))).iter_errors(value)
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.stem)
def test_the_schema_is_one(kind: Loai) -> None:
    made = schema(kind)
    Draft202012Validator.check_schema(made)
    assert json.loads(json.dumps(made)) == made
    assert made["$id"].startswith("urn:docgen:")
    assert made["title"] == kind.mo_ta
    assert all("description" in entry for entry in made["properties"].values())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_schema_takes_every_sample(path: Path) -> None:
    value = load(path)
    assert problems(value["loai"], value) == []


GOOD: dict[str, Any] = {
    "loai": "kế hoạch",
    "nam": 2026,
    "trich_yeu": "A",
    "noi_dung": ["# Một", "Đoạn"],
    "noi_nhan": ["B"],
    "luu": "VT",
    "nguoi_ky": {"ma": "giam-doc", "quyen_han": "KT."},
    "co_quan": {"tep": "co-quan.toml"},
    "bang": {
        "b": {
            "nhom": [{"ten": "I", "nhom": [{"ten": "1", "hang": [{"a": 1}]}]}],
            "cot": [{"ma": "a", "ten": ["A", "B"]}],
        }
    },
    "$schema": "ke-hoach.schema.json",
}


def test_the_schema_takes_what_the_model_takes() -> None:
    assert problems("kế hoạch", GOOD) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["so"], "mười"), (["so"], 0), (["nam"], 99), (["trich_yeu"], 5), (["trich_yeu"], "x" * 501), (["du_thao"], "có"),
        (["hinh_thuc"], "fax"), (["nguoi_ky", "quyen_han"], "K/T"), (["nguoi_ky", "mã"], "x"), (["trich_yeuu"], "A"),
        (["kinh_gui"], ["UBND"]), (["danh_so"], ["A."]), (["bang", "b", "cot"], [{"ten": "A"}]), (["bang", "a b"], {}),
        (["loai"], "quyết định"), (["noi_nhan"], [1]), (["noi_dung"], {"x": 1}),
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_model_refuses(path: list[str], value: Any) -> None:
    bad = copy.deepcopy(GOOD)
    inner = bad
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    assert problems("kế hoạch", bad) != []


@pytest.mark.parametrize("name", ["trich_yeu", "co_quan", "nguoi_ky", "loai"])
def test_the_schema_wants_what_the_model_wants(name: str) -> None:
    assert problems("kế hoạch", {key: value for key, value in GOOD.items() if key != name}) != []
    assert "noi_dung" not in schema(named("quyết định"))["properties"]
    assert {"can_cu", "dieu"} <= set(schema(named("quyết định"))["required"])


# docgen new


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.stem)
def test_a_new_file_builds_at_once(kind: Loai) -> None:
    made = make(new_file(kind))
    assert [str(item) for item in made.findings if item.severity >= Severity.CANH_BAO] == []
    assert made.paper is not None
    assert kind == made.paper.kind
    assert problems(kind.ten, plain(tomllib.loads(new_file(kind)))) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.stem)
def test_a_new_file_names_every_key_with_its_meaning(kind: Loai) -> None:
    text = new_file(kind)
    for name, entry in schema(kind)["properties"].items():
        if name not in ("$schema", "xem_lai"):  # written by an editor, and by `docgen new --from`
            assert re.search(rf"^(# )?(\[+)?{name}\b", text, re.M), name
            assert entry["description"].lower() in text.lower()
    assert all(line == line.rstrip() for line in text.split("\n"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.stem)
def test_every_commented_key_of_a_new_file_can_be_used(kind: Loai) -> None:
    live = re.compile(r"^# (\w+ = .*?)(?:  # .*)?$", re.M)
    for line in live.findall(new_file(kind)):
        tomllib.loads(line)
    # Each optional key of the top, brought to life alone, is right by the schema.
    text = new_file(kind)
    top, rest = text.split("\n# Cơ quan ban hành.", 1)
    for line in live.findall(top):
        value = plain(tomllib.loads(top + "\n" + line + "\n# Cơ quan ban hành." + rest))
        assert problems(kind.ten, value) == [], line


def test_names_of_a_kind() -> None:
    names = dict(field_names(named("báo cáo")))
    assert names["co_quan.ten"] == "tên đầy đủ của cơ quan ban hành"
    assert {"trich_yeu", "ky_bao_cao.quy", "bang.<mã>.cot[].ten", "bang.<mã>.nhom[].hang", "vb.<mã>.so_ky_hieu"} <= set(
        names
    )
    assert "dieu" not in names
    assert "kem_theo.phu_luc[].tieu_de" in dict(field_names(named("quyết định")))
