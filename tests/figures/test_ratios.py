"""Totals of rates that no formula computes, where the rows prove what they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import body, cells, codes, prose, table, worked_out

TABLE = '[bang.a]\nnguon = { tep = "a.csv" }\ndong_tong = "Cộng"\n'
PLAN = "Hạt;Kế hoạch;Thực hiện;Tỷ lệ\nA;100;90;90%\nB;50;50;100%\n"
PARTS = "Loại;Vụ;Cơ cấu (%)\n"


def read(folder: Path, rows: str) -> tuple[list[list[str]], list[str]]:
    resolved, findings = worked_out(folder, body("{{ bang.a }}") + TABLE, a_csv=rows)
    return cells(table(resolved)), codes(findings)


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (PLAN, "93,33%"),
        (PLAN + "Tổng cộng;150;140;93,33%\n", "93,33%"),
        (PLAN + "Tổng cộng;150;140;93,3%\n", "93,3%"),  # as the source has it
        ("Hạt;Kế hoạch;Thực hiện;Đạt (%)\nA;100;90;90\nB;50;50;100\n", "93,33"),
        ("Hạt;Nhận;Xong;Đúng hạn;Tỷ lệ\nA;100;90;90;90%\nB;50;50;50;100%\n", "93,33%"),  # two ratios, one total
        (PARTS + "A;30;60\nB;20;40\n", "100"),
        (PARTS + "A;60;60\nB;40;40\nTổng cộng;100;100\n", "100"),
        (PARTS + "A;1;33,3\nB;1;33,3\nC;1;33,3\nTổng cộng;3;100\n", "100"),
        ("Loại;Tỷ trọng\nA;60%\nB;40%\nTổng cộng;100%\n", "100%"),
        ("Loại;Cơ cấu (%)\nA;33,3\nB;33,3\nC;33,3\nTổng cộng;100\n", "100"),
        ("Xã;Số hộ;Hộ toàn xã;Tỷ lệ\nA;10;30;33,33%\nB;20;30;66,67%\nTổng cộng;30;60;100%\n", "100%"),
    ],
)
def test_a_total_that_the_rows_prove_is_printed(tmp_path: Path, rows: str, total: str) -> None:
    block, found = read(tmp_path, rows)
    assert found == []
    assert block[-1][-1] == total


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (PLAN + "Tổng cộng;150;140;95%\n", "SL003"),
        (PARTS + "A;60;60\nB;40;40\nTổng cộng;100;99\n", "SL003"),
        ("Loại;Tỷ lệ\nA;60%\nB;40%\nTổng cộng;100%\n", "SL009"),  # rates, as far as anybody can see
        ("Loại;Tỷ trọng\nA;60%\nB;30%\nTổng cộng;100%\n", "SL009"),
        ("Hạt;Hộ;Tỷ lệ\nA;30;2,5%\nB;20;3%\nTổng cộng;50;2,7%\n", "SL009"),
    ],
)
def test_another_total_is_told(tmp_path: Path, rows: str, code: str) -> None:
    assert read(tmp_path, rows)[1] == [code]


def test_the_rate_of_a_group(tmp_path: Path) -> None:
    rows = "TT;Hạt;KH;TH;Tỷ lệ\nI;Đông;150;140;93,33%\n1;A;100;90;90%\n2;B;50;50;100%\nII;Tây;10;5;50%\n1;C;10;5;50%\n"
    block, found = read(tmp_path, rows + ";Tổng cộng;160;145;90,63%\n")
    assert found == []
    assert [row[-1] for row in block if len(row) == 5] == ["93,33%", "90%", "100%", "50%", "50%"]
    assert block[-1][-1] == "90,63%"
    assert read(tmp_path, rows.replace("93,33", "95"))[1] == ["SL003"]


def test_a_price_has_no_total_of_its_own(tmp_path: Path) -> None:
    block, found = read(tmp_path, "Hàng;Số lượng;Đơn giá;Tiền\nA;2;10;20\nB;4;5;20\nTổng cộng;6;;40\n")
    assert found == []
    assert block[-1] == ["Cộng", "6", "", "40"]


def test_a_text_may_ask_for_it(tmp_path: Path) -> None:
    text = body("{{ bang.a.tong.ty_le | phan_tram }}\n\n{{ bang.a }}")
    resolved, findings = worked_out(tmp_path, text + TABLE, a_csv=PLAN)
    assert findings == []
    assert prose(resolved)[0].startswith("93,33%")
