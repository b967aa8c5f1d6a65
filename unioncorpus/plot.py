"""Figures of a corpus, as `uc.plot.prevalence(corpus)`: each returns a picture with its data and caption; `picture.save(folder)` writes PDF, PNG, CSV and text.

Example:
    >>> import unioncorpus as uc
    >>> uc.plot.prevalence.__name__
    'prevalence'
"""

from unioncorpus.analysis.plots import by_group, heatmap, prevalence, year_lines
from unioncorpus.analysis.plots_claims import distributions, rates
from unioncorpus.analysis.plots_compare import benchmark, change, difference, together, year_sensitivity
from unioncorpus.analysis.plots_texts import clusters, keyness, stability, template, topics

__all__ = [
    "benchmark",
    "by_group",
    "change",
    "clusters",
    "difference",
    "distributions",
    "heatmap",
    "keyness",
    "prevalence",
    "rates",
    "stability",
    "template",
    "together",
    "topics",
    "year_lines",
    "year_sensitivity",
]
