"""What a quantity counts and what was done: the noun phrase behind or before it, and the verb that governs it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unioncorpus import words
from unioncorpus.segmenter.claims.quantities import Quantity

_STOP = frozenset(",，。;；:：!！?？\n()（）")
_NOMINAL = ("n", "j", "a", "b", "l", "eng", "x", "i", "s", "z", "vn", "an", "t")
_HEAD = ("n", "j", "l", "vn", "an", "eng", "i", "s")
# Words between what is counted and its number: 会员达到420人, 困难职工共40名.
_LINK = frozenset(
    "达 达到 达成 共 共计 共有 总计 合计 计 有 为 是 仅 仅有 只有 只 约 约为 约有 累计 累计达 已 已有 已达 已达到 现有 近 各 分别 分别为 分别是 高达 多达 就 就有 了 由 从 到 上升 提高 增加 增长 下降 减少 超过 突破 不少于 "
    "至少 最多 不低于 不超过 将近 接近 不足 不到 逾 超 在 以上 左右 平均 人均 每人 每户 金额 大约 于 的 控制 保持 至 均 均为 均达 均达到 也 全部 全 又 还 完成 不 少于 低于".split()
)
_SKIP_BACK = frozenset("v d p c r u uj ul uz ud m q".split())
_VERB = ("v",)
_NO_ACTION = frozenset("达 达到 有 为 是 占 达成 使 让 令 计 能 要 应 可 可以 会 进行 来 去 到 加以 在 包括 超过 突破".split())
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a sentence with its place in the text."""

    start: int
    end: int
    word: str
    tag: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is counted and done."""

    counted: str
    action: str


def tokens_of(text: str, start: int, end: int) -> list[Token]:
    """The tagged words of a stretch of text."""
    tokens, at = [], start
    for word, tag in words.tag(text[start:end]):
        tokens.append(Token(at, at + len(word), word, tag))
        at += len(word)
    return tokens


def phrase_of(text: str, q: Quantity, tokens: list[Token], before: str) -> Phrase:
    """The counted noun phrase and the governing verb of a quantity; `before` is what the claim before it in the sentence counts."""
    left = [t for t in tokens if t.end <= q.start]
    right = [t for t in tokens if t.start >= q.end]
    action = _action(left)
    if q.kind == "rate":
        return Phrase(_share_of(left) or _noun_before(left) or _noun_behind(right) or before, action)
    if q.unit is not None and q.unit.form in ("人", "人次", "户次") and not text.startswith("的", q.end):
        counted = _noun_before(left) or _doers(right)
    elif q.kind == "money":
        counted = _noun_before(left) or _noun_behind(right)
    else:
        counted = _noun_behind(right) or _noun_before(left)
    return Phrase(counted or _carried(left, before), action)


def _clause(left: list[Token]) -> list[Token]:
    """The tokens since the last punctuation."""
    for i in range(len(left) - 1, -1, -1):
        if left[i].word in _STOP:
            return left[i + 1 :]
    return left


def _noun_before(left: list[Token]) -> str:
    """慰问困难职工40余名: the nouns before the number, the words that merely link them passed over."""
    clause = _clause(left)
    end = len(clause)
    while end and (clause[end - 1].word in _LINK or clause[end - 1].tag in ("d", "p", "ul", "uz", "m", "q", "x") and not clause[end - 1].word.isalnum()):
        end -= 1
    if not end or not clause[end - 1].tag.startswith(_HEAD):
        return ""
    start = end
    while start and _joins(clause, start - 1, end) and sum(len(t.word) for t in clause[start - 1 : end]) <= _LONGEST:
        start -= 1
    while start < end and (clause[start].tag.startswith(("u", "c")) or clause[start].word in "、的和及与各"):
        start += 1
    return "".join(t.word for t in clause[start:end])


def _joins(clause: list[Token], at: int, end: int) -> bool:
    """Whether the word belongs to the noun phrase that follows it."""
    token = clause[at]
    if token.word in ("、", "的", "和", "及", "与", "”", "“", "》", "《"):
        return at + 1 < end
    if token.tag == "v":  # 受表彰职工, 参与人数: an attributive verb stands between nouns
        return at > 0 and clause[at - 1].tag.startswith(("n", "vn")) and at + 1 < end and False
    return token.tag.startswith(_NOMINAL) and token.word not in _LINK


def _noun_behind(right: list[Token]) -> str:
    """20名优秀职工: the nouns behind the number up to their head."""
    picked: list[Token] = []
    length = 0
    for i, token in enumerate(right):
        if not picked and token.word in ("的", "多", "余") and i == 0:
            continue
        if token.word in _STOP or length + len(token.word) > _LONGEST:
            break
        if token.word in ("的", "、", "和", "与", "及", "“", "”", "《", "》") and (picked or token.word in "“《"):
            picked.append(token)
        elif token.tag.startswith(_NOMINAL):
            picked.append(token)
        elif token.tag == "v" and _attributive(right, i):
            picked.append(token)
        else:
            break
        length += len(token.word)
    while picked and not (picked[-1].tag.startswith(_HEAD) or picked[-1].word in "”》"):
        picked.pop()
    return "".join(t.word for t in picked).strip("的、")


def _attributive(right: list[Token], at: int) -> bool:
    """困难帮扶对象, 受表彰职工: a verb that a noun follows with 的, or that stands between two nouns."""
    following = right[at + 1 : at + 5]
    for i, token in enumerate(following):
        if token.word in _STOP:
            return False
        if token.word == "的":
            return i + 1 < len(following) and following[i + 1].tag.startswith(_HEAD)
    return at == 0 and bool(following) and following[0].tag.startswith("n") and (len(following) == 1 or following[1].word in _STOP) and len(right[at].word) == 1


def _doers(right: list[Token]) -> str:
    """137人参加培训: those who do it."""
    if not right or not right[0].tag.startswith("v"):
        return _noun_behind(right)
    picked = []
    for token in right[:6]:
        if token.word in _STOP or token.tag in ("m", "d", "c"):
            break
        if token.tag not in ("ul", "uz"):
            picked.append(token.word)
    return "".join(picked)[:_LONGEST] + "人员"


def _share_of(left: list[Token]) -> str:
    """占职工总数的42%: a share of what."""
    clause = _clause(left)
    for i in range(len(clause) - 1, -1, -1):
        if clause[i].word in ("占", "占到", "约占", "占有"):
            base = "".join(t.word for t in clause[i + 1 :] if t.word not in _LINK)
            subject = _noun_before(clause[:i])
            return f"{subject}占{base}比例"[: _LONGEST + 6] if base else ""
    return ""


def _carried(left: list[Token], before: str) -> str:
    """当场整改11处: what the clause before counted, or the deed itself."""
    verbs = [t.word for t in _clause(left) if t.tag.startswith("v") and t.word not in _NO_ACTION]
    return before or (verbs[-1] if verbs else "")


def _action(left: list[Token]) -> str:
    """The verb that governs the quantity: the first real verb of its clause, else the last one of the clause before."""
    clause = _clause(left)
    verbs = [t.word for t in clause if t.tag == "v" and t.word not in _NO_ACTION and t.word not in _LINK]
    if verbs:
        return verbs[-1] if len(verbs) < 3 else verbs[-2]
    earlier = left[: len(left) - len(clause) - 1]
    verbs = [t.word for t in _clause(earlier) if t.tag == "v" and t.word not in _NO_ACTION and t.word not in _LINK]
    return verbs[-1] if verbs else ""


_PERSON = re.compile(r"(?:[员工人生师民长手者]|同志|职工|干部|代表|孩子|女工|主任|主席|委员|书记|劳模|家属|子女|模范|骨干|专家|教授|党员|遗属|青年|妇女|标兵|能手|工匠|学徒|新人|伤员|患者|儿童|选手|对象|名额)$")


def is_person(noun: str) -> bool:
    """Whether a counted noun names people, so that 个 counts heads: 3个学生.

    Example:
        >>> is_person("优秀学生"), is_person("工会小组")
        (True, False)
    """
    return bool(_PERSON.search(noun)) and not noun.endswith(("人工", "竣工", "开工", "施工", "民生", "卫生", "工人队", "延长", "特长", "增长", "对手"))
