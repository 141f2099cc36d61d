"""Every command there is; the parser, the help and the tests walk this table."""

from desktop.command_line import (
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
    segment_why,
    segments,
)
from desktop.command_line.command import Command

COMMANDS: tuple[Command, ...] = (
    *offices.COMMANDS,
    *importing.COMMANDS,
    *duplicates.COMMANDS,
    *mappings.COMMANDS,
    *segments.COMMANDS,
    *segment_why.COMMANDS,
    *customers.COMMANDS,
    *due.COMMANDS,
    *lists.COMMANDS,
    *rfm.COMMANDS,
    *health.COMMANDS,
    *pictures.COMMANDS,
)
