"""What the office answers about a row: a new customer, one on file, or that of an earlier row.

Of a sale that is equal to one above it: another sale, or the same one written twice.
"""

NEW = "new"
ANOTHER_SALE, SAME_SALE = "another sale", "same sale"
_ROW = "row:"

Answer = int | str


def same_as(row: int) -> str:
    """The answer that a row is the same customer as an earlier row of its table."""
    return f"{_ROW}{row}"


def row_meant(answer: Answer | None) -> int | None:
    """The earlier row that an answer names; None when it names none."""
    number = str(answer).partition(_ROW)[2]
    return int(number) if number.isdecimal() else None


def customer_meant(answer: Answer | None) -> int | None:
    """The customer on file that an answer names; 0 stands for a new one, None for neither."""
    if answer is None or row_meant(answer) is not None:
        return None
    return answer if isinstance(answer, int) else 0
