"""The year a report is about: openings with the year written into them, the resource tables by their own examples, and properties that hold for any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unioncorpus.catalogue.period import date_report
from unioncorpus.catalogue.period.anchors import find_anchors
from unioncorpus.catalogue.period.cited import Anchor, Anniversary, Turn
from unioncorpus.catalogue.period.explicit import YearCue, find_years
from unioncorpus.catalogue.period.own import own_years
from unioncorpus.model.records import Period
from unioncorpus.resources import load
from unioncorpus.script import fold

THEMES = {
    *("warmth", "bargaining", "safety", "organizing", "democracy", "competition", "skills", "culture", "women", "disputes", "finance", "honors", "cadres"),
    *("politics", "mutual_aid", "migrant", "publicity", "professional"),
}
_MARK = re.compile(r"\[\[(?P<words>[^\[\]|]+)\|(?P<year>[^\[\]|]+)\]\]")


def _openings() -> list[tuple[str, str]]:
    """(genre, marked text) of period_openings.txt."""
    lines = Path(__file__).with_name("period_openings.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(genre, text.replace("\\n", "\n")) for genre, text in rows]


def _read(marked: str) -> tuple[str, str, list[tuple[int, int]]]:
    """The text, the year written into it ("-" for none), and where the deciding words stand."""
    if marked.endswith("|-"):
        assert "[[" not in marked
        return marked.removesuffix("|-"), "-", []
    spans, text, at, years = [], "", 0, set()
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((len(text), len(text) + len(mark["words"])))
        text += mark["words"]
        years.add(mark["year"])
        at = mark.end()
    text += marked[at:]
    assert len(years) == 1, f"one year a text, marked {sorted(years)}"
    assert not re.search(r"\[\[|\]\]", text), "a mark is not closed"
    return text, years.pop(), spans


def _agrees(period: Period, expected: str) -> bool:
    """Whether a period says what a reader wrote: 2012 · 2012..2014 (overlap, at most twice as wide) · 2012.. (open) · - (nothing)."""
    low, high = period.low, period.high
    if expected == "-":
        return period == Period(kind=period.kind)
    first, _, last = expected.partition("..")
    if ".." not in expected:
        return period.year == low == high == int(first)
    if not last:
        return low is not None and high is None and abs(low - int(first)) <= 1
    return low is not None and high is not None and low <= int(last) and high >= int(first) and high - low + 1 <= 2 * (int(last) - int(first) + 1)


OPENINGS = _openings()


@pytest.mark.parametrize(("genre", "marked"), OPENINGS, ids=[re.sub(r"\W+", "", text)[:24] for _, text in OPENINGS])
def test_an_opening_is_dated_as_a_reader_dates_it(genre: str, marked: str) -> None:
    text, expected, spans = _read(marked)
    period = date_report(text, genre)
    assert _agrees(period, expected), period
    if spans:
        assert period.evidence
        found = [match.start() for match in re.finditer(re.escape(period.evidence), text)]
        assert any(start < at + len(period.evidence) and at < end for at in found for start, end in spans), period


def test_an_opening_without_its_genre_is_dated_nearly_as_well() -> None:
    """At most one in twenty is lost when the genre has to be guessed."""
    readings = [(date_report(text), expected) for text, expected, _ in (_read(marked) for _, marked in OPENINGS)]
    assert sum(_agrees(period, expected) for period, expected in readings) >= 0.95 * len(readings)


@pytest.mark.parametrize("anchor", load(Anchor, "policy_anchors.csv"), ids=lambda anchor: anchor.where)
def test_every_anchor_is_found_in_its_example(anchor: Anchor) -> None:
    windows = [window for finding in find_anchors(fold(anchor.example)) for window in finding.windows]
    assert (anchor.from_date, anchor.until) in windows, windows


@pytest.mark.parametrize("anchor", load(Anchor, "policy_anchors.csv"), ids=lambda anchor: anchor.where)
def test_every_anchor_has_dates_in_order_a_source_and_known_themes(anchor: Anchor) -> None:
    day = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    assert re.fullmatch(day, anchor.from_date)
    assert not anchor.until or (re.fullmatch(day, anchor.until) and anchor.from_date < anchor.until)
    assert anchor.source
    assert set(anchor.themes) <= THEMES


@pytest.mark.parametrize("row", load(Turn, "year_turns.csv"), ids=lambda row: row.where)
def test_every_turn_names_the_year_of_its_example(row: Turn) -> None:
    """The examples speak of 十二五 (2011 to 2015), of preparing 十三五 (2016), and of the congress of 2012."""
    year = {"plan": 2015 if "十三五" in row.example else 2010, "congress": 2012}[row.of] + row.step
    found = [finding for finding in find_anchors(row.example) if finding.where == row.where]
    assert any(int(w.start[:4]) <= year <= int(w.until[:4]) for finding in found for w in finding.windows), found


@pytest.mark.parametrize("row", load(Anniversary, "anniversaries.csv"), ids=lambda row: row.where)
def test_every_anniversary_gives_one_year(row: Anniversary) -> None:
    found = [finding for finding in find_anchors(row.example) if finding.where == row.where]
    assert [finding.strength for finding in found] == ["point"]


@pytest.mark.parametrize("cue", load(YearCue, "year_cues.csv"), ids=lambda cue: cue.where)
def test_every_cue_decides_its_example(cue: YearCue) -> None:
    roles = [mention.role for mention in find_years(cue.example)]
    assert roles == ([] if cue.role == "number" else [cue.role])


@pytest.mark.parametrize(
    "text",
    [
        "商办〔2008〕2号文件要求",
        "慰问2012人,发放2008元",
        "职工2010余名",
        "10年来发展很快,20年前建厂",
        "共有会员1998人、女工2001人",
        "热线电话2014568",
        "第2015届",
    ],
)
def test_numbers_that_are_no_years(text: str) -> None:
    assert find_years(fold(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "省工会十五大胜利召开",
        "共青团十七大精神",
        "召开镇第十五届职工代表大会",
        "十五大类、十六大项",
        "二十五名职工",
        "党的十一届三中全会以来",
        "不忘初心,方得始终",
        "展现新时代职工的风采",
        "庆祝建厂90周年",
        "区委十届九次全会",
        "第三十个班组",
        "安全生产法律法规培训",
        "职工奥运会",
        "非典型案例",
        "形成创先争优的氛围",
        "团十八大",
    ],
)
def test_words_that_only_look_like_anchors(text: str) -> None:
    assert find_anchors(fold(text)) == []


@pytest.mark.parametrize(
    ("text", "genre", "kind", "covers"),
    [
        ("现将2011年上半年工会工作总结如下", "summary", "half", ("2011-01-01", "2011-06-30")),
        ("2011年下半年工会工作计划", "plan", "half", ("2011-07-01", "2011-12-31")),
        ("2012年第一季度工会工作总结", "summary", "quarter", ("2012-01-01", "2012-03-31")),
        ("2012年2月份工作安排", "plan", "month", ("2012-02-01", "2012-02-29")),
        ("2015—2016学年度工会工作计划", "plan", "school_year", ("2015-09-01", "2016-08-31")),
        ("2013—2014学年度第一学期工会工作计划", "plan", "school_year", ("2013-09-01", "2014-01-31")),
        ("2013-2014学年第二学期工会工作计划", "plan", "school_year", ("2014-02-01", "2014-07-31")),
        ("2015年工会工作总结", "summary", "year", ("2015-01-01", "2015-12-31")),
        ("各位代表:现在我作工作报告。五年来成绩显著。2016年工作情况", "work_report", "term", ("2012-01-01", "2016-12-31")),
        ("2008—2012年工会工作总结", "summary", "term", ("2008-01-01", "2012-12-31")),
        ("2016年至2020年工会工作规划", "plan", "term", ("2016-01-01", "2020-12-31")),
        ("20xx年上半年工会工作总结", "summary", "half", ("", "")),
        ("办好食堂,搞好生活。", "summary", "", ("", "")),
    ],
)
def test_the_time_covered_is_kept_apart_from_the_year(text: str, genre: str, kind: str, covers: tuple[str, str]) -> None:
    period = date_report(text, genre)
    assert (period.kind, (period.covers_from, period.covers_to)) == (kind, covers)


def test_a_title_is_never_a_bound_but_chooses_and_is_flagged() -> None:
    text = "一年来,我们认真学习贯彻党的十六届六中全会精神。"
    assert date_report(text, "summary").year == 2006
    chosen = date_report(text, "summary", title="2007年工会工作总结")
    assert (chosen.year, chosen.low, chosen.high, chosen.flags) == (2007, 2006, 2007, ())
    against = date_report(text, "summary", title="2019年工会工作总结")
    assert (against.year, against.low, against.high, against.flags) == (2006, 2006, 2007, ("title_conflict",))
    assert date_report("我校工会围绕中心开展工作。", "summary", title="2019年工会工作总结", page_title="2019年") == Period()


def test_the_upload_date_bounds_from_above_unless_the_text_is_newer() -> None:
    text = "学习宣传《社会保险法》,提高职工法律意识。"
    assert date_report(text, "summary").high is None
    assert date_report(text, "summary", published="2013-05-06").high == 2013
    assert date_report(text, "plan", published="2013-12-06").high == 2014
    assert date_report(text, "summary", published="2001-01-01").high is None


def test_a_year_after_its_page_went_online_is_not_believed() -> None:
    text = "2023年,我们认真学习党的十八大精神,办好实事。"
    assert (date_report(text, "summary").year, date_report(text, "summary", published="2023-12-30").low) == (2013, 2012)
    text = "2019年工会工作计划"
    assert [date_report(text, "plan", published=day).year for day in ("2019-02-15", "2018-12-20", "2018-02-15")] == [2019, 2019, None]


def test_a_year_written_over_the_text_is_flagged_and_not_believed() -> None:
    period = date_report("2020年,我们认真学习党的十八大精神,开展党的群众路线教育实践活动,贯彻工会十六大精神。", "summary")
    assert (period.basis, period.flags) == ("inferred", ("year_conflict",))
    assert (period.low, period.high) == (2013, 2014)


def test_a_formula_older_than_its_day_is_passed_over_and_flagged() -> None:
    text = "20xx年是“十一五”的收官之年,又逢上海世博会举办。我会要弘扬工匠精神,做好工作。"
    period = date_report(text, "plan")
    assert (period.year, period.flags) == (2010, ("year_conflict",))
    two = text.replace("工匠精神", "工匠精神,深入推进产业工人队伍建设改革")
    assert date_report(two, "plan").low == 2017  # two that agree are not strays
    term = "各位代表:五年来,我们庆祝建党九十周年,实现“十二五”开局之年开门红,学习《企业民主管理规定》,迎接党的十八大。"
    assert (date_report(term, "work_report").low or 0) >= 2012


def test_an_old_phrase_in_a_later_report_contradicts_nothing() -> None:
    period = date_report("2015年,我会坚持以科学发展观和“三个代表”重要思想为指导,认真开展工作。", "summary")
    assert (period.year, period.basis, period.flags) == (2015, "explicit", ())


def test_themes_name_what_the_evidence_overlaps() -> None:
    assert "bargaining" in date_report("推进“两个普遍”工作,成效明显。", "summary").themes
    assert date_report("2012年工会工作总结", "summary").themes == ()


@pytest.mark.parametrize(
    ("text", "genre", "year"),
    [
        ("20xx年,工会办了许多实事。\n县工会办公室\n2013年1月10日", "summary", 2012),
        ("20xx年,工会办了许多实事。\n二〇一二年十二月二十日", "summary", 2012),
        ("新的一年,工会要办好实事。\n2012年12月25日", "plan", 2013),
        ("新的一年,工会要办好实事。\n(2013年2月8日)", "plan", 2013),
        ("同志们:今天讲三点意见。\n2013年2月8日", "speech", 2013),
    ],
)
def test_a_date_under_a_report_is_the_day_it_was_written(text: str, genre: str, year: int) -> None:
    assert date_report(text, genre).year == year


def test_what_a_summary_wishes_for_is_of_the_next_year() -> None:
    text = "20xx年,学院工会扎实推进“两学一做”学习教育。今后,我们将以迎接党的十九大召开为动力,继续努力。"
    assert (date_report(text, "summary").low, date_report(text, "summary").high) == (2016, 2017)


def test_own_years_speak_through_the_genre() -> None:
    """A plan that sums up 2012 is about 2013; a summary that plans 2013 is about 2012."""
    assert max(own_years(find_years("2012年工作总结"), "plan").items())[0] == 2013
    assert max(own_years(find_years("2013年工作计划"), "summary").items())[0] == 2012


_PIECES = st.sampled_from(
    [
        *("2012年", "二〇一一年", "08年工会工作", "98年", "20xx年", "201x年", "[2008]2号", "2013", "14", "学年", "第一学期", "上半年"),
        *("比2010年底", "截至11月", "三年来", "今年,", "通过", "施行", "第一年", "元旦到来之际", "拜年", "荣获", "按照", "工作要点", "辛丑年"),
        *("总结", "计划", "自", "以来", "至", "去年", "明年是"),
        *("党的十八大", "十九届四中、五中全会", "xx届四中全会", "“十二五”规划", "收官之年", "开局之年", "喜迎"),
        *("建党90周年", "第三十个教师节", "工会十五大", "省"),
        *("《工会法》", "新修改的", "劳动合同法", "各位代表", "同志们", "—", "、", ",", "。", "\n", "“", "”", "２０１１年"),
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join) | st.text(max_size=60), st.sampled_from(["summary", "plan", "speech", "work_report", "other", None]))
def test_any_text_is_read_and_its_interval_is_in_order(text: str, genre: str | None) -> None:
    period = date_report(text, genre, title=text[:20], published="2020-01-01", page_title=text[-20:])
    bounds = [year for year in (period.low, period.year, period.high) if year is not None]
    assert bounds == sorted(bounds)
    assert period.evidence in text
    assert (period.basis == "none") == (period.low is None)
    assert (period.basis == "none") == (period.evidence == "")
    assert not period.covers_from or period.covers_from < period.covers_to


@pytest.mark.parametrize(
    "unit",
    [
        *("2", "年", "十", "“”", "2012年", "届", "第", "2012-", "党的", "xx届", "去年召开的党的十八大", "第二批学习实践科学发展观", "走过"),
        *("自2010年", "[2011]5号"),
        *("98年", "九八年", "自2008年换届以来", "比2010年底", "今年,《劳动合同法》", "2011年荣获", "按照2013年工作要点", "建党90年,", "辛丑年", "十年,"),
    ],
)
def test_long_repetitions_are_read(unit: str) -> None:
    assert date_report(unit * (20_000 // len(unit)), "summary").basis in ("explicit", "inferred", "none")
