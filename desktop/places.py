"""Where things lie on this computer: the office file, settings, logs, resources."""

import os
from pathlib import Path

PRODUCT = "ECBTX CRM"


def data_folder() -> Path:
    """The folder of this user's own data; never Documents, which OneDrive moves away."""
    from platformdirs import user_data_path  # noqa: PLC0415 - not where a place is named

    folder = user_data_path(PRODUCT, appauthor=False, roaming=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def default_office() -> str:
    """The office file or database URL used when none is named."""
    return os.environ.get("ECBTX_DATABASE") or str(data_folder() / "office.db")


def log_folder() -> Path:
    """Where the log files are."""
    folder = data_folder() / "logs"
    folder.mkdir(exist_ok=True)
    return folder


def resource(name: str) -> Path:
    """A file that comes with the program, by its path below `resources/`."""
    return Path(__file__).parents[1] / "resources" / name
