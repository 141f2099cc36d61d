"""How the page says numbers: short amounts, changes with their sign, months, versions."""

from datetime import date

from desktop.services.days import DayWriter
from desktop.services.value.versions import Version
from desktop.views.widgets.formats import counted, day

STEPS = (  # from so many cents on; dollars of the unit; its letter
    (100_000_000_000, 1_000_000_000, "B"),
    (100_000_000, 1_000_000, "M"),
    (1_000_000, 1_000, "k"),
)
WHOLE_FROM = 100


def dollars(cents: int) -> str:
    """An amount in whole dollars: "$12,346", "-$5"."""
    sign = "-" if cents <= -50 else ""  # noqa: PLR2004 - half a dollar
    return f"{sign}${(abs(cents) + 50) // 100:,}"


def short_dollars(cents: int) -> str:
    """An amount for small room: "$850", "$12.3k", "$60k", "$1.2M"."""
    sign, size = ("-" if cents < 0 else ""), abs(cents)
    for least, unit, letter in STEPS:
        if size >= least:
            number = size / 100 / unit
            shown = f"{number:,.0f}" if number >= WHOLE_FROM else f"{number:.1f}".removesuffix(".0")
            return f"{sign}${shown}{letter}"
    return dollars(cents)


def change(now: int, before: int) -> str:
    """By how much a number moved: "▲ 12", "▼ 3", "= 0", never the sign alone."""
    moved = now - before
    return f"{'▲' if moved > 0 else '▼' if moved < 0 else '='} {abs(moved):,}"


def spoken_change(now: int, before: int, since: str) -> str:
    """The same for ears: "12 more than on Oct 31"."""
    moved = now - before
    if not moved:
        return f"as many as on {since}"
    return f"{abs(moved):,} {'more' if moved > 0 else 'fewer'} than on {since}"


def short_day(value: date) -> str:
    """A day of about this year: "Oct 31"."""
    return f"{value:%b} {value.day}"


def month(value: date) -> str:
    """A month: "Oct 2026"."""
    return f"{value:%b %Y}"


def percent(part: int, whole: int) -> str:
    """A share in percent: "12%", "< 1%"; nothing of nothing."""
    if not whole:
        return ""
    share = 100 * part / whole
    return "< 1%" if 0 < share < 1 else f"{share:.0f}%"


def rules_line(version: Version, what: str, written: DayWriter = day) -> str:
    """Which rules a picture follows: "RFM rules version 2 of Nov 3, 2026 by Kay"."""
    by = f" by {version.author}" if version.author and version.version > 1 else ""
    return f"{what} {version.named(written)}{by}"


def rated(number: int, total: int) -> str:
    """How many have a score: "1 of 1 customer is rated."."""
    return f"{number:,} of {counted(total, 'customer')} {'is' if number == 1 else 'are'} rated."
