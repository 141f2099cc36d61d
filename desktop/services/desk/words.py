"""Numbers, intervals and addresses as people read them."""


def counted(number: int, one: str) -> str:
    """A number with its word: "1 day", "2,310 days"."""
    return f"{number:,} {one if number == 1 else one + 's'}"


def visits_owed(done: int, by_now: int) -> str:
    """How many visits of a contract are done of those owed by now; nothing while none is."""
    return f"{done} of {counted(by_now, 'visit')} owed by now" if by_now else ""


def every(number: int | None, unit: str | None) -> str:
    """An interval: "every 36 months"; "" where there is none."""
    if not number or not unit:
        return ""
    return f"every {unit[:-1]}" if number == 1 else f"every {number:,} {unit}"


def address(line1: str | None, line2: str | None, city: str | None, region: str) -> str:
    """An address in one line: "14210 FM 2818, Bryan, TX 77807"."""
    return ", ".join(part for part in (line1, line2, city, region) if part)
