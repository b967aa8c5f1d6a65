"""Numeric claims: every quantity of people, money, things, rates and measures of a report, with the interval its words allow.

`numerals` and `quantities` read numerals, ranges, units and bounds; `exclude` says what is no claim; `finding` makes claims of the rest with the help of
`counted`, `status` and `years`; `numbers` lists every numeric expression, claim or not; `checks` does the arithmetic that the text allows.
"""

from unioncorpus.segmenter.claims.checks import find_checks
from unioncorpus.segmenter.claims.finding import find_claims
from unioncorpus.segmenter.claims.numbers import find_numbers

__all__ = ["find_checks", "find_claims", "find_numbers"]
