"""The labels of which every live customer has exactly one, checked to add up to all of them."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import case, func, literal, select
from sqlalchemy.orm import Session

from desktop.services import facts
from desktop.services.segments.compile import complete
from desktop.services.segments.context import Context
from desktop.services.segments.fields import Field
from desktop.services.segments.sources import FACTS
from desktop.services.segments.tree import AnyNode, Rule

# Fields whose values leave nobody out and never meet.
EXCLUSIVE = (
    "lifecycle",
    "service_tier",
    "system_type",
    "value_tier",
    "rfm_segment",
    "due_status",
    "relationship",
    "contract_status",
    "health_card",
    "health_grade",
    "health_colour",
)


class Part(NamedTuple):
    """One value, the rule that selects its customers, and how many they are."""

    label: str
    rule: Rule
    customers: int


class ExclusiveSet(NamedTuple):
    """All values of a label; `without` have none of them, `several` more than one."""

    key: str
    label: str
    parts: tuple[Part, ...]
    without: int
    several: int
    live_total: int

    @property
    def adds_up(self) -> bool:
        """Whether every live customer has exactly one of the values."""
        total = sum(part.customers for part in self.parts)
        return not self.without and not self.several and total == self.live_total


def exclusive_sets(db: Session, as_of: date) -> tuple[ExclusiveSet, ...]:
    """Count the customers of every value of every such label, by the rules that segments use."""
    facts.for_day(db, as_of)
    context = Context(db, as_of)
    return tuple(_one(context, context.fields[key]) for key in EXCLUSIVE)


def _one(context: Context, field: Field) -> ExclusiveSet:
    labels = [option.label for option in context.options(field)]
    rules = [Rule(field=field.key, op="is", value=label) for label in labels]
    met = [case((complete(rule, context), 1), else_=0) for rule in _nodes(rules)]
    each = select(
        *(one.label(f"v{place}") for place, one in enumerate(met)),
        sum(met, literal(0)).label("values"),
    )
    told = each.where(FACTS.c.live).subquery()
    number = told.c["values"]
    columns = [
        *(told.c[f"v{place}"] for place in range(len(met))),
        case((number == 0, 1), else_=0),
        case((number > 1, 1), else_=0),
        literal(1),
    ]
    sums = select(*(func.coalesce(func.sum(one), 0) for one in columns)).select_from(told)
    *counts, without, several, everyone = context.db.execute(sums).one()
    parts = tuple(Part(*part) for part in zip(labels, rules, counts, strict=True))
    return ExclusiveSet(field.key, field.label, parts, without, several, everyone)


def _nodes(rules: list[Rule]) -> list[AnyNode]:
    return list(rules)
