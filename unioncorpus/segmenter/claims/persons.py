"""Whether a counted noun names people."""

from __future__ import annotations

import re

from unioncorpus.resources import one_of

_PERSON = re.compile(
    r"(?:[员工生师民者]|(?<=[\u4e00-\u9fff])(?<![法器个每])(?<![竣开施动]工)人|" + one_of("nouns that name people") + r")$"
)
_NO_PERSON = re.compile(f"(?:{one_of('words that only end like people')})$")


_BODY = re.compile(one_of("words that make a name one of a body"))


def is_person(noun: str) -> bool:
    """Whether a counted noun names people, so that 个 counts heads: 3个学生.

    Example:
        >>> is_person("优秀学生"), is_person("工会小组"), is_person("工会小组长")
        (True, False, True)
    """
    stem = noun.split("的")[0]
    head = stem if stem.endswith("长") or not _BODY.search(stem) else ""  # who leads a body is a person: 班组长
    return bool(_PERSON.search(head)) and (not _NO_PERSON.search(head) or head.endswith(("职工", "农民")))
