"""Which place a report speaks of as its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openings import Opening, openings

from unioncorpus.catalogue.organisation import find_organisation
from unioncorpus.catalogue.place import Division, Place, Towns, _forms, _line, find_place, find_town
from unioncorpus.resources import load, word_list

DIVISIONS = load(Division, "places.csv")


@pytest.mark.parametrize("opening", openings(), ids=lambda o: o.text[:24])
def test_place_of_openings(opening: Opening) -> None:
    organisation = find_organisation(opening.text)
    assert (organisation.province, organisation.city, organisation.county) == opening.place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("潜江市总工会在市委领导下开展工作,潜江市职工受益。", Place("湖北省", "", "潜江市", "429005", "潜江市")),
        ("仙桃市总工会动员仙桃市职工。", Place("湖北省", "", "仙桃市", "429004", "仙桃市")),
        ("青岛市总工会动员全市职工,青岛市各级工会积极行动。", Place("山东省", "青岛市", "", "370200", "青岛市")),
        ("贵州省总工会动员全省职工。", Place("贵州省", "", "", "520000", "贵州省")),
        ("上海市普陀区总工会动员普陀区职工。", Place("上海市", "", "普陀区", "310107", "普陀区")),
        ("舟山市普陀区总工会动员普陀区职工。", Place("浙江省", "舟山市", "普陀区", "330903", "普陀区")),
        ("石柱县总工会服务石柱县职工。", Place("重庆市", "", "石柱土家族自治县", "500240", "石柱县")),
        ("襄樊市总工会动员襄樊市职工。", Place("湖北省", "襄阳市", "", "420600", "襄樊市")),  # the present name, so that a place can be followed over the years
        ("广西总工会动员广西职工。", Place("广西壮族自治区", "", "", "450000", "广西")),
        ("长治市城区总工会服务长治市城区职工。", Place("山西省", "长治市", "", "140400", "长治市")),
    ],
)
def test_own_places(text: str, place: Place) -> None:
    assert find_place(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "组织职工赴青岛市考察,到井冈山参观学习。",  # visits
        "为绵竹市地震灾区捐款,支援玉树地震灾区。",  # relief
        "普陀区职工踊跃参加。",  # two places of the name and nothing else
        "开展安康杯竞赛,做好互助保障,维护长治久安,加强合作。",  # words
        "鼓楼区工会干部到会。",
        "在城区和郊区建立了工会。",
        "在镇党委和县总工会的领导下,党委和县政府关心职工。",  # 和县
        "做好市场调查,东方市场的职工入会。",
        "河南山区的孩子收到了图书。",
        "职工队伍和平稳发展,共和国建设者。",
        "今天镇总工会换届,今天镇党委到会祝贺。",  # 天镇
        "学习了河南省总工会、湖北省总工会的先进经验。",
        "赴江苏省总工会和浙江省总工会考察。",
        "我公司与山东省济南市的两家企业签订了合同。",
        "",
    ],
)
def test_places_merely_mentioned_or_inside_words(text: str) -> None:
    assert find_place(text) == Place()


@pytest.mark.parametrize("word", word_list("what a place has of its own"))
def test_what_a_place_has_of_its_own_makes_it_the_report_s(word: str) -> None:
    assert find_place(f"为沁源县{word}服务。").county == "沁源县"
    assert find_place("为沁源县服务。") == Place()


@pytest.mark.parametrize("word", word_list("words before a place of others"))
def test_a_place_visited_or_helped_is_another_s(word: str) -> None:
    assert find_place(f"组织职工{word}沁源县总工会。") == Place()


@pytest.mark.parametrize("word", word_list("words after a place of others"))
def test_a_place_of_news_or_lessons_is_another_s(word: str) -> None:
    assert find_place(f"沁源县{word},沁源县{word},沁源县{word}。") == Place()


@pytest.mark.parametrize(
    ("name", "known", "county"),
    [
        ("什刹海街道总工会", Place(), ""),  # nothing else known
        ("某县什刹海街道总工会", Place("北京市", "", "", "110000"), "西城区"),
        ("什刹海街道总工会", Place("北京市", "", "", "110000"), "西城区"),
        ("什刹海街道总工会", Place("河北省", "", "", "130000"), ""),  # elsewhere: not believed
        ("城关镇工会", Place(), ""),  # dozens of that name
        ("xx镇工会", Place(), ""),
        ("公司工会", Place(), ""),
        ("", Place(), ""),
    ],
)
def test_township_tells_its_county(name: str, known: Place, county: str) -> None:
    assert find_town(name, known).county == county


def test_a_resort_is_no_journey() -> None:
    assert find_place("", name="宁波市东钱湖旅游度假区总工会").city == "宁波市"
    assert find_place("宁波市旅游,宁波市之行。") == Place()


def test_every_town_table_row_is_a_county() -> None:
    codes = {division.code for division in DIVISIONS}
    rows = load(Towns, "towns.csv")
    names = [name for row in rows for name in row.names.split()]
    assert [row.where for row in rows if row.code not in codes] == []
    assert len(names) == len(set(names))


def test_depth_stops_the_descent() -> None:
    text = "青岛市总工会指导胶州市总工会,胶州市总工会建会多,胶州市职工多。"
    assert find_place(text, depth="city").city == "青岛市"
    assert find_place(text, depth="city").county == ""
    assert find_place(text, depth="province") == Place("山东省", "", "", "370000", "青岛市")


def test_every_division_is_found_by_its_own_name() -> None:
    """A name that only one division bears is read as that division, unless it is bound to the place before it."""
    for division in DIVISIONS:
        if division.bound or division.former or len(_forms()[division.name]) > 1:
            continue
        assert find_place(f"{division.name}总工会:{division.name}总工会。").code == _forms()[division.name][0], division.where


def test_every_code_has_its_province() -> None:
    for division in DIVISIONS:
        assert len(division.code) == 6
        assert _line(division.code)[0] == division.code[:2] + "0000", division.where


def test_former_names_are_no_present_ones_of_the_same_province() -> None:
    present = {(d.code[:2], d.name) for d in DIVISIONS if not d.former}
    assert [d.where for d in DIVISIONS if d.former and (d.code[:2], d.name) in present] == []


_WORDS = ["潜江市", "普陀区", "城区", "河南", "山区", "总工会", "赴", "、", "和县", "吉林", "市", "。"]


@given(st.lists(st.sampled_from(_WORDS), max_size=40).map("".join) | st.text(max_size=200))
def test_never_fails_and_quotes_the_text(text: str) -> None:
    place = find_place(text)
    assert place.evidence in text
    assert bool(place.code) == bool(place.province)
