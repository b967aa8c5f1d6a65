"""The year a report is about: as an interval, with the words that decide it."""

from unioncorpus.catalogue.period.dating import date_report

__all__ = ["date_report"]
