"""bytes → clean reports, on invented pages: what is decoded, split, removed, joined, and what must stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unioncorpus.loader import read_page
from unioncorpus.loader.clean import is_broken
from unioncorpus.loader.encoding import decode
from unioncorpus.loader.formats import Source
from unioncorpus.loader.html import read_html
from unioncorpus.loader.lines import lines_of
from unioncorpus.loader.page import clean_page, page_id
from unioncorpus.loader.split import chinese_number, find_labels
from unioncorpus.loader.templates import edges_of, find_templates
from unioncorpus.model.errors import PageError
from unioncorpus.model.records import Page

PROSE = "一年来,我会在上级工会的领导下,组织职工参加劳动竞赛,走访困难职工家庭,把各项工作落到实处。"
LONG = PROSE * 3


def page_of(text: str) -> Page:
    return clean_page(Page("x.txt", page_id("x.txt")), Source(text, "txt", "utf-8"))


def kept(page: Page) -> list[str]:
    return [str(report.text) for report in page.reports]


def removed(page: Page) -> list[tuple[str, str]]:
    return [(row.kind, page.source[row.start : row.end]) for row in page.removed]


# --- decoding ---------------------------------------------------------------------------------------------------------

TRADITIONAL = "本會在縣總工會的領導下,慰問困難職工四十餘名,發放慰問金三萬元。" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_simplified_text_decodes_whatever_its_encoding(encoding: str) -> None:
    text, _, message = decode(LONG.encode(encoding))
    assert (text, message) == (LONG, "")


def test_big5_decodes() -> None:
    assert decode(TRADITIONAL.encode("big5"))[:2] == (TRADITIONAL, "big5")


def test_what_a_page_says_of_its_encoding_is_tried_before_guessing() -> None:
    assert decode("工会".encode("gb18030"), "gb2312")[:2] == ("工会", "gb18030")


def test_undecodable_bytes_are_counted() -> None:
    text, _, message = decode(b"\xef\xbb\xbf" + LONG.encode() + b"\xff\xfe" + LONG.encode())
    assert text == LONG + "\ufffd\ufffd" + LONG
    assert message == "2 undecodable characters stand as U+FFFD"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n" + b"\0\1\2\3" * 400], ids=["bytes", "picture"])
def test_what_is_not_text_is_an_error(data: bytes) -> None:
    with pytest.raises(PageError, match="not a text file"):
        decode(data)


@given(st.binary(max_size=400))
def test_the_decoder_yields_no_lone_surrogates(data: bytes) -> None:
    try:
        text, _, _ = decode(data)
    except PageError:
        return
    text.encode("utf-8")


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("a.txt", LONG.encode(), "ok"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n ", "empty"),
        ("a.rar", b"Rar!", "unsupported"),
        ("a", b"x", "unsupported"),
        ("a.txt", bytes(range(256)) * 9, "unreadable"),
        ("a.html", b"", "empty"),
        ("a.htm", b"<p>" + LONG.encode(), "ok"),
    ],
)
def test_every_file_is_a_page_with_a_status(tmp_path: Path, name: str, data: bytes, status: str) -> None:
    (tmp_path / name).write_bytes(data)
    page = read_page(tmp_path / name, root=tmp_path)
    assert (page.path, page.status) == (name, status)
    assert status in ("ok", "empty") or page.message


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    assert read_page(tmp_path / "gone.txt").status == "unreadable"


# --- split ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "names"),
    [
        (["工会工作总结 篇1", "工会工作总结 篇2"], ["篇1", "篇2"]),
        (["工会讲话内容篇一", "工会讲话内容篇二", "工会讲话内容篇三"], ["篇一", "篇二", "篇三"]),
        (["第一篇:县总工会工作总结", "第二篇:镇工会工作计划"], ["第一篇", "第二篇"]),
        (["范文一", "范文二"], ["范文一", "范文二"]),
        (["【篇一】", "【篇二】"], ["篇一", "篇二"]),
        (["工会总结篇1", "工会计划篇2", "工会计划篇4"], ["篇1", "篇2", "篇4"]),
        (["工会工作总结 1", "工会工作总结 2", "工会工作总结 3"], ["篇1", "篇2", "篇3"]),
        (["工会工作总结(一)", "工会工作总结(二)", "工会工作总结(三)"], ["篇一", "篇二", "篇三"]),
    ],
    ids=lambda value: value[0],
)
def test_a_compilation_is_split_at_its_labels(labels: list[str], names: list[str]) -> None:
    page = page_of("\n".join(f"{label}\n{LONG}" for label in labels))
    assert [report.label for report in page.reports] == names
    assert kept(page) == [LONG] * len(labels)


def test_a_label_may_stand_before_the_text_on_its_line() -> None:
    page = page_of(f"工会总结篇1 {LONG}\n工会总结篇2 {LONG}")
    assert [(r.label, str(r.text)) for r in page.reports] == [("篇1", LONG), ("篇2", LONG)]


def test_a_table_of_contents_is_not_the_reports() -> None:
    contents = "篇1:某镇工会总结\n篇2:某校工会总结\n"
    page = page_of(contents + f"篇1:某镇工会总结\n{LONG}\n篇2:某校工会总结\n{LONG}")
    assert kept(page) == [LONG, LONG]


def test_a_report_whose_label_was_lost_is_kept() -> None:
    page = page_of(f"{LONG}\n{LONG}\n{LONG}\n{LONG}\n工会总结篇2\n{LONG}\n工会总结篇3\n{LONG}")
    assert [r.label for r in page.reports] == ["", "篇2", "篇3"]


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}\n上一篇章我们讲了组织建设,这一篇章讲维权。\n{LONG}",
        f"{LONG}\n全年上报信息15篇,被采用3篇。\n{LONG}",
        f"一、组织建设\n{LONG}\n二、维权工作\n{LONG}\n三、文体活动\n{LONG}",
        f"第一篇章 开拓\n{LONG}\n第二篇章 创新\n{LONG}",
        f"活动一\n{LONG}\n活动二\n{LONG}\n活动三\n{LONG}",
    ],
    ids=["篇章", "信息15篇", "headings", "第一篇章", "活动一"],
)
def test_one_report_stays_whole(text: str) -> None:
    assert len(page_of(text).reports) == 1


@pytest.mark.parametrize(("text", "value"), [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("三十一", 31), ("一百零八", 108), ("7", 7)])
def test_chinese_numbers_of_labels(text: str, value: int) -> None:
    assert chinese_number(text) == value


def test_labels_are_found_in_one_pass_over_a_hostile_page() -> None:
    page = "篇1\n" * 20_000
    assert len(find_labels(lines_of(page), page)) <= 1


# --- boilerplate ------------------------------------------------------------------------------------------------------


def test_what_a_site_writes_around_a_report_is_removed_with_its_reason() -> None:
    page = page_of(
        "当前位置:首页>范文大全>工作总结>\n某镇工会工作总结\n时间:2018-02-15\n下面是小编为大家整理的工会总结,希望对大家有所帮助。\n"
        f"{LONG}\n【工会总结相关文章】:\n1.学校工会总结\n2.企业工会计划\n版权所有 某某文库"
    )
    assert kept(page) == [LONG]
    assert removed(page) == [
        ("site", "当前位置:首页>范文大全>工作总结>"),
        ("title", "某镇工会工作总结"),
        ("site", "时间:2018-02-15"),
        ("intro", "下面是小编为大家整理的工会总结,希望对大家有所帮助。"),
        ("site", "【工会总结相关文章】:"),
        ("site", "1.学校工会总结"),
        ("site", "2.企业工会计划"),
        ("site", "版权所有 某某文库"),
    ]
    assert (page.title, page.published) == ("某镇工会工作总结", "2018-02-15")


def test_a_preview_broken_by_page_numbers_is_joined() -> None:
    first, second, third = LONG + "切实加强基", "础建设,深入开展送温暖活动。" + LONG + "不断提高服", "务水平。" + LONG
    page = page_of(f"1、{first}\n\n2、{second}\n\n3、{third}\n当前文档最多预览三页,下载文档查看全文")
    assert kept(page) == [first + second + third]
    assert page.reports[0].complete == "truncated"
    assert [text for kind, text in removed(page) if kind == "page"] == ["1、", "2、", "3、"]


def test_a_page_number_inside_a_sentence_is_taken_out_with_the_break() -> None:
    page = page_of(f"{PROSE}\n我会组织全体会员认真学习有关理论-3-\n和上级会议精神。\n{PROSE}\n-4-\n{PROSE}")
    assert kept(page) == [f"{PROSE}\n我会组织全体会员认真学习有关理论和上级会议精神。\n{PROSE}\n{PROSE}"]


def test_lines_wrapped_at_one_width_are_joined() -> None:
    first = "一年来,我会坚持以职工为中心的工作导向,组织职工参加劳动竞赛126场,走访困难职工家庭352户,发放慰问金18.6万元,职工参与率达到98%以上,受到好评。"
    wrapped = "\n".join(first[i : i + 30] for i in range(0, len(first), 30))
    assert kept(page_of(f"一、基本情况\n\n{wrapped}\n\n二、主要做法\n\n{wrapped}\n\n{wrapped}")) == [f"一、基本情况\n{first}\n二、主要做法\n{first}\n{first}"]


def test_numbered_paragraphs_keep_their_numbers() -> None:
    text = "\n".join(f"{n}、{PROSE}" * 3 for n in (1, 2, 3))
    assert kept(page_of(text)) == [text]


@pytest.mark.parametrize(
    ("text", "clean", "cut"),
    [
        ("更加贴近职工的`工会", "更加贴近职工的工会", ["`"]),
        ("有计划有步骤的'开展竞赛", "有计划有步骤的开展竞赛", ["'"]),
        ("维护职工的.合法权益", "维护职工的合法权益", ["."]),
        ("工会\u200b委员会", "工会委员会", ["\u200b"]),
        ("慰问(wèi wèn)职工", "慰问职工", ["(wèi wèn)"]),
        ("组织“五.一”活动", "组织“五.一”活动", []),
        ("覆盖率达95.5%以上", "覆盖率达95.5%以上", []),
        ("会员1000-2000人", "会员1000-2000人", []),
        ("工作(gongzuo)手册", "工作(gongzuo)手册", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_stray_signs_go_and_numbers_stay(text: str, clean: str, cut: list[str]) -> None:
    page = page_of(f"{PROSE}\n我会{text}\n{PROSE}")
    assert kept(page) == [f"{PROSE}\n我会{clean}\n{PROSE}"]
    assert [t for _, t in removed(page)] == cut


def test_a_pasted_keyword_goes_wherever_it_stands() -> None:
    word = "工会员工年度工作总结"
    text = f"按照{word}市总工会的要求,在{word}总经理的支持下,为{word}家庭捐款,参加{word}区的比赛,赢得{word}好评。{PROSE}"
    page = page_of(f"年度工会工作总结两篇\n年度工会工作总结 篇1\n{text}\n年度工会工作总结 篇2\n{LONG}")
    assert kept(page)[0] == text.replace(word, "")


def test_words_that_a_report_repeats_are_not_pasted_in() -> None:
    text = "推进工资集体协商,开展工资集体协商培训,工资集体协商覆盖率提高,各企业工资集体协商有序,以工资集体协商为抓手。"
    assert kept(page_of(f"工资集体协商工作总结\n{text}\n{LONG}")) == [f"{text}\n{LONG}"]


@pytest.mark.parametrize(
    ("before", "after", "broken"),
    [
        ("我们要为广大职工谋利益,推进全面发展的客", "观要求,为职工创造条件。", True),
        ("工会积极发挥桥梁纽带作用,整合法律援助等", "职能,服务职工。", True),
        ("组织职工学习安全生产知识,提高安全意识", ",增强技能。", True),
        ("一、加强组织建设", "我会新建工会12家。", False),
        ("我们组织了丰富多彩的活动。", "一年来成绩显著。", False),
        ("我们组织了职工运动会、歌咏比赛和书画展览", "二、维权工作", False),
        ("在政治思想方面", "认真学习理论。", False),
        ("县总工会", "2013年1月", False),
    ],
)
def test_hard_line_breaks_are_told_from_paragraphs(before: str, after: str, broken: bool) -> None:
    assert is_broken(before, after) is broken


def test_blanks_of_a_flattened_page_part_paragraphs() -> None:
    assert kept(page_of(f"{PROSE}  一、组织建设。  1、发展会员。{PROSE}")) == [f"{PROSE}\n一、组织建设。\n1、发展会员。{PROSE}"]


def test_templates_are_lines_that_unlike_pages_share() -> None:
    pages = [Source(f"{LONG}{n}\n上一篇:无\n某某网首席栏目", "txt") for n in "甲乙丙"]
    assert "某某网首席栏目" in find_templates(map(edges_of, pages))
    assert not find_templates(map(edges_of, [pages[0]] * 5))


@pytest.mark.parametrize("text", ["", " \n\u3000\n"])
def test_a_page_without_lines_has_no_edges(text: str) -> None:
    assert not edges_of(Source(text, "txt")).lines


def test_in_a_page_of_both_scripts_only_traditional_lines_are_brought_back() -> None:
    page = page_of(f"{PROSE}我会支援灾区,建立专案组。\n在黨委的大力支援下,職工權益專案順利推進。{TRADITIONAL}")
    assert page.script == "mixed"
    assert kept(page)[0].startswith(f"{PROSE}我会支援灾区,建立专案组。\n在党委的大力支持下,职工权益项目顺利推进。本会在县总工会")


# --- HTML -------------------------------------------------------------------------------------------------------------


def test_html_keeps_all_visible_text_and_puts_the_rest_aside(tmp_path: Path) -> None:
    html = (
        "<html><head><title>某镇工会</title><script>x=1</script></head><body><nav><a href='/'>首页</a></nav>"
        f"<div><h1>某镇工会工作总结</h1><p>{LONG}</p><p>慰问<b>困难</b>职工<br>40名。</p><table><tr><td>项目</td><td>12</td></tr></table></div>"
        "<footer>版权所有</footer></body></html>"
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    page = read_page(tmp_path / "a.html", root=tmp_path)
    assert page.source == f"首页\n某镇工会工作总结\n{LONG}\n慰问困难职工\n40名。\n项目 12\n版权所有"
    assert ("site", "首页") in removed(page)
    assert ("site", "版权所有") in removed(page)
    assert "慰问困难职工\n40名。" in kept(page)[0]


def test_the_lines_of_preformatted_html_are_lines() -> None:
    page = read_html("<body><pre>县总工会2012年工作总结\n一、抓组建。新建工会12家。\n\n二、<b>抓帮扶</b>。</pre><p>慰问困难\n职工40户。</p></body>")
    assert page.text.split("\n") == ["县总工会2012年工作总结", "一、抓组建。新建工会12家。", "二、抓帮扶。", "慰问困难 职工40户。"]


@pytest.mark.parametrize("html", ["", "<", "<p>", "<html></html>", "\0", "<!-- -->", "<b>" * 3000, "<table><tr><td>"])
def test_broken_html_never_raises(html: str) -> None:
    read_html(html)


# --- conservation -----------------------------------------------------------------------------------------------------

PARTS = st.sampled_from(
    [
        *(PROSE, LONG, "工会总结 篇1", "工会总结 篇2", "工会总结 篇3", "一、组织建设", "第3页", "-1-", "上一篇:无", "職工權益", "某镇工会总结"),
        *("下面是小编为大家整理的范文,供大家参考。", "共3页 当前第1页", "www.example.test/a"),
    ]
)


def uncovered(page: Page) -> list[str]:
    """Characters of the source that are neither report text nor removed, or both."""
    seen = [0] * len(page.source)
    for row in page.removed:
        for i in range(row.start, row.end):
            seen[i] += 1
    for report in page.reports:
        inside = [row for row in page.removed if report.start <= row.start and row.end <= report.end]
        gone = {i for row in inside for i in range(row.start, row.end)}
        for i in range(report.start, report.end):
            seen[i] += i not in gone
    return [c for c, n in zip(page.source, seen, strict=True) if n != 1 and not c.isspace()]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PARTS, st.text(max_size=30)), max_size=12), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_kept_and_removed_are_the_page_exactly_once(parts: list[str], newline: str) -> None:
    page = page_of(newline.join(parts))
    assert uncovered(page) == []
    for a, b in zip(page.removed, page.removed[1:], strict=False):
        assert a.end <= b.start


@settings(max_examples=80, deadline=None)
@given(st.lists(PARTS, min_size=1, max_size=8))
def test_every_clean_character_is_one_of_the_source(parts: list[str]) -> None:
    page = page_of("\n".join(parts))
    for report in page.reports:
        text = str(report.text)
        for i, char in enumerate(text):
            start, end = report.text.to_source(i, i + 1)
            assert report.start <= start <= end <= report.end
            if char != "\n" and report.script == "hans":
                assert page.source[start:end] == char


# --- reports glued together -------------------------------------------------------------------------------------------

BODY = PROSE * 10


@pytest.mark.parametrize(
    ("second", "n"),
    [
        (f"2014年,市水务集团在市委、市政府的坚强领导下,完成了各项任务。{PROSE}", 2),
        (f"红旗小学工会2014年工作计划\n{PROSE}", 2),
        (f"新的一年,我们有信心做得更好。谢谢大家!\n各位代表:\n{PROSE}", 2),
        (f"2014年,我会将在上级工会的领导下,完成各项任务。{PROSE}", 1),
        (f"2014年工会工作计划\n{PROSE}", 1),
        (f"同志们:\n{PROSE}", 1),
        (f"年工会工作计划\n一、组织建设\n{PROSE}", 1),
        (f"一年来,在县委的正确领导下,工会工作取得成绩。{PROSE}", 1),
    ],
)
def test_a_second_report_shows_by_its_own_opening(second: str, n: int) -> None:
    page = page_of(f"工会总结 篇1\n{LONG}\n工会总结 篇2\n{BODY}\n{second}")
    assert [r.label for r in page.reports] == ["篇1", "篇2", "篇2/2"][: n + 1]


# --- what other sites do ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "网站首页|学校概况|党建园地|工会之家|联系我们",
        "来源:县总工会    浏览次数:318    字号:【大】【中】【小】",
        "索 引 号:11622427/2023    信息分类:群团组织",
        "(2009-12-20 21:14:06) 标签: 工会 分类: 公文",
        "楼主    某某    发表于 2011-12-6 09:21:33    只看该作者",
    ],
)
def test_furniture_above_a_report_goes(line: str) -> None:
    page = page_of(f"{line}\n某镇工会工作总结\n{LONG}")
    assert kept(page) == [LONG]


@pytest.mark.parametrize(
    "line",
    [
        "资金来源:会员自愿捐款、行政补助。",
        "我会为大家准备了节日礼物,并给大家带来了精彩的演出。",
        "组织职工下载工会APP,参与线上答题。",
        "(来源:县财政拨款30万元)",
        "邮箱 ghgz@163.com 全天开放。",
        "教材共3页,第1页为目录。",
        "编辑《职工手册》一册,审核把关。",
    ],
)
def test_lines_that_only_look_like_the_site_s_stay(line: str) -> None:
    page = page_of(f"某镇工会工作总结\n{LONG}\n{line}\n一、组织建设\n{LONG}")
    assert line in kept(page)[0]


def test_posts_of_a_thread_are_reports_of_their_own() -> None:
    first, second = f"沙发  甲某  发表于 2011-12-6 10:02:17\n{LONG}", f"3#  丙某  发表于 2011-12-7 08:30:00\n{LONG}{PROSE}"
    page = page_of(f"求助\n{first}\n板凳  乙某  发表于 2011-12-6 11:40:00\n谢谢楼主!\n{second}\n返回列表 | 登录 | 注册")
    assert kept(page) == [LONG, LONG + PROSE]


def test_numbers_that_start_over_lose_no_report() -> None:
    page = page_of("\n".join(f"工会{kind}篇{n}\n{LONG}" for kind in ("总结", "计划") for n in (1, 2, 3)))
    assert [r.label for r in page.reports] == ["篇1", "篇2", "篇3"] * 2


@pytest.mark.parametrize("text", ["代表共计\n38\n人参加了会议。", "慰问金合计\n12\n万元。"])
def test_figures_beside_line_breaks_are_no_page_numbers(text: str) -> None:
    assert "".join(text.split()) in "".join(kept(page_of(f"{PROSE}\n我会召开了职工代表大会,{text}\n{PROSE}"))[0].split())


def test_a_site_s_own_name_inside_a_sentence_is_a_watermark() -> None:
    page = page_of(f"豆豆文库  分类:工会\n某镇工会工作总结\n我会组织职工豆豆文库参加劳动竞赛。{LONG}\n信息被豆豆文库采用3篇。")
    assert kept(page)[0] == f"我会组织职工参加劳动竞赛。{LONG}\n信息被豆豆文库采用3篇。"


def test_a_web_form_around_the_page_is_no_chrome(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<body><form><div><p>{LONG}</p></div></form></body>", encoding="utf-8")
    assert kept(read_page(tmp_path / "a.html")) == [LONG]


def test_word_and_pdf_files_are_read(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph(LONG)
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("慰问困难职工", "3人", "3人"), strict=True):
        cell.text = text
    document.save(str(tmp_path / "a.docx"))
    assert read_page(tmp_path / "a.docx").source == f"{LONG}\n慰问困难职工 3人 3人"
    for name in ("b.docx", "b.pdf"):
        (tmp_path / name).write_bytes(b"PK or not")
        assert read_page(tmp_path / name).status == "unreadable"
