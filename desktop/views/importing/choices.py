"""What the office chose for one import: files, columns, heading rows, visits, answers."""

from dataclasses import dataclass, field
from pathlib import Path

from desktop.services.importing.tables import Options


@dataclass
class Choices:
    """Changed by the screen; `options()` is what the service gets."""

    paths: list[Path] = field(default_factory=list)
    profile: str = ""
    mappings: dict[str, dict[str, str]] = field(default_factory=dict)
    heading_rows: dict[str, int] = field(default_factory=dict)
    decisions: dict[tuple[str, int], int | str] = field(default_factory=dict)
    make_visits: bool = True

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

    def options(self) -> Options:
        """A copy for the service."""
        return Options(
            mapping_name=self.profile or None,
            mappings={key: dict(columns) for key, columns in self.mappings.items()},
            heading_rows=dict(self.heading_rows),
            decisions=dict(self.decisions),
            make_visits=self.make_visits,
        )
