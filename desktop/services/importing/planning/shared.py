"""What the rows of an import have in common: nobody is told apart by it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from desktop.models.folding import fold
from desktop.services.importing.cells.sold import is_sold
from desktop.services.importing.listed import Listed
from desktop.services.importing.records import Parsed, ProposedCustomer

_ODD = re.compile(r"[^\S\n]|`")  # what `fold` changes beside capitals
_AT_ONCE = 2_000  # all in one call would hold up the window


class Shared:
    """The names, accounts and contacts of more than one row, and the places that were sold."""

    def __init__(self, parsed: Sequence[Parsed]) -> None:
        alone = [customer for one in parsed for customer in one.customers.alone]
        listed = [rows for one in parsed for rows in one.customers.listed]
        names = [name for one in parsed for name in one.customers.names()]
        bare = (name.bare for name in names if name.bare != name.key)
        self._names = _more_than_once(chain((name.key for name in names), bare))
        accounts = (rows.values.get("account_no", ()) for rows in listed)
        self._accounts = _more_than_once(chain(map(_account, alone), *accounts))
        self._columns_of = {id(rows): _contact_columns(rows) for rows in listed}
        columns = chain.from_iterable(self._columns_of.values())
        self._contacts = _more_than_once(chain(*map(_contacts, alone), *columns))
        sold = [one for one in alone if one.name.notes and is_sold(one.name)]
        self._places = {one.site.key for one in sold}

    def has(self, one: ProposedCustomer) -> bool:
        """Whether another row has something of a customer, or a phone stands in it twice."""
        return (
            one.name.key in self._names
            or _account(one) in self._accounts
            or not self._contacts.isdisjoint(_contacts(one))
            or (bool(self._places) and one.site.key in self._places)
        )

    def places(self, rows: Listed) -> set[int]:
        """The places of the rows that have something of another one."""
        found = {at for at, name in enumerate(rows.names) if name.key in self._names}
        looked = [(rows.values.get("account_no", ()), self._accounts)]
        looked += ((column, self._contacts) for column in self._columns_of[id(rows)])
        for column, shared in looked:
            found.update(at for at, said in enumerate(column) if said in shared)
        if self._places:
            found.update(at for at in range(len(rows)) if rows.site_of(at).key in self._places)
        return found


def _account(one: ProposedCustomer) -> str:
    return one.values.get("account_no") or ""


def _contacts(one: ProposedCustomer) -> list[str]:
    return [*(phone.digits for phone in one.phones), fold(one.values.get("email"))]


def _contact_columns(rows: Listed) -> list[list[str]]:
    """What `_contacts` says of each row: the first phones, the second phones, the addresses."""
    most = max(map(len, rows.phones), default=0)
    columns = [
        [phones[at].digits if at < len(phones) else "" for phones in rows.phones]
        for at in range(most)
    ]
    return [*columns, _folded(rows.values.get("email", ()))]


def _folded(column: Sequence[str | None]) -> list[str]:
    """A column of texts as they are compared; nearly all are plain letters without a space."""
    said = "\n".join([one or "" for one in column])
    if said.isascii() and not _ODD.search(said):
        folded = said.casefold().split("\n")
        if len(folded) == len(column):
            return folded
    return [fold(one) for one in column]


def _more_than_once(texts: Iterable[str | None]) -> frozenset[str]:
    """What stands there more than once; nothing at all is shared with nobody."""
    rest, counted = iter(texts), Counter[str | None]()
    while part := list(islice(rest, _AT_ONCE)):
        counted.update(part)
    return frozenset(what for what, times in counted.items() if times > 1 and what)
