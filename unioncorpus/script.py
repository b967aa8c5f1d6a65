"""Script detection, OpenCC one to one, and width folding: three views of a text that share every offset."""

from __future__ import annotations

import functools
import re
from typing import Any

import unioncorpus.model.records as records

_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = 1500  # characters that tell the script of a longer text
# Full width and half width, and the quotation marks and dashes of different input methods, read alike. One character for one.
_FOLD = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{ord(a): b for a, b in zip("　\u00a0\u2002\u2003\u2009﹪﹐﹑﹒﹔﹕﹖﹗﹙﹚｡､「」『』〝〞＂", "     %,、.;:?!()。、“”‘’“”\"", strict=True)},
    **{ord(a): b for a, b in zip("〜∼﹣−–―─━", "~~--————", strict=True)},
    ord("．"): ".",
    ord("﹢"): "+",
}
_FOLD_TO = {chr(code): to if isinstance(to, str) else chr(to) for code, to in _FOLD.items()}
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD_TO))}]")
# What OpenCC (s2t) leaves in traditional text of the characters that t2s changes, or changes others to; and what it changes that t2s changes nothing to.
# Kept here because its table of phrases, which nothing else asks for, takes longer to read than a page.
_BOTH = (
    "乾佛俊修僵克冢冬凌出刮制千升卜即卷只合吊同向呆周咽哄喂噪回困埼奸姜娘家局巨布席幸庵弦彩御志念恤愈戚扇才扎托扣折抬抵拐拼挨挲挽捆捍搜教旋旗既昆"
    "暗曲札朱杆杯松板查栗核梁棋棱欲污沈沾泄泛注溪溯漓狸玩璇症真矩私秋糊糖系累緼胄胡致舍芸苔苧蒙蓑蔑藴表谷踊輼逾酸醖雕面飧麽"
)
_SIMPLIFIED_TOO = "侭刾擜昵暅毶渖稆縆缐讬谘迳钜锺镟馀鲃鳚鳤鹮麹麺"
_LONG = 100  # characters from which on a folded or converted text is remembered: each stage asks for the same one again


def without_surrogates(text: str) -> str:
    """`text` with every lone surrogate as U+FFFD, of the same length: no other library takes one."""
    return _SURROGATE.sub("\ufffd", text)


def fold(text: str) -> str:
    """`text` with full-width forms as half-width ones, of the same length: ３２０人 → 320人, （一） → (一).

    Example:
        >>> fold("（一）慰问３２０人，发放１．５万元。")
        '(一)慰问320人,发放1.5万元。'
    """
    return _fold(text) if len(text) < _LONG else _fold_long(text)


def _fold(text: str) -> str:
    for sign in set(_FOLDED.findall(text)):  # 30 times faster than str.translate; no sign is folded to one that is folded
        text = text.replace(sign, _FOLD_TO[sign])
    return text


_fold_long = functools.lru_cache(maxsize=2)(_fold)


@functools.cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


@functools.cache
def _marks() -> tuple[str, str]:
    """Characters that stand only in traditional, and only in simplified text (of the ideographs in common use)."""
    common = "".join(map(chr, range(0x4E00, 0x9FA6)))
    becomes = {c: s for c, s in zip(common, _converter("t2s").convert(common), strict=True) if s != c}
    simplified = set(becomes.values()).difference(becomes, _BOTH).intersection(common).union(_SIMPLIFIED_TOO)
    return "".join(sorted(becomes.keys() - set(_BOTH))), "".join(sorted(simplified))


@functools.cache
def _mark_table() -> Any:
    """By code point: 1 for what stands only in traditional text, 2 for what stands only in simplified text."""
    import numpy as np

    table = np.zeros(0x10000, np.uint8)
    for kind, marks in enumerate(_marks(), 1):
        table[[ord(mark) for mark in marks]] = kind
    return table


def _count_marks(text: str) -> tuple[int, int]:
    """How many characters of `text` stand only in traditional, and only in simplified text; all are in the basic plane."""
    import numpy as np

    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")
    _, hant, hans = np.bincount(_mark_table()[codes], minlength=3).tolist()
    return hant, hans


def detect(text: str) -> records.Script:
    """The script of `text`: hans, hant, mixed (a quarter or more of the telling characters on the lesser side), or other (no telling characters).

    Example:
        >>> detect("职工权益"), detect("職工權益"), detect("Trade union")
        ('hans', 'hant', 'other')
    """
    sample = text[:: max(1, len(text) // _SAMPLE)]  # a long text shows its script in every few characters
    hant, hans = _count_marks(sample)
    if hant + hans == 0:
        return "other"
    share = hant / (hant + hans)
    return "hans" if share < 0.25 else "hant" if share > 0.75 else "mixed"


def to_simplified(text: str) -> str:
    """`text` with traditional characters as mainland simplified ones (OpenCC t2s), of the same length.

    Example:
        >>> to_simplified("職工檔案")
        '职工档案'
    """
    return _simplified(text) if len(text) < _LONG else _simplified_long(text)


def _simplified(text: str) -> str:
    converted = str(_converter("t2s").convert(text))
    if len(converted) == len(text):
        return converted
    # OpenCC's t2s is one to one by code point; a character it would lengthen stays as it is.
    return "".join(c if len(s := _converter("t2s").convert(c)) != 1 else s for c in text)


_simplified_long = functools.lru_cache(maxsize=2)(_simplified)
