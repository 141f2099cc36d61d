"""Looks through long XML a piece at a time: in one go it would hold up the window.

A search in many megabytes of bytes does not let other threads run before it is done.
"""

import re
from collections.abc import Iterator

PIECE = 1024 * 1024
Content = bytes | bytearray
_TAIL = 4_096  # of the next piece; nothing that is looked for here is longer


def has(xml: Content, what: bytes) -> bool:
    """Whether some bytes are anywhere in it."""
    return any(xml.find(what, start, end + len(what) - 1) >= 0 for start, end in _pieces(xml))


def count(xml: Content, what: bytes) -> int:
    """How often some bytes are in it."""
    return sum(xml.count(what, start, end + len(what) - 1) for start, end in _pieces(xml))


def found(pattern: re.Pattern[bytes], xml: Content) -> bool:
    """Whether a pattern of no more than a few hundred bytes is anywhere in it."""
    return any(pattern.search(xml, start, end + _TAIL) for start, end in _pieces(xml))


def matches(
    begins: re.Pattern[bytes], pattern: re.Pattern[bytes], xml: Content
) -> Iterator[re.Match[bytes]]:
    """The places where a pattern of any length matches; `begins` finds where it may begin."""
    for start, end in _pieces(xml):
        for begin in begins.finditer(xml, start, end + _TAIL):
            if begin.start() >= end:
                break  # the next piece finds it
            match = pattern.match(xml, begin.start())
            if match:
                yield match


def _pieces(xml: Content) -> Iterator[tuple[int, int]]:
    return ((start, start + PIECE) for start in range(0, len(xml), PIECE))
