"""Small random offices whose days crowd around the edges of the rules."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink, Zone
from desktop.models.equipment import Asset, Contract, System
from desktop.models.work import (
    Interaction,
    Invoice,
    Payment,
    PaymentShare,
    ServiceLine,
    Visit,
)
from tests.services.facts import random_care

EDGES = (
    -15000,
    -1900,
    -1500,
    -1096,
    -1095,
    -731,
    -730,
    -549,
    -548,
    -366,
    -365,
    -181,
    -180,
    -122,
    -91,
    -90,
    -61,
    -60,
    -31,
    -30,
    -15,
    -8,
    -7,
    -1,
    0,
    1,
    30,
    31,
    60,
    90,
    91,
)
# Areas on a coarse grid, so that places lie on their edges and corners; one has a hole.
SQUARE = [[[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]], [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 1]]]]
TRIANGLE = [[[[1, 0], [3, 0], [3, 2]]]]
CENTS = (5_000, 19_999, 20_000, 49_999, 50_000, 99_999, 100_000, 199_950, 200_000)


class Maker:
    """Draws records; every value may be missing."""

    def __init__(self, seed: int, as_of: date) -> None:
        self.random = Random(seed)
        self.seed, self.as_of = seed, as_of
        # Few different days and amounts in one office, so that they meet each other's edges.
        self.days = (0, 0, *self.random.sample(EDGES, 4))
        self.cents = self.random.sample(CENTS, 2)
        # Half of all services are those with due days.
        self.services = [*c.SERVICE, "PUMP", "PUMP", "INSPECT", "INSPECT", "ANNUAL_INSP", "GREASE"]
        self.tanks: list[int] = []
        self.systems_here: list[int] = []

    def fill(self, db: Session) -> None:
        r = self.random
        db.add(Zone(id=1, name="North"))
        db.add_all(self.zone(number) for number in range(2, r.choice((2, 7))))
        db.flush()
        people, places = range(1, r.randint(0, 4) + 1), range(1, r.randint(1, 3) + 1)
        db.add_all(self.place(i) for i in places)
        db.add_all(self.customer(i) for i in people)
        db.flush()
        if people:
            self.systems(db, len(places))
            for makes, most in (
                (self.link, 9),
                (self.contract, 5),
                (self.visit, r.choice((2, 25))),
            ):
                db.add_all(
                    makes(r.choice(people), r.choice(places))
                    for _ in range(r.randint(most // 3, most))
                )
                db.flush()
            self.money(db, len(people))
            self.lines(db)
            db.add_all(self.talk(r.choice(people)) for _ in range(r.randint(0, 8)))
            random_care.fill(self, db, len(people), len(places))
        db.flush()

    def maybe(self, *values: Any) -> Any:
        return self.random.choice((None, *values))

    def day(self) -> date:
        return self.as_of + timedelta(self.random.choice(self.days))

    def maybe_day(self) -> date | None:
        return self.random.choice((None, self.day()))

    def customer(self, number: int) -> Customer:
        one = Customer(
            id=number, display_name=self.random.choice(("José  Núñez", "Reyes, Ana", "x"))
        )
        one.customer_type = self.maybe(*c.CUSTOMER_TYPE)
        one.preferred_channel = self.maybe(*c.CHANNEL)
        one.sms_consent = self.maybe(*c.SMS_CONSENT)
        one.status = self.random.choice(("active", "active", "active", "inactive"))
        one.city, one.line1, one.zip5 = (
            self.maybe("Bryan", " "),
            self.maybe("1 Oak"),
            self.maybe("77801", "77801", "7780a"),
        )
        one.email, one.other_emails = self.maybe("Ana@Example.com"), self.maybe(["b@x.com"])
        one.first_seen, one.email_opt_out_on = self.maybe_day(), self.maybe_day()
        one.sms_opt_out_on = self.maybe_day()
        one.do_not_email, one.do_not_text = self.maybe(True, False), self.maybe(True, False)
        one.do_not_contact = self.maybe(False)
        one.do_not_mail, one.do_not_call = self.maybe(True, False), self.maybe(True, False)
        one.undeliverable_mail = self.maybe(False, False, True)
        one.undeliverable_email = self.maybe(False, True)
        one.state, one.inactive_reason = self.maybe("TX", "tx", "Tejas"), self.maybe("deceased")
        return one

    def zone(self, number: int) -> Zone:
        """A zone of any kind; what decides who lies in it may be missing."""
        ring = self.maybe(15, 30)
        kind = self.random.choice(list(c.ZONE_KIND))
        zone = Zone(id=number, name=f"{self.random.choice(('Brazos', 'Lake'))} {number}", kind=kind)
        zone.zip_codes = self.maybe(["77859"], ["77801-1234", "77859"])
        zone.counties = self.maybe(["Brazos"], ["Grimes"])
        zone.minutes_up_to = ring if kind == "drive_time" else None
        zone.polygon = self.maybe(SQUARE, TRIANGLE, [*SQUARE, *TRIANGLE])
        return zone

    def put(self, place: Property) -> None:
        """Give a place other coordinates and a drive of other length."""
        place.lat, place.lon = self.maybe(0, 0.5, 1, 2), self.maybe(0, 0.5, 1, 1.5, 3)
        place.drive_minutes = self.maybe(0, 15, 16, 30, 31)

    def place(self, number: int) -> Property:
        home = self.random.choice(("residential", None))
        made = Property(
            id=number,
            seasonal=self.maybe(*c.SEASONAL),
            use=home or self.maybe(*c.PROPERTY_USE),
            county=self.maybe("Brazos", "brazos "),
            line1=self.maybe("2 Elm"),
            city=self.maybe("Hearne"),
            state=self.maybe("TX"),
            zip5=self.maybe("77859"),
            zone_id=self.maybe(1),
            household_size=self.maybe(1, 3, 12),
            garbage_disposal=self.maybe(*c.YES_NO_UNKNOWN),
        )
        self.put(made)
        return made

    def link(self, customer: int, place: int) -> PropertyLink:
        r = self.random
        return PropertyLink(
            customer_id=customer,
            property_id=place,
            role=r.choice(list(c.LINK_ROLE)),
            from_date=r.choice((None, None, self.maybe_day())),
            to_date=r.choice((None, None, self.maybe_day())),
        )

    def contract(self, customer: int, place: int) -> Contract:
        r = self.random
        system = r.choice((None, None, *self.systems_here))
        return Contract(
            customer_id=customer,
            property_id=self.maybe(place),
            system_id=system,
            kind=r.choice(list(c.CONTRACT_KIND)),
            start_date=self.day(),
            end_date=self.maybe_day(),
            cancel_date=r.choice((None, None, self.day())),
            visits_per_year=self.maybe(3, 4, Decimal("0.5"), 5),
            tier_override=r.choice((None, None, *c.SERVICE_TIER)),
        )

    def visit(self, customer: int, place: int) -> Visit:
        status = self.random.choice(("completed",) * 6 + tuple(c.VISIT_STATUS))
        return Visit(
            customer_id=self.random.choice((customer, customer, None)),
            property_id=self.maybe(place),
            status=status,
            completed_date=self.day() if status == "completed" else None,
            scheduled_date=self.maybe_day(),
            booked_on=self.random.choice((None, None, self.day())),
            emergency=self.maybe(True, False),
            amount_cents=self.maybe(9_500),
        )

    def systems(self, db: Session, places: int) -> None:
        for number in range(1, self.random.randint(0, 5) + 1):
            db.add(
                System(
                    id=number,
                    property_id=self.random.randint(1, places),
                    kind=self.random.choice([*c.SYSTEM_KIND, "aerobic", "conventional"]),
                    install_date=self.maybe_day(),
                    first_use_date=self.random.choice((None, None, self.day())),
                    maintained_by=self.maybe(*c.MAINTAINED_BY, "us"),
                    active=self.random.random() < 0.8,
                )
            )
            db.flush()
            db.add_all(self.asset(number) for _ in range(self.random.choice((0, 1, 1, 2, 3))))
        db.flush()
        self.tanks = [row.id for row in db.query(Asset.id)]
        self.systems_here = [row.id for row in db.query(System.id)]

    def asset(self, system: int) -> Asset:
        r = self.random
        tanks = ("septic_tank", "trash_tank", "grease_trap")
        return Asset(
            system_id=system,
            kind=r.choice((*tanks, *tanks, *c.ASSET_KIND)),
            capacity_gal=self.maybe(400, 500, 1000, 1249, 3000),
            material=self.maybe(*c.MATERIAL),
            install_date=self.maybe_day(),
            **self.by_hand(),
            in_service=r.random() < 0.85,
        )

    def by_hand(self) -> dict[str, Any]:
        """An interval and a due day of a tank's or system's own, or neither."""
        nothing = (None, None)
        every = (nothing, nothing, (90, "days"), (3, "months"), (2, "years"))
        number, unit = self.random.choice(every)
        override = self.random.choice((None, None, None, self.day()))
        return {
            "custom_interval": number,
            "custom_interval_unit": unit,
            "due_override": override,
            "due_override_set_on": override and self.maybe_day(),
        }

    def tank(self) -> int | None:
        return self.random.choice((None, *self.tanks))

    def lines(self, db: Session) -> None:
        for visit in list(db.query(Visit.id)):
            db.add_all(self.line(visit.id, n) for n in range(self.random.randint(0, 3)))

    def line(self, visit: int, position: int = 0) -> ServiceLine:
        service = self.random.choice(self.services)
        return ServiceLine(
            visit_id=visit,
            position=position,
            service=service,
            asset_id=self.tank(),
            condition=self.maybe(*c.CONDITION),
        )

    def money(self, db: Session, people: int) -> None:
        r = self.random
        stated = r.random() < 0.3
        for _ in range(r.randint(0, 12)):
            kind = r.choice(list(c.INVOICE_KIND))
            cents = r.choice(self.cents) * (-1 if kind in ("credit", "refund") else 1)
            db.add(
                Invoice(
                    customer_id=r.randint(1, people),
                    kind=kind,
                    state=r.choice(("posted", "posted", "posted", "voided")),
                    number=self.maybe("7", "8"),
                    date=self.day(),
                    due_date=self.maybe_day(),
                    amount_cents=cents,
                    tax_cents=r.choice((None, None, 825)),
                    open_cents=self.maybe(0, cents) if stated else None,
                    open_as_of=r.choice((None, self.as_of)),
                )
            )
        db.flush()
        sales = [row.id for row in db.query(Invoice.id)]
        for _ in range(r.randint(0, 8)):
            sale = r.choice((None, *sales))
            db.add(
                Payment(
                    customer_id=r.randint(1, people),
                    invoice_id=sale,
                    number=self.maybe("7", "8"),
                    date=self.day(),
                    amount_cents=r.choice(self.cents),
                )
            )
        db.flush()
        paid = [row.id for row in db.query(Payment.id)]
        for sale in sales if paid else ():
            if r.random() < 0.4:
                payment = r.choice((None, *paid))
                db.add(
                    PaymentShare(
                        payment_id=payment,
                        credit_id=None if payment else r.choice(sales),
                        invoice_id=sale,
                        amount_cents=r.choice((1, 100, abs(r.choice(self.cents)))),
                        by="oldest_first",
                        applied_on=self.as_of,
                    )
                )

    def talk(self, customer: int) -> Interaction:
        channel = self.random.choice(list(c.INTERACTION_CHANNEL))
        outcome = self.maybe(*c.OUTCOME)
        return Interaction(
            customer_id=customer,
            date=self.day(),
            channel=channel,
            outcome=outcome,
            purpose=self.maybe("Pumping reminder", "reminder sent", "Booking"),
            asset_id=self.random.choice((None, None, self.tank())),
        )

    def edit(self, db: Session) -> set[int]:
        """Change something about some customers; whom it touched."""
        r = self.random
        people = [row.id for row in db.query(Customer.id)]
        touched = set(r.sample(people, r.randint(0, len(people))))
        for number in touched:
            db.add_all(self.visit(number, 1) for _ in range(r.randint(0, 3)))
            db.add(self.contract(number, 1))
            db.add(CustomerPhone(customer_id=number, number="(979) 555-0100"))
            one: Any = db.get(Customer, number)
            one.notes = self.maybe("gate")
        db.add(self.customer(max(people, default=0) + 1))
        db.flush()
        return touched | {max(people, default=0) + 1}
