"""What a notebook holds: tables as DataFrames, `show()`, `kwic()`, `filter()`."""

from unioncorpus.corpus.corpus import Corpus, open_corpus

__all__ = ["Corpus", "open_corpus"]
