"""What kind of text a report is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openings import Opening, openings

from unioncorpus.catalogue.genre import Cue, _counts, find_genre
from unioncorpus.resources import load

CUES = load(Cue, "genre_cues.csv")


@pytest.mark.parametrize("opening", openings(), ids=lambda o: o.text[:24])
def test_genre_of_openings(opening: Opening) -> None:
    assert find_genre(opening.text) in opening.genres


@pytest.mark.parametrize("cue", CUES, ids=lambda c: c.where)
def test_every_cue_fires_on_its_example(cue: Cue) -> None:
    title = cue.example if cue.frame == "title" else ""
    text = "" if cue.frame == "title" else cue.example
    assert cue in [found for found, _ in _counts(text, title)]


@pytest.mark.parametrize(
    ("text", "title", "genre"),
    [
        ("一年来,我们开展了竞赛,慰问了职工,取得了成绩。", "工会工作计划 篇2", "summary"),  # the title lies
        ("新的一年,我们要继续开展竞赛,要加强培训,力争发展会员50人。", "工会工作总结 篇2", "plan"),
        ("今年我镇要继续抓好建会工作,要加强培训。", "镇工会工作要点", "key_points"),
        ("受理事会委托,协会对会员企业的信用进行评价,结果已备案。", "工会工作总结", "other"),
        ("工会是职工的组织。企业应当支持工会。", "", "other"),
        ("", "工会工作总结", "other"),
        ("同志们:我代表工会第二届委员会向大会作工作报告,请各位代表审议。", "", "work_report"),
        ("工会主席述职报告\n现将本人一年来的工作汇报如下。", "工会工作总结", "personal_report"),
    ],
)
def test_text_against_title(text: str, title: str, genre: str) -> None:
    assert find_genre(text, title=title) == genre


_WORDS = ["同志们:", "了", "要", "今年", "工作总结", "\n", "述职", "谢谢大家", "指导思想"]


@given(st.lists(st.sampled_from(_WORDS), max_size=60).map("".join) | st.text(max_size=300))
def test_never_fails(text: str) -> None:
    assert find_genre(text) in ("summary", "plan", "key_points", "speech", "work_report", "personal_report", "other")
