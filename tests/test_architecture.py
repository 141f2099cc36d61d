"""The arrows of the house: views -> services -> models, and no Qt below the views."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "desktop"
EDGES = ("desktop.app", "desktop.command_line", "desktop.__main__")
FORBIDDEN = {
    "models": ("PySide6", "desktop.services", "desktop.views", *EDGES),
    "services": ("PySide6", "desktop.views", *EDGES),
    "views": EDGES,
}
# Between services the arrows go one way too: who may not import whom.
FORBIDDEN_SERVICES = {
    "reading": ("office", "facts", "segments", "importing", "outreach", "likeness", "safekeeping"),
    "likeness": ("office", "facts", "segments", "importing", "outreach", "reading", "safekeeping"),
    "care": ("office", "facts", "segments", "importing", "outreach"),
    "safekeeping": ("office", "facts", "segments", "importing", "outreach"),
    "facts": ("segments", "importing", "outreach"),
    "office": ("segments", "importing", "outreach"),
    "segments": ("importing", "outreach"),
    "outreach": ("importing",),
}


def imported_names(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def upward_imports(folder: Path, forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(PACKAGE)} imports {name}"
        for path in sorted(folder.rglob("*.py"))
        for name in imported_names(path)
        if name.startswith(forbidden)
    ]


@pytest.mark.parametrize("layer", FORBIDDEN)
def test_layer_imports_nothing_above_it(layer: str) -> None:
    assert not upward_imports(PACKAGE / layer, FORBIDDEN[layer])


@pytest.mark.parametrize("service", FORBIDDEN_SERVICES)
def test_services_point_one_way(service: str) -> None:
    forbidden = tuple(f"desktop.services.{name}" for name in FORBIDDEN_SERVICES[service])
    assert not upward_imports(PACKAGE / "services" / service, forbidden)


# What a command or a page may have of SQLAlchemy: to hand a session on, and to tell its errors.
OF_SQLALCHEMY = {"sqlalchemy.orm": {"Session"}, "sqlalchemy.exc": {"DatabaseError"}}

ASKING = {f"db.{one}" for one in ("add", "connection", "delete", "execute", "get", "get_one")}
ASKING |= {"db.query", "db.scalar", "db.scalars"}


def asked_of_the_database(path: Path) -> Iterator[str]:
    """What a file takes from SQLAlchemy to ask the database by itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
            allowed = OF_SQLALCHEMY.get(node.module or "", set())
            yield from (alias.name for alias in node.names if alias.name not in allowed)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("sqlalchemy"))
        elif isinstance(node, ast.Attribute) and ast.unparse(node) in ASKING:
            yield ast.unparse(node)


@pytest.mark.parametrize("edge", ["command_line", "views"])
def test_commands_and_pages_leave_questions_to_services(edge: str) -> None:
    asked = {
        str(path.relative_to(PACKAGE)): sorted(set(asked_of_the_database(path)))
        for path in sorted((PACKAGE / edge).rglob("*.py"))
    }
    assert {path: found for path, found in asked.items() if found} == {}
