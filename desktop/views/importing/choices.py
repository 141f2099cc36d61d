"""What the office chose for one import: files, columns, heading rows, visits, answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from desktop.services.importing.headings.tables import Options
from desktop.services.importing.planning.answers import ANOTHER_SALE, SAME_SALE


@dataclass
class Choices:
    """Changed by the screen; `options()` is what the service gets."""

    paths: list[Path] = field(default_factory=list)
    profile: str = ""
    mappings: dict[str, dict[str, str]] = field(default_factory=dict)
    heading_rows: dict[str, int] = field(default_factory=dict)
    date_orders: dict[str, str] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)  # by file
    custom_types: dict[str, dict[str, str]] = field(default_factory=dict)
    keep_sensitive: set[tuple[str, str]] = field(default_factory=set)
    services: dict[str, str] = field(default_factory=dict)  # item -> what it means
    jobs: dict[str, str] = field(default_factory=dict)  # path of a job -> what it is
    decisions: dict[tuple[str, int], int | str] = field(default_factory=dict)
    repeated: dict[tuple[str, int], str] = field(default_factory=dict)  # sales equal to another
    accepted: set[tuple[str, int, str]] = field(default_factory=set)  # suggestions
    sheets_out: set[str] = field(default_factory=set)  # tables that are not wanted
    sheets_settled: set[str] = field(default_factory=set)  # files whose sheets were chosen
    make_visits: bool = True
    apply_payments: bool | None = None  # as remembered

    def add(self, paths: list[Path]) -> None:
        """Take in more files; the same file counts once."""
        self.paths += [path for path in dict.fromkeys(paths) if path not in self.paths]

    def map_column(self, table: str, column: str, target: str) -> None:
        """Send a column of a table elsewhere."""
        self.mappings.setdefault(table, {})[column] = target

    def set_heading_row(self, table: str, row: int) -> None:
        """Take another row for the headings; what was said about columns no longer fits."""
        self.heading_rows[table] = row
        self.mappings.pop(table, None)

    def answer(self, answers: Mapping[tuple[str, int], int | str]) -> None:
        """Say who the customers of rows are, or whether a sale is written twice."""
        for place, answer in answers.items():
            if answer in (ANOTHER_SALE, SAME_SALE):
                self.repeated[place] = str(answer)
            else:
                self.decisions[place] = answer

    def accept(self, places: Iterable[tuple[str, int, str]], *, wanted: bool) -> None:
        """Take suggestions over, or no longer."""
        self.accepted = self.accepted | set(places) if wanted else self.accepted - set(places)

    def leave_out(self, table: str, *, is_out: bool) -> None:
        """Leave a sheet out, or no longer."""
        self.sheets_out = self.sheets_out | {table} if is_out else self.sheets_out - {table}

    def forget_answers(self, places: Iterable[tuple[str, int]]) -> None:
        """Ask about these rows again."""
        for place in places:
            self.decisions.pop(place, None)
            self.repeated.pop(place, None)

    def options(self) -> Options:
        """A copy for the service."""
        return Options(
            mappings={key: dict(columns) for key, columns in self.mappings.items()},
            heading_rows=dict(self.heading_rows),
            date_orders=dict(self.date_orders),
            encodings=dict(self.encodings),
            custom_types={key: dict(types) for key, types in self.custom_types.items()},
            keep_sensitive=frozenset(self.keep_sensitive),
            services=dict(self.services),
            jobs=dict(self.jobs),
            decisions=dict(self.decisions),
            repeated=dict(self.repeated),
            accepted=frozenset(self.accepted),
            make_visits=self.make_visits,
            apply_payments=self.apply_payments,
        )
