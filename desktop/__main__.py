"""One entry: a window, or a command."""

import sys
from collections.abc import Sequence

from desktop.command_line.options import window_options


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window when no command is named, otherwise run the command."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a windowed program on Windows has none
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = window_options(given)
    if options is None:
        from desktop.command_line.main import run  # noqa: PLC0415 - a window needs no commands

        return run(given)
    from desktop.app import run_window  # noqa: PLC0415 - a command needs no Qt

    return run_window(options.location, options.as_of)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a reading process is the program started once more
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
