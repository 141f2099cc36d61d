"""The options that every command and the window share; light, because every start reads them."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


class WindowOptions(NamedTuple):
    """Which office the window opens, and for which day; None means the usual."""

    location: str | None
    as_of: date | None


def window_options(arguments: Sequence[str]) -> WindowOptions | None:
    """The options of a call without a command; None when a command is named."""
    known, rest = global_options().parse_known_args(arguments)
    if rest or getattr(known, "json", False):
        return None
    return WindowOptions(getattr(known, "database", None), getattr(known, "as_of", None))


def global_options() -> argparse.ArgumentParser:
    """The options that stand before or after the command, as one likes."""
    options = argparse.ArgumentParser(
        prog="ecbtx", add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False
    )
    options.add_argument(
        "--database", metavar="PATH-or-URL", help="the office file (default: yours)"
    )
    options.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="the day to calculate for (today)"
    )
    options.add_argument("--json", action="store_true", help="the result as one JSON document")
    return options


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2026-06-15") from None
