"""Whether a report is about trade-union work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openings import Opening, openings

from unioncorpus.catalogue.relevance import Cue, _tally, find_relevance
from unioncorpus.resources import load

CUES = load(Cue, "relevance_cues.csv")


@pytest.mark.parametrize("opening", openings(), ids=lambda o: o.text[:24])
def test_relevance_of_openings(opening: Opening) -> None:
    assert find_relevance(opening.text)[0] == opening.relevant


@pytest.mark.parametrize("cue", CUES, ids=lambda c: c.where)
def test_every_cue_fires_on_its_example(cue: Cue) -> None:
    tally, cues = _tally()
    assert cue in [cues[index] for index, _ in tally.count(cue.example)]


def test_a_report_of_the_union_and_its_neighbours_is_the_unions_too() -> None:
    text = "我院工会、妇委会、团总支合署办公,既组织技能比武、健康讲座,也牵头青年志愿者义诊。"
    assert find_relevance(text)[0]
    assert not find_relevance(text.replace("工会、妇委会、团总支", "妇委会、团总支"))[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "春天来了,花开了。",
        "县妇联与工会、团委联合开展活动,评选最美家庭,巾帼志愿者为妇女儿童服务,妇联干部走村入户。",
        "团委召开团代会,共青团员踊跃报名,团支部换届,工会代表到会祝贺。",
        "业委会与物业公司协商,业主反映物业费太高,小区绿化保洁不好。",
        "我担任科室医师,诊治病人,书写病历,参加手术,护理患者,年底参加工会联欢。",
        "我代表局党组讲话,粮食工作要抓好,收粮要抓紧,粮库要安全。",
    ],
)
def test_look_alikes_are_not_relevant(text: str) -> None:
    assert not find_relevance(text, title="工会工作总结 篇3")[0]


@given(st.text(max_size=300) | st.lists(st.sampled_from(["工会", "职工", "妇联", "\n"]), max_size=60).map("".join))
def test_score_is_a_share_and_decides(text: str) -> None:
    relevant, score = find_relevance(text)
    assert 0 <= score <= 1
    assert relevant == (score >= 0.5)


def test_more_union_words_never_lower_the_score() -> None:
    scores = [find_relevance("会议讨论了工作。" * 20 + "工会" * n)[1] for n in range(6)]
    assert scores == sorted(scores)
