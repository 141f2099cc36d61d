"""Renewal letters: who gets one, which contracts stand in it, who was written to, who gets none."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.work import Interaction
from desktop.services import facts
from desktop.services.care.rules import load_rules
from desktop.services.dates import add_days
from desktop.services.days import day_text
from desktop.services.desk.contract_days import contract_days
from desktop.services.outreach.consent import held_back
from desktop.services.outreach.mail_address import household
from desktop.services.outreach.people import Person, in_parts, people
from desktop.services.outreach.renewals import Renewal, renewals

PURPOSE = "Contract renewal"
_RENEWAL = "renewal"  # a letter about it, whoever noted it
SAME_TERM_DAYS = 120  # an earlier letter was about another term, unless the list goes farther
READY, SENT, HELD = "ready", "sent", "held"


class MailLine(NamedTuple):
    """One contract that runs out: a letter may go, it went before, or why none may."""

    contract_id: int
    customer_id: int
    name: str
    account_no: str
    words: str
    end: date
    price_cents: int | None
    sent_on: date | None
    held: str
    house: str  # contracts of one house stand in one letter

    @property
    def state(self) -> str:
        """Where the contract counts: each in exactly one of the three."""
        return HELD if self.held else SENT if self.sent_on else READY


class Letter(NamedTuple):
    """One letter to one house, with every contract of it that runs out."""

    to: Person
    renewals: tuple[Renewal, ...]
    holders: Mapping[int, Person]  # of the contracts, by customer

    @property
    def covered(self) -> tuple[int, ...]:
        """Customers of the house whose contracts stand in it too."""
        whose = dict.fromkeys(one.customer_id for one in self.renewals)
        return tuple(one for one in whose if one != self.to.mail.customer_id)


def expiring(db: Session, as_of: date) -> list[int]:
    """The contracts that run out, as the list of the day has them."""
    facts.for_day(db, as_of)
    return [one.contract_id for one in contract_days(db, as_of).expiring]


def mail_lines(db: Session, contract_ids: Collection[int], as_of: date) -> list[MailLine]:
    """Contracts by their end, each with what became of its letter."""
    found = renewals(db, contract_ids, as_of)
    who = people(db, {one.customer_id for one in found}, as_of)
    sent = _sent(db, found, as_of)
    return [_line(one, who[one.customer_id], sent.get(one.contract_id)) for one in found]


def _line(one: Renewal, person: Person, sent_on: date | None) -> MailLine:
    return MailLine(
        one.contract_id, one.customer_id, person.listed, person.account_no, one.words, one.end,
        one.price_cents, sent_on, held_back(person.mail), household(person.mail.address),
    )  # fmt: skip


def letters(db: Session, contract_ids: Collection[int], as_of: date) -> list[Letter]:
    """The letters about some contracts, the first end first; none to whom none may go."""
    found = renewals(db, contract_ids, as_of)
    who = people(db, {one.customer_id for one in found}, as_of)
    houses: dict[str, list[Renewal]] = defaultdict(list)
    for one in found:
        mail = who[one.customer_id].mail
        if not held_back(mail):
            houses[household(mail.address)].append(one)
    return [_letter(tuple(of_house), who) for of_house in houses.values()]


def _letter(of_house: tuple[Renewal, ...], who: Mapping[int, Person]) -> Letter:
    holders = {one.customer_id: who[one.customer_id] for one in of_house}
    to = min(holders.values(), key=lambda one: (-one.revenue_cents, one.account_no))
    return Letter(to, of_house, holders)


def contract_line(one: Renewal) -> str:
    """What is noted of a contract on the card: by it the program knows that it was written."""
    return f"{one.words}, ends {day_text(one.end)}"


def _sent(db: Session, found: Sequence[Renewal], as_of: date) -> dict[int, date]:
    """The latest day on which each contract was written about.

    A letter that names no contract, entered by hand or from a file, counts for all of them.
    """
    mine: dict[int, list[Renewal]] = defaultdict(list)
    for one in found:
        mine[one.customer_id].append(one)
    sent: dict[int, date] = {}
    ahead = max(SAME_TERM_DAYS, load_rules(db).expiring_days)
    for letter in _letters_before(db, found, as_of, ahead):
        for one in mine[letter.customer_id]:
            named = letter.note.splitlines()
            names_others = ", ends " in letter.note and contract_line(one) not in named
            if letter.date >= add_days(one.end, -ahead) and not names_others:
                sent[one.contract_id] = letter.date
    return sent


class _Before(NamedTuple):
    customer_id: int
    date: date
    note: str


def _letters_before(
    db: Session, found: Sequence[Renewal], as_of: date, ahead: int
) -> Iterator[_Before]:
    """Letters about renewals to these customers that could be about these terms, oldest first."""
    since = min((one.end for one in found), default=as_of)
    for ids in in_parts(one.customer_id for one in found):
        statement = (
            select(Interaction.customer_id, Interaction.date, Interaction.note)
            .where(
                Interaction.customer_id.in_(ids),
                Interaction.channel == "letter",
                func.lower(Interaction.purpose).contains(_RENEWAL),
                Interaction.date.between(add_days(since, -ahead), as_of),
            )
            .order_by(Interaction.date, Interaction.id)
        )
        for one in db.execute(statement):
            yield _Before(one.customer_id, one.date, one.note or "")


class Tally(NamedTuple):
    """How the contracts of a mailing divide: the four add up to all of them."""

    chosen: int
    left_out: int  # a letter could go, but was not chosen
    sent: int  # before, and not chosen again
    held: int
    letters: int  # for those that are chosen


def tally(lines: Sequence[MailLine], chosen: Collection[int]) -> Tally:
    """Count contracts; `chosen` are those for which letters are wanted."""
    wanted = [one for one in lines if one.contract_id in chosen and one.state != HELD]
    others = [one.state for one in lines if one not in wanted]
    return Tally(
        len(wanted), others.count(READY), others.count(SENT), others.count(HELD),
        len({one.house for one in wanted}),
    )  # fmt: skip
