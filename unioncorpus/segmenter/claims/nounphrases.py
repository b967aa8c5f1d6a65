"""Noun phrases of tagged words: what ends before a number, and what begins behind it."""

from __future__ import annotations

import re

from unioncorpus.resources import one_of, word_list
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.persons import is_person
from unioncorpus.segmenter.claims.quantities import Quantity


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST = 18
_TOTALS = ("总数", "人数", "总人数")
_PLACE = re.compile(r"^(?:全|本|我|各)?(?:" + one_of("places and houses that a report speaks for") + r")$")
NOMINAL = ("n", "j", "a", "b", "l", "eng", "i", "s", "z", "vn", "an", "t", "k", "h")
_HEAD = ("n", "j", "l", "vn", "an", "eng", "i", "s")
TIMES = frozenset(("年", "月", "周", "天", "小时", "分钟", "学时", "课时"))
EVENTS = frozenset(word_list("classifiers of events"))
NO_ACTION = frozenset(word_list("verbs that name no deed"))
PREDICATES = frozenset(word_list("predicates behind a counted noun"))
DEEDS = frozenset(word_list("deeds done to people and cases"))
PART_END = re.compile(r"(?:中(?:已|尚|还|仍)?有?|[已尚]有)$")  # 20个村中已有12个
_HOLDING = words_of("举办 开展 组织 召开 举行 进行 实施")
# Words that alone name nothing that could be counted.
NO_NAME = frozenset(word_list("words that name nothing countable"))
_INTO = words_of("深入 走进 到 赴 进 前往 来到 进入")
_TO = _INTO | words_of("给 向 替 为")  # what stands behind them is not what was done
_DONE = ("活动", "比赛", "竞赛", "项目", "工程", "培训班")
_PLACES = ("点", "站", "室", "区", "班", "队", "组")
_GIFTS = ("捐款", "募捐", "捐赠")
_OF_DEEDS = ("时间", "情况")
_OF_DEEDS_LONGEST = 10
_COMPOUND = late(one_of("nouns that make a name of the verb before them"))  # 奖励基金, 帮扶中心
_BODY_END = re.compile(f"(?:{one_of('bodies that have members')})$")
_WHERE = re.compile(r"^(?:目前|现有|现|今年|去年|全年|上半年|下半年|其中|[全我][省市县区镇乡校院厂局园司矿])+(?=[\u4e00-\u9fff]{2})")
WHOLE = frozenset(word_list("words of all together"))
GROWTH = frozenset(word_list("verbs of growth and decline")) | words_of("发展 扩大 增至 降至")
# Words that stand before a noun as adjectives do, whatever their tag.
ATTRIBUTES = frozenset(word_list("attributes of workers"))
MODAL = re.compile(f"^(?:{one_of('verbs that say what is meant to be')})$")
Tagged = list[tuple[str, str]]


def noun_before(tokens: Tagged) -> str:
    """慰问困难职工: the nouns that end the words before the number."""
    end = len(tokens)
    while end and tokens[end - 1][0] in ("的", " ", "、", "了", "”", "“", ",") and tokens[end - 1][0] != "”":
        end -= 1
    if not end:
        return ""
    word, tag = tokens[end - 1]
    if tag in ("q", "m", "g", "ng") and len(word) == 1 and word >= "\u4e00" and end > 1 and tokens[end - 2][1].startswith(_HEAD):
        tag = "n"  # 防暑药箱, 下水管道, 青年文明号: the tagger took the last syllable for a classifier
    start = end - 1
    if word in "》”)" or word == "》":
        start = _opening(tokens, end - 1)
    elif not (tag.startswith(_HEAD) or (tag[:1] in "vaz" and len(word) > 1 and end > 1 and tokens[end - 2][1][:1] in "vnaj" and word not in NO_ACTION)):
        return ""
    if (tag == "ns" and word != "新建") or _PLACE.match(word):
        return ""
    while start and _joins(tokens, start - 1) and sum(len(w) for w, _ in tokens[start - 1 : end]) <= LONGEST:
        start = _opening(tokens, start - 1) if tokens[start - 1][0] == "》" else start - 1
    opens = start < end - 1 and tokens[start][0] in DEEDS and (start == 0 or tokens[start - 1][0] in ("要", "将", "再"))
    if opens and not _COMPOUND.match(tokens[start + 1][0]):
        start += 1  # 资助学生: the tagger took the verb for a noun
    while start < end - 1 and (tokens[start][1][:1] in "uc" or tokens[start][0] in "、的和及与各以"):
        start += 1
    if start and tag in ("v", "vn") and word not in _GIFTS and start < end - 1 and _is_place(tokens, start - 1, tag):
        start = next(i for i in range(end - 1, -1, -1) if tokens[i - 1][1][:1] != "v")  # 深入矿区宣讲260场
    while word in _OF_DEEDS and start and tokens[start - 1][1][:1] in "vnd" and sum(len(w) for w, _ in tokens[start - 1 : end]) <= _OF_DEEDS_LONGEST:
        start -= 1  # 抢修到场时间, 收缴情况
    if tokens[end - 1][0] in _TOTALS and start and tokens[start - 1][1][:1] == "v":
        start -= 1
    phrase = "".join(w for w, _ in tokens[start:end]).strip(" “”\"")
    if "“" in phrase and "”" not in phrase:
        phrase = phrase.rpartition("“")[2] or phrase  # 设立“恳谈会”
    if tokens[start][1] == "v" and start + 1 < end and tokens[start + 1][0] == "《":
        phrase = phrase.removeprefix(tokens[start][0])  # 上报《简讯》
    return _WHERE.sub("", phrase) or phrase


def _is_place(tokens: Tagged, at: int, deed: str) -> bool:
    """深入工地、商圈等单位: whether what stands behind the word is where or to whom, not what was done."""
    while at >= 0 and (tokens[at][0] in ("等", "、", "和", "及") or tokens[at][1][:1] == "n"):
        at -= 1
    return at >= 0 and tokens[at][0] in (_TO if deed == "v" else _INTO) and tokens[at][1][:1] in "pv"


def _opening(tokens: Tagged, at: int) -> int:
    """The token that opens the bracket or quotation that closes at `at`."""
    pair = {"》": "《", "”": "“", ")": "("}[tokens[at][0]]
    return next((i for i in range(at, -1, -1) if tokens[i][0] == pair), at)


def _joins(tokens: Tagged, at: int) -> bool:
    """Whether the word belongs to the noun phrase that follows it."""
    word, tag = tokens[at]
    if word in ("、", "的", "和", "及", "与"):
        return at > 0 and tokens[at - 1][1].startswith(_HEAD)
    if word in ("”", "“", "》", "《"):
        return True
    if tag == "m" and word.isdigit() and tokens[at + 1][0][:1] == "强":
        return True  # 500强企业
    if tag == "v" and len(word) > 1 and len(tokens[at + 1][0]) == 1 and word not in NO_ACTION:
        return True  # 停车棚: a noun of one character is no word of its own
    if tag == "v" and len(word) == 2 and at and tokens[at - 1][1] == "v" and tokens[at + 1][1].startswith("n"):
        return tokens[at - 1][0] in _HOLDING or word not in PREDICATES | NO_ACTION  # 举办急救培训班, 建成健身中心
    return (tag.startswith(NOMINAL) or word in ATTRIBUTES) and word != "新建" and not MODAL.match(word)


def noun_behind(tokens: Tagged, q: Quantity) -> str:
    """20名优秀职工: the words behind the number up to the head of its noun phrase."""
    people = q.kind == "people" or (q.unit is not None and q.unit.form in ("户", "岁", "周岁"))
    picked: Tagged = []
    at = 1 if tokens and tokens[0][0] in ("的", "地") else 0
    if len(tokens) > 1 and tokens[0][0] in GROWTH and tokens[1][0] in ("到", "至", "为", "了"):
        return ""
    while at < len(tokens) and sum(len(w) for w, _ in picked) < LONGEST:
        word, tag = tokens[at]
        if word in WHOLE or (word in PREDICATES and picked and _BODY_END.search(picked[-1][0])):
            break
        if word in ("《", "“") and (close := next((i for i in range(at, len(tokens)) if tokens[i][0] in ("》", "”")), 0)):
            picked += tokens[at : close + 1]
            at = close + 1
            continue
        if word in ("的", "和", "与", "及") and picked and at + 1 < len(tokens) and tokens[at + 1][1].startswith((*NOMINAL, "v")):
            picked.append((word, tag))
        elif tag.startswith(NOMINAL) or (people and is_person(word)) or (tag == "x" and picked) or _is_attribute(tokens, at):
            picked.append((word, tag))
            if people and is_person(word) and not (at + 1 < len(tokens) and tokens[at + 1][1] == "n" and is_person(tokens[at + 1][0] + "家庭")):
                break
        elif word in ("以上", "以下") and picked and at + 1 < len(tokens) and tokens[at + 1][1].startswith("n"):
            picked.append((word, tag))  # 重伤以上事故
        elif picked and word in _PLACES:
            picked.append((word, tag))  # 学科组
        elif at + 1 < len(tokens) and (parts := _compound(tokens, at, bool(picked))):
            picked += tokens[at : at + parts]
            at += parts
            continue
        elif tag == "f" and at + 1 < len(tokens) and tokens[at + 1][0] == "的":
            picked.append((word, tag))
        elif tag == "v" and not picked and (inner := _relative(tokens, at)):
            at = inner
            continue
        elif tag == "v" and _attributive(tokens, at, q, picked):
            picked.append((word, tag))
        else:
            break
        at += 1
    if len(picked) > 1 and at < len(tokens) and tokens[at][0] in ("了", "过") and picked[-1] == tokens[at - 1]:
        picked.pop()  # 15家企业补刻了印章: a predicate the tagger took for a noun
    while picked and not _may_end(*picked[-1]):
        picked.pop()
    return PART_END.sub("", "".join(w for w, _ in picked).strip("的、和与及"))


def _compound(tokens: Tagged, at: int, inside: bool) -> int:
    """How many words belong to 世界500强企业, 专题类项目, 省外休养点, where the tagger takes them for a number, a classifier, a verb."""
    word, following = tokens[at][0], tokens[at + 1]
    if word == "类":
        return 1 if inside and following[1][:1] == "n" else 0
    if word.isdigit():
        return 2 if following[0][:1] == "强" else 0
    return 2 if tokens[at][1] in ("v", "vn") and following[0] in _PLACES and len(word) == 2 else 0


def _may_end(word: str, tag: str) -> bool:
    """Whether a noun phrase may end with the word."""
    return tag.startswith(_HEAD) or word in _PLACES or is_person(word) or word in "》”" or (tag == "v" and len(word) > 1)


def _relative(tokens: Tagged, at: int) -> int:
    """Where the noun behind a relative clause begins (能体现风貌的节目), 0 where there is none."""
    for i in range(at + 1, min(len(tokens) - 1, at + 8)):
        if tokens[i][0] == "的":
            return i + 1 if tokens[i + 1][1].startswith((*NOMINAL, "v")) else 0
    return 0


def _attributive(tokens: Tagged, at: int, q: Quantity, picked: Tagged) -> bool:
    """能体现风貌的节目, 参赛选手, 健康体检: a verb inside the noun phrase, and not the predicate behind it."""
    following = tokens[at + 1 : at + 6]
    relative = [i for i, (word, _) in enumerate(following) if word == "的"]
    if relative and (not picked or relative[0] == 0) and relative[0] + 1 < len(following):
        return following[relative[0] + 1][1].startswith((*NOMINAL, "v"))
    if q.kind in ("people", "money") and picked:
        return False
    if q.unit is not None and (q.unit.form in EVENTS or (q.kind == "measure" and q.unit.unit in TIMES)):
        return len(tokens[at][0]) > 1 or at > 0
    if picked and following and following[0][0] in _DONE and q.kind == "count":
        return not _BODY_END.search(picked[-1][0]) and tokens[at][0] not in PREDICATES  # 10项安全演习活动
    if picked:  # 20项知识技能竞赛, but 3家企业停产
        return not _BODY_END.search(picked[-1][0]) and not following and len(tokens[at][0]) > 1 and q.kind == "count" and tokens[at][0] not in PREDICATES
    return bool(following) and following[0][1].startswith("n") and len(tokens[at][0]) == 2 and tokens[at][0] not in PREDICATES


def _is_attribute(tokens: Tagged, at: int) -> bool:
    """退休职工, 一线工人, 外来女工: a word that stands before a noun as an adjective does."""
    return tokens[at][0] in ATTRIBUTES and at + 1 < len(tokens) and tokens[at + 1][1].startswith(("n", "a", "b"))
