"""Commands run in this process on an office file of their own."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from desktop.__main__ import main


class Said(NamedTuple):
    """What a command answered."""

    status: int
    output: str
    errors: str

    @property
    def json(self) -> Any:
        """The answer as decoded JSON."""
        return json.loads(self.output)


Run = Callable[..., Said]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on `office.db` of this test as of 15 June 2026."""
    monkeypatch.setenv("ECBTX_DATABASE", str(tmp_path / "office.db"))

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        try:
            status = main(["--as-of", "2026-06-15", *(str(argument) for argument in arguments)])
        except SystemExit as left:  # argparse leaves this way
            status = int(left.code or 0)
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, Any], Path]:
    """Write JSON to a file of this test."""

    def write(name: str, data: Any) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(data), encoding="utf-8")
        return path

    return write
