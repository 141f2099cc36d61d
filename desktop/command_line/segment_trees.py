"""Where a command takes its conditions from: a saved segment, a file, or words."""

import json
from pathlib import Path

from sqlalchemy.orm import Session

from desktop.command_line.command import Call, UsageError, argument
from desktop.models.errors import UserError
from desktop.services.segments import saved
from desktop.services.segments.checks import Finding, check
from desktop.services.segments.context import Context
from desktop.services.segments.phrase.understanding import Understood, understand
from desktop.services.segments.tree import AnyNode, from_json

NAME = argument("--name", required=True, metavar="N", help="a saved segment")
DEFINITION = argument("--definition", metavar="FILE", required=True, help="a tree as JSON")
WHICH = (
    argument("--name", metavar="N", help="a saved segment"),
    argument("--definition", metavar="FILE", help="a tree as JSON"),
)
WHICH_OR_WORDS = (*WHICH, argument("--phrase", metavar="TEXT", help="said in words"))


def read_definition(file: str) -> AnyNode:
    """The tree in a JSON file."""
    path = Path(file)
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UserError(f"There is no file {file}.", where=file) from None
    except OSError as error:
        raise UserError(f"{file} cannot be read: {error.strerror}.", where=file) from error
    except ValueError as error:
        raise UserError(f"{file} is not JSON: {error}", where=file) from error
    return from_json(data)


def wanted_tree(db: Session, call: Call) -> AnyNode:
    """The tree of `--definition` or `--phrase`, or membership of the segment of `--name`."""
    given = vars(call.arguments)
    said = [key for key in ("name", "definition", "phrase") if given.get(key)]
    if len(said) != 1:
        raise UsageError("Name a saved segment, give a definition file or words: one of them.")
    if given["name"]:
        return saved.as_condition(db, saved.by_name(db, given["name"]))
    if given["definition"]:
        return checked(db, call, read_definition(given["definition"]))
    return from_words(db, call, given["phrase"])


def checked(db: Session, call: Call, tree: AnyNode) -> AnyNode:
    """The tree, when nothing in it is wrong.

    Raises:
        UserError: the first thing that is, and where.
    """
    errors = check(tree, Context(db, call.as_of)).errors
    # A tree in which everything is switched off selects nobody; it only cannot be saved.
    wrong = [error for error in errors if error.code != "nothing_active"]
    if wrong:
        raise UserError(wrong[0].message, where=_place(wrong[0]))
    return tree


def from_words(db: Session, call: Call, text: str) -> AnyNode:
    """The conditions that words stand for, when nothing in them has to be asked or left out.

    Raises:
        UserError: a question is open, a word was not used, or nothing was understood.
    """
    found: Understood = understand(db, text, call.as_of)
    if found.questions:
        asked = found.questions[0]
        choices = "; ".join(choice.label for choice in asked.choices)
        raise UserError(f"{asked.text} {choices}.", where=text)
    if found.tree is None or found.unused:
        unused = ", ".join(f"“{word}”" for word in found.unused)
        not_used = f"Not understood: {unused}." if unused else ""
        raise UserError(" ".join(part for part in (not_used, found.remark) if part), where=text)
    return found.tree


def _place(finding: Finding) -> str:
    return "/".join(str(step) for step in finding.path)
