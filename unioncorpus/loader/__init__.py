"""bytes → clean reports: formats and encoding, script and vocabulary, boilerplate, split."""

from unioncorpus.loader.page import read_page

__all__ = ["read_page"]
