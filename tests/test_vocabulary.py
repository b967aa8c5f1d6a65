"""Converted mainland text comes back to what the original said; text written in Taiwan, Hong Kong or Macau, and words meant as they stand, do not change."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unioncorpus.loader.vocabulary import OriginWord, TaiwanWord, is_converted_mainland, origin_scores, restore
from unioncorpus.resources import load
from unioncorpus.script import to_simplified

TAIWAN_WORDS = load(TaiwanWord, "taiwan_words.csv")
ORIGIN_WORDS = load(OriginWord, "origin_words.csv")


def restored(traditional: str) -> str:
    """The text with its characters simplified and its words restored."""
    text = to_simplified(traditional)
    pieces, done = [], 0
    for start, end, new, _rule in restore(text):
        pieces += [text[done:start], new]
        done = end
    return "".join([*pieces, text[done:]])


@pytest.mark.parametrize("word", TAIWAN_WORDS, ids=lambda w: f"{w.where}-{w.form}")
def test_every_row_works_on_its_own_example(word: TaiwanWord) -> None:
    before, after = word.example.split("⇒")
    assert before != after
    assert restored(before) == after
    assert word.where in [rule for _start, _end, _new, rule in restore(before)]


@pytest.mark.parametrize("sentence", [s for w in TAIWAN_WORDS for s in w.stays])
def test_what_must_stay_stays(sentence: str) -> None:
    assert [(sentence[start:end], new, rule) for start, end, new, rule in restore(sentence)] == []


@pytest.mark.parametrize("word", ORIGIN_WORDS, ids=lambda w: f"{w.where}-{w.form}")
def test_every_origin_word_tells_on_its_own_example(word: OriginWord) -> None:
    mainland, elsewhere = origin_scores(word.example)
    assert (mainland if word.origin == "mainland" else elsewhere) >= word.weight


CONVERTED = {
    "在行政的大力支援下,圓滿完成了幫扶專案": "在行政的大力支持下,圆满完成了帮扶项目",
    "下發檔案三份,困難職工檔案一戶一檔": "下发文件三份,困难职工档案一户一档",
    "建立健全工會組織,開展文明班組建立活動": "建立健全工会组织,开展文明班组创建活动",
    "巨集揚勞模精神,著力解決,取得顯著成效": "宏扬劳模精神,着力解决,取得显著成效",
    "縣領匯出席大會並講話": "县领导出席大会并讲话",
    "通過職代會審議,社群工會網路健全": "通过职代会审议,社区工会网络健全",
    "各專案標任務按期完成": "各项目标任务按期完成",
    "嚴格執行安全規程,保證機組安全執行": "严格执行安全规程,保证机组安全运行",
    "印發紅標頭檔案,開建立設新局面": "印发红头文件,开创建设新局面",
}


@pytest.mark.parametrize("source", CONVERTED)
def test_converted_mainland_prose_comes_back(source: str) -> None:
    assert is_converted_mainland(source)
    assert restored(source) == CONVERTED[source]


KEPT = [
    "經濟技術指標、資源整合、會議資料、工作簡報、民主程序、新增會員、集體智慧",
    "對口支援貧困鄉鎮,職工檔案管理達標,區域性工會聯合會",
    "檢視問題清單,安裝防護裝置,儲存糧食,宣告成立",
    "工會聯絡員配合,通訊員投稿,機關效能建設,優秀品質",
    "廣泛宣傳送溫暖,發揮勞模組織優勢,評選單位十家,安排程序",
]


@pytest.mark.parametrize("source", KEPT)
def test_words_that_the_mainland_uses_itself_stay(source: str) -> None:
    assert restored(source) == to_simplified(source)


ELSEWHERE = [
    "民國一〇三年度會員代表大會,理監事全體出席,勞動部派員指導",
    "本會要求雇主依勞動基準法召開勞資會議,並向勞工局申請調解",
    "立法院三讀通過勞工保險條例修正案,工會表示支援",
    "職工盟要求政府訂立標準工時,並取消強積金對沖",
    "工聯會立法會議員約見勞工處,要求最低工資增至四十港元",
    "縣工會聯合會理事長率團拜會行政院勞工委員會",
    "團體協約法施行後,各產業總工會透過陳情爭取會務假",
    "澳門工聯會員子女助學金每名三千澳門元",
]
MAINLAND = [
    "在縣委和市總工會的正確領導下,我縣工會緊緊圍繞中心工作",
    "認真學習黨的十七大精神,召開職代會,推行廠務公開",
    "全縣農民工工資支付,勞動部門與工會聯合執法",
    "引進港資企業投資五百萬港元,公司黨委支援工會建家,送溫暖資金到位",
    "鎮工會聯合會在黨委領導下開展工資集體協商",
    "積極參加總公司組織的專案培訓",  # says nothing of where: a page of this corpus is mainland
    "",
]


@pytest.mark.parametrize("source", ELSEWHERE)
def test_text_written_elsewhere_is_told_apart(source: str) -> None:
    assert not is_converted_mainland(source)


@pytest.mark.parametrize("source", MAINLAND)
def test_mainland_text_is_recognised(source: str) -> None:
    assert is_converted_mainland(source)


def test_the_converter_is_judged_by_the_whole_text() -> None:
    """Where 水平 stands, the converter left the word alone, and 水准 is the writer's."""
    assert restored("管理水準提高") == "管理水平提高"
    assert restored("工資水平增長,管理水準提高") == "工资水平增长,管理水准提高"


@given(st.lists(st.sampled_from([*[w.form for w in TAIWAN_WORDS], "的", ",", "。", "\n", "工会", "x", "1", "\ue000"]), max_size=30).map("".join))
def test_edits_are_sorted_separate_and_name_their_row(text: str) -> None:
    edits = restore(text)
    rows = {w.where: w for w in TAIWAN_WORDS}
    assert all(text[start:end] == rows[rule].form and new == rows[rule].mainland for start, end, new, rule in edits)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(edits))


@pytest.mark.skipif("UNIONCORPUS_GOLD" not in os.environ, reason="needs the hand coding (UNIONCORPUS_GOLD) and its pages (UNIONCORPUS_REAL_CORPUS)")
def test_coded_phrases_come_back() -> None:
    coded = json.loads((Path(os.environ["UNIONCORPUS_GOLD"]) / "conversion.json").read_text(encoding="utf-8"))
    wrong = [c["trad"] for c in coded if restored(c["trad"]) not in [c["simp"], *c.get("also", [])]]
    assert len(wrong) <= 0.02 * len(coded), wrong
    assert [c["trad"] for c in coded if c["trap"] == "keep" and c["trad"] in wrong] == []
