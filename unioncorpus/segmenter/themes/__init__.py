"""Themes: which of the eighteen themes, and which campaign below them, a report talks of, with the evidence."""

from unioncorpus.segmenter.themes.assign import assign_sections
from unioncorpus.segmenter.themes.claims import assign_claims
from unioncorpus.segmenter.themes.codebook import Code, Codebook, Form, load_codebook
from unioncorpus.segmenter.themes.mentions import find_mentions

__all__ = ["Code", "Codebook", "Form", "assign_claims", "assign_sections", "find_mentions", "load_codebook"]
