"""What a figure counts where its clause alone does not say it: parts, grades, rows of tables, what each one got; and sentences that only look so."""

from __future__ import annotations

import pytest
from markup import read_marked

from unioncorpus.segmenter.claims import find_claims

SENTENCES = (
    "举办急救培训班[[3期|急救培训班]]，[[90人次|参加急救培训班]]参加。",
    "举办工会小组长培训班[[2期|工会小组长培训班]]，培训[[60人|培训工会小组长]]。",
    "慰问困难职工[[30户|困难职工]]，每户[[500元|困难职工慰问金]]。",
    "资助贫困学生[[12名|贫困学生]]，金额[[2.4万元|贫困学生助学金]]。",
    "全县[[20个|村]]村中已有[[12个|成立工会的村]]成立了工会。",
    "培训农民工[[300名|农民工]]，其中[[120名|取得资格证书的农民工]]取得资格证书。",
    "建成书屋[[14家|书屋]]，其中国家级[[2家|国家级书屋]]、省级[[5家|省级书屋]]。",
    "[[6个|获市级先进集体的班组]]班组被评为市级先进集体。",
    "建成健身中心，面积[[300平方米|健身中心面积]]。",
    "送去毛巾、药品等物品，价值[[2万元|物品价值]]。",
    "提案办结率力争达到[[95%|提案办结率]]。",
    "合同签订率再提高[[3个百分点|合同签订率]]。",
    "院务公开栏每月更新[[一次|院务公开栏更新]]。",
    "发放《安全生产规定》读本[[400册|《安全生产规定》读本]]。",
    "享受每月[[200元|津贴]]的津贴。",
    "举办[[5个|工种]]工种的比赛。",
    "项目\n人次\n住院慰问\n[[43人次|住院慰问]]\n[[8600元|住院慰问]]\n",
    "1\n健步走\n体育协会\n[[200人|健步走]]\n[[3万元|健步走]]\n2\n合唱\n艺术协会\n[[80人|合唱]]\n",
    "征集意见[[30条|意见]]，落实[[25条|落实意见]]。",
    "藏书[[2000册|藏书]]，每周开放[[20小时|开放]]。",
    "投入[[5万元|改造食堂投入]]改造食堂。",
    "会员由[[300人|会员]]增加到[[450人|会员]]。",
    "女职工占职工总数的[[四成|女职工占职工总数比例]]。",
    "职工参保率达到[[98%|职工参保率]]，比上年提高[[2个百分点|职工参保率]]。",
    "慰问一线职工[[600人次|一线职工]]。",
    "募集善款[[3.6万元|善款]]，全部用于救助患病职工。",
    "签订集体合同[[20份|集体合同]]，覆盖企业[[60家|企业]]、职工[[4000人|职工]]。",
    "全县[[3万职工|职工]]投身建设。",
    "[[80人以上|非公企业职工]]的非公企业都要建会。",
    "奖励基金[[60万元|奖励基金]]已到位。",
    "慰问困难职工[[30户|困难职工]]，发放慰问金[[1.5万元|慰问金]]。",
    "开展劳动竞赛[[3项|劳动竞赛]]，参赛职工[[200人|参赛职工]]。",
    "[[5名|职工代表]]职工代表参加。",
    "共有班组[[20个|班组]]，获奖班组[[6个|获奖班组]]。",
    "召开职代会[[1次|职代会]]，[[80名|代表]]代表参加。",
    "培训女职工[[60人|女职工]]，每人[[200元|女职工]]。",
    "有[[3家|企业]]企业停产。",
    "建成书屋[[6家|书屋]]。\n慰问职工[[30人|职工]]。",
    "其中[[2个|项目]]项目延期。",
)


@pytest.mark.parametrize("marked", SENTENCES)
def test_what_is_counted(marked: str) -> None:
    text, expected = read_marked(marked)
    assert [(c.start, c.end, c.counted) for c in find_claims(text)] == expected


NO_CLAIM = (
    "五年的实践证明，工会大有可为。",
    "他任主席已近三个年头。",
    "困难职工老李一家如今脱困。",
    "会同红十字会组织义诊。",
    "热线24小时值班。",
    "2.1职工入会情况良好。",
    "会议于15日召开。",
)


@pytest.mark.parametrize("text", NO_CLAIM)
def test_look_alikes_count_nothing(text: str) -> None:
    assert find_claims(text) == []


CLAIMS = (
    ("应当在[[15日内|..15]]答复。", "日"),
    ("应当提前[[30日|30]]通知。", "日"),
    ("会后[[10个工作日内|..10]]办结。", "个工作日"),
    ("职工发起募捐，[[三天|3]]筹款。", "天"),
    ("女代表不少于代表总数的[[30%|30..]]。", "%"),
    ("粉丝数从零起步发展到[[3.8万|38000]]。", "人"),
    ("新建职工夜校，办[[一所|1]]。", "所"),
)


@pytest.mark.parametrize(("marked", "unit"), CLAIMS)
def test_days_allowed_and_floors_of_a_share(marked: str, unit: str) -> None:
    text, expected = read_marked(marked)

    def interval(low: object, high: object) -> str:
        return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"

    assert [(c.start, c.end, interval(c.low, c.high)) for c in find_claims(text)] == expected
    assert [c.unit for c in find_claims(text)] == [unit]
