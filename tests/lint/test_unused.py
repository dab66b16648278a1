"""What nothing uses is told at its place; what is used in whatever way is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from papers_made import ROOT, SAMPLES
from test_in_docx import paper

from docgen import project
from docgen.finding import Finding
from docgen.lint.unused import unused
from docgen.sources import Reader

TEMPLATE = (ROOT / "templates/kehoach/ke-hoach.docx").read_bytes()


def found(path: Path, template: bytes = TEMPLATE) -> list[Finding]:
    data = Reader(project.root_of(path)).data(path)
    assert data is not None
    return unused(data.value, template, data)


def keys(path: Path) -> list[str]:
    return [finding.where.key for finding in found(path)]


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_use_all_they_hold(name: str) -> None:
    assert found(SAMPLES[name]) == []


def test_an_own_value_that_nothing_asks_for_is_told_at_its_key(tmp_path: Path) -> None:
    (finding,) = found(paper(tmp_path, "them = { a = 1, b = 2 }", "Có {{ them.a }}."))
    assert (finding.code, finding.severity.label, finding.where.key) == ("SL031", "cảnh báo", "them.b")
    assert finding.where.line == 9


@pytest.mark.parametrize(
    "body",
    [
        "{{ them.b }}", "{{ them['b'] }}", '{{ them["b"] | so }}', "{% if them.b > 1 %}x{% endif %}", "{{ 2 * them . b }}",
        "{% for x in them.b %}{{ x }}{% endfor %}", "{{ them }}", "{{ ten_khac(them.b) }}", "{{ them.b.c }}",
    ],
)  # fmt: skip
def test_every_way_to_ask_counts(tmp_path: Path, body: str) -> None:
    assert keys(paper(tmp_path, "them = { b = 2 }", body)) == []


@pytest.mark.parametrize(
    "body", ["them.b", "{{ 'them.b' }}", "{{ khac.them.b }}", "{{ them_b }}", "{# {{ them.b }} #}"]
)
def test_what_only_looks_like_asking_does_not(tmp_path: Path, body: str) -> None:
    assert keys(paper(tmp_path, "them = { b = 2 }", body)) == ["them.b"]


def test_a_text_that_is_not_used_uses_nothing(tmp_path: Path) -> None:
    own = 'them = { a = "{{ them.b }}", b = "{{ them.c }}", c = 1, d = "{{ them.e }}", e = 2 }'
    assert keys(paper(tmp_path, own, "{{ them.a }}")) == ["them.d", "them.e"]


def test_part_of_a_table_may_be_used(tmp_path: Path) -> None:
    own = "them = { a = { b = 1, c = [1, 2] } }"
    assert keys(paper(tmp_path, own, "{{ them.a.b }}")) == ["them.a.c"]
    assert keys(paper(tmp_path, own, "{{ them.a }}")) == []


def test_a_formula_asks_without_braces(tmp_path: Path) -> None:
    more = "them = { he_so = 2, khac = 3 }\n[bang.x]\ncot = [{ ma = 'a' }, { ma = 'b', cong_thuc = 'a * them.he_so' }]"
    path = paper(tmp_path)
    path.write_text(path.read_text() + more.replace("them = ", "[them]\nhe_so = 2\nkhac = 3\n#"))
    assert keys(path) == ["them.khac"]


def test_another_paper_called_in_for_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "cu").mkdir()
    paper(tmp_path / "cu", "them = { b = 1 }", "{{ them.b }} {{ ky_truoc.nam }}")
    other = 'ky_truoc = { tep = "cu/ke-hoach.toml" }\nthem = { b = 1 }'
    assert keys(paper(tmp_path, other)) == ["them.b", "ky_truoc"]
    assert keys(paper(tmp_path, other, "{{ ky_truoc.nam }} {{ them.b }}")) == []


def test_the_last_period_of_a_paper_with_tables_is_held_against_it(tmp_path: Path) -> None:
    paper(tmp_path, "nam = 2025")
    (tmp_path / "ke-hoach.toml").rename(tmp_path / "cu.toml")
    table = 'ky_truoc = { tep = "cu.toml" }\n[bang.a]\ncot = [ { ma = "a", ten = "A" } ]\nhang = [ { a = 5 } ]\n'
    assert keys(paper(tmp_path, table, "{{ bang.a }}")) == []


def test_a_column_of_a_list_that_no_paper_uses_is_told(tmp_path: Path) -> None:
    (tmp_path / "ds.csv").write_text("so,Họ tên,Ghi chú\n1,An,x\n2,Bình,y\n")
    path = paper(tmp_path, 'danh_sach = { tep = "ds.csv" }', "Gửi {{ dong.ho_ten }}.")
    (finding,) = found(path)
    assert "Ghi chú" in finding.message
    assert (finding.where.file, finding.where.line) == ("ds.csv", 1)
