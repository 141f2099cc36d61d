"""The two kinds of trouble: what the office can fix, and what we must."""


class UserError(Exception):
    """Something the office can fix, said in one sentence that is shown as it stands."""

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where


class CancelledError(Exception):
    """Raised inside background work when the user cancelled it; the transaction rolls back."""
