"""Who the office is: the name, address and telephone number that stand on what it prints."""

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.office import Setting

PREFIX = "company."


class Company(NamedTuple):
    """The head of a print-out; what the office did not say is "".

    `licence` is the maintenance or transporter registration that authorities ask for;
    `registration_year` the year on whose August 31 the transporter registration ends.
    """

    name: str = ""
    address: str = ""
    phone: str = ""
    licence: str = ""
    registration_year: str = ""


def company(db: Session) -> Company:
    """What the office said of itself."""
    statement = select(Setting.key, Setting.value).where(Setting.key.startswith(PREFIX))
    stored = {key.removeprefix(PREFIX): value for key, value in db.execute(statement)}
    known = {key: stored[key] for key in Company._fields if isinstance(stored.get(key), str)}
    return Company(**known)


def set_company(db: Session, told: Company) -> None:
    """Keep what the office says of itself; a blank is not stored."""
    for key, text in told._asdict().items():
        setting, cleaned = db.get(Setting, PREFIX + key), " ".join(text.split())
        if setting is not None and not cleaned:
            db.delete(setting)
        elif setting is not None:
            setting.value = cleaned
        elif cleaned:
            db.add(Setting(key=PREFIX + key, value=cleaned))
    db.flush()
