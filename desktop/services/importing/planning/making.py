"""Puts a plan together: match every proposal, load what it meets, stage table by table."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from desktop.services.importing.cells.towns import separate_towns
from desktop.services.importing.headings.chosen import applies_payments
from desktop.services.importing.headings.tables import Options
from desktop.services.importing.iif.guesses import with_consent
from desktop.services.importing.kinds import Checkpoint, no_checkpoint
from desktop.services.importing.planning.answers import customer_meant
from desktop.services.importing.planning.applying import plan_applying
from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.customers import plan_customers
from desktop.services.importing.planning.document_places import adopt_places
from desktop.services.importing.planning.documents import plan_documents
from desktop.services.importing.planning.notes import plan_tasks
from desktop.services.importing.planning.owners import left_on_file, look_up_owners
from desktop.services.importing.planning.plain import may_have_plain
from desktop.services.importing.planning.plan import (
    Plan,
    RowResult,
    TablePlan,
    forget_detours,
    left_over,
)
from desktop.services.importing.planning.staging import Ahead
from desktop.services.importing.planning.suggestions import plan_suggestions
from desktop.services.importing.records import Parsed
from desktop.services.pace import empty


def make_plan(
    db: Session,
    parsed: Sequence[Parsed],
    as_of: date,
    options: Options | None = None,
    checkpoint: Checkpoint = no_checkpoint,
    ahead: Ahead | None = None,
) -> Plan:
    """Work out everything an import of these tables would do. Customer lists come first.

    Rows that can be written before the others are planned are handed to whoever writes `ahead`.
    """
    separate_towns(db, parsed)
    plan = Plan(db, as_of, options or Options(), ahead)
    plan.tables = [TablePlan(with_consent(one, plan.options.guess)) for one in parsed]
    found = [_match(plan, table) for table in plan.tables]
    around = _load(plan, found)
    for table, matches in zip(plan.tables, found, strict=True):
        left_over(table)
        plan_customers(plan, table, around, matches, checkpoint)
    for table in plan.tables:
        plan_documents(plan, table, around, checkpoint)
        plan_tasks(plan, table)
    wanted = applies_payments(db, [one.table for one in parsed], plan.options)
    plan_applying(plan, around, checkpoint, wanted=wanted)
    plan_suggestions(plan, around)
    for table in plan.tables:
        forget_detours(plan, table)
    adopt_places(plan, around)
    empty(around)
    return plan


def _match(plan: Plan, table: TablePlan) -> dict[int, int]:
    """The known customer of each row; a question becomes the row's box."""
    found: dict[int, int] = {}
    key, decisions = table.parsed.table.key, plan.options.decisions
    if plan.index.is_empty and not decisions:
        return found
    if may_have_plain(plan, table):  # nobody is known: only an answer says who somebody is
        meant = {row: customer_meant(one) for (of, row), one in decisions.items() if of == key}
        return {row: known for row, known in meant.items() if known is not None}
    table.parsed.customers.put_together()
    for proposal in table.parsed.customers:
        answer = decisions.get((key, proposal.row)) if decisions else None
        if answer is not None:
            known = customer_meant(answer)
            if known is not None:
                found[proposal.row] = known
            continue
        match = plan.index.find(proposal)
        if match.question:
            name = proposal.name.display
            plan.waiting.setdefault(proposal.name.key, proposal.row)
            table.results[proposal.row] = RowResult(
                proposal.row, "review", match.question, name, candidates=match.candidates
            )
        elif match.customer_id is not None:
            found[proposal.row] = match.customer_id
    return found


def _load(plan: Plan, found: list[dict[int, int]]) -> Around:
    """Load what hangs on all customers that are met, documents only where they are needed."""
    ids = {customer_id for matches in found for customer_id in matches.values() if customer_id}
    ids |= set(filter(None, map(customer_meant, plan.options.decisions.values())))
    for table in plan.tables:
        for document in table.parsed.documents:
            match = plan.index.find_name(document.name.key, document.name.bare)
            ids |= {match.customer_id} if match.customer_id else set()
    gone = left_on_file(plan.staging.db)
    around = Around(plan.staging, sorted({*ids, *gone}))
    around.owners = look_up_owners(plan, around, found, gone)
    if any(table.parsed.documents for table in plan.tables):
        around.load_documents(sorted(ids))
    return around
