"""What sites write before, behind and inside a report goes, whatever the kind of site; what a report holds stays, however much it looks like that."""

from __future__ import annotations

import re
from pathlib import Path

import opencc
import pytest
import sample_marks as marks
from hypothesis import given, settings
from hypothesis import strategies as st

from unioncorpus import script
from unioncorpus.loader import read_page
from unioncorpus.loader.boilerplate import is_title
from unioncorpus.loader.chrome import LineSign, of_site, weigh
from unioncorpus.loader.clean import is_broken, join_page
from unioncorpus.loader.formats import Source
from unioncorpus.loader.furniture import interface_share
from unioncorpus.loader.html import read_html
from unioncorpus.loader.lines import lines_of
from unioncorpus.loader.page import clean_page, page_id
from unioncorpus.model.records import Page
from unioncorpus.resources import load, word_list
from unioncorpus.script import fold, to_simplified

REPORT = """2014年,我局工会在局党组和上级工会的领导下,坚持服务中心、服务职工,各项工作取得了新的进展。现将主要情况汇报如下:
一、抓好组织建设
全年新建工会小组6个,发展会员48名,会员入会率达到98%。组织工会干部参加业务培训2期,参训35人次。
二、关心职工生活
元旦春节期间走访困难职工22户,发放慰问金1.76万元;为职工办理互助保险,参保率达到100%。
三、丰富文体活动
举办乒乓球、拔河等比赛5场,参加职工260余人次,职工的精神面貌焕然一新。
新的一年里,我们将继续努力,把工会工作提高到一个新的水平。"""
LINES = REPORT.split("\n")

HEADS = {
    "document library": """云山文库首页 精品文档 实用文书
VIP 免券下载 个性推荐 我的文库
局机关工会年终工作总结
4.2 分 (超过 85% 的文档) 1.2万阅读 256下载 5页
会员特权免费 立即下载 收藏 转存到网盘""",
    "shared file": """文档下载
工作总结.doc
关注TA的文档 私信
1人已阅读
文档热度: ★★★☆☆""",
    "government portal": """网站支持IPv6
请您登录 个人中心 智能问答
局长信箱 | 网上调查 | 意见征集
WATER AFFAIRS BUREAU
热搜词: 防汛 水价 河长制
您所在的位置: 首页 - 党建之窗 - 群团工作
[ 字号: 大 中 小 ] [ 我要打印 ] [ 关闭 ] 视力保护色:""",
    "content platform": """首页 / 职场 / 正文
机关笔杆子
2015-01-11 07:45 IP属地:湖南 发布于:湖南
+ 关注
8 评论
收藏
海报分享""",
    "forum": """江边社区 > 论坛 > 职场天地
只看楼主 阅读全部 脱水模式
楼主:湘水渔夫 时间:2015-01-06 11:22:00 点击:5213 回复:17""",
    "English interface": """Skip to main content
Home  About  News  Resources  Contact
You are here: Home / Documents / Reports
Posted by admin on January 9, 2015 | Views: 1,024 | Comments Off
Share this: Facebook Twitter Weibo""",
    "public account": """功能介绍 服务职工,凝聚力量
收录于合集 #工会动态 12个
点击“水务工会”关注我们哦~
轻触阅读原文
2015-01-09 18:20""",
    "intranet": """欢迎使用协同办公系统 当前用户:guest 在线人数:15
[首页] [公文管理] [信息中心] [通讯录] [注销]
信息中心 → 群团动态 → 查看信息
密级:普通 紧急程度:一般 发送人:王丽 发送时间:2015-01-09 09:12:33
附件:(无)
正文:""",
    "news app": """<返回 文章详情 ···
打开APP 查看更多精彩内容
Lv.5 优质创作者
3.2万粉丝
阅读约需4分钟""",
    "questions and answers": """问题补充:
要求1000字左右,谢谢!
提问者:小雨点 | 提问时间:2015-01-12 | 悬赏:10
满意答案
好评率:98%
检举 | 2015-01-13""",
    "cached page": """这是搜索引擎对该网页的网页快照
在此期间,目前网页可能已经更改。 了解详情
纯文字版
简体 | 繁体  加入收藏  设为首页""",
    "personal library": """搜文章 找馆友
馆友 wjh1968 2015-01-20 | 96 阅 | 12转
转藏全屏朗读分享
+关注""",
    "editor's note": """云岭在线 > 时政 > 本地要闻
新闻热线:0888-5550000  数字报 | 客户端 | 视频
2018-09-13 08:05:22 来源:某某日报 参与互动(0) A+ A-
编者按:近日,局工会召开全体会议。本网现将总结全文刊登如下,以飨读者。(本报记者 甲某 通讯员 乙某)""",
}

TAILS = {
    "document library": """阅读了该文档的用户还阅读了这些文档
7页 工会工作总结范文 3.9分
你可能喜欢
工会工作计划 工会活动方案 教师工会总结
使用前必读 | 文库协议 | 广告服务""",
    "file shop": """试看结束 购买后可下载完整版全套资料(共326份)
温馨提示:虚拟商品一经售出概不退换
看了又看
会议纪要模板 ¥5.0
客服在线时间 9:00-23:00""",
    "terms": """1、下载文档前请自行鉴别文档内容的完整性
2、付费后不意味着购买了该文档的版权,仅供个人、单位学习之用
最近下载
工会经费收支管理办法.pdf""",
    "government portal": """信息公开选登
· 关于2015年水利安全生产工作的意见
· 局党组召开专题民主生活会
返回上一级 打印此页 关闭此页 返回顶部
联系地址:某某市河滨路18号 传真:0700-1234567
建议使用1024*768分辨率 IE8.0以上版本浏览器
网站标识码 4300000012 政府网站找错""",
    "content platform": """声明:以上内容为“机关笔杆子”自媒体作者上传并发布,平台仅提供信息发布服务
8条评论 抢首评
老赵
太实用了,正愁怎么写呢
2015-01-12
回复 2
相关推荐
谈话提纲怎么列?掌握这3步就够了
更多精彩内容尽在本号""",
    "forum": """举报 | 1楼 | 打赏 | 评论
作者:江边柳 时间:2015-01-06 13:40:12
mark,明天照着写
楼主这个单位福利不错啊,我们单位工会什么都不发
热帖推荐
单位里的那些事儿——一个老科员的自白""",
    "English interface": """Tags: union, annual report
Previous: Budget notice 2015
Leave a Reply
Your email address will not be published. Required fields are marked *
Recent Posts
Proudly powered by WordPress""",
    "public account": """— 完 —
来源 | 局工会
文字 | 刘倩
长按二维码,关注“水务工会”
喜欢就点个“在看”吧
↓↓↓ 往期精彩 ↓↓↓""",
    "intranet": """[转发] [回复] [打印] [关闭]
阅读情况:已阅 45 人 未阅 12 人
领导批示:
张局长:已阅,请办公室存档。 2015-01-12 10:05
页面执行时间:0.156秒""",
    "news app": """展开阅读全文
打开APP阅读更多内容
热门跟贴
网友[火星人]:收藏备用
0/200 发送
没有更多了""",
    "questions and answers": """编辑于 2015-01-15 20:31
赞同 45
4 条评论
其他回答
小城笔记
多去看看你们单位往年的材料就行了,不难的。
发布于 2015-03-02
违法和不良信息举报:010-00000001""",
    "newspaper": """(责任编辑:木某  审核:李某  终审:周某)
打开微信,点击底部的“发现”,使用“扫一扫”即可将网页分享至朋友圈。
×
·市工会代表大会胜利闭幕 选举产生新一届领导班子 (09-14)
·我市230名职工代表共话改革发展 (09-13)
凡本网注明“来源:某某日报”的所有作品,版权均属于本报社,未经授权不得转载。""",
    "converted page": """-------------------------------
本页面由文库繁体版自动转换生成,如有错漏,请以简体版为准。
搜索引擎与网页作者无关,不对网页内容负责。""",
    "what else was read": "看过工会总结范文的人还看了:\n1.企业工会年终总结\n2.乡镇工会年度工作总结\n3.医院工会总结范文",
    "what may be liked": "猜你喜欢:小学工会工作总结|工会主席述职|工会活动简报",
    "what others read": "看了本文的网友还看了:\n1、企业工会年终总结\n2、乡镇工会工作总结",
    "a pager run together": "上一页12下一页\n共2页,当前第1页12",
    "a pager": "共 3 页 首页 上一页 [1] 2 3 下一页 尾页",
    "an editor takes leave": "好啦,今天就分享到这里,需要word版的朋友评论区扣“工会”,我发你\n#工会工作 #工作总结 #公文写作 #体制内",
    "an account takes leave": "本期推荐就到这里,觉得有用记得点赞收藏哦~",
    "a writer takes leave": "以上就是今天整理的工会总结,喜欢的朋友可以私信我领取完整版。",
    "a copy kept by a machine": "本页为机器缓存,与原网站无关。 提示:编号为原网页所有。",
    "an editor judges": "点评:这篇总结条理清楚,数据扎实,值得借鉴。",
    "a reader judges": "这份总结写得不错,适合机关工会参考。",
    "the motto of a forum's member": "-----签名档-----  加班到天明,写稿到白头。",
    "a forum cuts a post": "(字数超过限制,余下内容请分楼发表)",
    "a program that reads scans": "/ . 、 ■\n[识别引擎 v2.4  未识别字符 17 个]",
    "the pages of a newspaper": "第01版:要闻 第02版:综合 第03版:基层工会 第04版:副刊\n本版标题:年终回眸 | 帮扶座谈会 | 我献一计\n某某报社版权所有",
    "the foot of a letter": "-------------------\n小范 / 工会办公室 / 电话:0000-6123347\n本邮件及其附件仅限于发送给上面地址中列出的个人。",
    "the end of an attachment": "=====附件一完=====\n发件人: 宋工   收件人: 小范   主题: 补报",
    "words on a ruled line": "------------------------------ 点击查看更多企业工会资料 ------------------------------",
    "an advertisement, so named": "—— 广告:公务员考试用书八折包邮 ——",
}

INSIDE = [
    "→点击查看更多“工会工作计划”相关文章←",
    "[图片] 图为拔河比赛现场。 王某 摄",
    "【点击阅读】一图读懂工会代表大会报告",
    "广告 × 关闭",
    "资质代办 工程师挂靠 QQ:8888888",
    "【编辑推荐】银行柜员个人总结  工会主席述职报告",
    "--- 第 3 页 / 共 9 页 ---",
    "=====第2页=====",
    "Page 3 of 9",
    "—— 4 ——",
    "某某文库  第 3 页",
    "视频加载中...",
    "以下内容需要回复才能看到",
    "[此帖被老刘在2015-01-06 12:10重新编辑]",
    "(未完,请翻到下一页)",
    "Advertisement",
    "△图为职工拔河比赛现场(通讯员 供图)",
    "年终总结相关:教师工会总结 企业工会总结",
    "{$content}",
    "👉 点击领取公文写作大礼包",
    "⬇⬇⬇",
    "(下转第三版)",
    "———— 分割线 ————",
    "微信公众号:公文笔杆子",
    "试读到此结束",
    "—— 广告:考试用书八折包邮 ——",
    "【广告】法规汇编2010版现货,定价28元,点此选购",
    "广告:疗养院春节家庭套票热订 电话:800—XXXX",
    "推广:考证报名八折优惠",
    "------ 点击查看更多企业工会资料 ------",
    "·216·  青山年鉴2007",
    "群众团体  ·215·",
    "会议文件之三",
    "(广告)职工疗养套票热订",
    "=====广告时间=====",
    "猜你喜欢:小学工会工作总结 | 工会主席述职 | 工会简报",
]

TAILS_THAT_STAY = {
    "signature": "某某市水务局工会委员会\n2014年12月28日",
    "official foot": "市水务局工会\n二〇一四年十二月二十八日\n主题词:工会 工作 总结\n抄送:市总工会,局党组,机关各科室\n(共印30份)",
    "attachments": "附件:1.2014年工会经费收支情况表\n2.困难职工帮扶名单\n3.先进集体和先进个人名单\n市水务局工会\n2014-12-28",
    "whom to ask": "联系人:王丽 联系电话:0700-1234567\n邮箱:swgh@example.com",
    "request": "以上报告,请予审议。\n谢谢大家!",
    "table": "附表:2014年工会经费收支表\n项目 金额(万元) 备注\n会费收入 3.2 会员缴纳\n活动支出 8.4 文体活动\n合计 25.96",
    "drawn table": "附表:\n┌──────┬──────┐\n│项目  │金额  │\n├──────┼──────┤\n│会费  │3.2万元│\n└──────┴──────┘",
    "marked table": "附表:\n| 项目 | 金额 |\n| --- | --- |\n| 会费 | 3.2万元 |",
    "cells": "附:先进名单\n先进集体\n供水管理所工会小组\n优秀工会干部\n张建国\n王丽\n李强",
    "slogans": "会议口号:\n【劳动最光荣】\n【服务职工 奉献社会】\n工会万岁",
    "schedule": "三月:三八妇女节活动\n五月:五一评先表彰\n十月:职工运动会",
    "wishes": "最后,祝大家身体健康、工作顺利、阖家幸福!",
    "who reports": "报告人:王丽\n2014年12月28日",
    "notes": "注:以上数据统计截至2014年11月底。\n说明:经费数据来源于财务决算。",
    "questions": "我们要问一问自己:职工的冷暖我们了解多少?困难职工的需求我们满足了多少?",
    "channels": "局工会开通了职工信箱和QQ群,欢迎广大职工提出意见和建议,多给我们留言。",
    "an application": "请各工会小组组织会员下载“水务工会”APP,登录注册后参与线上答题。",
    "publicity": "全年在《工人日报》发表稿件3篇,在局网站发布信息46条,阅读量达到1.2万次。",
    "meeting": "会议时间:2014年3月5日 14:30\n会议地点:三楼会议室\n参加人员:全体会员",
    "registration": "报名方式:请扫描二维码登录小程序报名\n报名截止时间:3月10日17:00\n咨询电话:1234567(王丽)",
    "hours": "08:30-09:00 签到\n09:00-10:00 开幕式\n10:00-11:30 分组比赛",
    "telephones": "举报电话:0700-1234567\n监督邮箱:jd@example.com\n维权热线:12351",
    "staff": "主席:王丽\n副主席:李强、张建国\n委员:刘倩 陈明 周涛",
    "figures": "会员数:486人\n入会率:98%\n经费支出:12.6万元",
    "date in figures": "2014.12.28",
    "bullets": "● 组织建设\n● 维权服务\n● 文体活动",
    "cut off": "在今后的工作中,我们将……",
    "voices": "职工评论说:“工会真是职工的娘家!”\n大家点赞、转发,纷纷留言,反响热烈。",
    "rights": "积极开展打击侵权盗版宣传,普及版权知识,举办版权讲座2期。",
    "where it was adopted": "(2014年12月28日在局职工代表大会上通过)",
    "draft": "(讨论稿)",
    "awards": "优秀组织奖:供水所、河道站、水政大队\n一等奖:张建国(供水所)\n二等奖:王丽(机关)、李强(河道站)",
    "a speech ends": "今天我就讲到这里,谢谢大家!",
    "an account of an office ends": "我的述职到此结束,请各位领导、同志们批评指正。",
    "sharing with an audience": "以上是我会的一些做法,与各位分享,不当之处请批评指正。",
    "an introduction ends": "我们的经验介绍就到这里,谢谢大家!",
    "an answer to be judged": "这份答卷写得好不好,要由职工来评判。",
    "the last contract": "最后一份集体合同也在年底前签订完毕。",
    "a commented event": "点评:由市总工会专家对参赛作品逐一点评。",
    "an advertising company": "广告公司工会组建率达到60%。",
    "numbered machines": "#1机组检修竞赛 #2机组检修竞赛",
    "whom to send it to": "联系人:王丽 收件人:市总工会办公室",
    "a masked signature": "×××工会\n××年×月×日",
    "letters by mail": "通过邮件、微信等方式征求职工意见,发件人均为会员代表。",
    "who contributed it": "(水务局工会供稿)",
    "who wrote it": "(王 丽)",
    "papers of a meeting": "会议材料准备充分,会议文件印发到每位代表手中。",
    "a second attachment": "附件二:先进集体名单",
    "the next front": "下一条战线上,我们还要继续努力,为职工办更多的实事。",
    "two duties": "第一份是对职工的责任,第二份是对企业的责任。",
}

INSIDE_THAT_STAYS = [
    *("【主要做法】", "★ 特色工作", "◆ 创新亮点", "更多的职工参与到活动中来", "相关部门支持力度不够", "热门培训项目开设情况", "关注职工身心健康"),
    *("最新政策宣讲5场", "分享会", "阅读活动", "·送清凉", "2014.3.8 趣味运动会", "2014-05-01 表彰先进", "联系电话:1234567", "1/3的职工参加了活动"),
    *("责任单位:办公室", "来源:职工捐款", "时间:3月8日 地点:职工活动中心", "活动照片集3册", "下载中心建设", "会员评价", "作者:王丽", "——为水务发展凝聚力量"),
    *("流程:申请→审核→公示→发放", "图1 活动参与情况", "中心(站)→小组(室)", "【广告牌】设计一等奖:王丽"),
    "广告制作培训班",
    "【广告牌更新】",
    "会议材料准备情况",
    "第一篇 组织建设",
    "=====",
    "—— 在帮扶中见真情 ——",
    "下面我汇报第一份调研成果。",
    "最后一份合同签订完毕。",
    "这篇文章在《工人日报》发表,受到好评。",
    "这份协议书写得清清楚楚,职工看了都满意。",
    "我手上有一份名单,都是困难职工。",
    "编后记由职工撰写",
    "本报告期内新增会员12人",
    "本报记者采访了我会的做法。",
    "接下来的一篇大文章,是抓好困难职工解困脱困工作。",
    "第二份是厂务公开的满意度问卷,满意率为96%。",
]


def page_of(text: str) -> Page:
    return clean_page(Page("x.txt", page_id("x.txt")), Source(text, "txt", "utf-8"))


def kept(text: str) -> str:
    return "\n".join(str(report.text) for report in page_of(text).reports)


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_what_a_site_writes_above_a_report_goes(head: str) -> None:
    assert kept(f"{head}\n{REPORT}") == REPORT


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_what_a_site_writes_below_a_report_goes(tail: str) -> None:
    assert kept(f"{REPORT}\n{tail}") == REPORT


@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_a_signature_above_the_site_s_lines_stays(tail: str) -> None:
    signed = f"{REPORT}\n市水务局工会\n2014年12月28日"
    assert kept(f"{signed}\n{tail}") == signed


@pytest.mark.parametrize("line", INSIDE)
def test_a_line_of_the_site_s_inside_a_report_goes(line: str) -> None:
    assert kept("\n".join([*LINES[:5], line, *LINES[5:]])) == REPORT


@pytest.mark.parametrize("chrome", ["", "\n上一篇:工会计划\n下一篇:无\n【打印】【关闭】"], ids=["at the end", "above chrome"])
@pytest.mark.parametrize("tail", TAILS_THAT_STAY.values(), ids=TAILS_THAT_STAY)
def test_the_foot_of_a_report_stays(tail: str, chrome: str) -> None:
    assert kept(f"{REPORT}\n{tail}{chrome}") == f"{REPORT}\n{tail}"


@pytest.mark.parametrize("line", INSIDE_THAT_STAYS)
def test_a_line_that_only_looks_like_the_site_s_stays(line: str) -> None:
    assert kept("\n".join([*LINES[:5], line, *LINES[5:]])).split("\n") == [*LINES[:5], line, *LINES[5:]]


def test_a_box_of_several_lines_in_a_sentence_is_cut_with_the_break() -> None:
    box = "┌────────┐\n开通VIP会员,尊享全站文档免费下载\n  [立即开通]  [9.9元体验7天]\n└────────┘"
    text = "坚持“生病住院必访、生活困难必访”,全年共走访\n{}慰问职工43人,送去慰问金2.15万元。"
    assert kept(f"{REPORT}\n{text.format(box + chr(10))}") == REPORT + "\n" + text.format("").replace("\n", "")


def test_a_running_title_goes_with_the_page_it_heads() -> None:
    marks = [f"豆苗库 www.doumiao.example\n--- 第 {n} 页 / 共 9 页 ---" for n in (2, 3, 4)]
    text = "\n".join([LINES[0], LINES[1], LINES[2], marks[0], LINES[3], LINES[4], marks[1], LINES[5], LINES[6], marks[2], LINES[7]])
    page = page_of(text)
    assert [str(r.text) for r in page.reports] == [REPORT]
    assert {row.kind for row in page.removed} == {"page"}


@pytest.mark.parametrize(
    ("before", "mark", "after", "joined"),
    [
        ("有3名职工获得表彰,其中", "第 3 页 共 9 页", "女职工2名,青年职工1名。", True),
        ("我会组织全体会员认真学习有关理论", "-3-", "和上级会议精神。", True),
        ("全年推荐稿件5篇报集团工会。", "- 1 -", "3.2 抓实民主管理", False),
        ("附件:重点活动安排表", "- 2 -", "序号", False),
        ("某某公司工会委员会", "- 3 -", "某某公司工会年度总结", False),
    ],
)
def test_only_sentences_are_joined_over_a_page_mark(before: str, mark: str, after: str, joined: bool) -> None:
    text = f"{before}\n{mark}\n{after}"
    at = text.index(mark, len(before))
    assert join_page(text, at, at + len(mark)) == ((len(before), at + len(mark) + 1) if joined else (at, at + len(mark)))


def test_numbers_of_table_rows_are_no_page_numbers() -> None:
    table = "序号\n活动名称\n规模\n1\n教学竞赛\n90人\n2\n健步走\n1500人\n3\n合唱比赛\n20支队"
    assert kept(f"{REPORT}\n{table}\n注:各单位可自行安排特色活动,经费从留成中列支。") == f"{REPORT}\n{table}\n注:各单位可自行安排特色活动,经费从留成中列支。"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("内设健身、阅览、第 3 页 共 9 页心理减压三个功能区。", "内设健身、阅览、心理减压三个功能区。"),
        ("添置微波炉、冰箱(好苗文档网www.haomiao.example整理)等电器20多件。", "添置微波炉、冰箱等电器20多件。"),
        ("返还金额95万元左右。▼ 点击展开查看更多范文 ▼ [赞助商链接]对外地员工给予补助。", "返还金额95万元左右。对外地员工给予补助。"),
        ("完成计划的118%。【广告】信用卡秒批,点此申请三季度组织点钞比赛。", "完成计划的118%。三季度组织点钞比赛。"),
        ("分三批安排疗休养。医院工会工作总结范文为全体女职工办理了保险。", "分三批安排疗休养。为全体女职工办理了保险。"),
        ("教材共3页,第1页为目录。", "教材共3页,第1页为目录。"),
        ("建立台账(查看台账12本),举办图片展【图片展】1次。", "建立台账(查看台账12本),举办图片展【图片展】1次。"),
        ("局工会网站(www.swgh.example)点击量上升。", "局工会网站(www.swgh.example)点击量上升。"),
        ("工会工作总结已上报,工会工作计划有序推进。", "工会工作总结已上报,工会工作计划有序推进。"),
        ("保证新工会转得动。(某县总工会网站原创,转载请注明)全年新建工会9家。", "保证新工会转得动。全年新建工会9家。"),
        ("分配方案(未经职代会通过)不得实施。", "分配方案(未经职代会通过)不得实施。"),
    ],
)
def test_what_is_pasted_into_a_sentence_goes(text: str, clean: str) -> None:
    assert kept(f"{REPORT}\n{text}") == f"{REPORT}\n{clean}"


@pytest.mark.parametrize("noun", word_list("documents of the genre"))
def test_a_document_of_the_genre_is_a_title_and_goes_where_it_stands_between_sentences(noun: str) -> None:
    assert is_title(f"柳河镇总工会2013年{noun}")
    assert not is_title(f"我会完成了2013年的各项{noun}。")
    assert kept(f"{REPORT}\n我会走访困难职工,柳河公司工会工作{noun}。职工反响热烈。") == f"{REPORT}\n我会走访困难职工,职工反响热烈。"


@pytest.mark.parametrize("noun", word_list("other documents with a title"))
def test_other_documents_have_a_title_too(noun: str) -> None:
    assert is_title(f"柳河镇总工会2013年{noun}")
    assert not is_title(f"柳河镇总工会2013年{noun[0]}")


@pytest.mark.parametrize("word", word_list("words that begin a paragraph"))
def test_a_line_break_in_front_of_words_that_begin_a_paragraph_is_none_inside_a_sentence(word: str) -> None:
    assert not is_broken("我会为广大职工谋利益并推进全面发展的客", f"{word}我们做了许多工作")
    assert is_broken("我会为广大职工谋利益并推进全面发展的客", "观要求我们做了许多工作")


@pytest.mark.parametrize("word", word_list("words behind a number that counts"))
def test_a_number_goes_on_over_a_line_break_with_what_it_counts(word: str) -> None:
    assert is_broken("我会在全县各乡镇走访慰问的困难职工共有12", f"{word}以上")
    assert not is_broken("我会在全县各乡镇走访慰问的困难职工共有12", "柳河以上")


def test_a_keyword_before_a_section_marker_goes() -> None:
    assert kept(REPORT.replace("二、关心", "工会工作总结二、关心")) == REPORT


def test_html_shows_controls_and_marks_what_is_hidden_in_a_paragraph(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in LINES)
    pasted = paragraphs.replace("比赛5场,", "比赛5场,<span class='k1'>银行工会年终总结</span>")
    pasted = pasted.replace("参训35人次。", "参训35人次。<span class='adbox'>点此申请</span>")
    head, form = "<head><style>.k1{color:#fff;font-size:1px}</style></head>", "<form>评论内容:<button>提交评论</button></form>"
    html = f"<html>{head}<body><div>{pasted}</div>{form}</body></html>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    page = read_page(tmp_path / "a.html")
    assert [str(report.text) for report in page.reports] == [REPORT]
    assert "提交评论" in page.source
    assert {("injected", "银行工会年终总结"), ("site", "点此申请")} <= {(row.kind, page.source[row.start : row.end]) for row in page.removed}


@pytest.mark.parametrize(
    "html",
    ["<p>慰问<span style='color:red'>困难</span>职工</p>", "<p><span class='kw'>慰问困难职工</span></p>", "<p>慰问<b class='adorn'>困难</b>职工</p>"],
)
def test_html_marks_nothing_that_is_seen_or_is_the_paragraph(html: str) -> None:
    page = read_html(f"<html><body>{html}</body></html>")
    assert (page.text, page.pasted) == ("慰问困难职工", ())


@pytest.mark.parametrize("row", load(LineSign, "line_signs.csv"), ids=lambda row: row.where)
def test_every_line_sign_shows_in_its_example_and_not_in_its_counter_example(row: LineSign) -> None:
    assert row.weight != 0
    assert re.search(row.pattern, row.example)
    assert not row.counter or not re.search(row.pattern, row.counter)


@pytest.mark.parametrize("line", [*LINES, *(line for line in "\n".join(TAILS_THAT_STAY.values()).split("\n")[:20] if "-" not in line)])
def test_lines_of_reports_do_not_weigh_as_the_site_s(line: str) -> None:
    assert weigh(line) <= 0


@pytest.mark.parametrize(("line", "share"), [("收藏(12) 分享 举报", 1.0), ("慰问困难职工", 0.0), ("12 / 34", 0.0)])
def test_the_share_of_interface_words(line: str, share: float) -> None:
    assert interface_share(line) == share


def test_no_line_no_hand() -> None:
    assert of_site([]) == []


def test_hands_are_told_in_one_pass_over_a_hostile_page() -> None:
    lines = lines_of("\n".join(["一", "分享", "×" * 150, "慰问职工40名。"] * 20_000))
    assert len(of_site(lines)) == len(lines)


def test_narrow_lines_of_two_reports_are_prose_all_the_same() -> None:
    second = "2016年,红柳镇总工会在镇党委的领导下,围绕中心、服务大局,较好地完成了全年任务。全镇新建工会11家,发展会员620人,走访困难职工45户。"
    wrapped = [line[i : i + 24] for line in [*LINES, second] for i in range(0, len(line), 24)]
    assert "".join(kept("\n".join(wrapped)).split()) == "".join((REPORT + second).split())


@pytest.mark.parametrize("title", ["江边文库 www.jiangbian.example", "水务年终材料", "2014年终总结"])
def test_a_line_that_runs_through_the_page_goes(title: str) -> None:
    halves = [(line[: len(line) // 2], line[len(line) // 2 :]) for line in LINES if len(line) > 40]
    text = "\n".join(f"{a}\n{title}\n{b}" for a, b in halves)
    assert "".join(kept(f"{text}\n{LINES[-1]}").split()) == "".join(a + b for a, b in halves) + LINES[-1]


def test_entries_of_a_table_do_not_run_through_the_page() -> None:
    tasks = ["开展劳动竞赛,提升职工技能", "举办职工运动会,丰富职工生活", "走访困难职工,送去组织温暖"]
    text = "\n".join(f"{n}.{task}\n责任单位:生产部\n(生产部负责)\n生产部" for n, task in enumerate(tasks, 1))
    assert kept(f"{REPORT}\n{text}\n{LINES[-1]}") == f"{REPORT}\n{text}\n{LINES[-1]}"


def test_numbers_that_count_on_from_page_to_page_go() -> None:
    long = [line for line in LINES if len(line) > 40]
    text = "\n".join(f"{''.join(LINES[2:])}{line[:30]}\n{n}\n{line[30:]}" for n, line in enumerate(long, 1))
    assert not any(part.isdigit() for part in kept(text).split("\n"))


def test_no_piece_of_a_sample_report_weighs_as_chrome() -> None:
    """Wherever a line is broken: the weights are of what sites write, not of words that reports use as well."""
    pieces = set()
    for page in marks.read_all():
        for report in page.reports:
            removed = [(r.start, r.end) for r in page.removed if report.start <= r.start < report.end]
            edges = [report.start, *(edge for span in removed for edge in span), report.end]
            text = fold(to_simplified("".join(page.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True))))
            pieces |= {line[i : i + width].strip() for line in text.split("\n") for width in (12, 24, 36) for i in range(0, len(line), width)}
    assert len(pieces) > 5_000
    assert [piece for piece in pieces if weigh(piece) > 5] == []


LINE = st.text(alphabet="一二工会职总结计划。,:;!?0123²½·|>→【】[]()×★登录分享阅读页第共\u3000 -/", max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINE, max_size=14))
def test_any_lines_are_read_and_nothing_is_lost_silently(parts: list[str]) -> None:
    page = page_of("\n".join(parts))
    covered = {i for row in page.removed for i in range(row.start, row.end)} | {i for r in page.reports for i in range(r.start, r.end)}
    assert all(i in covered or char.isspace() for i, char in enumerate(page.source))


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("柳河镇总工会2013年工作总结", True),
        ("│ 工会网 → 文章中心 → 总结计划 → 正文 │", False),
        ("好范文网", False),
        ("工会工作总结(精选5篇)-好文档网", True),
        ("主题:报送工会工作总结", False),
        ("浏览 1874 次 回复 6 篇", False),
    ],
)
def test_paths_subjects_and_counters_are_no_titles(line: str, title: bool) -> None:
    assert is_title(line) is title


def test_the_title_of_a_series_pasted_twice_into_its_sentences_is_cut() -> None:
    title = "车间工会总结及明年打算"
    first = f"建立台账,{title}件件有回音。登记物资,{title}工作效率提高。\n" + "慰问困难职工,开展劳动竞赛。" * 9
    second = f"举办培训班,印发{title}三百份。" * 8
    page = clean_page(Page("x.txt", page_id("x.txt")), Source(f"{title}①\n{first}\n{title}②\n{second}", "txt", "utf-8"))
    assert [str(report.text) for report in page.reports] == [first.replace(title, ""), second]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("审议了集体合同。乡镇工会总结20xx范文会后逐项办理,工会(乡镇工会总结20xx范文)坚持走访。", "审议了集体合同。会后逐项办理,工会坚持走访。"),
        ("对绩效分配、排班等问题召开座谈会。乡镇工会总结20xx范文4篇\n慰问职工40名。", "对绩效分配、排班等问题召开座谈会。\n慰问职工40名。"),
        ("下发《乡镇工会总结20xx范文》供各单位参照。", "下发《乡镇工会总结20xx范文》供各单位参照。"),
    ],
)
def test_a_title_that_calls_itself_a_model_text_goes_wherever_it_was_pasted(text: str, clean: str) -> None:
    assert kept(f"乡镇工会总结20xx范文\n{REPORT}\n{text}") == f"{REPORT}\n{clean}"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("为教师举办仪式。(村小工会工作计划)每周三下午为健身时间。", "为教师举办仪式。每周三下午为健身时间。"),
        ("按照学期工作安排(含村小工会工作计划)开展活动。", "按照学期工作安排(含村小工会工作计划)开展活动。"),
        ("村小工会工作计划已经上报,村小工会工作计划由各组执行。", "村小工会工作计划已经上报,村小工会工作计划由各组执行。"),
    ],
)
def test_a_title_in_brackets_between_clauses_goes(text: str, clean: str) -> None:
    assert kept(f"村小工会工作计划\n{REPORT}\n{text}") == f"{REPORT}\n{clean}"


WRAPPED = """　　2009年，面对国际金融危机的冲击，镇工会联合会在镇党委的
领导下，组织开展约定行动，引导企业不裁员、少减薪，引导
职工爱岗位、多奉献，取得了较好的效果，职工队伍保持稳定。
　　为了让企业工会主席会干事、能干事，联合会采取以会代训的
方式进行培养，平时每逢例会都安排业务讲解，把如何调解纠
纷讲深讲透，镇工会还联合卫生院、司法所开展下乡进厂活动
为职工量血压、解答疑问，深受欢迎。
　　（一）继续推行集体合同制度，三月底前完成专项合同的续签
工作，挡车工岗位工资有所增加。"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("title", ["", "某镇工会总结\n\n"], ids=["alone", "below an empty line"])
def test_paragraphs_of_wrapped_lines_begin_where_they_are_indented(newline: str, title: str) -> None:
    clean = kept((title + WRAPPED).replace("\n", newline)).split("\n")
    assert clean == ["".join(part.split("\n")) for part in WRAPPED.removeprefix("　　").split("\n　　")]


@pytest.mark.parametrize(
    "text",
    [
        "一．防疫防汛双线作战\n组织巡查。",
        "二.建功立业\n组织竞赛。",
        "01\n思想引领 凝心铸魂\n举办合唱比赛,职工登台。\n02\n民主管理,共话发展大局\n召开职代会。",
    ],
)
def test_numbers_of_headings_stay(text: str) -> None:
    assert kept(f"{REPORT}\n{text}") == f"{REPORT}\n{text}"


def test_the_characters_of_one_script_are_those_that_opencc_knows() -> None:
    common = "".join(map(chr, range(0x4E00, 0x9FA6)))
    simplified, traditional = (opencc.OpenCC(config).convert(common) for config in ("t2s", "s2t"))
    both = list(zip(common, simplified, traditional, strict=True))
    only_traditional = "".join(c for c, s, t in both if s != c and t == c and c not in "著乾")
    assert script._marks() == (only_traditional, "".join(c for c, s, t in both if t != c and s == c))
