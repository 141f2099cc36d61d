"""What the office sees: one folder per page.

Loading PySide6 replaces Python's import function by one that reads the source of every module
loaded later, for features that are not used here; that made the later imports a third slower.
So the plain one is put back, before any view is loaded.
"""

import builtins

_plain_import = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - between the two lines is its place

builtins.__import__ = _plain_import
