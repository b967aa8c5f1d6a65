"""Term candidates: runs of words that behave like one word, in several duplicate groups, which the codebook of themes does not know.

A run of two to four words is a candidate when its parts attract each other (NPMI at its weakest joint, Bouma 2009) and what stands before and after it varies
(entropy of its neighbours, as in unsupervised segmentation of Chinese: Huang and Powers 2003). Runs of one group of copies only, often names, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import regex

from unioncorpus import words
from unioncorpus.analysis.discovery import content_words
from unioncorpus.analysis.frame import Bools, Floats, Ints
from unioncorpus.analysis.located import Located
from unioncorpus.analysis.terms import Words

LEAST_TIMES, LEAST_GROUPS = 5, 3
_NPMI, _ENTROPY = 0.35, 0.8  # bits
_KNOWN = 0.5  # a term whose occurrences are so often part of a mention is in the codebook
_LONGEST, _CHARACTERS = 4, (3, 10)
_TOKENS = 4_000_000  # of more, every nth text
_HAN = regex.compile(r"\p{Han}+")
COLUMNS = ("term", "n_groups", "n_reports", "count", "npmi", "entropy_before", "entropy_after", "in_codebook", "nearest", "nearest_share", "example")


def candidates(found: Words, mentions: Located, *, most: int = 150) -> pd.DataFrame:
    """Terms that the codebook lacks, those of most groups and closest bond first.

    Returns:
        term, n_groups, n_reports, count, npmi, entropy_before and entropy_after (bits), in_codebook (share of its occurrences that touch a mention of a theme),
        nearest (the code most often mentioned in its passages) with its share, example.
    """
    tokens = _sampled(found)
    raw, han = found.raw[tokens], np.array([_HAN.fullmatch(w) is not None for w in found.raw_words])
    if not len(raw):
        return pd.DataFrame(columns=list(COLUMNS))
    content = content_words(found.raw_words)[:-1] & han
    ends = content & np.array([len(word) > 1 or words.tag(word)[0][1].startswith("n") for word in found.raw_words])  # 增加到 is no term
    ids, counts = [_dense(raw)], [np.bincount(_dense(raw))]
    rows: list[dict[str, object]] = []
    for n in range(2, _LONGEST + 1):
        ids.append(_dense(ids[-1][:-1] * (int(ids[0].max()) + 1) + ids[0][n - 1 :]))
        counts.append(np.bincount(ids[-1]))
        rows += _of_length(found, tokens, ids, counts, n, han[raw], content[raw], ends[raw])
    table = _longest(pd.DataFrame(rows))
    if not len(table):
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat([table.reset_index(drop=True), pd.DataFrame([_codebook(found, mentions, places) for places in table["places"]])], axis=1)
    table = table[table["in_codebook"] < _KNOWN]
    order = np.round(-table["npmi"] * np.log2(1 + table["n_groups"]), 9)
    return table.assign(_order=order).sort_values(["_order", "term"], kind="stable").head(most)[list(COLUMNS)].reset_index(drop=True)


def _sampled(found: Words) -> Ints:
    """The tokens that are looked at."""
    step = max(1, -(-len(found.raw) // _TOKENS))
    text = found.passage_text[found.passage] if len(found.raw) else found.passage
    return np.flatnonzero(text % step == 0)


def _dense(ids: Ints) -> Ints:
    """Ids renumbered from 0."""
    return np.asarray(np.unique(ids, return_inverse=True)[1], dtype=np.int64).reshape(-1)


def _of_length(
    found: Words, tokens: Ints, ids: list[Ints], counts: list[Ints], n: int, han: Bools, content: Bools, ends: Bools
) -> Iterator[dict[str, object]]:
    """The candidates of n words."""
    last = len(ids[n - 1])
    good = content[:last] & ends[n - 1 : n - 1 + last]
    for k in range(n):
        good &= han[k : k + last]
    passage = found.passage[tokens]
    good &= passage[:last] == passage[n - 1 : n - 1 + last]
    good &= counts[n - 1][ids[n - 1]] >= LEAST_TIMES
    at = np.flatnonzero(good)
    at = at[_bond(ids, counts, n, at) >= _NPMI]
    order = at[np.argsort(ids[n - 1][at], kind="stable")]
    for places in np.split(order, np.flatnonzero(np.diff(ids[n - 1][order])) + 1) if len(order) else []:
        if row := _candidate(found, tokens, ids, counts, n, places):
            yield row


def _bond(ids: list[Ints], counts: list[Ints], n: int, at: Ints) -> Floats:
    """NPMI at the weakest joint of the run of n words at each place."""
    total = float(len(ids[0]))
    whole = counts[n - 1][ids[n - 1][at]]
    joints = []
    for cut in range(1, n):
        before, after = counts[cut - 1][ids[cut - 1][at]], counts[n - cut - 1][ids[n - cut - 1][at + cut]]
        joints.append(np.log(whole * total / (before.astype(float) * after)) / -np.log(whole / total))
    return np.asarray(np.min(joints, axis=0))


def _candidate(found: Words, tokens: Ints, ids: list[Ints], counts: list[Ints], n: int, places: Ints) -> dict[str, object] | None:
    """One run, if it is a candidate."""
    texts = found.passage_text[found.passage[tokens[places]]]
    groups = len(np.unique(found.source.frame.clusters[texts]))
    start, end = found.start[tokens[places]], found.start[tokens[places + n - 1]] + found.length[tokens[places + n - 1]]
    term = found.source.joined[start[0] : end[0]]
    if groups < LEAST_GROUPS or not _CHARACTERS[0] <= len(term) <= _CHARACTERS[1]:
        return None
    before, after = _entropy(ids[0][np.maximum(places - 1, 0)]), _entropy(ids[0][np.minimum(places + n, len(ids[0]) - 1)])
    if min(before, after) < _ENTROPY:
        return None
    bond = float(_bond(ids, counts, n, places[:1])[0])
    return {
        "term": term, "n_groups": groups, "n_reports": len(np.unique(texts)), "count": len(places), "npmi": bond, "entropy_before": before,
        "entropy_after": after, "places": np.stack([start, end], axis=1),
    }  # fmt: skip


def _entropy(neighbours: Ints) -> float:
    """Entropy of the neighbours in bits."""
    share = np.unique(neighbours, return_counts=True)[1] / len(neighbours)
    return float(-(share * np.log2(share)).sum())


def _longest(table: pd.DataFrame) -> pd.DataFrame:
    """Without runs that nearly always stand inside a longer candidate."""
    if not len(table):
        return table
    counts = dict(zip(table["term"], table["count"], strict=True))
    inside = {term: max((c for longer, c in counts.items() if term in longer and longer != term), default=0) for term in counts}
    return table[[inside[t] < 0.8 * c for t, c in zip(table["term"], table["count"], strict=True)]]


def _codebook(found: Words, mentions: Located, places: Ints) -> dict[str, object]:
    """How often a run touches a mention, and which code its passages mention most."""
    first = np.searchsorted(mentions.start, places[:, 0] - 30)
    touches = 0
    for (start, end), begin in zip(places.tolist(), first.tolist(), strict=True):
        stop = int(np.searchsorted(mentions.start, end))
        touches += bool((mentions.start[begin:stop] + mentions.length[begin:stop] > start).any())
    passage = np.unique(np.searchsorted(found.passages, places[:, 0], side="right") - 1)
    codes: list[int] = []
    for low, high in zip(np.searchsorted(mentions.start, found.passages[passage]), np.searchsorted(mentions.start, found.passages[passage + 1]), strict=True):
        codes += sorted({int(c) for c in mentions.code[low:high] if mentions.is_theme[c]})
    most = np.bincount(codes, minlength=1)
    start, end = places[0].tolist()
    context = found.source.joined[max(0, start - 15) : end + 15].replace("\n", " ").replace("\x1f", " ")
    return {
        "in_codebook": touches / len(places), "nearest": mentions.codes[int(most.argmax())] if codes else "",
        "nearest_share": most.max() / len(passage) if codes else np.nan, "example": context,
    }  # fmt: skip
