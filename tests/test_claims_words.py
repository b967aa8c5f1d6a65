"""What the word lists do for claims: every word of a list is read as the list's name says."""

import pytest

from unioncorpus.resources import word_list
from unioncorpus.segmenter.claims import find_claims
from unioncorpus.segmenter.claims.context import of_grade, took_part
from unioncorpus.segmenter.claims.links import unlinked
from unioncorpus.segmenter.claims.persons import is_person

_BODIES = "队组班会"  # a name that holds one of these is taken for one of a body, also 组长


@pytest.mark.parametrize("word", [word for word in word_list("nouns that name people") if word[0] not in _BODIES])
def test_nouns_that_name_people_make_a_count_one_of_heads(word: str) -> None:
    assert is_person("困难" + word)
    assert not is_person(word + "小组")


@pytest.mark.parametrize("word", [word for word in word_list("words that only end like people") if word not in ("职工", "农民")])
def test_words_that_only_end_like_people_are_none(word: str) -> None:
    assert not is_person("项目" + word)


@pytest.mark.parametrize("word", word_list("words that join a noun to its number"))
def test_words_that_join_are_no_part_of_what_is_counted(word: str) -> None:
    assert unlinked("困难职工" + word) == "困难职工"


@pytest.mark.parametrize("word", word_list("verbs of changing to a figure"))
def test_a_change_to_a_figure_is_no_part_of_what_is_counted(word: str) -> None:
    assert unlinked(f"会员{word}到") == "会员"


@pytest.mark.parametrize("word", word_list("heads, bodies and times that a figure is per") + word_list("things and people that a figure is per"))
def test_what_a_figure_is_per_is_no_part_of_what_is_counted(word: str) -> None:
    assert unlinked("补助每" + word) == "补助"
    assert find_claims(f"补助每{word}200元。")[0].per


@pytest.mark.parametrize("word", word_list("further things that a figure is per"))
def test_further_things_are_what_a_figure_is_per(word: str) -> None:
    assert find_claims(f"补助每{word}200元。")[0].per == word


@pytest.mark.parametrize("word", word_list("events people come to"))
def test_people_came_to_the_event_named_before(word: str) -> None:
    assert took_part("参加", "安全" + word) == "参加安全" + word


@pytest.mark.parametrize("word", word_list("levels that grade an award"))
def test_a_level_grades_what_was_counted_before(word: str) -> None:
    assert of_grade(word + "级", "职工书屋") == word + "级职工书屋"


@pytest.mark.parametrize("word", word_list("what is done within a time allowed"))
def test_a_time_allowed_is_a_figure_and_a_stretch_of_it_is_none(word: str) -> None:
    assert [claim.quote for claim in find_claims(f"提案3天内{word}。")] == ["3天内"]
    assert not find_claims("3天内,我们走访了车间。")
