"""The packed rows of a workbook: who reads it makes them while its rows are understood here."""

from collections import defaultdict
from contextlib import ExitStack, suppress
from threading import Thread

from desktop.services.reading.child import Pulse, Saying, no_pulse
from desktop.services.reading.plain import ReadError

_BEAT_S = 0.05


class KeptRows:
    """Collects the blocks of every sheet, and ends the process that reads when all are there.

    Nobody has to wait for it: when an import is given up, it comes to its own end.
    """

    def __init__(self, said: Saying, process: ExitStack) -> None:
        self._blocks: dict[int, list[bytes]] = defaultdict(list)
        self._thread = Thread(target=self._collect, args=(said, process), daemon=True)
        self._thread.start()

    def _collect(self, said: Saying, process: ExitStack) -> None:
        with process, suppress(ReadError):  # without all blocks they are made another time
            for _, sheet, block in said(no_pulse):
                self._blocks[sheet].append(block)

    def of(self, sheet: int, pulse: Pulse) -> list[bytes]:
        """The blocks of one sheet; `pulse` is called while waiting and may raise to stop."""
        while self._thread.is_alive():
            pulse()
            self._thread.join(_BEAT_S)
        return self._blocks[sheet]
