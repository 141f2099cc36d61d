"""Every command there is; the parser, the help and the tests walk this table."""

from desktop.command_line import (
    behaviour,
    customers,
    due,
    duplicates,
    health,
    importing,
    lists,
    mappings,
    offices,
    pictures,
    rfm,
    rfm_money,
    rfm_rules,
    segment_asking,
    segment_details,
    segment_pins,
    segment_versions,
    segment_why,
    segments,
    zones,
)
from desktop.command_line.command import Command

COMMANDS: tuple[Command, ...] = (
    *offices.COMMANDS,
    *importing.COMMANDS,
    *duplicates.COMMANDS,
    *mappings.COMMANDS,
    *segments.COMMANDS,
    *segment_asking.COMMANDS,
    *segment_why.COMMANDS,
    *segment_versions.COMMANDS,
    *segment_pins.COMMANDS,
    *segment_details.COMMANDS,
    *customers.COMMANDS,
    *due.COMMANDS,
    *zones.COMMANDS,
    *lists.COMMANDS,
    *rfm.COMMANDS,
    *rfm_rules.COMMANDS,
    *rfm_money.COMMANDS,
    *behaviour.COMMANDS,
    *health.COMMANDS,
    *pictures.COMMANDS,
)

GROUPS = {
    "mapping": "which columns of a file mean what, as remembered",
    "segment": "lists of customers by conditions",
    "zones": "where properties lie",
    "rfm": "how recently, how often and for how much customers buy",
    "behavior": "customers who behave alike",
    "health": "health scores and lifetime value",
}
