"""What a line of work, a booking or a contract is about, and values looked up by that.

A tank, a system, all of a property, or all of a customer. Each service has its own four tables by
number, so that a hundred thousand look-ups put no key together.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

Value = TypeVar("Value")


class Items(NamedTuple):
    """What many items of one service are about, column by column: all of tanks, or none."""

    systems: Sequence[int]
    tanks: Sequence[int]
    places: Sequence[int]
    customers: Sequence[int]
    of_tanks: bool

    def under_all_of(self, *tables: "Spots[Any]") -> Iterator[int]:
        """The places of those that values for all of a property or customer concern; few do."""
        places = frozenset[int]().union(*(one.places for one in tables))
        customers = frozenset[int]().union(*(one.customers for one in tables))
        if places or customers:
            for at, (place, customer) in enumerate(zip(self.places, self.customers, strict=True)):
                if place in places or customer in customers:
                    yield at

    def about(self, at: int) -> tuple[int, int, int, int]:
        """The system, tank, property and customer of one of them."""
        return self.systems[at], self.tanks[at], self.places[at], self.customers[at]


class Spots(Generic[Value]):
    """Values of one service by what they are about."""

    __slots__ = ("customers", "places", "systems", "tanks")

    def __init__(self) -> None:
        self.tanks: dict[int, Value] = {}
        self.systems: dict[int, Value] = {}
        self.places: dict[int, Value] = {}
        self.customers: dict[int, Value] = {}

    def largest(self, system: int, tank: int, place: int, customer: int) -> Any:
        """The largest of the values that concern an item; nearly always there is one at most."""
        found: Any = self.tanks.get(tank) if tank else self.systems.get(system)
        other: Any = self.places.get(place)
        if other is not None and (found is None or other > found):
            found = other
        other = self.customers.get(customer)
        if other is not None and (found is None or other > found):
            found = other
        return found

    def largest_of(self, items: Items) -> list[Any]:
        """The same for each of many."""
        found: list[Any] = (
            list(map(self.tanks.get, items.tanks))
            if items.of_tanks
            else list(map(self.systems.get, items.systems))
        )
        for at in items.under_all_of(self):
            found[at] = self.largest(*items.about(at))
        return found

    def at(self, system: int, tank: int, place: int, customer: int) -> list[Value]:
        """The values that concern an item: of its tank, or of its system if it has none."""
        own, key = (self.tanks, tank) if tank else (self.systems, system)
        found = [own[key]] if key in own else []
        if place in self.places:
            found.append(self.places[place])
        if customer in self.customers:
            found.append(self.customers[customer])
        return found


class ByService(dict[str, Spots[Value]]):
    """The values of all services."""

    def __missing__(self, service: str) -> Spots[Value]:
        """Begin the tables of a service."""
        made = self[service] = Spots()
        return made
