"""unioncorpus: Chinese trade-union work reports as evidence."""

from unioncorpus._version import __version__

__all__ = ["__version__"]
