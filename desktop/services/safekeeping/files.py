"""Writes a file whole or not at all: under another name first, then moved into place."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.models.errors import UserError

TRIES, PAUSE_S = 10, 0.2  # Excel and virus scanners hold a file for a moment
NAME_UNITS = 80
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))
_RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{device}{number}" for device in ("COM", "LPT") for number in "123456789¹²³"
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Hand out a temporary path beside `path`; on success it takes the place of `path`.

    Raises:
        UserError: the folder is missing or cannot be written to, the disk is full, or another
            program keeps the old file open.
    """
    if not path.parent.is_dir():
        raise UserError(f"The folder {path.parent} does not exist.", where=str(path))
    temporary = path.with_name(f"{path.name}.partial")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        _move(temporary, path)
    except OSError as error:
        raise _as_user_error(error, path) from error
    finally:
        with suppress(OSError):  # where nothing can be written, nothing was
            temporary.unlink(missing_ok=True)


def _move(temporary: Path, path: Path) -> None:
    for left in reversed(range(TRIES)):
        try:
            temporary.replace(path)
        except PermissionError:
            if not left:
                raise
            time.sleep(PAUSE_S)
        else:
            return


def _as_user_error(error: OSError, path: Path) -> UserError:
    sentences = {
        errno.ENOSPC: "The disk is full. Nothing was written; free some space and try again.",
        errno.EROFS: f"The folder {path.parent} cannot be written to; choose another folder.",
        errno.EACCES: f"{path.name} cannot be written to: close it in Excel, or choose another name"
        " or folder.",
    }
    code = errno.EACCES if isinstance(error, PermissionError) else error.errno or 0
    sentence = sentences.get(code, f"{path.name} cannot be written: {error.strerror or error}.")
    return UserError(sentence, where=str(path))


def safe_name(name: str, ending: str = "") -> str:
    """A file name that Windows and Linux accept, close to `name`; the same when applied twice."""
    kept = "".join(letter for letter in name if letter.isprintable()).translate(_FORBIDDEN)
    while len(kept.encode("utf-16-le")) // 2 > NAME_UNITS:
        kept = kept[:-1]
    kept = kept.strip(" .") or "list"
    if kept.split(".")[0].upper().rstrip() in _RESERVED:
        kept = f"_{kept}"
    return kept + ending
