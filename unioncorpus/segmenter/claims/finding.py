"""Claims from quantities: what is none is left out, what is one gets unit, status, year, what it counts and per what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Context, Decimal

from unioncorpus import script
from unioncorpus.model.records import Claim, Genre, Kind, Period, Section, Status
from unioncorpus.resources import one_of
from unioncorpus.segmenter.claims import counted as noun
from unioncorpus.segmenter.claims import exclude, quantities, status, years, zeros
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.ones import NONE
from unioncorpus.segmenter.claims.persons import is_person
from unioncorpus.segmenter.claims.quantities import Quantity

_WIDE = Context(prec=60)
_SENTENCE_END = re.compile(r"[。;!?\n]")
_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_PER = re.compile(
    r"(?:(?:平均)?每一?个?(半年|半月|[两三]年|人次|生(?=最|补|资|发|救|\d)|"
    + one_of("heads, bodies and times that a figure is per")
    + "|"
    + one_of("things and people that a figure is per")
    + "|"
    + one_of("further things that a figure is per")
    + r")|(?<![\d一二三四五六七八九十])(人|户|家|年|月|日|周|班|校|企)均|"
    r"(?<![\d一二三四五六七八九十今去全明前后近当本每同上下半多年])(日|月|年)(?="
    + one_of("what is stated per day, month or year")
    + r")|单(次|笔|件|户|人)(?=[^,。;]{0,6}额|救助|资助|补助|最高)|一(周|月|年|日|天|学期|季度|个月)(?=[^,。;]{0,6}一))"
)
_HEADS = {"名": "人", "生": "人", "位": "人", "职工": "人", "会员": "人", "教师": "人", "员工": "人", "日": "天", "企": "家", "企业": "家", "个月": "月"}
_FEW = 5
_SENT_BY_EACH = late(r"各([\u4e00-\u9fff]{2,4}?)(?:推荐|选派|选送|推选|推荐上报|报送|选拔)[^,。;\d]{0,6}$")  # 各科室推荐选手1至2名
_OF_WHOM = re.compile(r"^获[^的]*的")  # 获表彰的班组长


def find_claims(text: str, *, sections: Sequence[Section] = (), genre: Genre = "other", period: Period | None = None) -> list[Claim]:
    """Every stated quantity of `text`, left to right, never overlapping.

    Args:
        text: clean simplified text of one report, paragraphs parted by a line break; full and half width both occur. Offsets are into this string.
        sections: the report's sections, with offsets into the same text; their types tell work done from work planned.
        genre: of the report; a plan's quantities are planned unless its words say otherwise.
        period: the report's year, for claims whose sentence names none or says 去年.

    Returns:
        Claims with every field but theme and campaign. `value` is in base units (4.3万元 is 43000), `low` and `high` as the words allow
        (近400人 is low None, high 400).

    Not found here: dates, time windows, ordinals, slogans and facets; see `exclude`.

    Example:
        >>> [(c.value, c.unit, c.bound, c.counted) for c in find_claims("慰问困难职工40余名。")]
        [(Decimal('40'), '人', 'over', '困难职工')]
    """
    folded = script.fold(text)
    found = zeros.with_units(folded, quantities.scan(folded))
    names, titles = exclude.fixed_spans(folded), exclude.title_spans(folded)
    kept = [q for q in found if exclude.is_claim(folded, q, names, titles)]
    if nought := zeros.zero_words(folded, kept):
        kept = sorted([*kept, *nought], key=lambda q: q.start)
    tense = status.Tense(sections, genre)
    claims: list[Claim] = []
    sentence, before = (0, 0), noun.Phrase("", "")
    modals: list[status.Modal] = []
    for i, q in enumerate(kept):
        previous = kept[i - 1].end if i else 0
        if q.start >= sentence[1]:
            sentence, before = _sentence(folded, q.start), noun.Phrase("", "")
            modals = status.modal_words(folded, sentence)
        following = kept[i + 1].start if i + 1 < len(kept) else len(folded)
        clause = (max(sentence[0], previous), min(sentence[1], following))
        per = q.per or _per(folded, q, clause[0]) or _per_carried(folded, q, kept[i - 1] if i else q, claims[-1] if claims else None)
        phrase = noun.phrase_of(folded, q, clause, before)
        state, row = status.status_of(folded, q, sentence, modals, tense)
        raised = status.raised_from(folded, sentence[0], q.start) if folded[q.start - 1 : q.start] in status.TO else None
        year = years.year_of(folded[sentence[0] : q.start if raised is None else raised], state, genre, period)
        if state == "planned" and not row and _is_past(year, genre, period):
            state = "reported"  # what a plan says of the year before
        claims.append(_claim(text, folded, q, phrase, state, row, year, sentence, per))
        before = _carried(before, phrase, q)
    return claims


def _is_past(year: years.Years, genre: Genre, period: Period | None) -> bool:
    """Whether a plan's sentence names a year before the one planned."""
    if genre not in ("plan", "key_points") or period is None or period.year is None or year[0] is None:
        return False
    return year[3] in ("sentence", "relative") and year[0] < period.year


def _carried(before: noun.Phrase, phrase: noun.Phrase, q: Quantity) -> noun.Phrase:
    """What the next claim of the sentence may take over."""
    if q.kind == "rate":
        return before._replace(action=phrase.action, rate=phrase.counted, last=phrase.counted, last_unit=q.name)
    if q.kind == "measure":
        return before._replace(action=phrase.action, last=phrase.counted, last_unit=q.name)
    return noun.Phrase(phrase.counted, phrase.action, q.name, before.rate, phrase.base, phrase.counted, q.name)


def _sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around `at`, at most 400 characters to either side."""
    low = max(0, at - 400)
    last = max([text.rfind(stop, low, at) for stop in "。;!?\n"])
    end = _SENTENCE_END.search(text, at, at + 400)
    return last + 1 if last >= 0 else low, end.end() if end else min(len(text), at + 400)


def _claim(
    text: str, folded: str, q: Quantity, phrase: noun.Phrase, state: Status, row: str, year: years.Years, sentence: tuple[int, int], per: str
) -> Claim:
    kind, unit = _kind(q, phrase.counted)
    value, low, high = (_rounded(v) if q.fraction else v for v in (q.value, q.low, q.high))
    assert value is not None
    flags, bound = q.flags, q.bound
    if q.raw == "一" and (match := NONE.search(folded, max(0, q.at - 6), q.at)):
        start = match.start() if match.group() in ("无", "零") else q.start
        value = low = high = value * 0
        flags, bound = (*flags, "verbal"), "exact"
    else:
        start = q.start
    return Claim(
        start=start,
        end=q.end,
        kind=kind,
        value=value,
        low=low,
        high=high,
        bound=bound,
        unit=unit,
        per=per,
        counted=phrase.counted,
        action=phrase.action,
        status=state,
        year=year[0],
        year_low=year[1],
        year_high=year[2],
        year_basis=year[3],
        quote=text[start : q.end],
        sentence=text[sentence[0] : sentence[1]].strip(),
        flags=flags,
        rule=" ".join(filter(None, (*q.rules, row))),
    )


def _rounded(value: Decimal | None) -> Decimal | None:
    """Two thirds of all are 66.67 percent."""
    return None if value is None else quantities.tidy(value.quantize(Decimal("0.01"), context=_WIDE))


def _kind(q: Quantity, counted: str) -> tuple[Kind, str]:
    """个 counts heads before a noun for people: 3个学生."""
    kind: Kind = q.kind  # type: ignore[assignment]
    if q.unit is not None and q.unit.form == "个" and is_person(_OF_WHOM.sub("", counted)):
        return "people", "人"
    return kind, q.name


def _per(text: str, q: Quantity, previous: int) -> str:
    """每人, 每周, 人均 before the quantity in its clause."""
    window = text[max(previous, q.start - 16) : q.start]
    window = _CLAUSE_END.split(window)[-1]
    if window.endswith("人手"):  # 会员人手2册
        return "人"
    if "各" in window and q.value <= _FEW and (sent := _SENT_BY_EACH.search(window)):
        return sent.group(1)
    said = list(_PER.finditer(window))
    if not said:
        return ""
    word = next(group for group in said[-1].groups() if group)
    return _HEADS.get(word, word)


_RAISED = late(f"(?:{one_of('verbs of growth and decline')}|上调|调整|下调|升|增|降|减)" r"[^,。;]{0,2}(?:到|至|为)")
_NEAR = 32
_AND_ALSO = late(r"[、和及][^,。;:!?、\n每]{1,12}")
_EACH_OF = late(r"[^,。;:!?\n、]{0,12}各(?![类级项种界方自])[^,。;:!?\n、\d]{0,4}")
_ONE_EACH = late(r"[^,。;:!?\n、]{1,14}(?:" + one_of("verbs of giving to each") + r")[^,。;:!?\n、]{1,8}")
_FOR = late(r"[为给向](?:全[\u4e00-\u9fff]{1,3})?$")
_ALONGSIDE = late(r"[^,。;:!?、\n]{0,8}(?:和|及|以及|、)[^,。;:!?、\n每]{1,8}")


def _per_of_each(text: str, q: Quantity, before: Quantity, gap: str) -> str:
    """5名主席各联系两户企业, 为280名职工送去年货一份: what each of those just counted does or gets."""
    if before.value <= 1 or before.unit is None or before.kind not in ("people", "count"):
        return ""
    each = _EACH_OF.fullmatch(gap) if "各" in gap else None
    if not each and q.value == 1 and q.kind == "count" and before.kind == "people" and q.bound == "exact":
        each = _ONE_EACH.fullmatch(gap) if _FOR.search(text, max(0, before.start - 6), before.start) else None
    return _HEADS.get(before.name, before.name) if each else ""


def _per_carried(text: str, q: Quantity, before: Quantity, claim: Claim | None) -> str:
    """每户发放200元补助和大米20斤, 由每人150元提高到200元: the second amount is per head as well."""
    if claim is None or before.end > q.start or q.start - before.end > _NEAR:
        return ""
    gap = text[before.end : q.start]
    if not claim.per:
        return _per_of_each(text, q, before, gap)
    if before.name == q.name and q.value == before.value and _AND_ALSO.fullmatch(gap):
        return claim.per  # 每年举办运动会一次、联欢会一次
    raised = before.name == q.name and _RAISED.fullmatch(gap)
    return claim.per if raised or (q.kind in ("money", "measure", "count") and _ALONGSIDE.fullmatch(gap)) else ""
