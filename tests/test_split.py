"""Where the reports of a page begin and end, on invented miniatures.

A line "2| …" belongs to the second report but for what stands in ‹…›, " | …" to none. {a} to {f} stand for a paragraph of the genre.
"""

from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unioncorpus.loader.formats import Source
from unioncorpus.loader.lines import lines_of
from unioncorpus.loader.page import clean_page, page_id
from unioncorpus.loader.seams import find_seams
from unioncorpus.loader.series import find_titled_series
from unioncorpus.loader.signs import ReportSign, organisation_of, title_of
from unioncorpus.model.records import Page
from unioncorpus.resources import load

FILLERS = {
    "a": "坚持重心下移,组织职工参加劳动竞赛和岗位练兵,选树了一批技术能手,收到合理化建议二十多条,职工的劳动热情更高了,车间面貌也有了很大变化。",
    "b": "元旦、春节期间走访慰问困难职工家庭,送去米面油和慰问金,帮助患病职工申请医疗互助,让大家感受到组织的温暖,受到了职工的一致好评。",
    "c": "举办篮球、乒乓球、拔河等比赛,开展读书征文和文艺汇演,丰富了职工的业余文化生活,增强了队伍的凝聚力,参加的人数比往年都要多。",
    "d": "加强厂务公开和民主管理,按时召开职工代表大会,认真办理职工提案,对职工关心的食堂、浴室、班车等问题逐项作了答复,件件有着落。",
    "e": "抓好工会干部培训和财务管理,按规定收缴和使用会费,帐目清楚,定期公布,自觉接受经费审查委员会的监督,没有发生违反纪律的事。",
    "f": "针对存在的不足,要进一步转变作风,深入车间班组听取意见,把好事办好、实事办实,努力把工会建成职工信赖的家,不辜负大家的期望。",
}


def read(marked: str) -> tuple[Page, list[str]]:
    """The page read, and the reports that are marked in it."""
    lines, pieces = [], {}
    for raw in marked.strip("\n").splitlines():
        mark, _, text = raw.partition("| ")
        text = text.format(**FILLERS)
        lines.append(text.replace("‹", "").replace("›", ""))
        if mark.strip():
            pieces.setdefault(int(mark), []).append(re.sub("‹.*?›", "", text))
    page = clean_page(Page("x.txt", page_id("x.txt")), Source("\n".join(lines), "txt", "utf-8"))
    return page, ["\n".join(lines) for lines in pieces.values()]


SPLIT = {
    "a genre and a number glued to the text": """
 | 工会工作总结三篇
1| ‹总结一:›今年以来,我站工会紧扣中心任务,主要做了以下工作。{a}{b}
2| ‹总结二:›本学期,我园工会围绕保教工作,主要做了以下工作。{c}{d}
3| ‹总结三:›一年来,本所工会履行职责,主要做了以下工作。{e}{f}
""",
    "之一, 之二": """
 | 企业工会工作总结之一
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
 | 企业工会工作总结之二
2| 一、文体
2| {c}
2| 二、民主管理
2| {d}
 | 企业工会工作总结之三
3| 一、财务
3| {e}
3| 二、打算
3| {f}
""",
    "titles numbered like sections, of different organisations": """
 | 乡镇工会工作总结大全
 | 1、青山镇工会工作总结
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
 | 2、白水乡工会工作总结
2| 一、文体
2| {c}
2| 二、公开
2| {d}
 | 3、红土镇工会工作总结
3| 一、财务
3| {e}
3| 二、打算
3| {f}
""",
    "parts of a collection, each with the title of its author below": """
 | 工会文稿汇编
 | 第一部分
1| 松岭林场工会2012年工作总结
1| {a}
1| {b}
 | 第二部分
2| 松岭林场工会2013年工作要点
2| {c}
2| {d}
""",
    "numbered titles with kinds in parentheses": """
 | 工会工作计划(共3篇)
 | (一)工会工作计划(医院版)
1| 1、{a}
1| 2、{b}
 | (二)工会工作计划(学校版)
2| 1、{c}
2| 2、{d}
 | (三)工会工作计划(社区版)
3| 1、{e}
3| 2、{f}
""",
    "two years of one organisation, signed and dated": """
 | 纺织厂工会工作总结
1| 恒新纺织厂工会2011年工作总结
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
1| 恒新纺织厂工会
1| 2011年12月28日
2| 恒新纺织厂工会2012年工作总结
2| 一、文体
2| {c}
2| 二、公开
2| {d}
2| 恒新纺织厂工会
2| 2012年12月30日
""",
    "a plan after a summary, each under its own title": """
 | 医院工会总结与计划两则
1| 长河区中医院工会20xx年工作总结
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
1| 三、文体
1| {c}
2| 长河区中医院工会20xx年工作计划
2| 一、民主管理
2| {d}
2| 二、财务
2| {e}
2| 三、作风
2| {f}
""",
    "a second speech after the thanks of the first": """
 | 工会主席讲话稿
1| 同志们:
1| 大家好!今天我们在这里召开动员会。{a}
1| {b}
1| {c}
1| 谢谢大家!
2| 尊敬的各位来宾、工友们:
2| 下午好!很高兴参加公司的文化节。{d}
2| {e}
2| {f}
""",
    "a second report glued under a label: another audience, another house": """
 | 工会工作报告 篇1
1| 各位代表:
1| 现在,我受青石煤矿工会委员会的委托,作工作报告。{a}
1| {b}
1| {c}
1| 请各位代表审议。
2| 各位老师、同志们:
2| 受校工会的委托,我向大会汇报育才中学工会的工作。{d}
2| {e}
2| {f}
 | 工会工作报告 篇2
3| 今年以来,我局工会开展了以下工作。{a}{b}
""",
    "a letter closes, and a plan without a title begins anew": """
 | 基层工会材料
1| 今年以来,我社区工会在街道的指导下,做了以下工作。
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
1| 三、文体
1| {c}
1| 望江社区工会
1| 二〇一六年十一月三日
2| 为做好明年的工作,现制定工作计划如下:
2| 一、公开
2| {d}
2| 二、财务
2| {e}
""",
    "a title of two lines: who, then what": """
 | 学校工会总结
1| 东关小学工会2009年工作总结
1| {a}
1| {b}
1| {c}
2| 临河县第三中学工会委员会
2| 2010年工作总结
2| {d}
2| {e}
""",
    "a speech under its motto": """
 | 讲话两篇
1| 在职工技能大赛开幕式上的讲话
1| 同志们:
1| {a}
1| {b}
1| {c}
2| 凝聚力量 再谱新篇
2| ——在全县工会工作会议上的讲话
2| 同志们:
2| {d}
2| {e}
""",
    "an editor's note above a speech": """
 | 局长在工会换届大会上的讲话
 | 编者按:3月5日,市水务局工会召开换届大会,局长出席并讲话,现予刊登。
1| 在市水务局工会第四次会员大会上的讲话
1| (2015年3月5日)
1| 各位会员、同志们:
1| {a}
1| {b}
1| {c}
""",
    "news above the report it tells of": """
 | 县工会第八次代表大会召开
 | 日前,县工会第八次代表大会在县会堂召开,县委书记出席会议并讲话,县总工会主席作了工作报告,现将报告全文刊发如下。
1| 在县工会第八次代表大会上的报告
1| (2011年6月8日)
1| 赵某某
1| 各位代表:
1| 我受县总工会第七届委员会的委托,向大会报告工作,请予审议。
1| 一、{a}
1| 二、{b}
1| 三、{c}
""",
    "an asker, an answer, thanks": """
 | 求助:谁有工会总结
 | 提问者:小王 2012-11-02 09:11
 | 单位要交工会总结,我是新来的不会写,请各位老师帮忙,最好是医院的,字数一千左右,非常感谢。
 | 最佳答案
 | 回答者:老张 2012-11-02 10:15
1| 洪湖医院工会2012年工作总结
1| 2012年,医院工会在院党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
 | 评论(3)
 | 小王:谢谢张老师,正好用得上,改改名字就可以交了,已经采纳您的答案,祝您工作顺利。
""",
    "a form of approval above the report": """
 | 关于报送2014年工作总结的签报
 | 拟稿人:李某 核稿:王某
 | 主办部门:工会办公室 会签:党委办公室
1| 东风电厂工会2014年工作总结
1| 2014年,厂工会在厂党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
""",
    "the second half year of one union, with neither title nor label": """
 | 学校工会总结
1| 一学期来,我校工会在支部的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
1| 2012年1月
2| 本学期,我校工会在支部的领导下,又做了以下工作。
2| 一、{d}
2| 二、{e}
2| 三、{f}
2| 2012年7月
""",
    "one title over and over": """
 | 工会工作总结
 | 工会工作总结
1| 一、{a}
1| 二、{b}
 | 工会工作总结
2| 一、{d}
2| 二、{e}
 | 工会工作总结
3| 一、{c}
3| 二、{f}
""",
    "titles in brackets, and no numbers": """
 | 工会工作总结范文
 | 【企业工会工作总结】
1| 今年以来,公司工会在公司党委的领导下,取得了一定成绩。{a}
1| 一、{b}
1| 二、{c}
 | 【医院工会工作总结】
2| 今年以来,医院工会在院党委的领导下,取得了一定成绩。{f}
2| 一、{d}
2| 二、{e}
""",
    "labels of a form of the page's own": """
 | 工会工作总结(共2篇)
 | 类型一
1| 一、{a}
1| 二、{b}
 | 类型二
2| 一、{d}
2| 二、{e}
""",
    "a table of contents in other words than the labels": """
 | 工会文稿三篇
 | 第一篇 总结
 | 第二篇 计划
 | 工会文稿(一)
1| 今年以来,我会在上级工会的领导下,做了以下工作。{a}
1| {b}
 | 工会文稿(二)
2| 新的一年,我会将在上级工会的领导下,做好以下工作。{c}
2| {d}
""",
    "a report whose own title says more than the page's": """
 | 个人述职述廉,写得真实
1| 2018年度个人述职报告
1| 安平电厂工会主席 李某某
1| 各位领导、各位代表:
1| {a}
1| {b}
""",
    "bare numbers behind one title, one missing": """
 | 工会年终总结(通用4篇)
 | 工会年终总结1
1| {a}{b}
 | 工会年终总结2
2| {c}{d}
 | 工会年终总结4
3| {e}{f}
""",
    "labels among dashes and stars": """
 | 工会工作计划
 | ★篇一★
1| {a}{b}
 | ★篇二★
2| {c}{d}
""",
    "numbered PART of a public account": """
 | 年终盘点
 | PART 1 集团工会2021年工作总结
1| {a}
1| {b}
 | PART 2 集团工会2022年工作要点
2| {c}
2| {d}
""",
    "a rule of dashes parts two reports": """
 | 工会工作总结
1| 2014年,北关粮库工会在局党委的领导下,开展了各项工作。
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
1| 三、文体
1| {c}
 | ----------
2| 2015年,北关粮库工会在局党委的领导下,开展了各项工作。
2| 一、公开
2| {d}
2| 二、财务
2| {e}
""",
    "numbers in circles behind one title": """
 | 车间工会总结及明年打算3篇
 | 车间工会总结及明年打算①
1| {a}{b}
 | 车间工会总结及明年打算②
2| 一、{c}
2| 二、{d}
 | 车间工会总结及明年打算③
3| {e}{f}
""",
    "a first title without a number, the others with one behind a dash": """
 | 女工工作总结
1| {a}{b}
1| {c}{d}
 | 女工工作总结-2
2| {c}{d}{a}
 | 女工工作总结-3
3| {e}{f}{b}
""",
    "numbers in parentheses of one sign": """
 | 工会小结⑴
1| {a}{b}
 | 工会小结⑵
2| {c}{d}
 | 工会小结⑶
3| {e}{f}
""",
    "第①篇": """
 | 工会计划与总结
 | 第①篇:林场工会工作计划
1| 一、{a}
1| 二、{b}
 | 第②篇:护士长述职报告
2| 一、{c}
2| 二、{d}
""",
    "bare No.1 above a title of its own, spaced letters and all": """
 | 卫生院工会材料
 | No.1
1| 柳泉镇卫生院工会2015年工作总结
1| {a}
1| {b}
 | No.2
2| 柳泉镇卫生院女职工委员会2016年工作计划
2| {c}
2| {d}
 | No.3
3| 述 职 报 告
3| 工会主席 李某某
3| 我于2014年3月任工会主席,现将履职情况汇报如下。
3| {e}
3| {f}
""",
    "two posts of one report, a reader's word between them": """
 | 写作版 > 总结
 | 贴一份工会总结给大家
 | 发表于 2009-1-4 20:14:33
1| 河湾支行工会2008年工作总结
1| 2008年,支行工会在支行党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | 发表于 2009-1-4 20:16:02
 | 顶!等下文,正好要交差用,昨天领导还催着要,今天就看见你的帖子了,真是及时雨。
 | 发表于 2009-1-4 20:19:47
1| 三、{c}
1| 四、{d}
 | 发表于 2009-1-5 08:31:15
 | 谢谢分享!
""",
    "a post that says it goes on": """
 | 写作版 > 总结
 | 贴一份工会总结给大家
 | 发表于 2009-1-4 20:14:33
1| 灯泡厂工会2008年工作总结
1| 2008年,厂工会在厂党委的领导下,做了以下工作。
1| {a}
1| {b}
 | 发表于 2009-1-4 20:19:47
1| ‹(接上贴)›全年开展活动很多。{c}
1| {d}
""",
    "posts that begin anew": """
 | 写作版 > 总结
 | 贴一份工会总结给大家
 | 发表于 2009-1-4 20:14:33
1| 灯泡厂工会2008年工作总结
1| 一、{a}
1| 二、{b}
 | 发表于 2009-1-4 20:19:47
2| 我也贴一份,今年以来,我校工会在支部的领导下,做了以下工作。
2| 一、{c}
2| 二、{d}
""",
    "the headline of an account above the report's own title": """
 | 这一年,我们一直在路上
 | 原创 工会君 2023-01-11 18:30 发表于江苏
 | 关注我们
1| 清溪区货运行业工会联合会2022年工作总结
1| 一年来,联合会在区总工会的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
""",
    "samples numbered in words, each of which begins as a report does": """
 | 工会文书写法
 | PART ONE
1| 今年以来,公司工会在公司党委的领导下,做了以下工作。{a}
1| {b}
 | PART TWO
2| 2015年,我院工会将按照上级要求,做好工作,现制定计划如下:
2| {c}
2| {d}
""",
    "titles numbered below the level of sections": """
 | 基层工会材料
 | 1、企业工会工作总结
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
 | 2、医院工会工作计划
2| 一、文体
2| {c}
2| 二、公开
2| {d}
 | 3、学校工会工作总结
3| 一、财务
3| {e}
3| 二、打算
3| {f}
""",
    "mails, each with a report": """
 | 收件箱
 | 发件人:李某
 | 时间:2012-12-20 09:31
 | 主题:报送总结材料
1| 青山水厂工会2012年工作总结
1| 2012年,厂工会在厂党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | -----原始邮件-----
 | 发件人:王某
 | 时间:2012-12-21 14:02
 | 主题:补报
2| 白水电厂工会2013年工作要点
2| 一、{c}
2| 二、{d}
""",
    "a printed document with a line that heads its pages": """
 | 水校工会第三次会员大会文件之二
1| 同心同德 再上台阶
1| ——在水校工会第三次会员大会上的工作报告
1| 水校工会主席 李某
1| (2016年12月9日)
1| 各位代表:
1| 现在,我受工会委员会委托,向大会作工作报告。{a}
1| 一、{b}
 | - 1 -
 | 水校工会第三次会员大会文件之二
1| 二、{c}
1| 三、{d}
 | - 2 -
 | 水校工会第三次会员大会文件之二
1| 四、{e}
1| 五、{f}
 | - 3 -
""",
    "words of an English site between and below": """
 | 工会材料
 | 篇一
1| {a}
1| {b}
 | Save your time — read whatever you want, on any device.
 | 篇二
2| {c}
2| {d}
 | Was this file of any help to you?
""",
    "a thread whose writer goes on below a word of thanks": """
 | 职场天地 > 材料
 | 发一篇车站工会的总结
 | 楼主:铁路人 时间:2010-12-30 21:10:33 点击:3120 回复:45
1| 松溪车站工会2010年工作总结
1| 2010年,车站工会在党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | 作者:路人甲 回复日期:2010-12-30 21:30:00
 | 不错不错,收藏一下,谢谢楼主!
 | 作者:铁路人 回复日期:2010-12-30 21:42:10
 | 接着发
1| 三、{c}
1| 四、{d}
""",
    "mails with heads in English": """
 | From: Wang <w@x.example>
 | Sent: 2012-12-20 09:31
 | To: Li
 | Subject: 报送总结材料
1| 青山水厂工会2012年工作总结
1| 2012年,厂工会在厂党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | ---------- Forwarded message ----------
 | From: Zhao <z@x.example>
 | Date: 2012-12-21 14:02
 | Subject: 补报
2| 白水电厂工会2013年工作要点
2| 一、{c}
2| 二、{d}
 | This e-mail is confidential and intended only for the addressee.
""",
    "a host's words above a speech, below the title of the page": """
 | 领导讲话
 | 王某某同志在全县工会工作会议上的讲话
 | 来源:县总工会 发布时间:2012-03-05
 | 3月2日,全县工会工作会议在县会议中心召开。县委副书记王某某出席会议并作重要讲话。现将讲话全文刊登如下:
1| 同志们:
1| 今天召开的全县工会工作会议,主要任务是总结去年工作。{a}
1| 一、{b}
1| 二、{c}
1| 谢谢大家!
 | 上一篇:县总工会召开全委会
""",
    "a label and a salutation on one line": """
1| ‹篇一:›各位代表、同志们:
1| {a}
1| {b}
2| ‹篇二:›同志们:今天的会议很重要。{c}
2| {d}
""",
}


@pytest.mark.parametrize("marked", SPLIT.values(), ids=SPLIT)
def test_reports_begin_and_end_where_a_reader_sees_it(marked: str) -> None:
    page, pieces = read(marked)
    assert [str(report.text) for report in page.reports] == pieces


WHOLE = {
    "上篇, 下篇 and 篇章 are words": """
 | 工会工作总结
1| 上篇文章介绍了组织建设,下篇将介绍维权,本篇谈谈文体活动。{a}
1| {b}
1| 奋力谱写新篇章,全年在各类报刊发表稿件3篇。{c}
1| {d}
""",
    "a plan with parts of its own": """
 | 某县工会工作计划
1| 第一部分 指导思想和目标
1| 一、{a}
1| 二、{b}
1| 第二部分 主要任务
1| 一、{c}
1| 二、{d}
1| 第三部分 保障措施
1| 一、{e}
1| 二、{f}
""",
    "half a year summed up and half a year planned": """
 | 城南供电所工会2017年上半年工作总结及下半年工作计划
1| 上半年,所工会在党支部的领导下,做了以下工作。
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
1| 三、文体
1| {c}
1| 下半年工作计划
1| 一、公开
1| {d}
1| 二、财务
1| {e}
""",
    "the year after under a title of its own in one document": """
 | 水泥厂工会2013年工作总结和2014年工作计划
1| 2013年,我厂工会围绕中心,做了以下工作。
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
1| 三、文体
1| {c}
1| 2014年工作计划
1| 一、公开
1| {d}
1| 二、财务
1| {e}
""",
    "a congress report in parts": """
 | 在区工会第三次代表大会上的工作报告
1| 各位代表:
1| 现在,我受区总工会委员会的委托,向大会报告工作,请予审议。
1| 第一部分 过去五年的工作
1| 一、{a}
1| 二、{b}
1| 第二部分 今后五年的任务
1| 一、{c}
1| 二、{d}
1| 各位代表、同志们:
1| 蓝图已经绘就,让我们在区委的坚强领导下,团结一心,开拓创新,为建设美好家园而努力奋斗!
""",
    "a speech that calls twice upon its hearers": """
 | 在工会工作会议上的讲话
1| 同志们:
1| 今天我们召开全区工会工作会议。{a}
1| {b}
1| {c}
1| 同志们:
1| 做好今年的工作任务很重。{d}
1| {e}
""",
    "headings numbered as a public account does": """
 | 公司工会2021年工作总结
1| 2021年,公司工会在公司党委的领导下,团结带领职工完成了各项任务,现总结如下。
1| PART 01
1| 建功立业
1| {a}
1| PART 02
1| 困难帮扶
1| {b}
1| PART 03
1| 文体活动
1| {c}
""",
    "things in circles inside a report": """
 | 纸厂工会工作总结
1| 今年以来,厂工会在厂党委的领导下,做了以下工作。
1| ①年初制定计划①
1| {a}
1| ②年中开展检查②
1| {b}
1| ③年底认真总结③
1| {c}
""",
    "cases told in a report": """
 | 矿务局工会典型材料
1| 现将我局工会维权工作中的三个案例汇报如下,供各单位学习。
1| 案例一
1| 2015年3月,东矿工会在局工会的指导下,为职工追回工资。{a}
1| 案例二
1| 2015年6月,西矿工会在局工会的支持下,调解争议。{b}
1| 案例三
1| 2015年9月,南矿工会在局工会的帮助下,签订合同。{c}
""",
    "minutes of a meeting": """
 | 工会委员会会议情况汇报
1| 3月2日下午,厂工会在二楼会议室召开委员会,全体委员出席,会议由工会主席主持,纪要如下。
1| 一、听取上年工作总结
1| {a}
1| 二、讨论本年工作计划
1| {b}
1| 三、通过经费预算报告
1| {c}
1| 会议要求:{d}
""",
    "a notice and what it sends": """
 | 关于印发2019年工作要点的通知
1| 各车间工会:
1| 现将《化肥厂工会2019年工作要点》印发给你们,请结合实际认真贯彻落实,执行情况及时报厂工会办公室。
1| 化肥厂工会
1| 2019年2月20日
1| 化肥厂工会2019年工作要点
1| 一、{a}
1| 二、{b}
1| 三、{c}
""",
    "attachments that are documents": """
 | 关于开展检查的报告
1| 一、基本情况
1| {a}
1| {b}
1| 二、主要做法
1| {c}
1| {d}
1| 附件:
1| 1.青山镇工会2015年工作总结
1| 2.白水乡工会2015年工作总结
""",
    "sections that sum up and plan": """
 | 工会2010年工作总结及2011年工作计划
1| 一、2010年工作总结
1| 1、{a}
1| 2、{b}
1| 3、{c}
1| 二、2011年工作计划
1| 1、{d}
1| 2、{e}
1| 3、{f}
""",
    "bodies of one union, each with its tasks": """
 | 学校工会工作计划
1| 本学期,校工会在校党支部的领导下继续做好各项工作,让教职工工作顺心、生活舒心,现安排如下。
1| 民主管理工作安排
1| 1、{a}
1| 2、{b}
1| 女职工委员会工作安排
1| 1、{c}
1| 2、{d}
1| 经费审查委员会工作安排
1| 1、{e}
1| 2、{f}
""",
    "a unit told as an example": """
 | 某县总工会工作汇报
1| 一、组建
1| {a}
1| {b}
1| {c}
1| {d}
1| 2015年,大湾水泥厂工会在县总工会的指导下,率先建立协商制度,职工工资有了增长。
1| 二、维权
1| {e}
1| {f}
""",
    "the running title of a printed report": """
 | 安康机械厂工会2008年工作总结
1| 一、竞赛
1| {a}
1| 二、帮扶
1| {b}
1| 安康机械厂工会2008年工作总结
1| 三、文体
1| {c}
1| 四、公开
1| {d}
""",
    "numbered schemes inside a plan": """
 | 工会文体活动计划
1| 今年开展以下活动:
1| 一、登山活动方案
1| {a}
1| 二、歌咏比赛方案
1| {b}
1| 三、读书活动方案
1| {c}
1| 四、组织保障
1| {d}
""",
    "paragraphs above the first call upon the hearers": """
 | 在工会全委会上的讲话
1| 刚才,几位委员作了发言,讲得都很好。{a}
1| {b}
1| 同志们:
1| {c}
1| {d}
""",
    "a heading that names one of the parts": """
 | 橡胶厂工会2018年工作总结和2019年工作计划
1| 2018年,厂工会在厂党委的领导下,团结带领全厂职工努力工作,较好地完成了各项任务。
1| 2018年工作总结
1| 一、{a}
1| 二、{b}
1| 2019年工作计划
1| 一、{c}
1| 二、{d}
""",
    "the work of three departments": """
 | 党群工作总结
1| 今年以来,公司党群工作部在公司党委的领导下,做了以下工作,现总结如下。
1| 一、党建工作总结
1| {a}
1| {b}
1| 二、工会工作总结
1| {c}
1| {d}
1| 三、共青团工作总结
1| {e}
1| {f}
""",
    "stages of a plan": """
 | 工会换届工作方案
1| 为做好工会换届工作,经研究,制定本方案,请各工会小组认真组织实施,确保换届工作顺利完成。
1| 第一阶段
1| 1、{a}
1| 2、{b}
1| 第二阶段
1| 1、{c}
1| 2、{d}
""",
    "things counted that are no reports": """
 | 工会工作总结
1| 今年以来,我会在上级工会的领导下,做了以下工作。{a}
1| 第一份集体合同在我厂签订,全厂职工奔走相告。{b}
1| 第二份女职工专项合同随后签订,有效期三年。{c}
1| 全年编发简报。信息12篇 ,典型材料3篇。{d}
""",
    "a title above a lead-in, and once more above the text": """
 | 工会工作总结
 | 写好总结可以看清一年来工作的得失,找到明年工作的方向,也是每个单位年底都要做的事。下面是小编整理的工会工作总结,希望对大家有所帮助。
 | 工会工作总结
1| 今年以来,我会在上级工会的领导下,做了以下工作。{a}
1| {b}
""",
    "a card of links inside": """
 | 在庆祝大会上的讲话
1| 同志们:
1| 今天我们隆重集会,庆祝自己的节日。{a}
1| 一、{b}
 | 【相关阅读】市总工会2015年工作总结
1| 二、{c}
1| 三、{d}
1| 同志们,让我们携手前进!
""",
    "a leader's thanks in the middle": """
 | 在劳模座谈会上的讲话
1| 各位劳模、同志们:
1| 很高兴参加今天的座谈会。{a}
1| {b}
1| 在此,我代表厂党委向大家表示感谢,祝大家工作顺利、身体健康!
1| 下面,我讲三点意见。
1| 一、{c}
1| 二、{d}
1| 三、{e}
""",
}


@pytest.mark.parametrize("marked", WHOLE.values(), ids=WHOLE)
def test_one_report_is_not_split(marked: str) -> None:
    page, pieces = read(marked)
    assert [str(report.text) for report in page.reports] == pieces


def test_a_page_whose_line_ends_were_lost_is_split_at_its_labels() -> None:
    texts = [f"今年以来,我会做了以下工作。{FILLERS[a]}{FILLERS[b]}" for a, b in ("ab", "cd", "ef")]
    flat = " ".join(f"工会工作总结 篇{n} {text}" for n, text in enumerate(texts, 1))
    page = clean_page(Page("x.txt", page_id("x.txt")), Source(flat, "txt", "utf-8"))
    assert [(report.label, str(report.text)) for report in page.reports] == list(zip(["篇1", "篇2", "篇3"], texts, strict=True))


@pytest.mark.parametrize("width", [20, 27, 34])
def test_lines_broken_at_one_width_neither_hide_a_report_nor_make_one(width: int) -> None:
    first, second = (f"2013年,双河镇总工会在镇党委的领导下,{FILLERS[a]}{FILLERS[b]}" for a, b in ("ab", "cd"))
    wrapped = ["\n".join(text[i : i + width] for i in range(0, len(text), width)) for text in (first, second)]
    page = clean_page(Page("x.txt", page_id("x.txt")), Source("\n".join([wrapped[0], "西岭矿工会2014年工作计划", wrapped[1]]), "txt", "utf-8"))
    assert [str(report.text).replace("\n", "") for report in page.reports] == [first, f"西岭矿工会2014年工作计划{second}"]


def test_labels_are_named_as_the_page_counts_them() -> None:
    page, _ = read(SPLIT["a second report glued under a label: another audience, another house"])
    assert [report.label for report in page.reports] == ["篇1", "篇1/2", "篇2"]
    page, _ = read(SPLIT["titles numbered like sections, of different organisations"])
    assert [report.label for report in page.reports] == ["1", "2", "3"]
    page, _ = read(SPLIT["labels of a form of the page's own"])
    assert [report.label for report in page.reports] == ["类型一", "类型二"]
    page, _ = read(SPLIT["a label and a salutation on one line"])
    assert [report.label for report in page.reports] == ["篇一", "篇二"]


@pytest.mark.parametrize("row", load(ReportSign, "report_signs.csv"), ids=lambda row: row.where)
def test_every_sign_finds_its_example_and_leaves_its_counter_example(row: ReportSign) -> None:
    assert re.search(row.pattern, row.example)
    assert not row.counter or not re.search(row.pattern, row.counter)


@pytest.mark.parametrize(
    ("line", "genre", "who"),
    [
        ("柳河镇总工会2013年工作总结", "工作总结", "柳河镇总工会"),
        ("【东方纺织公司工会20xx年工作计划】", "工作计划", "东方纺织公司工会"),
        ("——在县工会第五次代表大会上的报告", "报告", ""),
        ("2018年度个人述职报告(公开稿)", "述职报告", ""),
    ],
)
def test_titles_say_what_they_are_and_whose(line: str, genre: str, who: str) -> None:
    title = title_of(line)
    assert title is not None
    assert (genre.endswith(title.genre) or title.genre in genre, title.who) == (True, who)


@pytest.mark.parametrize(
    "line",
    ["一、2013年工作总结", "【推荐】银行工会工作总结", "我们认真做好总结。", "学校工会计划  医院工会总结", "召开总结表彰大会", "车间工会总结01-12"],
)
def test_headings_links_and_sentences_are_no_titles(line: str) -> None:
    assert title_of(line) is None


def test_many_organisations_are_none() -> None:
    assert organisation_of("2013年,全县各级工会在县委的领导下,开展了工作。") == ""


@pytest.mark.parametrize("line", ["柳河镇总工会2013年工作总结", "各位代表:", "一、工会工作总结", "2013年,镇工会在党委的领导下,开展工作。" + FILLERS["a"]])
def test_hostile_pages_are_read_in_time_that_grows_with_their_length(line: str) -> None:
    page = lines_of((line + "\n") * 20_000)
    start = time.perf_counter()
    find_seams(page)
    find_titled_series(page)
    assert time.perf_counter() - start < 10


LINES = sorted({re.sub("[‹›]", "", line.partition("| ")[2]).format(**FILLERS) for page in (SPLIT | WHOLE).values() for line in page.strip("\n").splitlines()})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_reports_of_any_page_stand_in_order_and_hold_text(lines: list[str]) -> None:
    page = clean_page(Page("x.txt", page_id("x.txt")), Source("\n".join(lines), "txt", "utf-8"))
    spans = [(report.start, report.end) for report in page.reports]
    assert spans == sorted(spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert all(str(report.text).strip() for report in page.reports)
    outside = [row for row in page.removed if not any(start <= row.start and row.end <= end for start, end in spans)]
    covered = sum(len(re.sub(r"\s", "", page.source[start:end])) for start, end in [*spans, *((row.start, row.end) for row in outside)])
    assert covered == len(re.sub(r"\s", "", page.source))
