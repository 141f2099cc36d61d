"""What a command is: a name, its arguments, the work, and how people read the answer."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.database import Office, open_office
from desktop.models.errors import UserError

_LARGEST = 2**63 - 1  # what a database holds


class UsageError(UserError):
    """Raised when the words of a call do not go together; the exit status is 2."""


Result = Mapping[str, Any] | list[Any]


def utc_now() -> datetime:
    """The moment, as it is stored."""
    return datetime.now(UTC).replace(tzinfo=None)


def whole_number(text: str) -> int:
    """The whole number of an argument."""
    number = int(text) if text.removeprefix("-").isdecimal() else None
    if number is None or abs(number) > _LARGEST:
        raise argparse.ArgumentTypeError(f"{text} is no whole number, or too large")
    return number


@dataclass(frozen=True)
class Argument:
    """One argument of a command: the names and the settings that `argparse` takes."""

    names: tuple[str, ...]
    settings: Mapping[str, Any]


def argument(*names: str, **settings: Any) -> Argument:
    """Shorthand for an `Argument`."""
    return Argument(names, settings)


@dataclass(frozen=True)
class Command:
    """One command. `run` returns plain values for JSON, `text` makes them readable."""

    name: str
    help: str
    run: Callable[["Call"], Result]
    text: Callable[[Any], str]
    arguments: tuple[Argument, ...] = ()
    failed: Callable[[Any], bool] = lambda _result: False


@dataclass(frozen=True)
class Call:
    """One call of a command: the office to use, the day to calculate for, the arguments."""

    location: str
    as_of: date
    json: bool
    arguments: argparse.Namespace

    @contextmanager
    def office(self, *, create: bool = False) -> Iterator[Office]:
        """Open the office; only commands that fill one may make a new file."""
        if not create and "://" not in self.location and not Path(self.location).exists():
            raise UserError(
                f"There is no office file at {self.location}; make one with “sample”, “load” or"
                " “import”.",
                where=self.location,
            )
        is_new = "://" not in self.location and not Path(self.location).exists()
        office = open_office(self.location)
        try:
            yield office
        except BaseException:
            office.close()
            if is_new:  # a file that could not be filled is not left behind
                Path(self.location).unlink(missing_ok=True)
            raise
        office.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that cannot change the office."""
        with self.office() as office, office.reading() as db:
            yield db

    @contextmanager
    def writing(self, *, create: bool = False) -> Iterator[Session]:
        """A session whose work is kept whole, or not at all when anything goes wrong."""
        with self.office(create=create) as office, office.writing.begin() as db:
            yield db

    def checkpoint(self, done: int, total: int) -> None:
        """Draw a progress bar on standard error when a person is looking at it."""
        if not total or self.json or not sys.stderr.isatty():  # 0 of 0: only asks whether to stop
            return
        width = 30
        filled = width * done // total
        end = "\n" if done >= total else ""
        bar = "#" * filled + "." * (width - filled)
        sys.stderr.write(f"\r[{bar}] {done:,} of {total:,}{end}")
        sys.stderr.flush()
