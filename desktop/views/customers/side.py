"""The right side of the card: how to reach the customer, contracts, money, what is to be done."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.services.desk.card import Card
from desktop.services.desk.card_money import EstimateCard
from desktop.services.desk.card_reports import ReportCard
from desktop.services.desk.card_sheet import IN_FORCE
from desktop.services.desk.card_work import ContractCard
from desktop.services.desk.why import Reason
from desktop.services.desk.words import visits_owed, windows_missed
from desktop.services.value.health_cards import NOT_RATED
from desktop.views.customers.blocks import Act, Section, below, beside, joined, menu, text, wrapped
from desktop.views.customers.why import ahead
from desktop.views.widgets import look, parts
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.formats import counted, day, money

MOST_OFFERED = 4  # lines of an estimate on the card; its form has all of them


def contact(card: Card, act: Act) -> Section:
    """How to reach the customer."""
    who = card.who
    section = Section(
        "Contact",
        parts.tool(
            "Edit the customer", "pencil", lambda: act("edit", ("customer", who.customer_id))
        ),
    )
    for phone in who.phones:
        section.add(text(phone.number, phone.kind, bold=True))
    for said in (who.email, who.mail_to):
        if said:
            section.add(text(said))
    if who.warnings:
        section.add(text(joined(*who.warnings)))
    if not who.phones and not who.email:
        section.add(text("No telephone number and no email."))
    return section


def contracts(card: Card, act: Act) -> Section:
    """The contracts, with what is done and when to file."""
    section = Section(
        "Contract", parts.tool("Sign a contract", "plus", lambda: act("new", "contract"))
    )
    filed = {one.contract_id for one in card.contracts if one.filed_on}
    in_force = [one for one in card.contracts if one.state in IN_FORCE]
    shown = in_force or card.contracts[:1]
    for one in shown:
        section.add(_contract(one, act, is_filed=one.followed_by in filed))
    if earlier := len(card.contracts) - len(shown):
        said = f"{counted(earlier, 'earlier contract')}, under Everything on file"
        section.add(wrapped(parts.muted(said)))
    if not card.contracts:
        section.add(text("No contract."))
    return section


def _contract(one: ContractCard, act: Act, *, is_filed: bool) -> QWidget:
    """One contract; `is_filed` says whether the one after it lies with the authority."""
    until = f"until {day(one.end)}" if one.end else "open-ended"
    done = visits_owed(one.owed.done, one.owed.by_now) if one.owed else ""
    missed = windows_missed(one.owed.missed) if one.owed else ""
    to_file = one.file_by if one.state == "active" and not is_filed else None
    filing = f"file the renewal by {day(to_file)}" if to_file else ""
    ends = "ends soon" if one.is_expiring else ""
    under = joined(until, ends, filing, done, missed, one.no, one.price, *_included(one))
    line = text(joined(one.kind, one.state_words.lower()), bold=True)
    choices = (
        ("edit_contract", "Edit…", "pencil"),
        *((("file_renewal", "File the renewal…", "file-text"),) if to_file else ()),
        *((("renewal_letter", "Renewal letter…", "printer"),) if one.is_expiring else ()),
        ("cancel_contract", "Cancel the contract…", "x"),
    )
    buttons: list[QWidget] = [menu(f"More for {one.kind}", act, one, choices)]
    if one.end and one.followed_by is None and one.state in ("active", "expired"):
        renew = partial(act, "renew", one.contract_id)
        buttons.insert(0, parts.link("Renew", renew, icon_name="refresh-cw"))
    return below(beside(line, *buttons), wrapped(parts.muted(under)))


def _included(one: ContractCard) -> Iterator[str]:
    """The services it includes; without any how often somebody comes."""
    yield from one.services
    if not one.services and one.visits_per_year:
        yield f"{one.visits_per_year.normalize():f} visits a year"


def balance(card: Card, act: Act) -> Section:
    """What is open, and what was offered."""
    section = Section(
        "Money",
        parts.tool("New estimate", "file-text", lambda: act("new", "estimate")),
        parts.tool("Enter a payment", "plus", lambda: act("new", "payment")),
    )
    owed = card.balance_cents
    section.add(text(f"{money(owed)} open" if owed else "Nothing open", bold=bool(owed)))
    for one in card.invoices:
        late = f"{counted(one.days_late, 'day')} late" if one.days_late else ""
        number = f"Invoice {one.number}".rstrip()
        line = text(number, joined(day(one.date), f"{money(one.open_cents)} open", late, one.note))
        section.add(
            beside(
                line,
                parts.tool(
                    f"Edit {number}",
                    "pencil",
                    partial(act, "edit", ("invoice", one.invoice_id)),
                ),
            )
        )
    for line in _applied(card, act):
        section.add(line)
    for offer in card.estimates:
        cents = money(offer.amount_cents) if offer.amount_cents is not None else ""
        head = f"Estimate {offer.number}".rstrip()
        ask = f"ask on {day(offer.follow_up_on)}" if offer.follow_up_on else ""
        since = f"open since {day(offer.issued_on)}"
        line = text(head, joined(cents, since, ask, *_offered(offer)))
        section.add(
            beside(
                line,
                parts.tool(
                    f"Edit {head}",
                    "pencil",
                    partial(act, "edit", ("estimate", offer.estimate_id)),
                ),
            )
        )
    if card.lifetime_cents is not None:
        section.add(text(f"{money(card.lifetime_cents)} invoiced so far"))
    return section


def _offered(one: EstimateCard) -> Iterator[str]:
    """What it offers: its lines, the first of many; without any its memo."""
    yield from one.offered[:MOST_OFFERED]
    if (more := len(one.offered) - MOST_OFFERED) > 0:
        yield f"and {more} more"
    if not one.offered and one.memo:
        yield one.memo


def _applied(card: Card, act: Act) -> Iterator[QWidget]:
    """What the program applied to invoices, and what it still could; each with its button."""
    one, customer_id = card.applied, card.who.customer_id
    if one.applied:
        take_back = parts.button("Take back", lambda: act("take_back_applied", customer_id))
        yield beside(text("Payments applied", one.applied), take_back)
    if one.taken_off_cents:
        said = f"Payments and credits of {money(one.taken_off_cents)} name no invoice"
        yield text(f"{said}; here they are taken off those due first.")
    if one.can_apply_cents:
        said = f"Apply {money(one.can_apply_cents)} to oldest invoices"
        apply = parts.button(said, lambda: act("apply_payments", customer_id))
        yield beside(QWidget(), apply)


def _report(one: ReportCard, act: Act) -> QWidget:
    left = f"{counted(one.days_left, 'day')} left" if one.days_left >= 0 else "late"
    head = f"Report of {day(one.inspected_on)}"
    given = partial(act, "copy_given", (one.report_id,))
    if one.to_file:
        given = partial(act, "file_report", one.report_id)
    name = "Mark as filed" if one.to_file else "Copy given"
    return beside(
        text(head, joined(one.what, left, one.site), bold=True),
        parts.tool(f"Print: {head}", "printer", partial(act, "print_report", one.report_id)),
        parts.tool(f"{name}: {head}", "check", given),
    )


def to_do(card: Card, act: Act) -> Section:
    """Open tasks, notes and the latest contacts."""
    section = Section(
        "To do and notes",
        parts.tool("New task", "plus", lambda: act("new", "task")),
        parts.tool("New note", "pencil", lambda: act("new", "note")),
    )
    for report in card.reports:
        section.add(_report(report, act))
    for task in card.tasks:
        when = f"until {day(task.due)}, {ahead(task.days)}" if task.due else "no day"
        line = text(task.text, joined(task.kind_words, when), bold=True)
        section.add(
            beside(
                line,
                parts.tool(f"Done: {task.text}", "check", partial(act, "task_done", task.task_id)),
            )
        )
    if card.who.notes:
        section.add(text(card.who.notes))
    for note in card.notes:
        section.add(text(note.text, joined(day(note.written_on), note.user)))
    for one in card.contacts:
        section.add(text(joined(day(one.day), one.channel, one.outcome, one.purpose), one.note))
    if not (card.reports or card.tasks or card.notes or card.contacts or card.who.notes):
        section.add(text("Nothing noted yet."))
    return section


NO = "No"  # what is not so takes no room; "?" shows it with its reason


def labels(card: Card, act: Act) -> Section:
    """The labels; a press says why, and the health score says so itself."""
    section = Section("Labels")
    health = next((one for one in card.reasons if one.label == "health" and one.key), None)
    if health is not None:
        card_name = dict(health.facts).get("Card")
        is_rated = health.key != NOT_RATED
        under = f"Card {card_name}: {health.words}" if is_rated else health.words
        line = text(f"Health: {health.value}" if is_rated else "Health", under, bold=True)
        why = parts.tool("Why this score", "circle-question-mark", lambda: act("why", health))
        section.add(beside(line, why))
    inside = QWidget()
    flow = FlowLayout(inside, look.XS)
    for reason in card.reasons:
        if reason.key is not None and reason.label != "health" and reason.value != NO:
            flow.addWidget(_label(reason, act))
    section.add(inside)
    return section


def _label(reason: Reason, act: Act) -> QPushButton:
    made = parts.button(f"{reason.title}: {reason.value}", lambda: act("why", reason))
    made.setToolTip(reason.words)
    return made


def side_sections(card: Card, act: Act) -> list[Section]:
    """What is asked about the customer, below or beside the form for a call."""
    return [make(card, act) for make in (contact, contracts, balance, to_do)]
