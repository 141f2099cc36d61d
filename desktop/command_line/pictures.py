"""The command `screenshot`: one page of the window as a picture, without a screen."""

import argparse
import re
from pathlib import Path

from desktop.command_line.command import Call, Command, Result, argument

SMALLEST, LARGEST = 200, 8000


def _screenshot(call: Call) -> Result:
    from desktop.app import screenshot  # noqa: PLC0415 - Qt only where a picture is wanted

    wanted = call.arguments
    screenshot(wanted.page, Path(wanted.file), wanted.size, call.location, call.as_of)
    return {"file": wanted.file}


def _size(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d+)x(\d+)", text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text} is not a size like 1280x800")
    width, height = int(found[1]), int(found[2])
    if not all(SMALLEST <= side <= LARGEST for side in (width, height)):
        raise argparse.ArgumentTypeError(f"sides must be {SMALLEST} to {LARGEST} pixels")
    return width, height


COMMANDS = (
    Command(
        "screenshot",
        "write one page as a picture, no display needed",
        _screenshot,
        lambda result: f"Written: {result['file']}",
        (
            argument("page", metavar="PAGE", help="customers, segments, import"),
            argument("file", metavar="FILE.png"),
            argument("--size", type=_size, default=(1280, 800), metavar="WxH"),
        ),
    ),
)
