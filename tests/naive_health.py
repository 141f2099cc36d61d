"""The judge of health: section 9 of the domain reference in plain Python, customer by customer.

Written from the text of the reference. What other sections decide (stage, contracts, due items)
comes from the judges of those sections.
"""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import TripTicket
from desktop.models.customers import Customer
from desktop.models.equipment import Contract
from desktop.models.work import DisposalSite, Invoice, Visit
from tests.naive_care import INSPECTING, Care, later_by

WEIGHTS = {
    "onboarding": {"ONB": 40, "DAT": 20, "PAY": 15, "CON": 15, "RSP": 10},
    "established": {"TIM": 40, "PAY": 15, "CON": 15, "RSP": 10, "TRB": 10, "AGE": 10},
    "aerobic_contract": {"INS": 30, "SEC": 20, "CON": 15, "TRB": 15, "PAY": 15, "RSP": 5},
    "commercial": {"FRQ": 30, "TIM": 20, "PAY": 20, "TKT": 10, "SEC": 10, "CMP": 10},
    "recovery": {"TIM": 30, "WIN": 30, "PAY": 15, "REL": 15, "CMP": 10},
}
OUT = ("call_out", "letter", "postcard", "email", "sms")
HEARD = ("answered", "booked", "declined", "opt_out")
Value = Fraction | None


class Health:
    """Health of each customer of an office, from the records in memory."""

    def __init__(self, db: Session, care: Care) -> None:
        self.care, self.day = care, care.day
        self.invoiced = any(
            one.state == "posted" and one.date <= self.day for one in db.scalars(select(Invoice))
        )
        self.tickets = list(db.scalars(select(TripTicket)))
        self.sites = {one.id: one for one in db.scalars(select(DisposalSite))}

    def labels(self, customer: Customer, fact: dict[str, Any]) -> dict[str, Any]:
        """The six facts of health."""
        card = self.card(fact)
        if card == "none":
            return self.named(card, None, None, None)
        values = self.values(customer, fact)
        has = {code: w for code, w in WEIGHTS[card].items() if values[code] is not None}
        coverage = sum(has.values())
        score = None
        if coverage >= 50:
            points = sum((w * (values[code] or Fraction(0)) for code, w in has.items()), Fraction())
            score = int(points / coverage + Fraction(1, 2))
        return self.named(card, score, coverage, self.cap(customer))

    def named(
        self, card: str, score: int | None, coverage: int | None, cap: str | None
    ) -> dict[str, Any]:
        grade = colour = "not_rated"
        if score is not None:
            grade = next(
                g for g, least in zip("ABCDF", (90, 80, 70, 60, 0), strict=True) if score >= least
            )
            colours = ["green", "yellow", "red"]
            place = 0 if score >= 80 else 1 if score >= 60 else 2
            held = {"violation": 2, "complaint": 1, "inoperative": 1}
            colour = colours[max(place, held.get(cap or "", 0))]
        return {
            "health_card": card,
            "health_score": score,
            "health_grade": grade,
            "health_colour": colour,
            "health_coverage": coverage,
            "health_cap": "none" if cap is None or score is None else cap,
        }

    def card(self, fact: dict[str, Any]) -> str:
        if fact["lifecycle"] in ("lead", "prospect", "inactive"):
            return "none"
        if fact["lifecycle"] in ("lapsed", "at_risk"):
            return "recovery"
        if fact["lifecycle"] == "new":
            return "onboarding"
        if fact["system_type"] == "commercial_grease":
            return "commercial"
        if fact["system_type"] == "aerobic" and fact["contract_status"] == "active":
            return "aerobic_contract"
        return "established"

    def cap(self, customer: Customer) -> str | None:
        mine = [one for one in self.tasks(customer) if self.is_open(one)]
        if any(one.kind == "violation" for one in mine):
            return "violation"
        if any(one.kind == "complaint" for one in mine):
            return "complaint"
        return "inoperative" if self.inoperative(customer) else None

    def inoperative(self, customer: Customer) -> bool:
        for system in self.care.systems.values():
            if not system.active or system.property_id not in self.care.places(customer):
                continue
            reports = [
                one
                for one in self.care.reports
                if one.system_id == system.id
                and one.inspection_date <= self.day
                and self.care.visits[one.visit_id].status != "voided"
            ]
            last = max((one.inspection_date for one in reports), default=None)
            for one in reports:
                if one.inspection_date == last and "inoperative" in (one.results or {}).values():
                    return True
        return False

    def values(self, customer: Customer, fact: dict[str, Any]) -> dict[str, Value]:
        """All fifteen measures."""
        items = [one for one in self.care.items(customer) if one["status"] != "not_applicable"]
        return {
            "TIM": self.timeliness(items),
            "INS": self.inspections(customer),
            "CON": self.condition(customer),
            "TRB": self.trouble(customer),
            "PAY": self.payment(fact),
            "SEC": self.security(fact),
            "RSP": self.responses(customer),
            "REL": self.tenure(fact),
            "AGE": self.age(fact),
            "DAT": self.data(customer, fact),
            "ONB": self.steps(customer, fact),
            "FRQ": self.often(customer, items),
            "TKT": self.trip_tickets(customer),
            "CMP": self.complaints(customer),
            "WIN": self.win_back(customer),
        }

    def since(self, months: int) -> date:
        return later_by(self.day, -months)

    def step(self, number: int, bands: list[tuple[int, int]], otherwise: int) -> Fraction:
        return Fraction(next((points for most, points in bands if number <= most), otherwise))

    def timeliness(self, items: list[dict[str, Any]]) -> Value:
        if not any(one["due"] for one in items):
            return None
        late = [(self.day - one["due"]).days for one in items if one["due"] and not one["booked"]]
        bands = [(0, 100), (30, 80), (90, 60), (180, 40), (365, 20)]
        return self.step(max(late, default=0), bands, 0)

    def done_since(self, customer: Customer, months: int) -> list[Visit]:
        return [
            one
            for one in self.care.own_visits(customer)
            if one.completed_date and one.completed_date > self.since(months)
        ]

    def services(self, visit: Visit) -> set[str]:
        return {one.service for one in self.care.lines if one.visit_id == visit.id}

    def inspections(self, customer: Customer) -> Value:
        done = set()
        for visit in self.done_since(customer, 12):
            for line in self.care.lines:
                if line.visit_id == visit.id and line.service == "INSPECT":
                    asset = self.care.assets[line.asset_id] if line.asset_id else None
                    done.add((visit.id, asset.system_id if asset else 0))
        places: dict[Any, list[Contract]] = {}
        for one in self.care.contracts:
            lines = [x.service for x in self.care.contract_lines if x.contract_id == one.id]
            asks = "INSPECT" in lines if lines else one.kind in INSPECTING
            if one.customer_id == customer.id and asks:
                key = ("s", one.system_id) if one.system_id else ("p", one.property_id)
                places.setdefault(key, []).append(one)
        required = sum(self.required(contracts) for contracts in places.values())
        return self.share(len(done), required)

    def required(self, contracts: list[Contract]) -> int:
        total = Decimal(0)
        for back in range(12):
            first, last = self.since(back + 1) + timedelta(1), self.since(back)
            if any(self.covers(one, first) for one in contracts):
                visits = [one.visits_per_year for one in contracts if self.covers(one, last)]
                total += max((one for one in visits if one), default=Decimal(0))
        return int(total / 12)

    def covers(self, one: Contract, day: date) -> bool:
        if one.cancel_date is not None and one.cancel_date <= day:
            return False
        return one.start_date <= day and (one.end_date is None or one.end_date >= day)

    def share(self, part: int, whole: int) -> Value:
        return min(Fraction(1), Fraction(part, whole)) * 100 if whole else None

    def condition(self, customer: Customer) -> Value:
        rated: dict[Any, int] = {}
        for visit in self.done_since(customer, 36):
            for line in self.care.lines:
                if line.visit_id == visit.id and line.condition:
                    points = {"good": 100, "fair": 70, "poor": 30, "failed": 0}[line.condition]
                    day = visit.completed_date
                    rated[day] = min(rated.get(day, 100), points)
        return Fraction(rated[max(rated)]) if rated else None

    def trouble(self, customer: Customer) -> Value:
        bad = [
            one
            for one in self.done_since(customer, 18)
            if one.emergency or self.services(one) & {"REPAIR", "EMERGENCY"}
        ]
        return self.step(len(bad), [(0, 100), (1, 70), (2, 40)], 0)

    def payment(self, fact: dict[str, Any]) -> Value:
        if not self.invoiced:
            return None
        due = fact["oldest_open_due"]
        late = (self.day - due).days if due else 0
        return self.step(late, [(0, 100), (30, 80), (60, 50), (90, 25)], 0)

    def security(self, fact: dict[str, Any]) -> Value:
        if fact["contract_status"] == "none":
            return None
        if fact["contract_status"] == "active":
            end = fact["unrenewed_end"]
            return Fraction(50 if end and (end - self.day).days <= 60 else 100)
        ended = fact["last_contract_end"]
        return Fraction(25 if (self.day - ended).days <= 90 else 0)

    def talks(self, customer: Customer) -> list[Any]:
        return [
            one
            for one in self.care.interactions
            if one.customer_id == customer.id and self.since(24) < one.date <= self.day
        ]

    def responses(self, customer: Customer) -> Value:
        tries = [one for one in self.talks(customer) if one.channel in OUT]
        return self.share(sum(1 for one in tries if one.outcome in HEARD), len(tries))

    def tenure(self, fact: dict[str, Any]) -> Value:
        begun = fact["first_activity"]
        if begun is None:
            return None
        bands = ((60, 100), (36, 80), (12, 60))
        return Fraction(next((p for n, p in bands if later_by(begun, n) <= self.day), 40))

    def age(self, fact: dict[str, Any]) -> Value:
        begun = fact["system_installed"]
        if begun is None or begun > self.day:
            return None
        bands = ((25, 20), (15, 50), (5, 85))
        return Fraction(next((p for y, p in bands if later_by(begun, 12 * y) <= self.day), 100))

    def kind_known(self, customer: Customer) -> bool:
        return any(
            one.active and one.kind != "unknown" and one.property_id in self.care.places(customer)
            for one in self.care.systems.values()
        )

    def main_place(self, fact: dict[str, Any]) -> Any:
        return self.care.properties.get(fact["main_property_id"])

    def data(self, customer: Customer, fact: dict[str, Any]) -> Value:
        place = self.main_place(fact)
        numbers = [one.number for one in self.care.phones if one.customer_id == customer.id]
        there = [
            any(number.strip() for number in numbers),
            self.care.is_complete(customer),
            place is not None and place.lat is not None and place.lon is not None,
            self.kind_known(customer),
            fact["tank_gallons"] is not None,
            fact["next_due"] is not None,
            fact["comm_pref"] is not None,
        ]
        return Fraction(100 * sum(there), 7)

    def steps(self, customer: Customer, fact: dict[str, Any]) -> Value:
        sent = [
            (one.purpose or "").lower()
            for one in self.talks(customer)
            if one.channel in OUT and one.outcome != "undeliverable"
        ]
        signed = any(
            one.customer_id == customer.id and (one.signed_date or one.start_date) <= self.day
            for one in self.care.contracts
        )
        priced = any(
            one.customer_id == customer.id
            and one.issued_on <= self.day
            and "contract" in (one.memo or "").lower()
            for one in self.care.estimates
        )
        done = [
            self.kind_known(customer)
            and fact["tank_gallons"] is not None
            and fact["system_installed"] is not None,
            fact["next_due"] is not None,
            any("welcome" in text or "education" in text for text in sent),
            fact["comm_pref"] is not None,
            signed or priced or any("contract" in text for text in sent),
        ]
        return Fraction(20 * sum(done))

    def often(self, customer: Customer, items: list[dict[str, Any]]) -> Value:
        shares = []
        for item in items:
            if item["interval"] is None:
                continue
            year = 12 if item["unit"] == "months" else 365
            wanted = int(Fraction(year, item["interval"]) + Fraction(1, 2))
            if wanted:
                shares.append(min(Fraction(1), Fraction(self.served(customer, item), wanted)))
        return min(shares) * 100 if shares else None

    def served(self, customer: Customer, item: dict[str, Any]) -> int:
        system = self.care.systems[item["system_id"]]
        tank = self.care.assets.get(item["asset_id"])
        days = set()
        for line in self.care.lines:
            visit = self.care.visits[line.visit_id]
            if self.care.counts(line, item["service"], system, tank, customer):
                day = visit.completed_date
                if self.care.done(visit) and day and day > self.since(12):
                    days.add(day)
        return len(days)

    def trip_tickets(self, customer: Customer) -> Value:
        traps = [
            one for one in self.done_since(customer, 12) if self.services(one) & {"GREASE", "GRIT"}
        ]
        good = {one.visit_id for one in self.tickets if self.is_complete(one)}
        return self.share(sum(1 for one in traps if one.id in good), len(traps))

    def is_complete(self, one: TripTicket) -> bool:
        site = self.sites.get(one.disposal_site_id or 0)
        filled = (
            one.collected_on, one.generator_signed, one.waste_kind, one.technician_id, site,
            one.deposited_on, (one.received_by or "").strip(),
        )  # fmt: skip
        gallons = (one.gallons_collected, one.gallons_received, one.trap_volume_gal)
        permit = bool(site and (site.permit_no or "").strip())
        return all(filled) and permit and None not in gallons

    def tasks(self, customer: Customer) -> list[Any]:
        return [
            one
            for one in self.care.tasks
            if one.customer_id == customer.id
            and (one.created_on is None or one.created_on <= self.day)
        ]

    def is_open(self, task: Any) -> bool:
        return task.done_on is None or task.done_on > self.day

    def complaints(self, customer: Customer) -> Value:
        mine = [one for one in self.tasks(customer) if one.kind == "complaint"]
        if any(self.is_open(one) for one in mine):
            return Fraction(0)
        said = any(
            "complaint" in (one.purpose or "").lower() and one.date > self.since(12)
            for one in self.talks(customer)
        )
        closed = any(one.done_on > self.since(12) for one in mine)
        return Fraction(70 if said or closed else 100)

    def win_back(self, customer: Customer) -> Value:
        ago = self.day - timedelta(90)
        last = [one.completed_date for one in self.care.own_visits(customer)]
        recent = [one for one in self.talks(customer) if one.date >= ago]
        positive = any(
            (one.channel == "call_in" or one.outcome in ("answered", "booked"))
            and one.outcome not in ("declined", "opt_out")
            and "complaint" not in (one.purpose or "").lower()
            for one in recent
        )
        if positive or any(day and day >= ago for day in last):
            return Fraction(100)
        return Fraction(40 if any(one.channel in OUT for one in recent) else 0)
