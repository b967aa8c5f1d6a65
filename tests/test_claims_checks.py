"""The arithmetic that a text lets its reader check."""

import os
import sys
from pathlib import Path

import pytest

from unioncorpus.segmenter.claims import find_checks, find_claims

CASES = {
    "发放问卷200份，收回190份，回收率95%。": [("share", "consistent")],
    "发放问卷200份，收回190份，回收率96%。": [("share", "inconsistent")],
    "发出问卷11040份，收回10260份，回收率92%。": [("share", "consistent")],  # cut off, not rounded
    "共有职工1000人，其中女职工420人，占职工总数的42%。": [("share", "consistent")],
    "参训职工420人，占职工总数1000人的42%。": [("share", "consistent")],
    "参训职工420人，占职工总数1000人的24%。": [("share", "inconsistent")],
    "共慰问100人，其中党员40人，群众60人。": [("sum", "consistent")],
    "共慰问100人，其中党员40人，群众70人。": [("sum", "inconsistent")],
    "共慰问100人，其中党员40人，劳模20人。": [],  # some of the parts only
    "救助42人次，金额30400元，其中医疗救助6人次，16000元；助学36人次，14400元。": [("sum", "consistent"), ("sum", "consistent")],
    "捐款200元，基金1000元，共计1200元。": [("sum", "consistent")],
    "慰问职工200人，每人500元，共计10万元。": [("product", "consistent")],
    "慰问职工200人，每人500元，共计12万元。": [("product", "inconsistent")],
    "会员由300人增加到420人，增加120人。": [("difference", "consistent")],
    "会员由300人增加到420人，增加130人。": [("difference", "inconsistent")],
    "入会率由85%提高到92%，提高了7个百分点。": [("difference", "consistent")],
    "经费由10万元增加到12万元，增长20%。": [("difference", "consistent")],
    "全县现有会员420人。年底统计，全县现有会员402人。": [("repeat", "inconsistent")],
    "慰问困难职工86户。经统计，慰问困难职工86户。": [("repeat", "consistent")],
    "春节慰问困难职工30户。中秋慰问困难职工50户。": [],
    "甲公司现有职工300人。乙公司现有职工400人。": [],
    "慰问职工40余人，其中党员30人，群众20人。": [],
    "慰问职工20人，发放慰问金3万元。": [],
    "组织活动3次，参与率95%。": [],
    "女职工137名，占职工总数的42%。": [],
}


@pytest.mark.parametrize(("text", "expected"), CASES.items())
def test_checks(text: str, expected: list[tuple[str, str]]) -> None:
    checks, _ = find_checks(text, find_claims(text))
    assert [(c.rule, c.verdict) for c in checks] == expected


def test_an_inconsistent_check_flags_its_claims_and_explains_itself() -> None:
    text = "慰问职工200人，每人500元，共计12万元。"
    [check], claims = find_checks(text, find_claims(text))
    assert check.explanation == "200×500＝100000，文中为120000，不符"
    assert all("inconsistent" in c.flags for c in claims)
    assert (check.start, check.end) == (4, 22)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("共募集捐款1152630元，基金捐助2000元，共计1352630元。", [0, 2]),
        ("发出问卷500份，收回486份，回收率972%。", [2]),
        ("捐款200元，基金1000元，共计1300元。", []),
        ("捐款200元，基金1000元，共计1200元。", []),
    ],
)
def test_a_lost_decimal_point_is_found_by_arithmetic(text: str, lost: list[int]) -> None:
    _, claims = find_checks(text, find_claims(text))
    assert [i for i, c in enumerate(claims) if "lost_decimal" in c.flags] == lost


HERE = {"UNIONCORPUS_GOLD", "UNIONCORPUS_REAL_CORPUS"} <= set(os.environ)


@pytest.mark.skipif(not HERE, reason="set UNIONCORPUS_GOLD and UNIONCORPUS_REAL_CORPUS to the hand-coded pages")
def test_values_on_hand_coded_pages_do_not_fall_below_the_floor() -> None:
    sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
    from claims import coded_pages, ours

    cases = coded_pages(Path(os.environ["UNIONCORPUS_GOLD"]), Path(os.environ["UNIONCORPUS_REAL_CORPUS"]))
    found = right = wanted = 0
    for case in cases:
        hits = ours(case.text)
        found, wanted = found + len(hits), wanted + len(case.claims)
        for claim in case.claims:
            near = [h.value for h in hits if h.start < claim.end and claim.start < h.end]
            right += any(v is not None and abs(v - (claim.value or 0)) < 0.01 for v in near)
    assert wanted > 0
    assert 2 * right / (found + wanted) >= 0.95
