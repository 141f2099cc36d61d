"""What a line of work, a booking or a contract is about, and values looked up by that.

A tank, a system, all of a property, or all of a customer. Each service has its own four tables by
number, so that a hundred thousand look-ups put no key together.
"""

from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


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
