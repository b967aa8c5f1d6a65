"""How good and how fast the numeric claims are, beside the tools that read Chinese numbers.

    python benchmarks/claims.py                 accuracy on the invented sentences beside this file, false hits, bounds, speed, memory
    UNIONCORPUS_GOLD=folder UNIONCORPUS_REAL_CORPUS=folder python benchmarks/claims.py    the same on hand-coded pages too

Peers are measured when they are installed (`pip install unioncorpus[peers]`): recognizers-text-suite, jionlp and cn2an, on the same text in one
run. A hit is right when it overlaps the claim and has its value (in base units, percent as 95); a bound is right when both ends of its interval
are; a false hit is one that overlaps no claim. A tool that finds numbers is entitled to false hits: it does not know what a claim is.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import re
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from markup import label, read_marked

from unioncorpus.script import to_simplified
from unioncorpus.segmenter.claims import find_claims, find_numbers

HERE = Path(__file__).parent
SIZES = (1_000, 10_000, 100_000)
ADVERSARIAL = ("一", "元", "1", "(", "十万", "1、", "1人，", "三分之一", "每人1元，")


class Hit(NamedTuple):
    """A number that a tool found; None for low and high where it says nothing of an interval."""

    start: int
    end: int
    value: float | None
    low: float | None = None
    high: float | None = None
    interval: bool = False


class Case(NamedTuple):
    """A text and its coded claims."""

    text: str
    claims: tuple[Hit, ...]


Tool = Callable[[str], list[Hit]]


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


def ours(text: str) -> list[Hit]:
    """The claims of this package."""
    return [Hit(c.start, c.end, float(c.value), _float(c.low), _float(c.high), True) for c in find_claims(text)]


def our_numbers(text: str) -> list[Hit]:
    """Every number of this package, as the peers give them."""
    return [Hit(n.start, n.end, float(n.value), _float(n.low), _float(n.high), True) for n in find_numbers(text)]


def recognizers() -> Tool:
    """Number and percentage, currency and dimension of recognizers-text-suite (Microsoft), the longest hit winning."""
    from recognizers_number import Culture, recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    def find(text: str) -> list[Hit]:
        hits = []
        for recognize in (recognize_currency, recognize_percentage, recognize_dimension, recognize_number):
            for result in recognize(text, Culture.Chinese):
                value = (result.resolution or {}).get("value")
                with contextlib.suppress(ValueError, TypeError):
                    hits.append(Hit(result.start, result.end + 1, float(str(value).rstrip("%"))))
        return _longest(hits)

    return find


def jionlp() -> Tool:
    """The money extractor and parser of jionlp: the only peer with bounds."""
    with contextlib.redirect_stdout(io.StringIO()):  # it prints a banner when imported
        import jionlp as jio

    def find(text: str) -> list[Hit]:
        hits = []
        for money in jio.ner.extract_money(text):
            detail = money.get("detail") or {}
            number, definition = detail.get("num"), detail.get("definition")
            start, end = money["offset"]
            if isinstance(number, list):
                low, high = map(float, number)
                hits.append(Hit(start, end, low, low, high, True))
            elif number is not None:
                value = float(number)
                low = None if definition in ("blur", "blur-") else value
                hits.append(Hit(start, end, value, low, None if definition in ("blur", "blur+") else value, True))
        return hits

    return find


def cn2an() -> Tool:
    """cn2an rewrites numerals in place; a rewritten stretch is its hit."""
    import warnings

    from cn2an import cn2an as convert

    numeral = re.compile(r"[\d.零〇一二两三四五六七八九十百千万亿]+")

    def find(text: str) -> list[Hit]:
        hits = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for match in numeral.finditer(text):
                with contextlib.suppress(ValueError):
                    hits.append(Hit(match.start(), match.end(), float(convert(match.group(), "smart"))))
        return hits

    return find


def _longest(hits: list[Hit]) -> list[Hit]:
    """Without the hits that lie inside a longer one; of two alike the first asked for wins."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def tools() -> Iterator[tuple[str, Tool]]:
    """Ours, and the peers that are installed."""
    yield "unioncorpus find_claims", ours
    yield "unioncorpus find_numbers", our_numbers
    for name, make in (("recognizers-text-suite", recognizers), ("jionlp (money only)", jionlp), ("cn2an", cn2an)):
        try:
            yield name, make()
        except ImportError as error:
            print(f"# {name}: not installed ({error})", file=sys.stderr)


def sentences() -> list[Case]:
    """The invented sentences with their marks."""
    cases = []
    for line in (HERE / "claims_sentences.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, marks = read_marked(line)
            cases.append(Case(text, tuple(_marked(start, end, mark) for start, end, mark in marks)))
    return cases


def _marked(start: int, end: int, mark: str) -> Hit:
    interval = mark.split()[1]
    if interval.startswith("~"):
        return Hit(start, end, float(interval[1:]), None, None, True)
    low, dots, high = interval.partition("..")
    ends = (_float(low or None), _float(high or None)) if dots else (float(low), float(low))
    return Hit(start, end, ends[0] if ends[0] is not None else ends[1], *ends, True)


def coded_pages(gold: Path, pages: Path) -> list[Case]:
    """Hand-coded reports: the stretch of the page as it stands, in simplified script."""
    cases = []
    for file in sorted(gold.glob("*.json")):
        page = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(page, dict) or "pieces" not in page:
            continue
        source = to_simplified((pages / page["source"]).read_bytes().decode("utf-8").removeprefix("\ufeff"))
        for piece in page["pieces"]:
            at = piece["start"]
            claims = tuple(Hit(c["start"] - at, c["end"] - at, _float(c["value"]), _float(c["low"]), _float(c["high"]), True) for c in piece["claims"])
            cases.append(Case(source[at : piece["end"]].replace("\r", "\n"), claims))
    return cases


def score(tool: Tool, cases: list[Case]) -> dict[str, str]:
    """Values found, bounds right, false hits, characters a second."""
    claims = right = bounds = approximate = false = 0
    begun = time.process_time()
    found = [tool(case.text) for case in cases]
    seconds = time.process_time() - begun
    for case, hits in zip(cases, found, strict=True):
        for claim in case.claims:
            claims += 1
            near = [h for h in hits if h.start < claim.end and claim.start < h.end]
            right += any(_same(h.value, claim.value) for h in near)
            if claim.low != claim.high or claim.low is None:
                approximate += 1
                bounds += any(h.interval and _same(h.low, claim.low) and _same(h.high, claim.high) for h in near)
        false += sum(all(h.end <= c.start or c.end <= h.start for c in case.claims) for h in hits)
    chars = sum(len(case.text) for case in cases)
    return {
        "right value": f"{right} of {claims}",
        "bounds": f"{bounds} of {approximate}",
        "false hits": str(false),
        "chars/s": f"{chars / seconds:,.0f}" if seconds else "",
    }


def _same(a: float | None, b: float | None) -> bool:
    return a is b if a is None or b is None else abs(a - b) <= 2e-4 * max(abs(a), abs(b), 1e-9)


def exact_on_sentences() -> str:
    """Sentences whose claims are all found with kind, interval and unit, and no other."""
    lines = [line for line in (HERE / "claims_sentences.txt").read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]
    good = 0
    for line in lines:
        text, marks = read_marked(line)
        good += [(c.start, c.end, label(c)) for c in find_claims(text)] == [(a, b, " ".join(m.split()[:3])) for a, b, m in marks]
    return f"{good} of {len(lines)}"


def curve(tool: Tool, limit: float) -> list[str]:
    """Seconds on one repeated piece at growing lengths, given up beyond `limit`."""
    rows = []
    for unit in ADVERSARIAL:
        seconds = []
        for size in SIZES:
            begun = time.process_time()
            tool(unit * (size // len(unit)))
            seconds.append(time.process_time() - begun)
            if seconds[-1] > limit:
                break
        rows.append(f"  {unit:<8} " + "  ".join(f"{size:>7,}: {s:7.4f} s" for size, s in zip(SIZES, seconds, strict=False)))
    return rows


def table(title: str, cases: list[Case], chosen: list[tuple[str, Tool]]) -> None:
    """One row a tool."""
    chars = sum(len(case.text) for case in cases)
    print(f"\n{title}: {len(cases)} texts, {chars:,} characters, {sum(len(case.claims) for case in cases)} claims")
    print(f"  {'tool':<28} {'right value':>14} {'bounds':>12} {'false hits':>11} {'chars/s':>12}")
    for name, tool in chosen:
        tool("慰问职工20人。")  # warm up
        row = score(tool, cases)
        print(f"  {name:<28} {row['right value']:>14} {row['bounds']:>12} {row['false hits']:>11} {row['chars/s']:>12}")


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--curve", action="store_true", help="also the time on adversarial texts of growing length, of this package")
    arguments = parser.parse_args()
    chosen = list(tools())
    print(f"sentences read exactly (kind, interval, unit): {exact_on_sentences()}")
    table("invented sentences", sentences(), chosen)
    gold, pages = os.environ.get("UNIONCORPUS_GOLD"), os.environ.get("UNIONCORPUS_REAL_CORPUS")
    if gold and pages:
        table("hand-coded pages", coded_pages(Path(gold), Path(pages)), chosen)
    else:
        print("\nhand-coded pages: skipped (UNIONCORPUS_GOLD and UNIONCORPUS_REAL_CORPUS are not set)")
    long = "".join(case.text for case in sentences()) * 20
    find_claims(long[:1000])
    begun = time.process_time()
    find_claims(long)
    print(f"\none text of {len(long):,} characters: {len(long) / (time.process_time() - begun):,.0f} characters a second")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if arguments.curve:
        print("\nseconds on one repeated piece (find_claims)", *curve(ours, 5.0), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
