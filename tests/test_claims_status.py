"""Whether a figure is reported, planned or required, by the words around it and the section it stands in: one invented sentence a case."""

from __future__ import annotations

import pytest
from markup import read_marked

from unioncorpus.model.records import Period
from unioncorpus.segmenter.segment import segment

# What stands above the sentence: the heading of the section it is part of.
HEADS = {
    "plan": "一、主要任务\n",
    "key_points": "一、主要任务\n",
    "summary": "一、主要工作\n",
    "work_report": "二、今后五年的主要任务\n",
    "speech": "同志们：讲两点意见。\n一、抓好落实\n",
}
TAILS = {"speech": "要抓紧抓好。"}

SENTENCES = (
    ("plan", "全年慰问职工[[200人|planned]]，预算[[不超过8万元|planned]]。"),
    ("plan", "每名困难职工救助[[不超过2000元|required]]。"),
    ("plan", "各车间工会每月至少活动[[一次|required]]。"),
    ("plan", "全年举办讲座[[不少于6场|planned]]。"),
    ("plan", "每季度走访企业[[不少于3家|planned]]。"),
    ("plan", "每位委员至少联系[[2个|required]]班组。"),
    ("plan", "坚持例会制度，每周[[一次|required]]。"),
    ("plan", "全市尚有困难职工[[860户|reported]]，今年要脱困[[300户|planned]]。"),
    ("plan", "女职工占职工总数的[[六成|reported]]，要办好女职工学校[[1所|planned]]。"),
    ("plan", "团结带领全公司[[3000名|reported]]职工为完成任务而奋斗。"),
    ("plan", "会费按工资的[[0.5%|required]]足额收取。"),
    ("plan", "活动经费由每人[[200元|reported]]提高到[[300元|planned]]。"),
    ("plan", "在已建[[5个|reported]]驿站的基础上，再建[[3个|planned]]。"),
    ("plan", "对来信来访，[[五个工作日内|required]]答复。"),
    ("plan", "[[25人以上|required]]的企业都要建立工会。"),
    ("plan", "参训率达到[[95%以上|planned]]，满意率[[不低于90%|planned]]。"),
    ("plan", "力争使[[八成以上|planned]]的企业签订合同。"),
    ("plan", "2013年，新建工会[[30家|planned]]，发展会员[[900人|planned]]。"),
    ("plan", "围绕完成[[2亿元|planned]]的目标开展竞赛。"),
    ("plan", "工龄满[[30年|required]]的职工发纪念品。"),
    ("plan", "对患病职工，按每人[[500元|required]]给予慰问。"),
    ("plan", "医务室至少配备[[2张|planned]]病床。"),
    ("summary", "比计划提前[[12天|reported]]完工。"),
    ("summary", "完成年度计划的[[120%|reported]]。"),
    ("summary", "最高气温达[[39度|reported]]。"),
    ("summary", "其中最高补助[[2万元|reported]]。"),
    ("summary", "争取市总工会补助资金[[30万元|reported]]。"),
    ("summary", "新建驿站[[6个|reported]]，每个面积[[不少于20平方米|reported]]。"),
    ("summary", "《职工守则规定》印发[[600册|reported]]。"),
    ("summary", "每户最高可报销[[5000元|required]]。"),
    ("summary", "全县[[百人以上|required]]企业建会率达到[[98%|reported]]。"),
    ("summary", "按照每人[[300元|required]]的标准发放慰问品，共发放[[6万元|reported]]。"),
    ("speech", "目前，全县建会率只有[[61%|reported]]，年底必须达到[[80%|required]]。"),
    ("speech", "各级党委每年至少听取工会汇报[[两次|required]]。"),
    ("speech", "夜班补助眼下只有[[20元|reported]]，公司已经同意提高到[[30元|planned]]。"),
    ("speech", "每年评选工匠[[20名|planned]]，在全市营造尊重劳动的氛围。"),
    ("speech", "过去一年，全市新建工会[[300家|reported]]。"),
    ("speech", "今年要帮扶困难职工[[2000户|planned]]。"),
    ("speech", "市财政每年安排帮扶资金[[不少于200万元|required]]。"),
    ("work_report", "今后五年，培训职工[[5万人次|planned]]。"),
    ("plan", "对去年评出的[[8个|reported]]先进班组给予奖励。"),
    ("plan", "对已建会的[[60家|reported]]企业开展回头看。"),
    ("plan", "将[[120户|planned]]困难职工纳入帮扶。"),
    ("plan", "我厂现有职工[[800人|reported]]。"),
    ("plan", "继续为[[400名|planned]]女职工投保。"),
    ("plan", "去年建会[[40家|reported]]，今年计划建会[[50家|planned]]。"),
    ("plan", "新发展会员[[1200名|planned]]，其中农民工[[800名|planned]]。"),
    ("plan", "三季度开展送清凉，走访工地[[20个|planned]]，每个工地[[2000元|planned]]。"),
    ("plan", "上半年完成[[15家|planned]]，下半年完成[[10家|planned]]。"),
    ("plan", "每季度召开[[一次|planned]]主席办公会。"),
    ("plan", "职代会每年召开[[一次|planned]]。"),
    ("plan", "凡用工[[25人以上|required]]的单位，一律建立工会。"),
    ("plan", "每人缴纳[[100元|planned]]，最高可获补偿[[3万元|required]]。"),
    ("plan", "女职工代表[[不得少于30%|required]]。"),
    ("plan", "建会率力争达到[[95%以上|planned]]。"),
    ("plan", "总投资[[300万元|planned]]的职工之家要在年内竣工。"),
    ("plan", "面积[[600平方米|reported]]的活动中心已建成，要用好管好。"),
    ("plan", "预计惠及职工[[3000人|planned]]。"),
    ("plan", "工会干部培训面[[不低于80%|planned]]。"),
    ("plan", "困难职工由[[86户|reported]]减少到[[40户以内|planned]]。"),
    ("key_points", "各基层工会全年至少开展[[两次|required]]集体活动。"),
    ("key_points", "按时足额上缴经费，留成比例为[[60%|planned]]。"),
    ("key_points", "依法足额收缴经费，按工资总额[[2%|required]]拨缴。"),
    ("summary", "职工每人每年缴纳[[60元|reported]]，参保[[900人|reported]]。"),
    ("summary", "规定每名干部联系[[3户|required]]困难职工。"),
    ("summary", "确保了[[2000名|reported]]职工按时领到工资。"),
    ("summary", "建立了每月[[一次|required]]的例会制度。"),
    ("summary", "明年计划新建书屋[[10个|planned]]。"),
    ("summary", "工会要求各班组每周学习[[一次|required]]，全年共学习[[48次|reported]]。"),
    ("summary", "将[[3间|reported]]旧办公室改造成书屋。"),
    ("summary", "计划投资[[50万元|planned]]的活动中心已动工。"),
    ("summary", "离年初提出的[[90%|planned]]的目标还有差距。"),
    ("speech", "要让[[九成以上|planned]]的职工满意。"),
    ("speech", "去年我们帮扶了[[600户|reported]]，今年要再帮扶[[300户|planned]]。"),
    ("speech", "每个工会主席要交[[3个|required]]职工朋友。"),
    ("speech", "有的企业拖欠工资[[3个月|reported]]。"),
    ("speech", "受表彰的[[30名|reported]]劳模是大家学习的榜样。"),
    ("work_report", "职工工资年均增长[[不低于6%|planned]]。"),
    ("speech", "同志们，全市[[12万职工|reported]]是建设的主力军。"),
    ("summary", "在全县[[12家|reported]]企业中开展试点。"),
    ("plan", "要带领[[300名|planned]]青年职工开展竞赛。"),
    ("plan", "新建驿站[[3个|planned]]，为[[2000名|planned]]骑手服务。"),
    ("plan", "占地[[2亩|planned]]的活动场要在六月前建成。"),
    ("plan", "工会小组每月[[一次|planned]]学习。"),
    ("plan", "争取奖项[[5个|planned]]，争创[[3个|planned]]先进班组。"),
    ("summary", "合同约定：高温日每班补贴[[30元|required]]。"),
    ("summary", "签订合同[[12份|reported]]，约定最低工资每月[[2200元|required]]，惠及职工[[900人|reported]]。"),
    ("summary", "在约定的时间召开协商会[[3次|reported]]。"),
    ("summary", "建议上级每年补助[[3万元|planned]]。"),
    ("summary", "收集合理化建议[[320条|reported]]，建议采纳率[[40%|reported]]。"),
    ("summary", "公开收费标准、招标结果等事项[[36项|reported]]。"),
    ("summary", "收费标准为每人[[20元|required]]。"),
    ("summary", "应签合同的[[30家|reported]]企业，签了的有[[26家|reported]]。"),
    ("summary", "凡[[3000元以上|required]]的采购都经集体研究，全年研究[[9次|reported]]。"),
    ("summary", "先后救助病员[[8人|reported]]，单笔最高救助[[3万元|reported]]。"),
    ("summary", "坚持每周学习制度，全年集中学习[[不少于40次|reported]]。"),
    ("summary", "办理会员卡只需[[5分钟|reported]]。"),
    ("summary", "规划面积[[12平方公里|reported]]，入驻企业[[90家|reported]]。"),
    ("plan", "已建工会企业合同签订率保持在[[90%以上|planned]]。"),
    ("plan", "目前已建工会[[60家|reported]]。"),
    ("plan", "参保率较上年提高[[5个百分点|planned]]。"),
    ("plan", "驿站面积一般[[不低于15平方米|required]]，新建[[8个|planned]]。"),
    ("plan", "每年投入经费[[不低于10万元|planned]]。"),
    ("plan", "每年为每位劳模发放津贴[[不低于1000元|required]]。"),
    ("plan", "围绕园区[[18个|reported]]重点项目开展竞赛[[6场|planned]]。"),
    ("plan", "围绕焊接、起重[[两个|planned]]工种组织比武。"),
    ("plan", "对在册的[[65户|reported]]困难职工逐户走访，力争[[20户|planned]]脱困。"),
    ("plan", "对生活困难的[[50名|planned]]职工给予救助。"),
    ("plan", "实现产值增长[[9%|planned]]、利润[[突破2亿元|planned]]的目标。"),
    ("speech", "我到工地看过，有个班组[[30天|reported]]干完了大活。"),
    ("speech", "接到投诉[[12小时内|required]]介入。"),
    ("speech", "要在今年建会[[30家|planned]]。"),
    ("summary", "公司与工会签订的集体合同规定，司机年休假[[不少于5天|required]]，夜班津贴每班[[8元|required]]。"),
    ("summary", "区域性工资协议约定，缝纫工月薪[[不低于2600元|required]]。"),
    ("summary", "按规定发放津贴[[8万元|reported]]，签订合同[[30份|reported]]。"),
    ("summary", "公开栏没有达到每月[[一期|required]]的要求。"),
    ("summary", "严格执行留成比例[[不低于60%|required]]的规定。"),
    ("summary", "解决了[[12名|reported]]职工的要求，答复了[[3人|reported]]的要求。"),
    ("summary", "为[[213人|reported]]报销[[67.9万元|reported]]，个人最高报销[[2万元|reported]]。"),
    ("summary", "住院职工个人最高可报销[[2万元|required]]。"),
    ("summary", "每名职工慰问标准由[[1200元|reported]]提高到[[1500元|reported]]。"),
    ("summary", "慰问标准为每人[[300元|required]]。"),
    ("summary", "一线岗位最低工资比本市标准高出[[15%|reported]]。"),
    ("summary", "对[[40岁以上|required]]女教师进行了筛查。"),
    ("summary", "职工平均年龄[[38岁|reported]]。"),
    ("summary", "对月收入[[低于1740元|required]]、因病致贫的职工应帮尽帮。"),
    ("summary", "办公费支出[[不足3万元|reported]]。"),
    ("plan", "把乡镇工会补助标准提高到每年[[2万元|planned]]。"),
    ("plan", "去年捐款[[3.7万元|reported]]，今年[[不少于4万元|planned]]。"),
    ("plan", "去年建成的[[3处|reported]]驿站深受好评。"),
    ("plan", "竞赛目标：漏损率降至[[11%以下|planned]]，抢修到场时间[[不超过30分钟|planned]]。"),
    ("plan", "抢修到场时间[[不超过30分钟|required]]。"),
    ("plan", "主要指标：投诉办结时限[[不超过5天|planned]]。"),
    ("plan", "活动经费[[不应超过5万元|required]]，女代表[[不可少于10人|required]]。"),
    ("plan", "去年培训[[1200人|reported]]，今年培训[[1500人|planned]]。"),
    ("summary", "达到了省总工会建会率[[90%以上|required]]的要求。"),
    ("summary", "办理时限由[[5个工作日|reported]]缩短到[[1个工作日|reported]]。"),
    ("plan", "捐款力争比去年的[[9870元|reported]]有所增长。"),
    ("plan", "救助支出由上年的[[5万元|reported]]增加到[[8万元|planned]]。"),
    ("plan", "对尚未建会的[[15家|reported]]企业逐户上门。"),
    ("plan", "对新建会的[[15家|planned]]企业逐户上门。"),
    ("plan", "围绕“优质供水”，团结动员[[260多名|reported]]职工奋进新征程。"),
    ("plan", "动员[[260名|planned]]职工报名。"),
    ("plan", "组织[[40岁以下|required]]医护人员参加比武。"),
    ("speech", "据市里统计，全市灵活就业人员[[18万人|reported]]，要想办法把他们组织起来。"),
    ("speech", "城北厂的电焊工周师傅，干了一辈子，带出徒弟[[60多个|reported]]，个个是好手。"),
    ("speech", "我们县有[[9个|reported]]乡镇，职工[[4.2万人|reported]]，底子薄、摊子大。"),
    ("speech", "从县城到煤矿[[60公里|reported]]，职工上下班很不方便。"),
    ("speech", "刚才，[[四家|reported]]企业的工会主席介绍了做法，讲得实在。"),
    ("speech", "全区职工书屋[[43家|reported]]，有的门都不开，这样不行。"),
    ("speech", "第二批试点单位[[12个|reported]]，进度不平衡。"),
    ("speech", "全市女职工[[5万人|reported]]是一支了不起的力量。"),
    ("speech", "全市[[5万职工|reported]]要立足岗位、争创一流。"),
    ("speech", "比赛结束后，[[三名|reported]]选手被授予技术能手称号。"),
    ("speech", "[[80%以上|reported]]的厂子是小微企业，组建难度大。"),
    ("speech", "两年间，有[[900名|reported]]职工领到了补助，总金额达到[[120万元|reported]]。"),
    ("speech", "全省高校[[近两万名|reported]]教师参加初赛，[[80名|reported]]选手进入决赛。"),
    ("speech", "市总工会今年提出了新建驿站[[200个|planned]]的工作目标，大家要心里有数。"),
    ("speech", "上级下达了发展会员[[6000人|planned]]的年度目标。"),
    ("speech", "去年我们实现了建会[[80家|reported]]的工作目标。"),
    ("speech", "市里定的帮扶[[500户|reported]]的年度目标完成了。"),
    ("speech", "选好苗子，办好夜校，全年轮训[[2000人|planned]]。"),
    ("speech", "今年全县重点工程[[30项|planned]]，工程在哪里，工会就建到哪里。"),
    ("speech", "各级工会深入一线，走访职工[[1万名|planned]]，听听他们的心里话。"),
    ("speech", "大家动动脑筋，每人提建议[[一条|required]]。"),
    ("speech", "抓住园区这个重点，组建工会[[20家|planned]]。"),
    ("speech", "投资[[200万元|planned]]的职工之家要在年底前开门。"),
    ("speech", "职工入会率达到[[90%|planned]]。"),
    ("speech", "全市开展送清凉，慰问一线职工[[3万人|planned]]。"),
    ("speech", "困难职工每户救助[[1000元|planned]]，春节前发到手里。"),
    ("speech", "在办好去年冬训的基础上，全市再培训[[800人|planned]]。"),
    ("speech", "贷款人应无不良记录，且连续经营[[两年以上|required]]。"),
    ("speech", "今年全区还有[[9家|planned]]老厂要搬迁，涉及职工[[3000人|planned]]。"),
    ("speech", "全区还有[[9家|reported]]老厂没有职代会，这不行。"),
    ("speech", "广大职工积极参与，提出建议[[3200条|reported]]，采纳了[[900条|reported]]。"),
    ("speech", "办好职工食堂，改造宿舍[[40间|planned]]，职工就安心了。"),
    ("speech", "园区有企业[[300家|reported]]，抓紧建会[[200家|planned]]。"),
    ("speech", "市里去年拨了[[500万元|reported]]，今年再拨[[800万元|planned]]。"),
    ("speech", "湖滨区的做法好，他们投入[[60万元|reported]]，建起驿站[[18个|reported]]，职工天天去。"),
    ("speech", "这次比武设[[6个|reported]]工种，参赛选手[[180名|reported]]。"),
    ("summary", "完成了培训[[800人|reported]]的年度目标。"),
    ("summary", "认真组织职工参加竞赛，参赛率达到[[90%|reported]]的工作目标。"),
)


@pytest.mark.parametrize(("genre", "marked"), SENTENCES)
def test_status_in_its_section(genre: str, marked: str) -> None:
    text, expected = read_marked(marked)
    head = HEADS[genre]
    claims = segment(head + text + TAILS.get(genre, ""), genre=genre)[1]  # type: ignore[arg-type]
    assert [(c.start - len(head), c.end - len(head), c.status) for c in claims] == expected


def test_a_figure_that_was_raised_is_of_the_year_it_was_raised_in() -> None:
    period = Period(2018, 2018, 2018, "explicit", "2018年")
    text = "一、主要任务\n救助支出由上年的5万元增加到8万元。"
    assert [(c.quote, c.status, c.year) for c in segment(text, genre="plan", period=period)[1]] == [("5万元", "reported", 2017), ("8万元", "planned", 2018)]


def test_what_an_objective_allows_is_an_aim() -> None:
    text = "一、工作目标\n办结时限不超过5天，每名委员联系企业至少2家。\n二、工作措施\n每名委员联系企业至少2家。"
    assert [(c.quote, c.status) for c in segment(text, genre="plan")[1]] == [("不超过5天", "planned"), ("至少2家", "planned"), ("至少2家", "required")]


def test_the_opening_of_a_plan_tells_how_things_stand() -> None:
    text = "我公司有工地16个，农民工4000人。为做好服务，制定本计划。\n一、办好夜校\n办夜校6所。"
    assert [(c.quote, c.status) for c in segment(text, genre="plan")[1]] == [("16个", "reported"), ("4000人", "reported"), ("6所", "planned")]


def test_a_speech_that_tells_of_its_year_reports_even_what_sounds_like_a_call() -> None:
    text = "同志们：一年来，全区工会工作取得可喜成绩。\n一是组织建设稳步推进。组建工会40家。\n二是职工素质不断提高。举办夜校6期。"
    text += "\n下面讲两点意见。\n一、抓好组建\n要组建工会50家，要一家一家上门。"
    assert [(c.quote, c.status) for c in segment(text, genre="speech")[1]] == [("40家", "reported"), ("6期", "reported"), ("50家", "planned")]


def test_a_heading_of_a_speech_makes_plain_statements_targets() -> None:
    text = "同志们：开个短会。\n一、今年的工作任务\n全区职工书屋[[60家]]，去年有[[43家]]。".replace("[[", "").replace("]]", "")
    assert [(c.quote, c.status) for c in segment(text, genre="speech")[1]] == [("60家", "planned"), ("43家", "reported")]
