"""Whether a service reminder may go to somebody by mail, and if not, why (domain 14.3)."""

from collections.abc import Callable
from typing import NamedTuple

from desktop.services.outreach.mail_address import MailAddress, missing


class Addressee(NamedTuple):
    """What of a customer decides whether a letter may be sent, and where it goes."""

    customer_id: int
    address: MailAddress
    is_active: bool = True
    inactive_reason: str = ""  # a key of the closed list
    do_not_contact: bool = False
    do_not_mail: bool = False
    came_back: bool = False  # marked so, or the latest piece of mail did


# The first that holds is told; who is gone never receives anything.
REASONS: tuple[tuple[str, Callable[[Addressee], bool]], ...] = (
    ("Deceased", lambda one: one.inactive_reason == "deceased"),
    ("Moved or sold", lambda one: one.inactive_reason == "moved_sold"),
    ("Not active any more", lambda one: not one.is_active),
    ("Does not want to be contacted", lambda one: one.do_not_contact),
    ("Does not want mail", lambda one: one.do_not_mail),
    ("Mail came back", lambda one: one.came_back),
    ("No mailing address", lambda one: one.address.is_empty),
)


def held_back(one: Addressee) -> str:
    """Why somebody gets no letter; "" when it may go."""
    said = next((said for said, holds in REASONS if holds(one)), "")
    if said:
        return said
    lacks = missing(one.address)
    return f"Address incomplete: {', '.join(lacks)}" if lacks else ""
