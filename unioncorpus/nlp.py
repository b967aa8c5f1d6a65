"""The spaCy face: a Chinese pipeline with the words of `words.py`, and sections, claims and themes as span groups. The only importer of spaCy.

    import unioncorpus as uc
    nlp = uc.nlp.load()
    doc = nlp("一、送温暖活动\\n全年慰问困难职工40余名。")
    doc.spans["claims"]                       # also "sections" and "themes"
    uc.nlp.records(doc.spans["claims"])       # the same with every field: value, low, high, unit, …

The components also fit into any other pipeline, as `spacy.blank("zh").add_pipe("unioncorpus_claims")`. A span is rounded to tokens, for display and matching;
its record keeps the exact offsets.
"""

from __future__ import annotations

import functools
import json
import typing
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

import spacy
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc, SpanGroup
from spacy.util import registry
from spacy.vocab import Vocab

from unioncorpus import script, words
from unioncorpus.catalogue.describe import describe
from unioncorpus.model.errors import UsageError
from unioncorpus.model.records import Claim, Genre, Mention, Section
from unioncorpus.resources import load as load_resource
from unioncorpus.segmenter.segment import Segmented, codebook_of, segment

Record = dict[str, Any]
GROUPS = ("sections", "claims", "themes")
_SETTINGS = {"genre": "", "codebook": ""}
_LONGEST = 2**31 - 1  # characters; spaCy's own limit of a million is for parsers that need much memory
_SENTENCE_ENDS = ["。", "！", "？", "；", "!", "?", ";", "\n", "\r\n"]  # as claims take their sentences


def load(*, segmenter: words.Backend = "rjieba", genre: str = "", codebook: str | Path = "") -> Language:
    """A Chinese pipeline: words with parts of speech, sentences, and span groups of sections, claims and themes.

    Args:
        segmenter: rjieba or jieba.
        genre: genre of all texts, a code of CODES (summary, plan, …); empty to tell it from each text.
        codebook: a theme codebook of your own, on top of the shipped one. A pipeline that is saved refers to the file, and does not hold it.

    Returns:
        Language: `token.tag_` is jieba's part of speech, `token.pos_` the universal one.

    Example:
        >>> doc = load()("去年慰问困难职工40余名。")
        >>> [(token.text, token.pos_) for token in doc][:3]
        [('去年', 'NOUN'), ('慰问', 'VERB'), ('困难职工', 'NOUN')]
        >>> [(span.text, span.label_, span.id_) for span in doc.spans["claims"]]
        [('40余名', 'people', 'over 40 人')]
    """
    nlp = blank(segmenter=segmenter)
    nlp.add_pipe("sentencizer", config={"punct_chars": _SENTENCE_ENDS})
    for group in GROUPS:
        nlp.add_pipe(f"unioncorpus_{group}", config={"genre": genre, "codebook": str(codebook)})
    return nlp


def blank(*, segmenter: words.Backend = "rjieba") -> Language:
    """The pipeline with words and parts of speech only."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "unioncorpus.words.v1", "segmenter": segmenter}}})
    nlp.max_length = _LONGEST
    return nlp


# Words


@dataclass(frozen=True, slots=True)
class PosTag:
    """A row of pos_tags.csv."""

    tag: str
    form: str  # empty for all words with the tag
    pos: Literal["ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "VERB", "X"]
    meaning: str
    example: str  # the word in [ ]
    where: str = ""


class WordTokenizer:
    """Text to a Doc with words and parts of speech. A single space after a word becomes its whitespace; the text of the Doc is the text given."""

    def __init__(self, vocab: Vocab, segmenter: str = "rjieba") -> None:
        if segmenter not in ("rjieba", "jieba"):
            raise UsageError(f"unknown word segmenter {segmenter!r}; choose rjieba or jieba")
        self.vocab = vocab
        self.segmenter: words.Backend = "rjieba" if segmenter == "rjieba" else "jieba"

    def __call__(self, text: str) -> Doc:
        """A Doc of `text`, in either script."""
        forms: list[str] = []
        tags: list[str] = []
        pos: list[str] = []
        spaces: list[bool] = []
        at = 0
        for word, tag in words.tag(script.fold(_simplified(text)), backend=self.segmenter):
            form = text[at : at + len(word)]
            at += len(word)
            if form == " " and forms and not spaces[-1] and not forms[-1].isspace():
                spaces[-1] = True
                continue
            forms.append(form)
            tags.append(tag)
            pos.append(_pos_of(word, tag))
            spaces.append(False)
        return Doc(self.vocab, words=forms, spaces=spaces, tags=tags, pos=pos)

    def to_bytes(self, **_: Any) -> bytes:
        """The name of the segmenter."""
        return json.dumps({"segmenter": self.segmenter}).encode()

    def from_bytes(self, data: bytes, **_: Any) -> WordTokenizer:
        """The tokenizer as it was saved."""
        self.segmenter = json.loads(data)["segmenter"]
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write `to_bytes` to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> WordTokenizer:
        """Read what `to_disk` wrote."""
        return self.from_bytes(Path(path).read_bytes())


@registry.tokenizers("unioncorpus.words.v1")  # type: ignore[untyped-decorator]
def make_tokenizer(segmenter: str = "rjieba") -> Callable[[Language], WordTokenizer]:
    """The tokenizer as spaCy's configuration names it."""
    return lambda nlp: WordTokenizer(nlp.vocab, segmenter)


def _pos_of(word: str, tag: str) -> str:
    """The universal part of speech of a word that jieba tags `tag`."""
    if tag == "x" and not word.isalnum():
        kind = unicodedata.category(word[0])[0]
        return "SPACE" if word.isspace() else {"P": "PUNCT", "S": "SYM"}.get(kind, "X")
    table = _pos_table()
    return table.get((tag, word)) or table.get((tag, "")) or table.get((tag[:1], "")) or "X"


@functools.cache
def _pos_table() -> Mapping[tuple[str, str], str]:
    return {(row.tag, row.form): row.pos for row in load_resource(PosTag, "pos_tags.csv")}


@functools.lru_cache(maxsize=8)
def _simplified(text: str) -> str:
    """In simplified script, one character for one."""
    return script.to_simplified(text) if script.detect(text) != "hans" else text


# Components


class SpansPipe:
    """Writes one span group: the face of one stage of the segmenter."""

    def __init__(self, find: Callable[[Segmented], Iterable[Finding]], spans_key: str, genre: str, codebook: str) -> None:
        if genre and genre not in typing.get_args(Genre):
            raise UsageError(f"unknown genre {genre!r}; choose {', '.join(typing.get_args(Genre))}, or nothing to tell it from each text")
        codebook_of(codebook)  # a missing or wrong codebook is told now, not at the first text
        self._find, self.spans_key, self._genre, self._codebook = find, spans_key, genre, codebook

    def __call__(self, doc: Doc) -> Doc:
        """`doc` with the span group."""
        text = doc.text  # put together from the words at each call
        set_spans(doc, self.spans_key, self._find(_read(text, self._genre, self._codebook, codebook_of(self._codebook).version)), text)
        return doc


@Language.factory("unioncorpus_sections", assigns=["doc.spans"], default_config={"spans_key": "sections", **_SETTINGS})
def make_sections(nlp: Language, name: str, spans_key: str, genre: str, codebook: str) -> SpansPipe:
    """Sections: the label is the type, `id_` the heading, `kb_id_` the themes, dominant first."""
    return SpansPipe(_found_sections, spans_key, genre, codebook)


@Language.factory("unioncorpus_claims", assigns=["doc.spans"], default_config={"spans_key": "claims", **_SETTINGS})
def make_claims(nlp: Language, name: str, spans_key: str, genre: str, codebook: str) -> SpansPipe:
    """Numeric claims: the label is the kind, `id_` the reading ("over 40 人"), `kb_id_` the campaign, else the theme."""
    return SpansPipe(_found_claims, spans_key, genre, codebook)


@Language.factory("unioncorpus_themes", assigns=["doc.spans"], default_config={"spans_key": "themes", **_SETTINGS})
def make_themes(nlp: Language, name: str, spans_key: str, genre: str, codebook: str) -> SpansPipe:
    """Mentions of themes: the label is the theme, `id_` the stance, `kb_id_` the campaign."""
    return SpansPipe(_found_themes, spans_key, genre, codebook)


def _found_sections(found: Segmented) -> Iterable[Finding]:
    return (section_finding(as_record(section)) for section in found[0])


def _found_claims(found: Segmented) -> Iterable[Finding]:
    return (claim_finding(as_record(claim)) for claim in found[1])


def _found_themes(found: Segmented) -> Iterable[Finding]:
    return (theme_finding(as_record(mention)) for mention in found[3])


@functools.lru_cache(maxsize=4)
def _read(text: str, genre: str, codebook: str, version: str) -> Segmented:
    """All that `extract` would find in this clean text. Remembered, since each component asks for its part; so the parts agree whichever are in the pipe.

    `version` is that of the codebook: a file may change.
    """
    simplified = _simplified(text)
    card = describe(simplified)
    return segment(simplified, genre=cast(Genre, genre) or card.genre, period=card.period, codebook=codebook)


# Spans and their records


class Finding(NamedTuple):
    """A span to be: what spaCy has room for, and the whole record."""

    label: str
    id: str
    kb_id: str
    record: Record  # start and end are offsets in the Doc's text


def section_finding(record: Record) -> Finding:
    """A section, from its record or its row of sections.csv."""
    return Finding(record["type"], record["heading"], record["themes"], record)


def claim_finding(record: Record) -> Finding:
    """A claim, from its record or its row of claims.csv."""
    return Finding(record["kind"], say_value(record), record["campaign"] or record["theme"], record)


def theme_finding(record: Record) -> Finding:
    """A mention, from its record or its row of theme_mentions.csv."""
    return Finding(record["theme"], record["stance"], record["campaign"], record)


def say_value(claim: Mapping[str, Any]) -> str:
    """The reading of a claim in three words.

    Example:
        >>> say_value({"bound": "over", "value": 40.0, "low": 40.0, "high": None, "unit": "人"})
        'over 40 人'
        >>> say_value({"bound": "range", "value": 1, "low": 1, "high": 2, "unit": "家"})
        'range 1–2 家'
    """
    amount = f"{claim['value']:.12g}"
    if claim["bound"] == "range" and claim["low"] is not None and claim["high"] is not None:
        amount = f"{claim['low']:.12g}–{claim['high']:.12g}"
    return f"{claim['bound']} {amount} {claim['unit']}".strip()


def as_record(item: Section | Claim | Mention) -> Record:
    """The fields of a record as the tables have them: numbers are floats, lists are joined with `;`."""
    return {field.name: _plain(getattr(item, field.name)) for field in fields(item)}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    return ";".join(value) if isinstance(value, tuple) else value


def set_spans(doc: Doc, key: str, findings: Iterable[Finding], text: str) -> None:
    """Write the group `doc.spans[key]`, in order, and beside it the records; a `quote` is taken from `text`, which is that of the Doc."""
    spans, kept = [], []
    for finding in findings:
        start, end = finding.record["start"], finding.record["end"]
        span = doc.char_span(start, end, label=finding.label, kb_id=finding.kb_id, span_id=finding.id, alignment_mode="expand")
        if span is not None:
            spans.append(span)
            kept.append(finding.record | {"quote": text[start:end]} if "quote" in finding.record else finding.record)
    doc.spans[key] = SpanGroup(doc, name=key, attrs={"records": kept}, spans=spans)


def records(group: SpanGroup) -> list[Record]:
    """What was found, one record for each span of the group, in order, with exact offsets `start` and `end` in `doc.text`; fit for a DataFrame.

    Example:
        >>> doc = load()("慰问困难职工40余名。")
        >>> [(r["value"], r["low"], r["high"], r["unit"], r["counted"]) for r in records(doc.spans["claims"])]
        [(40.0, 40.0, None, '人', '困难职工')]
    """
    found: list[Record] = group.attrs.get("records", [])
    return found


# Search


def find_pattern(texts: Iterable[str], pattern: Sequence[Any]) -> Iterator[list[tuple[int, int]]]:
    """For each text the offsets where a spaCy Matcher pattern (or one of several) matches; the longest of overlapping matches.

    Raises:
        UsageError: for what is no Matcher pattern.

    Example:
        >>> list(find_pattern(["慰问困难职工,走访劳模"], [{"TEXT": {"IN": ["慰问", "走访"]}}, {"POS": "NOUN"}]))
        [[(0, 6), (7, 11)]]
    """
    nlp = blank()
    matcher = Matcher(nlp.vocab)
    several: list[Any] = [pattern] if not pattern or isinstance(pattern[0], Mapping) else list(pattern)
    try:
        matcher.add("kwic", several, greedy="LONGEST")
        for text in texts:
            doc = nlp.make_doc(text)
            yield sorted((span.start_char, span.end_char) for span in matcher(doc, as_spans=True))
    except ValueError as error:
        raise UsageError(f"not a pattern of spaCy's Matcher: {error}; see https://spacy.io/usage/rule-based-matching") from None
