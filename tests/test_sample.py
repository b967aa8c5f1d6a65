"""The sample pages of data/raw are read as the hand-written marks of tests/sample say.

How a page is decoded and where its reports begin and end must be right to the character. Of everything else the whole sample must be right to the share that
FLOORS gives; the differences are printed with a failure, and all of them by `python tests/sample_scores.py --differences 100`.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
import sample_marks as marks
import sample_scores as scores

from unioncorpus import pipeline

NAMES = [path.name.removesuffix(".marked.txt") for path in sorted(marks.FOLDER.glob("*.marked.txt"))]
NOT_READ = {"18_empty.txt": "empty", "19_slides.xyz": "unsupported", "20_damaged.txt": "unreadable"}

# What share of each aspect must be right over the whole sample (F1). Raise a floor when the package gets better; lower one only for a reason said here.
FLOORS = {
    "decoded": 1.0,
    "reports": 1.0,
    "labels": 0.97,
    "kept characters": 0.999,
    "removed characters": 0.99,
    "removed kind": 0.99,
    "line ends": 0.90,
    "complete": 0.95,
    "script": 1.0,
    "genre": 0.94,
    "relevant": 0.95,
    "organisation type": 0.95,
    "organisation level": 0.95,
    "organisation name": 0.93,
    "place": 0.95,
    "year exact": 0.95,
    "year overlaps": 0.95,
    "year left empty": 0.80,
    "sections": 0.98,
    "section level": 0.98,
    "section type": 0.97,
    "section marker": 0.97,
    "claims": 0.975,
    "claim value, kind, unit": 0.97,
    "claim bounds": 0.97,
    "claim per": 0.80,
    "claim status": 0.95,
    "claim counted": 0.85,
    "claim flags": 0.98,
    "claim quote": 0.97,
}
ASPECTS = {
    "removed": ("kept characters", "removed characters", "removed kind", "line ends"),
    "sections": ("sections", "section level", "section type", "section marker"),
    "claims": tuple(name for name in FLOORS if name.startswith("claim")),
    "catalogue": tuple(name for name in FLOORS if re.match("complete|script|genre|relevant|organisation type|organisation level|place|year", name)),
}
PAGE_SLACK = 0.25  # a single page may lie so far below the floor; of few answers two may be wrong

def marked(name: str) -> marks.MarkedPage:
    return marks.read_file(marks.FOLDER / f"{name}.marked.txt")


TEXTS = [name for name in NAMES if not marked(name).name.endswith(".html")]
PAGES_AND_GROUPS = [(name, group) for name in NAMES for group in ASPECTS if marked(name).full or group not in ("sections", "claims")]

@pytest.fixture(scope="module")
def results() -> dict[str, scores.Scores]:
    """The scores of every page, by its name."""
    pages = [marked(name) for name in NAMES]
    return {page.name: scores.compare(page, scores.analysed(page)) for page in pages}


# The marks themselves


@pytest.mark.parametrize("name", TEXTS)
def test_text_without_marks_is_the_text_of_the_page(name: str) -> None:
    page = marked(name)
    assert (marks.PAGES / page.name).read_bytes().decode(page.header["encoding"]) == page.text


def test_every_page_has_its_marks_or_is_one_that_cannot_be_read() -> None:
    pages = {path.name for path in marks.PAGES.iterdir() if not path.name.startswith(".") and path.name != "metadata.csv"}
    assert pages == {marked(name).name for name in NAMES} | set(NOT_READ)


def test_the_list_of_pages_names_them_all() -> None:
    readme = (marks.FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (\d\d_[a-z0-9_]+\.[a-z]+) \|", readme, re.MULTILINE)) == {marked(name).name for name in NAMES} | set(NOT_READ)


def test_sample_is_as_rich_as_it_says() -> None:
    pages = [marked(name) for name in NAMES]
    reports = [report for page in pages for report in page.reports]
    assert len(reports) >= 40
    assert sum(len(page.reports) for page in pages if page.full) >= 20
    types = {"local_federation", "township", "education", "health", "enterprise", "government", "industry", "party_government", "village"}
    assert types <= {report.org_types[0] for report in reports}
    assert {report.genres[0] for report in reports} >= {"summary", "plan", "key_points", "speech", "work_report", "personal_report"}
    years = {report.year_low for report in reports if report.year_low}
    assert (min(years), max(years)) == (2003, 2024)
    assert {page.header["encoding"] for page in pages} == {"utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"}


def test_copies_name_a_report_that_is_there() -> None:
    pages = {page.name: page for page in map(marked, NAMES)}
    copies = [report.copy_of for page in pages.values() for report in page.reports if report.copy_of]
    assert copies
    for copy in copies:
        name, order = copy.split("#")
        assert 1 <= int(order) <= len(pages[name].reports), copy


HEAD = "page: a.txt\nencoding: utf-8\nnewline: lf\nscript: hans\ndetail: full\nshows: -\n---\n"
REPORT = "<<report - summary township township 2012 yes>>"
WRONG = {
    "report not closed": f"{REPORT}慰问",
    "end without a start": "{{title:总结}}<</report>>",
    "boilerplate not closed": "{{site:首页",
    "unknown boilerplate": "{{advert:首页}}",
    "empty boilerplate": "{{site:}}",
    "claim not closed": f"{REPORT}慰问[[40人<</report>>",
    "claim without an interval": f"{REPORT}慰问[[40人|people 人]]<</report>>",
    "claim with a wrong interval": f"{REPORT}慰问[[40人|people 4o 人]]<</report>>",
    "unknown kind": f"{REPORT}慰问[[40人|persons 40 人]]<</report>>",
    "unknown flag": f"{REPORT}慰问[[40人|people 40 人 reported odd]]<</report>>",
    "claim outside a report": "{{site:点击[[40次|count 40 次]]}}",
    "claim inside a claim": f"{REPORT}慰问[[40[[人|people 40 人]]<</report>>",
    "section outside a report": "<<1 work>>{{site:首页}}",
    "unknown section type": f"{REPORT}<<1 works>>慰问<</report>>",
    "sentence that goes on in no next line": f"{REPORT}慰<<~>>问<</report>>",
    "report inside a report": f"{REPORT}{REPORT}慰问<</report>>",
    "unknown genre": "<<report - story township township 2012 yes>>慰问<</report>>",
    "wrong year": "<<report - summary township township 12 yes>>慰问<</report>>",
    "text that is neither report nor boilerplate": f"工会{REPORT}慰问<</report>>",
    "mark that closes nothing": f"{REPORT}慰问]]<</report>>",
}


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_a_wrong_mark_is_refused(body: str) -> None:
    with pytest.raises(marks.MarkError):
        marks.read_marked(HEAD + body)


@pytest.mark.parametrize("head", ["page: a.txt\n---\n", HEAD.replace("full", "half"), HEAD.replace("lf", "cr"), "no header"])
def test_a_wrong_header_is_refused(head: str) -> None:
    with pytest.raises(marks.MarkError):
        marks.read_marked(head + f"{REPORT}慰问<</report>>")


# The package beside the marks


def test_copies_are_grouped_and_nothing_else(tmp_path: Path) -> None:
    pipeline.extract(marks.PAGES, tmp_path / "tables", workers=1)
    pages = {row["page_id"]: row["path"] for row in _rows(tmp_path / "tables" / "pages.csv")}
    found: dict[str, set[str]] = {}
    for row in _rows(tmp_path / "tables" / "reports.csv"):
        if row["duplicate_group"]:
            found.setdefault(row["duplicate_group"], set()).add(f"{pages[row['page_id']]}#{row['order']}")
    copies = {f"{page.name}#{n}": report.copy_of for page in map(marked, NAMES) for n, report in enumerate(page.reports, 1) if report.copy_of}
    assert sorted(map(sorted, found.values())) == sorted(sorted(pair) for pair in copies.items())


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", NAMES)
def test_page_is_decoded(name: str) -> None:
    page = marked(name)
    read = scores.read_page(marks.PAGES / page.name)
    assert read.status == "ok"
    if page.name.endswith(".html"):  # blocks are parted by a line end; how many blanks stand there does not matter
        assert re.sub(r"\s+", "\n", read.source).strip() == re.sub(r"\s+", "\n", page.text).strip()
    else:
        assert read.source == page.text


@pytest.mark.parametrize(("name", "status"), NOT_READ.items())
def test_file_that_cannot_be_read_is_reported(name: str, status: str) -> None:
    page = scores.read_page(marks.PAGES / name)
    assert (page.status, page.reports) == (status, ())
    assert page.message or status == "empty"


@pytest.mark.parametrize("name", NAMES)
def test_reports_begin_and_end_where_they_should(name: str, results: dict[str, scores.Scores]) -> None:
    assert results[marked(name).name]["reports"].differences == []


# What the clean text says for a phrase of the page. The first page was converted from mainland text with Taiwan words, the second is Taiwanese.
CONVERTED = {
    "行政的大力支援": "行政的大力支持",
    "服務專案建設": "服务项目建设",
    "重點專案部": "重点项目部",
    "集團資訊網": "集团信息网",
    "計算機軟體最佳化施工方案": "计算机软件优化施工方案",
    "幫扶網路": "帮扶网络",
    "工會資訊報送": "工会信息报送",
    "透過網路、電話": "通过网络、电话",
    "跳繩、接力等專案": "跳绳、接力等项目",
    "資訊系統建設": "信息系统建设",
    "補籤勞動合同": "补签劳动合同",
    # what must stay, but for its script
    "建立健全困難職工檔案": "建立健全困难职工档案",
    "創建學習型班組": "创建学习型班组",
    "實行檔案化管理": "实行档案化管理",
    "建立勞動爭議調解組織": "建立劳动争议调解组织",
    "會員檔案、經費檔案和活動檔案": "会员档案、经费档案和活动档案",
    "按時向市直機關工會報送": "按时向市直机关工会报送",
}
TAIWANESE = {"會務資訊": "会务资讯", "法律扶助專案": "法律扶助专案", "支援友會": "支援友会", "下年度工作計畫": "下年度工作计划"}


PHRASES = [("02_tw_converted", *phrase) for phrase in CONVERTED.items()] + [("11_taiwan_union", *phrase) for phrase in TAIWANESE.items()]


@pytest.mark.parametrize(("name", "phrase", "clean"), PHRASES)
def test_vocabulary_comes_back_where_it_was_converted_and_only_there(name: str, phrase: str, clean: str) -> None:
    page = scores.read_page(marks.PAGES / f"{name}.txt")
    start = page.source.index(phrase)
    report = next(r for r in page.reports if r.start <= start < r.end)
    begin, end = report.text.from_source(start, start + len(phrase))
    assert str(report.text)[begin:end] == clean


@pytest.mark.parametrize("name", NAMES)
def test_kept_and_removed_text_are_the_page_once(name: str) -> None:
    page = scores.read_page(marks.PAGES / marked(name).name)
    covered = [0] * len(page.source)
    for report in page.reports:
        for i in range(report.start, report.end):
            covered[i] += 1
    inside = covered[:]
    for removed in page.removed:
        for i in range(removed.start, removed.end):
            covered[i] = covered[i] - inside[i] + 1  # a removed stretch inside a report takes its place
    assert {n for n, c in zip(covered, page.source, strict=True) if not c.isspace()} == {1}


@pytest.mark.parametrize("name", NAMES)
def test_clean_text_holds_nothing_that_was_removed(name: str) -> None:
    page = scores.read_page(marks.PAGES / marked(name).name)
    gone = {i for removed in page.removed for i in range(removed.start, removed.end)}
    for report in page.reports:
        for run in report.text.runs:
            if run.even:
                assert not gone.intersection(range(run.source, run.source + run.source_length)), page.source[run.source : run.source + 40]


@pytest.mark.parametrize("aspect", FLOORS)
def test_the_whole_sample_reaches_its_floor(aspect: str, results: dict[str, scores.Scores]) -> None:
    total = scores.Score()
    for page in results.values():
        total.add(page.get(aspect, scores.Score()))
    assert total.right, "nothing was compared"
    assert total.f1 >= FLOORS[aspect], _told(aspect, total)


@pytest.mark.parametrize(("name", "group"), PAGES_AND_GROUPS)
def test_no_page_falls_far_below(name: str, group: str, results: dict[str, scores.Scores]) -> None:
    found = results[marked(name).name]
    problems = [_told(aspect, found[aspect]) for aspect in ASPECTS[group] if not _near_floor(found[aspect], FLOORS[aspect])]
    assert not problems, "\n".join(problems)


def _near_floor(score: scores.Score, floor: float) -> bool:
    """Whether a page is good enough: near the floor, or wrong in two answers only."""
    return score.f1 >= floor - PAGE_SLACK or max(score.extra, score.missed) <= 2


def _told(aspect: str, score: scores.Score) -> str:
    """The score and its differences, to be read under a failed test."""
    lines = "\n    ".join(score.differences[:60])
    return f"{aspect}: F1 {score.f1:.3f} ({score.right} right, {score.extra} extra, {score.missed} missed), the floor is {FLOORS[aspect]}\n    {lines}"
