"""Where a report turns: to its shortcomings, its figures for the year, its plans, its end; what announces a summary or a plan; and look-alikes of each."""

from __future__ import annotations

import pytest
from test_sections import read_marked, reading

from unioncorpus import script
from unioncorpus.segmenter.sections import cues, find_sections, lines

HEADINGS = {
    "不足与反思": "problems", "反思与不足": "problems", "我们的不足": "problems", "几点不足": "problems", "差距和不足": "problems", "自身短板": "problems",
    "工作中的短板": "problems", "一年来的不足之处": "problems", "若干问题": "problems", "正视短板弱项": "problems",
    "帮扶困难": None, "走访困难职工": None, "解决职工困难": None, "补短板强弱项": None,
    "主要指标": "objectives", "年度工作指标": "objectives", "完成经费指标": None, "指标分解": None,
    "谋划新年思路": "plan", "谋划来年工作": "plan", "谋划职工实事": None,
    "概况": "opening", "综述": "opening",
}  # fmt: skip

CASES = {
    ("summary", "a list whose last item names what is short"): """<1 opening>一年来，社区工会做了四件事。
<1 work>一是抓建会，新建工会3家。
<1 work>二是抓帮扶，走访职工40户。
<1 problems>三是直面短板，有的小组有牌子没活动，工作者待遇偏低。""",
    ("summary", "short of what was hoped for"): """<1 work>一是当好传话筒。整理意见36条。
<1 work>二是当好热水瓶。看望病员9人。
<1 problems>自己离大家的期望还有距离：事情一多就急躁，台账记得不细。""",
    ("personal_report", "my own shortcomings"): """<1 work>一是抓学习。读书12本。
<1 work>二是抓服务。走访班组36个。
<1 problems>我的缺点是性子急，有时讲话不讲方法，对青工关心得少。""",
    ("summary", "shortcomings that were made good"): """<1 work>一是抓学习。读书12本。
<1 work>二是抓整改。我们的不足也很快得到了解决，台账补齐36本。""",
    ("summary", "looking back"): """<1 work>一是抓建会。新建工会3家。
<1 work>二是抓维权。受理案件7件。
<1 problems>回头看，我们的工作也有不少短板，专职干部只有1名。""",
    ("summary", "a list parted by commas"): """<1 work>一、主要工作
全年慰问职工30户。
<1 problems>二、存在的不足
<2 problems>一是学习不深，<2 problems>二是对外聘人员关心不够，<2 problems>三是台账不全。""",
    ("summary", "no list after a comma"): """<1 work>一、主要工作
全年慰问职工30户，二是二，一是一，账目清楚。""",
    ("summary", "this year at the end of what was done last year"): """<1 opening>分局工会有会员54人。2008年，分局工会抓学习、办实事。
<1 work>建小家，暖人心
分局投入4.6万元添置了健身器材和图书，职工活动室面积也扩大了，大家说好。
<1 work>练硬功，展风采
开展了业务练兵，5人考取了资格证书，2人入选全省能手，工会给予奖励。
<1 plan>今年，分局工会准备开设英语角，并筹建女职工书画社。""",
    ("summary", "this year told"): """<1 work>1、抓学习。读书12本。
<1 work>2、抓服务。走访班组36个。
<1 work>今年，分会准备充分，演出获得一等奖。""",
    ("plan", "who sees to it"): """<1 plan>一、抓好建会。新建工会5家。
<1 plan>二、抓好帮扶。慰问职工60户。
<1 closing>以上计划，由各委员分头负责，年底进行检查。
厂工会委员会
2014年1月6日""",
    ("key_points", "those addressed are to comply"): """<1 plan>一、抓好建会。新建工会5家。
<1 plan>二、抓好帮扶。慰问职工60户。
<1 closing>各分会要对照本要点，结合实际制定措施，明确专人负责。
街道总工会
2016年3月2日""",
    ("plan", "bodies addressed inside the tasks"): """<1 plan>一、抓好建会。新建工会5家。
<1 plan>二、抓好帮扶。慰问职工60户。
<1 plan>各分会要结合节日走访困难职工。""",
    ("summary", "a signature opens no section"): """<1 opening>20xx年，乡工会扎实开展了工作，现汇报如下：
<1 work>（一）健全组织。全乡有工会18个。
<1 work>（二）开展培训。办班4期。
XX乡工会
20xx年12月xx日""",
    ("summary", "what closes stands above the signature"): """<1 opening>一年来，我科工会做了以下工作。
<1 work>一、抓学习
读书12本。
<1 work>二、抓服务
走访班组36个。
<1 closing>我科工会将在上级领导下为医院发展作出新的贡献。
外科分会
2013年12月""",
    ("summary", "no signature in the middle"): """<1 work>一、抓建会
新成立的有：
机械厂工会
<1 work>二、抓帮扶
走访了职工30户。""",
    ("summary", "headings in brackets"): """某市总工会
<1 opening>【概况】2006年，全市有工会211个，会员1.4万人。
<1 work>【组织建设】全年新建工会33个，完成年计划的114.8%。
<1 work>【职工文体】5月，举办乒乓球赛，28个单位参赛。县政府将津贴由40元调整到80元。
（某市总工会 李 明）""",
    ("summary", "headings in brackets on lines of their own"): """某市总工会
<1 work>【组建工会】
全年新建工会33个，发展会员2870人。
<1 work>【劳动竞赛】
组织职工参加竞赛，提出建议1.2万条。""",
    ("summary", "what announces a list is no heading"): """<1 opening>一年来，工会开展了以下工作：
<1 work>◆组织建设
新建工会3家，发展会员80人。
<1 problems>◆不足与打算
经费偏少，明年争取财政补助。""",
    ("summary", "a motto above the title"): """服务职工在身边
——某街道总工会2019年工作回眸
<1 opening>2019年，街道总工会围绕中心，服务大局，取得较好成绩。
<1 work>建家筑巢聚人心
街道建成职工之家8个，面积1200平方米，全年开放280天，接待职工1.2万人次。
<1 problems>存在不足
活动形式不够丰富，非公企业建会难度较大，工会干部兼职多。""",
    ("speech", "stock is taken, and 一、 stands at the top"): """<1 opening>同志们：
在节日到来之际，我们召开大会表彰先进，我代表县委向受表彰的同志表示热烈的祝贺！
<1 work>县工会换届以来，全县职工努力拼搏，新建工会120家，作出了重要贡献。
<1 plan>今年是承前启后的一年，任务十分繁重。借此机会，我讲两点意见。
<1 plan>一、服务大局，建功立业
全县职工要立足岗位，苦干实干。
<1 plan>二、突出维权，促进和谐
各级工会要抓好协商。""",
    ("plan", "a schedule in an annex"): """<1 plan>一、主要任务
<2 plan>1.开好职代会。
<2 plan>2.办好运动会。
<1 schedule>附件1：工会活动安排表
<2 schedule>三月：庆祝三八节。
<2 schedule>五月：表彰先进。""",
    ("summary", "one bracket is no heading"): """<1 work>一、抓建会。新建工会3家。
<1 work>二、抓帮扶。走访职工30户。
<1 work>【延伸服务】送岗位下乡2次。""",
    ("plan", "a summary by its lead-in"): """<1 opening>2019年，服务中心稳步推进各项工作，现总结如下：
<1 work>一、客户服务方面。受理报修1460件。
<1 work>二、秩序维护方面。更换门禁系统。
<1 plan>三、明年计划。改造车库照明。""",
    ("summary", "a plan by its lead-in"): """<1 opening>为进一步做好2015年工作，更好地服务中心，现作如下安排：
<1 plan>1、组织业务竞赛，评出十佳节目。
<1 plan>2、检查合同签订情况一次。
<1 plan>3、每名职工读好书2本。""",
    ("summary", "a plan drawn up"): """<1 opening>为落实全会部署，结合实际，制定某大学工会工作要点。
<1 plan>一、强化思想引领。举办宣讲会10场。
<1 plan>二、推进民主管理。完善教代会制度。""",
    ("summary", "what a summary draws up"): """<1 opening>一年来，工会扎实开展工作，年初制定了工作计划，年底全部完成。
<1 work>一、强化思想引领。举办宣讲会10场。
<1 work>二、推进民主管理。完善教代会制度。""",
    ("summary", "a plan by its first heading"): """<1 guidance>一、指导思想
以新思想为指导，努力把工会办成教职工信赖的家。
<1 plan>二、工作重点
<2 plan>1.加强师德建设。组织分享会2场。
<2 plan>2.推进校务公开。召开教代会。""",
    ("summary", "work below guidance is work all the same"): """<1 guidance>一、指导思想
以新思想为指导，努力把工会办成教职工信赖的家。
<1 work>二、主要工作
<2 work>1.加强师德建设。组织分享会2场。
<1 problems>三、存在的不足
经费不足。""",
    ("work_report", "what a plan is to bring about"): """<1 work>一、过去五年的工作
<2 work>1．在组织建设上取得新成效。新建工会120家。
<1 plan>二、今后五年的主要任务
<2 plan>1．在维权服务上取得新成效。推动建立协商机制。
<2 plan>2．在素质提升上取得新突破。举办培训班200期。""",
    ("summary", "a whole sentence names what is short"): """<1 work>1.民主管理有温度。意见逐条答复了。
<1 work>2.文体活动有热度。32名教师登台。
<1 problems>3.不足之处在于活动的参与面还不够广，中青年教师忙于科研，参加集体活动的积极性有待提高。""",
    ("summary", "next term"): """<1 work>1、抓学习。读书12本。
<1 work>2、抓服务。走访班组36个。
<1 plan>下学期，我们打算办好才艺展，把教工之家布置得更温馨。""",
}

CLIPPED = "整合资源建成职工服务中心，设立窗口6个，接待职工820人次，办结诉求790件。举办技能竞赛12场，参赛职工900人，评出能手36名。"


@pytest.mark.parametrize(("words", "kind"), HEADINGS.items(), ids=HEADINGS)
def test_what_a_heading_names(words: str, kind: str | None) -> None:
    assert cues.heading_type(words, "summary") == kind


@pytest.mark.parametrize(("case", "marked"), CASES.items(), ids=[f"{genre}: {name}" for genre, name in CASES])
def test_where_a_report_turns(case: tuple[str, str], marked: str) -> None:
    text, expected = read_marked(marked)
    assert reading(text, case[0]) == expected

LAST = {
    "problems": (
        "对照上级要求，我们的工作还有不小差距：宣传不够，阵地偏少。",
        "当然，工作中还有许多不尽如人意的地方，主要是活动形式单一。",
        "盘点一年工作，短板也不少，经费少、人手紧。",
        "需要反思的是，基层小组活动不经常，委员兼职多。",
        "冷静地看，工会工作还存在一些薄弱环节。",
        "也要看到，非公企业建会难的问题没有根本解决。",
    ),
    "closing": (
        "总而言之，一年来工会做了一些工作，取得了一些成绩。",
        "以上总结，如有不妥，请领导批评指正。",
        "各基层工会要结合实际，制定计划，于3月10日前报县总工会。",
        "本计划自发布之日起执行。",
    ),
    "plan": ("下学期，工会将继续办好才艺展。", "今年，我们将以建家为抓手，让职工更满意。"),
    "work": (
        "全县还有困难职工213户，工会逐户走访，送去了米面油。",
        "职工反映的还有三个问题，工会当场答复了两个。",
        "短板明显改善，年底被评为先进。",
        "今年以来，工会计划内的活动都办成了。",
        "各分会请来了专家讲课，职工踊跃参加。",
    ),
}


@pytest.mark.parametrize(("kind", "last"), [(kind, last) for kind, group in LAST.items() for last in group])
def test_what_the_last_paragraph_is(kind: str, last: str) -> None:
    told = "一、抓好组织建设\n新建了工会小组6个，发展会员120人。\n二、抓好帮扶救助\n慰问了困难职工42户，建立了档案。\n"
    found = [(s.start, s.type) for s in find_sections(told + last, genre="summary")]
    assert found[:2] == [(0, "work"), (told.index("二"), "work")]
    assert found[2:] == ([] if kind == "work" else [(len(told), kind)])


def test_a_few_words_to_come_make_no_plan_of_a_summary() -> None:
    told = "".join(f"{number}、{name}有新进展\n{CLIPPED}\n" for number, name in zip("一二三四", ("建会", "服务", "竞赛", "维权"), strict=True))
    found = reading(told + "五、2024年工作思路\n争取把骑手吸纳进来，继续织密网络，力争建会30家，计划办班3期。", "summary")
    assert [kind for _, _, kind in found] == ["work"] * 4 + ["plan"]


@pytest.mark.parametrize("line", ["农行某市支行女工委", "某中学工会委员会", "二〇〇三年七月二日", "述职人：王 明", "（某县总工会 马 梅）"])
def test_lines_that_sign(line: str) -> None:
    text = script.fold(f"会议已开。\n{line}")
    assert lines.signature(text, lines.split(text)) == 1


@pytest.mark.parametrize("line", ["努力开创工会工作新局面", "全年组织活动2、3次", "让我们携起手来，办好学校工会", "祝大家身体健康"])
def test_lines_that_do_not_sign(line: str) -> None:
    text = script.fold(f"会议已开。\n{line}")
    assert lines.signature(text, lines.split(text)) == 2
