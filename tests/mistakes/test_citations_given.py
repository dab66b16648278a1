"""Papers cited, and names asked for in {{ … }}."""

from __future__ import annotations

from pathlib import Path

from corpus import BAO_CAO, QUYET_DINH, Case, cases, mistake, sound, swap

CITED = "{{ vb.kh_tinh }}"
KH_TINH = """[vb.kh_tinh]
loai = "Kế hoạch"
so_ky_hieu = "4782/KH-UBND"
ngay = 2025-12-23
co_quan = "Ủy ban nhân dân tỉnh Bình An"
trich_yeu = "cải cách hành chính năm 2026"
"""
LAST = "theo dõi, đôn đốc."


@cases(
    QUYET_DINH,
    mistake("a cited paper not declared", swap(KH_TINH, ""), told="DL080", at="qd.toml:7:40", says="[vb.kh_tinh]"),
    mistake("a cited paper misspelt", swap(CITED, "{{ vb.kh_tih }}"), told="DL080", at="qd.toml:7:40", says="kh_tinh"),
    mistake("a cited paper misspelt and used nowhere else", swap(CITED, "{{ vb.ke_hoach_tinh }}"), told="DL080", at="qd.toml:7:40"),
    mistake("a paper declared and never cited", swap(f', "{CITED}"', ""), told="VD003", at="qd.toml:25:5"),
    mistake("a cited paper without its number", swap('so_ky_hieu = "4782/KH-UBND"\n', ""), told="VD001", at="qd.toml:25:1"),
    mistake("a cited paper without its day", swap("ngay = 2025-12-23\n", ""), told="VD002", at="qd.toml:25:1", says="ngay"),
    mistake("a cited paper without its subject", swap('trich_yeu = "cải cách hành chính năm 2026"\n', ""), told="VD002", at="qd.toml:25:1", says="trich_yeu"),
    mistake("a cited paper without its kind", swap('loai = "Kế hoạch"\nso_ky', "so_ky"), told="DL041", at="qd.toml:25:1", says="loai"),
    mistake("a name misspelt", swap("{{ kem_theo.ten }}.", "{{ kemtheo.ten }}."), told="DL080", at="qd.toml:10:40", says="kem_theo"),
    mistake("a name of the office misspelt", swap(LAST, "theo dõi, đôn đốc theo ý kiến của {{ co_quan.tenn }}."), told="DL080", at="qd.toml:50:62", says="ten"),
    mistake("a table's total of a column that is not there", swap("tong.kinh_phi", "tong.kinhphi"), told="DL080", at="qd.toml:43:92", says="kinh_phi"),
    mistake("a filter that is not there", swap("kinh_phi | so }}", "kinh_phi | soo }}"), told="DL080", at="qd.toml:43:103", says="so"),
    mistake("brackets not closed", swap("{{ kem_theo.ten }}.", "{{ kem_theo.ten }."), told="DL073", at="qd.toml:10:37"),
    mistake("brackets not opened", swap("{{ kem_theo.ten }}.", "{ kem_theo.ten }}."), told="DL130", at="qd.toml:10:37"),
    mistake("single brackets", swap("năm {{ nam }}", "năm { nam }"), told="DL130", at="qd.toml:34:38"),
    mistake("a field of mail merge", swap("năm {{ nam }}", "năm «nam»"), told="DL130", at="qd.toml:34:38"),
    mistake("angle brackets of another program", swap("năm {{ nam }}", "năm <<nam>>"), told="DL130", at="qd.toml:34:38"),
    mistake("a dollar before the bracket", swap("năm {{ nam }}", "năm ${nam}"), told="DL130", at="qd.toml:34:38"),
    mistake("a closing bracket left over", swap("năm {{ nam }}", "năm 2026 }}"), told="DL131", at="qd.toml:34:43"),
    mistake("a link of a web page", swap(LAST, "theo dõi [tại đây](https://example.vn)."), told="DL132", at="qd.toml:50:26"),
    mistake("a line break of a web page", swap(LAST, "theo dõi;<br>đôn đốc."), told="DL132", at="qd.toml:50:26"),
    mistake("texts that quote each other", swap('trich_yeu = "Cải cách hành chính năm {{ nam }}"', 'trich_yeu = "Cải cách {{ kem_theo.ten }}"'), told="DL089", at="qd.toml:34:26"),
    mistake("a capital in a name", swap("năm {{ nam }}", "năm {{ Nam }}"), told="DL080", at="qd.toml:34:41", says="nam"),
    mistake("accents in a name", swap("năm {{ nam }}", "năm {{ năm }}"), told="DL080", at="qd.toml:34:41", says="nam"),
    mistake("a number of rows that the table has not", swap("2. Văn phòng Sở theo dõi", "2. Kế hoạch này gồm 5 nhiệm vụ; Văn phòng Sở theo dõi"), told="VD013", at="qd.toml:50:4"),
    mistake("the annex is not mentioned", swap("nêu tại Phụ lục kèm theo Kế hoạch này", "nêu ở dưới"), told="NS001", at="qd.toml:54:11"),
    mistake("recipients without the article", swap('"Như {{ dieu.cuoi }}", ', ""), told="NS002", at="qd.toml:14:12"),
    mistake("a subject that repeats the kind", swap('trich_yeu = "Cải cách hành chính năm {{ nam }}"', 'trich_yeu = "Kế hoạch cải cách hành chính năm {{ nam }}"'), told="DL097", at="qd.toml:34:13"),
    mistake("a table printed nowhere", swap('bang = "nhiem_vu"', 'noi_dung = "Danh mục."'), swap(", tổng kinh phí {{ bang.nhiem_vu.tong.kinh_phi | so }} triệu đồng", ""), told="DL086", at="qd.toml:57:7"),
    mistake("an annex without anything in it", swap('bang = "nhiem_vu"\n', ""), swap("[bang.nhiem_vu]", "[bang.nhiem_vu]"), swap("theo dõi, đôn đốc.", "theo dõi, đôn đốc.\n\n{{ bang.nhiem_vu }}"), told="DL052", at="qd.toml:55:1"),
    mistake("the basis without a paper's name", swap(f'"{CITED}"]', f'"{CITED}", "Yêu cầu nhiệm vụ"]'), told="NS004", at="qd.toml:7:53"),
    sound("a law without its number", swap('loai = "Kế hoạch"\nso_ky_hieu = "4782/KH-UBND"\nngay = 2025-12-23\nco_quan = "Ủy ban nhân dân tỉnh Bình An"\ntrich_yeu = "cải cách hành chính năm 2026"', 'loai = "Luật"\nngay = 2025-06-16\ntrich_yeu = "Tổ chức chính quyền địa phương"'), printed=["Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"]),
    sound("a paper cited a second time is cited short", swap(LAST, "theo dõi, đôn đốc theo {{ vb.kh_tinh }}."), swap(f', "{CITED}"', f', "{CITED}"')),
    sound("a basis that says what it carries out", swap(f'"{CITED}"]', f'"Thực hiện {CITED}"]')),
    sound("a basis typed with its word and its mark", swap(f'"{CITED}"]', f'"Căn cứ {CITED};"]'), printed=["Căn cứ Kế hoạch số 4782/KH-UBND ngày 23/12/2025 của Ủy ban nhân dân tỉnh Bình An cải cách hành chính năm 2026;"]),
    sound("blanks missing inside the brackets", swap("năm {{ nam }}", "năm {{nam}}"), printed=["Cải cách hành chính năm 2026"]),
    sound("the year before, worked out", swap("2. Nâng", "2. So với năm {{ nam - 1 }}, nâng"), printed=["2. So với năm 2025, nâng tỷ lệ hồ sơ trực tuyến."]),
    sound("the number of rows, counted", swap("2. Văn phòng Sở theo dõi", "2. Kế hoạch này gồm {{ bang.nhiem_vu.so_hang }} nhiệm vụ; Văn phòng Sở theo dõi"), printed=["2. Kế hoạch này gồm 3 nhiệm vụ; Văn phòng Sở theo dõi, đôn đốc./."]),
    sound("the number of rows, typed and right", swap("2. Văn phòng Sở theo dõi", "2. Kế hoạch này gồm 3 nhiệm vụ; Văn phòng Sở theo dõi")),
    sound("a line that depends", swap("2. Nâng", "{% if nam == 2026 %}\n2. Nâng"), swap("trực tuyến.\n", "trực tuyến.\n{% endif %}\n"), printed=["2. Nâng tỷ lệ hồ sơ trực tuyến."]),
    sound("brackets as a set", swap("2. Nâng", "2. Tập {1; 2}: nâng")),
    sound("quotation marks of French", swap("2. Nâng", "2. Phong trào « Ba nhanh » : nâng")),
    sound("smaller and greater", swap("2. Nâng", "2. Khi tỷ lệ < 90% và > 50%: nâng")),
    sound("an address of the web", swap("2. Nâng", "2. Trên https://dichvucong.example.vn, nâng")),
    sound("an address of mail", swap("2. Nâng", "2. Gửi về vanphong@example.vn: nâng")),
    sound("the opening words of the bracket", swap('[kem_theo]\n', '[kem_theo]\nloi_kem_theo = "Ban hành kèm theo"\n'), printed=["(Ban hành kèm theo Quyết định số 15/QĐ-SXD ngày 08 tháng 01 năm 2026 của Giám đốc Sở Xây dựng tỉnh Bình An)"]),
    sound("a table in the body and no annex", swap('[[kem_theo.phu_luc]]\ntieu_de = "Nhiệm vụ cụ thể"\nbang = "nhiem_vu"\n', ""), swap("nêu tại Phụ lục kèm theo Kế hoạch này", "nêu dưới đây"), swap("# Tổ chức", "{{ bang.nhiem_vu }}\n\n# Tổ chức")),
)  # fmt: skip
def test_citations_and_names(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)


@cases(
    BAO_CAO,
    mistake("recipients of a report to the level above", swap('"Như trên", ', ""), told="NS003", at="quy-2.toml:21:12"),
    mistake("a row's name misspelt", swap("dong.quy_hoach", "dong.quy_hoac"), told="DL080", at="quy-2.toml:18:40", says="quy_hoach"),
    mistake("a division by nought in a sentence", swap("dong.quy_hoach.tiep_nhan | so", "dong.quy_hoach.tiep_nhan / (bang.ho_so.tong.con_lai - 20)"), told="DL080", at="quy-2.toml:18:24"),
    sound("no recipients above, and none asked", swap('kinh_gui = "Ủy ban nhân dân tỉnh Bình An"\n', ""), swap('"Như trên", ', "")),
    sound("two offices addressed", swap('kinh_gui = "Ủy ban nhân dân tỉnh Bình An"', 'kinh_gui = ["Ủy ban nhân dân tỉnh Bình An", "Sở Nội vụ"]')),
)  # fmt: skip
def test_names_in_reports(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
