"""What an organisation is called: its name, one normal form of it to follow it over the years, and the form of union it is."""

from __future__ import annotations

import re

from unioncorpus.catalogue.cues import name_cues
from unioncorpus.catalogue.names import Name, find_names
from unioncorpus.catalogue.place import Place, find_place
from unioncorpus.model.records import OrgLevel, OrgType

OWN_NAME = 0.5  # weight of a name that is the organisation's own, not one it mentions


def own_name(names: list[Name], kind: OrgType, level: OrgLevel, place: Place) -> str:
    """The name the report gives its organisation; a federation without one bears that of its place."""
    proper = [n for n in names if n.proper and n.weight >= OWN_NAME and any(c.type == kind and c.level in (None, level) for c in name_cues(n.stem))]
    if proper:
        best = max(proper, key=lambda n: n.weight)
        return best.stem + "总工会" if _is_federation(kind, best) else best.phrase
    if kind == "local_federation":
        own = {"county": place.county, "city": place.city, "province": place.province}.get(level, "")
        return f"{own}总工会" if own else ""
    return ""


def _is_federation(kind: OrgType, name: Name) -> bool:
    """Whether a county's or a city's union is called short: 沁源县工会第九次代表大会 is held by the 总工会."""
    return kind == "local_federation" and name.stem[-1] in "县市区旗州盟省" and name.phrase == name.stem + "工会"


def titled(titles: str, kind: OrgType, level: OrgLevel, place: Place) -> tuple[str, Place]:
    """The name in a title, and its place where the text gives none, if the name is of the type and level that the text shows."""
    for name in find_names(titles, []):
        if name.proper and any(cue.type == kind and cue.level == level for cue in name_cues(name.stem)):
            return name.phrase, place if place.code else find_place("", name=name.phrase)
    return "", place


def identity(name: str, place: Place) -> str:
    """Place and name in one normal form; empty when either the name is masked or there is none."""
    if not name:
        return ""
    bare = re.sub(r"(?:工会委员会|基层工会|工会)$", "工会", name)
    for part in (place.province, place.city, place.county):
        bare = bare.removeprefix(part) if part else bare
    return f"{place.province}{place.city}{place.county}{bare}"


_FORMS = {
    "local_federation": "总工会",
    "township": "工会联合会",
    "education": "基层工会",
    "health": "基层工会",
    "enterprise": "基层工会",
    "government": "机关工会",
    "industry": "产业工会",
    "village": "基层工会",
}


def form(kind: OrgType, names: list[Name], name: str) -> str:
    """总工会, 工会联合会, …: as the name says, else as the type goes."""
    if kind not in _FORMS:
        return ""
    words = name or " ".join(n.phrase for n in names if n.weight >= OWN_NAME)
    for known in ("女职工委员会", "工会联合会", "产业工会", "系统工会", "教育工会", "总工会"):
        if known in words:
            return "系统工会" if known == "教育工会" else known
    return _FORMS[kind]
