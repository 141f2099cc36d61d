"""Calls, letters and messages: reminders, bookings, complaints, thanks."""

from desktop.models.work import Campaign, Interaction
from desktop.services.office.sample.desk import Account, Desk
from desktop.services.office.sample.odds import Odds, day, later

USERS = Odds({"Office": 60, "Sherry": 30, "Tammy": 10})
CALL_OUTCOMES = Odds(
    {"answered": 24, "left_message": 30, "no_answer": 22, "booked": 16, "declined": 6, "opt_out": 2}
)
COMPLAINTS = (
    "Yard rutted by the truck.",
    "Came a day late and did not call.",
    "Smell came back after two weeks.",
    "Invoice higher than quoted.",
    "Left the gate open.",
)
REMINDER_DAYS = 30
POSTCARD = "It is time to have your septic tank pumped. Call us before the spring rains."


def start_campaigns(desk: Desk) -> None:
    """Write one spring mailing for every year of the history that saw a spring."""
    for year in range(day(desk.opening).year, day(desk.today).year + 1):
        created = day(desk.opening).replace(year=year, month=2, day=20)
        if desk.opening <= created.toordinal() <= desk.today - 10:
            desk.campaigns[year] = desk.rows.add(
                Campaign,
                name=f"Spring pumping postcards {year}",
                channel="postcard",
                created_on=created,
                message=POSTCARD,
            )


def around_visit(desk: Desk, account: Account, when: int, service: str, asset: int | None) -> None:
    """Write what was said and sent before and after a visit; mostly nothing."""
    roll = desk.rng.random()
    if service == "INSPECT":
        if roll < 0.06 and account.email:
            contact(desk, account, when + 3, "email", "Inspection report", "sent", asset)
        elif 0.06 < roll < 0.10:
            contact(desk, account, when - 2, "call_out", "Appointment", "answered", asset)
    elif service in {"PUMP", "GREASE"}:
        _before_pumping(desk, account, when, asset, roll)
    elif roll < 0.5:
        contact(desk, account, when, "call_in", "Trouble", "booked", asset)
    _afterwards(desk, account, when, asset)


def _before_pumping(
    desk: Desk, account: Account, when: int, asset: int | None, roll: float
) -> None:
    if roll < 0.24:
        contact(desk, account, when - REMINDER_DAYS, "postcard", "Pumping reminder", "sent", asset)
    elif roll < 0.32:
        contact(desk, account, when - REMINDER_DAYS, "letter", "Pumping reminder", "sent", asset)
    elif roll < 0.40 and account.email:
        contact(desk, account, when - REMINDER_DAYS, "email", "Pumping reminder", "sent", asset)
    elif roll < 0.55:
        said = CALL_OUTCOMES.draw(desk.rng)
        contact(desk, account, when - 20, "call_out", "Pumping reminder", said, asset)
    if desk.rng.random() < 0.35 and account.phone:
        booked_on = when - later(desk.rng, 1, 12)
        contact(desk, account, booked_on, "call_in", "Booking", "booked", asset)


def _afterwards(desk: Desk, account: Account, when: int, asset: int | None) -> None:
    roll = desk.rng.random()
    if roll < 0.004:
        note = desk.rng.choice(COMPLAINTS)
        contact(desk, account, when + 4, "call_in", "Complaint", "answered", asset, note=note)
    elif roll < 0.008:
        contact(desk, account, when + 9, "email", "Review", "answered", None, note="5 stars")
    elif roll < 0.011:
        contact(desk, account, when + 15, "call_in", "Referral", "answered", None)


def chase(desk: Desk, account: Account, last_visit: int) -> None:
    """Write the calls and letters to somebody who has not been heard of for a long time."""
    for _ in range(1 + int(desk.rng.random() * 2)):
        when = later(desk.rng, max(last_visit + 60, desk.today - 200), desk.today)
        if desk.chance(0.6) and account.phone:
            said = CALL_OUTCOMES.draw(desk.rng)
            contact(desk, account, when, "call_out", "Overdue reminder", said, None)
        else:
            contact(desk, account, when, "letter", "Overdue reminder", "sent", None)


def contact(
    desk: Desk,
    account: Account,
    when: int,
    channel: str,
    purpose: str,
    outcome: str,
    asset: int | None,
    *,
    note: str | None = None,
) -> None:
    """Write one contact, unless it would lie ahead."""
    if when > desk.today or (channel == "call_out" and not account.phone):
        return
    date = day(when)
    sent = outcome == "sent" and desk.rng.random() < 0.02
    spring = channel == "postcard" and date.month in {3, 4}
    desk.rows.add(
        Interaction,
        customer_id=account.id,
        date=date,
        channel=channel,
        purpose=purpose,
        outcome="undeliverable" if sent else outcome,
        campaign_id=desk.campaigns.get(date.year) if spring else None,
        asset_id=asset,
        user=USERS.draw(desk.rng),
        note=note,
    )
