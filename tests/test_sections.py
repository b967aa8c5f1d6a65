"""Sections: a text with marks in it is what a reader expects of it.

`<2 plan>` before a stretch: a section of level 2 and type plan starts there. Everything else is the report's text. Whole lists are compared.
"""

from __future__ import annotations

import re
import typing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unioncorpus import script
from unioncorpus.model.records import SectionType
from unioncorpus.resources import load
from unioncorpus.segmenter.sections import cues, find_sections, lines, markers, types

_MARK = re.compile(r"<(\d) (\w+)>")


def read_marked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and (start, level, type) of each."""
    text, at, expected = "", 0, []
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[2] not in typing.get_args(SectionType):
            raise ValueError(f"no section type: {match[0]}")
        expected.append((len(text), int(match[1]), match[2]))
    text += marked[at:]
    if "<" in text:
        raise ValueError(f"a mark that is none: {text[text.index('<') :][:20]}")
    return text, expected


SUMMARY = {
    "levels in the common order": """2012年工会工作总结
<1 opening>一年来，镇工会扎实工作，现总结如下：
<1 work>一、加强组织建设
<2 work>（一）建会有了新进展
<3 work>1、新建企业工会6家。全镇会员达到800人。
<3 work>2、换届选举按期完成。
<2 work>（二）阵地建设得到加强
新建职工书屋2个。
<1 problems>二、存在的问题
<2 problems>1、力量薄弱。专职干部偏少。
<2 problems>2、宣传不够。
<1 plan>三、下一步工作打算
<2 plan>一是抓建会；<2 plan>二是抓帮扶；<2 plan>三是抓队伍。""",
    "1、 above 一是, each item a sentence of its own": """<1 opening>今年以来，矿工会做了以下工作。
<1 work>1、抓安全。<2 work>一是开展安全培训。全年培训了300人。<2 work>二是组织安全检查。查出隐患20处。
<1 work>2、抓生活。<2 work>一是改善了食堂。<2 work>二是慰问了病员。""",
    "（一） at the top": """<1 work>（一）广泛开展了劳动竞赛。
<2 work>1、组织了技术比武。参赛职工200人。
<2 work>2、评选了技术能手。
<1 work>（二）切实维护了职工权益。
<2 work>1、签订了集体合同。
<2 work>2、调解了劳动争议。""",
    "a plan starts over with 一、 under a line of its own": """<1 work>一、组织了职工体检。
<1 work>二、举办了迎春联欢。
<1 plan>明年工会工作计划：
<2 plan>一、开好职代会；
<2 plan>二、办好职工食堂。""",
    "a plan starts over after a paragraph that leads into it": """<1 work>一、抓培训，队伍素质有提高
<2 work>1、举办了两期培训班。参加职工百余人。
<2 work>2、组织了外出考察。
<1 work>二、抓活动，职工生活更丰富
<2 work>1、举办了歌咏比赛。
<2 work>2、组织了登山比赛。
<1 plan>下半年，镇工会将针对薄弱环节，重点抓好以下工作。
<2 plan>一、继续抓好培训
<3 plan>1、办好职工夜校。
<2 plan>二、继续抓好活动
<3 plan>1、办好职工运动会。""",
    "a number given twice stays on its level": """<1 work>一、做好帮扶
走访了困难职工。
<1 work>二、做好宣传
出了四期板报。
<1 work>二、做好培训
办了两期学习班。""",
    "a gap in the numbers": """<1 work>一是建会工作有了突破。新建工会5家。
<1 work>三是帮扶工作有了特色。救助职工8人。
<1 work>四是宣传工作有了声势。""",
    "首先, 其次, 三是": """<1 work>一、维权工作
我们做了三件事。<2 work>首先组织学习了劳动法规，职工的法律意识增强了；
<2 work>其次协商签订了集体合同；
<2 work>三是调解了两起争议。
<1 work>二、文体工作
举办了球赛。""",
    "二、是 continues 一是": """<1 work>（一）提高职工素质
<2 work>一是开展读书活动。购书百余册。
<2 work>二、是开展技术比武。
<2 work>三、是举办培训班。
<1 work>（二）关心职工生活
走访了病员。""",
    "marks with blanks and doubled signs": """<1 work>一 、抓学习
<2 work>1 、学文件。每周组织了一次学习。
<2 work>2 、学技术。
<1 work>二 、抓活动
<2 work>(一)、办了球赛。
<2 work>(二) 、办了棋赛。""",
    "half-width and other digits": """<1 work>㈠ 参政议政
<2 work>⒈反映了职工呼声。
<2 work>⒉参加了方案起草。
<1 work>㈡ 自身建设
<2 work>①健全了制度。
<2 work>②培训了干部。""",
    "a full stop after the digit": """<1 work>（一）民主管理
<2 work>1。公开了厂务。公开栏每月更新。
<2 work>2。开好了职代会。
<1 work>（二）生活保障
补助了特困户。""",
    "a lone mark on its line takes the next line as heading": """<1 work>一、
组织建设
新建工会三家。
<1 work>二、
经费管理
经费收缴及时了。""",
    "problems and thanks at the end": """<1 work>一、抓维权。签订合同30份，覆盖了企业26家。
<1 work>二、抓帮扶。发放救助金2万元，救助了10户。
<1 problems>回顾一年的工作，在看到成绩的同时，我们也存在不足，与职工期望还有差距。
<1 closing>总之，我们要再接再厉，争取更大成绩。""",
    "a last paragraph that vows": """<1 work>一、加强学习
组织学习了法规。
<1 work>二、关心职工
看望了住院职工。
<1 closing>我科工会小组将在院工会的领导下，为医院的发展作出更大的贡献。""",
    "总之 inside the last paragraph": """<1 work>一、组织活动
举办了运动会。
<1 work>二、发放福利
节日慰问了职工。<1 closing>总之，一年来成绩明显，来年还要努力。""",
    "labels before a colon": """<1 opening>今年的工作已近尾声，现将情况汇报如下：
<1 work>主要工作：全年举办了各类活动20次，参加职工千余人次。
<1 problems>存在不足：<2 problems>一是经费偏紧；<2 problems>二是人手偏少。
<1 plan>下步打算：继续办好职工之家。""",
    "aspects of a personal report": """<1 opening>一年来，本人认真履职，现述职如下：
<1 work>在思想方面：坚持学习，提高了认识。
<1 work>在工作中，坚持原则，完成了各项任务。
<1 work>在作风方面，遵守纪律，团结了同事。""",
    "short lines between paragraphs": """<1 opening>一年来，局工会围绕中心工作，服务广大职工，各项工作都有了新的进步，现将情况总结如下：
<1 work>组织建设有声有色
今年新建基层工会十二家，发展会员八百余人，全局职工入会率达到了百分之九十八以上，位居全市前列。
<1 work>帮扶工作有情有义
全年走访困难职工六十余户，发放慰问金五万余元，帮助二十名职工子女圆了大学梦，受到职工欢迎。
<1 problems>存在的不足
基层工会干部兼职多，精力难以集中，活动开展得不够平衡，职工参与面还不够广，需要认真改进。""",
    "parts": """<1 work>第一部分 2015年工作回顾
<2 work>一、组建工作
新建工会4家。
<2 work>二、维权工作
调解了争议。
<1 plan>第二部分 2016年工作安排
<2 plan>一、抓组建
<2 plan>二、抓维权""",
    "problems and plans inside one paragraph": """<1 opening>今年以来，工会工作有了起色。<1 work>一是抓建会，新建工会10家。<1 work>二是抓帮扶，救助了50人。\
<1 problems>存在的问题是经费不足。<1 plan>下一步，将继续抓好帮扶。""",
    "what remains to be done, after a list of problems": """<1 work>一、关心职工
走访了职工家庭。
<1 problems>二、存在的问题
<2 problems>一是学习不够；<2 problems>二是活动不多。<2 plan>今后，我们要加强学习，多下车间。""",
    "stock taken after the sections of a part": """<1 work>一、三年工作回顾
<2 work>（一）组织不断壮大。新建了工会。
<2 work>（二）维权成效明显。签订了合同。
<2 experience>回顾三年来的工作，我们深刻体会到，必须坚持党的领导。
<2 problems>在肯定成绩的同时，我们也清醒地看到，工作中还存在不少差距。
<1 plan>二、今后三年的任务
<2 plan>（一）加强学习。""",
    "months in a summary tell of work": """<1 opening>一年来，工会组织了丰富多彩的活动，现总结如下：
<1 work>三月份：组织女职工登山。
<1 work>五月份：举办了歌咏比赛。""",
    "items inside the lead-in": """<1 opening>一年来，我们的主要工作是：<2 work>首先，健全了组织，新建工会8家；<2 work>其次，开好了职代会。
<1 problems>存在的问题：<2 problems>一是经费少；<2 problems>二是人手缺。""",
    "a second 一、 below a line heading, which a later number shows to be inside": """<1 work>一、组织建设
<2 experience>主要做法
<3 experience>1、领导重视。
<3 experience>2、措施有力。
<1 work>二、宣传工作
办了专栏。""",
    "signs in place of numbers": """<1 opening>一年来，矿工会做了以下工作：
<1 work>●抓教育，提素质。举办培训班四期。
<1 work>●抓安全，保生产。查处隐患二百条。
<1 closing>今后，我们将再接再厉，为矿山发展作出新贡献。""",
    "signs below numbers": """<1 work>一、主要工作
<2 work>■ 会员发展。新建工会5家。
<2 work>■ 职工维权。调解纠纷12起。
<1 problems>二、存在不足
<2 problems>■ 力量薄弱。
<2 problems>■ 经费不足。""",
    "one sign is an ornament": """<1 opening>一年来，厂工会扎实工作，现总结如下：
<1 work>一、组织了歌咏比赛。
◆获得好评。
<1 work>二、组织了登山比赛。""",
    "formal numerals": """<1 work>壹、组织建设
新建工会两家。
<1 work>贰、民主管理
召开职代会。""",
    "problems that only say what has to be improved": """<1 opening>一年来，厂工会扎实工作，现总结如下：
<1 work>一、组织了歌咏比赛。
<1 work>二、组织了登山比赛。
<1 problems>一年来的工作虽有进步，但工作方法还有待改进。""",
    "paragraphs that begin with a sentence like a heading": """<1 opening>今年，我局工会认真履职，各项工作都有了新的起色，职工比较满意。
<1 work>加强学习，提高素质。全年组织学习十二次，撰写心得四十篇，理论水平有了提高。
关心职工，排忧解难。看望生病职工十五人次，为两名职工子女解决了入学问题。
<1 problems>存在的不足主要是活动形式单一。""",
    "the last of several items is no closing": """<1 opening>一年来，工会做了一些工作。
<1 work>首先，组织学习。全体会员参加了学习。
<1 work>其次，关心职工。看望了病人。
<1 work>最后，开展活动。组织了登山。
<1 problems>我们的工作离会员的要求还有差距。""",
    "the office's line belongs to none": """某某市水文局
<1 work>2009年，市水文局工会走访困难职工六户，举办培训班两期，取得了好的效果。""",
}

PLAN = {
    "guidance, objectives, tasks, months": """<1 guidance>一、指导思想
以党的精神为指引，围着教学转，服务教职工。
<1 objectives>二、工作目标
争创先进职工之家。
<1 plan>三、主要工作
<2 plan>1、加强学习，提高素质。每月组织一次学习。
<2 plan>2、丰富生活。
<1 schedule>四、具体活动安排
<2 schedule>九月份：
<3 schedule>1、庆祝教师节
<3 schedule>2、制定计划
<2 schedule>十月份：
<3 schedule>1、秋季登山""",
    "a month at the end of the line before": """<1 plan>一、丰富职工生活
组织读书会。
<1 schedule>具体活动安排
<2 schedule>3月份：
<3 schedule>1、组织女职工登山、
<3 schedule>2、整理会员档案、<2 schedule>4月份：
<3 schedule>1、举办运动会""",
    "months without numbers, and a holiday that looks like a mark": """<1 plan>一、丰富职工生活
组织读书会。
<1 schedule>活动安排
<2 schedule>3月份
<3 schedule>1、3、8妇女节联欢
<3 schedule>2、办理互助保险
<2 schedule>5月份：
<3 schedule>1、5、12护士节座谈
<2 schedule>7月8月份：
组织职工旅游""",
    "items that begin with months": """<1 plan>一、做好换届工作
具体计划为：
<2 schedule>1.3~5月份成立筹备组。
<2 schedule>2.6~7月份酝酿候选人。
<2 schedule>3.8月份召开大会。
<2 plan>4.对新委员进行培训。""",
    "a restart below the same heading stays on its level": """<1 plan>一、换届工作
工会换届计划为：
<2 plan>1、成立筹备组。
<2 plan>2、召开大会。
职代会也要改选，计划为：
<2 plan>1、划分选区。
<2 plan>2、选举代表。
<1 plan>二、帮扶工作
建立帮扶基金。""",
    "guidance in the lead-in": """<1 guidance>今年工会工作的指导思想是：以党的精神为指导，服务大局，服务职工。
<1 plan>一、抓好建会
<1 plan>二、抓好维权""",
    "1） below 5、": """<1 plan>1、开好职代会。
<1 plan>2、实施素质工程，提高职工素质。
<2 plan>1）组织学习。<2 plan>2）开展练兵。
<1 plan>3、办好食堂。""",
    "numbers glued to the item before": """<1 plan>1、加强学习<1 plan>2、加强管理<1 plan>3、加强服务。
<1 plan>4、办好食堂。""",
    "inline numbers after blanks": """<1 plan>1、加强学习。 <1 plan>2、加强管理。 <1 plan>3、加强服务。""",
    "whole structure in one paragraph": """<1 opening>为做好今年工作，制定如下计划：<1 plan>一、抓学习。组织培训。\
<1 plan>二、抓活动。组织比赛。<1 plan>三、抓维权。签好合同。""",
    "a covering note and the title again": """<1 opening>各基层工会：
现将《县工会2020年工作要点》印发给你们，请认真贯彻执行。
县工会2020年工作要点
<1 guidance>2020年是收官之年。全县工会工作的总体要求是：服务大局，服务职工。
<1 plan>一、加强思想引领
<1 plan>二、加强维权服务""",
    "letter-spaced headings": """<1 guidance>指 导 思 想
以服务职工为宗旨，围绕中心开展工作。
<1 plan>工 作 重 点
<2 plan>1、开好教代会。
<2 plan>2、关心教师生活。""",
    "numbers with a point": """<1 guidance>1 指导思想
服务职工。
<1 plan>2 工作措施
<2 plan>2.1 加强领导。
<2 plan>2.2 加强宣传。""",
    "chapters and their parts": """<1 work>第一章 去年工作回顾
<2 work>第一节 组织建设
新建工会三十家。
<1 plan>第二章 今年工作打算
<2 plan>第一节 组织建设
要继续建会。
<2 plan>第二节 维护权益
要继续签订合同。""",
}

SPEECH = {
    "three points, each led in by a paragraph": """<1 opening>同志们：
今天的会议很重要，下面，我提三点要求。
<1 plan>今年全市工作的中心是发展经济，工会要服务中心，重点做好两个方面的工作：
<2 plan>一是要组织竞赛。各级工会要发动职工，广泛参与，务求实效。
<2 plan>二是要维护权益。要依法协商，推动企业规范用工。
<1 plan>工会干部是做好工作的关键，必须不断提高能力。我提两点希望：
<2 plan>一要加强学习。要学法律，学业务。
<2 plan>二要转变作风。要深入企业，联系职工。
<1 closing>同志们，任务艰巨，使命光荣，让我们共同努力，再创佳绩！""",
    "two aims told in the lead-in": """<1 opening>同志们：
今天的会有两个目的：<2 other>一是统一思想。假期结束了，心思要收回来。<2 other>二是明确任务。
<1 plan>第一点意见，目标已经明确，必须迅速落实。
<1 plan>第二点意见，责任要压实。
<1 closing>同志们，让我们一起努力！""",
    "a vow of office": """<1 opening>各位领导、各位同事：
大家好！承蒙大家信任，选举我担任工会主席，在此我表个态：
<1 plan>一是加强服务。要想职工所想，办好实事。
<1 plan>二是加强自律。<2 plan>一要讲学习。努力提高素质。<2 plan>二要讲团结。维护班子形象。
<1 closing>各位领导，同事们，我一定不辜负大家的期望。谢谢大家！""",
    "work told, then the situation, then tasks": """<1 opening>同志们：
这次会开得及时，县总工会的负责同志总结了去年的工作，部署了今年的任务，我都赞成。
<1 work>一年来，各级工会服务大局，取得了显著成绩，新建了一批工会，帮扶了大批职工，得到了社会的认可。
<1 guidance>面对新形势、新任务，各级工会要坚持正确方向，认真贯彻会议精神，服务全县大局。
<1 plan>一是要提高职工素质。各级工会要继续加强培训。
<1 plan>二是要维护职工权益。要推进集体协商。
<1 closing>同志们，相信大家一定能够再创辉煌！""",
    "第一 inside 三是": """<1 plan>一、加强自身建设
<2 plan>一是要解放思想。要敢于创新。
<2 plan>二是要转变作风。工会干部要深入基层。<3 plan>第一要服从领导。要主动汇报。<3 plan>第二要配合行政。<3 plan>第三要严于律己。
<1 plan>二、加强组织领导
各级党委要重视工会工作。""",
    "第一, above 1.": """<1 opening>同志们，借此机会我讲三点意见。
<1 plan>第一，要充分认识工会的作用。
<2 plan>1.工会是桥梁。必须发挥好作用。
<2 plan>2.工会是支柱。
<1 plan>第二，要加强领导。
<2 plan>1.要健全制度。
<2 plan>2.要优化环境。""",
    "the speaker's line belongs to none": """市委副书记  王某某
<1 opening>同志们：
今天开会，部署全年工作。我讲两点意见。
<1 plan>一、要抓好建会。
<1 plan>二、要抓好维权。""",
    "stock is taken before the points are announced": """<1 opening>同志们：
在节日到来之际，我们召开大会表彰先进。我代表县委，向受表彰的同志表示祝贺！
<1 work>过去的一年，全县职工努力拼搏，完成技术革新二百项，作出了重要贡献。
<1 plan>今年是承前启后的一年，任务十分繁重。借此机会，我提两点希望。
<2 plan>第一，要建功立业。
<2 plan>第二，要维护权益。
<1 closing>同志们，让我们携手前进！""",
}

NOTHING = {
    "numbers that are none": "<1 other>2013年，全县工会总数达到1.5万家，四、五年来翻了一番，二、三产业职工增多，统一是关键。",
    "首先 without 其次": "<1 other>首先，我代表县总工会向大会表示热烈祝贺，祝大会圆满成功。",
    "one 一是 alone": "<1 other>工作的重点一是建会，其余照旧，全县职工踊跃参加，反响热烈。",
    "a decimal at the start of a line": "<1 other>全年经费收入稳定。\n1.5万元已经拨付到位，账目清楚。",
    "四、五年 at the start of a line": "<1 other>各位代表，现在开会。\n四、五年来，校园绿化得到了改善，环境优美。",
    "一届 and 第一季度": "<1 other>第一季度召开了一届二次全会，第二季度开展了检查，第三季度整改。",
    "一要闻": "<1 other>要闻一要点二，均已刊登。",
    "numbers that only look glued": "<1 other>1、全年组织活动2、3次，参加职工20人，培训2期，第1、2季度各一期。",
    "parts of one clause": "<1 other>三思而行：一思课前、二思课后、三思改进，教师普遍认同了这种做法。",
}


def reading(text: str, genre: str) -> list[tuple[int, int, str]]:
    return [(s.start, s.level, s.type) for s in find_sections(text, genre=genre)]


def _cases() -> list[tuple[str, str, str]]:
    groups = {"summary": SUMMARY, "plan": PLAN, "speech": SPEECH, "other": NOTHING}
    return [(genre, name, marked) for genre, group in groups.items() for name, marked in group.items()]


@pytest.mark.parametrize(("genre", "name", "marked"), _cases(), ids=[f"{g}: {n}" for g, n, _ in _cases()])
def test_find_sections(genre: str, name: str, marked: str) -> None:
    text, expected = read_marked(marked)
    assert reading(text, genre) == expected


@pytest.mark.parametrize("case", ["levels in the common order", "labels before a colon", "首先, 其次, 三是", "parts"])
def test_width_of_punctuation_does_not_matter(case: str) -> None:
    text, expected = read_marked(SUMMARY[case])
    assert reading(script.fold(text), "summary") == expected


HEADINGS = {
    "一、加强学习\n正文在此。": ("一、", "一、加强学习"),
    "（一）工会工作：\n正文在此。": ("(一)", "（一）工会工作"),
    "1、抓好建会。今年新建了工会。": ("1、", "1、抓好建会"),
    "二、贴近一线，听取工友意见，留意车间里的思想苗头，及时弄清各班组在生产和生活上的新情况、新难处以及新盼头。": ("二、", "二、贴近一线，听取工友意见"),
    "三、5月上旬，为帮助生活有难处的职工，县工会印发了建立帮扶台账的通知，对台账实行了分级管理和按季更新。": ("三、", ""),
    "1 、制定计划。有序推进。": ("1 、", "1 、制定计划"),
    "㈡ 今年设想\n加强管理。": ("㈡", "㈡ 今年设想"),
    "一、\n指导思想\n以人为本，服务职工。": ("一、", "一、指导思想"),
    "一、加强组织建设，\n夯实工作基础\n全年新建工会5家。": ("一、", "一、加强组织建设，夯实工作基础"),
    "第一点意见，任务已经明确。要抓好落实。\n第二点意见，要讲团结。": ("第一点意见,", "第一点意见，任务已经明确"),
}


@pytest.mark.parametrize("text", HEADINGS)
def test_marker_and_heading(text: str) -> None:
    section = find_sections(text, genre="plan")[0]
    assert (section.marker, section.heading) == HEADINGS[text]


def test_title_author_and_date_belong_to_no_section() -> None:
    text = "工 会 工 作 总 结\n王小明\n2012年12月5日\n一年来，工会工作有了进步。\n一、抓学习"
    first = find_sections(text, genre="summary")[0]
    assert (first.type, text[first.start : first.start + 3]) == ("opening", "一年来")


def test_a_salutation_opens_the_report() -> None:
    assert find_sections("同志们\n今天开会。\n一、抓学习", genre="speech")[0].start == 0


def test_a_broken_line_begins_nothing() -> None:
    text = "一、抓学习。组织学习了有关理论\n总之类的说法和会议精神，提高了认识。"
    assert len(find_sections(text, genre="summary")) == 1


def test_basis_says_what_decided() -> None:
    text = "一年来，成绩明显，总结如下：\n一、存在的问题\n一是人少。经费也少。\n二是钱少。\n二、建会\n新建了工会。"
    found = [(s.type, s.type_basis) for s in find_sections(text, genre="summary")]
    assert found == [("opening", "position"), ("problems", "heading"), ("problems", "inherited"), ("problems", "inherited"), ("work", "content")]


@pytest.mark.parametrize("form", load(markers.MarkForm, "section_markers.csv"), ids=lambda row: row.where)
def test_every_mark_form_reads_its_example(form: markers.MarkForm) -> None:
    folded = script.fold(form.example)
    match = markers._line_pattern().match(folded)
    assert match is not None
    mark = markers._mark(match, True)
    assert mark is not None
    assert (mark.kind, mark.weak, mark.start) == (form.kind, form.weak, 0)
    assert form.number in (None, mark.number)
    assert markers.forms()[int(str(match.lastgroup)[1:])].where == form.where


@pytest.mark.parametrize("row", load(cues.HeadingCue, "section_headings.csv"), ids=lambda row: row.where)
def test_every_heading_cue_types_its_example(row: cues.HeadingCue) -> None:
    assert re.match(row.cue, script.fold(row.example))
    assert cues.heading_type(script.fold(row.example), (row.genre or ("summary",))[0], alone=row.line) == row.type


@pytest.mark.parametrize("row", load(cues.BlockCue, "section_blocks.csv"), ids=lambda row: row.where)
def test_every_block_cue_fits_its_example(row: cues.BlockCue) -> None:
    if row.place == "late":
        text = "组织了活动。" + script.fold(row.example)
        assert cues.late_sentence(text, 0, len(text), row.role) == 6
        return
    assert cues.block_role(script.fold(row.example), row.place) == row.role


@pytest.mark.parametrize("row", load(cues.Announcement, "section_announcements.csv"), ids=lambda row: row.where)
def test_every_announcement_fits_its_example(row: cues.Announcement) -> None:
    assert cues.announces(script.fold(row.example), row.role)


@pytest.mark.parametrize("row", load(types.TenseWord, "section_tenses.csv"), ids=lambda row: row.where)
def test_every_tense_word_stands_in_its_example(row: types.TenseWord) -> None:
    lean = types.tense(row.example)
    assert row.form in row.example
    assert row.weight < 0 or (lean < 0 if row.tense == "past" else lean > 0)


@pytest.mark.parametrize("sentence", ["要加强学习。", "同志们要努力。", "会议指出问题。", "工会是桥梁。"])
def test_nothing_is_announced(sentence: str) -> None:
    assert not cues.announces(sentence, "list")
    assert not cues.announces(sentence, "lead")


@pytest.mark.parametrize("words", ["工作", "学习", "加强组织建设", "办好职工之家", "关心职工生活"])
def test_words_that_name_no_type(words: str) -> None:
    assert cues.heading_type(words, "summary") is None


_MARKS = ["一、", "二、", "（一）", "（二）", "1、", "2.", "3", "一是", "二是", "首先", "其次", "第一，", "①", "1）"]
_WORDS = ["总之，", "同志们：", "九月份：", "存在问题", "将", "要", "了", "工会", "加强学习", "主要做法", "下步打算", "在工作中，", "一年来，"]
_PIECES = st.sampled_from([*_MARKS, *_WORDS, "。", "；", "：", "\n", " "])


@settings(deadline=None)
@given(st.one_of(st.lists(_PIECES, max_size=60).map("".join), st.text(max_size=80)), st.sampled_from(["summary", "plan", "speech", "other"]))
def test_sections_are_a_tree_that_covers_the_text(text: str, genre: str) -> None:
    sections = find_sections(text, genre=genre)
    assert [s.start for s in sections] == sorted({s.start for s in sections})
    for i, section in enumerate(sections):
        assert 0 <= section.start < section.end <= len(text)
        assert not section.themes
        if section.parent is None:
            assert section.level == 1
        else:
            above = sections[section.parent]
            assert section.parent < i
            assert section.level == above.level + 1
            assert above.start <= section.start < section.end <= above.end
        for other in sections[i + 1 :]:
            assert other.start >= section.end or other.end <= section.end
    covered = [False] * len(text)
    for section in sections:
        covered[section.start : section.end] = [True] * (section.end - section.start)
    first = sections[0].start if sections else len(text)
    assert all(covered[i] or text[i].isspace() for i in range(first, len(text)))
    if text.strip():
        assert sections


@pytest.mark.parametrize("char", ["一", "1", "、", "是", "\n", "。", " ", "(", "第", "月", "总", "要", "●", "—"])
def test_one_character_over_and_over(char: str) -> None:
    assert len(find_sections(char * 20000)) <= 1


def test_lines_without_text_are_no_paragraphs() -> None:
    assert lines.split("\n \n　\n") == []
    assert find_sections("\n \n") == []
