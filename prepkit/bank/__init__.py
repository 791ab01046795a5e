"""Load the question tables as a checked Bank, filter it and search its full text."""

from prepkit.bank.bank import Bank
from prepkit.bank.documents import question_index, reference_index
from prepkit.bank.filters import select
from prepkit.bank.loader import DATA, load
from prepkit.bank.search import SearchIndex

__all__ = ["DATA", "Bank", "SearchIndex", "load", "question_index", "reference_index", "select"]
