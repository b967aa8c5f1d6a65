"""Sections whose kind the whole report tells: clipped summaries, tasks below guidance, closings in verse, months that are no schedule; and look-alikes."""

from __future__ import annotations

import pytest
from test_sections import read_marked, reading

CASES = {
    ("summary", "decimals"): """XX厂工会2019年工作总结
<1 opening>2019年，厂工会在厂党委领导下开展工作。
<1 work>1 主要工作
<2 work>1.1 组织建设
<3 work>(1)完成换届，选出委员7人。
<3 work>(2)新发展会员30人。
<2 work>1.2 劳动竞赛
<3 work>(1)开展竞赛3项。<4 work>①焊工组获第一名；<4 work>②钳工组获第二名。
<3 work>(2)征集建议45条。
<1 problems>2 存在的问题
<2 problems>2.1 活动覆盖面小。
<2 problems>2.2 经费不足。
<1 plan>3 下一年打算
<2 plan>3.1 继续抓好建会。
<2 plan>3.2 办好职工夜校。""",
    ("summary", "one paragraph each, verse headings"): """<1 opening>2020年，我在公司党委领导下履行职责，现将一年来履职情况报告如下。
<1 work>一、勤学习，在充电中强本领。全年读书12本。
<1 work>二、走基层，在一线中听心声。走访班组36个，解决难题21件。
<1 problems>三、查不足，在反思中找差距。<2 problems>一是学习不系统；<2 problems>二是创新不够。
<1 plan>四、谋未来，在新年中再出发。走遍全部班组，办好职工食堂。""",
    ("summary", "next year unheaded"): """<1 opening>一年来，商场工会做了以下工作：
<1 work>一、抓服务。开展微笑服务竞赛2次。
<1 work>二、抓关爱。慰问病员9人。
<1 plan>2016年，我们计划组织员工体检一次，办好员工书屋。""",
    ("plan", "months inside a numbered list"): """<1 opening>为做好工会工作，制定本计划。
<1 plan>一、主要工作
<2 plan>1、四月下旬召开职代会，审议报告两项。
<2 plan>2、签订集体合同。
<2 plan>3、办好职工运动会。
<1 schedule>二、月度安排
<2 schedule>三月：慶祝三八节。
<2 schedule>五月：表彰先进。""",
    ("work_report", "tasks below guidance"): """<1 opening>各位代表：我代表县总工会第五届委员会向大会报告工作，请审议。
<1 work>一、过去五年的工作回顾
<2 work>（一）建会工作成效明显。新建工会120家。
<2 work>（二）帮扶工作成效明显。帮扶职工3000人。
<2 experience>各位代表，五年的工作实践使我们体会到：必须坚持党的领导，必须服务职工。
<1 plan>二、今后五年的指导思想和主要任务
<2 guidance>（一）指导思想。高举旗帜，服务大局。
<2 objectives>（二）工作目标。会员达到5万人。
<2 plan>（三）主要任务
<3 plan>1.加强思想引领。每年宣讲20场。
<3 plan>2.加强维权服务。集体合同覆盖九成企业。
<1 closing>各位代表，让我们团结一心，为建设美丽家乡而努力奋斗！""",
    ("speech", "title above a subtitle"): """汇聚工人力量　共建幸福新城
——在平远区工会第三次代表大会上的讲话
（2016年5月20日）
区委书记　周立新
<1 opening>各位代表、同志们：
区工会第三次代表大会今天开幕了，我代表区委表示祝贺。下面，我讲两点意见。
<1 plan>一、提高站位，把准工会工作的方向。各级工会要旗帜鲜明讲政治。
<1 plan>二、服务大局，发挥工人阶级主力军作用。要组织好劳动竞赛。
<1 closing>同志们，让我们携手奋进，为建设新城作出贡献！""",
    ("speech", "awareness stays other"): """<1 opening>同志们：今天我讲两点意见。
<1 other>一、提高认识，增强做好帮扶工作的责任感。困难职工是我们的亲人，帮扶工作事关稳定。
<1 plan>二、突出重点，抓好帮扶工作。要建好档案，要落实资金。""",
    ("summary", "closing couplet with signature"): """<1 opening>今年以来，主要做了以下工作。
<1 work>一、抓竞赛
开展竞赛5次。
<1 work>二、抓关爱
慰问职工30人。
<1 closing>长风破浪，未来可期。厂工会将团结带领全厂职工，为企业转型升级贡献智慧和力量。
某某机械厂工会
2021年1月8日""",
    ("summary", "achievements of the past"): """<1 opening>一年来，我校工会扎实工作，总结如下：
<1 work>1、抓师德。举办报告会2场。
<1 work>2、抓活动。组织球赛3场。
<1 closing>成绩只能说明过去，新的一年我们将继续努力，把工会办成教工满意的家。""",
    ("plan", "guidance paragraph"): """<1 guidance>2018年，区教育工会将以十九大精神为指导，围绕教育中心工作，服务教职工，努力开创工会工作新局面。
<1 plan>一、加强学习
<1 plan>二、维护权益""",
    ("summary", "guidance words in a summary opening"): """<1 opening>2018年，区教育工会以十九大精神为指导，围绕中心，服务教职工，取得了较好成绩。现总结如下：
<1 work>一、加强学习
举办培训2期。
<1 work>二、维护权益
签订合同3份。""",
    ("key_points", "staff list and calendar"): """<1 guidance>一、总体要求
坚持服务大局。
<1 plan>二、重点工作
办好实事5件。
<1 other>校工会委员会成员及分工
张某某：全面工作。
<1 schedule>校工会2020年活动月历
<2 schedule>三月：趣味运动会
<2 schedule>五月：表彰大会""",
    ("summary", "reflection and intentions"): """<1 work>一、主要工作
<2 work>（一）学习。读书6本。
<2 work>（二）活动。组织活动4次。
<1 problems>二、反思与打算
理论学习不够，今后要多读书。""",
    ("summary", "gap and resolve in one last sentence"): """<1 opening>现总结如下：
<1 work>一、抓学习。办班2期。
<1 work>二、抓活动。比赛3场。
<1 closing>回顾一年工作，我们离职工的期盼还有差距，今后将加倍努力，当好职工的贴心人。""",
    ("summary", "01 02 lines of a newsletter"): """<1 opening>2023年，街道总工会聚焦主责主业，交出了一份暖心答卷。
<1 work>01
建会入会有力度
全年新建工会12家，发展会员860人，覆盖小微企业40家。
<1 work>02
服务职工有温度
建成户外驿站5个，慰问快递员、环卫工人300人次，受到欢迎。
<1 work>03
技能提升有深度
举办技能比武4场，培养工匠6名，评选优秀班组8个。""",
    ("summary", "PART"): """<1 opening>2022年，公司工会工作回顾如下。
<1 work>PART 1 思想引领
组织宣讲12场，覆盖职工900人次，职工思想更加统一。
<1 work>PART 2 素质提升
举办培训8期，培训职工400人次，职工技能明显提高。""",
    ("summary", "A B below 1"): """<1 work>一、主要工作
<2 work>1、组织建设
<3 work>A、换届选举。选出委员7名。
<3 work>B、发展会员。发展会员40名。
<2 work>2、宣传工作
<3 work>A、办好专栏。更新8期。
<3 work>B、报送信息。报送20条。""",
    ("plan", "main tasks and measures"): """<1 opening>为做好2015年工会工作，特制定如下计划：
<1 guidance>（一）工作思路
以创建模范职工之家为抓手。
<1 plan>（二）工作任务
<2 plan>1、深化民主管理。
<2 plan>2、深化劳动竞赛。
<1 plan>（三）工作要求
各分会要加强领导。""",
    ("key_points", "items run on across headings"): """<1 guidance>2021年工会工作总体要求：坚持服务大局，服务职工。
<1 plan>一、强化引领
<2 plan>1.开展宣讲20场。
<2 plan>2.选树典型5名。
<1 plan>二、强化服务
<2 plan>3.帮扶职工60户。
<2 plan>4.组织疗休养100人。""",
    ("summary", "experience"): """<1 opening>现将开展职工书屋建设的情况汇报如下：
<1 other>一、基本情况
全县有企业320家，职工2.1万人。
<1 experience>二、主要做法
<2 experience>（一）领导重视，高位推动。
<2 experience>（二）部门联动，形成合力。
<1 work>三、取得的成效
建成书屋40家。
<1 experience>四、几点体会
一定要依靠党政。
<1 plan>五、下一步打算
扩大覆盖面。""",
    ("summary", "decimal with deeper"): """<1 work>1．工作开展情况
<2 work>1．1职工权益
<3 work>1．1．1签订合同8份。
<3 work>1．1．2调解争议3起。
<2 work>1．2职工文化
举办晚会1场。
<1 plan>2．下年计划
办好书屋。""",
    ("speech", "problems then calls"): """<1 opening>同志们：这次会议很重要。刚才总结了工作，我完全赞成。
<1 work>一、肯定成绩，坚定信心。一年来，全县新建工会60家，发展会员4000人，取得了显著成绩。
<1 problems>二、正视问题，增强忧患意识。建会不平衡，有的乡镇只有2家。
<1 plan>三、突出重点，狠抓落实。要抓住非公企业，要用好政策。""",
    ("work_report", "the people called on in the middle of a report"): """<1 work>一、工作回顾
<2 work>（一）建会有进展。新建工会20家。
<2 work>（二）帮扶有成效。帮扶职工300人。
各位代表，成绩来之不易，要倍加珍惜。
<1 plan>二、今后任务
发展会员2000人。""",
    ("summary", "verse in the middle closes nothing"): """<1 opening>一年来，我们做了以下工作：
<1 work>一、抓服务
春风化雨，润物无声。工会将心比心，走访职工300户，贡献爱心物资200件。
<1 work>二、抓文化
组织比赛6场。""",
    ("summary", "seeking the way is work"): """<1 opening>一年来，我们做了以下工作：
<1 work>一、明确方向，抓好学习。组织了学习12次。
<1 work>二、找准载体，抓好竞赛。开展了竞赛4次。
<1 work>三、谋划长远，抓好阵地。建成了书屋2个。""",
    ("summary", "years and amounts at the start of a line are no marks"): """<1 work>一、工作情况
09年新建工会5家，发展会员120人。
08年新建工会3家，发展会员80人。
<1 plan>二、打算
继续建会。""",
    ("summary", "a clipped summary that speaks of needs"): """<1 opening>镇总工会全年工作情况汇报如下。
<1 work>一、工作完成情况
<2 work>1.1月走访企业12家，了解职工需要。
<2 work>2.要案快办，调解纠纷3起。
<2 work>3.三月举办女职工比赛，四月举办讲座。
<1 problems>二、存在问题
力量不足，必须加强；经费不足，要继续争取；宣传不够，要进一步努力，将继续改进。""",
    ("plan", "guidance and aims stay guidance"): """<1 guidance>一、指导思想和总体目标
坚持服务大局，会员达到900人。
<1 plan>二、重点任务
抓好建会。""",
    ("speech", "thoughts of unity with calls"): """<1 opening>同志们：今天我讲两点意见。
<1 other>一、统一思想，进一步增强紧迫感。形势发展很快，工会工作十分重要。
<1 plan>二、加强领导。各级党委要听取汇报。""",
    ("plan", "one item of three begins with a month"): """<1 plan>一、组织建设
<2 plan>1.六月底前完成换届。
<2 plan>2.配强工会干部。
<2 plan>3.建好会员台账。""",
    ("summary", "label colon paragraphs"): """<1 opening>2019年，我支部工会工作汇报如下：
<1 work>在组织建设方面，发展会员20人，建立小组4个。
<1 work>在民主管理方面，召开职代会1次，办结提案12件。
<1 work>在文体活动方面，举办球赛2场。""",
    ("work_report", "problems after experience"): """<1 opening>各位代表：现在，我代表工会委员会作工作报告，请审议。
<1 work>一、四年来的工作
<2 work>（一）职工素质显著提高。培训职工3000人。
<2 work>（二）维权机制不断完善。签订合同200份。
<2 problems>在肯定成绩的同时，我们也清醒地看到，工作中还存在不少问题：覆盖面不广，创新不够。
<1 plan>二、今后的工作任务
<2 plan>（一）着力建功立业。每年开展竞赛10项。
<2 plan>（二）着力维权帮扶。建好帮扶中心。""",
    ("summary", "unnumbered headings"): """<1 opening>2015年，院工会在院党委的领导下，较好地完成了各项任务。
<1 work>民主管理再上台阶
召开职代会2次，审议方案3个，征集提案45件，办结率达到百分之百。
<1 work>职工之家更有温度
改造职工小家5个，慰问住院职工60人次，为职工办理互助保险900份。
<1 work>文体活动丰富多彩
举办球赛、合唱比赛等6场，参加职工1200人次，受到职工好评。""",
    ("plan", "a whole schedule in one paragraph"): """<1 plan>一、主要任务
<2 plan>1.办好职工讲座。
<2 plan>2.签订集体合同。
<1 schedule>二、时间安排
一季度：办讲座；二季度：签合同；三季度：看望病员；四季度：总结。""",
    ("plan", "a schedule of quarters"): """<1 plan>一、主要任务
<2 plan>1.办好职工讲座。
<2 plan>2.签订集体合同。
<1 schedule>二、时间安排
<2 schedule>一季度：办讲座；签合同。
<2 schedule>二季度：看望病员；总结。""",
    ("summary", "practice that is the work"): """<1 other>一、基本情况
园区有企业90家，职工6000人。
<1 work>二、主要做法
<2 work>（一）抓建会。新建工会12家。
<2 work>（二）抓协商。签订合同30份。
<1 problems>三、存在问题
工会干部偏少。""",
    ("summary", "practice beside the work"): """<1 work>一、工作成效
新建工会12家，签订合同30份。
<1 experience>二、主要做法
<2 experience>（一）坚持党建带工建。
<2 experience>（二）坚持上下联动。
<1 problems>三、存在问题
工会干部偏少。""",
    ("work_report", "problems below no lesson"): """<1 opening>各位代表：现在，我代表工会委员会作工作报告，请审议。
<1 work>一、五年来的工作
签订合同200份，培训职工3000人。
<1 experience>二、主要体会
我们体会到：<2 experience>一是必须坚持党的领导；<2 experience>二是必须服务职工。
<1 problems>同时，我们也清醒地看到，工作中还有一些不足：覆盖面不广，创新不够。
<1 plan>三、今后五年的主要任务
<2 plan>1.深化民主管理。每年开好职代会。
<2 plan>2.办好职工实事。建好驿站3座。""",
    ("speech", "one more point, and thanks"): """<1 opening>同志们：今天我讲两点意见。
<1 plan>一、要把组织建实。各车间要配强工会小组长。
<1 plan>二、要把制度立好。各单位要按季公开账目。
<1 plan>最后我再强调一点，就是作风问题。要多到班组去，少在屋里坐。
<1 closing>同志们，让我们携起手来，为企业发展作出新的贡献！""",
    ("summary", "work below a lead-in, a wish for next year"): """<1 opening>社区有商铺300家，从业人员900人。一年来，社区工会做了以下工作。
<1 work>成立了餐饮行业工会小组4个，吸收店员入会110人。
组织包粽子比赛一场、消防演练两次，为3名店员追回欠薪。
<1 plan>明年想再办两件事：办缝纫班，办暑假班。""",
    ("summary", "what is to be mended"): """<1 work>1、送安全到井口。开展宣传4次。
<1 work>2、送温暖到家庭。慰问职工30户。
<1 problems>3、今后需改进的方面。台账不齐，信息报送不及时。""",
    ("summary", "mending done"): """<1 work>1、送安全到井口。开展宣传4次。
<1 work>2、改进服务的方面有新招。慰问职工30户。
<1 work>3、送温暖到家庭。慰问了病员5人。""",
    ("summary", "a closing in the face of new tasks"): """<1 opening>2020年，区总工会团结带领全区职工投身建设、建功立业，各项工作取得新成绩。
<1 work>——组织建设有新拓展。全区工会达到870个。
<1 work>——帮扶救助有新力度。救助职工300人次。
<1 closing>面对新形势新任务，全区各级工会将改革创新，为振兴老区贡献力量。""",
    ("summary", "first person heading with ask"): """<1 opening>一年来，公司工会做了大量工作。
<1 work>一、聚焦主业，展现新作为
开展竞赛5项，创效300万元。
<1 work>二、聚焦职工，彰显新担当
慰问职工800人次。
<1 plan>三、聚焦明年，谋划新发展
深化产改，培育工匠5名，建好驿站3座。""",
    ("speech", "practice announced"): """<1 opening>同志们：我代表三厂工会发言。我们的主要做法是：
<1 work>一、领导重视。
厂长每月听一次汇报，经费列入预算。
<1 work>二、阵地扎实。
厂里腾出两间房办书屋，工人下班都爱来。
<1 closing>同志们，让我们携起手来，为企业发展作出新的贡献！""",
    ("speech", "practice to be learnt from"): """<1 opening>同志们：学习先进单位的做法，要抓好两条。
<1 plan>一、领导重视。
各单位主要负责人亲自抓，要听汇报。
<1 plan>二、阵地扎实。
要腾出房子办书屋。""",
    ("speech", "results as headings"): """<1 opening>各位代表：一年来，全区工会工作取得了可喜成绩。
<1 work>一是组织建设稳步推进。新建工会四十家。
<1 work>二是维权机制不断健全。推行集体协商。
<1 work>三是开展送温暖。走访职工家庭。
<1 plan>下一步，要做好两件事。
<2 plan>第一，要抓好组建。各镇要拿出办法。
<2 plan>第二，要抓好维权。要管住欠薪。""",
    ("speech", "results called for"): """<1 opening>同志们：讲两点意见。
<1 plan>一是组织建设要稳步推进。各镇抓紧建会。
<1 plan>二是推动维权机制不断健全。要推行协商。""",
    ("speech", "results wished for"): """<1 opening>同志们：我相信，通过大家的努力，一定会取得新的成绩。
<1 plan>一是工会组织不断健全。各村都要有人管。
<1 plan>二是职工生活逐步改善。要办好食堂。""",
    ("speech", "an account up to what is short"): """<1 opening>同志们：今天开个短会。
<1 work>一、组织网络建起来了
各村成立工会小组。
<1 work>二、职工活动搞起来了
组织了篮球赛。
<1 problems>三、存在的问题
活动场所太少。
<1 plan>四、今后的打算
要建好活动室。""",
    ("speech", "calls up to what is short"): """<1 opening>同志们：今天开个短会。
<1 plan>一、组织网络要建起来
各村要成立工会小组，必须在月底前办完。
<1 plan>二、职工活动要搞起来
要组织篮球赛。
<1 problems>三、存在的问题
活动场所太少。""",
}


@pytest.mark.parametrize(("case", "marked"), CASES.items(), ids=[f"{genre}: {name}" for genre, name in CASES])
def test_what_the_report_makes_of_its_sections(case: tuple[str, str], marked: str) -> None:
    text, expected = read_marked(marked)
    assert reading(text, case[0]) == expected
