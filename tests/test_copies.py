"""Copies are found whatever the re-poster did, told apart by kind, and weighed; reports that only share their genre are left alone."""

from __future__ import annotations

import functools
import operator
import pickle
import random
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unioncorpus.catalogue.candidates import complete_linkage
from unioncorpus.catalogue.copies import CopyTables, ReportFacts, group_copies, sketch
from unioncorpus.catalogue.passages import passages
from unioncorpus.catalogue.reuse import _promising
from unioncorpus.catalogue.shingles import PASSAGE, folded, grams, prepare, winnow

REPORT = """一年来,河湾县总工会围绕中心、服务大局,较好地完成了年初确定的各项任务。
一、扎实推进组织建设。全年新建基层工会46家,发展会员3120人,其中农民工会员1875人,非公企业建会率稳步提高。
二、深化困难帮扶。元旦春节期间筹集资金58.6万元,走访慰问困难职工912户,为214名困难职工子女发放助学金。
三、维护职工权益。指导132家企业签订工资专项集体合同,覆盖职工8450人;受理来信来访67件,办结65件。
四、开展劳动竞赛。组织焊工、电工、护理三个工种的技能比武,参赛选手达到280人,评出县级技术能手18名。
五、加强自身建设。举办工会主席培训班两期,选派干部外出考察学习,河湾县总工会机关作风明显好转。
存在的不足是,少数企业行政对建会认识不到位,个别基层工会活动开展不经常,工会干部兼职过多。"""
OTHER = """今年我院工会的工作思路是:以职工之家建设为抓手,让教职员工感受到集体的温度。
三月份组织女教师踏青和手工制作;四月份召开教代会,审议绩效分配办法和食堂承包方案;五月份评选师德标兵。
下半年重点抓好青年教师说课比赛,落实大病互助保险续保,完善活动室器材,并为退休老师举行座谈会。
经费使用严格执行预算,主动接受经审委员会的监督,年终向全体会员公布收支明细,听取大家的意见。"""
SHARED = "坚持以职工为本主动依法科学维权着力解决职工最关心最直接最现实的利益问题"


def tables(texts: dict[str, str], **known: ReportFacts) -> CopyTables:
    """The copies among texts, in the order of the texts."""
    facts = [known.get(report_id, ReportFacts(report_id, "p-" + report_id)) for report_id in texts]
    return group_copies({report_id: sketch(text) for report_id, text in texts.items()}, texts.__getitem__, facts)


def kinds(found: CopyTables) -> dict[str, str]:
    return {c.report_id: c.duplicate_kind for c in found.copies if c.duplicate_group}


def spun(text: str, one_in: int) -> str:
    """The text with one character in so many replaced."""
    return "".join("某" if i % one_in == 0 and c not in "\n,。" else c for i, c in enumerate(text))


LINES = REPORT.split("\n")
VARIANTS = {
    "the same": (REPORT, "repost"),
    "line breaks and punctuation": (REPORT.replace("\n", "  ").replace(",", "，").replace("。", " 。\n"), "repost"),
    "paragraphs in another order": ("\n".join(LINES[::-1]), "repost"),
    "spun words": (spun(REPORT, 14), "repost"),
    "figures masked": ("".join("x" if c.isdigit() else c for c in REPORT), "repost"),
    "the name masked": (REPORT.replace("河湾县", "xx县"), "repost"),
    "cut short": ("\n".join(LINES[:4]), "truncated"),
    "a preview of three lines": ("\n".join(LINES[:3]), "truncated"),
    "other figures": ("".join(str((int(c) + 3) % 10) if c.isdigit() else c for c in REPORT), "swapped_figures"),
    "another county": (REPORT.replace("河湾县", "临泽县"), "borrowed_template"),
    "half of it rewritten as a shorter text": (LINES[1] + LINES[2] + LINES[3] + OTHER[:80], "borrowed_template"),
}


@pytest.mark.parametrize("name", VARIANTS)
def test_a_copy_is_found_and_its_kind_told(name: str) -> None:
    text, kind = VARIANTS[name]
    found = tables({"r1": REPORT, "r2": text, "r3": OTHER})
    assert kinds(found) in ({"r1": "", "r2": kind}, {"r1": kind, "r2": ""} if kind == "repost" else {})
    assert sum(c.weight for c in found.copies) == pytest.approx(2 if kind in ("repost", "truncated") else 3)


def test_the_same_organisation_s_next_report_keeps_its_weight() -> None:
    next_year = REPORT.replace("46家", "51家").replace("一年来", "过去一年")
    known = {"r1": ReportFacts("r1", "p1", "o1", "河湾县总工会", 2015), "r2": ReportFacts("r2", "p2", "o1", "河湾县总工会", 2016)}
    found = tables({"r1": REPORT, "r2": next_year}, **known)
    assert sorted(kinds(found).values()) == ["", "same_org_other_period"]
    assert [c.weight for c in found.copies] == [1, 1]


def test_a_part_word_for_word_is_truncated_whatever_year_was_read_from_it() -> None:
    known = {"r1": ReportFacts("r1", "p1", year=2015), "r2": ReportFacts("r2", "p2", year=2014)}
    assert kinds(tables({"r1": REPORT, "r2": "\n".join(LINES[:4])}, **known)) == {"r1": "", "r2": "truncated"}
    other = "\n".join(LINES[:4]).replace("一年来", "过去一年")
    assert kinds(tables({"r1": REPORT, "r2": other}, **known)) == {"r1": "", "r2": "swapped_figures"}


def test_another_organisation_s_name_makes_it_a_borrowed_template() -> None:
    known = {"r1": ReportFacts("r1", "p1", "o1", "河湾县总工会"), "r2": ReportFacts("r2", "p2", "o2", "临泽县总工会")}
    assert sorted(kinds(tables({"r1": REPORT, "r2": REPORT}, **known)).values()) == ["", "borrowed_template"]


def test_the_original_is_the_fullest_and_then_the_earliest() -> None:
    found = tables({"r1": "\n".join(LINES[:4]), "r2": REPORT, "r3": REPORT, "r4": OTHER})
    assert [c.duplicate_of for c in found.copies] == ["r2", "", "r2", ""]
    assert [round(c.weight, 3) for c in found.copies] == [0.333, 0.333, 0.333, 1]
    assert len({c.duplicate_group for c in found.copies[:3]}) == 1
    assert found.copies[3].duplicate_group == ""


def test_overlap_is_the_share_of_the_report_s_own_shingles() -> None:
    half = "\n".join(LINES[:4])
    found = tables({"r1": half, "r2": REPORT})
    share = len(set(shingled(half)) & set(shingled(REPORT))) / len(set(shingled(REPORT)))
    assert [c.overlap for c in found.copies] == [1, pytest.approx(share, abs=1e-4)]


def shingled(text: str) -> list[str]:
    """The definition, spelled out."""
    plain = "".join(c for c in text if c.isalnum())
    return [plain[i : i + 5] for i in range(len(plain) - 4)]


APART = {
    "another genre of the same field": OTHER,
    "one sentence in common": OTHER + LINES[2],
    "a third in common": OTHER + LINES[1] + LINES[2],
    "nothing": "",
    "a title": "河湾县总工会工作总结",
}


@pytest.mark.parametrize("name", APART)
def test_reports_that_share_little_are_no_copies(name: str) -> None:
    assert kinds(tables({"r1": REPORT, "r2": APART[name]})) == {}


def test_no_reports_no_copies() -> None:
    assert tables({}) == CopyTables((), (), ())


def test_a_chain_is_no_group() -> None:
    """Complete linkage: the two ends of a chain of ever changing copies do not stand in one group."""
    assert complete_linkage([(0.9, 0, 1), (0.85, 1, 2), (0.8, 2, 3)]) == [[0, 1], [2, 3]]
    assert complete_linkage([(0.7, 0, 2), (0.9, 0, 1), (0.65, 1, 2)]) == [[0, 1, 2]]


@given(st.integers(2, 9).flatmap(lambda n: st.lists(st.floats(0, 1), min_size=n * (n - 1) // 2, max_size=n * (n - 1) // 2).map(lambda s: (n, s))))
def test_every_two_members_are_joined(graph: tuple[int, list[float]]) -> None:
    count, similarity = graph
    pairs = [(a, b) for a in range(count) for b in range(a + 1, count)]
    edges = [(s, a, b) for s, (a, b) in zip(similarity, pairs, strict=True) if s >= 0.6]
    groups = complete_linkage(edges)
    joined = {(a, b) for _s, a, b in edges}
    assert all((a, b) in joined for group in groups for a in group for b in group if a < b)
    alone = sorted(set(range(count)) - {m for group in groups for m in group})
    assert not [1 for a in alone for b in alone if (a, b) in joined]
    assert groups == complete_linkage(edges[::-1])


def test_shared_passages_are_listed_with_their_place_in_the_clean_text() -> None:
    texts = {"r1": REPORT + "\n" + SHARED + "。", "r2": OTHER + "\n我们要" + SHARED[:20] + "、" + SHARED[20:]}
    (row,) = tables(texts).reuse
    assert (row.report_a, row.report_b, row.chars) == ("r1", "r2", len(SHARED))
    assert texts["r1"][row.start_a : row.end_a] == SHARED
    assert texts["r2"][row.start_b : row.end_b] == SHARED[:20] + "、" + SHARED[20:]


def test_a_shorter_passage_is_not_listed() -> None:
    assert tables({"r1": REPORT + SHARED[:29], "r2": SHARED[:29] + OTHER}).reuse == ()


def test_what_more_than_ten_groups_hold_is_one_formula() -> None:
    texts = {f"r{i:02d}": particular(i) + SHARED + "。" + particular(i + 100) for i in range(11)}
    known = {report_id: ReportFacts(report_id, report_id, year=2003 + i if i < 9 else None) for i, report_id in enumerate(texts)}
    found = tables(texts, **known)
    assert [(f.text, f.reports, f.groups, f.first_year, f.last_year) for f in found.formulas] == [(SHARED, 11, 11, 2003, 2011)]
    assert found.reuse == ()
    ten = tables({k: texts[k] for k in list(texts)[:10]})
    assert ten.formulas == ()
    assert [(r.report_a, r.chars) for r in ten.reuse] == [("r00", len(SHARED))] * 9


def particular(seed: int) -> str:
    """Words that no other report has."""
    rng = random.Random(seed)
    return "".join(chr(0x4E00 + rng.randrange(5000)) for _ in range(120)) + "。"


def test_the_result_does_not_depend_on_the_order_of_the_sketches() -> None:
    texts = {"r1": REPORT, "r2": "\n".join(LINES[:4]), "r3": OTHER, "r4": REPORT.replace("46", "47"), "r5": OTHER + SHARED}
    facts = [ReportFacts(report_id, report_id) for report_id in texts]
    sketches = {report_id: sketch(text) for report_id, text in texts.items()}
    backwards = dict(reversed(sketches.items()))
    assert group_copies(sketches, texts.__getitem__, facts) == group_copies(backwards, texts.__getitem__, facts)


def test_the_result_does_not_depend_on_how_tasks_are_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks that go to another process and back, small ones and large, give the same tables."""
    texts = {f"r{i:03d}": spun("".join(particular(i // 4 + part) for part in (0, 50, 80)), 30 + i % 4) + particular(i)[:40] + SHARED for i in range(60)}
    expected = tables(texts)
    assert len({c.duplicate_group for c in expected.copies}) > 10
    assert expected.reuse
    assert expected.formulas
    monkeypatch.setattr("unioncorpus.catalogue.copies._CHUNK", 300)
    monkeypatch.setattr("unioncorpus.catalogue.copies._COMPARED", 300)
    monkeypatch.setattr("unioncorpus.catalogue.reuse._TASK", 300)
    monkeypatch.setattr("unioncorpus.catalogue.reuse._BATCH", 300)
    monkeypatch.setattr("unioncorpus.catalogue.candidates._AT_ONCE", 50)
    tasks_seen = []

    def elsewhere(function: Callable[[Any], list[Any]], tasks: Iterable[Any]) -> Iterator[Any]:
        for task in tasks:
            tasks_seen.append(task)
            yield from pickle.loads(pickle.dumps(function))(pickle.loads(pickle.dumps(task)))

    facts = [ReportFacts(report_id, "p-" + report_id) for report_id in texts]
    sketches = {report_id: sketch(text) for report_id, text in texts.items()}
    text_of = functools.partial(operator.getitem, {report_id.upper(): text for report_id, text in texts.items()})
    assert group_copies(sketches, text_of, facts, spread=elsewhere, address=str.upper) == expected
    assert len(tasks_seen) > 20
    assert max(len(task.texts.addresses) for task in tasks_seen) <= 8


def test_hundreds_of_copies_of_one_report_are_one_group() -> None:
    """A crowd is compared with some of its members alone: identical ones, and ones that differ in a word each."""
    body = "".join(particular(part) for part in range(8))
    texts = {f"r{i:03d}": body for i in range(150)} | {f"s{i:03d}": body + particular(100 + i)[:12] for i in range(400)}
    found = tables(texts | {f"t{i:03d}": body + particular(99)[:12] for i in range(100)})
    assert len({c.duplicate_group for c in found.copies}) == 1
    assert sum(c.weight for c in found.copies) == pytest.approx(1)
    assert found.followers > 300
    assert len(found.copies) == 650


def test_sixty_copies_are_compared_with_one_another() -> None:
    body = "".join(particular(part) for part in range(8))
    found = tables({f"s{i:03d}": body + particular(100 + i)[:12] for i in range(60)})
    assert found.followers == 0
    assert len({c.duplicate_group for c in found.copies}) == 1


def test_a_commonplace_makes_short_reports_no_crowd() -> None:
    """Short reports that hold the same two sentences stay apart, and one copied stays with its copy."""
    common = particular(1)[:40] + particular(2)[:40]
    texts = {f"r{i:04d}": common + particular(10 + i)[:90] for i in range(1200)}
    texts["r1200"] = texts["r0007"]
    found = tables(texts)
    assert [(c.report_id, c.duplicate_of) for c in found.copies if c.duplicate_of] == [("r1200", "r0007")]


def test_planted_copies_are_found_among_many_reports() -> None:
    """No text is opened but those of candidates, and the copies come out as planted."""
    texts = {f"r{i:03d}": "".join(particular(10 * (i // 3) + part) for part in range(4)) + (str(i % 3) + "。") for i in range(120)}
    texts |= {f"s{i:03d}": particular(5000 + i) * 2 for i in range(80)}
    opened = set()

    def text_of(report_id: str) -> str:
        opened.add(report_id)
        return texts[report_id]

    facts = [ReportFacts(report_id, report_id) for report_id in sorted(texts)]
    found = group_copies({report_id: sketch(text) for report_id, text in texts.items()}, text_of, facts)
    assert [c.duplicate_of for c in found.copies if c.report_id < "s"] == [of for i in range(0, 120, 3) for of in ("", f"r{i:03d}", f"r{i:03d}")]
    assert not {c.report_id for c in found.copies if c.duplicate_group} - {r for r in texts if r < "s"}
    assert not [report_id for report_id in opened if report_id > "s"]


@settings(max_examples=60)
@given(st.text("工会职代an1x,。 \n", max_size=80), st.text("工会职代an1x,。 \n", max_size=80), st.text("工会职代an1x,。", min_size=45, max_size=90))
def test_a_passage_of_thirty_characters_is_never_missed(before: str, after: str, common: str) -> None:
    one, other = prepare(before + "甲" + common + "乙"), prepare("丙" + common + "丁" + after)
    spans = passages(one, other)
    assert all(np.array_equal(one.folded.codes[a : a + n], other.folded.codes[b : b + n]) and n >= PASSAGE for a, b, n in spans)
    if len(folded(common)) >= PASSAGE and len(set(folded(common).text)) > 4:
        assert spans


@settings(max_examples=60)
@given(st.text("工会职代an1x,。 \n", max_size=60), st.text("工会职代an1x,。 \n", max_size=60), st.text("工会职代an1x,。", min_size=30, max_size=60))
def test_two_that_share_a_passage_have_the_same_beside_an_anchor(before: str, after: str, common: str) -> None:
    one, other = before + "甲" + common + "乙", "丙" + common + "丁" + after
    found = _promising(np.array([[0, 1]]), [sketch(one), sketch(other)])
    assert len(found) == 1 or not passages(prepare(one), prepare(other))


def test_an_anchor_among_other_words_is_not_promising() -> None:
    one, other = (particular(i) + SHARED[:14] + particular(i + 1) for i in (1, 5))
    assert len(_promising(np.array([[0, 1]]), [sketch(one), sketch(other)])) == 0


@given(st.text(max_size=200))
def test_any_text_has_a_sketch_and_known_places(text: str) -> None:
    chars = folded(text)
    assert len(sketch(text).marks) % 4 == 0
    assert all(text[place].isalnum() or ord(text[place]) > 0xFFFE for place in chars.places)


def test_a_text_of_one_character_costs_no_more_than_its_length() -> None:
    texts = {"r1": "会" * 100_000, "r2": "会" * 90_000}
    assert len(sketch(texts["r1"]).anchors) == 4
    assert sketch(texts["r1"]).shingles == 1
    assert len(winnow(grams(folded(texts["r1"]).codes, 12))) == 99_989
    assert len(tables(texts).reuse) <= 4
