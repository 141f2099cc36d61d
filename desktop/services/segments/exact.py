"""Numbers as they were typed, read exactly: 1500, "1,500", "$1,500.00"."""

from decimal import Decimal
from typing import Any


def exact(value: Any) -> Decimal:
    """The number that was typed.

    Raises:
        decimal.InvalidOperation: it is none.
    """
    return Decimal(str(value).strip().removeprefix("$").replace(",", ""))
