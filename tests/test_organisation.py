"""Whose report it is, from the report's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openings import Opening, openings

from unioncorpus.catalogue.cues import Cue, name_cues, scan
from unioncorpus.catalogue.genre import find_genre
from unioncorpus.catalogue.names import find_bodies, find_names
from unioncorpus.catalogue.organisation import _led_spans, find_organisation
from unioncorpus.model.records import Organisation
from unioncorpus.resources import load, word_list

CUES = load(Cue, "organisation_cues.csv")
_WORDS = ["在", "县总工会", "镇党委", "的领导下", "我校", "我镇", "教职工", "公司工会", "\n", "。", "ＸＸ", "和", "我代表", "县委", "工会", "x", " "]


def read(text: str, **options: str) -> Organisation:
    return find_organisation(text.replace("⏎", "\n"), **options)


@pytest.mark.parametrize("opening", openings(), ids=lambda o: o.text[:24])
def test_type_and_level_of_openings(opening: Opening) -> None:
    organisation = find_organisation(opening.text, genre=find_genre(opening.text))
    assert organisation.type in opening.types
    assert organisation.level in opening.levels


@pytest.mark.parametrize("cue", CUES, ids=lambda c: c.where)
def test_every_cue_fires_on_its_example(cue: Cue) -> None:
    if cue.frame == "name":
        assert cue in [c for name in find_names(cue.example, []) for c in name_cues(name.stem)]
    elif cue.frame == "led":
        ((start, end),) = _led_spans(cue.example)
        assert cue in [c for c, _, _ in scan(cue.example[start:end], "led")]
    else:
        assert cue in [c for c, _, _ in scan(cue.example, cue.frame)]


@pytest.mark.parametrize(
    ("text", "name", "identity"),
    [
        ("2016年,沁源县总工会在县委的领导下开展工作,服务全县职工。", "沁源县总工会", "山西省长治市沁源县总工会"),
        ("一年来,红星纺织公司工会组织职工开展竞赛,公司员工积极参加。", "红星纺织公司工会", "红星纺织公司工会"),
        ("我县工会工作取得了成绩,沁源县职工队伍壮大。沁源县工会组织健全,全县会员增加。", "沁源县总工会", "山西省长治市沁源县总工会"),
        ("##镇工会一年来在镇党委的领导下做了大量工作。", "", ""),
        ("XX公司工会在公司党委领导下开展竞赛。", "", ""),
        ("县总工会在县委的领导下做了大量工作,全县职工受益。", "", ""),
    ],
)
def test_name_and_identity(text: str, name: str, identity: str) -> None:
    """A federation without a name of its own bears that of its place; masked names give none."""
    organisation = read(text)
    assert (organisation.name, organisation.id) == (name, identity)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("同志们:我代表县委、县政府向全县职工问好。工会工作很重要。", "party"),
        ("同志们:刚才县总工会作了报告,我完全同意。下面我对工会工作提几点要求。", "party"),
        ("同志们:我代表县政府,向劳动模范表示祝贺,向工会干部问好。", "government"),
        ("各位代表:我代表公司工会第三届委员会向大会报告。", "union"),
        ("各位老师:开学了,我讲三点。我校要抓好教学,老师们要备好课。", "employer"),
        ("感谢大家选举我担任工会主席,我将为职工服务。", "union"),
        ("在全县工会工作会议上的讲话\n县委副书记 某某\n同志们:工会工作做得好,我讲三点。", "party"),
        ("在全县工会工作会议上的讲话\n党组书记、县总工会主席 某某\n同志们:全县工会干部做得好,工会要再接再厉,我讲三点。", "union"),
        ("同志们:过去一年,全县各级工会做了大量工作,县委是满意的。下面我讲三点。", "party"),
    ],
)
def test_who_speaks(text: str, role: str) -> None:
    assert read(text, genre="speech").speaker_role == role


@pytest.mark.parametrize("word", word_list("words that stand before a name"))
def test_no_name_reaches_back_over_a_word_that_stands_before_names(word: str) -> None:
    assert [name.stem for name in find_names(f"{word}东港船厂工会一年来开展了以下工作。", [])] == ["东港船厂"]


@pytest.mark.parametrize("word", word_list("names that hold 和"))
def test_a_name_that_holds_the_word_for_and_is_kept_whole(word: str) -> None:
    assert [name.stem for name in find_names(f"2015年,{word}船厂工会一年来开展了以下工作。", [])] == [f"{word}船厂"]


@pytest.mark.parametrize("word", word_list("endings of the name of a union"))
def test_a_union_is_told_by_the_ending_of_its_name(word: str) -> None:
    assert [name.phrase for name in find_names(f"东港船厂{word}一年来开展了以下工作。", [])] == [f"东港船厂{word}"]


@pytest.mark.parametrize("word", [*word_list("words after 工会 that make it no name"), "组织", "工作者"])
def test_what_goes_on_after_the_word_for_union_names_nobody(word: str) -> None:
    assert find_names(f"东港船厂工会{word}如下。", []) == []


@pytest.mark.parametrize(
    "words", ["组织" + w for w in word_list("words after 工会组织 that make it a subject")] + ["工作" + w for w in word_list("papers on the work of a year")]
)
def test_a_union_that_acts_or_reports_on_its_work_is_named(words: str) -> None:
    assert [name.phrase for name in find_names(f"东港船厂工会{words}如下。", [])] == ["东港船厂工会"]


@pytest.mark.parametrize("word", word_list("kinds of bodies of which there are many"))
def test_a_kind_of_unions_is_nobody_s_name(word: str) -> None:
    assert find_names(f"指导{word}工会规范化建设。", []) == []


@pytest.mark.parametrize("word", word_list("words that say what kind of body it is"))
def test_a_name_of_common_words_alone_names_nobody(word: str) -> None:
    assert not any(name.proper for name in find_names(f"区{word}工会一年来开展了以下工作。", []))


@pytest.mark.parametrize("word", word_list("bodies beside the unions"))
def test_a_body_beside_the_unions_acts_in_the_first_words(word: str) -> None:
    assert find_bodies(f"东港县{word}一年来开展了以下工作。") == [f"东港县{word}"]


def test_a_title_names_an_organisation_of_the_type_and_level_that_the_text_shows() -> None:
    text = "一年来,县总工会在县委的领导下,服务全县职工,指导乡镇工会建立站点。"
    named = find_organisation(text, page_title="沁源县总工会年度工作总结")
    assert (named.name, named.county) == ("沁源县总工会", "沁源县")
    assert find_organisation(text, page_title="兴隆镇总工会年度工作总结").name == ""
    assert find_organisation("我校工会关心教师生活,慰问了老师。", page_title="沁源县总工会年度工作总结").name == ""


def test_prizes_of_a_province_are_not_its_own() -> None:
    text = "我县工会获评全省先进集体、全省“优秀帮扶站”、全省五一劳动奖状、全省文明单位。"
    assert find_organisation(text).level == "county"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("我受市教育工会第二届委员会的委托,向大会报告工作。", ""),
        ("我于2012年3月任县水保局工会主席。", "县水保局工会"),
        ("新建工会九家,其中乡镇工会三家。", ""),
        ("我在局里任办公室主任,同时兼任机关工会主席。", ""),
        ("仁和医院工会在复审中经受了考验,医务职工团结一心,护士们很满意。", "仁和医院工会"),
        ("一年来,职工活动和仁爱医院工会的一样多,我院工会服务护士。", ""),
        ("市第二人民医院工会服务护士,慰问病人,得到医务人员好评。", "市第二人民医院工会"),
        ("一年来,市人民医院工会服务护士,慰问病人,得到医务人员好评。", ""),
        ("这一年,全国海洋渔业系统工会深入学习大会精神,赴沿海调研。", ""),
        ("今年中国轻工产业工会全国委员会工作的总体要求是加强指导。", "中国轻工产业工会全国委员会"),
    ],
)
def test_words_before_a_name_are_not_part_of_it(text: str, name: str) -> None:
    assert find_organisation(text, genre="work_report").name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("各位代表:云溪县工会第九次代表大会开幕了。我代表云溪县工会第八届委员会作报告。全县会员增加。", "云溪县总工会"),
        ("各位代表:平川市第二人民医院第五届职工代表大会就要闭幕了。会上,院工会报告了工作,护士们很满意。", "平川市第二人民医院工会"),
        ("青榆小学2015年工会工作总结\n一年来,我校工会组织教师开展师德活动。", "青榆小学工会"),
        ("一年来,县卫生系统工会工作在县总工会的领导下取得进展。临水县卫生系统工会慰问了护士。", "临水县卫生系统工会"),
        ("2012年,金枫软件园联合工会在高新区总工会的领导下,服务园区职工。", "金枫软件园联合工会"),
        ("一年来,省教科文卫体工会指导全省高校工会开展竞赛。", "省教科文卫体工会"),
        ("2016年,南坪乡妇联在乡党委的领导下,带领全乡妇女创业。", "南坪乡妇联"),
        ("2016年,县妇联在县委的领导下,带领全县妇女创业。", ""),
        ("一年来,县医院工会服务护士。去年我们参观了平川市第二人民医院。", ""),
        ("在宏远纺织集团第四次工会会员代表大会上的报告\n各位代表:我代表集团工会第三届委员会报告工作。", "宏远纺织集团工会"),
        ("一年来,工业园区工会服务园区职工,指导企业建会。", ""),
        ("第六届职工代表大会开得很好,公司工会认真落实提案,员工满意。", ""),
        ("择优推荐5篇报集团工会。公司工会组织员工读书。", ""),
        ("XX小学2015年工会工作总结\n一年来,我校工会服务教师。", ""),
        ("XX县妇联在县委的领导下,带领全县妇女创业。", ""),
        ("槐树路小学2016学年第二学期工会工作计划\n本学期,工会要关心教师生活,开好教代会。", "槐树路小学工会"),
        ("槐树路小学工会工作小结与明年设想\n一年来,我校工会关心教师生活。", "槐树路小学工会"),
        ("槐江市税务局工会关于2019年工作情况的报告\n市直机关工会:\n2019年,我局工会组织干部职工参加健步走。", "槐江市税务局工会"),
        ("根据槐江市税务局工会关于报送总结的通知,现将我所工会工作总结如下。", ""),
        ("槐江县总工会:\n现将我公司工会2011年工作情况汇报如下:一年来,为职工办了八件实事。", ""),
        ("作为槐岭旅游公司工会的一名委员,我一年来分管文体工作,现述职如下。", "槐岭旅游公司工会"),
        ("尊敬的各位代表:现在我代表槐岭煤业公司工会委员会向大会报告工作,请审议。", "槐岭煤业公司工会委员会"),
        ("同志们:我代表槐岭县总工会向大会表示热烈祝贺!公司工会一年来办了不少实事,职工满意。", ""),
        ("2015年以来,槐树林场工会把职工冷暖放在心上,帮扶困难职工22户。", "槐树林场工会"),
        ("在槐山区总工会的指导下,槐山区建筑业工会联合会发展会员三千名,工人有了自己的家。", "槐山区建筑业工会联合会"),
        ("省教育工会、市教育工会先后来我校检查,对我校工会工作给予肯定。一年来,工会办了八件事。", ""),
    ],
)
def test_names_told_in_other_ways(text: str, name: str) -> None:
    """Short names of federations, employers that hold a congress or title their report, bodies beside the unions; masked and bare ones give none."""
    assert find_organisation(text, genre=find_genre(text)).name == name


def test_a_body_named_first_is_whose_report_it_is_unless_the_union_is_named_oftener() -> None:
    assert read("今年以来,县残联在县委的领导下,培训残疾人,慰问职工家庭。县残联还办了文艺演出。").type == "other"
    assert read("小区业主委员会成立一年来,维修电梯8部。").level == "unit"
    assert read("2016年,县工商联在县委统战部的领导下,发展会员85名。").level == "county"
    assert read("商会会员由86家发展到213家。").level == "unknown"
    assert read("本学期羽毛球协会、乒乓球协会活动频繁,我校教师积极参加,校工会作了安排。").type == "education"
    assert read("县妇联与县总工会一道表彰女职工。县总工会办了培训,县总工会走访了企业,全县职工受益。").type == "local_federation"


def test_title_decides_only_what_the_text_leaves_open() -> None:
    text = "一年来,我校工会在学校党支部的领导下,组织教职工开展活动。"
    assert read(text, title="乡镇工会工作总结 篇4").type == "education"
    assert read("工会开展了送温暖活动,走访了会员,慰问了职工。", title="乡镇工会工作总结").type == "township"
    assert read("本公司提供服务,收费合理。", title="乡镇工会工作总结").type == "enterprise"  # printed over a stranger


def test_a_place_that_never_speaks_of_workers_is_no_union() -> None:
    assert read("今年以来,在县委、县政府的领导下,全县上下狠抓项目,我县经济快速发展。").type == "party_government"


def test_the_superior_is_not_the_reporter() -> None:
    assert read("在县总工会和局党委的领导下,我们开展了活动。").type == "government"
    assert read("按照县总工会的要求,完成县总工会布置的任务,抓好辖区企业建会工作,推动非公企业建会。").type == "township"


@pytest.mark.parametrize("text", ["", "\n", "。", "工会", "春天来了,花开了。", "0" * 5000, "工会" * 3000, "在" * 3000 + "领导下"])
def test_texts_that_say_nothing(text: str) -> None:
    organisation = find_organisation(text)
    assert (organisation.type, organisation.name, organisation.province) == ("unknown", "", "")


@given(st.lists(st.sampled_from(_WORDS), max_size=60).map("".join) | st.text(max_size=300), st.sampled_from(["", "乡镇工会工作总结 篇1"]))
def test_evidence_stands_in_the_text(text: str, title: str) -> None:
    organisation = find_organisation(text, title=title, genre=find_genre(text))
    assert organisation.evidence in text or organisation.evidence in title
    assert organisation.place_evidence in text
    assert organisation == find_organisation(text, title=title, genre=find_genre(text))


def test_a_meeting_of_the_party_committee_on_its_unions_is_addressed_by_the_party() -> None:
    text = "同志们:\n今天召开的市委工会工作会议开得很及时。刚才,王某同志的报告讲得很实在。借此机会,我讲三点意见:\n一、提高认识。我市工会要发挥作用。"
    found = find_organisation(text, genre="speech")
    assert (found.type, found.level, found.speaker_role) == ("party_government", "city", "party")


def test_a_union_that_carries_out_such_a_meeting_speaks_for_itself() -> None:
    text = "同志们:\n为贯彻市委工会工作会议精神,县总工会今天召开全委会。我受常委会委托,向大会报告工作。过去的一年,县总工会发展会员三千人。"
    assert find_organisation(text, genre="speech").speaker_role == "union"
