"""Bytes → text: byte-order mark, strict UTF-8, then a detector whose guess must decode strictly."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from unioncorpus.model.errors import PageError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a page calls its encoding, and the superset that decodes what such pages really hold.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "hz-gb-2312": "hz", "big5hkscs": "big5hkscs", "cp950": "big5", "big5": "big5", "ascii": "utf-8"}
_BIG5_FAMILY = ("big5", "cp950", "big5hkscs")
_SAMPLE = 65536  # bytes the detector looks at
_USUAL = r"[\s\x20-\x7e\u00a0-\u00ff\u2010-\u203f\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"  # compiled where it is used: most pages are UTF-8
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def decode(data: bytes, declared: str = "") -> tuple[str, str, str]:
    """The text of `data`, its encoding, and a message about what could not be decoded (empty if nothing).

    Args:
        data: the bytes of a file.
        declared: what the document says of itself (an HTML meta tag), tried before guessing.

    Raises:
        PageError: if the bytes are not text.

    Example:
        >>> decode("一年来,我会在上级工会的领导下开展工作。".encode("gb18030"))
        ('一年来,我会在上级工会的领导下开展工作。', 'gb18030', '')
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], name)
    for name in _candidates(data, declared):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if _looks_like_text(text) and (name == "utf-8" or _looks_chinese(text)):
            return text, name, ""
    return _lenient(data, _best_guess(data, declared))


def _candidates(data: bytes, declared: str) -> Iterator[str]:
    """Encodings to try, in order; the detector, which is slow, is only asked when those before it do not fit."""
    yield from ("utf-8",) if b"\0" not in data[:_SAMPLE] else ("utf-16-le", "utf-16-be")
    for guess in (declared.strip().lower, lambda: _detect(data)):
        name = _SUPERSETS.get(guess(), guess())
        yield from _BIG5_FAMILY if name in _BIG5_FAMILY else (name,) if name else ()
    yield "gb18030"


def _detect(data: bytes) -> str:
    import chardet

    return str(chardet.detect(data[:_SAMPLE])["encoding"] or "").lower()


def _best_guess(data: bytes, declared: str) -> str:
    """The encoding that leaves the fewest characters undecodable."""
    names = [n for n in _candidates(data, declared) if _known(n)]
    return min(names, key=lambda name: data.decode(name, "replace").count("\ufffd"))


def _known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _lenient(data: bytes, name: str) -> tuple[str, str, str]:
    text = data.decode(name, "replace")
    lost = text.count("\ufffd")
    if not _looks_like_text(text) or not (name == "utf-8" or _looks_chinese(text.replace("\ufffd", ""))) or lost > max(20, len(text) // 20):
        raise PageError("not a text file: its bytes make no readable text in any known encoding; convert it to UTF-8")
    message = f"{lost} undecodable characters stand as U+FFFD" if lost else ""
    return text, name, message


def _looks_chinese(text: str) -> bool:
    """Whether most characters are ideographs, ASCII or their punctuation: a wrong guess scatters over all of Unicode."""
    sample = text[:_SAMPLE]
    return len(re.findall(_USUAL, sample)) >= 0.8 * len(sample)


def _looks_like_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) <= len(sample) // 200
