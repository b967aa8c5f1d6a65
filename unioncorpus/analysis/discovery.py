"""Discovery: what the texts talk of beside, or within, the themes of the codebook.

Non-negative matrix factorisation (Lee and Seung 1999) of the tf-idf of content words in passages. Every distinct text weighs the same however often it was
copied (rows times the square root of their weight; a passage that stands in several texts counts once), and template language is masked.

One run of a topic model is no finding: it is fitted again on bootstraps of duplicate groups, and a topic is shown only if at least 60 % of the runs find
it again (ten top words, Jaccard 1/3) and it spans at least 3 duplicate groups. The number of topics is the one with the best product of coherence (NPMI,
Bouma 2009), exclusivity and recurrence. Beside each topic stands the nearest code of the codebook, and whether the topic looks like that code (merge), a
part of it (child), or new: a person decides.
"""

from __future__ import annotations

import warnings
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from unioncorpus import words
from unioncorpus.analysis.frame import SEED, Bools, Floats, Ints, Resample, interval
from unioncorpus.analysis.located import Located
from unioncorpus.analysis.phrases import covered
from unioncorpus.analysis.terms import Words

FORMULA, FORMULA_GROUPS = 8, 5  # characters, and duplicate groups that hold them: template language
NUMBERS = (6, 9, 12, 16, 20, 28)
RECURS, SPANS, DRAWS = 0.6, 3, 20
_TOP, _ALIKE = 10, 1 / 3
_MOST = 3_000  # passages; of more, a sample by a hash of their text
_CONTENT = ("n", "v", "a", "j", "l", "i", "z")  # first letters of jieba's tags of content words
_NO_CONTENT = frozenset(("nr", "nrfg", "nrt", "ns", "vd", "ad"))
_BELONGS = 0.4  # share of a passage's loading that makes it one of a topic
_COVERS, _FILLS = 0.4, 0.5  # share of a topic's passages with the code, and of the code's passages in the topic


@dataclass(frozen=True)
class Passages:
    """The passages that the model sees."""

    matrix: sparse.csr_matrix  # passages x terms, tf-idf, rows of length 1
    weights: Floats
    passage: Ints  # its number in Words
    text: Ints
    cluster: Ints
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Discovery:
    """What `discover` found, as tables."""

    topics: pd.DataFrame  # those shown
    passages: pd.DataFrame  # examples of each topic
    numbers: pd.DataFrame  # numbers of topics tried
    stability: pd.DataFrame  # all topics of the chosen number, and why one is not shown


def discover(
    found: Words, mentions: Located, labels: dict[str, str], *, numbers: Sequence[int] = NUMBERS, draws: int = DRAWS, seed: int = SEED
) -> Discovery:
    """Topics that recur, with their terms, passages and nearest code.

    Args:
        found: words of the distinct texts.
        mentions: of the themes, to find the nearest code.
        labels: label of each code.
        numbers: of topics to try.
        draws: bootstraps of duplicate groups for the chosen number; a sixth of them for each number tried.
    """
    seen = see_passages(found)
    fitting = [k for k in numbers if k <= min(seen.matrix.shape) // 8 and k <= len(set(seen.cluster.tolist()))]
    if not fitting:
        return _nothing()
    times = Resample(found.source.frame, draws, seed).times[seen.cluster]
    table, k, base = _choose(seen, fitting, times)
    again = [_fit(seen, k, times[:, draw])[1] for draw in range(draws)]
    recurrence = np.mean([_recovered(base[1], other) for other in again], axis=0)
    topics = _describe(found, seen, base, recurrence)
    topics = topics.join(_nearest(found, seen, base, mentions, labels))
    shown = topics[topics["shown"]].sort_values(["share", "topic"], ascending=[False, True], kind="stable")
    shares = _share_intervals(found, seen, base, draws=200, seed=seed)
    shown = shown.assign(ci_low=shares[0][shown.index], ci_high=shares[1][shown.index])
    return Discovery(_named(shown), _examples(found, seen, base, shown), table, _named(topics.sort_values("topic")))


def _nothing() -> Discovery:
    return Discovery(*(pd.DataFrame() for _ in range(4)))


def see_passages(found: Words) -> Passages:
    """Passages with enough content words outside template language, at most 3,000 of them, weighted so that a text or a passage said twice counts once."""
    source = found.source
    mask = covered(source, FORMULA, FORMULA_GROUPS)
    free = ~(mask[found.start] & mask[found.start + found.length - 1])
    counts = found.count(found.passage, len(found.passages) - 1, free & content_words(found.vocabulary)[found.token])
    chosen, weights = _sample(found, np.flatnonzero(np.diff(counts.indptr) >= 5))
    counts = counts[chosen]
    text = found.passage_text[chosen]
    cluster = source.frame.clusters[text]
    spread = _groups_of_terms(counts, cluster)
    common = np.asarray((counts > 0).sum(axis=0)).reshape(-1) > 0.25 * len(chosen)
    terms = np.flatnonzero((spread >= min(4, max(2, len(set(cluster.tolist())) // 4))) & ~common)
    return Passages(_tf_idf(counts[:, terms], weights), weights, chosen, text, cluster, tuple(found.vocabulary[t] for t in terms))


def content_words(vocabulary: Sequence[str]) -> Bools:
    """Whether each word is a noun, verb, adjective or set phrase, and no name of a person or place; one more for "no word" at the end."""
    tags = [words.tag(word)[0][1] for word in vocabulary]
    return np.array([tag.startswith(_CONTENT) and tag not in _NO_CONTENT for tag in tags] + [False])


def _sample(found: Words, passages: Ints) -> tuple[Ints, Floats]:
    """Passages with their weights; of many, those whose text has the smallest hash."""
    shown = [found.show(p) for p in passages]
    if len(shown) > _MOST:
        hashes = np.array([zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in shown])
        few = np.sort(np.argsort(hashes, kind="stable")[:_MOST])
        passages, shown = passages[few], [shown[i] for i in few]
    times = Counter(shown)
    return passages, found.source.weights[found.passage_text[passages]] / np.array([times[text] for text in shown], dtype=float)


def _groups_of_terms(counts: sparse.csr_matrix, cluster: Ints) -> Ints:
    """Duplicate groups that hold each term."""
    place = sparse.csr_matrix((np.ones(len(cluster)), (cluster, np.arange(len(cluster)))), shape=(int(cluster.max(initial=-1)) + 1, len(cluster)))
    return np.asarray(((place @ counts) > 0).sum(axis=0)).reshape(-1).astype(np.int64)


def _tf_idf(counts: sparse.csr_matrix, weights: Floats) -> sparse.csr_matrix:
    """log(1 + tf) times idf over weighted passages, rows of length 1."""
    held = np.asarray((counts > 0).T @ weights)
    matrix = counts.copy()
    matrix.data = np.log1p(matrix.data)
    matrix = matrix @ sparse.diags(np.log((1 + weights.sum()) / (1 + held)) + 1)
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).reshape(-1))
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(length, 1e-12)) @ matrix)


def _fit(seen: Passages, k: int, times: Floats | None = None) -> tuple[Floats, Floats]:
    """Loadings of passages (of all, also those that a draw left out as zeros) and of terms."""
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits  # comes with scikit-learn

    weights = seen.weights if times is None else seen.weights * times
    used = weights > 0
    rows = sparse.csr_matrix(sparse.diags(np.sqrt(weights[used])) @ seen.matrix[used])
    with warnings.catch_warnings(), threadpool_limits(1):  # one thread: the same bytes, and on such small matrices ten times faster
        warnings.simplefilter("ignore", ConvergenceWarning)
        model = NMF(k, init="nndsvd", random_state=SEED % 2**31, max_iter=60, tol=1e-3)
        found = model.fit_transform(rows.astype(np.float64))
    loadings = np.zeros((len(weights), k))
    size = model.components_.sum(axis=1)
    loadings[used] = found * size / np.sqrt(weights[used])[:, None]
    return loadings, model.components_ / np.maximum(size, 1e-12)[:, None]


def _top(terms: Floats) -> list[frozenset[int]]:
    """The ten top words of each topic."""
    return [frozenset(np.argsort(-row, kind="stable")[:_TOP].tolist()) for row in np.round(terms, 9)]


def _recovered(base: Floats, other: Floats) -> Floats:
    """Whether each topic is found again in another run."""
    there = _top(other)
    return np.array([float(max(len(t & o) / len(t | o) for o in there) >= _ALIKE) for t in _top(base)])


def _choose(seen: Passages, numbers: Sequence[int], times: Floats) -> tuple[pd.DataFrame, int, tuple[Floats, Floats]]:
    """Try each number of topics."""
    fits = {k: _fit(seen, k) for k in numbers}
    rows = []
    for k, (_, terms) in fits.items():
        again = [_recovered(terms, _fit(seen, k, times[:, draw])[1]) for draw in range(max(1, times.shape[1] // 6))]  # a sixth of the draws is enough to choose
        rows.append({"k": k, "coherence": _coherence(seen, terms).mean(), "exclusivity": _exclusivity(terms).mean(), "recurrence": float(np.mean(again))})
    table = pd.DataFrame(rows)
    score = np.ones(len(table))
    for column in ("coherence", "exclusivity", "recurrence"):
        table[f"{column}_relative"] = table[column] / max(1e-9, table[column].max())
        score *= np.maximum(table[f"{column}_relative"].to_numpy(), 0)
    table["score"], table["n_passages"] = score ** (1 / 3), len(seen.passage)
    best = int(np.argmax(np.round(table["score"].to_numpy(), 6)))
    table["chosen"] = np.arange(len(table)) == best
    return table, int(numbers[best]), fits[numbers[best]]


def _coherence(seen: Passages, terms: Floats) -> Floats:
    """Mean NPMI of the pairs of top words over weighted passages."""
    there = (seen.matrix > 0).astype(float).tocsc()
    found = []
    for top in _top(terms):
        held = there[:, sorted(top)].toarray()
        both = (held * seen.weights[:, None]).T @ held / seen.weights.sum()
        alone = np.diag(both)
        with np.errstate(divide="ignore", invalid="ignore"):
            npmi = np.where(both > 0, np.log(both / np.outer(alone, alone)) / -np.log(both), -1.0)
        found.append(npmi[np.triu_indices(len(top), 1)].mean())
    return np.array(found)


def _exclusivity(terms: Floats) -> Floats:
    """Mean share of each topic in the loadings of its top words."""
    shares = terms / np.maximum(terms.sum(axis=0), 1e-12)
    return np.array([shares[k, sorted(top)].mean() for k, top in enumerate(_top(terms))])


def _shares(loadings: Floats) -> Floats:
    """Share of each topic in each passage."""
    return np.asarray(loadings / np.maximum(loadings.sum(axis=1, keepdims=True), 1e-12))


def _members(loadings: Floats) -> Bools:
    """Passages of each topic: it is their largest, and has a fair part of them."""
    share = _shares(loadings)
    return np.asarray((share >= _BELONGS) & (share == share.max(axis=1, keepdims=True)))


def _describe(found: Words, seen: Passages, base: tuple[Floats, Floats], recurrence: Floats) -> pd.DataFrame:
    """What each topic rests on."""
    loadings, terms = base
    inside, sites = _members(loadings), found.source.frame.reports["site"].to_numpy(str)
    rows = []
    for k in range(len(terms)):
        held = inside[:, k]
        order = np.argsort(-np.round(terms[k], 9), kind="stable")[:_TOP]
        rows.append(
            {
                "topic": k, "terms": ";".join(seen.terms[t] for t in order), "share": seen.weights[held].sum() / seen.weights.sum(),
                "n_passages": int(held.sum()),
                "n_reports": len(set(seen.text[held].tolist())), "n_groups": len(set(seen.cluster[held].tolist())), "n_sites": len(set(sites[seen.text[held]])),
                "recurrence": recurrence[k],
            }
        )  # fmt: skip
    table = pd.DataFrame(rows).assign(coherence=_coherence(seen, terms), exclusivity=_exclusivity(terms))
    enough, spans = table["recurrence"] >= RECURS, table["n_groups"] >= SPANS
    table["shown"] = enough & spans
    table["why_not"] = np.where(table["shown"], "", np.where(enough, "in too few duplicate groups", "not found again often enough"))
    return table


def _nearest(found: Words, seen: Passages, base: tuple[Floats, Floats], mentions: Located, labels: dict[str, str]) -> pd.DataFrame:
    """The code whose passages are most nearly those of each topic."""
    passage = np.searchsorted(found.passages, mentions.start, side="right") - 1
    row_of = np.full(len(found.passages), -1, dtype=np.int64)
    row_of[seen.passage] = np.arange(len(seen.passage))
    rows = row_of[passage]
    said = np.zeros((len(seen.passage), len(mentions.codes)))
    said[rows[rows >= 0], mentions.code[rows >= 0]] = 1.0
    inside = _members(base[0]).astype(float) * seen.weights[:, None]
    both = inside.T @ said
    of_topic, of_code = both / np.maximum(inside.sum(axis=0)[:, None], 1e-12), both / np.maximum((seen.weights @ said)[None], 1e-12)
    overlap = both / np.maximum(inside.sum(axis=0)[:, None] + (seen.weights @ said)[None] - both, 1e-12)
    return pd.DataFrame([_suggestion(k, of_topic, of_code, overlap, mentions, labels) for k in range(len(both))])


def _suggestion(k: int, of_topic: Floats, of_code: Floats, overlap: Floats, mentions: Located, labels: dict[str, str]) -> dict[str, object]:
    """The nearest code, and whether the topic is that code (merge), a part of it (child), or new."""
    if not mentions.codes:
        return {"nearest": "", "nearest_label": "", "of_topic": np.nan, "of_code": np.nan, "suggestion": "new"}
    covering = of_topic[k] >= _COVERS
    best = int(np.argmax(np.where(covering if covering.any() else mentions.is_theme, overlap[k], -1.0)))
    kind = "new" if not covering.any() else "merge" if of_code[k, best] >= _FILLS else "child"
    code = mentions.codes[best]
    return {"nearest": code, "nearest_label": labels.get(code, code), "of_topic": of_topic[k, best], "of_code": of_code[k, best], "suggestion": kind}


def _share_intervals(found: Words, seen: Passages, base: tuple[Floats, Floats], *, draws: int, seed: int) -> tuple[Floats, Floats]:
    """Intervals of the share of passages by bootstrap of duplicate groups, the model held fixed."""
    times = Resample(found.source.frame, draws, seed).times[seen.cluster] * seen.weights[:, None]
    return interval(times.T @ _members(base[0]).astype(float) / times.sum(axis=0)[:, None])


def _examples(found: Words, seen: Passages, base: tuple[Floats, Floats], shown: pd.DataFrame) -> pd.DataFrame:
    """Three passages of each topic, of different duplicate groups."""
    share, ids = _shares(base[0]), found.source.frame.reports["report_id"].to_numpy(str)
    strength = np.round(share * np.sqrt(base[0].sum(axis=1, keepdims=True)), 9)
    rows = []
    for topic in shown["topic"]:
        used: set[int] = set()
        for at in np.argsort(-strength[:, topic], kind="stable"):
            if len(used) < 3 and int(seen.cluster[at]) not in used:
                used.add(int(seen.cluster[at]))
                where = {"topic": topic, "rank": len(used), "report_id": ids[seen.text[at]]}
                rows.append(where | {"loading": share[at, topic], "passage": found.show(int(seen.passage[at]))})
    return _named(pd.DataFrame(rows, columns=["topic", "rank", "report_id", "loading", "passage"]))


def _named(table: pd.DataFrame) -> pd.DataFrame:
    """Topics numbered from T1."""
    return table.assign(topic=[f"T{k + 1}" for k in table["topic"]]).reset_index(drop=True)
