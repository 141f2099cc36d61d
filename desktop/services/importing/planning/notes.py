"""Plans what was written down about customers: contacts on a day, and things to do."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection

from desktop.models.folding import fold
from desktop.services.importing.cells.names import Name
from desktop.services.importing.planning.plan import Plan, Row, TablePlan
from desktop.services.importing.records import Parsed, ProposedContact, ProposedTask

_SHOWN = 60


def contacts_by_row(parsed: Parsed) -> dict[int, list[ProposedContact]]:
    """The contacts of each customer line."""
    found: dict[int, list[ProposedContact]] = defaultdict(list)
    for contact in parsed.contacts:
        found[contact.row].append(contact)
    return found


def plan_contacts(
    row: Row, plan: Plan, customer_id: int, name: Name, contacts: Collection[ProposedContact]
) -> None:
    """Stage the contacts that are not known yet; one that the office removed stays removed."""
    if not contacts:
        return
    seen: Counter[str] = Counter()
    for contact in contacts:
        key = _key(f"note:{name.key}:{fold(name.site)}:{contact.date}", contact.text)
        seen[key] += 1
        key = f"{key}#{seen[key]}"
        known = plan.key_of("interactions", key)
        if known is not None:
            row.saw("interactions", known)
            continue
        note = f"{name.site}: {contact.text}" if name.site else contact.text
        interaction_id = row.add(
            "interactions",
            {
                "customer_id": customer_id,
                "date": contact.date,
                "channel": contact.channel,
                "note": note,
            },
        )
        plan.set_key("interactions", key, interaction_id)


def _key(prefix: str, said: str) -> str:
    """A key that stays the same as long as the words do."""
    digest = hashlib.sha256(fold(said).encode()).hexdigest()[:24]
    return f"{prefix[:300]}:{digest}"


def plan_tasks(plan: Plan, table: TablePlan) -> None:
    """Stage the to-do notes of a table."""
    if not table.parsed.tasks:
        return
    seen: Counter[str] = Counter()
    keyed = [(task, _task_key(task, seen)) for task in table.parsed.tasks]
    known = (plan.key_of("tasks", key) for _, key in keyed)
    plan.staging.load("tasks", "id", [task_id for task_id in known if task_id is not None])
    for task, key in keyed:
        _plan_task(plan, table, task, key)


def _task_key(task: ProposedTask, seen: Counter[str]) -> str:
    key = f"qbd:todo:{task.external_id}" if task.external_id else _key("todo", task.text)
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}#{seen[key]}"


def _plan_task(plan: Plan, table: TablePlan, task: ProposedTask, key: str) -> None:
    """Add a note, or bring it up to date; one that the office removed stays removed."""
    row = Row(plan, table, task.row, f"To do: {task.text.splitlines()[0][:_SHOWN]}")
    known = plan.key_of("tasks", key)
    values: dict[str, object] = {"text": task.text, "due_date": task.due}
    done_on = (task.due or plan.as_of) if task.is_done else None
    stored = plan.staging.rows["tasks"].get(known or 0, {})
    if not stored.get("customer_id"):
        values["customer_id"] = plan.index.named_in(task.text)
    if known is None:
        task_id = row.add("tasks", {**values, "done_on": done_on})
        plan.set_key("tasks", key, task_id)
    elif stored:
        if not stored["done_on"]:
            values["done_on"] = done_on
        row.change("tasks", known, values)
    row.finish()
