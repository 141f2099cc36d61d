"""Takes a customer's notepad apart: lines that begin with a date are contacts on that day."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from desktop.services.importing.iif.grammar import with_breaks
from desktop.services.importing.kinds import BadValueError

_DATED = re.compile(r"^\s*(\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4})\s*(?:[:;\-–]\s*|\s+|$)(.*)$")
_CHANNELS = (  # the first that fits; "called us" before "called"
    (re.compile(r"\b(?:e-?mail(?:ed|s)?)\b", re.IGNORECASE), "email"),
    (re.compile(r"\b(?:texted|text message|sms)\b", re.IGNORECASE), "sms"),
    (re.compile(r"\bpost ?card\b", re.IGNORECASE), "postcard"),
    (re.compile(r"\b(?:letter|mailed)\b", re.IGNORECASE), "letter"),
    (
        re.compile(
            r"\b(?:we|i)\s+(?:called|phoned|rang)\b|^(?:called|phoned)\b(?! (?:to|in)\b)|"
            r"\bleft (?:a )?message\b",
            re.IGNORECASE,
        ),
        "call_out",
    ),
    (re.compile(r"\b(?:called|phoned|rang)\b", re.IGNORECASE), "call_in"),
)


class Entry(NamedTuple):
    """One dated entry of a notepad."""

    date: date
    text: str
    channel: str


class Notepad(NamedTuple):
    """The dated entries, and the lines above the first of them."""

    entries: list[Entry]
    rest: str


def read_notepad(written: str, read_date: Callable[[str], date | None], as_of: date) -> Notepad:
    """Split a notepad; a day to come or one that does not exist is text like any other."""
    rest: list[str] = []
    entries: list[tuple[date, list[str]]] = []
    for line in with_breaks(written).splitlines():
        day, said = _dated(line, read_date)
        if day is not None and day <= as_of:
            entries.append((day, [said]))
        elif entries:
            entries[-1][1].append(line.strip())
        else:
            rest.append(line)
    whole = [(day, "\n".join(lines).strip()) for day, lines in entries]
    found = [Entry(day, said, _channel(said)) for day, said in whole if said]
    return Notepad(found, "\n".join(rest).strip())


def _dated(line: str, read_date: Callable[[str], date | None]) -> tuple[date | None, str]:
    match = _DATED.match(line)
    if not match:
        return None, line
    try:
        return read_date(match.group(1)), match.group(2).strip()
    except BadValueError:
        return None, line


def _channel(said: str) -> str:
    return next((channel for words, channel in _CHANNELS if words.search(said)), "other")


def dates_in(written: str) -> list[str]:
    """The dates at the beginnings of lines, as written: they show the order of day and month."""
    lines = with_breaks(written).splitlines()
    return [match.group(1) for line in lines if (match := _DATED.match(line))]
