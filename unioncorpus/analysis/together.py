"""Themes that stand together: in how many sections two themes are both mentioned, against how many there would be by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from unioncorpus.analysis.frame import STANCES, Floats, Frame, Ints, Resample, codes_of, interval, one_thread
from unioncorpus.analysis.prevalence import Design, ratio


def cooccurrence(frame: Frame, mentions: pd.DataFrame, design: Design | None = None, draws: Resample | None = None) -> tuple[pd.DataFrame, int]:
    """Observed ÷ expected number of sections that mention both of two themes, with the interval of draws of whole duplicate groups.

    A section counts for what its report weighs. Expected: as if the themes of a section were independent, among sections that mention any theme.

    Returns:
        A row a pair: theme, other, sections (observed, weighted), expected, lift (their ratio), ci_low, ci_high; and the number of sections.
    """
    design, draws = design or Design(), draws or Resample(frame)
    there, rows = _sections(frame, mentions, design.stance)
    weight = frame.weights(design.estimand)[rows]
    pairs = [(i, j) for i in range(len(frame.codes)) for j in range(i)]
    with one_thread():
        both = _sums(there, rows, weight, pairs, frame, draws)
    n, single, joint = both[:, :1], both[:, 1 : 1 + len(frame.codes)], both[:, 1 + len(frame.codes) :]
    expected = ratio(single[:, [i for i, _ in pairs]] * single[:, [j for _, j in pairs]], np.broadcast_to(n, joint.shape))
    lift = ratio(joint, expected)
    low, high = interval(lift[1:])
    found = pd.DataFrame({"theme": [frame.codes[j] for _, j in pairs], "other": [frame.codes[i] for i, _ in pairs]})
    found = found.assign(sections=joint[0], expected=expected[0], lift=lift[0], ci_low=low, ci_high=high)
    return found, int(there.shape[0])


def _sections(frame: Frame, mentions: pd.DataFrame, stance: str) -> tuple[Floats, Ints]:
    """Which themes each section mentions (sections x themes), and the row of its report."""
    row_of = {report: row for row, report in enumerate(frame.reports["report_id"])}
    column_of = {theme.code: column for column, theme in enumerate(frame.themes)}
    rows = mentions["report_id"].map(row_of).to_numpy(float)
    columns = mentions["campaign"].map(column_of).fillna(mentions["theme"].map(column_of)).to_numpy(float)
    used = ~np.isnan(rows) & ~np.isnan(columns)
    if stance in STANCES[1:]:
        used &= (mentions["stance"] == stance).to_numpy(bool)
    sections = codes_of(mentions["report_id"][used] + "/" + mentions["section_id"][used].fillna("")) if "section_id" in mentions else rows[used].astype(int)
    n = int(sections.max(initial=-1)) + 1
    there = np.zeros((n, len(frame.codes)))
    there[sections, columns[used].astype(int)] = 1.0
    of_report = np.zeros(n, dtype=np.int64)
    of_report[sections] = rows[used].astype(int)
    kept = there.any(axis=1)
    return there[kept], of_report[kept]


def _sums(there: Floats, rows: Ints, weight: Floats, pairs: list[tuple[int, int]], frame: Frame, draws: Resample) -> Floats:
    """Weighted number of sections, of sections with each theme, and with each pair: the sample and every draw."""
    values = np.concatenate([np.ones((len(there), 1)), there, there[:, [i for i, _ in pairs]] * there[:, [j for _, j in pairs]]], axis=1)
    clusters = frame.clusters
    place = sparse.csr_matrix((weight, (clusters[rows], np.arange(len(rows)))), shape=(int(clusters.max(initial=-1)) + 1, len(rows)))
    by_group = place @ sparse.csr_matrix(values)
    return np.concatenate([np.asarray(by_group.sum(axis=0)), draws.of_groups(by_group)])
