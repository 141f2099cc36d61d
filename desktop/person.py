"""Who works at this computer: by whom a version is signed while no other name was given."""

import os


def login_name() -> str:
    """The name of the person signed in to Windows; nothing where it is not known."""
    return (os.environ.get("USERNAME") or os.environ.get("USER") or "").strip()
