"""What a report is: all that the catalogue says of it, on one card."""

from __future__ import annotations

import re

from unioncorpus.catalogue.genre import find_genre
from unioncorpus.catalogue.organisation import find_organisation
from unioncorpus.catalogue.period import date_report
from unioncorpus.catalogue.relevance import find_relevance
from unioncorpus.model.records import Card
from unioncorpus.resources import one_of

# A figure that somebody hid: xx人, **个, ××万元; a masked year is not one.
_MASKED_FIGURE = re.compile(
    rf"[xXｘＸ×＊*#＃○_](?:(?<=_)_+|(?<!_)[xXｘＸ×＊*#＃○]+)\s*(?:余|多)?(?:万|亿)?(?:{one_of('classifiers of the figures of a report')}|%|％)"
)


def describe(text: str, *, title: str = "", page_title: str = "", published: str = "") -> Card:
    """What a report is, from its clean simplified text; its titles and the page's date are weak evidence.

    Example:
        >>> card = describe("2012年,在县总工会和镇党委的领导下,我镇工会慰问困难职工40名,现将全年工会工作总结如下:")
        >>> card.genre, card.organisation.type, card.period.year
        ('summary', 'township', 2012)
    """
    genre = find_genre(text, title=title)
    relevant, relevance = find_relevance(text, title=title)
    organisation = find_organisation(text, title=title, page_title=page_title, genre=genre)
    period = date_report(text, genre, title=title, page_title=page_title, published=published)
    flags = ("masked_figures",) if _MASKED_FIGURE.search(text) else ()
    return Card(relevant, relevance, genre, organisation, period, flags)
