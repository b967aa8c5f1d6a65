"""Text of either script → mainland simplified text that knows where it came from."""

from __future__ import annotations

from unioncorpus import script
from unioncorpus.loader import vocabulary
from unioncorpus.model.aligned import AlignedText
from unioncorpus.model.records import Change


def simplify(text: str) -> AlignedText:
    """`text` as a mainland reader would have it: simplified script, and the words that a conversion to Taiwan usage had changed.

    Text in simplified script is never touched; genuinely Taiwanese or Hong Kong text is changed in script only.

    Args:
        text: any text.

    Returns:
        AlignedText: `str(x)` is the simplified text; `x.to_source(start, end)` and `x.from_source(start, end)` lead to `text` and back.

    Example:
        >>> x = simplify("在黨委的大力支援下,開展送溫暖活動")
        >>> str(x), x.to_source(6, 8)
        ('在党委的大力支持下,开展送温暖活动', (6, 8))
    """
    return restore_mainland(AlignedText.of(text), script.detect(text), vocabulary.is_converted_mainland(text))[0]


def restore_mainland(text: AlignedText, found: str, mainland: bool) -> tuple[AlignedText, list[Change]]:
    """Aligned text of script `found` in simplified script; for converted mainland text also its words, each with its change.

    In text of mixed script only the lines in traditional script are touched.
    """
    if found in ("hans", "other"):
        return text, []
    lines = [str(text)] if found == "hant" else str(text).splitlines(keepends=True)
    converted, edits, at = [], [], 0
    for line in lines:
        simplified = line if found == "mixed" and script.detect(line) in ("hans", "other") else script.to_simplified(line)
        if mainland and simplified != line:
            edits += [(at + start, at + end, new, rule) for start, end, new, rule in vocabulary.restore(simplified)]
        converted.append(simplified)
        at += len(line)
    text = text.convert("".join(converted))
    changes = [Change(*text.to_source(start, end), new, rule) for start, end, new, rule in edits]
    return text.replace((start, end, new) for start, end, new, _ in edits), changes
