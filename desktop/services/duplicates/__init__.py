"""Customers that are there twice: found, told apart for good, merged, and undone."""

from desktop.services.duplicates.finding import Line, Pair, compare, find, not_same, same_after_all

__all__ = ["Line", "Pair", "compare", "find", "not_same", "same_after_all"]
