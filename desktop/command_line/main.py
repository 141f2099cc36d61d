"""Reads the command line, runs one command, and turns outcomes into exit statuses."""

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from desktop import __version__
from desktop.command_line.command import Call, Command, UsageError
from desktop.command_line.options import global_options
from desktop.command_line.table import COMMANDS, GROUPS
from desktop.models.errors import UserError
from desktop.places import default_office, log_folder
from desktop.services.safekeeping.blame import explained

DONE, USER_CAN_FIX, WRONG_USAGE, OUR_BUG, INTERRUPTED = 0, 1, 2, 70, 130

log = logging.getLogger(__name__)


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` name; returns the exit status."""
    names = parser().parse_args(arguments)
    call = Call(
        location=getattr(names, "database", None) or default_office(),
        as_of=getattr(names, "as_of", None) or date.today(),  # noqa: DTZ011 - her calendar day
        json=getattr(names, "json", False),
        arguments=names,
    )
    try:
        return _answer(call, names.command)
    except UserError as error:
        return _say_user_error(call, error)
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("Stopped; nothing was changed.", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the edge of the program
        known = explained(error, Path(call.location), call.reading)
        return _say_user_error(call, known) if known else _say_bug(call, error)


def _answer(call: Call, command: Command) -> int:
    result = command.run(call)
    print(as_json(result) if call.json else command.text(result), flush=True)
    return USER_CAN_FIX if command.failed(result) else DONE


def as_json(result: object) -> str:
    """One JSON document; dates as ISO days, amounts as decimal text."""
    return json.dumps(result, ensure_ascii=False, indent=2, default=str)


def _say_user_error(call: Call, error: UserError) -> int:
    if call.json:
        print(as_json({"error": {"message": error.message, "where": error.where}}))
    print(error.message, file=sys.stderr)
    return WRONG_USAGE if isinstance(error, UsageError) else USER_CAN_FIX


def _say_bug(call: Call, error: Exception) -> int:
    file = log_folder() / "ecbtx.log"
    logging.basicConfig(filename=file, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    log.error("unexpected error", exc_info=error)
    message = f"Something went wrong; nothing was saved half. The log file says why: {file}"
    if call.json:
        print(as_json({"error": {"message": message, "where": str(file)}}))
    print(message, file=sys.stderr)
    return OUR_BUG


def parser() -> argparse.ArgumentParser:
    """The parser for all commands of the table."""
    top = argparse.ArgumentParser(
        prog="ecbtx",
        allow_abbrev=False,
        description="Without a command the window opens.",
        parents=[global_options()],
    )
    top.add_argument("--version", action="version", version=f"ECBTX CRM {__version__}")
    groups = {"": top.add_subparsers(metavar="COMMAND", required=True)}
    for command in COMMANDS:
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            parent = groups[""].add_parser(group, help=f"{GROUPS[group]}: see {group} --help")
            groups[group] = parent.add_subparsers(metavar="ACTION", required=True)
        below = groups[group].add_parser(
            name,
            help=command.help,
            description=command.help,
            parents=[global_options()],
            allow_abbrev=False,
        )
        below.set_defaults(command=command)
        for one in command.arguments:
            below.add_argument(*one.names, **one.settings)
    return top
