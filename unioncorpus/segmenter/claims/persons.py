"""Whether a counted noun names people."""

from __future__ import annotations

import re

_PERSON = re.compile(
    r"(?:[员工生师民者]|职工|(?<=[\u4e00-\u9fff])(?<![法器个每])(?<![竣开施动]工)人|同志|干部|代表|孩子|[观听群]众|游客|[干民]警|[男女小]孩|女工|主任|主席|委员|书记|劳模|家属|子女|模范|骨干|专家|教授|党员|遗属|青年|妇女|标兵|能手|工匠|学徒|伤员|患者|儿童|选手|对象|名额|科长|处长|局长|校长|院长|队长|组长|班长|家长|会长|厂长)$"
)
_NO_PERSON = re.compile(r"(?:人工|建工|竣工|开工|施工|民生|卫生|公民|发生|产生|动员|增员|招工|职工|农民)$")


_BODY = re.compile(r"(?:小组|团队|组|队|团|会|班|单位|企业|集体|家庭)")


def is_person(noun: str) -> bool:
    """Whether a counted noun names people, so that 个 counts heads: 3个学生.

    Example:
        >>> is_person("优秀学生"), is_person("工会小组"), is_person("困难职工")
        (True, False, True)
    """
    head = re.split("的", noun)[0] if not _BODY.search(noun.split("的")[0]) else ""
    return bool(_PERSON.search(head)) and (not _NO_PERSON.search(head) or head.endswith(("职工", "农民")))
