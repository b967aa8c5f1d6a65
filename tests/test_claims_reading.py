"""What a claim counts, per what, and with which status, where the words stand apart from the number: invented sentences, one rule each."""

import pytest
from markup import label, read_marked

from unioncorpus.segmenter.claims import find_checks, find_claims

COUNTED = {
    "an attribute the tagger takes for a verb": ("看望[[十来名|老矿工]]退休老矿工。", "other"),
    "the staff of a body": ("[[80人以上|企业职工]]的企业单独建会。", "other"),
    "a deed without its noun": ("梳理意见[[60条|意见]]，采纳[[41条|采纳意见]]。", "other"),
    "where a series began": ("分会由组建之初的[[3个|分会]]发展到[[17个|分会]]。", "other"),
    "what is paid by a rate": ("互助金按缴费基数的[[百分之一|互助金]]提取。", "other"),
    "what has grown stands before 是": ("帮扶资金是十年前的[[3倍|资金]]。", "other"),
    "what the money went into": ("矿里投入[[40万元|翻修澡堂投入]]翻修澡堂。", "other"),
    "behind a comma too": ("支出[[3万元|添置桌椅投入]]，添置桌椅。", "other"),
    "what people became": ("[[6人|操作能手]]被评为操作能手。", "other"),
    "a conjunction is no noun": ("发放津贴[[3万元|津贴]]、[[4万元|津贴]]和[[5万元|津贴]]。", "other"),
    "a classifier at the end of a noun": ("为工地配置防暑药箱[[35个|防暑药箱]]。", "other"),
}

PER = {
    "each of those counted": ("[[3名|]]委员各联系[[两个|人]]班组。", "人"),
    "kinds, not each": ("[[3名|]]委员参加各类培训[[两次|]]。", ""),
    "one for each": ("为[[90名|]]留守职工送去年货[[一份|人]]。", "人"),
    "one event for many": ("为[[90名|]]留守职工举办晚会[[一场|]]。", ""),
    "a second gift beside the first": ("每户发给慰问金[[300元|户]]和面粉[[一袋|户]]。", "户"),
    "a second event of the year": ("每年举办职工运动会[[一次|年]]、迎新联欢会[[一次|年]]。", "年"),
    "another clause": ("每年举办运动会[[一次|年]]，修缮球场[[一个|]]。", ""),
    "in hand": ("购买读本[[90册|]]，会员人手[[2册|人]]。", "人"),
    "sent by each": ("各车间推荐选手[[1至2名|车间]]。", "车间"),
    "all of them together": ("各车间推荐选手[[30名|]]。", ""),
    "a period before a noun": ("食堂日接待量[[300人次|日]]。", "日"),
    "half a year": ("每半年清查[[一次|半年]]台账。", "半年"),
    "from one amount to the other": ("餐补由每人[[8元|人]]提高到[[12元|人]]。", "人"),
    "what stands beside the sum": ("每户送去[[300元|户]]补助和面粉[[20斤|户]]。", "户"),
    "no period in a month of the calendar": ("5月接待职工[[300人次|]]。", ""),
}

STATUS = {
    "a turn of the sentence": ("other", "去年建会[[40家|reported]]，今年要压到[[30家以内|planned]]。"),
    "where a change begins": ("plan", "使参保面由[[三成|reported]]提高到[[五成|planned]]。"),
    "a ceiling in a plan": ("plan", "每位职工报销[[不超过600元|required]]。"),
    "a floor of things in a plan": ("plan", "办培训班[[不少于6期|planned]]。"),
    "争取 of what was obtained": ("summary", "争取资金支持[[60万元|reported]]。"),
    "应 in a name of a duty": ("summary", "应参保职工[[900人|reported]]。"),
    "将 before a number is the object marker": ("summary", "将[[两间|reported]]库房改成书屋。"),
    "a levy": ("other", "会费按月工资的[[1%|required]]缴纳。"),
    "a unit of energy is no standard": ("summary", "节约[[30吨|reported]]标准煤。"),
    "a few in each period": ("other", "每月检查食堂[[两次以上|required]]。"),
}

NO_CLAIM = (
    "市总工会十五届执委会召开。",
    "召开十届二次职代会。",
    "百公里油耗逐月下降。",
    "开展“零违章”竞赛。",
    "抓好组织、维权等三项工作。",
    "评出优秀，在5名单上公示。",
    "群众济济一堂，畅谈变化。",
    "“2元早餐”深受环卫工欢迎。",
    "有诉求请致电12345职工热线。",
    "服务系统3.0版投入使用。",
    "代表们审议了五届一次、二次会议的报告。",
    "二道区工会干部到会交流。",
    "零工市场秩序良好，零售企业稳步发展。",
    "两年内没有发现问题。",
    "多到班组坐一坐、听一听、讲一讲。",
    "工会干部一家一家走访。",
    "把困难职工档案重新核实一遍。",
    "从头再看一遍。",
    "连续8年被评为先进单位，连续3年无事故。",
    "学校制定了五年发展规划。",
    "再一次向大家表示感谢，共同一个目标。",
    "全国两院院士到厂讲课。",
    "进一步加强管理，迈出了第一步。",
    "改革分三步走，两步并作一步。",
    "召开三届二次职代会，举办第三届运动会。",
    "拨打12351职工热线。",
    "在一天的劳动结束后谈心。",
)

CLAIMS = (
    "连续举办[[五届|count 5 届]]职工歌咏比赛。",
    "开展先进个人评选[[两届|count 2 届]]。",
    "帮扶[[30名|people 30 人]]单亲女职工。",
    "每周[[五天|measure 5 天]]安排坐班。",
    "举办安全课堂[[8讲|count 8 讲]]。",
    "提供饮水、充电、热饭等[[9项|count 9 项]]服务。",
    "青年占了[[一半还多|rate 50.. %]]。",
    "全年实现[[零|count 0]]违章。",
    "参会率[[九成三|rate 93 %]]的车间受到表扬。",
    "满意率保持在[[七成多|rate 70.. %]]。",
    "午餐每份[[8块5|money 8.5 元]]，价格实惠。",
    "全年实现轻伤事故为[[零|count 0 ]]。",
    "来信[[五个工作日内|measure ..5 个工作日]]回复。",
    "到场观众[[过千人|people 1000.. 人]]。",
    "人均提出建议[[1.6条|count 1.6 条]]。",
    "从申请到发放[[不足5天|measure ..5 天]]。",
    "其中[[一篇|count 1 篇]]获省级奖励。",
    "查处违章[[3l起|count 31 起]]。",
    "存款净增[[1.2O亿元|money 120000000 元]]。",
    "支出[[3O.5万元|money 305000 元]]，增长[[1l.5%|rate 11.5 %]]。",
    "发电[[18.63亿千瓦时|measure 1863000000 千瓦时]]。",
    "装机[[2万千瓦|measure 20000 千瓦]]，全长[[5千米|measure 5 公里]]。",
    "累计走了[[2.1亿步|count 210000000 步]]，人均每天[[8000步|count 8000 步]]。",
    "纠纷在[[3天以内|measure ..3 天]]化解。",
    "来信[[24小时之内|measure ..24 小时]]答复。",
    "忙了整整[[一天|measure 1 天]]。",
    "工期由[[65天|measure 65 天]]压缩到[[58天|measure 58 天]]。",
    "瑜伽班每次[[一小时|measure 1 小时]]。",
    "五年来举办职工运动会[[3届|count 3 届]]、书画展[[14次|count 14 次]]。",
    "电话咨询[[82人次|people 82 人次]]。",
    "工会干部轮训[[一遍|count 1 遍]]。",
    "半年只搞过[[一次|count 1 次]]活动。",
    "对聘用合同签订情况进行[[一次|count 1 次]]检查，再进行[[一次|count 1 次]]拉网式摸底。",
    "连续[[12年|measure 12 年]]担任班组长。",
    "今后五年培训职工[[2万人次以上|people 20000.. 人次]]。",
    "为[[6个|count 6 个]]人民法庭配齐桌椅。",
    "师傅每周听徒弟课[[两节|count 2 节]]。",
    "资助[[3个|people 3 人]]残疾人，配备[[2个|count 2 个]]机器人，走访[[9个|count 9 个]]法人单位。",
)


@pytest.mark.parametrize(("marked", "genre"), COUNTED.values(), ids=COUNTED)
def test_what_is_counted(marked: str, genre: str) -> None:
    text, expected = read_marked(marked)
    claims = find_claims(text, genre=genre)  # type: ignore[arg-type]
    assert [(c.start, c.end) for c in claims] == [(start, end) for start, end, _ in expected]
    assert all(name in c.counted for c, (_, _, name) in zip(claims, expected, strict=True)), [c.counted for c in claims]


@pytest.mark.parametrize(("marked", "last"), PER.values(), ids=PER)
def test_per_what(marked: str, last: str) -> None:
    text, expected = read_marked(marked)
    claims = find_claims(text)
    assert [(c.start, c.end) for c in claims] == [(start, end) for start, end, _ in expected]
    assert [c.per.replace("天", "日") for c in claims] == [per for _, _, per in expected]
    assert claims[-1].per.replace("天", "日") == last


@pytest.mark.parametrize(("genre", "marked"), STATUS.values(), ids=STATUS)
def test_status_by_the_words_around(genre: str, marked: str) -> None:
    text, expected = read_marked(marked)
    assert [(c.start, c.end, c.status) for c in find_claims(text, genre=genre)] == expected  # type: ignore[arg-type]


@pytest.mark.parametrize("text", NO_CLAIM)
def test_no_claim(text: str) -> None:
    assert find_claims(text) == []


@pytest.mark.parametrize("marked", CLAIMS)
def test_claims_of_a_rarer_form(marked: str) -> None:
    text, expected = read_marked(marked)
    assert [(c.start, c.end, label(c)) for c in find_claims(text)] == [(start, end, mark.strip()) for start, end, mark in expected]


def test_a_lost_point_of_two_digits_is_given_away_by_the_sum() -> None:
    text = "三次募捐分别得款1.4万元、2.2万元、3.3万元，合计69万元。"
    _, claims = find_checks(text, find_claims(text))
    assert "lost_decimal" in claims[-1].flags


def test_seven_tenths_is_said_of_what_is_nearer_to_it_than_to_the_next() -> None:
    text = "发放问卷35份，收回26份，回收率七成。"
    checks, _ = find_checks(text, find_claims(text))
    assert [c.verdict for c in checks] == ["consistent"]


@pytest.mark.parametrize(
    "text",
    [
        "立案提案30件，转办12件，满意率96%。",
        "安全类提案10件，办结35件，办结率92%。",
        "慰问困难职工20户，每户500元；结对助学3万元。",
        "经费收入50万元，其中拨缴30万元，补助20万元；总支出42万元。",
    ],
)
def test_no_slip_is_seen_between_figures_that_do_not_belong_together(text: str) -> None:
    checks, _ = find_checks(text, find_claims(text))
    assert [c.explanation for c in checks if c.verdict == "inconsistent"] == []
