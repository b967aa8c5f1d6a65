"""How long it takes to find the copies among generated reports, and how many of the planted ones are found.

    python benchmarks/copies.py [REPORTS] [--group 20] [--workers 2]

Reports are written to a temporary folder and read from there on demand, as a run does. Each group of 1 to 20 holds one report and copies of it: the same again,
cut short, with other figures, another place, spun words or paragraphs in another order. The last two may leave two copies of one report below the threshold of
a near-duplicate, so that complete linkage rightly parts them.

Beside rensa 0.5.0 (MinHash with locality-sensitive hashing, in Rust), on 5,000 of these reports, 30,009 pairs of which are near-duplicates (0.6 of the
shorter one's shingles stand in the longer); seconds on one core, for hashing and for finding the candidates:

    sketches, as here                                            3.2 s     37,551 candidates, 30,005 of the pairs among them (99.99 %)
    rensa, whole reports, 128 permutations in 32 bands           3.0 s     24,356             24,045 (80.1 %)
    rensa, whole reports, 64 bands                               3.9 s    268,030             29,612 (98.7 %)
    rensa, paragraphs, 32 bands                                  5.4 s    650,558             29,993 (99.9 %)
    rensa, paragraphs that at most 64 others resemble            4.3 s     31,133             29,982 (99.9 %)
    the same, half of the reports without their line breaks      2.8 s     17,718             17,286 (57.6 %)

MinHash of whole reports estimates resemblance, and misses what is cut short. MinHash of paragraphs does as well as sketches where re-posters keep the line
breaks. Sketches do not look at line breaks: their line is the same without them.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from unioncorpus.catalogue.copies import CopyTables, ReportFacts, Sketch, Spread, group_copies, in_turn, sketch

SUBJECTS = ["工会", "分会", "职工代表", "女职工委员会", "工会小组", "经审委员会", "帮扶中心", "劳模工作室", "职工书屋", "调解组织", "工会干部"]
VERBS = ["推进", "落实", "完善", "开展", "加强", "深化", "组织", "举办", "规范", "检查", "督促", "建立", "走访", "慰问", "表彰", "宣传", "培训", "排查"]
OBJECTS = ["集体合同", "劳动保护", "技能比武", "困难帮扶", "送温暖", "金秋助学", "安康杯", "厂务公开", "民主评议", "职工之家", "心理疏导", "文体活动"]
PLACES = ["青石县", "南桥镇", "白杨乡", "东湖区", "云岭市", "柳河县", "石门镇", "清溪县"]
COMMON = ["以邓小平理论和三个代表重要思想为指导深入贯彻落实科学发展观", "发挥工会组织桥梁纽带作用团结动员广大职工为实现全年目标任务而努力奋斗"]


def syllables(rng: random.Random, count: int) -> str:
    """A stretch of ideographs that no other report has: the particulars of a place."""
    return "".join(chr(0x4E00 + rng.randrange(3000)) for _ in range(count))


def sentence(rng: random.Random, place: str) -> str:
    """One sentence of a report."""
    parts = [f"{rng.choice(VERBS)}{rng.choice(OBJECTS)}{syllables(rng, rng.randrange(4, 16))}" for _ in range(rng.randrange(1, 4))]
    return f"{place}{rng.choice(SUBJECTS)}{','.join(parts)},共{rng.randrange(3, 900)}人次。"


def report(rng: random.Random) -> list[str]:
    """The paragraphs of a new report."""
    place = rng.choice(PLACES)
    paragraphs = ["".join(sentence(rng, place) for _ in range(rng.randrange(2, 8))) for _ in range(rng.randrange(3, 14))]
    if rng.random() < 0.3:
        paragraphs.insert(0, rng.choice(COMMON) + "。")
    return paragraphs


def copy_of(paragraphs: list[str], rng: random.Random) -> list[str]:
    """The report again, changed as re-posters change reports."""
    kind = rng.choice(["same", "cut", "figures", "place", "spun", "order"])
    if kind == "cut":
        return paragraphs[: max(2, len(paragraphs) // 3)]
    if kind == "order":
        return rng.sample(paragraphs, len(paragraphs))
    text = "\n".join(paragraphs)
    if kind == "figures":
        text = "".join(str(rng.randrange(1, 9)) if c.isdigit() else c for c in text)
    if kind == "place":
        old, new = text[:3], rng.choice(PLACES)
        text = text.replace(old, new) if old in PLACES else text
    if kind == "spun":
        text = "".join(chr(0x4E00 + rng.randrange(3000)) if rng.random() < 0.05 else c for c in text)
    return text.split("\n")


def reports(count: int, largest: int) -> Iterator[tuple[int, str]]:
    """(group, text) of each generated report; the same every time."""
    rng = random.Random(20)
    made = group = 0
    while made < count:
        original = report(rng)
        for which in range(min(rng.randrange(1, largest + 1), count - made)):
            yield group, "\n".join(original if which == 0 else copy_of(original, rng))
            made += 1
        group += 1


def grouped_share(planted: list[int], tables: CopyTables) -> tuple[int, int, int]:
    """Copies planted, copies grouped, and groups that mix reports of two plantings."""
    found: dict[str, set[int]] = {}
    for group, copy in zip(planted, tables.copies, strict=True):
        if copy.duplicate_group:
            found.setdefault(copy.duplicate_group, set()).add(group)
    alone = {g for g, n in Counter(planted).items() if n == 1}
    return sum(g not in alone for g in planted), sum(bool(c.duplicate_group) for c in tables.copies), sum(len(g) > 1 for g in found.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("reports", type=int, nargs="?", default=100_000)
    parser.add_argument("--group", type=int, default=20, help="largest group")
    parser.add_argument("--workers", type=int, default=1, help="processes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, processes(arguments.workers) as spread:
        planted, sketches, facts, chars, seconds = write(Path(folder), arguments.reports, arguments.group)
        print(f"sketch        {len(facts)} reports, {chars / 1e6:.1f} M characters: {seconds:.0f} s, {chars / seconds / 1e6:.2f} M characters/s")
        started, used = time.perf_counter(), time.process_time()
        tables = group_copies(sketches, partial(read, Path(folder)), facts, spread=spread)
        took, used = time.perf_counter() - started, time.process_time() - used
    used += resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime + resource.getrusage(resource.RUSAGE_CHILDREN).ru_stime
    print(f"group_copies  {took:.0f} s, {used:.0f} s of processors")
    print(f"tables        {len(tables.reuse)} passages, {len(tables.formulas)} formulas, {tables.followers} followers")
    had, got, mixed = grouped_share(planted, tables)
    print(f"copies        {got} of {had} in a group, {mixed} groups mix two plantings")
    own, workers = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"memory        {own:.0f} MB at most, a worker {workers:.0f} MB")


@contextmanager
def processes(workers: int) -> Iterator[Spread]:
    """What hands tasks to so many processes, with a bounded number in flight; the processes are started now, while little is in memory."""
    if workers < 2:
        yield in_turn
        return
    with ProcessPoolExecutor(workers) as executor:
        executor.submit(int).result()

        def spread(function: Callable[[Any], list[Any]], tasks: Iterable[Any]) -> Iterator[Any]:
            waiting: deque[Future[list[Any]]] = deque()
            for task in tasks:
                waiting.append(executor.submit(function, task))
                if len(waiting) >= 4 * workers:
                    yield from waiting.popleft().result()
            for future in waiting:
                yield from future.result()

        yield spread


def read(folder: Path, report_id: str) -> str:
    """The text of a generated report."""
    return file_of(folder, report_id).read_text(encoding="utf-8")


def file_of(folder: Path, report_id: str) -> Path:
    """Where a generated report is kept."""
    return folder / report_id[-2:] / f"{report_id}.txt"


def write(folder: Path, count: int, largest: int) -> tuple[list[int], dict[str, Sketch], list[ReportFacts], int, float]:
    """Generate, write and sketch the reports; the seconds are those of sketching."""
    planted, sketches, facts, chars, seconds = [], {}, [], 0, 0.0
    for number, (group, text) in enumerate(reports(count, largest)):
        report_id = f"r{number:06d}"
        path = file_of(folder, report_id)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        started = time.perf_counter()
        sketches[report_id] = sketch(text)
        seconds += time.perf_counter() - started
        planted.append(group)
        facts.append(ReportFacts(report_id, report_id))
        chars += len(text)
    return planted, sketches, facts, chars, seconds


if __name__ == "__main__":
    main()
