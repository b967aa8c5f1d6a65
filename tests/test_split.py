"""Where the reports of a page begin and end, on invented miniatures.

A line "2| …" belongs to the second report but for what stands in ‹…›, " | …" to none. {a} to {f} stand for a paragraph of the genre.
"""

from __future__ import annotations

import itertools
import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unioncorpus.loader.formats import Source
from unioncorpus.loader.lines import Line, lines_of
from unioncorpus.loader.page import clean_page, page_id
from unioncorpus.loader.seams import find_seams
from unioncorpus.loader.series import find_titled_series
from unioncorpus.loader.signs import ReportSign, organisation_of, title_of
from unioncorpus.model.records import Page
from unioncorpus.resources import WordList, load

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
    "labels that count behind two titles, editor's words between": """
 | 工会总结与述职精选
 | 先来看总结,第一份是某县粮食系统的。
 | 工会工作总结一
1| 今年以来,粮食系统工会紧扣中心任务,主要做了以下工作。{a}
1| {b}{c}
 | 编者点评:这篇总结层次分明,值得借鉴。下面一份来自街道。
 | 工会工作总结二
2| 本年度,街道工会围绕群众所需,主要做了以下工作。{c}
2| {d}{e}
 | 再来看一份民办医院的,文字朴实,感情真挚。
 | 工会工作总结二
3| 一年来,医院工会履行职责,主要做了以下工作。{e}
3| {f}{a}
 | 总结部分到此为止,以下是述职部分。
 | 工会主席述职报告一
4| 一年来,我作为车间工会主席,勤奋工作,现述职如下。{b}
4| {c}{d}
 | 工会主席述职报告二
5| 担任幼儿园工会主席以来,我始终尽心尽力。{d}
5| {f}{a}
""",
    "Part N glued to the text, a number twice": """
 | 企业工会工作总结集锦(Part 1-3)
 | 快速导航:Part 1 车辆段 Part 2 酒厂 Part 2 电厂
1| ‹Part 1  ›2012年,车辆段工会在段党委的领导下,围绕安全运输做了以下工作。{a}
1| 一、{b}
1| 二、{c}
2| ‹Part 2  ›酒厂工会一年来紧紧围绕提质降耗的任务,突出维护职能。{c}
2| 一、{d}
2| 二、{e}
3| ‹Part 2  ›2011年,在上级工会的领导下,电厂工会做了以下工作。{e}
3| 一、{f}
3| 二、{a}
 | 网友评论(2条)
 | [匿名] Part 2 写得很实在
""",
    "No.1 glued to the text": """
 | 工会年终总结大全
1| ‹No.1 ›今年以来,我站工会在站党支部的领导下,做了以下工作。{a}
1| {b}
2| ‹No.2 ›本年度,我园工会在园长的关心下,做了以下工作。{c}
2| {d}
3| ‹No.3 ›一年来,本所工会在镇党委的领导下,做了以下工作。{e}
3| {f}
""",
    "a third report that only the editor's words announce": """
 | 4份不同单位的工会总结
 | 👉第一份是街道的,可以重点看。
 | 范文①
1| 2022年,街道总工会在区总工会的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | 👉第二份来自一家农机公司,适合企业工会参考。
 | 范文②
2| 2022年,公司工会在公司党委的领导下,做了以下工作。
2| 一、{c}
2| 二、{d}
 | 👉接下来这份是职校的,篇幅短但是结构清楚。忘了编号,直接上正文:
3| 过去的一年,职校工会在校党委的指导下,关心教职工生活,现总结如下:
3| 1.{e}
3| 2.{f}
 | 👉最后一份是系统工会的,适合往上报。
 | 范文④
4| 2021年,市水利系统工会在市总工会的领导下,做了以下工作。
4| 一、{a}
4| 二、{c}
 | 好啦,今天就分享到这里,需要word版的朋友评论区留言
 | #工会工作 #公文写作
""",
    "an editor leads from one report to the next without any label": """
 | 两个单位的工会总结放在一起看
1| 2013年,青山煤矿工会在矿党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
 | 下面这篇来自教育系统,文字朴实,供同行参考。
2| 本学期,我校工会在校党支部的领导下,做了以下工作。
2| 一、{d}
2| 二、{e}
""",
    "contributions to a newspaper that end with their writers": """
 | 年终回眸:看看他们这一年
 | 编者按:岁末年初,本报从来稿中选登几篇,以飨读者。
1| 2008年,市公交公司工会以“服务年”为主题,组织职工立足岗位比贡献。{a}
1| {b}
1| {c}(公交公司工会 供稿)
2| 云台街道地处城乡结合部,辖区内有居委会9个、企业640余家。{d}
2| {e}
2| {f}(云台街道总工会供稿)
3| 市烟草局机关工会现有会员54人,以建设模范职工之家为目标。{a}
3| {b}(刘 涛)
 | 第01版:要闻 第02版:综合
 | 本版标题:年终回眸 | 帮扶座谈会
""",
    "an organisation that introduces itself below a signature": """
 | 工会材料
1| 2011年,安平县总工会在县委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
1| 安平县总工会
1| 2011年12月14日
2| 云台茶业公司工会成立于2008年8月,下设6个车间工会,现有会员538人。{d}
2| 一是{e}
2| 二是{f}
""",
    "entries of a yearbook below the names of organisations": """
 | ·214·  青山年鉴2007
1| 青山市总工会
1| 【概况】2006年,市总工会辖县总工会7个、产业工会14个。{a}
1| 【工会组建】{b}
 | 群众团体  ·215·
1| 【送温暖工程】{c}
1| (市总工会办公室 周明)
2| 云屏县总工会
2| 【组织建设】2006年,全县新建基层工会33个。{d}
2| 【职工文体】{e}
2| (云屏县总工会 马红)
 | ·216·  青山年鉴2007
3| 青山市教育工会
3| 【师德建设】2006年,市教育工会组织巡回演讲12场。{f}
3| 【互助保障】{a}
3| (市教育工会 何 川)
 | 【关闭窗口】 版权所有
""",
    "attachments of a letter pasted below one another": """
 | 主题: 报送工会材料
 | 发件人: 集团工会 <gh@a.example>
 | 发送时间: 2021年1月5日 16:48
 | 王主席:您好!两家单位的材料已收齐,一并贴在下面,请审阅。
 | =====以下为附件一=====
1| 松林水电厂工会工作总结
1| 过去的一年,厂工会在厂党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | =====附件一完=====
 | =====以下为附件二(供水公司)=====
2| 供水公司工会2021年工作要点
2| 1、{c}
2| 2、{d}
2| 3、{a}
 | -------------------------------
 | ----- 转发邮件信息 -----
 | 发件人: 宋工   收件人: 小范   主题: 补报
 | 小范,这个也是要交的吧?贴在正文里了。
3| 水工部分会主席2020年述职
3| 本人自2018年起兼任水工部工会分会主席,现有会员58人。{e}{f}
3| 以上述职,请批评。
 | -------------------------------
 | 本邮件仅限于发送给上面地址中列出的个人。请勿转发、打印。
""",
    "a school's page where the way to the next page stands between two reports": """
 | 临湖市第五中学
 | 设为首页 | 加入收藏
 | 网站首页 | 学校概况 | 教育教学 | 党建群团
 | 工会之窗:总结与计划
 | 发布者:gonghui 发布时间:2019/7/3 11:05:26 浏览次数:598 次
1| 临湖五中工会2019学年度第二学期工作总结
1| 本学期,我校工会在校党总支的领导下,完成了各项任务。
1| 一、{a}
1| 二、{b}
1| 三、{c}
 | 【上一条】“三八”活动方案  【下一条】食堂满意度调查
2| 2019学年第一学期工会工作要点
2| 1.{d}
2| 2.{e}
2| 3.{a}
2| 临湖五中工会委员会
3| 我的工会小组长述职
3| 各位同仁:
3| 我担任理化组工会小组长任期已满,现将履职情况报告如下。{f}
3| 一是{a}
""",
    "a scanned document below its red head, remarks below the date": """
 | [扫描件文字识别结果 仅供参考 共3页]
1| 中国农业银行青石支行工会委员会文件
1| 上半年工会工作情况汇报
1| 分行工会:
1| 今年上半年,支行工会在分行工会的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
1| 二〇〇三年七月八日
1| 抄送:市总工会
1| (公章模糊)
 | 第 3 页
2| 支行女工委下半年活动安排
2| 对下半年女工活动作如下安排,请各女工小组遵照执行。{d}
2| 1.{e}
2| 2.{f}
2| 支行女工委
2| 二〇〇三年七月二日
 | [识别引擎 v2.4  未识别字符 17 个]
""",
    "posters' words above and below what they post": """
 | 秘书论坛 » 公文写作
 | 1#  楼主  海边  积分:35  发表于 2010-1-18 09:12:33
 | 急求一份工会计划,在线等!!
 | 2#  沙发  老秘  积分:12840  发表于 2010-1-18 10:05:07
 | 楼主看看这个,我们镇去年刚写的,地名自己改改。
1| 双桥镇总工会2010年工作计划
1| 为做好新一年工作,特制订如下计划。
1| 一、{a}
1| 二、{b}
 | -----签名档-----  加班到天明,写稿到白头。
 | 4#  地板  粉笔灰  积分:466  发表于 2010-1-18 15:22:18
 | 学校的要不要?我前年在教代会上的述职,献丑了:
2| 各位代表、老师们:今年我担任校工会主席进入第三个年头。{c}
2| {d}
2| 谢谢!
 | 5#  物业  积分:12  发表于 2010-1-19 08:30:40
 | 凑个热闹,我这有个公司的,领导说写得还行:
3| 我们物业公司工会的工作总结
3| 今年物业公司工会在公司的领导下,做了以下工作。{e}
3| {f}
 | 6#  海边  发表于 2010-1-19 14:02:11
 | 太感谢了!!!
""",
    "labels in brackets that begin anew below another title": """
 | 学校工会工作计划(精选)
 | 【1】小学工会计划
1| 本学期,我校工会在校党支部的领导下,做好以下工作。{a}
1| 一、{b}
1| 二、{c}
 | 【2】中学工会计划
2| 新学期,学校工会在教育工会的领导下,做好以下工作。{d}
2| 一、{e}
2| 二、{f}
 | 拓展阅读:【1】医院工会年终总结
3| 20xx年,我院工会在院党委的领导下,做了以下工作。{b}
3| 一、{c}
3| 二、{d}
 | 【2】企业工会主席发言稿
4| 尊敬的各位领导、各位员工:
4| 大家好!{e}
4| {f}
4| 谢谢大家!
""",
    "labels written in more than one form": """
 | 工会材料汇编
 | 一、工会工作总结(企业篇)
1| 2018年,公司工会在公司党委的领导下,做了以下工作。
1| 1.{a}
1| 2.{b}
 | 第二部分:妇联工作总结
2| 2018年,街道妇联在区妇联的领导下,做了以下工作。
2| 1.{c}
2| 2.{d}
 | 女职工工作总结其三
3| 今年,区总工会女职工委员会在上级的领导下,做了以下工作。
3| 1.{e}
3| 2.{f}
""",
    "第一份, 第二份 with whose it is": """
 | 论坛 » 公文写作
 | 2楼 橄榄绿 积分:1204 发表于 2006-12-18 10:32
 | 我这有两份,别嫌弃。
 | 第一份(法院的):
1| 2006年,我院工会在院党组的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | 第二份(我爱人学校的):
2| 述职报告
2| 各位老师:
2| 我担任学校工会主席已经三年,现述职如下。{c}
2| {d}
 | 3楼 路过 积分:33 发表于 2006-12-18 15:07
 | 顶!
""",
    "stickers, pagers and lists between labelled reports": """
 | 工会总结范文(精选3篇)
 | 工会总结范文(一)
1| 20xx年,公司工会在公司党委的领导下,做了以下工作。{a}
1| {b}
 | 看过工会总结范文的人还看了:
 | 1.20xx年企业工会年终总结
 | 2.20xx年乡镇工会年度工作总结
 | 3.医院工会年度总结范文
 | 工会总结范文(二)
2| 20xx年,学校工会在校党支部的领导下,做了以下工作。{c}
2| {d}
 | 猜你喜欢:小学工会工作总结 | 工会主席年终述职 | 工会活动简报
 | —— 广告:考试用书八折包邮 ——
 | 工会总结范文(三)
3| 一年来,医院工会在院党委的领导下,做了以下工作。{e}
 | 【广告】法规汇编现货,定价28元,点此选购
3| {f}
 | 上一篇:年中总结  下一篇:个人总结
 | 共2页,当前第1页12
""",
    "restarting numbers in one line, glued without blanks": """
 | 首页 > 范文 > 工会 工会总结与计划大全 2019-01-03 小编整理了工会总结与计划,供大家参考。
1| ‹第一篇:›2018年,我厂工会在厂党委的领导下,做了以下工作。一、{a}二、{b}
2| ‹第二篇:›2018年,我校工会在校党支部的领导下,做了以下工作。一、{c}二、{d}
""",
    "reports led over by short editor's sentences of other kinds": """
 | 工会工作总结三份
 | 先看一份乡镇的。
1| 2012年,青山镇工会在镇党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
 | 这份总结条理清楚,值得学习。再来一篇学校的:
2| 本学期,我校工会在校党支部的领导下,做了以下工作。
2| 一、{d}
2| 二、{e}
2| 三、{f}
 | 最后是一份来自社区的,写得比较细。
3| 一年来,东街社区工会在街道党工委的领导下,做了以下工作。
3| 一、{a}
3| 二、{c}
 | 今天就给大家整理到这里,喜欢的话记得点赞收藏哦!
""",
    "mail with two documents under rules and numbers": """
 | 发件人:办公室
 | 主题:两份材料
 | -----附件1:车间总结-----
1| 一车间工会2012年工作总结
1| 2012年,一车间工会在车间支部的领导下,做了以下工作。{a}
1| {b}
 | -----附件2:车间计划-----
2| 二车间工会2013年工作计划
2| 一、{c}
2| 二、{d}
""",
    "newspaper pieces signed by correspondents": """
 | 基层工会展示
 | 本报整理了几家基层工会一年来的工作,以飨读者。
1| 城南供电所工会一年来以安全生产为中心,开展竞赛。{a}
1| {b}
1| {c}(李 明 王小燕)
2| 东风化肥厂工会是一个有三百名会员的老工会,现有会员312人。{d}
2| {e}(东风化肥厂工会)
""",
    "official documents in one file, each with its red head": """
 | 文件汇编.doc
1| 红河县教育工会文件
1| 关于印发工作总结的报告
1| 县总工会:
1| 2010年,我会在县总工会的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
1| 红河县教育工会
1| 二〇一〇年十二月三日
1| 主题词:工会 总结 报告
2| 红河县卫生工会2011年工作计划
2| 2011年,在县总工会的领导下,做好以下工作。
2| 一、{d}
2| 二、{e}
""",
    "labels in the words of an editor": """
 | 工会工作总结怎么写
 | 小编给大家找了三篇,一起来看看吧。
 | 先看第一篇,是某供电公司的:
1| 2015年,供电公司工会在公司党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
 | 下面我们来看第二篇,是社区的。
2| 一年来,东街社区工会在街道党工委的领导下,做了以下工作。
2| 一、{d}
2| 二、{e}
2| 三、{f}
 | 第三篇,来自某高校:
3| 本学期,我校工会在校党委的领导下,做了以下工作。
3| 一、{a}
3| 二、{c}
 | 以上三篇总结,供大家参考。
""",
    "a text that an editor adds for comparison": """
 | 两份工会总结对比
1| 某局工会2015年工作总结
1| 2015年,局工会在局党组的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
 | 再附一篇去年的,供对照:
2| 某局工会2014年工作总结
2| 2014年,局工会在局党组的领导下,做了以下工作。
2| 一、{d}
2| 二、{e}
""",
    "labels that say whose each text is": """
 | 各行业工会总结
 | 【医院篇】
1| 2015年,医院工会在院党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | 【学校篇】
2| 2015年,学校工会在校党委的领导下,做了以下工作。
2| 一、{c}
2| 二、{d}
 | 【企业篇】
3| 2015年,公司工会在公司党委的领导下,做了以下工作。
3| 一、{e}
3| 二、{f}
""",
    "model texts counted in brackets in front of the text": """
 | 工会工作总结5篇
1| ‹【范文一】›2015年,医院工会在院党委的领导下,做了以下工作。{a}
1| 一、{b}
2| ‹【范文二】›2015年,学校工会在校党委的领导下,做了以下工作。{c}
2| 一、{d}
3| ‹【范文三】›2015年,公司工会在公司党委的领导下,做了以下工作。{e}
3| 一、{f}
""",
    "PART.1 in front of a title": """
 | 工会总结合集
 | PART.1 某医院工会工作总结
1| 2015年,医院工会在院党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | PART.2 某学校工会工作总结
2| 2015年,学校工会在校党委的领导下,做了以下工作。
2| 一、{c}
2| 二、{d}
""",
    "entries of a yearbook below the names of offices": """
 | 第十二编 群众团体
 | · 88 ·  某市年鉴(2010)
1| 某市化工局工会
1| 【民主管理】2009年,召开职代会3次。{a}
1| 【技能竞赛】{b}
1| (李 强)
2| 某市纺织公司工会
2| 【概况】2009年末,有基层工会12个。{c}
2| 【帮扶】{d}
2| (王小燕)
""",
    "posts that offer a text": """
 | 发帖:求工会总结
 | 2楼 老王 发表于 2012-12-01 10:00
 | 给你一份我们厂的,凑合着用吧
1| 2012年,厂工会在厂党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
 | 3楼 小李 发表于 2012-12-01 11:00
 | 我再补一份学校的~
2| 本学期,学校工会在校党支部的领导下,做了以下工作。
2| 一、{c}
2| 二、{d}
 | 4楼 小张 发表于 2012-12-01 12:00
 | 谢谢楼上两位
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
    "a typical member introduced in the middle of a report": """
 | 安平县总工会2011年工作总结
1| 2011年,安平县总工会在县委的领导下,做了以下工作。
1| 一、协商
1| {a}
1| 云台茶业公司工会成立于2008年8月,下设6个车间工会,是全县的先进典型。{b}
1| {c}
1| 二、帮扶
1| {d}
1| 三、文体
1| {e}
""",
    "entries in brackets below one organisation's name": """
1| 青山市总工会
1| 【概况】2006年,市总工会辖县总工会7个、产业工会14个。{a}
1| 【工会组建】{b}
1| 【送温暖工程】{c}
1| 【女职工工作】{d}
""",
    "what is said first and last": """
 | 某厂工会2012年工作总结
1| 2012年,我厂工会在厂党委的领导下,做了以下工作。
1| 一、{a}
1| 最后一份集体合同也在年底前签订完毕,实现了全覆盖。
1| 二、{b}
1| 第一份区域性合同是春节前签订的。{c}
1| 三、{d}
1| 下面一步要认真总结,这份答卷写得好不好,要由职工来评。
1| 2012年,在上级工会的领导下,我厂工会还获得了多项荣誉。{e}
""",
    "a short text in one line with numbered parts of a series of articles": """
 | 某镇总工会2018年工作总结
1| 2018年,镇总工会在镇党委的领导下,做了以下工作。 一、{a} 在报刊发表稿件5篇,第1篇 是写劳模的,第2篇 是写工匠的。 二、{b} 三、{c}{d}{e}{f}{a}{b}{c}
""",
    "Part heads of an account's article": """
 | 集团工会2021年工作总结
1| 过去的一年,集团工会在党委的领导下,做了以下工作。{a}
1| PART 1
1| 思想引领
1| {b}
1| PART 2
1| 建功立业
1| {c}
1| PART 3
1| 关爱职工
1| {d}
""",
    "remarks in parentheses at the end of a section": """
 | 某县总工会2013年工作总结
1| 2013年,县总工会在县委的领导下,做了以下工作。
1| 一、{a}(下同)
1| 二、{b}(附名单)
1| 城关工会成立于1998年,基础较好,全年新建了5个小组。{c}
1| 三、{d}
""",
    "the fifth report about the meetings of a union": """
 | 某公司工会2014年工作总结
1| 2014年,公司工会在公司党委的领导下,做了以下工作。
1| 工作总结一
1| {a}
1| 一、{b}
1| 二、{c}
""",
    "a report that speaks of what comes first and last": """
 | 某局工会2012年工作总结
1| 2012年,局工会在局党组的领导下,做了以下工作。
1| 一、{a}
1| 再看一看帮扶方面,工作也有起色。
1| {b}
1| 最后是一份沉甸甸的成绩单,这份成绩单写得好,靠的是大家。
1| 二、{c}
1| 三、{d}
""",
    "attachments of one document": """
 | 某厂工会2012年工作总结
1| 2012年,厂工会在厂党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 附件1:先进名单
1| 附件2:经费收支表
1| 某厂工会
1| 2012年12月3日
""",
    "a list of members below a congress report": """
 | 某县教育工会工作报告
1| 各位代表:
1| 我受委员会委托,向大会作报告,请予审议。
1| 一、{a}
1| 二、{b}
1| 三、{c}
1| 某县教育工会委员会
1| 【名单】主席王丽,副主席李强,委员刘倩、陈明、周涛、赵云、孙平、郑敏等九人。
""",
    "a page of one line that is one report": """
 | 首页 > 工会 > 总结
1| 2018年,镇总工会在镇党委的领导下,做了以下工作。 一、{a} 二、{b} 三、{c} 四、{d} 五、{e} 六、{f} 七、{a} 八、{b} 九、{c} 十、{d}
""",
    "half year summary inside the year's with prev/next above": """
 | 某校工会总结
1| 本年度,学校工会在上级的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
 | 上一篇:通知 下一篇:公示
""",
    "figures and tasks that are led over to": """
 | 某厂工会2015年工作总结
1| 2015年,厂工会在厂党委的领导下,做了以下工作。
1| 一、{a}
1| 接下来看一组数字:走访慰问40户,发放慰问金3万元。
1| 二、{b}
1| 下面的工作更重,第二份责任书已经签下。
1| 三、{c}
1| 以上三项工作,请大家监督。
""",
    "a typical member in an attachment": """
 | 某县总工会2015年工作总结
1| 2015年,县总工会在县委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 今后,我们将继续努力。
1| 附:典型材料
1| 东风厂工会现有会员312人,是县里的老先进。{c}
1| 三、{d}
""",
    "entries of one report, one of a centre": """
 | 某市总工会2015年工作总结
1| 2015年,市总工会在市委的领导下,做了以下工作。
1| 【组织建设】{a}
1| 【维权服务】{b}
1| 【帮扶】{c}
1| 市职工服务中心
1| 【概况】中心成立于2003年,全年接待职工2000人次。{d}
1| 【培训】{e}
""",
    "the year after, below an advertisement": """
 | 某公司工会工作总结及计划
1| 2015年,公司工会在公司党委的领导下,做了以下工作。
1| 一、{a}
1| 二、{b}
1| 三、{c}
 | 广告:职工疗养套票热订
1| 2016年工作计划
1| 一、{d}
1| 二、{e}
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


FLAT_PARTS = [f"今年,我会在上级的领导下,做了以下工作。 一、{FILLERS[one]} 二、{FILLERS[two]}" for one, two in ("ab", "cd", "ef", "ac", "be")]
FLAT = {
    "labels that begin anew, links in front of one": (
        "网页快照 阅读模式 关闭 工会总结和计划 心得网 2018-11-30 09:14 小编为大家带来了工会总结,欢迎阅读。 工会工作总结 第1篇 {} 猜你喜欢:小学总结 | 工会简报"
        " 第2篇 {} 工会工作计划 第1篇 {} 工会工作计划 第2篇 {} 上一页 1 2 下一页 查看全文 赞(6) 踩(0) 提示:第1篇、第2篇等编号为原网页所有。"
    ),
    "labels with a colon": "首页 > 范文 > 工会 小编整理了工会总结,供大家参考。 篇一: {} 篇二: {} 篇三: {} 上一篇:无 下一篇:工会计划",
}


@pytest.mark.parametrize("page", FLAT.values(), ids=FLAT)
def test_a_page_in_one_line_is_split_at_the_labels_between_its_blanks(page: str) -> None:
    parts = FLAT_PARTS[: page.count("{}")]
    found = clean_page(Page("x.txt", page_id("x.txt")), Source(page.format(*parts), "txt", "utf-8")).reports
    assert [str(report.text).replace("\n", " ") for report in found] == parts


def test_articles_that_a_report_counts_in_one_line_part_nothing() -> None:
    text = f"{FLAT_PARTS[0]} 在报刊发表稿件5篇,第1篇是写劳模的,第2篇 是写工匠的。 三、{FILLERS['c']} 四、{FILLERS['d']} 五、{FILLERS['e']} 六、{FILLERS['f']}"
    found = clean_page(Page("x.txt", page_id("x.txt")), Source(text, "txt", "utf-8")).reports
    assert [str(report.text) for report in found] == [text]


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


NAMES = ("kinds of employers", "kinds of bodies", "last characters of names of bodies")


@pytest.mark.parametrize("kind", [kind for row in load(WordList, "word_lists.csv") if row.list in NAMES for kind in row.words])
def test_the_kind_of_a_body_ends_its_name(kind: str) -> None:
    assert organisation_of(f"2013年,柳河{kind}在上级的领导下,开展了工作。") == f"柳河{kind}"
    assert organisation_of(f"2013年,各{kind}在上级的领导下,开展了工作。") == ""


@pytest.mark.parametrize("line", ["柳河镇总工会2013年工作总结", "各位代表:", "一、工会工作总结", "2013年,镇工会在党委的领导下,开展工作。" + FILLERS["a"]])
def test_hostile_pages_are_read_in_steps_that_grow_with_their_length(line: str) -> None:
    short, long = (steps(lines_of((line + "\n") * count)) for count in (1_000, 4_000))
    assert long < 6 * short


def steps(page: list[Line]) -> int:
    """Calls of our own functions and of those they call, to find the seams and series of a page: a measure of work that no clock disturbs."""
    count = 0

    def counted(frame: object, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        find_seams(page)
        find_titled_series(page)
    finally:
        sys.setprofile(None)
    return count


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
