"""The judge of care: sections 3 to 6 of the domain reference in plain Python, record by record.

Slow on purpose. It is written from the text of the reference, shares no rule, table or date
arithmetic with the engine, and looks at every record again for every question.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import CountyRule, InspectionReport, Postponement
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, ContractLine, System
from desktop.models.office import Setting
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Interaction, ServiceLine, Visit

ROLES = ["owner", "bill_to", "occupant", "manager"]
WORST_FIRST = ["overdue", "due", "upcoming", "current", "unknown", "not_applicable"]
CONDITIONS = ["good", "fair", "poor", "failed"]
# Table 2.2, as printed; the missing cell is 0.1.
TABLE = """
500 5.8 2.6 1.5 1.0 0.7 0.4 0.3 0.2 0.1 0.1
750 9.1 4.2 2.6 1.8 1.3 1.0 0.7 0.6 0.4 0.3
900 11.0 5.2 3.3 2.3 1.7 1.3 1.0 0.8 0.7 0.5
1000 12.4 5.9 3.7 2.6 2.0 1.5 1.2 1.0 0.8 0.7
1250 15.6 7.5 4.8 3.4 2.6 2.0 1.7 1.4 1.2 1.0
1500 18.9 9.1 5.9 4.2 3.3 2.6 2.1 1.8 1.5 1.3
1750 22.1 10.7 6.9 5.0 3.9 3.1 2.6 2.2 1.9 1.6
2000 25.4 12.4 8.0 5.9 4.5 3.7 3.1 2.6 2.2 2.0
2250 28.6 14.0 9.1 6.7 5.2 4.2 3.5 3.0 2.6 2.3
2500 31.9 15.6 10.2 7.5 5.9 4.8 4.0 3.5 3.0 2.6
"""
# Table 2.7: typical years.
LIFE = {
    "aerator": 7, "effluent_pump": 8, "spray_pump": 8, "float": 8, "control_panel": 8,
    "chlorinator": 5, "spray_head": 5, "filter": 10, "drainfield": 25,
}  # fmt: skip
TANK_LIFE = {"concrete": 40, "steel": 18, "poly": 30, "fiberglass": 30}
ALL_TANKS = {"septic_tank", "trash_tank", "aeration_tank", "clarifier", "pump_tank", "grease_trap"}
INSPECTING = {"inspection_only", "inspection_chlorine", "full_maintenance", "initial_two_year"}
IMPLIED = {kind: {"INSPECT", "ANNUAL_INSP"} for kind in INSPECTING} | {
    "inspection_chlorine": {"INSPECT", "ANNUAL_INSP", "CHLORINE"},
    "pumping_plan": {"PUMP"},
    "grease_plan": {"GREASE", "GRIT"},
}
OUTGOING = ("call_out", "letter", "postcard", "email", "sms")
US_STATES = {"TX", "LA", "OK", "NM", "AR"}  # those that the random offices use

Every = tuple[int, str]


def later_by(day: date, months: int) -> date:
    """Calendar months on; a day that is not there becomes the last of its month."""
    count = day.year * 12 + day.month - 1 + months
    for number in range(day.day, 0, -1):
        try:
            return date(count // 12, count % 12 + 1, number)
        except ValueError:
            continue
    raise AssertionError


def after(day: date, every: Every) -> date:
    number, unit = every
    if unit == "days":
        return day + timedelta(number)
    return later_by(day, number * (12 if unit == "years" else 1))


def exact_age(start: date, day: date) -> Fraction:
    years = 0
    while later_by(start, 12 * (years + 1)) <= day:
        years += 1
    begun, ends = later_by(start, 12 * years), later_by(start, 12 * (years + 1))
    return years + Fraction((day - begun).days, (ends - begun).days)


class Care:
    """All records in memory, and what follows from them."""

    def __init__(self, db: Session, as_of: date) -> None:
        def every(model: Any) -> list[Any]:
            return list(db.scalars(select(model)))

        self.day = as_of
        self.customers: dict[int, Customer] = {one.id: one for one in every(Customer)}
        self.properties: dict[int, Property] = {one.id: one for one in every(Property)}
        self.systems: dict[int, System] = {one.id: one for one in every(System)}
        self.assets: dict[int, Asset] = {one.id: one for one in every(Asset)}
        self.links: list[PropertyLink] = every(PropertyLink)
        self.contracts: list[Contract] = every(Contract)
        self.contract_lines: list[ContractLine] = every(ContractLine)
        self.visits: dict[int, Visit] = {one.id: one for one in every(Visit)}
        self.lines: list[ServiceLine] = every(ServiceLine)
        self.counties: list[CountyRule] = every(CountyRule)
        self.postponements: list[Postponement] = every(Postponement)
        self.reports: list[InspectionReport] = every(InspectionReport)
        self.estimates: list[Estimate] = every(Estimate)
        self.interactions: list[Interaction] = every(Interaction)
        self.tasks: list[Task] = every(Task)
        self.phones: list[CustomerPhone] = every(CustomerPhone)
        self.settings = {
            one.key: one.value
            for one in every(Setting)
            if isinstance(one.value, int) and one.value > 0
        }

    def number(self, key: str, default: int) -> int:
        return self.settings.get(f"care.{key}", default)

    def ago(self, days: int) -> date:
        return self.day - timedelta(days)

    # Section 1: who is where

    def is_current(self, link: PropertyLink) -> bool:
        begun = link.from_date is None or link.from_date <= self.day
        return begun and (link.to_date is None or link.to_date > self.day)

    def places(self, customer: Customer) -> set[int]:
        return {
            link.property_id
            for link in self.links
            if link.customer_id == customer.id and self.is_current(link)
        }

    def whom_to_ask(self, place: int) -> int:
        """An active customer first, then by role; of several the one with the lowest number."""
        ranked = [
            (
                self.customers[one.customer_id].status != "active",
                ROLES.index(one.role),
                one.customer_id,
            )
            for one in self.links
            if one.property_id == place and self.is_current(one)
        ]
        return min(ranked)[2]

    # Section 4: contracts

    def state(self, contract: Contract) -> str:
        if contract.cancel_date is not None and contract.cancel_date <= self.day:
            return "cancelled"
        if contract.start_date > self.day:
            return "future"
        if contract.end_date is not None and contract.end_date < self.day:
            return "expired"
        return "active"

    def ever_started(self, contract: Contract) -> bool:
        cancelled = contract.cancel_date
        return contract.start_date <= self.day and (
            cancelled is None or cancelled > contract.start_date
        )

    def included(self, contract: Contract) -> list[tuple[str, Every | None]]:
        own = [one for one in self.contract_lines if one.contract_id == contract.id]
        if own:
            return [
                (one.service, (one.interval, one.interval_unit))
                if one.interval and one.interval_unit
                else (one.service, None)
                for one in own
            ]
        per_year = contract.visits_per_year
        every: Every | None = None
        if per_year:
            months = Decimal(12) / per_year
            whole = months == int(months)
            every = (int(months), "months") if whole else (max(int(365 / per_year), 1), "days")
        return [(service, every) for service in IMPLIED.get(contract.kind, ())]

    def covers(self, contract: Contract, system: System, customer: Customer) -> bool:
        if contract.system_id is not None:
            return contract.system_id == system.id
        if contract.property_id is not None:
            return contract.property_id == system.property_id
        return contract.customer_id == customer.id

    def home(self, contract: Contract) -> int | None:
        if contract.system_id is not None:
            return self.systems[contract.system_id].property_id
        return contract.property_id

    def successor(self, contract: Contract) -> bool:
        assert contract.end_date is not None
        for other in self.contracts:
            if contract.system_id and other.system_id:
                same = other.system_id == contract.system_id
            else:
                same = self.home(contract) is not None and self.home(contract) == self.home(other)
            if (
                other is not contract
                and same
                and self.state(other) != "cancelled"
                and other.start_date <= contract.end_date + timedelta(30)
                and (other.end_date is None or other.end_date > contract.end_date)
            ):
                return True
        return False

    # Section 3: what is due

    def done(self, visit: Visit) -> bool:
        finished = visit.status == "completed" and visit.completed_date is not None
        return finished and visit.completed_date <= self.day  # type: ignore[operator]

    def counts(
        self, line: ServiceLine, service: str, system: System, tank: Asset | None, owner: Customer
    ) -> bool:
        """Whether a line of work is about this tank, or about this system as a whole."""
        visit = self.visits[line.visit_id]
        if line.service != service:
            return False
        if line.asset_id is not None:
            named = self.assets[line.asset_id]
            if service in ("INSPECT", "ANNUAL_INSP"):
                return named.system_id == system.id and tank is None
            return tank is not None and named.id == tank.id
        if visit.property_id is not None:
            return visit.property_id == system.property_id
        return visit.customer_id == owner.id

    def items(self, customer: Customer) -> list[dict[str, Any]]:
        found = []
        for system in self.systems.values():
            if system.property_id in self.places(customer):
                for service, tank in self.called_for(system):
                    found.append(self.item(customer, system, tank, service))
        return found

    def called_for(self, system: System) -> Iterator[tuple[str, Asset | None]]:
        emptied = {"grease_trap": "GREASE", "grit_trap": "GRIT"}.get(system.kind, "PUMP")
        for_all = []
        for tank in self.assets.values():
            if tank.system_id != system.id:
                continue
            if tank.kind in ("septic_tank", "trash_tank"):
                for_all.append((emptied, tank))
            if tank.kind == "grease_trap":
                for_all.append(("GRIT" if emptied == "GRIT" else "GREASE", tank))
        yield from for_all
        known = system.kind not in ("lift_station", "other", "unknown")
        if known and emptied not in {service for service, _ in for_all}:
            yield emptied, None
        if system.kind == "aerobic":
            yield "INSPECT", None
        if system.kind == "advanced":
            yield "ANNUAL_INSP", None

    def item(
        self, customer: Customer, system: System, tank: Asset | None, service: str
    ) -> dict[str, Any]:
        place = self.properties[system.property_id]
        about = [one for one in self.lines if self.counts(one, service, system, tank, customer)]
        finished = [
            self.visits[one.visit_id] for one in about if self.done(self.visits[one.visit_id])
        ]
        last = max((one.completed_date for one in finished if one.completed_date), default=None)
        contracts = [
            one
            for one in self.contracts
            if self.ever_started(one)
            and self.covers(one, system, customer)
            and service in {name for name, _ in self.included(one)}
        ]
        active = [one for one in contracts if self.state(one) == "active"]
        base, base_from = self.base(service, system, tank, last, active or contracts)
        every, code = self.interval(service, system, tank, place, base, active)
        due = after(base, every) if base and every else None
        own = self.own(system, tank, service)
        override = own.due_override if own else None
        if override:
            set_on = own.due_override_set_on if own else None
            if last is None or (set_on is not None and last < set_on):
                due, code = override, "OVR"
        why_not = self.why_not(customer, place, system, tank, service, last, contracts)
        return {
            "customer_id": customer.id,
            "system_id": system.id,
            "asset_id": tank.id if tank else 0,
            "service": service,
            "property_id": place.id,
            "answers": self.whom_to_ask(place.id) == customer.id,
            "status": self.status(due, why_not),
            "due": due,
            "code": code if due else "UNK",
            "base": base,
            "base_from": base_from,
            "interval": every and every[0] * (12 if every[1] == "years" else 1),
            "unit": every and ("months" if every[1] == "years" else every[1]),
            "why_not": why_not,
            "owed_by": "us" if active else "customer",
            "booked": any(self.is_booked(self.visits[one.visit_id]) for one in about),
            "postponed_until": self.postponed(system, tank, service, due),
            "without_size": tank is not None and tank.capacity_gal is None,
            "stale": False,
        }

    def base(
        self,
        service: str,
        system: System,
        tank: Asset | None,
        last: date | None,
        held: list[Contract],
    ) -> tuple[date | None, str | None]:
        if last:
            return last, "visit"
        if system.first_use_date:
            return system.first_use_date, "first_use"
        installed = (tank.install_date if tank else None) or system.install_date
        if installed:
            return installed, "installed"
        if service == "INSPECT" and held:
            return max(one.start_date for one in held), "contract"
        return None, None

    def interval(
        self,
        service: str,
        system: System,
        tank: Asset | None,
        place: Property,
        base: date | None,
        active: list[Contract],
    ) -> tuple[Every | None, str]:
        from_day = base or date(2025, 1, 1)
        promised = [
            every
            for contract in active
            for name, every in self.included(contract)
            if name == service and every
        ]
        promised = [(n * 12, "months") if unit == "years" else (n, unit) for n, unit in promised]
        # Of two that end on one day, the same one always: fewest first.
        promised.sort(key=lambda every: (after(from_day, every), every))
        own = self.own(system, tank, service)
        every: Every | None = None
        if own and own.custom_interval and own.custom_interval_unit:
            every = (own.custom_interval, own.custom_interval_unit)
        if service == "INSPECT":
            return self.inspection(place, from_day, every, promised)
        if every:
            return every, "CUS"
        if promised:
            return promised[0], "CON"
        if service != "PUMP":
            defaults: dict[str, Every] = {
                "ANNUAL_INSP": (self.number("annual_inspection_months", 12), "months"),
                "GREASE": (self.number("grease_days", 90), "days"),
                "GRIT": (self.number("grit_days", 180), "days"),
            }
            return defaults[service], "DEF"
        return self.pumping(system, tank, place)

    @staticmethod
    def own(system: System, tank: Asset | None, service: str) -> System | Asset | None:
        """Whose interval and day set by hand count: a tank's, or the system's of an inspection."""
        return tank or (system if service in ("INSPECT", "ANNUAL_INSP") else None)

    def inspection(
        self, place: Property, from_day: date, own: Every | None, promised: list[Every]
    ) -> tuple[Every, str]:
        ladder: list[tuple[Every, str]] = [((self.number("inspect_months", 4), "months"), "DEF")]
        for county in self.counties:
            same = (place.county or "").casefold().strip() == county.county.casefold()
            if same and county.inspection_interval_months:
                ladder.append(((county.inspection_interval_months, "months"), "CTY"))
        if own:
            ladder.append(((own[0] * 12, "months") if own[1] == "years" else own, "CUS"))
        ladder += [(every, "CON") for every in promised]
        return min(ladder, key=lambda one: after(from_day, one[0]))

    def pumping(
        self, system: System, tank: Asset | None, place: Property
    ) -> tuple[Every | None, str]:
        gallons, people = tank.capacity_gal if tank else None, place.household_size
        if (
            system.kind in ("conventional", "advanced")
            and place.use == "residential"
            and gallons
            and people
        ):
            return (
                self.by_table(gallons, people, place.garbage_disposal == "yes"),
                "months",
            ), "TAB"
        if system.kind == "holding_tank":
            return None, ""
        months = {
            kind: self.number(f"pump_{kind}_months", 36)
            for kind in ("conventional", "aerobic", "advanced")
        }.get(system.kind)
        if place.use == "commercial":
            months = self.number("pump_commercial_months", 12)
        return ((months, "months"), "DEF") if months else (None, "")

    def by_table(self, gallons: int, people: int, disposal: bool) -> int:  # noqa: FBT001
        rows = [line.split() for line in TABLE.split("\n") if line]
        fitting = [row for row in rows if int(row[0]) <= gallons] or rows[:1]
        months = Fraction(fitting[-1][min(people, 10)]) * 12
        if disposal:
            months = months * self.number("disposal_percent", 80) / 100
        whole = int(months + Fraction(1, 2))
        return max(self.number("shortest_months", 6), min(self.number("longest_months", 60), whole))

    def why_not(  # noqa: PLR0911 - one return per reason
        self,
        customer: Customer,
        place: Property,
        system: System,
        tank: Asset | None,
        service: str,
        last: date | None,
        held: list[Contract],
    ) -> str | None:
        if customer.status != "active":
            return "customer"
        if place.use == "vacant":
            return "vacant"
        if not system.active:
            return "system"
        if tank and not tank.in_service:
            return "asset"
        if service == "INSPECT" and system.maintained_by != "us":
            if system.maintained_by in ("owner", "other_company"):
                return "not_ours"
            if last is None and not held:
                return "never_ours"
        return None

    def status(self, due: date | None, why_not: str | None) -> str:
        if why_not:
            return "not_applicable"
        if due is None:
            return "unknown"
        days = (due - self.day).days
        if days < 0:
            return "overdue"
        if days <= self.number("due_days", 30):
            return "due"
        return "upcoming" if days <= self.number("upcoming_days", 90) else "current"

    def is_booked(self, visit: Visit) -> bool:
        if visit.status not in ("booked", "scheduled"):
            return False
        return visit.scheduled_date is None or visit.scheduled_date >= self.ago(7)

    def postponed(
        self, system: System, tank: Asset | None, service: str, due: date | None
    ) -> date | None:
        found = [
            one.recovery_date
            for one in self.postponements
            if one.system_id == system.id
            and one.asset_id == (tank.id if tank else None)
            and one.service == service
            and one.due_date == due
            and one.recovery_date > self.day
        ]
        return max(found, default=None)

    # Sections 5 and 6: what a customer is called

    def facts(self, customer: Customer, unpaid_since: date | None = None) -> dict[str, Any]:
        """Every column of `customer_facts` that sections 5 and 6 decide.

        Since when an invoice is past due is judged where money is.
        """
        self.unpaid_since = unpaid_since
        items = self.items(customer)
        return (
            self.lifecycle(customer, items)
            | self.of_items(items)
            | self.of_systems(customer)
            | self.of_contracts(customer)
            | self.open_matters(customer, items)
            | self.reach(customer)
        )

    def own_visits(self, customer: Customer) -> list[Visit]:
        mine = [one for one in self.visits.values() if one.customer_id == customer.id]
        return sorted(
            (one for one in mine if self.done(one)), key=lambda one: (one.completed_date, one.id)
        )

    def theirs(self, items: list[dict[str, Any]]) -> list[date]:
        """Due days of what the customer owes."""
        return [
            one["due"]
            for one in items
            if one["owed_by"] == "customer"
            and not one["booked"]
            and one["postponed_until"] is None
            and one["status"] != "not_applicable"
            and one["due"] is not None
        ]

    def lifecycle(self, customer: Customer, items: list[dict[str, Any]]) -> dict[str, Any]:
        days = [one.completed_date for one in self.own_visits(customer)]
        own = [one for one in self.contracts if one.customer_id == customer.id]
        started = [one for one in own if self.ever_started(one)]
        active = [one for one in started if self.state(one) == "active"]
        first = min([*(one.start_date for one in started), *(d for d in days if d)], default=None)
        ends = [
            min(d for d in (one.end_date, one.cancel_date) if d is not None and self.over(one, d))
            for one in started
            if self.state(one) != "active"
        ]
        ended = max(ends, default=None) if not active else None
        last = days[-1] if days else None
        risks = self.risks(customer, items, own, ended, last)
        code = self.stage(customer, items, started, active, first, last, ended, risks)
        stages = {"INA": "inactive", "PRO": "prospect", "LEA": "lead", "LAP": "lapsed"}
        stages |= {"RSK": "at_risk", "NEW": "new", "ACT": "active", "LOY": "loyal"}
        relation = "contract" if active else "lapsed_contract" if started else None
        before = max((day for day in days if day and day != last), default=None)
        back = bool(last and before and last >= self.ago(365) and before < later_by(last, -36))
        return {
            "lifecycle_code": code,
            "lifecycle": stages[code[:3]],
            "risk_reasons": sum(1 << place for place, holds in enumerate(risks) if holds),
            "first_activity": first,
            "last_contract_end": ended,
            "relationship": relation or ("one_time" if days else "none"),
            "reactivated": back,
        }

    def over(self, contract: Contract, day: date) -> bool:
        """Whether this day is one on which the contract came to its end."""
        return day <= self.day if day == contract.cancel_date else True

    def stage(  # noqa: PLR0911, PLR0917 - one return per rung of the ladder
        self,
        customer: Customer,
        items: list[dict[str, Any]],
        started: list[Contract],
        active: list[Contract],
        first: date | None,
        last: date | None,
        ended: date | None,
        risks: list[bool],
    ) -> str:
        if customer.status == "inactive":
            return "INA"
        if first is None:
            given = [one for one in self.estimates if one.customer_id == customer.id]
            return "PRO" if any(one.issued_on <= self.day for one in given) else "LEA"
        open_visit = any(
            one.customer_id == customer.id and self.is_booked(one) for one in self.visits.values()
        )
        known = [one for one in (last, ended) if one]
        quiet = bool(known) and max(known) <= later_by(self.day, -self.number("lapsed_months", 18))
        if not active and not open_visit and quiet:
            owed = self.theirs(items)
            if started and ended and (last is None or last <= ended):
                return "LAP-L1"
            if not owed:
                return "LAP-L2"
            if (self.day - max(owed)).days > self.number("lapsed_days", 365):
                return "LAP-L3"
        if any(risks):
            return f"RSK-A{risks.index(True) + 1}"
        if self.day < later_by(first, 12):
            return "NEW"
        return "ACT" if self.day < later_by(first, 60) else "LOY"

    def risks(
        self,
        customer: Customer,
        items: list[dict[str, Any]],
        own: list[Contract],
        ended: date | None,
        last: date | None,
    ) -> list[bool]:
        late = [(self.day - one).days for one in self.theirs(items)]
        ahead = any(self.state(one) in ("active", "future") for one in own)
        recent = ended is not None and ended > later_by(self.day, -self.number("lapsed_months", 18))
        heard = ("answered", "booked", "declined", "opt_out")
        tries = sorted(
            (one.date, one.outcome in heard)
            for one in self.interactions
            if one.customer_id == customer.id
            and one.channel in OUTGOING
            and 0 <= (self.day - one.date).days <= 365
        )[-3:]
        trips = {(one.property_id, one.completed_date) for one in self.own_visits(customer)}
        year, before = later_by(self.day, -12), later_by(self.day, -24)
        lately = sum(1 for _, day in trips if day and year < day)
        earlier = sum(1 for _, day in trips if day and before < day <= year)
        return [
            any(days > self.number("at_risk_days", 60) for days in late),
            not ahead and recent and (last is None or last <= ended),  # type: ignore[operator]
            len(tries) == 3 and not any(got_response for _, got_response in tries),
            earlier >= 2 and lately < Fraction(earlier, 2),
            self.complains(customer)
            or (self.unpaid_since is not None and (self.day - self.unpaid_since).days > 90),
        ]

    def complains(self, customer: Customer) -> bool:
        """The complaint half of A5."""
        return any(
            one.kind == "complaint"
            and one.customer_id == customer.id
            and one.created_on is not None
            and (one.done_on is None or one.done_on > self.day)
            and (self.day - one.created_on).days > 14
            for one in self.tasks
        )

    def of_items(self, items: list[dict[str, Any]]) -> dict[str, Any]:
        live = [one for one in items if one["status"] != "not_applicable"]
        statuses = {one["status"] for one in items}
        days = [one["due"] for one in live if one["due"]]
        tests = [
            one["due"]
            for one in live
            if one["due"] and one["service"] in ("INSPECT", "ANNUAL_INSP")
        ]
        owed = self.theirs(items)
        aerobic = [
            one
            for one in items
            if one["service"] == "INSPECT" and one["why_not"] in (None, "never_ours")
        ]
        five_years_ago = later_by(self.day, -60)
        return {
            "due_status": next((s for s in WORST_FIRST if s in statuses), "not_applicable"),
            "next_due": min(days, default=None),
            "next_inspection": min(tests, default=None),
            "oldest_owed_due": min(owed, default=None),
            "latest_owed_due": max(owed, default=None),
            "latest_owed_overdue": max((one for one in owed if one < self.day), default=None),
            "any_overdue": "overdue" in statuses,
            "any_due": "due" in statuses,
            "needs_data": "unknown" in statuses,
            "trap_due": any(
                one["service"] == "GREASE" and one["status"] in ("overdue", "due") for one in items
            ),
            "never_pumped": any(
                one["service"] == "PUMP" and (one["base"] is None or one["base"] <= five_years_ago)
                for one in live
            ),
            "aerobic_inspected": min(
                (one["base"] for one in aerobic if one["base_from"] == "visit"), default=None
            ),
            "aerobic_never_inspected": any(one["base_from"] != "visit" for one in aerobic),
            "aerobic_without_contract": any(one["owed_by"] == "customer" for one in aerobic),
        }

    def of_systems(self, customer: Customer) -> dict[str, Any]:
        mine = [
            one
            for one in self.systems.values()
            if one.property_id in self.places(customer) and one.active
        ]
        return {
            "repeat_service": any(self.repaired_again(one) for one in mine),
            "degradation": any(self.degrades(one) for one in mine),
            "high_risk_component": any(
                self.is_old(part, one)
                for one in mine
                for part in self.assets.values()
                if part.system_id == one.id and part.in_service
            ),
        }

    def lines_of(self, system: System) -> list[tuple[Visit, ServiceLine]]:
        found = []
        for line in self.lines:
            visit = self.visits[line.visit_id]
            if line.asset_id is not None:
                about = self.assets[line.asset_id].system_id == system.id
            else:
                about = visit.property_id == system.property_id
            if about and self.done(visit):
                found.append((visit, line))
        return found

    def repaired_again(self, system: System) -> bool:
        since = later_by(self.day, -18)
        visits = {
            visit.id
            for visit, line in self.lines_of(system)
            if line.service in ("REPAIR", "EMERGENCY") and visit.completed_date > since  # type: ignore[operator]
        }
        return len(visits) >= 2

    def degrades(self, system: System) -> bool:
        worst: dict[tuple[Any, int], int] = {}
        for visit, line in self.lines_of(system):
            if line.condition:
                key = (visit.completed_date, visit.id)
                worst[key] = max(worst.get(key, 0), CONDITIONS.index(line.condition))
        rated = [worst[key] for key in sorted(worst)][-3:]
        return len(rated) == 3 and rated[0] <= rated[1] <= rated[2] and rated[0] < rated[2]

    def is_old(self, part: Asset, system: System) -> bool:
        since, years = part.install_date, LIFE.get(part.kind)
        if part.kind in ALL_TANKS:
            years = TANK_LIFE.get(part.material or "")
        if part.kind in ALL_TANKS or part.kind == "drainfield":
            since = since or system.install_date
        if years is None or since is None or since > self.day:
            return False
        return exact_age(since, self.day) >= Fraction(years * 8, 10)

    def of_contracts(self, customer: Customer) -> dict[str, Any]:
        running = [
            one
            for one in self.contracts
            if one.customer_id == customer.id and one.end_date and self.state(one) == "active"
        ]
        initial = [one.end_date for one in running if one.kind == "initial_two_year"]
        unrenewed = [one.end_date for one in running if not self.successor(one)]
        return {
            "unrenewed_end": min((d for d in unrenewed if d), default=None),
            "initial_policy_end": min((d for d in initial if d), default=None),
        }

    def open_matters(self, customer: Customer, items: list[dict[str, Any]]) -> dict[str, Any]:
        unfiled = [
            one.inspection_date
            for one in self.reports
            if (one.filed_on is None or one.filed_on > self.day)
            and one.inspection_date <= self.day
            and self.visits[one.visit_id].status != "voided"
            and self.systems[one.system_id].property_id in self.places(customer)
        ]
        waiting = [
            one.issued_on
            for one in self.estimates
            if one.customer_id == customer.id
            and one.state == "open"
            and one.issued_on <= self.day
            and not any(
                visit.completed_date > one.issued_on  # type: ignore[operator]
                for visit in self.own_visits(customer)
                if one.property_id in (None, visit.property_id)
            )
        ]
        reminded = [
            one.date
            for one in self.interactions
            if one.customer_id == customer.id
            and "reminder" in (one.purpose or "").lower()
            and one.channel in OUTGOING
            and one.outcome != "undeliverable"
            and one.date <= self.day
            and any(self.asks_for(one, item) for item in items)
            and not self.booked_since(customer, one.date)
        ]
        return {
            "unfiled_inspection": min(unfiled, default=None),
            "open_estimate": min(waiting, default=None),
            "unanswered_reminder": min(reminded, default=None),
        }

    def asks_for(self, reminder: Interaction, item: dict[str, Any]) -> bool:
        return (
            reminder.asset_id in (None, item["asset_id"])
            and item["status"] != "not_applicable"
            and item["due"] is not None
            and not item["booked"]
            and (item["base"] is None or item["base"] < reminder.date)
        )

    def booked_since(self, customer: Customer, day: date) -> bool:
        for visit in self.visits.values():
            if visit.customer_id == customer.id and visit.status in (
                "booked",
                "scheduled",
                "completed",
            ):
                done_on = visit.completed_date if visit.status == "completed" else None
                if day <= (visit.booked_on or done_on or self.day) <= self.day:
                    return True
        return False

    def reach(self, customer: Customer) -> dict[str, Any]:
        """Sections 13.1 and 14.3."""
        mail = sorted(
            (one.date, one.id, one.outcome)
            for one in self.interactions
            if one.customer_id == customer.id
            and one.channel in ("letter", "postcard")
            and one.date <= self.day
        )
        came_back = bool(mail) and mail[-1][2] == "undeliverable"
        bad = came_back or bool(customer.undeliverable_mail) or not self.is_complete(customer)
        numbers = [
            one for one in self.phones if one.customer_id == customer.id and one.number.strip()
        ]
        email_stopped = customer.email_opt_out_on and customer.email_opt_out_on <= self.day
        text_stopped = customer.sms_opt_out_on and customer.sms_opt_out_on <= self.day
        mobile = any(
            one.can_text or (one.can_text is None and one.kind == "mobile") for one in numbers
        )
        allowed = {
            "phone": not customer.do_not_call
            and any(one.kind not in ("fax", "pager") for one in numbers),
            "mail": not customer.do_not_mail and not bad,
            "email": "@" in (customer.email or "")
            and not (customer.do_not_email or customer.undeliverable_email or email_stopped),
            "sms": customer.sms_consent in ("service_only", "marketing")
            and mobile
            and not (customer.do_not_text or text_stopped),
        }
        gone = customer.inactive_reason in ("deceased", "moved_sold")
        never = customer.do_not_contact or gone
        possible = [] if never else [channel for channel, holds in allowed.items() if holds]
        wanted = customer.preferred_channel or ""
        return {
            "bad_address": bad,
            "address_gaps": self.has_gaps(customer),
            "no_contact": not possible,
            "stale": False,
            "reach_by": wanted if wanted in possible else [*possible, "none"][0],
        }

    def main_place(self, customer: Customer) -> Property | None:
        mine = [
            one for one in self.links if one.customer_id == customer.id and self.is_current(one)
        ]
        main = min(mine, key=lambda one: (ROLES.index(one.role), one.property_id), default=None)
        return self.properties[main.property_id] if main else None

    def has_gaps(self, customer: Customer) -> bool:
        where: Any = customer
        if not (customer.line1 or customer.city or customer.zip5):
            where = self.main_place(customer)
        return where is None or not (
            where.line1
            and where.city
            and len(where.state or "") == 2
            and len(where.zip5 or "") == 5
        )

    def is_complete(self, customer: Customer) -> bool:
        where: Any = customer
        if not any((text or "").strip() for text in (customer.line1, customer.city, customer.zip5)):
            where = self.main_place(customer)
            if where is None:
                return False
        line1, city, state, code = (
            (text or "").strip() for text in (where.line1, where.city, where.state, where.zip5)
        )
        digits = len(code) == 5 and code.isascii() and code.isdigit()
        return bool(line1 and city and state.upper() in US_STATES and digits)
