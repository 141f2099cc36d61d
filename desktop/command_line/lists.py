"""The command `export`: a list leaves."""

from pathlib import Path

from desktop.command_line.command import Call, Command, Result, UsageError, argument
from desktop.command_line.segment_trees import read_definition
from desktop.services.outreach.excel_list import write_excel
from desktop.services.segments import saved

FORMATS = ("excel",)


def _export(call: Call) -> Result:
    given = call.arguments
    if bool(given.segment) == bool(given.definition):
        raise UsageError("Name a saved segment or give a definition file, one of the two.")
    keys = given.columns.split(",") if given.columns else None
    with call.reading() as db:
        if given.segment:
            card = saved.get(db, saved.by_name(db, given.segment))
            name, tree, told_as = card.name, saved.as_condition(db, card.id), card.tree
        else:
            name, tree, told_as = "", read_definition(given.definition), None
        result = write_excel(
            db,
            tree,
            name,
            call.as_of,
            Path(given.output),
            keys=keys,
            checkpoint=call.checkpoint,
            told_as=told_as,
        )
    return {"written": result.written, "suppressed": [], "file": str(result.path)}


COMMANDS = (
    Command(
        "export",
        "write the members of a segment to a file",
        _export,
        lambda result: f"{result['written']:,} customers written to {result['file']}",
        (
            argument("--segment", metavar="N", help="a saved segment"),
            argument("--definition", metavar="FILE", help="a tree as JSON"),
            argument("--as", dest="format", choices=FORMATS, default="excel"),
            argument("--output", required=True, metavar="FILE"),
            argument("--columns", metavar="KEY,KEY", help="which columns, in which order"),
        ),
    ),
)
