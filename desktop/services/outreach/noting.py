"""Letters that were printed are noted on the cards; a whole mailing can be taken back at once."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.desk.words import counted
from desktop.services.outreach.letters import PURPOSE, Letter, contract_line
from desktop.services.records.edit import made
from desktop.services.records.journal import Journal, Now, Saved, whole


class Piece(NamedTuple):
    """What is noted of a letter on the card of one customer."""

    customer_id: int
    purpose: str
    note: str


def pieces(letter: Letter) -> tuple[Piece, ...]:
    """The notes of a renewal letter: one for everybody whose contracts stand in it."""
    customers = (letter.to.mail.customer_id, *letter.covered)
    return tuple(Piece(customer, PURPOSE, _note(letter, customer)) for customer in customers)


def _note(letter: Letter, customer_id: int) -> str:
    mine = [contract_line(one) for one in letter.renewals if one.customer_id == customer_id]
    if customer_id != letter.to.mail.customer_id:
        mine.append(f"In the letter to {letter.to.listed}")
    return "\n".join(mine)


@whole
def note_letters(db: Session, noted: Sequence[Piece], now: Now) -> Saved:
    """Keep that letters were sent today. The caller brings the touched customers up to date."""
    journal, numbers = Journal(db, now), []
    for one in noted:
        values = {
            "customer": one.customer_id, "date": now.today, "channel": "letter",
            "purpose": one.purpose, "outcome": "sent", "note": one.note, "user": now.user,
        }  # fmt: skip
        numbers.append(made(journal, "interaction", values))
    said = f"{counted(len(noted), 'letter')} sent"
    return journal.save(numbers[0] if numbers else 0, said, _only(noted))


def _only(noted: Sequence[Piece]) -> int | None:
    """The one customer whom it concerns; None when there are several."""
    whose = {one.customer_id for one in noted}
    return whose.pop() if len(whose) == 1 else None
