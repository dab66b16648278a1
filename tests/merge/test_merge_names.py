"""Long names of agencies and long subjects: on the page they wrap in balance, and the rules follow them."""

from __future__ import annotations

import pytest
from merge_papers import DATA, Paper, paragraph, sample

from docgen.office import Office

PLAN = sample(DATA / "kehoach/2026-ke-hoach-chuyen-doi-so.toml")
NAMES = [
    "Sở Y tế",
    "Sở Nông nghiệp và Môi trường tỉnh Khánh Hòa",
    "Ban Quản lý Khu kinh tế và các khu công nghiệp tỉnh Khánh Hòa",
    "Sở Văn hóa, Thể thao và Du lịch Thành phố Hồ Chí Minh",
    "Chi cục Tiêu chuẩn Đo lường Chất lượng",
    "Trung tâm Phục vụ hành chính công",
]
SUBJECTS = [
    "Ngắn",
    "Chuyển đổi số năm 2026 của Sở Khoa học và Công nghệ tỉnh Khánh Hòa và các đơn vị trực thuộc",
    "Triển khai thực hiện Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị về đột phá phát triển khoa "
    "học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia trên địa bàn tỉnh Khánh Hòa giai đoạn 2026 - 2030",
]


def printed(office: Office, **values: object) -> Paper:
    """A short plan with other values."""
    return PLAN.only(0, [paragraph(1, "./.")], **values).printed(office)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_wraps_in_balance_over_its_rule(office: Office, name: str) -> None:
    values = PLAN.resolved.parts[0].values["co_quan"] | {"ten": name}
    paper = printed(office, co_quan=values)
    [item] = paper.styled("Cơ quan ban hành")
    assert item.text == name.upper()
    lengths = [line.x1 - line.x0 for line in item.lines]
    assert max(lengths) <= 65 / 25.4 * 72
    assert len(lengths) == 1 or min(lengths) > 0.5 * max(lengths)
    rule = item.rule_below()
    assert rule.length == pytest.approx(0.4 * max(lengths), abs=0.6)
    assert (rule.x0 + rule.x1) / 2 == pytest.approx(item.middle, abs=0.5)
    [number], [date] = paper.styled("Số ký hiệu"), paper.styled("Địa danh và thời gian")
    assert number.lines[0].baseline == pytest.approx(date.lines[0].baseline, abs=0.3)
    assert number.lines[0].top > rule.y0


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_subject_wraps_in_balance_over_its_rule(office: Office, subject: str) -> None:
    [item] = printed(office, trich_yeu=subject).styled("Trích yếu")
    assert item.text == subject
    lengths = [line.x1 - line.x0 for line in item.lines]
    assert len(lengths) == 1 or min(lengths) > 0.5 * max(lengths)
    assert item.rule_below().length == pytest.approx(0.4 * max(lengths), abs=1)
    assert not any(line.text.endswith((" của", " và", " năm", " ngày", " tháng", " số")) for line in item.lines[:-1])


def test_a_missing_parent_body_leaves_no_hole(office: Office) -> None:
    values = PLAN.resolved.parts[0].values["co_quan"] | {"chu_quan": "", "ten": "Ủy ban nhân dân phường Bắc Nha Trang"}
    paper = printed(office, co_quan=values)
    assert paper.styled("Cơ quan chủ quản") == []
    [agency], [nation] = paper.styled("Cơ quan ban hành"), paper.styled("Quốc hiệu")
    assert agency.lines[0].baseline == pytest.approx(nation.lines[0].baseline, abs=0.3)


def test_a_draft_says_so_and_moves_nothing(office: Office) -> None:
    plain, draft = printed(office), printed(office, du_thao="DỰ THẢO")
    marks = [line for line in draft.document.pages[0].lines if line.text == "DỰ THẢO"]
    assert [(mark.bold, mark.bottom < 20 / 25.4 * 72) for mark in marks] == [(True, True)]
    places = [
        [(line.text, line.x0, line.baseline) for line in paper.document.pages[0].lines if line.text != "DỰ THẢO"]
        for paper in (plain, draft)
    ]
    assert places[0] == places[1]


@pytest.mark.parametrize(
    "titles",
    [["GIÁM ĐỐC"], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]],
    ids=len,
)
def test_titles_start_level_with_the_recipients(office: Office, titles: list[str]) -> None:
    paper = printed(office, chuc_vu=titles)
    shown = paper.styled("Quyền hạn chức vụ")
    assert [item.text for item in shown] == titles
    [recipients] = paper.styled("Nơi nhận")
    assert recipients.lines[0].baseline == pytest.approx(shown[0].lines[0].baseline, abs=0.6)
    [name] = paper.styled("Họ tên")
    assert name.lines[0].baseline - shown[-1].lines[0].baseline > 60  # room to sign
