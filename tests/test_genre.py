"""What kind of text a report is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openings import Opening, openings

from unioncorpus.catalogue.genre import Cue, _counts, find_genre
from unioncorpus.resources import load, word_list

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
        ("2016年,槐岭县总工会服务大局,各项工作取得新突破。\n主要体现在以下几点:\n——建会有新拓展。基层工会达到74个,会员1.6万人。", "", "summary"),
        ("尊敬的各位领导:我代表镇总工会欢迎各位莅临检查!下面,我就我镇工会工作作简要汇报。全镇有企业32家,建立了帮扶站,发展了会员。", "", "summary"),
        ("各位领导:欢迎各位领导来我公司检查指导工作。现就我公司工会的建家情况作以下汇报:一、领导重视,健全了组织。二、职工之家建设取得了成效。", "", "summary"),
        ("检查组各位领导:大家好!根据安排,我就学校工会创建模范职工之家工作作专题汇报。我校现有教职工120人,开展了文体活动,修订了教代会制度。", "", "summary"),
        ("尊敬的考核组领导:下面,我把我院工会今年的工作简要汇报如下,请批评指正。一、健全了制度。二、慰问了职工。", "", "summary"),
        ("本学期,我园工会坚持服务教师,组织了三次活动,看望生病教师五人,教师满意度明显提高。", "", "summary"),
        ("尊敬的各位领导:我代表公司工会对各位的光临表示欢迎!今天,我们在这里举行职工运动会,希望大家赛出风格。", "", "speech"),
        ("各位领导、同志们:今天我们召开工会工作会议,刚才三个单位作了很好的汇报,听了很受启发。下面我讲三点意见。", "", "speech"),
        ("各位代表:现在,我受公司工会第二届委员会委托,向大会作工作汇报,请予审议。一、过去三年的工作。发展了会员,开展了竞赛。", "", "work_report"),
        ("2016年,本市出台了多项惠民政策,涉及交通、医疗、教育等领域,市民可登录网站查询详情。", "", "other"),
        ("工会会员卡持卡人可在以下商户享受折扣,请妥善保管卡片,遗失请及时挂失。", "", "other"),
        ("2017年,县总工会要认真落实改革要求,推进建会,抓好帮扶,继续办好职工运动会,努力提高服务水平。", "", "plan"),
        ("受理事会委托,协会对会员企业的信用进行评价,结果已备案。", "工会工作总结", "other"),
        ("工会是职工的组织。企业应当支持工会。", "", "other"),
        ("", "工会工作总结", "other"),
        ("同志们:我代表工会第二届委员会向大会作工作报告,请各位代表审议。", "", "work_report"),
        ("工会主席述职报告\n现将本人一年来的工作汇报如下。", "工会工作总结", "personal_report"),
    ],
)
def test_text_against_title(text: str, title: str, genre: str) -> None:
    assert find_genre(text, title=title) == genre


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("各位领导:我自2018年6月接任分公司工会主席以来,分管文体。现就履职情况向大家作个汇报,请评议。", "personal_report"),
        ("我于20xx年担任学校工会主席。现就本学年的履职情况向大家汇报,请予评议。", "personal_report"),
        ("2019年是我担任工会主席的第一年。这一年里我学着听人说话,有几件事做得还算像样,也留下了遗憾。", "personal_report"),
        ("感谢大家选举我担任工会主席!同志们,今天我心情激动,我代表新一届委员会讲几句话。", "speech"),
        ("一年来,我们请职工代表评议食堂两次,邀请会员评议小家,食堂满意率达到95%。", "summary"),
        ("各位领导、工友们:\n2016年,厂工会办了几件实事。\n一、12个班组参赛,兑现奖金8万元。\n二、走访困难职工76户,发放慰问金9万元。", "summary"),
        ("各位领导、工友们:\n大家好!我代表厂工会向大家拜年,祝大家身体健康。", "speech"),
        ("各位执委:\n我们召开执委会议,回顾过去的工作。过去一年走访86户,培训320人次,资助学生45名,表彰12人。", "speech"),
        ("为方便会员办理互助保险理赔,现将所需材料说明如下:\n1、身份证复印件。\n2、住院发票。", "other"),
        ("各分会:\n现将会费收缴有关事项通知如下:\n一、会费按本人工资的千分之五收缴。", "other"),
        ("XX公司船员工会20xx年计划从三方面服务船员:一、上船慰问40艘次;二、建好船上小书架。", "plan"),
        ("分工会今年打算办好读书会,成立兴趣小组,年底展示。", "plan"),
        ("公司工会计划完成率100%。一年来,我们慰问了86户,培训了120人。", "summary"),
        ("一年来,协会计划生育工作扎实,走访了120户,慰问了86人。", "summary"),
        ("结合我中心的特点,中心工会本年度拟办好三项赛事、两次参观、一次体检。", "plan"),
        ("现将我镇工会一年来的工作情况汇报如下:一、组织建设。新建工会十家。", "summary"),
        ("现将我总支工会一年来的工作汇报如下:一、学习。组织学习十次。", "summary"),
        ("现将我一年来的工作情况向大家汇报:我团结同志,认真学习。", "personal_report"),
        ("本学期我担任初三语文教学,并任工会小组长,认真备课。现将工作总结如下。", "personal_report"),
        ("关于表彰先进工会小组的决定\n各车间工会:经研究,决定授予九个小组先进称号,希望再接再厉。", "other"),
        ("市总工会关于开展劳动竞赛的通知", "other"),
        ("关于2013年工会工作情况的汇报\n一年来,我们慰问了86户,培训了120人。", "summary"),
        ("为贯彻《市总工会五年工作规划》,我会开展了培训,组织了比赛,慰问了职工。现将情况总结如下。", "summary"),
        ("为落实条例,加强自身建设,现对今年公司工会工作作如下安排:", "plan"),
        ("为做好今后五年的工会工作,依据集团规划,制定本规划。", "plan"),
        ("本届委员会任期将满。加强对基层的联系与指导,推进工资集体协商,要点如下:", "key_points"),
    ],
)
def test_who_speaks_to_whom_decides_the_genre(text: str, genre: str) -> None:
    """Who gives account of an office, who greets and then only reports, what is a notice."""
    assert find_genre(text) == genre


@pytest.mark.parametrize("word", word_list("how hearers are greeted"))
def test_a_text_that_greets_its_hearers_is_a_speech(word: str) -> None:
    assert find_genre(f"{word}工友:\n我代表厂工会说几句心里话。") == "speech"


@pytest.mark.parametrize("word", word_list("papers that decide or make known"))
def test_a_paper_that_decides_or_makes_known_is_no_report(word: str) -> None:
    assert find_genre(f"关于成立职工书画小组的{word}\n各车间工会:现将名单印发给你们。") == "other"


@pytest.mark.parametrize("word", word_list("what follows 我 that is more than one person"))
def test_a_body_that_reports_is_no_person(word: str) -> None:
    assert find_genre(f"现将我{word}一年来的工作汇报如下:一、学习。组织学习十次。") == "summary"


@pytest.mark.parametrize("word", [w for w in word_list("words after 计划 that make it a thing") if w != "如下"])  # 计划如下 opens a plan
def test_a_plan_that_is_a_thing_is_nobody_s_intention(word: str) -> None:
    assert find_genre("分工会今年计划办好读书会,成立兴趣小组,年底展示。") == "plan"
    assert find_genre(f"分工会今年计划{word},读书会,兴趣小组,年底展示。") != "plan"


_WORDS = ["同志们:", "了", "要", "今年", "工作总结", "\n", "述职", "谢谢大家", "指导思想"]


@given(st.lists(st.sampled_from(_WORDS), max_size=60).map("".join) | st.text(max_size=300))
def test_never_fails(text: str) -> None:
    assert find_genre(text) in ("summary", "plan", "key_points", "speech", "work_report", "personal_report", "other")
