"""What can be asked and read: tables -> a checked Bank -> filters and full-text search."""

from prepkit.bank.bank import Bank
from prepkit.bank.documents import question_index, reference_index
from prepkit.bank.filters import select
from prepkit.bank.loader import DATA, load
from prepkit.bank.search import SearchIndex

__all__ = ["DATA", "Bank", "SearchIndex", "load", "question_index", "reference_index", "select"]
