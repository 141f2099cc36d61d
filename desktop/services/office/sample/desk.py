"""What every part of the generator works with: chance, the rows so far, the day, the company."""

from dataclasses import dataclass, field
from random import Random

from desktop.services.office.sample.places import Places
from desktop.services.office.sample.staff import Staff
from desktop.services.office.sample.writing import Rows


@dataclass
class Desk:
    """One sample office in the making; days are plain numbers (`odds.day` turns them round)."""

    rng: Random
    rows: Rows
    today: int
    opening: int  # the first day of the history
    places: Places
    staff: Staff
    campaigns: dict[int, int] = field(default_factory=dict)  # year -> spring postcards
    numbers: dict[str, int] = field(default_factory=dict)  # month -> invoices so far
    phones: dict[str, int] = field(default_factory=dict)  # area code -> numbers given out
    restaurants: list[int] = field(default_factory=list)  # customers of the static segment

    def chance(self, share: float) -> bool:
        """True in that share of the cases."""
        return self.rng.random() < share


@dataclass(frozen=True)
class Account:
    """A customer as the rest of the generator needs to know it."""

    id: int
    profile: str  # home, restaurant, rv_park, church_school, shop, builder, realtor, government
    pays: str  # at_once, in_time, late, never
    first_day: int
    last_day: int  # the last day of business with us; in the future where it goes on
    phone: str | None
    email: bool
