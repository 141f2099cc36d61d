"""Keeps work on millions of rows quick, and the window alive beside it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the search for unused cycles: such work makes millions of objects and no cycles.

    What was made is then taken out of later searches for good; the first of them would hold up
    the window for a second. The objects are still freed with their last reference.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
