"""One row of `due_items` out of its ground and of what happened there so far."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.care.due import Agreed, Facts, base_of, work_out
from desktop.services.care.rules import Rules
from desktop.services.facts.care_history import History
from desktop.services.facts.drivers import day_reader, day_writer
from desktop.services.facts.due_terms import Outcome, Terms, outcome
from desktop.services.facts.grounds import FIRST_USE, GALLONS, KIND, TANK_KIND
from desktop.services.facts.promises import NOTHING
from desktop.services.facts.scope import Scope

Row = tuple[Any, ...]
Key = tuple[str, bool]  # a service, and whether it is one of a tank: else of a whole system
NO_TANK = 0


class DueRows(dict[Key, Callable[[Row], Row]]):
    """What makes the row of an item out of its ground: by service, and whether of one tank.

    Days stay as the driver gives them; the same terms from the same day are worked out once. All
    that hangs on the service alone is looked up when it is first met, not a hundred thousand times.
    """

    def __init__(self, db: Session, scope: Scope, rules: Rules, history: History) -> None:
        """Begin with none made."""
        super().__init__()
        self._as_of, self._rules, self._history = scope.as_of, rules, history
        self._day, self._written = day_reader(db), day_writer(db)
        self._terms = Terms(scope.as_of, rules, history.counties, self._day, self._written)

    def __missing__(self, key: Key) -> Callable[[Row], Row]:
        """Make it for a service."""
        service, is_tank = key
        about, following = self._about(key), self._following(key)
        answers, postponed = self._history.answering.get, self._history.postponed

        def row(ground: Row) -> Row:
            customer, place, system, tank = ground[:TANK_KIND]
            if not is_tank:
                tank = NO_TANK
            last, promised, booked = about(system, tank, place, customer)
            base_from, (status, due, code, base, number, unit, why_not) = following(
                ground, last, promised
            )
            until = postponed.get((system, tank, service, due)) if postponed and due else None
            return (
                customer, system, tank, service, place, answers(place, customer) == customer,
                status, due, code, base, base_from or None, number, unit, why_not,
                "us" if promised.included else "customer", booked, until,
                is_tank and ground[GALLONS] is None, False,
            )  # fmt: skip

        self[key] = row
        return row

    def _about(self, key: Key) -> Callable[[int, int, int, int], Row]:
        """What tells of an item when it was last done, what is promised and whether it is booked.

        Nearly nothing is known of whole properties or customers; all else is one look-up each.
        """
        service, is_tank = key
        done, booked = self._history.done[service], self._history.booked[service]
        promised = self._history.promises.of(service)
        places, customers = (
            frozenset[int]().union(*tables)
            for tables in zip(
                *((one.places, one.customers) for one in (done, booked, *promised)),
                strict=True,
            )
        )
        last_of, booked_own = (
            (done.tanks.get, booked.tanks) if is_tank else (done.systems.get, booked.systems)
        )
        agreed = promised.of_systems().get

        def about(system: int, tank: int, place: int, customer: int) -> Row:
            if place in places or customer in customers:
                last = done.largest(system, tank, place, customer)
                is_booked = booked.largest(system, tank, place, customer) is not None
                return last, promised.of(system, place, customer), is_booked
            own = tank or system
            return last_of(own), agreed(system, NOTHING), own in booked_own

        return about

    def _following(self, key: Key) -> Callable[[Row, Any, Agreed], tuple[str, Outcome]]:
        """What finds the day to count from, and what follows from it."""
        service, is_tank = key
        day, under, written = self._day, self._terms.under, self._written

        def following(ground: Row, last: Any, promised: Agreed) -> tuple[str, Outcome]:
            _, intervals, start = promised
            first_use, installed, own_installed, override, set_on = ground[FIRST_USE:KIND]
            if is_tank:
                installed, shared = own_installed or installed, ground[KIND:]
            else:
                override, set_on, shared = None, None, ground[KIND:GALLONS]
            # Each is read, though not each counts: a day that is none makes an item stale.
            read = (day(override), day(set_on), day(last), day(first_use), day(installed))
            base, base_from = base_of(service, last, first_use, installed, start)
            if base_from == "contract":
                base = written(base)
            asked = service, last is not None or start is not None, intervals
            if override is None:
                return base_from, under(asked, base)[shared][base]
            decisive = (*self._terms.known(asked, shared), promised, *read)
            due = work_out(Facts(*decisive), self._rules)
            return base_from, outcome(due, self._as_of, self._rules, written)

        return following
