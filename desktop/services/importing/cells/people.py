"""Fills in the person, the couple or the company that the name of a row names."""

from typing import Any

from desktop.services.importing.cells.names import Name, Person, is_business, read_name, read_person

NUMBER_LABEL = "Number of another program"


def fill_person(values: dict[str, Any], name: Name, contact: str | None) -> None:
    """Add first and last name, spouse, greeting or company, where the row has no columns for them.

    "Last, First" is sure; then comes the contact; a name as it is spoken is read last.
    """
    if name.notes or name.number:
        _take_marks_out(values, name)
    found = read_person(name.display)
    is_sure = bool(found.last) and ("," in name.display or bool(found.salutation))
    if is_sure:
        _add(values, found)
    if "company" not in values and is_business(name.display):
        values["company"] = name.display
    if contact and "first_name" not in values and not is_business(contact):
        given, _, family = contact.partition(" ")
        if family and "," not in contact:
            values["first_name"], values["last_name"] = given, family
    if found.last and "company" not in values:
        _add(values, found)
    if name.number:
        values["extra"] = {**values.get("extra", {}), NUMBER_LABEL: name.number}


def _take_marks_out(values: dict[str, Any], name: Name) -> None:
    """Leave out of first and last name what was read as a note or a number."""
    for part in ("first_name", "last_name"):
        written = values.get(part) or ""
        bare = read_name(written, has_jobs=False).display if written else ""
        bare = bare.removesuffix(name.number).rstrip(" #-") or bare
        if bare and bare != written:
            values[part] = bare


def _add(values: dict[str, Any], found: Person) -> None:
    if "first_name" not in values and "last_name" not in values:
        given = {
            "first_name": found.first,
            "last_name": found.last,
            "second_name": found.second,
            "salutation": found.salutation,
        }
        values.update({key: value for key, value in given.items() if value and key not in values})
