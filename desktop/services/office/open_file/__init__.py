"""The open office file: the whole office as JSON that other programs can read and write."""

from desktop.services.office.open_file.reading import load
from desktop.services.office.open_file.writing import dump, write_dump

__all__ = ["dump", "load", "write_dump"]
