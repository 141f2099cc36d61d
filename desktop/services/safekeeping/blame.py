"""What stands behind an error that nobody foresaw, where the office can put it right.

Asked at the edges only: by the command line and by the background work of the window.
"""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from desktop.models.database import as_user_error
from desktop.models.errors import UserError
from desktop.services.safekeeping.unreadable import to_blame


def explained(
    error: Exception, file: Path | None, reading: Callable[[], AbstractContextManager[Session]]
) -> UserError | None:
    """The sentence for an error: the file cannot be used, or a value in it cannot be read.

    None where neither is so: then it is our bug.
    """
    if isinstance(error, (DatabaseError, sqlite3.Error)) and file:
        known = as_user_error(error, file)
        if known:
            return known
    try:
        with reading() as db:
            return to_blame(db)
    except (DatabaseError, sqlite3.Error, UserError):
        return None
