"""The words around a quantity: what was done, by whom, what people became, what money went into, what a share is of."""

from __future__ import annotations

import re

from unioncorpus.resources import one_of, word_list
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.nounphrases import (
    ATTRIBUTES,
    DEEDS,
    GROWTH,
    LONGEST,
    MODAL,
    NO_ACTION,
    NOMINAL,
    PART_END,
    PREDICATES,
    Tagged,
    noun_before,
    noun_behind,
    words_of,
)
from unioncorpus.segmenter.claims.persons import is_person
from unioncorpus.segmenter.claims.quantities import Quantity

_ORGAN = late(f"(?:{one_of('organs that act')})$")
_NUMBER_OF = late(r"(?:总数|数量|数)$")
_BODY_NAME = late(f"(?:{one_of('bodies that have members')}|工厂|点|站|室)$")
_SHARE_LEAD = late(r"^(?:到|了|比例|比重)+")
_RATE = re.compile(r"[\u4e00-\u9fff]{1,10}(?:率|比例|比重|覆盖面|满意度|知晓度|参与度)$")
_RATE_LEAD = re.compile(r"^(?:(?:其中|使得?|全[年市县省区镇]|确保|保证|力争|实现|保持|争取|目前|今年|去年|要求|的|将|了)+)(?=[\u4e00-\u9fff]{2})")
_BODY = re.compile(r"的?([\u4e00-\u9fff]{0,5}?(?:" + one_of("bodies that people come from") + r"))")
_BOUGHT = re.compile(
    r",?(?:全部|主要|专门|专项|高标准|先后|统一|集中)?(?:用于|用来|用作)?("
    + one_of("verbs of what money buys")
    + r"|(?<!,)(?:"
    + one_of("deeds that money is given for")
    + r"))(?:了)?"
    r"([\u4e00-\u9fff“”]{2,12})"
)
_FOR_WHOM = late(r"对([^,。;]{2,14})(?:进行|给予|予以)了?(奖励|表彰|补助|慰问|救助|资助|补贴|帮扶)")  # 2万元对优秀选手进行奖励
_AWARD = re.compile(
    r"(?:被(?:[^,。;]{0,8}?)(?:评为|授予|命名为|评选为|表彰为|选为|推荐为|聘为|认定为)|荣获|获得|获评|获(?=[“国省市县区全])|当选为?|入选)(?:了)?"
    r"([\u4e00-\u9fff“”]{2,18})"
)
_WHO = late(r"[\u4e00-\u9fff]{0,8}")


def few_words(right: Tagged) -> str:
    """The words behind a number that no tag names as a noun, up to a predicate or a function word."""
    picked = ""
    for at, (word, tag) in enumerate(right):
        if at == 0 and word in ("到", "赴"):
            break
        if at == 0 and word in ("做", "的", "进行", "开展", "来"):
            continue
        if word in PREDICATES or tag in ("ul", "uz", "p", "d", "c", "r", "uj", "x") or len(picked) + len(word) > 8:
            break
        picked += word
    picked = PART_END.sub("", picked)
    return picked if len(picked) > 1 or picked in ("村", "县", "镇", "乡") else ""


def heads(right: Tagged, q: Quantity) -> str:
    """Who they are, or what they do."""
    if award := awarded(right):
        return award
    if right and right[0][0] in _NEGATED and (undone := predicate([], right)):
        return undone + "人员"  # 12名未参加培训
    named = bool(right) and (right[0][1] != "v" or is_person(right[0][0]))
    return noun_behind(right, q) if named else doers(right)


def doers(right: Tagged) -> str:
    """137人参加培训: those who do it."""
    picked: list[str] = []
    if right and right[0][0] in GROWTH:
        return ""
    if award := awarded(right):
        return award
    for word, tag in right[:6]:
        if tag in ("m", "c", "x") or (tag == "d" and not picked):
            break
        if tag not in ("ul", "uz", "d"):
            picked.append(word)
    return "".join(picked)[:LONGEST] + "人员" if picked else ""


def purpose(right: Tagged) -> str:
    """3万元用于购置图书: what the money went into."""
    if not right or right[0][0] not in ("用于", "专项用于"):
        return ""
    return "".join(w for w, t in right[1:] if w not in ("的", "了"))[:LONGEST] + "支出"


def spent_on(behind: str) -> str:
    """20万元改造食堂; 2万元,添置器材: what the money went into."""
    match = _BOUGHT.match(behind)
    if match:
        return match.group(1) + match.group(2).strip("了“”") + "投入"
    match = _FOR_WHOM.match(behind)
    return match.group(1) + match.group(2) if match else ""


def awarded(right: Tagged) -> str:
    """5人被评为技术能手: what they became."""
    said = "".join(word for word, _ in right)
    match = _AWARD.search(said)
    return match.group(1).strip("“”") if match and _WHO.fullmatch(said, 0, match.start()) else ""


def awarded_to(right: Tagged, counted: str) -> str:
    """42名选手被授予…, 其中2个被评为…: who was awarded."""
    said = "".join(word for word, _ in right)
    verb = _AWARD.search(said)
    if verb is None or verb.start() == 0:
        return counted if verb else ""
    return said[: verb.start()].removeprefix("的") if right[0][1].startswith((*NOMINAL, "u")) else ""


def share_of(left: Tagged, before: str) -> str:
    """占职工总数的42%: a share of what, and whose where the clause or the one before it says so."""
    for i in range(len(left) - 1, -1, -1):
        if left[i][0] in ("占", "占到", "约占", "占有", "占比"):
            base = _SHARE_LEAD.sub("", "".join(w for w, _ in left[i + 1 :]).strip("的 "))
            subject = noun_before(left[:i]) or before
            if subject.endswith(("率", "比例")) and not base:
                return subject  # 建会率占95%
            return f"{subject}占{base}比例" if base else subject + "比例" if subject else ""
    return ""


def names_organ(word: str) -> bool:
    """Whether a word names who pays: 工会, 县政府."""
    return bool(_ORGAN.search(word))


def names_body(word: str) -> bool:
    """Whether a word names a body or a place of it: 企业, 示范点."""
    return bool(_BODY_NAME.search(word))


def levied(left: Tagged, right: Tagged, q: Quantity) -> str:
    """经费按工资总额的2%提取, 按工资总额的2%拨缴经费: what is paid by a rate, not what the rate is taken of."""
    at = next((i for i, (word, _) in enumerate(left) if word in ("按", "按照")), -1)
    if at < 0 or not right or right[0][1][:1] not in "vna":
        return ""
    subject = noun_before(left[:at])
    return (subject if subject and not _ORGAN.search(subject) else "") or noun_behind(right[1:], q)


def compared(left: Tagged, q: Quantity) -> str:
    """产值是五年前的两倍: what has grown stands before 是."""
    at = next((i for i, (word, _) in enumerate(left) if word in ("是", "为", "达到", "相当于")), 0)
    return noun_before(left[:at]) if at and q.name == "倍" else ""


def body_behind(right: Tagged, q: Quantity) -> str:
    """50人以上的企业: it is the staff of a body that are counted."""
    body = _BODY.match("".join(word for word, _ in right[:5]))
    return body.group(1) + "职工" if body and q.unit is not None and q.end > q.stop and q.bound in ("over", "under") else ""


def is_bare_deed(left: Tagged) -> bool:
    """整改5处, 限期整改5处: nothing but what was done."""
    said = "".join(word for word, _ in left)
    plain = all(tag[:1] in "vdb" for _, tag in left) and bool(left) and (left[-1][1][:1] == "v" or left[-1][0] in ATTRIBUTES)
    return plain and not (left[-1][1] != "v" and is_person(said)) and 1 < len(said) <= 5 and not any(word in NO_ACTION or word in GROWTH for word, _ in left)


def subject(left: Tagged) -> str:
    """职代会每年召开一次: the nouns that open the clause."""
    end = next((i for i, (_, tag) in enumerate(left) if not tag.startswith(NOMINAL)), len(left))
    return noun_before(left[:end])


def rate_name(left: Tagged) -> str:
    """改制率, 群众满意度: whatever the tagger makes of it."""
    said = "".join(word for word, _ in left)
    match = _RATE.search(said)
    if match is None:
        return ""
    at = end = 0
    for word, _ in left:  # never from the middle of a word
        at, end = end, end + len(word)
        if end > match.start():
            break
    return _RATE_LEAD.sub("", said[at : match.end()])


def deed(left: Tagged) -> str:
    """集中学习一次: the deed itself is counted."""
    picked: list[str] = []
    for word, tag in reversed(left):
        if tag[:1] not in "vnaj" or word in NO_ACTION or len("".join(picked)) + len(word) > 8:
            break
        picked.insert(0, word)
    return "".join(picked)


def first_verb(left: Tagged) -> str:
    """What is done, where more verbs follow inside the noun: 学习新修订的《工会法》."""
    return next((word for word, tag in left if tag == "v" and len(word) > 1 and word not in _NO_DEED and word not in _LIGHT), "")


def action(left: Tagged) -> str:
    """The verb nearest to the counted noun, auxiliaries passed over."""
    short = ("发", "送", "建", "办", "读", "写", "设")
    verbs = [i for i, (w, t) in enumerate(left) if w in DEEDS or w in short or (t == "v" and w not in _NO_DEED and not MODAL.match(w) and len(w) > 1)]
    if not verbs:
        return left[0][0] if len(left) == 1 and left[0][1] == "vn" else ""
    at = verbs[-1]
    while left[at][0] not in DEEDS and at - 1 in verbs and left[at - 1][0] not in _LIGHT:
        at -= 1  # 填写整改通知8份: the last is what was filled in
    return left[at][0]


_NO_DEED = NO_ACTION | ATTRIBUTES | words_of("相关 有关 结合 根据 通过 截止 一是 二是 三是 四是 五是 六是")
_LIGHT = frozenset(word_list("verbs that lead to a deed"))
_LED_BY = words_of("就 到 赴 深入 走进 前往 对 向 与 同 给 为")
_BORNE = words_of("承担 负担 分担 支付 缴纳 出资 出")
_NO_PREDICATE = NO_ACTION - words_of("作出 予以 给予") | words_of("获 获得 荣获 获评 喜获 当选")
_NEGATED = words_of("未 没有 没 不 尚未 未能 不能")
_ABLE = words_of("能够 能 可以 开始")
HELPED = frozenset(word_list("verbs of helping others to do"))
_RESULT = late(r"[到入成出上得了]$")


def predicate(left: Tagged, right: Tagged) -> str:
    """列入改制名单, 实现就业: what is said of those counted, empty where a noun phrase stands behind the number."""
    first = next((i for i, (word, tag) in enumerate(right) if word in _NEGATED or (tag != "d" and word not in _ABLE)), 0)
    said = [(word, tag) for word, tag in right[first:] if tag not in ("ul", "uz")]
    verb = next((i for i, (word, _) in enumerate(said) if word not in _NEGATED), 0)
    helped = bool(left) and left[-1][0] in HELPED
    if len(said) < 2 or said[verb][1] != "v" or said[verb][0] in (NO_ACTION if helped else _NO_PREDICATE) or any(word == "的" for word, _ in said):
        return ""
    founding = len(said) > verb + 2 and said[verb + 1][1] == "v" and names_body(said[-1][0])  # 注册成立公司
    if not founding and any(is_person(word) or names_body(word) for word, _ in (*said[1:3], said[-1])):
        return ""  # 参赛选手, 改制企业, 装修工人讨回工资
    sure = helped or right[0][1] == "d" or right[1][1] == "ul" or said[verb][0] in PREDICATES or bool(_RESULT.search(said[verb][0]))
    name = "".join(word for word, _ in said)
    return name[:LONGEST] if sure and len(name) <= LONGEST else ""


def people_of(left: Tagged, found: str) -> str:
    """资助职工子女上大学12名: the people earlier in the clause, where what is found names none."""
    if not found or left[-1][1][:1] == "v" or is_person(found) or any(is_person(word) for word, _ in left if word in found):
        return ""
    at = next((i for i in range(len(left) - 1, -1, -1) if is_person(left[i][0]) and left[i][1][:1] == "n"), -1)
    return noun_before(left[: at + 1]) if at >= 0 and at + 1 < len(left) and left[at + 1][1][:1] == "v" and left[at + 1][0] not in PREDICATES else ""


def done_with(deed: str, base: str, *, heads: bool) -> str:
    """注销 and 企业数 make 注销企业, 在职参保 and 医疗互助参保人数 make 在职参保人数."""
    shared = base.find(deed[-2:])
    if shared >= 0:
        return deed + base[shared + 2 :]
    if heads and base.endswith("人数"):
        return deed + "人数"
    return deed + bare_name(base)


def bare_name(name: str) -> str:
    """企业数 is 企业; 人数 stays."""
    bare = _NUMBER_OF.sub("", name)
    return bare if len(bare) > 1 and bare[-1] != "人" else name


def deed_behind(right: Tagged) -> str:
    """三次就这项工作作出批示, 两次到车间检查: the deed behind what it was about or where."""
    if not right or right[0][0] not in _LED_BY or any(word in _NEGATED for word, _ in right):
        return ""
    at = next((i for i in range(len(right) - 1, 0, -1) if right[i][1] in ("v", "vn") and len(right[i][0]) > 1), 0)
    while at > 1 and right[at - 1][1] == "v" and len(right[at - 1][0]) > 1:
        at -= 1
    return "".join(word for word, tag in right[at:] if tag[:1] in "nvlj")[:LONGEST] if at else ""


def borne(left: Tagged) -> str:
    """费用由单位和个人各承担一半: a share of what is borne."""
    by = next((i for i, (word, _) in enumerate(left) if word == "由"), 0)
    return noun_before(left[:by]) + left[-1][0] + "比例" if by and left[-1][0] in _BORNE else ""


def what_was_done(right: Tagged) -> str:
    """就把问题解决好, 走遍各镇: the verb with what it was done to."""
    at = 0
    while at < len(right) and (right[at][1] == "d" or right[at][0] in ("来", "就")):
        at += 1
    if at < len(right) and right[at][0] in ("把", "将", "对"):
        verb = next((i for i in range(at + 1, len(right)) if right[i][1] in ("v", "vn")), 0)
        return (right[verb][0] + "".join(word for word, tag in right[at + 1 : verb] if tag[:1] in "nvlj"))[:LONGEST] if verb else ""
    if at >= len(right) or right[at][1] != "v" or len(right[at][0]) < 2:
        return ""
    stop = next((i for i in range(at, len(right)) if right[i][1][:1] not in "vnaljub"), len(right))
    return "".join(word for word, tag in right[at:stop] if tag != "ul")[:LONGEST]
