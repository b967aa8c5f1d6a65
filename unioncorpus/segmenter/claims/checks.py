"""The arithmetic that a text lets its reader check: parts against totals, shares, products, differences, repeats.

A verdict is inconsistent only where no rounding of the stated figures allows it: every figure stands for the interval its last digit leaves open, and the
intervals are carried through the sum (Moore, Interval Analysis, 1966).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from itertools import combinations
from typing import Literal

from unioncorpus import script
from unioncorpus.model.records import Check, CheckRule, Claim
from unioncorpus.resources import one_of
from unioncorpus.segmenter.claims.late import late

_WIDE = Context(prec=80)
_SENTENCE_END = re.compile(r"[。!?\n]")
_PART = re.compile(r"其中|包括|含|分别(?:为|是)")
_RATE_HEAD = late(f"(?:{one_of('rates of a whole')}|{one_of('rates of what was done')})" r"[^,。;]{0,6}?率")
_BOUNDED_RATE = late(f"(?:{one_of('rates of a whole')})率")
_STOCK = re.compile(r"(?:目前)?(?:现有|共有|拥有|实有)")
_MOST_SUSPECTS = 6
_LONGEST_GROUP = 60  # claims of one sentence; more is a table, and work must stay linear
_REACHED = late(r"(?:增|减|降|升|提高|发展|扩大|上升|下降)[^,。;]{0,4}(?:到|至|为)|到|至")
_GROWN = re.compile(r"(?:由|从)[^,。;]{0,24}$")
_HUNDRED = Decimal(100)
_SPOKEN = Decimal(5)  # 七成 and 一半 are said of what is nearer to them than to the next tenth


@dataclass(frozen=True, slots=True)
class Interval:
    """What a figure may really be."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        return self.low <= other.high and other.low <= self.high


def find_checks(text: str, claims: Sequence[Claim]) -> tuple[list[Check], list[Claim]]:
    """The checks that `text` allows on its claims, and the claims with their flags set (inconsistent, lost_decimal).

    Example:
        >>> from unioncorpus.segmenter.claims import find_claims
        >>> text = "发放问卷200份,收回190份,回收率95%。"
        >>> checks, _ = find_checks(text, find_claims(text))
        >>> [(c.rule, c.stated, c.computed, c.verdict) for c in checks]
        [('share', Decimal('95'), Decimal('95'), 'consistent')]
    """
    folded = script.fold(text)
    checks: list[Check] = []
    for group in _sentences(folded, claims):
        checks += _shares(folded, claims, group)
        checks += _sums(folded, claims, group)
        checks += _totals(folded, claims, group)
        checks += _products(folded, claims, group)
        checks += _differences(folded, claims, group)
    checks += _repeats(folded, claims)
    checks.sort(key=lambda c: (c.start, c.end, c.rule))
    return checks, _flagged(claims, checks)


def _sentences(text: str, claims: Sequence[Claim]) -> Iterable[list[int]]:
    """Positions of the claims, sentence by sentence."""
    group: list[int] = []
    for i, claim in enumerate(claims):
        if group and (len(group) >= _LONGEST_GROUP or _SENTENCE_END.search(text, claims[group[-1]].end, claim.start)):
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def _figure(claim: Claim) -> Interval | None:
    """The interval that the last digit of an exact figure leaves open: 3.5万 is 34,500 to 35,500; whole people are exact."""
    if claim.bound != "exact":
        return None
    return Interval(claim.value - _slack(claim), claim.value + _slack(claim))


def _slack(claim: Claim) -> Decimal:
    """Half a unit of the last stated digit; nothing for a plain count."""
    digits = re.search(r"(\d+)(?:\.(\d+))?", script.fold(claim.quote).replace(",", ""))
    if not digits:
        return _SPOKEN if claim.kind == "rate" and claim.quote[-1] in "成半数" else Decimal(0)
    stated = Decimal(digits.group())
    scale = claim.value / stated if stated else Decimal(1)
    if scale == 1 and not digits.group(2) and claim.kind != "rate":
        return Decimal(0)
    return scale * Decimal(1).scaleb(-len(digits.group(2) or "")) / 2


def _check(rule: CheckRule, claims: Sequence[Claim], used: Sequence[int], stated: Decimal, computed: Decimal, fits: bool, words: str) -> Check:
    verdict: Literal["consistent", "inconsistent"] = "consistent" if fits else "inconsistent"
    end = "相符" if fits else "不符"
    return Check(rule, tuple(used), stated, computed, verdict, f"{words}，{end}", min(claims[i].start for i in used), max(claims[i].end for i in used))


def _plain(value: Decimal) -> str:
    return format(value.quantize(Decimal("0.01"), context=_WIDE).normalize(), "f")


def _shares(text: str, claims: Sequence[Claim], group: Sequence[int]) -> list[Check]:
    """发放200份,收回190份,回收率95%; 女职工420人,占职工总数1000人的42%."""
    checks = []
    for place, r in enumerate(group):
        rate = claims[r]
        before = [i for i in group[max(0, place - 12) : place] if claims[i].kind in ("people", "count", "money") and not claims[i].per and _figure(claims[i])]
        if rate.unit != "%" or rate.bound != "exact" or rate.value > 1000 or len(before) < 2:
            continue
        whole, part = claims[before[-2]], claims[before[-1]]
        if whole.unit == part.unit and _is_share(text, whole, part, rate):
            if part.value > whole.value:
                whole, part = part, whole
            checks += _share_check(claims, (before[-2], before[-1], r), whole, part, rate)
    return checks


def _is_share(text: str, whole: Claim, part: Claim, rate: Claim) -> bool:
    """Whether the words make the rate the part's share of the whole."""
    head = text[part.end : rate.start]
    if len(head) > 24:
        return False
    if re.search(r"占[^,。;]{0,12}$", text[max(whole.end, part.start - 14) : part.start]) and re.fullmatch(r"(?:总数|总人数)?的", head):
        return True
    if "占" in head:
        return "总" in head or "其中" in text[whole.end : part.start]
    rate_name = _RATE_HEAD.search(head)
    said = text[whole.end : part.end]
    return rate_name is not None and part.value <= whole.value and any(c in said for c in rate_name.group()[:2])  # 收回190份,回收率95%


def _share_check(claims: Sequence[Claim], used: Sequence[int], whole: Claim, part: Claim, rate: Claim) -> list[Check]:
    a, b, stated = _figure(part), _figure(whole), _figure(rate)
    if a is None or b is None or stated is None or b.low <= 0 or not part.value:
        return []
    computed = part.value / whole.value * _HUNDRED
    spread = Interval(a.low / b.high * _HUNDRED, a.high / b.low * _HUNDRED)
    words = f"{_plain(part.value)}÷{_plain(whole.value)}＝{_plain(computed)}%，文中为{_plain(rate.value)}%"
    return [_check("share", claims, used, rate.value, _rounded(computed), spread.meets(_floored(stated, rate)), words)]


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), context=_WIDE).normalize() + 0


def _floored(interval: Interval, claim: Claim) -> Interval:
    """Reports cut digits off as often as they round: 92.9 may be printed 92 or 93."""
    slack = interval.high - claim.value
    return Interval(interval.low, claim.value + 2 * slack)


def _sums(text: str, claims: Sequence[Claim], group: Sequence[int]) -> list[Check]:
    """共慰问100人,其中党员40人,群众60人: the parts behind 其中 against each total before it."""
    checks = []
    for place in range(1, len(group) - 1):
        lead = text[claims[group[place - 1]].end : claims[group[place]].start]
        if not _PART.search(lead) or len(lead) > 30:
            continue
        units: set[str] = set()
        for t in reversed(group[max(0, place - 3) : place]):
            total = claims[t]
            if total.unit in units or total.kind == "rate" or total.per or _figure(total) is None:
                continue
            units.add(total.unit)
            parts = _parts(text, claims, group[place:], total)
            if len(parts) >= 2:
                found = _sum_check(claims, t, parts, partial=True)
                checks += [c for c in found if c.verdict == "consistent" or ";" not in text[c.start : c.end]]  # beyond ; another thing may begin
    return checks


def _parts(text: str, claims: Sequence[Claim], following: Sequence[int], total: Claim) -> list[int]:
    """The claims behind 其中 that may be parts of a total: of its unit, up to the first that begins something else."""
    parts = []
    for place, i in enumerate(following):
        if place and re.search(r"其中|新增|另外|同时|此外|还|总支出|结余", text[claims[i - 1].end : claims[i].start]):
            break
        if claims[i].unit == total.unit and not claims[i].per:
            if _figure(claims[i]) is None:
                return []
            parts.append(i)
    return parts


def _totals(text: str, claims: Sequence[Claim], group: Sequence[int]) -> list[Check]:
    """捐款200元,基金1000元,共计1200元: the parts against the total behind them."""
    checks = []
    for place in range(2, len(group)):
        total = claims[group[place]]
        if not re.search(r"(?:共计|合计|总计)[^,。;]{0,4}$", text[max(0, total.start - 8) : total.start]) or _figure(total) is None:
            continue
        parts: list[int] = []
        for i in reversed(group[max(0, place - 8) : place]):
            if claims[i].unit != total.unit or claims[i].per or _figure(claims[i]) is None:
                break
            parts.insert(0, i)
        if len(parts) >= 2:
            checks += _sum_check(claims, group[place], parts, partial=False)
    return checks


def _sum_check(claims: Sequence[Claim], total: int, parts: Sequence[int], *, partial: bool) -> list[Check]:
    whole = _figure(claims[total])
    intervals = [interval for i in parts if (interval := _figure(claims[i]))]
    if whole is None:
        return []
    low, high = sum((x.low for x in intervals), Decimal(0)), sum((x.high for x in intervals), Decimal(0))
    computed = sum((claims[i].value for i in parts), Decimal(0))
    fits = Interval(low, high).meets(whole)
    if not fits and partial and high < whole.low:  # 其中 may name some of the parts only
        return []
    words = f"{'＋'.join(_plain(claims[i].value) for i in parts)}＝{_plain(computed)}，文中合计{_plain(claims[total].value)}"
    return [_check("sum", claims, sorted((total, *parts)), claims[total].value, computed, fits, words)]


def _products(text: str, claims: Sequence[Claim], group: Sequence[int]) -> list[Check]:
    """慰问职工200人,每人500元,共计10万元."""
    checks = []
    for place, p in enumerate(group):
        each = claims[p]
        if each.kind != "money" or not each.per or each.bound != "exact":
            continue
        near = [i for i in group[max(0, place - 2) : place + 3] if i != p and claims[i].bound == "exact" and not claims[i].per]
        heads = [i for i in near if claims[i].kind in ("people", "count") and claims[i].unit == each.per]
        sums = [i for i in near if claims[i].kind == "money" and claims[i].unit == each.unit and ";" not in text[each.end : claims[i].start]]
        whole = _figure(claims[sums[0]]) if len(heads) == 1 and len(sums) == 1 else None
        if whole is None:
            continue
        head, total = claims[heads[0]], claims[sums[0]]
        computed, slack = head.value * each.value, _slack(each)
        fits = Interval(head.value * (each.value - slack), head.value * (each.value + slack)).meets(whole)
        words = f"{_plain(head.value)}×{_plain(each.value)}＝{_plain(computed)}，文中为{_plain(total.value)}"
        checks.append(_check("product", claims, sorted((heads[0], p, sums[0])), total.value, computed, fits, words))
    return checks


def _differences(text: str, claims: Sequence[Claim], group: Sequence[int]) -> list[Check]:
    """会员由300人增加到420人,增加120人（增长40%）."""
    checks = []
    for place in range(len(group) - 2):
        used = group[place : place + 3]
        a, b, c = (claims[i] for i in used)
        tail = text[b.end : c.start]
        if not _GROWN.search(text[max(0, a.start - 26) : a.start]) or not _REACHED.search(text[a.end : b.start]) or a.unit != b.unit:
            continue
        if len(tail) <= 16 and re.search(r"增|减|降|升|提高|净", tail):
            checks += _difference_check(claims, used, a, b, c)
    return checks


def _difference_check(claims: Sequence[Claim], used: Sequence[int], a: Claim, b: Claim, c: Claim) -> list[Check]:
    fa, fb, fc = _figure(a), _figure(b), _figure(c)
    if fa is None or fb is None or fc is None:
        return []
    if c.unit == a.unit or (c.unit == "百分点" and a.unit == "%"):
        computed = abs(b.value - a.value)
        ends = abs(fb.low - fa.high), abs(fb.high - fa.low)
        words = f"{_plain(max(a.value, b.value))}－{_plain(min(a.value, b.value))}＝{_plain(computed)}，文中为{_plain(c.value)}"
        return [_check("difference", claims, used, c.value, computed, Interval(min(ends), max(ends)).meets(fc), words)]
    if c.unit != "%" or not a.value:
        return []
    computed = _rounded(abs(b.value - a.value) / a.value * _HUNDRED)
    spread = Interval(computed - Decimal("0.05"), computed + Decimal("0.05"))
    words = f"（{_plain(b.value)}－{_plain(a.value)}）÷{_plain(a.value)}＝{_plain(computed)}%，文中为{_plain(c.value)}%"
    return [_check("difference", claims, used, c.value, computed, spread.meets(_floored(fc, c)), words)]


def _repeats(text: str, claims: Sequence[Claim]) -> list[Check]:
    """The same thing counted twice in one report: 现有会员420人 … 现有会员402人.

    What differs is a slip only where both say what there is, or where the digits are the same (a lost point).
    """
    seen: dict[tuple[str, str, str, str, int | None, str | None], int] = {}
    checks = []
    for i, claim in enumerate(claims):
        if claim.bound != "exact" or claim.status != "reported" or len(claim.counted) < 2 or claim.value < 10 or claim.kind == "measure":
            continue
        stock = _stock(text, claim)
        key = (claim.counted, claim.action if stock is None else "", claim.unit, claim.per, claim.year, stock)
        other = seen.setdefault(key, i)
        if other == i or claims[other].sentence == claim.sentence:
            continue
        a, b = _figure(claims[other]), _figure(claim)
        fits = a is not None and b is not None and a.meets(b)
        if fits or stock is not None or _digits(claims[other]) == _digits(claim):
            words = f"{claim.counted}前文{_plain(claims[other].value)}，此处{_plain(claim.value)}"
            checks.append(_check("repeat", claims, (other, i), claim.value, claims[other].value, fits, words))
    return checks


def _stock(text: str, claim: Claim) -> str | None:
    """Whose stock a claim states (全县现有会员420人: 全县), None if it states none."""
    clause = re.split(r"[,。;:!?\n]", text[max(0, claim.start - 30) : claim.start])[-1]
    match = _STOCK.search(clause)
    return clause[: match.start()] if match else None


def _digits(claim: Claim) -> str:
    """The significant digits, to tell a lost point (12.5 and 125) from another quantity."""
    return "".join(map(str, claim.value.normalize().as_tuple().digits))


def _flagged(claims: Sequence[Claim], checks: Sequence[Check]) -> list[Claim]:
    """The claims with the flags that the checks give them, and implausible ones."""
    flags: dict[int, set[str]] = {}
    for check in checks:
        if check.verdict == "inconsistent":
            for i in check.claims:
                flags.setdefault(i, set()).add("inconsistent")
            for i in _pointless(claims, check):
                flags[i].add("lost_decimal")
    for i, claim in enumerate(claims):
        if claim.kind == "rate" and claim.unit == "%" and claim.value > _HUNDRED and _BOUNDED_RATE.search(claim.counted):
            flags.setdefault(i, set()).add("implausible")
    return [replace(c, flags=tuple(sorted({*c.flags, *flags[i]}))) if i in flags else c for i, c in enumerate(claims)]


def _pointless(claims: Sequence[Claim], check: Check) -> tuple[int, ...]:
    """The fewest figures of an inconsistent check that make it right once their decimal point is put back."""
    suspects = [i for i in check.claims if _whole_digits(claims[i], 2 if check.rule in ("sum", "product") else 3)]
    for size in range(1, len(suspects) + 1):
        for chosen in combinations(suspects[:_MOST_SUSPECTS], size):
            for places in (1, 2):
                values = {i: claims[i].value.scaleb(-places) if i in chosen else claims[i].value for i in check.claims}
                if _holds(claims, check, values):
                    return chosen
    return ()


def _whole_digits(claim: Claim, least: int) -> bool:
    """A plain figure of so many digits or more, as a lost point leaves it."""
    return bool(re.fullmatch(rf"\D*\d{{{least},}}\D*", script.fold(claim.quote))) and claim.kind in ("money", "rate", "measure")


def _holds(claims: Sequence[Claim], check: Check, values: Mapping[int, Decimal]) -> bool:
    """Whether the check comes out with other values."""
    used = [values[i] for i in check.claims]
    if check.rule == "sum":
        total = max(check.claims, key=lambda i: (claims[i].value == check.stated, i))
        return sum(used) == 2 * values[total]
    if check.rule == "share":
        whole, part, rate = used
        return bool(whole) and abs(part / whole * _HUNDRED - rate) <= Decimal("0.5")
    if check.rule == "product":
        money = sorted(values[i] for i in check.claims if claims[i].kind == "money" and not claims[i].per)
        rest = [values[i] for i in check.claims if claims[i].kind != "money" or claims[i].per]
        return len(money) == 1 and len(rest) == 2 and rest[0] * rest[1] == money[0]
    return check.rule == "difference" and abs(abs(used[1] - used[0]) - used[2]) == 0
