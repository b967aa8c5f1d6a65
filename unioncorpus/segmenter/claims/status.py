"""Whether a quantity is reported, planned or required: modal words first, then the section's type and the genre."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from unioncorpus import words
from unioncorpus.model.records import Genre, Section, Status
from unioncorpus.resources import load, one_of, word_list
from unioncorpus.segmenter.claims import speeches
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.quantities import Quantity
from unioncorpus.segmenter.claims.thresholds import is_threshold

# Characters beside a form that make it part of another word: 相应, 即将, 主要, 的要求.
_NOT_MODAL = {
    "计划": "定了作度月周教的比按照原超初", "应": "相反供响适效对感一占", "将": "即健干", "了": "为除", "已": "而自", "共": "公中",
    "拟": "模虚比", "凡": "平非",
    "去年": "比较同", "上年": "比较同",
    "要求": "的按各作等关新", "规定": "关各的策等家律项", "规定,": "按照据关各的策等家律项行", "约定,": "按照据的俗", "要": "需主重必只不纲摘想概首次",
}  # fmt: skip
_NOT_AFTER = {
    "应": "用对急邀聘届收付参到建签公保缴享诉征",
    "最高": "的奖法一气温点层水峰楼", "争取": "上到了资补经政支专赔拨扶项", "已": "同决批", "已经": "同决批", "将": "军近", "共": "同产建享青", "了": "解",
    "计划": "生,、的:", "要求": ",的和", "规定": "的和程流及,执", "规划": "面区局馆图院", "约定": "俗的", "要": "求点素闻害件领是约",
}  # fmt: skip
_DONE_LATER = re.compile(r"[^。;!?\n]{0,40}?(?:" + one_of("verbs that tell what was done") + r")了")
_SOFT = frozenset(word_list("modal words said of work done as well"))  # said of work done as well
_DEMAND = re.compile(r"每|一(?:学期|个月|周|年|日)|各[^,。;]{0,6}(?:要|须|应)|徒弟|一律|如有|凡")
# Past, up to a turn of the sentence.
_BEFORE_NOW = frozenset(word_list("words of the time up to now"))
_TURN = re.compile(
    r"(?:的?基础上,?|[,;](?:今|明)年|[,;]到(?:20\d\d|今|明)年)[^,。;]{0,20}?(?:再|要|将|力争|争取|达到|力求|必须|确保|计划|全部|新)|"
    r"[,;](?:我们?|工会)?(?:要(?!求)|将|必须|力争|争取)"
)
_TO_THIS_YEAR = late(r"[,;](?:而|但)?(?:今|本|明)年(?!初|以来|上半年|春|元旦)")  # 去年收到3.7万元,今年不少于4万元, in a plan
_STILL = frozenset(("还有", "仍有", "尚有"))
_TO_DO = late(r"(?<![主需重])要(?!求)|需(?!求)|将(?=[在于])")  # 还有7家企业要完成改制
_ANEW = frozenset(("今年要", "今年再"))
_BEFORE_THIS_YEAR = late(r"去年|上年|现有|目前|基础上")
_TAKEN_OF = re.compile(r"按(?:照)?[^,。;:]{1,18}$")
_TAKEN = late(r"(?:的比例)?(?:足额|及时|按时|按月|全额|统一)?(?:" + one_of("verbs of taking a share") + r")")
_FROM = re.compile(r"(?:由|从)[^,。;]{0,14}$")
_THAN_BEFORE = late(r"(?:比|超过|高于|低于)(?:去年|上年|上一年|前年|往年|同期)(?:同期)?的$")  # 比去年的9870元有所增长
_RAISED = late(r"[^,。;]{0,4}(?:" + one_of("verbs of growth and decline") + r"|扩大|压减|发展|调整|上调|下调|升|增|降|减)[^,。;\d]{0,3}(?:到|至|为)")
_EACH = re.compile(r"每|人均|户均|各[^,。;]{1,6}?(?=要|须|应|至少)")
_EACH_PERSON = late(r"每一?(?:位|名|人)|人均")
_BY_EACH = re.compile(r"按(?:照)?每一?(?:人|户|位|名)$")
_STANDARD = late(r"标准|限额|价格")
_AS_A_RULE = late(r"面积[^,。;]{0,4}$|一般|原则上")
_RULE_BEFORE = re.compile(r"制度,(?:每[^,。;]{1,4})?$")
_TO_BE_RAISED = re.compile(r"(?:由|从)[^,。;]{1,24}(?:提高|增加|调整|上调|提升|扩大|降低|下调|压减|升|增|降)[^,。;\d]{0,2}(?:到|至|为)?$")
_STATED = late(r"占(?!到|比)[^,。;]{1,14}$")
# 团结全县8万名职工: those a call is addressed to.
_ADDRESSED = re.compile(
    r"(?:(?:团结|动员|带领|引领|凝聚|号召|激励)[^,。;\d]{0,8}[全我][\u4e00-\u9fff]{1,3}?|团结(?:带领|动员|引领|引导|凝聚|和带领|和动员)?(?:广大)?)(?:近|约)?$"
)
_ALREADY = re.compile(r"[^,。;]{0,10}已(?:经)?(?!同意|决定|批准|定)")
# 已建工会企业, 已入会的职工: which ones, not what has been done.
_ALREADY_SUCH = re.compile(r"(?![有经])[\u4e00-\u9fff]{1,5}?(?:企业|单位|公司|职工|会员|工会|人员)(?!\d)[^,。;\d]{2}")
_DUE = late(r"应[\u4e00-\u9fff]{1,8}的$")  # 应签合同的22家
_PROPOSES = late(r"(?:(?<=[,。;:!?\n我们也还])|^)建议(?![采被书立答得落和及的率案办、,。\d])")  # no 合理化建议
_EACH_RULE = re.compile(r"的[\u4e00-\u9fff]{0,5}(?:制度|要求|规定)")
_TITLE = re.compile(r"《[^《》\n]{1,60}》")
_MORE = late(r"增|涨|提高|上调|高出|高于")
_ONE_CASE = late(r"(?:个人|[单每][人户笔次件]?|一[户人笔])最高[^,。;可]{0,6}$")
_AIMS = ("目标", "指标:", "力争", "争取", "努力实现")
_PART_OF = re.compile(r"其中[^,。;]{0,8}$")
_LISTED_AIM = late(r"、[^,。;、]{2,14}?\d[\d.]*[\u4e00-\u9fff%]{0,3}(?=的)")  # 增长14%、突破10亿元的目标
_REACHED = late(r"了|完成|实现|达到|超")
_AIM_BEHIND = late(r"的[\u4e00-\u9fff]{0,6}目标(?!人|群|[\u4e00-\u9fff]{0,6}(?:完成|实现|达到|达成)了)")  # 65%的年度工作目标
_SETS_AIM = late(r"(?:提出|确定|制[定订]|明确|定下|下达|设定|锁定|瞄准)了?(?!的)")
_OBTAINED = ("n", "r", "j", "l", "s", "eng")  # parts of speech of what a union obtained: 争取区总工会项目
_NEAR = 48  # characters before a figure from which 还有 still speaks of it
_FEW = 4  # a floor of so few per period is a rule
_LISTED_STANDARD = tuple("、和与及,化")  # 收费标准、招标结果: things
TO = tuple("到至为")  # what a raised figure stands behind
_TIMES = ("天", "日", "月", "周", "小时", "分钟", "个工作日")
_OF_THINGS = ("的要求", "的规定")  # 12人的要求 is theirs
_NO_STANDARD = ("标准煤", "标准件", "标准化", "标准间", "标准厂房")
_AND = ("且", "并且", "而且")  # 应依法登记,且连续经营1年
_FROM_NOW = ("由", "从")
_PLAN_SECTIONS = frozenset(("plan", "objectives", "schedule", "guidance"))
_PAST_SECTIONS = frozenset(("work", "experience", "problems"))


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A row of claim_status.csv."""

    form: str
    status: Status
    scope: Literal["clause", "sentence", "after"]
    weight: int
    example: str
    note: str = ""
    where: str = ""


@functools.cache
def _words() -> tuple[dict[str, StatusWord], re.Pattern[str], dict[str, StatusWord]]:
    rows = load(StatusWord, "claim_status.csv")
    before = {row.form: row for row in rows if row.scope != "after"}
    pattern = re.compile("|".join(map(re.escape, sorted(before, key=len, reverse=True))))
    return before, pattern, {row.form: row for row in rows if row.scope == "after"}


@functools.cache
def _after_marks() -> frozenset[str]:
    return frozenset(form[0] for form in _words()[2])


@dataclass(frozen=True, slots=True)
class Background:
    """A row of claim_background.csv."""

    cue: str
    place: Literal["start", "before", "behind"]
    example: str
    note: str = ""
    where: str = ""


@functools.cache
def _background() -> tuple[re.Pattern[str], ...]:
    rows = load(Background, "claim_background.csv")
    start, before, behind = ("|".join(row.cue for row in rows if row.place == place) for place in ("start", "before", "behind"))
    return re.compile(rf"(?:但是?)?(?:{start})"), re.compile(rf"(?:{before})$"), re.compile(behind)


class Tense:
    """The default status at each offset, from sections and genre."""

    def __init__(self, sections: Sequence[Section], genre: Genre) -> None:
        self._sections = sorted(sections, key=lambda s: (s.start, s.level))
        self._starts = [s.start for s in self._sections]
        self._genre = genre
        self.speech = genre == "speech"

    def section_type(self, at: int) -> str:
        """The type of the deepest section over `at`."""
        index = bisect_right(self._starts, at) - 1
        while index >= 0:
            section = self._sections[index]
            if section.end > at:
                return section.type
            index = section.parent if section.parent is not None and section.parent < index else index - 1
        return ""

    def planned(self, at: int) -> bool:
        """Whether what stands here is an intention unless its words say otherwise."""
        kind = self.section_type(at)
        if self._genre in ("plan", "key_points"):
            return kind not in _PAST_SECTIONS and kind != "opening"
        return kind in _PLAN_SECTIONS and (self._genre != "speech" or kind != "guidance")

    def called(self, at: int) -> bool:
        """Whether a heading says that what stands here is to be done, rather than content or the sections around it."""
        index = bisect_right(self._starts, at) - 1
        while index >= 0 and self._sections[index].end <= at:
            index -= 1
        while index >= 0 and self._sections[index].type_basis == "inherited":
            parent = self._sections[index].parent
            index = parent if parent is not None and parent < index else -1
        return index >= 0 and self._sections[index].type_basis == "heading"

    def done(self, at: int) -> bool:
        """Whether genre or section says that what stands here is past."""
        return not self.planned(at) and (self._genre in ("summary", "work_report", "personal_report") or self.section_type(at) in _PAST_SECTIONS)


Modal = tuple[int, int, StatusWord]  # where it begins and ends in the text, and its row


def modal_words(text: str, sentence: tuple[int, int]) -> list[Modal]:
    """The status words of a sentence that are words of their own."""
    before, pattern, _ = _words()
    found = [(m.start(), m.end(), before[m.group()]) for m in pattern.finditer(text, *sentence) if not _inside_word(text, m)]
    titles = [m.span() for m in _TITLE.finditer(text, *sentence)] if found and "《" in text[slice(*sentence)] else ()
    return [word for word in found if not any(start < word[0] < end for start, end in titles)]


def status_of(text: str, q: Quantity, sentence: tuple[int, int], modals: Sequence[Modal], tense: Tense) -> tuple[Status, str]:
    """The status of a quantity and the row of claim_status.csv that decided, if one did."""
    planned = tense.planned(q.start)
    if is_threshold(text, q) or _is_levy(text, q):
        return "required", ""
    if _is_starting_point(text, q):
        return "reported", ""
    clause_at = max(sentence[0], *[text.rfind(stop, sentence[0], q.start) + 1 for stop in ",;:"])
    if row := _word_behind(text, q, clause_at):
        return row.status, row.where
    if q.kind == "people" and _ADDRESSED.search(text, clause_at, q.start):
        return "reported", ""
    done = tense.done(q.start)
    if (planned or (done and text[q.start - 1 : q.start] in TO)) and raised_from(text, clause_at, q.start) is not None:
        return "planned" if planned else "reported", ""
    word = _heaviest(text, q, clause_at, modals, planned, done) if modals else None
    if word is not None and (word.status == "reported" or not planned or word.form in _AIMS):
        return word.status, word.where
    if _demands(text, q, (sentence[0], clause_at), planned, tense):
        return "required", word.where if word else ""
    if word is None and planned and (_is_background(text, q, clause_at, tense) or (tense.speech and _is_told(text, q, clause_at, sentence, modals, tense))):
        return "reported", ""
    return (word.status, word.where) if word else ("planned" if planned else "reported", "")


def raised_from(text: str, start: int, end: int) -> int | None:
    """Where the words begin that end right before a number and speak of what was before: 由5万元增加到."""
    found = _TO_BE_RAISED.search(text, start, end)
    return found.start() if found else None


def _word_behind(text: str, q: Quantity, clause_at: int) -> StatusWord | None:
    """The row whose form stands right behind the quantity: 每人300元的标准, 6000万元的目标."""
    _, _, after = _words()
    may_follow = text.startswith("、", q.end) or not _after_marks().isdisjoint(text[q.end : q.end + 2])
    for form, row in after.items() if may_follow else ():
        listed = _LISTED_AIM.match(text, q.end) if row.status == "planned" and text.startswith("、", q.end) else None
        at = listed.end() if listed else q.end
        aim = row.status == "planned" and _AIM_BEHIND.match(text, at)
        if aim or (form in text[at : at + len(form) + 1] and not text.startswith(_NO_STANDARD, q.end) and (q.kind != "people" or form not in _OF_THINGS)):
            return None if row.status == "planned" and _is_reached(text, clause_at, q.start) else row
    if q.kind == "count" and q.value <= _FEW and _EACH.search(text, clause_at, q.start) and _EACH_RULE.match(text, q.end):
        return after["的制度"]  # 每月一次的例会制度
    return None


def _is_reached(text: str, start: int, end: int) -> bool:
    """Whether the words before an aim say that it has been reached: 实现了65%的目标, not 提出了实现65%的目标."""
    if (first := _REACHED.search(text, start, end)) is None:
        return False
    aim = _SETS_AIM.search(text, start, end)
    return aim is None or aim.start() > first.start() or "了" in text[aim.end() : end]


def _is_background(text: str, q: Quantity, clause_at: int, tense: Tense) -> bool:
    """Whether a quantity of a plan or a call says how things stand: 占职工的六成, 1万平方米的大楼已封顶."""
    if tense.speech and _DONE_LATER.match(text, q.end):
        return True
    if q.kind == "rate" and q.bound in ("exact", "about") and _STATED.search(text, clause_at, q.start):
        return True
    begins, before, behind = _background()
    if begins.match(text, clause_at, q.start):
        return True
    if q.kind in ("count", "people") and (before.search(text, clause_at, q.start) or behind.match(text, q.end)):
        return True
    return _ALREADY.match(text, q.end) is not None


def _is_told(text: str, q: Quantity, clause_at: int, sentence: tuple[int, int], modals: Sequence[Modal], tense: Tense) -> bool:
    """Whether a figure of a speech without a modal word of its own is told, though its section calls for things."""
    start = speeches.sentence_start(text, q.start)
    wider = [*modal_words(text, (start, sentence[0])), *modals] if start < sentence[0] else modals
    said = [(word[0], word[2].status) for word in wider if word[1] <= q.start and not _means_else(text, q, *word, False)]
    return speeches.tells(text, q, clause_at, said, tense.called(q.start))


def _heaviest(text: str, q: Quantity, clause_at: int, modals: Sequence[Modal], planned: bool, done: bool) -> StatusWord | None:
    """The heaviest modal word before the quantity; of two alike the nearer one."""
    best: tuple[int, int, StatusWord] | None = None
    at = q.start
    joined = max(text.rfind(stop, 0, clause_at - 1) + 1 for stop in ",。;:!?\n") if text.startswith(_AND, clause_at) else clause_at
    for start, end, row in modals:
        if end > at:
            break
        if row.scope == "clause" and start < (joined if row.status == "required" else clause_at) and not text.startswith(":", end):
            continue
        if row.status == "reported" and row.form in _BEFORE_NOW and (_TURN.search(text, end, at) or (planned and _TO_THIS_YEAR.search(text, end, at))):
            continue
        if planned and row.form in _STILL and at - end < _NEAR and _TO_DO.search(text, end, speeches.clause_end(text, q.end)):
            continue
        if _means_else(text, q, start, end, row, done):
            continue
        if row.status == "planned" and row.form in _ANEW and not _BEFORE_THIS_YEAR.search(text, max(0, start - 40), start):
            continue
        if (planned and row.status == "reported" and row.weight < 5) or (row.form in _SOFT and (done or "了" in text[end:at])):
            continue
        rank = (row.weight + 2 * (start >= clause_at), start, row)
        if best is None or rank[:2] >= best[:2]:
            best = rank
    return best[2] if best else None


def _means_else(text: str, q: Quantity, start: int, end: int, row: StatusWord, done: bool) -> bool:
    """Whether a status word says something else of this quantity: 由目前的88%提高, 最高气温达38度, 争取区总工会的项目."""
    form = row.form
    if form in ("目前", "现有"):
        return text[max(0, start - 1) : start] in _FROM_NOW and _TO_BE_RAISED.search(text, start - 1, q.start) is not None
    if form == "最高":
        part = text.startswith(("单", "个人"), max(0, start - 2)) or _PART_OF.search(text, max(0, start - 12), start)
        return q.kind not in ("money", "rate") or (done and bool(part))  # 单笔最高5万元
    if form in ("最低工资", "最低工资标准"):
        return q.kind != "money" and _MORE.search(text, end, q.start) is not None
    if form == "规定":  # 按规定发放津贴8万元
        return done and q.kind != "rate" and q.bound == "exact" and text[max(0, start - 1) : start] in ("按", "照") and "每" not in text[end : q.start]
    if form.endswith("标准"):
        return _RAISED.match(text, end) is not None  # 补助标准提高到2万元
    if form == "凡":
        return done and "," in text[end : q.start]  # 凡5000元以上的采购都有工会监督,全年监督13次
    if form == "只需":
        return done and q.kind == "measure"
    if form == "应":
        return _DUE.search(text, start, q.start) is not None
    if form == "已":
        return _ALREADY_SUCH.match(text, end, q.start) is not None
    if form == "争取" and done:
        tags = [tag for _, tag in words.tag(text[end : end + 8])]
        return bool(tags) and tags[0].startswith(_OBTAINED)
    return False


def _demands(text: str, q: Quantity, starts: tuple[int, int], planned: bool, tense: Tense) -> bool:
    """Whether a floor, a ceiling or a per-period figure is a rule: in what is no plan, and in what a speaker demands."""
    if q.bound_word.startswith(("不得", "不能", "不应", "不可", "不准")):
        return True
    if planned and not tense.speech and tense.section_type(q.start) == "objectives":
        return False  # how far the plan itself means to go
    if planned and not tense.speech:
        return _demanded_in_plan(text, q, starts[1])
    if planned:
        small = q.kind in ("money", "measure") or (q.kind == "count" and q.value <= _FEW)
        if q.kind == "measure" and q.name in _TIMES and q.bound_word == "内":
            return True  # 接到投诉24小时内介入
        demand = _DEMAND.search(text, starts[1], q.start)
        if q.modal == "required":
            return small or q.bound == "under" or q.kind == "rate" or (demand is not None and not text.startswith("每年", demand.start()))
        return (q.kind != "money" or q.bound != "exact") and small and demand is not None
    if q.kind == "count" and q.bound == "over" and q.value <= _FEW and not tense.done(q.start) and "每" in text[starts[1] : q.start]:
        return True  # 每季度检查一次以上
    if q.bound_word in ("以内", "之内") and "每" in text[starts[1] : q.start] and not tense.done(q.start):
        return True
    if tense.done(q.start) and (_PART_OF.search(text, starts[0], q.start) or q.name in ("平方米", "米") or _is_largest(text, q, starts)):
        return False  # 其中最高2万元, 每间面积不少于15平方米: what was paid and built
    over_year = "全年" in text[starts[1] : q.start]  # 坚持每周学习,全年学习不少于40次
    return q.modal == "required" and (q.bound == "under" or not tense.done(q.start) or bool(_DEMAND.search(text, starts[over_year], q.start)))


def _is_largest(text: str, q: Quantity, starts: tuple[int, int]) -> bool:
    """为1213人报销867万元,个人最高报销12万元: the largest of the sums that the sentence sums up."""
    return q.bound_word == "最高" and "元" in text[starts[0] : starts[1]] and _ONE_CASE.search(text, starts[1], q.start) is not None


def _demanded_in_plan(text: str, q: Quantity, clause_at: int) -> bool:
    """Whether a plan lays down a rule: what each one is to do or gets, a ceiling for one case, a time allowed; its own targets and budgets are planned."""
    each = (found := _EACH.search(text, clause_at, q.start)) is not None
    if q.bound_word in ("以内", "之内"):
        return each and q.kind == "money"
    if q.kind == "measure" and q.name != "年" and (q.bound_word == "内" or text.endswith(("会前", "会后", "届满前", "期满前"), 0, q.start)):
        return True
    if _BY_EACH.search(text, clause_at, q.start) and q.kind == "money":
        return True
    if q.value <= _FEW and q.kind == "count" and _RULE_BEFORE.search(text, max(0, clause_at - 3), q.start):
        return True
    if q.kind == "measure" and q.bound == "over" and q.name in ("平方米", "米") and (each or _AS_A_RULE.search(text, clause_at, q.start)):
        return True
    if q.modal != "required":
        return q.name == "字" and q.bound == "over"
    if q.bound == "under":
        return q.kind not in ("money", "people") or (q.kind == "money" and (each or bool(_STANDARD.search(text, clause_at, q.start)) or q.bound_word == "最高"))
    few = q.kind == "count" and q.value <= _FEW and (q.bound_word == "至少" or bool(_EACH_PERSON.search(text, clause_at, q.start)))
    if found and q.kind == "money" and text.startswith("每年", found.start()) and not _EACH_PERSON.search(text, clause_at, q.start):
        return False  # 每年投入不低于20万元: its own budget
    return (each and (q.kind == "money" or few)) or q.name == "字" or q.bound_word == "最低"


def _is_levy(text: str, q: Quantity) -> bool:
    """按工资总额的2%提取: what a rule takes of every sum."""
    return q.name == "%" and bool(_TAKEN_OF.search(text, max(0, q.start - 22), q.start) and _TAKEN.match(text, q.end))


def _is_starting_point(text: str, q: Quantity) -> bool:
    """由每人100元提高到200元: where a change begins is a fact even in a plan."""
    if _FROM.search(text, max(0, q.start - 16), q.start) and _RAISED.match(text, q.end):
        return True
    return text.endswith("的", 0, q.start) and _THAN_BEFORE.search(text, max(0, q.start - 10), q.start) is not None


def _inside_word(head: str, match: re.Match[str]) -> bool:
    form = match.group()
    if match.start() and head[match.start() - 1] in _NOT_MODAL.get(form, ""):
        return True
    if form == "建议":
        return not _PROPOSES.match(head, match.start())
    if form.endswith("标准") and head.startswith(_LISTED_STANDARD, match.end()):
        return True
    if form == "将" and not _is_future(head[match.start() : match.end() + 6]):
        return True
    return head[match.end() : match.end() + 1] in tuple(_NOT_AFTER.get(form, ""))


def _is_future(phrase: str) -> bool:
    """将召开 is the future, 将矛盾化解 the object marker."""
    tags = [tag for _, tag in words.tag(phrase)]
    return len(tags) < 2 or tags[1] in ("v", "d", "p", "ad", "vd")
