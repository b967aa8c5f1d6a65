"""What a quantity counts and what was done: the noun phrase behind or before it, and the verb that governs it, from words and parts of speech."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from unioncorpus import words
from unioncorpus.resources import one_of, word_list
from unioncorpus.segmenter.claims import context, deeds, links
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.nounphrases import EVENTS, GROWTH, LONGEST, NO_ACTION, NO_NAME, TIMES, WHOLE, Tagged, noun_before, noun_behind, words_of
from unioncorpus.segmenter.claims.persons import is_person
from unioncorpus.segmenter.claims.quantities import Quantity

_STOP = re.compile(r"[,。;:!?\n(]")
_RIGHT_STOP = re.compile(r"[,。;:!?\n()、]")
_NONE = re.compile(r"(?:无|没有|未)$")
_AND_END = re.compile(r"(?<!参)[和与及]$")
_LEAD = re.compile(r"^(?:以及|[、和及与并 ])+")
_ASIDE = re.compile(r"\((?:含|包括|其中|不含|含有)?[^()\n]{0,20}\)(?!$)|\((?:含|包括|其中|不含)[^()\n]{0,20}\)$")
_TIME = ("时间", "的时间")
_TIME_ENDS = frozenset("年月天周日时钟期")
_SENTENCE = 80  # characters in which the event is looked for that took so long
_LEFT = 48  # characters before a number in which its noun and verb are looked for
_FROM = late(r"(?:由|从|比)[^,]{0,8}的$")
_PAID = frozenset(word_list("words of money given"))
_EMPTY_VERBS = frozenset(word_list("verbs that name nothing counted"))
_OF_ANYTHING = ("时间", "情况", "要求", "目标")
_GOT = ("募得", "筹得")
_SUM_NAMES = ("金", "款", "费", "补助", "补贴")
_SUM = re.compile(r"(?:共计|合计|总计)$")
_GENERIC = frozenset(word_list("sums and sizes"))
# 18个工种的比赛, 23家企业的代表: the classifier counts what stands before 的.
_OF = re.compile(
    r"([\u4e00-\u9fff]{0,8}(?:" + one_of("bodies and kinds of work that are counted") + r"))的"
)
_BARE_GENERIC = words_of("价值 面积 金额 总价值 规模 容量 字数")
_MADE = frozenset(word_list("verbs of money raised or saved"))
_SENT = word_list("words of sending to those above")
_PART_ENDS = ("有", "中", "其余", "剩余", "另外", "的")
_WITH = ("连", "含", "包括", "加上")
_HEADS = ("人", "名", "位")
_WHO_ELSE = {"家": "企业", "人": "人员", "名": "人员", "位": "人员", "户": "家庭", "所": "学校"}
_USED = ("历时", "耗时", "用时", "费时", "为期", "用了", "花了", "用", "利用", "历经")
_NOT = late(r"没有|未|不再")
_SUMS = words_of("金额 总额 总金额")
_NO_PAID = ("目标", "标准", "基础", "比例", "任务", "要求")
_ADVERB = re.compile(r"全部|全都|[都均应须]|要(?!求)|必须|达到|未")
_SPANS = ("龄", "时间", "时长", "期限", "任期", "工期", "年限")
_GAINED = re.compile(r"[获被选]")
_OWN_NOUN = frozenset(word_list("nouns that are their own classifiers"))
_OWN_PEOPLE = frozenset(word_list("people that are counted without a classifier"))
_OCCASIONS = word_list("occasions that money is spent on")
_SPENT = words_of("投资 支出 投入 开支 花费 现金 资金 出资")
_GIVING = ("拿出", "投入", "支出", "筹措", "划拨", "拨出")
_NO_THING = frozenset(word_list("verbs that bring something about"))
_BECAME = ("成", "为", "建")
_LIGHT = frozenset(word_list("verbs that only carry a deed"))


class Phrase(NamedTuple):
    """What is counted and done."""

    counted: str
    action: str
    unit: str = ""  # of the quantity it came from
    rate: str = ""  # the last rate spoken of
    base: str = ""  # the name without what was done since: 企业 of 注销企业
    last: str = ""  # what the claim just before counts, and its unit; rates and measures too
    last_unit: str = ""


@dataclass
class _Clause:
    """A quantity with the words around it."""

    q: Quantity
    form: str  # of its unit
    left: Tagged  # before it, what only links left out
    right: Tagged  # behind it
    left_text: str
    raw_left: str  # with the clause before
    raw_right: str
    before: Phrase  # the claim before it in the sentence
    said_left: str  # `left` as one
    said_right: str
    sentence_left: str  # the sentence up to the quantity

    @cached_property
    def earlier_whole(self) -> str:
        """The clause before."""
        return links.previous_clause(self.raw_left, self.left_text)

    @cached_property
    def earlier_words(self) -> Tagged:
        return words.tag(self.earlier_whole) if self.earlier_whole else []

    @cached_property
    def earlier(self) -> str:
        """The clause before without what links it to a number."""
        return links.LINK.sub("", self.earlier_whole)

    @cached_property
    def earlier_bare_words(self) -> Tagged:
        return self.earlier_words if self.earlier == self.earlier_whole else words.tag(self.earlier) if self.earlier else []

    @cached_property
    def earlier_noun(self) -> str:
        return noun_before(self.earlier_bare_words)

    @property
    def earlier_names(self) -> bool:
        """Whether the clause before ends in a thing."""
        return bool(self.earlier_noun) and self.earlier_bare_words[-1][1] in ("n", "x", "nz")

    @property
    def same_unit(self) -> bool:
        return self.before.unit == self.q.name


def phrase_of(text: str, q: Quantity, clause: tuple[int, int], before: Phrase) -> Phrase:
    """The counted noun phrase and the governing verb of a quantity.

    Args:
        clause: where its words may stand: behind the claim before it, and up to the claim after it.
        before: what the claim before it in the sentence counts, carried over where the clause names nothing.
    """
    assert q.unit is not None
    raw_left = text[max(clause[0], q.start - _LEFT) : q.start]
    if "(" in raw_left:
        raw_left = _ASIDE.sub("", raw_left)
    if raw_left.endswith(")"):  # 民办(学校、幼儿园)17所
        raw_left = raw_left.replace("(", "").replace(")", "")
    left_text = _LEAD.sub("", _STOP.split(raw_left)[-1])
    if q.raw == "一":
        left_text = _NONE.sub("", left_text)
    if not left_text and (label := context.row_label(text, q.start, q.end)):
        return Phrase(label, before.action)
    if left_text.startswith(_TIME) and text[clause[0] - 1 : clause[0]] in _TIME_ENDS:
        raw_left = left_text = left_text.partition("时间")[2]  # 三天时间筹得2万元
    said_left = links.unlinked(left_text)
    raw_right = links.behind(text, q.end, clause[1], alone=not said_left)
    said_right = _AND_END.sub("", _RIGHT_STOP.split(raw_right, maxsplit=1)[0])
    left, right = _tagged(said_left, said_right)
    if len(said_right) == links.WINDOW and right:  # the window may end inside a word
        right, said_right = right[:-1], said_right[: -len(right[-1][0])]
    around = _Clause(q, q.unit.form, left, right, left_text, raw_left, raw_right, before, said_left, said_right, text[max(0, q.start - _SENTENCE) : q.start])
    action = deeds.action(left) or deeds.action(around.earlier_words) or before.action
    found, base = _counted(around)
    if ("“" in found) != ("”" in found):
        found = found.replace("“", "").replace("”", "")
    return Phrase(found, action, base=base)


def _tagged(left: str, right: str) -> tuple[Tagged, Tagged]:
    """The tagged words before and behind the quantity, in one call."""
    tokens = words.tag(f"{left}\n{right}")
    at = next((i for i, (word, _) in enumerate(tokens) if word == "\n"), -1)
    return (tokens[:at], tokens[at + 1 :]) if at >= 0 else (words.tag(left), words.tag(right))


def _counted(c: _Clause) -> tuple[str, str]:
    """The first reading that says what is counted, and that without what was done since."""
    noun = noun_before(c.left)
    if noun in NO_NAME or (noun in _NO_THING and (c.right or c.earlier_noun)):
        noun = ""  # 再发展5家特约商户, 设立恳谈会,召开8场
    if found := _by_sentence(c, noun) or _by_deed(c):
        base = deeds.bare_name(c.before.base)
        return found, base if base and found.endswith(base.rsplit("的", 1)[-1][-2:]) else found
    found = _fitting(c, _said(c, noun))
    return found, found


def _said(c: _Clause, noun: str) -> str:
    """The money it was, the words beside the number, what is carried over."""
    noun, given = _generic(c, noun)
    if found := given or (_money(c, noun) if c.q.kind == "money" else ""):
        return found
    if _SUM.search(c.left_text.rstrip()) and not noun:
        total = c.before.counted
        return total + "合计" if total and not total.endswith("合计") else total or "合计"
    found = _beside(c, noun)
    if found and (of := _OF.match(found)) and c.form in ("家", "户", "所", "个"):
        return of.group(1)
    if found and not (found.startswith("基础") and c.right[0][0] == "的"):
        return found
    return _remaining(c)


def _fitting(c: _Clause, found: str) -> str:
    """The name in the kind of its unit: a deed for times, people for heads; never a word that names nothing."""
    if c.form in EVENTS and c.left and (is_person(found) or found[:1] == "《") and c.said_left.endswith(found):
        verb = deeds.first_verb(c.left)
        return found if verb in found else verb + found  # 慰问医护人员两次
    if c.form in _OWN_PEOPLE and found and not is_person(found):
        return c.form  # 全县3万职工是主力军
    if c.form in _HEADS and c.left and c.said_left.endswith(found) and (who := deeds.people_of(c.left, found)):
        return who  # 资助职工子女上大学12名
    if not _names_nothing(c, found):
        return found
    beside = (c.before.counted if c.same_unit else "", noun_behind(c.right, c.q), noun_before(c.left), deeds.subject(c.left))
    names = (*beside, c.earlier_noun, deeds.subject(c.earlier_bare_words))
    return next((name for name in names if name and not _names_nothing(c, name)), "")


def _names_nothing(c: _Clause, found: str) -> bool:
    """Whether a reading is a bare verb or a word that names nothing: 提供 510张."""
    if found in NO_NAME or (found in _OF_ANYTHING and c.q.kind != "measure"):
        return True
    if len(found) == 1 and found not in "村县市区镇乡省校系厂":
        return not any(word == found and tag[:1] not in "vpdcuf" for word, tag in (*c.left, *c.right)) and found != c.form
    return found in _EMPTY_VERBS and c.q.kind != "measure"


def _by_sentence(c: _Clause, noun: str) -> str:
    """A part, a grade, a class or more of what was counted before, and who was awarded."""
    carried = c.before.counted if c.same_unit else ""
    if c.q.name == c.before.last_unit and c.left_text.startswith(_WITH):
        return c.before.last  # 5天(连往返共7天)
    whole = (c.before.base if carried else "") or (c.before.counted if not c.before.unit else "")
    helped = bool(c.left) and c.left[-1][0] in deeds.HELPED
    done = deeds.predicate(c.left, c.right) if helped or c.left_text.endswith(_PART_ENDS) else ""
    if part := context.part_of(c.left_text, c.said_right, whole, done):
        return part
    if helped and done and c.q.kind in ("count", "people"):
        who = carried or _WHO_ELSE.get(c.form, "")
        return f"{done}的{who}" if who else done  # 指导9家完成换届选举
    if graded := context.of_grade(c.said_left, c.before.counted):
        return graded
    if c.q.kind in ("count", "people") and _GAINED.search(c.said_right) and (award := deeds.awarded(c.right)) and (who := deeds.awarded_to(c.right, carried)):
        who = who.rsplit("的", 1)[-1] if who.startswith(("获", "入选")) else who  # of those who won, some won more
        return f"{'入选' if '入选' in c.said_right else '获'}{award}的{who}"
    if carried and c.said_right.startswith(_SENT):
        return carried  # 征集稿件50篇,5篇报市总工会
    if noun in GROWTH and not c.right:
        return carried  # 再发展100名
    return noun + carried if noun.endswith("类") and carried else ""  # 劳动报酬类31件


def _by_deed(c: _Clause) -> str:
    """Those who came to what was spoken of, or a bare deed: 参赛1200人, 限期整改5处."""
    did = [(word, tag) for word, tag in c.left if tag not in ("r", "t", "m") and word not in WHOLE and word not in ("到", "截至", "已")]
    deed = "".join(word for word, _ in did) if not c.right and deeds.is_bare_deed(did) else ""
    if not c.right and c.said_left in context.TOOK_PART:
        deed = c.said_left
    if c.q.kind == "people" and not c.same_unit:
        came = deed or ("" if c.left and did else c.said_right.rstrip("了"))
        if came and (event := context.took_part(came, c.before.counted or c.earlier_noun)):
            return event
        return deed + "人员" if deed else ""
    if c.q.kind in ("count", "people") and c.same_unit and c.before.counted and deed:
        base = c.before.base
        return base if base.startswith(deed) else deeds.done_with(deed, base.rsplit("的", 1)[-1], heads=c.q.kind == "people")
    return ""


def _generic(c: _Clause, noun: str) -> tuple[str, str]:
    """A noun as 金额 or 面积 with what it is of, and, for a gift, the whole answer."""
    if noun not in _GENERIC:
        return noun, ""
    if len(c.left) > 1 and c.left[-2][1][:1] == "v" and c.left[-2][0] not in NO_ACTION:
        return c.left[-2][0] + noun, ""  # 涉案金额
    if noun in _SUMS and c.before.unit not in ("元", "") and (given := context.gift(c.before.action, c.before.counted)):
        return noun, given  # 资助学生9名,金额2万元
    if noun in _BARE_GENERIC and c.earlier_noun:
        return c.earlier_noun + noun, ""  # 建成健身中心,面积600平方米
    if noun in _BARE_GENERIC and noun not in _SUMS and c.before.counted:
        return c.before.counted + noun, ""  # 体检券一份,价值420元
    lead = c.before.action if c.q.kind == "money" and c.before.unit != "元" and c.before.action else c.before.counted
    return noun if lead.endswith(noun) else lead + noun, ""


def _money(c: _Clause, noun: str) -> str:
    """What a sum was for where the noun beside it does not say it."""
    if not noun and c.left and c.left[-1][0].endswith(_GOT) and (c.before.action in _PAID or c.earlier_noun):
        return c.before.action if c.before.action in _PAID else c.earlier_noun  # 发起捐款,三天募得2万元
    if not c.said_left and c.earlier_noun.endswith(_SUM_NAMES) and _SUM.search(c.left_text.rstrip()):
        return c.earlier_noun  # 发放助学金,共计2万元
    if not noun and c.left and c.left[-1][0] in _MADE:
        return c.said_left.strip("“”")[-LONGEST:]  # 贴息2万元, “一日捐”募集9万元
    if not noun and c.left and c.left[-1][0] in _PAID and _SUM.search(c.left_text.rstrip()):
        return c.left[-1][0]
    if noun in _SPENT or not noun or noun.endswith(_GIVING):
        if spent := deeds.spent_on(c.raw_right):
            return spent
        occasion = c.earlier_noun if c.earlier else c.before.counted
        if noun in _SPENT and (occasion.endswith(_OCCASIONS) or (noun == "资金" and c.earlier_names)):
            return occasion if occasion.endswith(noun) else occasion + noun  # 开展“送清凉”活动,支出2万元
    each = c.before.unit not in ("元", "") and not c.said_left and not (c.right and c.right[0][1][:1] == "n")
    if each and (given := context.gift(c.before.action, c.before.counted)):
        return given  # 慰问职工30户,每户500元
    if noun or not c.earlier or (c.right and c.right[0][1] == "n"):
        return ""
    subject = deeds.subject(c.earlier_bare_words) if _NOT.search(c.earlier) else ""
    return subject or c.earlier_noun  # 夜班补助没有调整,只有15元; 发放助学金,每人2000元


def _beside(c: _Clause, noun: str) -> str:
    """The noun phrase behind or before the number, by the kind of quantity."""
    q, left, right = c.q, c.left, c.right
    unit = q.unit.unit if q.unit else ""
    if q.kind == "rate":
        found = deeds.share_of(left, c.before.counted) or deeds.levied(left, right, q) or deeds.compared(left, q) or deeds.rate_name(left)
        whose = right[1:] if right and not noun and right[0][0] in ("是", "为", "属于") else right  # 九成是山区
        return found or (deeds.borne(left) if left else "") or noun or noun_behind(whose, q) or c.before.rate or context.rate_before(c.sentence_left)
    if c.form in ("人", "人次", "户次", "件次"):
        own = "" if c.left_text.endswith("的") and not _FROM.search(c.left_text) else noun
        return deeds.body_behind(right, q) or own or deeds.heads(right, q)
    if q.kind == "money":
        return _paid(c, noun)
    if unit in TIMES and (took := _took(c, noun)):
        return took
    if q.kind == "measure" and c.left_text.endswith(_BECAME) and right and right[0][0] == "的" and (made := noun_behind(right, q)):
        return made  # 把库房改造成260平方米的活动室
    if q.kind == "measure" and noun and (noun.endswith(_SPANS) or (right and right[0][0] == "的" and unit not in (*TIMES, "岁"))):
        return noun
    if q.kind == "measure" and unit in TIMES and noun and right and right[0][1] == "v" and left[-1][1] != "v":
        return noun  # 实现安全生产1000天作出了贡献
    if q.kind == "measure" and unit in TIMES and right and not noun:
        return noun_behind(right, q) or deeds.few_words(right)
    if unit == "岁":
        age = noun_behind(right, q) or noun
        return age if "年龄" in age else age + "年龄"
    if c.form in EVENTS and (not noun or is_person(noun)) and (done := deeds.deed_behind(right)):
        return done
    if c.form in EVENTS and right and right[0][0] == "的" and not links.PER_TAIL.search(c.left_text):
        return deeds.deed(left) or noun_behind(right, q)
    return noun_behind(right, q) or noun


def _took(c: _Clause, noun: str) -> str:
    """两个月时间走遍各镇, 协商历时三个月: what the time was taken by."""
    behind = c.right[1:] if c.right and c.right[0][0] == "时间" else c.right[2:] if c.said_right.startswith("的时间") else None
    used = c.left_text.endswith(_USED)
    if behind is None and not used:
        return ""
    done = deeds.what_was_done(c.right if behind is None else behind)
    if not done and noun and used and noun not in _EMPTY_VERBS:
        return noun if noun.endswith(_SPANS) else noun + "时间"
    if not done and used and c.left_text.endswith("为期"):
        event = context.event_before(c.sentence_left)
        return c.earlier_noun + "期限" if c.earlier_noun else event + "时间" if event else ""
    event = "" if done or not used else context.event_before(c.sentence_left)
    return done + "时间" if done else event + "时间" if event else ""


def _paid(c: _Clause, noun: str) -> str:
    """What a sum is: 每月200元的津贴, 拨出50万元专款, 慰问金3万元, 3万元用于购置图书."""
    q, left, right = c.q, c.left, c.right
    if right and (right[0][0] == "的" or (right[0][1][:1] == "n" and not noun)) and (paid := noun_behind(right, q)) and not paid.endswith(_NO_PAID):
        return paid
    if noun and len(left) > 1 and left[-1][0] in _PAID and deeds.names_organ(left[-2][0]):
        noun = left[-1][0]
    return deeds.purpose(right) or noun or noun_behind(right, q) or (left[-1][0] if left and left[-1][0] in _PAID else "")


def _remaining(c: _Clause) -> str:
    """What is left where no noun stands beside the number."""
    left, right = c.left, c.right
    if c.form in ("名", "位") and not left and right and right[0][1][:1] in "vd":
        return deeds.heads(right, c.q)  # 12名未参加培训
    if c.q.kind == "count" and (found := deeds.deed_behind(right)):
        return found  # 分两批赴外地疗养
    if c.q.kind == "count" and c.form not in EVENTS and (found := deeds.few_words(right)):
        return found
    if right and c.form in _OWN_NOUN and not right[0][1].startswith("n"):
        return c.form
    if right and len(right) < 3 and not any(tag[:1] in "vpd" for _, tag in right):
        return c.said_right
    if c.form in _OWN_NOUN:
        return c.form
    no_event = c.form not in EVENTS or (bool(left) and (left[-1][0] in _LIGHT or len(left[-1][0].rstrip("了过")) < 2))
    if len(left) > 1 and left[-1][1][:1] == "v" and not c.same_unit and no_event and (noun := noun_before(left[:-1])):
        return noun
    if c.earlier.endswith("》") and not c.before.counted:
        return c.earlier[c.earlier.rfind("《") :]
    deed = deeds.deed(left)
    if deed and deed not in _LIGHT and not c.same_unit and (c.form in EVENTS or (c.q.kind == "measure" and c.q.name in TIMES)):
        return deed  # 藏书200册,每周开放20小时
    light = deed in _LIGHT or deed in _NO_THING
    named = (deeds.subject(left) or c.earlier_noun) if light else ""
    carried = c.before.counted or named or ("" if light and right else deed) or c.earlier_noun
    if right and right[0][0] in ("到", "赴"):
        return carried
    behind = _ADVERB.split(c.said_right.removeprefix("的"))[0][:LONGEST]
    return carried or (behind if len(behind) > 1 else c.said_right[:LONGEST]) or "".join(word for word, _ in left[-2:])
