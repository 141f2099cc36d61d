"""Commands for remembered mappings: mapping list, export, import."""

from pathlib import Path
from typing import Any

from desktop.command_line.command import Call, Command, Result, argument
from desktop.models.errors import UserError
from desktop.services.importing.headings import profiles


def _list(call: Call) -> Result:
    with call.reading() as db:
        return [
            {
                "name": profile.name,
                "headings": list(profile.headings),
                "columns": dict(profile.choices.columns),
            }
            for profile in profiles.list_profiles(db)
        ]


def _list_text(found: list[dict[str, Any]]) -> str:
    if not found:
        return "No mappings are remembered yet."
    return "\n".join(f"{one['name']}: {', '.join(one['headings'])}" for one in found)


def _export(call: Call) -> Result:
    with call.reading() as db:
        return {"name": call.arguments.name, "text": profiles.export_text(db, call.arguments.name)}


def _import(call: Call) -> Result:
    file = Path(call.arguments.file)
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{file.name} cannot be read.", where=str(file)) from error
    with call.writing(create=True) as db:
        return {"name": profiles.import_text(db, text)}


COMMANDS = (
    Command("mapping list", "the mappings that are remembered", _list, _list_text),
    Command(
        "mapping export",
        "a mapping as text, for another office",
        _export,
        lambda result: str(result["text"]).rstrip("\n"),
        (argument("name", metavar="NAME"),),
    ),
    Command(
        "mapping import",
        "take in a mapping that another office exported",
        _import,
        lambda result: f"The mapping is called “{result['name']}” here.",
        (argument("file", metavar="FILE"),),
    ),
)
