"""The offices that benchmarks measure on: made once by the sample, kept in `build/`."""

from datetime import date
from pathlib import Path

from desktop.models.database import Office, open_office
from desktop.services import facts
from desktop.services.office.sample import make_sample

AS_OF = date(2026, 6, 15)
FOLDER = Path(__file__).parents[2] / "build" / "benchmarks"


def sample_office(customers: int, years: int = 12, seed: int = 1) -> Office:
    """Open the sample office of that size; make it first when it is not there."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"sample-{customers}-{years}-{seed}.db"
    if path.exists():
        return open_office(path)
    unfinished = path.with_suffix(".partial")
    unfinished.unlink(missing_ok=True)
    office = open_office(unfinished)
    with office.writing.begin() as db:
        make_sample(db, customers, years, seed, AS_OF)
        facts.refresh(db, AS_OF)
    office.close()
    unfinished.replace(path)
    return open_office(path)
