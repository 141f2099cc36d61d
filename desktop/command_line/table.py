"""Every command there is; the parser, the help and the tests walk this table."""

from desktop.command_line import importing, lists, offices, pictures, segments
from desktop.command_line.command import Command

COMMANDS: tuple[Command, ...] = (
    *offices.COMMANDS,
    *importing.COMMANDS,
    *segments.COMMANDS,
    *lists.COMMANDS,
    *pictures.COMMANDS,
)
