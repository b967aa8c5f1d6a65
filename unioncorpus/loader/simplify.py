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
    """Aligned text of script `found` in simplified script; for converted mainland text also its words, each with its change."""
    if found in ("hans", "other"):
        return text, []
    text = text.convert(script.to_simplified(str(text)))
    if not mainland:
        return text, []
    edits = vocabulary.restore(str(text))
    changes = [Change(*text.to_source(start, end), new, rule) for start, end, new, rule in edits]
    return text.replace((start, end, new) for start, end, new, _ in edits), changes
