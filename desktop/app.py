"""The one place that knows all layers: opens the office, builds the window."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from desktop.places import data_folder, default_office, log_folder


def run_window(location: str | None = None, as_of: date | None = None) -> int:
    """Open the window on an office; the exit status once it is closed."""
    from desktop.views.starting import Start, run  # noqa: PLC0415 - commands do without Qt

    return run(
        Start(
            location=location or default_office(),
            sample=str(data_folder() / "sample.db"),
            as_of=_day(as_of),
            settings_file=data_folder() / "window.json",
            log_folder=log_folder(),
        )
    )


def screenshot(
    page: str,
    file: Path,
    size: tuple[int, int] | None = None,
    location: str | None = None,
    as_of: date | None = None,
) -> Path:
    """Paint one page of an office into a picture file, on a machine with or without a screen.

    Raises:
        UserError: there is no such page, or the picture cannot be written.
    """
    from desktop.models.database import open_office  # noqa: PLC0415 - the window comes first
    from desktop.views.picture import paint_page  # noqa: PLC0415 - commands do without Qt

    office = open_office(location or default_office())
    return paint_page(page, file, size, office, _day(as_of))


def _day(as_of: date | None) -> Callable[[], date]:
    """The day everything is worked out for: the one named, else today's, also after midnight."""
    return (lambda: as_of) if as_of else date.today
