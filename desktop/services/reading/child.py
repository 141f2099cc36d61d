"""A risky workbook is read in a process of its own, which may crash, hang or be stopped.

The process has a limit of memory and of time; the window lives on whatever happens in it. It
starts with Python alone: no Qt, no database. In the frozen program `multiprocessing` starts the
program again, which `freeze_support` in `desktop/__main__.py` turns into this process.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pickle import UnpicklingError
from typing import Any

from desktop.services.reading import (
    html_table,
    limits,
    second_look,
    with_calamine,
    with_ods,
    with_xlrd,
    xml_table,
)
from desktop.services.reading.plain import Message, ReadError, pack, unpack

SECONDS = 60.0
_BEAT = 0.05

Pulse = Callable[[], None]
Saying = Callable[[Pulse], Iterator[Message]]  # what a process says while it is waited for


def _old(data: bytes) -> Iterator[Message]:
    """An old workbook: calamine, and xlrd for what it hides or cannot read."""
    try:
        messages = list(with_calamine.read(data))
    except ReadError:
        yield from with_xlrd.read(data)
        return
    yield from messages
    yield from with_xlrd.look(data)


def _open(data: bytes) -> Iterator[Message]:
    """An OpenDocument sheet: calamine, and what it hides."""
    yield from with_calamine.read(data)
    yield from with_ods.look(data)


TASKS: dict[str, Callable[..., Iterator[Message]]] = {
    "calamine": with_calamine.read,
    "old": _old,
    "open": _open,
    "xlrd": with_xlrd.read,
    "sparse": second_look.read_sparse,
    "twice": second_look.look,
    "html": html_table.read,
    "xml": xml_table.read,
}


def no_pulse() -> None:
    """Wait for a reader without being able to stop it."""


def ask(task: str, data: bytes, pulse: Pulse = no_pulse, **how: Any) -> list[Message]:
    """The messages of a reader that runs in its own process; see `begun`.

    Raises:
        ReadError: the reader refused the workbook, crashed, or took too long.
    """
    with begun(task, data, **how) as said:
        return list(said(pulse))


@contextmanager
def begun(
    task: str,
    data: bytes,
    *,
    seconds: float = SECONDS,
    memory: int = limits.MEMORY,
    **options: Any,
) -> Iterator[Saying]:
    """A reader at work in its own process: its messages as they come. It ends with the block.

    The pulse that they take is called while waiting and may raise to stop it. They end when all
    is read; what a reader was asked to keep comes when they are asked for again.

    Raises:
        ReadError: the reader refused the workbook, crashed, or took too long.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, memory), daemon=True)
    process.start()
    theirs.close()
    try:
        with _crashes():
            ours.send_bytes(pack((task, options)))
            ours.send_bytes(data)
        yield partial(_messages, ours, time.monotonic() + seconds)
    finally:
        ours.close()
        process.kill()
        process.join()
        process.close()


@contextmanager
def _crashes() -> Iterator[None]:
    """A process that is gone, or talks nonsense, has crashed."""
    try:
        yield
    except (EOFError, OSError, UnpicklingError) as error:
        raise ReadError("crashed") from error


def _messages(pipe: Connection, latest: float, pulse: Pulse) -> Iterator[Message]:
    """What the process says until all is read, or it is done."""
    while True:
        message = _next(pipe, pulse, latest)
        if message[0] == "failed":
            raise ReadError(message[1], **message[2])
        if message[0] in ("read", "done"):
            return
        yield message
        pulse()


def _next(pipe: Connection, pulse: Pulse, latest: float) -> Message:
    with _crashes():
        while not pipe.poll(_BEAT):
            pulse()
            if time.monotonic() > latest:
                raise ReadError("slow")
        return unpack(pipe.recv_bytes())


def serve(pipe: Connection, memory: int) -> None:
    """Read one workbook and tell what is in it: the whole life of the process."""
    limits.limit_memory(memory)
    _silence()
    task, options = unpack(pipe.recv_bytes())
    with suppress(OSError):  # nobody listens any more
        pipe.send_bytes(pack(_ended(pipe, task, pipe.recv_bytes(), options)))


def _ended(pipe: Connection, task: str, data: bytes, options: dict[str, Any]) -> Message:
    try:
        for message in TASKS[task](data, **options):
            pipe.send_bytes(pack(message))
    except ReadError as error:
        return ("failed", error.case, error.values)
    except (MemoryError, RecursionError):
        return ("failed", "unpacks", {})
    except Exception:  # noqa: BLE001 - the edge of the process: readers fail in many ways
        return ("failed", "damaged", {})
    return ("done",)


def _silence() -> None:
    """Keep the last words of a crashing reader off the office's screen."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    with suppress(OSError):
        os.dup2(quiet, 2)
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
