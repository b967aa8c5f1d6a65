"""What a quantity counts and what was done: the noun phrase behind or before it, and the verb that governs it, from words and parts of speech."""

from __future__ import annotations

import re
from dataclasses import dataclass

from unioncorpus import words
from unioncorpus.segmenter.claims import context
from unioncorpus.segmenter.claims.nounphrases import (
    EVENTS,
    GROWTH,
    LONGEST,
    MODAL,
    NO_ACTION,
    NOMINAL,
    PREDICATES,
    TIMES,
    WHOLE,
    Tagged,
    noun_before,
    noun_behind,
    words_of,
)
from unioncorpus.segmenter.claims.persons import is_person
from unioncorpus.segmenter.claims.quantities import Quantity

_STOP = re.compile(r"[,。;:!?\n(]")
_RIGHT_STOP = re.compile(r"[,。;:!?\n()、]")
_NONE = re.compile(r"(?:无|没有|未)$")
_AND_END = re.compile(r"[和与及]$")
_LEAD = re.compile(r"^(?:以及|[、和及与并 ])+")
_ASIDE = re.compile(r"\((?:含|包括|其中|不含|含有)?[^()\n]{0,20}\)(?!$)|\((?:含|包括|其中|不含)[^()\n]{0,20}\)$")
_LEFT = 48  # characters before a number in which its noun and verb are looked for
_RIGHT = 26
# Between what is counted and its number: 会员达到420人, 困难职工共40名.
_LINK = re.compile(
    r"(?:[ 了]|已?(?:经)?(?:达到?|高达|多达)|均达到?|共计|共有|总计|合计|累计|累计达|计|共|已有|现有|仅有|只有|仅|只|约有?|约为|大约|分别(?:为|是|达到?)?|"
    r"各|各为|均|均为|近|最高的?|(?:平均)?(?:用时|耗时|历时|费时)|"
    r"(?:由|从)(?:[^,;的由从]{1,8}的|(?:原来|原先|过去|上年|去年|最初|年初|当初|目前|现在|\d{4}年(?:底|初)?)?的?)|(?:发展|扩大|扩展|调整|上调|压减|压缩|缩短|缩减|延长|降低|提升|升|增|降|减)(?:到|至|为)|"
    r"(?:高出|高于|超出|低于)[^,;]{0,8}(?:平均水平|平均数|均值)|首次|再次|全部|到|至|在|为|是|有|就|还有|另有|也有|增加到|增加|增长到?|提高到|提高|上升到|上升|下降到|下降|减少到|减少|"
    r"超过|突破|提升至|提升|(?:同|环)比|比(?:上一?年|去年)(?:同期)?|较(?:上一?年|去年)(?:同期)?|保持在?|控制在|稳定在|至少|最多|最高|最低|不少于|不低于|不超过|平均|[(]|:|达)+$"
)
# 签订率再提高3个百分点, 力争超过100名: no part of what is counted.
_MODAL_END = re.compile(r"(?:力争|争取|确保|(?<![需主重只])要(?:求)?|(?<![健相])将|必须|应当|再|已|又)+$")
_EACH_MIDDLE = re.compile(r"(?:做到|坚持|实行|保持)?每(?:天|日|周|月|季度|年|学期|半年)(?=[\u4e00-\u9fff]{2,4}$)")
_FROM = re.compile(r"(?:由|从|比)[^,]{0,8}的$")
_PER_TAIL = re.compile(
    r"(?:平均)?(?:按(?:照)?)?(?:每一?个?(?:人|名|位|户|家|次|月|年|周|天|日|季度|学期|班|期|件|例|场|份|本|节|课时|小时|组|校|企业|单位|职工|会员|教师|员工|张|批|台|间|晚|袋|箱|页|单|桌|餐|吨|亩|半年|两年|三年|学年)|"
    r"人均|户均|(?<=[\u4e00-\u9fff])一(?:周|月|年|日|天|学期))$"
)
_PER_HEAD = re.compile(r"^(?:每一?个?(?:人|名|位|户|家|次|月|年|周|天|日|季度|学期|班|期|企业|单位|校))+")
_PAID = words_of("补助 补贴 奖励 慰问 资助 救助 捐款 捐助 捐赠 补偿 赔偿 投资 投入 支出 开支 花费 募捐 借款 贷款 报销 结余 拨付 筹集 募集 筹资 出资")
_SUM = re.compile(r"(?:共计|合计|总计)$")
_GENERIC = words_of("建筑面积 总面积 占地面积 涨幅 增幅 降幅 字数 年龄 平均年龄 金额 人数 总人数 数量 总数 总额 总金额 次数 比例 人次 总计 其中 面积 数额 价值")
_ORGAN = re.compile(r"(?:工会|联合会|公司|单位|政府|集团|企业|行政|党委|工委|局|院|校|厂)$")
_RATE = re.compile(r"[\u4e00-\u9fff]{1,10}(?:率|比例|比重|覆盖面|满意度|知晓度|参与度)$")
_RATE_LEAD = re.compile(r"^(?:(?:其中|使得?|全[年市县省区镇]|确保|力争|实现|保持|争取|目前|今年|去年|要求|的|将|了)+)(?=[\u4e00-\u9fff]{2})")
_BODY = re.compile(r"的?([\u4e00-\u9fff]{0,5}?(?:企业|单位|公司|学校|工厂|车间|园区|外包队|施工队|项目部|工地|班组|村))")
# 18个工种的比赛, 23家企业的代表: the classifier counts what stands before 的.
_OF = re.compile(r"([\u4e00-\u9fff]{0,8}(?:企业|单位|公司|学校|工会|医院|支局|分会|班组|车间|门店|网点|社区|乡镇|工种|项目|专业|组别|岗位|科目))的")
_BARE_GENERIC = words_of("价值 面积 金额 总价值 规模 容量 字数")
_SUMS = words_of("金额 总额 总金额")
_NO_PAID = ("目标", "标准", "基础", "比例", "任务", "要求")
_ADVERB = re.compile(r"全部|全都|[都均应须]|要(?!求)|必须|达到|未")
_SPANS = ("龄", "时间", "时长", "期限", "任期", "工期", "年限")
_OWN_NOUN = words_of("校 县 市 区 镇 乡镇 村 厂 院 企业 单位 学校 职工 会员 教师 学生 人员")
_OCCASIONS = ("活动", "行动", "工程", "慰问", "走访慰问", "救助", "竞赛", "比赛", "培训", "项目", "助学", "讲座",
              "送温暖", "送清凉", "运动会", "演出", "疗休养", "体检")
_SPENT = words_of("投资 支出 投入 开支 花费 现金 资金 出资")
_GIVING = ("拿出", "投入", "支出", "筹措", "划拨", "拨出")
_BOUGHT = re.compile(
    r",?(?:全部|主要|专门|专项|高标准|先后|统一|集中)?(?:用于|用来|用作)?(购置|购买|改造|更新|修建|添置|新建|建设|修缮|扩建|改建|翻修|装修|安装|维修|配备|印制|编印|订阅|建成|建起)(?:了)?"
    r"([\u4e00-\u9fff“”]{2,12})"
)
_AWARD = re.compile(
    r"(?:被(?:[^,。;]{0,8}?)(?:评为|授予|命名为|评选为|表彰为|选为|推荐为|聘为|认定为)|荣获|获得|获评|获(?=[“国省市县区全])|当选为?|入选)(?:了)?"
    r"([\u4e00-\u9fff“”]{2,18})"
)
_AWARD_TO = re.compile(rf"([\u4e00-\u9fff]{{0,8}}?)?{_AWARD.pattern}")
_LIGHT = words_of("召开 举行 举办 开展 进行 组织 开 办 安排 实施")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is counted and done."""

    counted: str
    action: str
    unit: str = ""  # of the quantity it came from
    rate: str = ""  # the last rate spoken of


def phrase_of(text: str, q: Quantity, clause: tuple[int, int], before: Phrase) -> Phrase:
    """The counted noun phrase and the governing verb of a quantity.

    Args:
        clause: where its words may stand: behind the claim before it, and up to the claim after it.
        before: what the claim before it in the sentence counts, carried over where the clause names nothing.
    """
    raw_left = text[max(clause[0], q.start - _LEFT) : q.start]
    raw_left = _ASIDE.sub("", raw_left)
    if raw_left.endswith(")"):  # 民办(学校、幼儿园)17所
        raw_left = raw_left.replace("(", "").replace(")", "")
    left_text = _NONE.sub("", _LEAD.sub("", _STOP.split(raw_left)[-1])) if q.raw == "一" else _LEAD.sub("", _STOP.split(raw_left)[-1])
    per = bool(_PER_TAIL.search(left_text))
    linked = _PER_HEAD.sub("", _LINK.sub("", _PER_TAIL.sub("", _LINK.sub("", _PER_TAIL.sub("", left_text)))))
    linked = _EACH_MIDDLE.sub("", _LINK.sub("", _MODAL_END.sub("", linked)))
    right_text = _AND_END.sub("", _RIGHT_STOP.split(text[q.end : min(clause[1], q.end + _RIGHT)])[0])
    left, right = _tagged(linked, right_text)
    if not left_text and (label := context.row_label(text, q.start, q.end)):
        return Phrase(label, before.action)
    action = _action(left) or _action(words.tag(_previous_clause(raw_left, left_text))) or before.action
    return Phrase(_counted(q, left, right, left_text, raw_left, text[q.end : min(clause[1], q.end + _RIGHT)], before, per), action)


def _tagged(left: str, right: str) -> tuple[Tagged, Tagged]:
    """The tagged words before and behind the quantity, in one call."""
    tokens = words.tag(f"{left}\n{right}")
    at = next((i for i, (word, _) in enumerate(tokens) if word == "\n"), -1)
    return (tokens[:at], tokens[at + 1 :]) if at >= 0 else (words.tag(left), words.tag(right))


def _counted(q: Quantity, left: Tagged, right: Tagged, left_text: str, raw_left: str, text_after: str, before: Phrase, per: bool) -> str:
    assert q.unit is not None
    noun = noun_before(left)
    said = "".join(word for word, _ in right)
    plain_left = "".join(word for word, _ in left)
    if part := context.part_of(left_text, said, before.counted if before.unit in (q.name, "") else ""):
        return part
    if graded := context.of_grade(plain_left, before.counted):
        return graded
    if q.kind in ("count", "people") and (award := _awarded(right)) and (who := _awarded_to(right, before.counted if before.unit == q.name else "")):
        return f"{'入选' if '入选' in said else '获'}{award}的{who}"
    did = [(word, tag) for word, tag in left if tag not in ("r", "t", "m") and word not in WHOLE and word not in ("到", "截至")]
    if noun in GROWTH and before.counted and before.unit == q.name and not right:
        return before.counted  # 再发展100名
    if noun.endswith("类") and before.counted and before.unit == q.name:
        return noun + before.counted  # 劳动报酬类31件
    event = before.counted or noun_before(words.tag(_previous_clause(raw_left, left_text)))
    if q.kind == "people" and before.unit != q.name and (came := context.took_part(*_deed_and_event(did, said, plain_left, event))):
        return came
    if q.kind == "people" and before.unit != q.name and not right and _is_bare_deed(did):
        return "".join(word for word, _ in did) + "人员"  # 参赛1200人
    if q.kind in ("count", "people") and before.unit == q.name and before.counted and not right and _is_bare_deed(did):
        deed = "".join(word for word, _ in did)  # 限期整改5处 after 安全隐患45处
        return before.counted if before.counted.startswith(deed) else deed + before.counted.rsplit("的", 1)[-1]
    if noun in _GENERIC and len(left) > 1 and left[-2][1][:1] == "v" and left[-2][0] not in NO_ACTION:
        noun = left[-2][0] + noun  # 涉案金额
    elif noun in _SUMS and before.unit not in ("元", "") and (given := context.gift(before.action, before.counted)):
        return given  # 资助学生9名,金额2万元
    elif noun in _BARE_GENERIC and (owner := noun_before(words.tag(_previous_clause(raw_left, left_text)))):
        noun = owner + noun  # 建成健身中心,面积600平方米
    elif noun in _GENERIC:
        lead = before.action if q.kind == "money" and before.unit != "元" and before.action else before.counted
        noun = noun if lead.endswith(noun) else lead + noun
    if not noun and left and left[-1][0] in _PAID and _SUM.search(left_text.rstrip()):
        return left[-1][0]
    earlier = _LINK.sub("", _previous_clause(raw_left, left_text))
    if q.kind == "money" and (noun in _SPENT or not noun or noun.endswith(_GIVING)):
        if spent := _spent_on(text_after):
            return spent
        said = noun_before(words.tag(earlier)) if earlier else before.counted
        if noun in _SPENT and said.endswith(_OCCASIONS):
            return said if said.endswith(noun) else said + noun  # 开展“送清凉”活动,支出2万元
    if q.kind == "money" and before.unit not in ("元", "") and not plain_left and not (right and right[0][1][:1] == "n"):
        if given := context.gift(before.action, before.counted):
            return given
    if q.kind == "money" and not noun and earlier and (said := noun_before(words.tag(earlier))):
        return said  # 发放助学金,每人2000元
    if _SUM.search(left_text.rstrip()) and not noun:
        return before.counted + "合计" if before.counted and not before.counted.endswith("合计") else before.counted or "合计"
    if q.kind == "rate":
        found = _share_of(left, before.counted) or _levied(left, right, q) or _compared(left, q) or _rate_name(left)
        found = found or noun or noun_behind(right, q) or before.rate
    elif q.unit.form in ("人", "人次", "户次", "件次"):
        found = _body_behind(right, q) or ("" if left_text.endswith("的") and not _FROM.search(left_text) else noun) or _heads(right, q)
    elif q.kind == "money":
        if right and (right[0][0] == "的" or (right[0][1][:1] == "n" and not noun)) and (paid := noun_behind(right, q)) and not paid.endswith(_NO_PAID):
            return paid  # 每月200元的津贴, 拨出50万元专款
        noun = left[-1][0] if noun and len(left) > 1 and left[-1][0] in _PAID and _ORGAN.search(left[-2][0]) else noun
        found = _purpose(right) or noun or noun_behind(right, q) or (left[-1][0] if left and left[-1][0] in _PAID else "")
    elif q.kind == "measure" and noun and (noun.endswith(_SPANS) or (right and right[0][0] == "的" and q.unit.unit not in (*TIMES, "岁"))):
        found = noun
    elif q.kind == "measure" and q.unit.unit in TIMES and right and not noun:
        found = noun_behind(right, q) or _few_words(right)
    elif q.unit.unit == "岁":
        age = noun_behind(right, q) or noun
        found = age if "年龄" in age else age + "年龄"
    elif q.unit.form in EVENTS and right and right[0][0] == "的" and not per:
        found = _deed(left) or noun_behind(right, q)
    else:
        found = noun_behind(right, q) or noun
    if found and (of := _OF.match(found)) and q.unit.form in ("家", "户", "所", "个"):
        return of.group(1)
    if found and not (found.startswith("基础") and right[0][0] == "的"):
        return found
    if q.kind == "count" and q.unit.form not in EVENTS and (found := _few_words(right)):
        return found
    if right and q.unit.form in _OWN_NOUN and not right[0][1].startswith("n"):
        return q.unit.form
    if right and len(right) < 3 and not any(tag[:1] in "vpd" for _, tag in right):
        return "".join(word for word, _ in right)
    if q.unit.form in _OWN_NOUN:
        return q.unit.form
    if len(left) > 1 and left[-1][1][:1] == "v" and before.unit != q.name and (noun := noun_before(left[:-1])):
        return noun
    if earlier.endswith("》") and not before.counted:
        return earlier[earlier.rfind("《") :]
    deed = _deed(left)
    carried = before.counted or (_subject(left) if deed in _LIGHT else "") or deed or noun_before(words.tag(earlier))
    behind = _ADVERB.split(said.removeprefix("的"))[0][:LONGEST]
    return carried or (behind if len(behind) > 1 else said[:LONGEST]) or "".join(word for word, _ in left[-2:])


def _awarded_to(right: Tagged, counted: str) -> str:
    """42名选手被授予…, 其中2个被评为…: who was awarded."""
    said = "".join(word for word, _ in right)
    verb = _AWARD.search(said)
    if verb is None or verb.start() == 0:
        return counted if verb else ""
    return said[: verb.start()].removeprefix("的") if right[0][1].startswith((*NOMINAL, "u")) else ""


def _deed_and_event(did: Tagged, said: str, left: str, event: str) -> tuple[str, str]:
    """What people did and at what: 参训35人, 212人次受训, 累计300人次参加."""
    if not said and _is_bare_deed(did):
        return "".join(word for word, _ in did), event
    return (said.rstrip("了"), event) if not left or not did else ("", "")


def _few_words(right: Tagged) -> str:
    """The words behind a number that no tag names as a noun, up to a predicate or a function word."""
    picked = ""
    for at, (word, tag) in enumerate(right):
        if at == 0 and word in ("做", "的", "进行", "开展", "来"):
            continue
        if word in PREDICATES or tag in ("ul", "uz", "p", "d", "c", "r", "uj", "x") or len(picked) + len(word) > 8:
            break
        picked += word
    return picked if len(picked) > 1 else ""


def _previous_clause(raw_left: str, left_text: str) -> str:
    """The clause before the one that ends in `left_text`."""
    rest = raw_left[: len(raw_left) - len(left_text)].rstrip(",，、和及与 :(")
    return re.split(r"[,。;!?\n]", rest)[-1]


def _heads(right: Tagged, q: Quantity) -> str:
    """Who they are, or what they do."""
    if award := _awarded(right):
        return award
    named = bool(right) and (right[0][1] != "v" or is_person(right[0][0]))
    return noun_behind(right, q) if named else _doers(right)


def _doers(right: Tagged) -> str:
    """137人参加培训: those who do it."""
    picked: list[str] = []
    if right and right[0][0] in GROWTH:
        return ""
    if award := _awarded(right):
        return award
    for word, tag in right[:6]:
        if tag in ("m", "d", "c") or tag == "x":
            break
        if tag not in ("ul", "uz"):
            picked.append(word)
    return "".join(picked)[:LONGEST] + "人员" if picked else ""


def _purpose(right: Tagged) -> str:
    """3万元用于购置图书: what the money went into."""
    if not right or right[0][0] not in ("用于", "专项用于"):
        return ""
    return "".join(w for w, t in right[1:] if w not in ("的", "了"))[:LONGEST] + "支出"


def _spent_on(behind: str) -> str:
    """20万元改造食堂; 2万元,添置器材: what the money went into."""
    match = _BOUGHT.match(behind)
    return match.group(1) + match.group(2).strip("了“”") + "投入" if match else ""


def _awarded(right: Tagged) -> str:
    """5人被评为技术能手: what they became."""
    match = _AWARD_TO.match("".join(word for word, _ in right))
    return match.group(2).strip("“”") if match else ""


def _share_of(left: Tagged, before: str) -> str:
    """占职工总数的42%: a share of what, and whose where the clause or the one before it says so."""
    for i in range(len(left) - 1, -1, -1):
        if left[i][0] in ("占", "占到", "约占", "占有", "占比"):
            base = "".join(w for w, _ in left[i + 1 :]).strip("的 ")
            subject = noun_before(left[:i])
            subject = subject or before
            return f"{subject}占{base}比例" if base else subject + "比例" if subject else ""
    return ""


def _levied(left: Tagged, right: Tagged, q: Quantity) -> str:
    """经费按工资总额的2%提取, 按工资总额的2%拨缴经费: what is paid by a rate, not what the rate is taken of."""
    at = next((i for i, (word, _) in enumerate(left) if word in ("按", "按照")), -1)
    if at < 0 or not right or right[0][1][:1] not in "vna":
        return ""
    subject = noun_before(left[:at])
    return (subject if subject and not _ORGAN.search(subject) else "") or noun_behind(right[1:], q)


def _compared(left: Tagged, q: Quantity) -> str:
    """产值是五年前的两倍: what has grown stands before 是."""
    at = next((i for i, (word, _) in enumerate(left) if word in ("是", "为", "达到", "相当于")), 0)
    return noun_before(left[:at]) if at and q.name == "倍" else ""


def _body_behind(right: Tagged, q: Quantity) -> str:
    """50人以上的企业: it is the staff of a body that are counted."""
    body = _BODY.match("".join(word for word, _ in right[:5]))
    return body.group(1) + "职工" if body and q.unit is not None and q.end > q.stop and q.bound in ("over", "under") else ""


def _is_bare_deed(left: Tagged) -> bool:
    """整改5处, 限期整改5处: nothing but what was done."""
    said = "".join(word for word, _ in left)
    plain = all(tag[:1] in "vd" for _, tag in left) and bool(left) and left[-1][1][:1] == "v"
    return plain and 1 < len(said) <= 5 and not any(word in NO_ACTION or word in GROWTH for word, _ in left)


def _subject(left: Tagged) -> str:
    """职代会每年召开一次: the nouns that open the clause."""
    end = next((i for i, (_, tag) in enumerate(left) if not tag.startswith(NOMINAL)), len(left))
    return noun_before(left[:end])


def _rate_name(left: Tagged) -> str:
    """改制率, 群众满意度: whatever the tagger makes of it."""
    match = _RATE.search("".join(word for word, _ in left))
    return _RATE_LEAD.sub("", match.group()) if match else ""


def _deed(left: Tagged) -> str:
    """集中学习一次: the deed itself is counted."""
    picked: list[str] = []
    for word, tag in reversed(left):
        if tag[:1] not in "vnaj" or word in NO_ACTION or len("".join(picked)) + len(word) > 8:
            break
        picked.insert(0, word)
    return "".join(picked)


def _action(left: Tagged) -> str:
    """The verb nearest to the counted noun, auxiliaries passed over."""
    verbs = [w for w, t in left if (t == "v" and w not in NO_ACTION and not MODAL.match(w) and len(w) > 1) or w in ("发", "送", "建", "办", "读", "写", "设")]
    return verbs[-1] if verbs else ""
