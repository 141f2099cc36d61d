"""Small random offices whose days crowd around the edges of the rules."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink, Zone
from desktop.models.equipment import Asset, Contract, System
from desktop.models.work import Interaction, Invoice, Payment, ServiceLine, Visit

EDGES = (-1500, -1096, -1095, -731, -730, -366, -365, -181, -180, -91, -90, -1, 0, 1, 30)
CENTS = (5_000, 19_999, 20_000, 49_999, 50_000, 99_999, 100_000, 199_950, 200_000)


class Maker:
    """Draws records; every value may be missing."""

    def __init__(self, seed: int, as_of: date) -> None:
        self.random = Random(seed)
        self.as_of = as_of
        # Few different days and amounts in one office, so that they meet each other's edges.
        self.days = (0, 0, *self.random.sample(EDGES, 4))
        self.cents = self.random.sample(CENTS, 2)

    def fill(self, db: Session) -> None:
        r = self.random
        db.add(Zone(id=1, name="North"))
        db.flush()
        people, places = range(1, r.randint(0, 4) + 1), range(1, r.randint(1, 3) + 1)
        db.add_all(self.place(i) for i in places)
        db.add_all(self.customer(i) for i in people)
        db.flush()
        if people:
            for makes, most in ((self.link, 9), (self.contract, 5), (self.visit, 25)):
                db.add_all(
                    makes(r.choice(people), r.choice(places))
                    for _ in range(r.randint(most // 3, most))
                )
                db.flush()
            self.systems(db, len(places))
            self.money(db, len(people))
            self.lines(db)
            db.add_all(self.talk(r.choice(people)) for _ in range(r.randint(0, 5)))
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
        one.status = self.random.choice(("active", "inactive"))
        one.city, one.line1, one.zip5 = (
            self.maybe("Bryan", " "),
            self.maybe("1 Oak"),
            self.maybe("77801"),
        )
        one.email, one.other_emails = self.maybe("Ana@Example.com"), self.maybe(["b@x.com"])
        one.first_seen, one.email_opt_out_on = self.maybe_day(), self.maybe_day()
        one.sms_opt_out_on = self.maybe_day()
        one.do_not_email, one.do_not_text = self.maybe(True, False), self.maybe(True, False)
        one.do_not_contact = self.maybe(False)
        return one

    def place(self, number: int) -> Property:
        use, county = self.maybe(*c.PROPERTY_USE), self.maybe("Brazos")
        return Property(
            id=number, use=use, county=county, city=self.maybe("Hearne"), zone_id=self.maybe(1)
        )

    def link(self, customer: int, place: int) -> PropertyLink:
        role, first, last = (
            self.random.choice(list(c.LINK_ROLE)),
            self.maybe_day(),
            self.maybe_day(),
        )
        return PropertyLink(
            customer_id=customer, property_id=place, role=role, from_date=first, to_date=last
        )

    def contract(self, customer: int, place: int) -> Contract:
        return Contract(
            customer_id=customer,
            property_id=place,
            start_date=self.day(),
            end_date=self.maybe_day(),
            cancel_date=self.maybe_day(),
            visits_per_year=self.maybe(3, 4),
            tier_override=self.random.choice((None, None, *c.SERVICE_TIER)),
        )

    def visit(self, customer: int, place: int) -> Visit:
        status = self.random.choice(("completed",) * 6 + tuple(c.VISIT_STATUS))
        return Visit(
            customer_id=self.random.choice((customer, customer, None)),
            property_id=self.maybe(place),
            status=status,
            completed_date=self.day() if status == "completed" else None,
            scheduled_date=self.maybe_day(),
            emergency=self.maybe(True, False),
            amount_cents=self.maybe(9_500),
        )

    def systems(self, db: Session, places: int) -> None:
        for number in range(1, self.random.randint(0, 4) + 1):
            db.add(
                System(
                    id=number,
                    property_id=self.random.randint(1, places),
                    kind=self.random.choice(list(c.SYSTEM_KIND)),
                    install_date=self.maybe_day(),
                    active=self.random.random() < 0.7,
                )
            )
            db.flush()
            kind = self.random.choice(("septic_tank", "trash_tank", "pump_tank"))
            size = self.maybe(500, 1000)
            db.add(Asset(system_id=number, kind=kind, capacity_gal=size, in_service=bool(size)))

    def lines(self, db: Session) -> None:
        for visit in list(db.query(Visit.id)):
            for place in range(self.random.randint(0, 3)):
                service = self.random.choice(list(c.SERVICE))
                db.add(ServiceLine(visit_id=visit.id, position=place, service=service))

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

    def talk(self, customer: int) -> Interaction:
        channel = self.random.choice(list(c.INTERACTION_CHANNEL))
        outcome = self.maybe(*c.OUTCOME)
        return Interaction(customer_id=customer, date=self.day(), channel=channel, outcome=outcome)

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
