"""Which rows of a first list are plain: nobody else in the files can be meant by them.

Every question an import asks of a row of a list begins with something it shares with another: the
name, the account number, a phone, an e-mail, or a place that was sold. In an office that knows
nobody yet, a row that shares none of them is a new customer whatever the other rows say. Such
rows are planned in whole columns (`plain_columns`), all others one by one.
"""

from collections.abc import Collection
from typing import NamedTuple

from desktop.services.importing.headings.tables import SPREADSHEET
from desktop.services.importing.listed import Listed
from desktop.services.importing.lists.visits import meaning_in
from desktop.services.importing.planning.answers import row_meant
from desktop.services.importing.planning.former import MAIL
from desktop.services.importing.planning.plan import Plan, TablePlan
from desktop.services.importing.records import ProposedCustomer

_ODD_PARTS = frozenset(["contract", "invoice", "job", "visit_more"])
_ODD_ASSET = ("interval", "due_override")
_MAIL = frozenset(MAIL)


class Sorted(NamedTuple):
    """The rows of a table: the plain ones as columns, the others one by one."""

    plain: Listed
    others: list[ProposedCustomer]


def plain_rows(plan: Plan, table: TablePlan, odd: Collection[int]) -> Sorted:
    """Tell the plain rows of a table from the others; rows in `odd` are never plain."""
    customers = table.parsed.customers
    if not may_have_plain(plan, table):
        return Sorted(Listed.of([]), list(customers))
    key = table.parsed.table.key
    decided = {row for of, row in plan.options.decisions if of == key}
    meant = set(filter(None, map(row_meant, plan.options.decisions.values())))
    not_plain = {*table.results, *odd, *decided, *meant}
    plain, others, alone = [], list[ProposedCustomer](), list[ProposedCustomer]()
    for rows in customers.listed:
        shared = plan.shared.places(rows)
        shared |= {p for p, number in enumerate(rows.numbers) if number in not_plain}
        plain.append(rows.without(shared))
        others += map(rows.one, sorted(shared))
    for one in customers.alone:
        is_plain = one.row not in not_plain and _is_simple(one) and not plan.shared.has(one)
        (alone if is_plain else others).append(one)
    whole = Listed.joined([*plain, Listed.of(alone)])
    return Sorted(whole.in_order() if alone else whole, sorted(others, key=lambda one: one.row))


def may_have_plain(plan: Plan, table: TablePlan) -> bool:
    """Whether the office knows nobody and the file is a plain list, without any sale."""
    if not plan.index.knew_nobody or table.parsed.table.kind != SPREADSHEET:
        return False
    parsed = [one.parsed for one in plan.tables]
    return meaning_in(plan, "") is None and not any(one.documents or one.tasks for one in parsed)


def _is_simple(one: ProposedCustomer) -> bool:
    """Whether a row has only what is planned the same way for everybody."""
    name, parts = one.name, one.parts
    if name.site or name.notes or name.key != name.bare:
        return False
    if one.notes or one.tags or one.custom or not _ODD_PARTS.isdisjoint(parts):
        return False
    if not (one.phones or parts or one.mail.line1 or one.site.line1 or one.values.get("email")):
        return False  # it may be a remark
    visit, asset = parts.get("visit"), parts.get("asset")
    if visit and (not visit.get("date") or visit.get("service")):
        return False
    return not (asset and any(key in asset for key in _ODD_ASSET)) and (
        _MAIL.isdisjoint(one.values)
    )
