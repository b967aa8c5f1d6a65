"""The codebook, mentions with their stance, and the themes of sections and claims."""

from __future__ import annotations

import os
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import read_marked

from unioncorpus import resources, script
from unioncorpus.model.errors import ResourceError
from unioncorpus.model.records import Claim, Genre, Section, SectionType
from unioncorpus.segmenter.claims import find_claims
from unioncorpus.segmenter.themes import Code, Form, assign_claims, assign_sections, find_mentions, load_codebook
from unioncorpus.segmenter.themes.claims import OtherMatter, is_other_matter
from unioncorpus.segmenter.themes.codebook import check
from unioncorpus.segmenter.themes.patterns import Matcher, longest, spellings, squeeze
from unioncorpus.segmenter.themes.stance import Cue

BOOK = load_codebook()
CODES = resources.load(Code, "themes.csv")
FORMS = resources.load(Form, "theme_patterns.csv")
CUES = resources.load(Cue, "stance_cues.csv")
TRADITIONAL = opencc.OpenCC("s2t")
THEMES = (
    "warmth bargaining safety organizing democracy competition skills culture women disputes finance honors cadres politics "
    "mutual_aid migrant publicity professional"
)


# The codebook


def test_the_eighteen_themes_are_the_parents_and_sixty_campaigns_and_more_lie_below_them():
    assert set(BOOK.themes) == set(THEMES.split())
    below = [code for code in BOOK.codes if code.parent]
    assert len(below) >= 60
    assert {code.parent for code in below} == set(BOOK.themes)
    assert BOOK.version


def test_the_shipped_codebook_passes_the_check_that_a_users_own_must_pass():
    check(CODES, FORMS)
    with pytest.raises(ResourceError, match="must be a code of themes"):
        check(CODES, [*FORMS, Form("no_such_code", "食堂")])


def test_codes_and_labels_are_unique_and_every_row_is_filled():
    for column in ("code", "label_zh", "label_en", "definition", "example", "counter_example"):
        values = [getattr(code, column) for code in BOOK.codes]
        assert all(values), column
    for column in ("code", "label_zh", "definition"):
        values = [getattr(code, column) for code in BOOK.codes]
        assert sorted(values) == sorted(set(values)), column


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_every_code_is_found_in_its_example_and_not_in_its_counter_example(code):
    assert code.code in BOOK.tags(code.example)
    assert code.code not in BOOK.tags(code.counter_example)


@pytest.mark.parametrize("code", [code for code in CODES if code.parent], ids=lambda code: code.code)
def test_every_campaign_has_forms_and_a_source_or_says_nothing_of_one(code):
    assert BOOK.patterns(code.code)
    assert code.since is None or code.until is None or code.since <= code.until


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.where)
def test_every_form_finds_its_own_example(form):
    text = form.example or spellings(form.pattern)[0].sample()
    hits = [FORMS[hit.pattern] for hit in BOOK.matcher.find(squeeze(text))]
    if form.use == "not":
        assert not any(hit.use == "tag" and hit.code == form.code for hit in hits)
    else:
        assert any(hit.code == form.code for hit in hits), (text, hits)


@pytest.mark.parametrize("form", [form for form in FORMS if "…" in form.pattern and form.example], ids=lambda form: form.where)
def test_a_gap_does_not_reach_over_the_end_of_a_clause(form):
    alone = Matcher([form.pattern])
    assert alone.find(squeeze(form.example))
    for spelling in spellings(form.pattern):
        assert not any("," in hit.form for hit in alone.find(squeeze("，".join(spelling.parts))))


LABELS = {
    "collective_wage_consultation": "collective wage consultation",
    "staff_congress": "staff and workers' congress",
    "open_factory_affairs": "open factory affairs",
    "sending_warmth": "Sending Warmth campaign",
    "labour_competition": "labour competition",
}


@pytest.mark.parametrize(("code", "label"), LABELS.items())
def test_labels_speak_the_fields_english(code, label):
    assert BOOK.code(code).label_en == label


# A user's own codebook


def own(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text("# my codes\n" + rows, encoding="utf-8")
    return path


def test_a_users_file_adds_a_code(tmp_path):
    header = "code,parent,label_zh,label_en,patterns,example,counter_example\n"
    path = own(tmp_path, header + "river_watch,disputes,河长,river watch,河长…2工会;护河队,工会护河队成立,河边散步\n")
    book = load_codebook(path)
    assert [(m.theme, m.campaign, m.rule) for m in find_mentions("护河队今年很忙", book)] == [("disputes", "river_watch", f"{path}:3")]
    assert find_mentions("护河队今年很忙") == []
    assert book.version.startswith(BOOK.version + "+mine-")


def test_a_users_row_adds_forms_to_a_shipped_code_or_replaces_them(tmp_path):
    added = load_codebook(own(tmp_path, "code,patterns\nsending_warmth,暖冬行动\n"))
    assert {"暖冬行动", *BOOK.patterns("sending_warmth")} == set(added.patterns("sending_warmth"))
    replaced = load_codebook(own(tmp_path, "code,mode,patterns,label_en\nsending_warmth,replace,暖冬行动,winter action\n"))
    assert replaced.patterns("sending_warmth") == ("暖冬行动",)
    assert replaced.code("sending_warmth").label_en == "winter action"
    assert replaced.code("sending_warmth").label_zh == "送温暖"


def test_a_users_form_wins_over_a_shipped_one_of_the_same_words(tmp_path):
    book = load_codebook(own(tmp_path, "code,parent,label_zh,patterns\nlaw_hotline,disputes,热线,12351热线\n"))
    assert [m.campaign for m in find_mentions("12351热线开通", book)] == ["law_hotline"]


def test_a_users_form_wins_over_a_longer_shipped_one(tmp_path):
    text = "年内翻新职工食堂，并慰问困难职工"
    assert next((m.form, m.campaign) for m in find_mentions(text)) == ("职工食堂", "work_benefits")
    book = load_codebook(own(tmp_path, "code,parent,label_zh,patterns\ncanteens,warmth,食堂,食堂\n"))
    assert next((m.form, m.campaign) for m in find_mentions(text, book)) == ("食堂", "canteens")
    assert find_mentions(text, book)[1:] == find_mentions(text)[1:]  # what it does not touch stays as it was


def test_the_longest_of_a_users_own_forms_wins(tmp_path):
    book = load_codebook(own(tmp_path, "code,parent,label_zh,patterns\ncanteens,warmth,食堂,食堂\nnight_canteens,warmth,夜食堂,夜间食堂\n"))
    assert [m.campaign for m in find_mentions("开放夜间食堂", book)] == ["night_canteens"]


def test_a_users_exclude_takes_a_mention_away(tmp_path):
    book = load_codebook(own(tmp_path, "code,exclude\nmodel_workers,劳模街\n"))
    assert [m.campaign for m in find_mentions("地址在劳模街", book)] == []
    assert [m.campaign for m in find_mentions("看望劳模", book)] == ["model_workers"]


WRONG = {
    "unknown parent": ("code,parent,patterns\nriver_watch,rivers,护河队\n", "parent is 'rivers', must be one of warmth, bargaining"),
    "new code without parent": ("code,patterns\nriver_watch,护河队\n", "parent is '', must be one of warmth"),
    "theme under a theme": ("code,parent\nwarmth,women\n", "parent is 'women', must be empty: warmth is a theme itself"),
    "bad name": ("code,parent,patterns\nRiver Watch,disputes,护河队\n", "code is 'River Watch', must be written in small letters"),
    "open bracket": ("code,patterns\nsending_warmth,(暖冬|寒冬\n", "brackets must be closed"),
    "bar outside": ("code,patterns\nsending_warmth,暖冬|寒冬\n", "| stands only between brackets"),
    "gap at the edge": ("code,patterns\nsending_warmth,…暖冬\n", "a gap … needs words on both sides"),
    "unknown column": ("code,pattern\nsending_warmth,暖冬\n", "unknown column pattern; the columns are code, parent"),
    "bad mode": ("code,mode\nsending_warmth,delete\n", "mode is 'delete', must be one of add, replace"),
    "example not found": ("code,patterns,example\nsending_warmth,暖冬行动,寒冬行动\n", "the example is not tagged with 'sending_warmth'"),
    "counter-example found": ("code,patterns,counter_example\nsending_warmth,暖冬,暖冬苹果\n", "the counter_example is tagged with 'sending_warmth'"),
}


@pytest.mark.parametrize(("rows", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_row_is_named_with_file_line_and_choices(tmp_path, rows, message):
    path = own(tmp_path, rows)
    with pytest.raises(ResourceError) as error:
        load_codebook(path)
    assert message in str(error.value)
    assert str(path) in str(error.value)
    assert f"line {2 if 'column' in message else 3}" in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ResourceError, match="cannot be read"):
        load_codebook(tmp_path / "none.csv")


# Patterns


def test_hits_are_the_longest_and_do_not_overlap():
    assert longest([(0, 4, 0, 4), (2, 8, 1, 6), (8, 10, 2, 2)]) == [(2, 8, 1, 6), (8, 10, 2, 2)]
    assert longest([(0, 9, 0, 4), (3, 8, 1, 5)]) == [(3, 8, 1, 5)]
    assert longest([]) == []


PATTERNS = {
    "literal": ("职代会", "召开职代会", "职代会"),
    "alternatives": ("(职代|教代)会", "召开教代会", "教代会"),
    "perhaps": ("工资(集体|)协商", "推行工资协商", "工资协商"),
    "gap": ("工资…协商", "工资与福利协商", "工资与福利协商"),
    "narrow gap": ("工资…1协商", "工资与福利协商", None),
    "gap stops at a comma": ("工资…协商", "发工资，再协商", None),
    "gap passes the listing mark": ("工资…协商", "工资、工时协商", "工资、工时协商"),
    "three parts": ("三方…2四家…2机制", "三方和四家的机制", "三方和四家的机制"),
    "quotation marks are passed over": ("送温暖", "送“温暖”", "送“温暖"),
    "full width digits": ("12351", "拨打１２３５１", "１２３５１"),
    "the nearest second part": ("工资…协商", "工资协商再协商", "工资协商"),
}


@pytest.mark.parametrize(("pattern", "text", "found"), PATTERNS.values(), ids=PATTERNS)
def test_the_pattern_language(pattern, text, found):
    hits = Matcher([pattern]).find(squeeze(text))
    assert [text[hit.start : hit.end] for hit in hits] == ([found] if found else [])


def test_a_bar_takes_away_its_own_family_only():
    kinds = [("x", False), ("x", True), ("y", False)]
    matcher = Matcher(["女工", "男女工人", "工人"], kinds)
    assert [hit.form for hit in matcher.find(squeeze("男女工人"))] == ["工人"]
    assert [hit.form for hit in matcher.find(squeeze("女工与男女工人"))] == ["女工", "工人"]


def test_a_bar_gives_way_to_what_matched_more():
    matcher = Matcher(["建立…职代会制度", "建立…制度"], [("x", False), ("x", True)])
    assert [hit.form for hit in matcher.find(squeeze("建立职代会制度"))] == ["建立职代会制度"]


# Mentions. A mark says: campaign, or the theme where no campaign is named.

FOUND = {
    "sending warmth in quotation marks": "组织开展[[送“温暖|sending_warmth]]”。",
    "with the whole in them": "开展“[[送温暖|sending_warmth]]”。",
    "the longest of wage forms": "推行[[工资集体协商|collective_wage_consultation]]。",
    "short form": "[[工资协商|collective_wage_consultation]]覆盖全镇",
    "special contract on wages": "签订[[工资专项集体合同|collective_wage_consultation]]",
    "sectoral": "[[行业性工资集体协商|sectoral_consultation]]",
    "regional": "[[区域性工资集体协商|regional_consultation]]",
    "women": "[[女职工权益保护专项集体合同|womens_special_contract]]签约",
    "plain contract": "续订[[集体合同|collective_contract]]",
    "ankang": "参加“[[安康杯”竞赛|ankang_cup]]",
    "staff congress in full": "[[职工代表大会|staff_congress]]通过方案",
    "school": "[[教代会|teachers_congress]]和[[校务公开|open_school_affairs]]",
    "two in a row": "[[金秋助学|autumn_student_aid]]、[[送清凉|summer_cooling]]",
    "insurance is mutual aid": "办理[[职工医疗互助|medical_mutual_aid]]",
    "migrants join before migrants": "做好[[农民工入会|migrants_join]]",
    "new forms": "[[新就业形态劳动者|new_forms]]",
    "hotline": "[[12351热线|hotline_12351]]",
    "reform": "[[产业工人队伍建设改革|workforce_reform]]",
    "cadre training is no skills training": "举办[[工会干部培训班|cadre_training]]",
    "theme without campaign": "落实[[民主管理|democracy]]",
}

NOTHING = {
    "weather": "天气转暖，校园里一片春色。",
    "health cup": "健康杯邀请赛落幕",
    "purchase contract": "签订了购销合同",
    "friendly talks": "双方友好协商解决停车位",
    "public lesson": "请各位代表入座",
    "men and women": "男女工人各八名",
    "numbers": "三八二五号信箱",
    "elementary teams": "五小时后到达",
    "companies": "旅游公司发来传真",
    "team": "组建三支小分队",
    "empty": "",
    "latin": "The quick brown fox",
    "punctuation": "，。；：！？《》“”",
}


@pytest.mark.parametrize("marked", FOUND.values(), ids=FOUND)
def test_find_mentions(marked):
    text, expected = read_marked(marked)
    assert [(m.start, m.end, m.campaign or m.theme) for m in find_mentions(text)] == expected


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_no_mention(text):
    assert find_mentions(text) == []


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_traditional_text_gives_the_same_mentions(code):
    traditional = TRADITIONAL.convert(code.example)
    back = script.to_simplified(traditional)
    assert [(m.form, m.campaign) for m in find_mentions(back)] == [(m.form, m.campaign) for m in find_mentions(code.example)]


def test_half_and_full_width_marks_read_alike():
    full, half = "开展工资协商，签订集体合同；职代会（两次）", "开展工资协商,签订集体合同;职代会(两次)"
    assert [(m.start, m.end, m.campaign, m.stance) for m in find_mentions(full)] == [(m.start, m.end, m.campaign, m.stance) for m in find_mentions(half)]


# Stance


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: f"{cue.form}-{cue.reading}")
def test_every_cue_gives_its_reading(cue):
    (mention,) = [m for m in find_mentions(cue.example) if m.campaign in ("sending_warmth", "staff_congress")]
    if cue.reading == "negated":
        assert (mention.stance, mention.negated) == ("problem", True)
    else:
        assert mention.stance == {"none": "topic", "averted": "topic", "leaning": "planned"}.get(cue.reading, cue.reading)
        assert not mention.negated


STANCES = {
    "done": ("去年召开了职代会", "done"),
    "planned": ("下一步，将推行职代会制度", "planned"),
    "planned holds for the sentence": ("下一步，我们抓好三件事，完善职代会制度", "planned"),
    "but not for the next": ("下一步抓好三件事。职代会制度", "topic"),
    "called for": ("各基层工会要开好职代会", "called_for"),
    "problem": ("职代会质量不高", "problem"),
    "title of a document": ("学习《关于开好职代会的通知》", "quoted"),
    "long quotation": ("他说：“一个单位要办得好，离不开职工，也离不开职代会这个好制度。”", "quoted"),
    "name in quotation marks is no quotation": ("“职代会”", "topic"),
    "most important is no call": ("职代会是重要的制度", "topic"),
    "a rule in the name of a document is no cue": ("根据《企业民主议事规定》，职代会每年开会", "topic"),
    "an amount was done": ("发放送温暖资金12万元", "done"),
    "a problem kept away": ("防止职代会流于形式", "topic"),
    "nothing said": ("职代会制度", "topic"),
}


@pytest.mark.parametrize(("text", "stance"), STANCES.values(), ids=STANCES)
def test_stance(text, stance):
    (mention,) = [m for m in find_mentions(text) if m.campaign in ("sending_warmth", "staff_congress")]
    assert (mention.stance, mention.negated) == (stance, False)


NEGATED = ["女职工专项集体合同尚未签订", "尚未建立职代会制度", "没有按期召开职代会", "职代会没有召开", "有的单位未落实职代会制度"]
NOT_NEGATED = ["从未间断职代会", "不断完善职代会制度", "未来的职代会", "没有问题，职代会开得好"]


@pytest.mark.parametrize("text", NEGATED)
def test_negated(text):
    assert [(m.stance, m.negated) for m in find_mentions(text)] == [("problem", True)]


@pytest.mark.parametrize("text", NOT_NEGATED)
def test_not_negated(text):
    assert [m.negated for m in find_mentions(text)] == [False]


NO_ARREARS = ["全年没有发生拖欠工资", "未发生一起拖欠工资事件", "三年来没有出现欠薪", "各工地没有拖欠工资", "不存在拖欠工资"]
ARREARS = ["有的工地存在拖欠工资", "拖欠工资还没有解决", "职代会不存在", "没有清欠工资"]


@pytest.mark.parametrize("text", NO_ARREARS)
def test_what_did_not_happen_is_no_problem(text):
    assert [(m.stance, m.negated) for m in find_mentions(text)] == [("topic", False)]


@pytest.mark.parametrize("text", ARREARS)
def test_what_is_or_was_not_mended_is_a_problem(text):
    assert [m.stance for m in find_mentions(text)] == ["problem"]


BY_SECTION: list[tuple[SectionType, Genre, str]] = [
    ("work", "summary", "done"), ("experience", "summary", "done"), ("plan", "summary", "planned"), ("schedule", "plan", "planned"),
    ("objectives", "plan", "planned"), ("problems", "summary", "problem"), ("guidance", "plan", "called_for"), ("plan", "speech", "called_for"),
    ("opening", "summary", "topic"), ("other", "summary", "topic"),
]


@pytest.mark.parametrize(("kind", "genre", "stance"), BY_SECTION)
def test_without_a_cue_the_section_speaks(kind, genre, stance):
    text = "一、民主管理\n坚持职代会制度。"
    section = Section(0, len(text), None, 1, "一、", "一、民主管理", kind, "heading")
    heading, body = find_mentions(text, sections=[section], genre=genre)
    assert (heading.stance, body.stance) == ("topic", stance)


@pytest.mark.parametrize(("genre", "stance"), [("summary", "done"), ("key_points", "planned"), ("speech", "called_for"), ("other", "topic")])
def test_without_sections_the_genre_speaks(genre, stance):
    assert [m.stance for m in find_mentions("坚持职代会制度", genre=genre)] == [stance]


# Sections


def tree(*parts: tuple[int, str, str, SectionType]) -> tuple[str, list[Section]]:
    """A text and its sections from (level, heading, body, type)."""
    text, starts = "", []
    for _, heading, body, _ in parts:
        starts.append(len(text))
        text += "\n".join(filter(None, (heading, body))) + "\n"
    sections: list[Section] = []
    for i, (level, heading, _, kind) in enumerate(parts):
        end = next((starts[j] for j in range(i + 1, len(parts)) if parts[j][0] <= level), len(text))
        parent = next((j for j in range(i - 1, -1, -1) if parts[j][0] < level), None)
        sections.append(Section(starts[i], end, parent, level, heading[:2], heading, kind, "heading"))
    return text, sections


def themes_of(*parts: tuple[int, str, str, SectionType]) -> list[tuple[str, ...]]:
    text, sections = tree(*parts)
    return [s.themes for s in assign_sections(text, sections, find_mentions(text, sections=sections), BOOK)]


def test_the_heading_says_what_a_section_is_about():
    assert themes_of((1, "一、深入开展送温暖活动", "年初走访了三个车间，与大家座谈。", "work")) == [("warmth",)]


def test_without_a_telling_heading_the_sentences_do():
    assert themes_of((1, "一、主要做法", "全年举办职工技能培训四期。开设职工夜校两处。", "work")) == [("skills",)]


def test_the_first_clause_of_a_numbered_passage_is_its_heading():
    text = "一是组织参加安康杯竞赛。班组开会讨论，形成良好氛围，大家都很踊跃。"
    section = Section(0, len(text), None, 1, "一是", "", "work", "content")
    assert [s.themes for s in assign_sections(text, [section], find_mentions(text), BOOK)] == [("safety",)]


def test_two_matters_in_a_heading_are_two_themes():
    assert set(themes_of((1, "一、推进厂务公开，办好职工医疗互助", "", "work"))[0]) == {"democracy", "mutual_aid"}


def test_a_parent_takes_the_themes_of_its_subsections():
    parent, first, second = themes_of(
        (1, "二、今年以来的主要工作", "", "work"),
        (2, "（一）开展劳动竞赛", "组织劳动竞赛六项，技能比武两场。", "work"),
        (2, "（二）开展文体活动", "举办职工运动会，组织歌咏比赛。", "work"),
    )
    assert (first, second) == (("competition",), ("culture",))
    assert set(parent) == {"competition", "culture"}


def test_at_most_three_themes():
    topics = ("送温暖活动", "工资集体协商", "安康杯竞赛", "职代会", "劳动竞赛", "文体活动")
    themes = themes_of((1, "一、主要工作", "", "work"), *((2, f"（{i}）{topic}", f"开展{topic}。", "work") for i, topic in enumerate(topics)))
    assert len(themes[0]) == 3
    assert all(len(codes) == 1 for codes in themes[1:])


def test_an_opening_has_no_theme_though_it_names_many():
    assert themes_of((1, "", "各位代表：一年来，我们开展送温暖活动，推行工资集体协商，成效明显。", "opening")) == [()]


AMISS = "对困难职工走访不够。\n会费收缴不及时。\n工会信息报送偏少。\n篮球场地不足。"
FRAMES: list[tuple[str, SectionType, str, bool]] = [
    ("存在的问题和今后设想", "problems", AMISS, False), ("总结过去，展望未来", "plan", AMISS, False),  # a line of everything
    ("存在的问题", "problems", "工会干部培训少。\n工会干部队伍不稳。", True), ("明年设想", "plan", "推行工资集体协商。\n签好集体合同。", True),  # one dominates
    ("主要任务", "plan", AMISS, True), ("工会经费上的问题", "problems", AMISS, True),  # no frame; the heading names it
]


@pytest.mark.parametrize(("heading", "kind", "body", "themed"), FRAMES)
def test_a_frame_in_which_nothing_dominates_has_no_theme(heading, kind, body, themed):
    text = f"{heading}\n{body}"
    section = Section(0, len(text), None, 1, "", heading, kind, "heading")
    (done,) = assign_sections(text, [section], find_mentions(text, sections=[section]), BOOK)
    assert bool(done.themes) is themed


def test_where_nothing_speaks_there_is_no_theme():
    assert themes_of((1, "三、其他", "会后请各位把椅子放回原处。", "other")) == [()]


def test_sections_keep_all_else():
    text, sections = tree((1, "一、送温暖", "慰问困难职工。", "work"))
    (section,) = assign_sections(text, sections, find_mentions(text), BOOK)
    assert (section.start, section.end, section.heading, section.type) == (0, len(text), "一、送温暖", "work")


# Claims


def claim_at(text: str, quote: str) -> Claim:
    start = text.index(quote)
    return Claim(start, start + len(quote), "count", Decimal(1), Decimal(1), Decimal(1), "exact", quote[-1])


CLAIMS = {
    "clause": ("慰问困难职工40户，新发展会员320人。", "320人", ("organizing", "membership_growth", "clause")),
    "the nearest in the clause": ("职代会表决通过提案12件和工资协商协议3份。", "3份", ("bargaining", "collective_wage_consultation", "clause")),
    "the campaign of the sentence": ("开展金秋助学活动，资助学生26名。", "26名", ("warmth", "autumn_student_aid", "clause")),
    "sentence": ("举办职工运动会，来自各车间的260人到场。", "260人", ("culture", "sports_meeting", "sentence")),
    "what stands before the number, not what follows in the next clause": ("举办读书活动，共计2次，歌咏比赛在后。", "2次", ("skills", "reading", "sentence")),
    "nothing": ("会场摆放椅子60把。", "60把", ("", "", "")),
}


@pytest.mark.parametrize(("text", "quote", "expected"), CLAIMS.values(), ids=CLAIMS)
def test_claims_get_theme_campaign_and_basis(text, quote, expected):
    (claim,) = assign_claims(text, [claim_at(text, quote)], [], find_mentions(text), BOOK)
    assert (claim.theme, claim.campaign, claim.theme_basis) == expected


def test_a_claim_without_a_mention_near_takes_the_theme_of_its_section():
    text, sections = tree((1, "一、深入开展金秋助学活动", "全年共惠及家庭。收到来信85封。", "work"))
    mentions = find_mentions(text)
    tagged = assign_sections(text, sections, mentions, BOOK)
    (claim,) = assign_claims(text, [claim_at(text, "85封")], tagged, mentions, BOOK)
    assert (claim.theme, claim.campaign, claim.theme_basis) == ("warmth", "autumn_student_aid", "section")


# Properties

PIECES_OF_THE_GENRE = "职代会|工资|集体|协商|送“温暖”|要|未|将|了|，|。|《|》|“|”|工会|职工|困难|12351|一、|a|慰问|不够"
PIECES = st.sampled_from(
    [*PIECES_OF_THE_GENRE.split("|"), "\n", "\u3000"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=40).map("".join))


@given(TEXTS, st.integers(0, 5))
@settings(deadline=None)
def test_mentions_lie_inside_in_order_and_apart_on_any_text(text, cuts):
    edges = sorted({0, len(text), *(i * len(text) // (cuts + 1) for i in range(cuts + 1))})
    sections = [Section(a, b, None, 1, "", text[a : a + 4], "work", "content") for a, b in pairwise(edges)]
    mentions = find_mentions(text, sections=sections, genre="summary")
    at = 0
    for mention in mentions:
        assert at <= mention.start < mention.end <= len(text)
        assert mention.theme in BOOK.themes
        assert squeeze(text[mention.start : mention.end]).text == mention.form
        at = mention.end
    for section in assign_sections(text, sections, mentions, BOOK):
        assert len(section.themes) == len(set(section.themes)) <= 3
    claims = [Claim(i, i + 1, "count", Decimal(1), None, None, "exact", "个") for i in range(0, len(text), 7)]
    for claim in assign_claims(text, claims, sections, mentions, BOOK):
        assert (claim.theme == "") == (claim.theme_basis == "")


@given(TEXTS)
@settings(deadline=None)
def test_the_same_text_gives_the_same_mentions(text):
    assert find_mentions(text) == find_mentions(text + "") == find_mentions(text, load_codebook())


@pytest.mark.parametrize("unit", ["职", "工会", "工资", "将", "未", "送温暖", "职代会，", "“", "《", "工资集体", "维护职工"])
def test_long_monotonous_text_is_read_to_its_end(unit):
    text = unit * (100_000 // len(unit))
    assert all(m.end <= len(text) for m in find_mentions(text))


# The real pages, where they are at hand


@pytest.mark.skipif("UNIONCORPUS_REAL_CORPUS" not in os.environ, reason="set UNIONCORPUS_REAL_CORPUS to the folder of scraped pages")
def test_named_campaigns_are_found_wherever_the_pages_name_them():
    for path in sorted(Path(os.environ["UNIONCORPUS_REAL_CORPUS"]).glob("*.txt")):
        text = script.to_simplified(path.read_bytes().decode("utf-8", "replace"))
        plain = squeeze(text).text
        mentions = find_mentions(text)
        assert sum(m.campaign == "ankang_cup" for m in mentions) == plain.count("安康杯")
        assert sum("送温暖" in m.form or "献温暖" in m.form for m in mentions) == plain.count("送温暖") + plain.count("献温暖")


# Figures of other matters


@pytest.mark.parametrize("row", resources.load(OtherMatter, "other_matters.csv"), ids=lambda row: row.where)
def test_every_other_matter_is_known_by_its_own_example(row):
    text, expected = read_marked(row.example)
    assert [(c.start, c.end, c.kind, is_other_matter(c.counted)) for c in find_claims(text)] == [(*place, True) for place in expected]


@pytest.mark.parametrize(
    ("text", "section_theme", "expected"),
    [
        ("完成财政收入5.7亿元。", "disputes", ("", "")),
        ("全区工业企业的主营业务收入突破100亿元。", "publicity", ("", "")),
        ("全县九成以上是山区。", "culture", ("", "")),
        ("工业增加值2亿元。", "professional", ("professional", "section")),
        ("收到款项12万元。", "finance", ("finance", "section")),
        ("购置器材8套。", "culture", ("culture", "section")),
        ("送温暖当天气温5度。", "culture", ("warmth", "clause")),
    ],
)
def test_a_figure_of_another_matter_takes_no_theme_from_its_section_alone(text, section_theme, expected):
    section = Section(0, len(text), None, 1, "", "", "work", "content", (section_theme,))
    claim = assign_claims(text, find_claims(text), [section], find_mentions(text), BOOK)[0]
    assert (claim.theme, claim.theme_basis) == expected


@pytest.mark.parametrize("text", ["有在职教职工300人。", "聘请兼职教师5名。", "其中退休参保68人。", "退休职工续保90人。"])
def test_words_that_only_look_like_a_campaign_are_no_mentions(text):
    assert not [m for m in find_mentions(text) if m.theme in ("skills", "warmth")]


@pytest.mark.parametrize(("text", "theme"), [("加强职教工作。", "skills"), ("慰问退休职工20人。", "warmth")])
def test_the_campaigns_they_look_like_are_still_found(text, theme):
    assert theme in {m.theme for m in find_mentions(text)}
