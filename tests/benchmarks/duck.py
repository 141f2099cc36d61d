"""The same counts by DuckDB on one core, hand-written over a copy of the same tables."""

from collections.abc import Mapping
from datetime import date
from statistics import median
from time import process_time
from typing import Any, NamedTuple

from sqlalchemy import text

from desktop.models.database import Office
from desktop.models.facts import KIND_BIT
from desktop.services.segments.counting import count
from desktop.services.segments.spans import Span, window_span
from desktop.services.segments.tree import Window, from_json
from tests.benchmarks.segment_trees import TREES, ZIP_CODES

ROUNDS = 5
COPIED = {
    "facts": "select customer_id, live, customer_type, system_type, average_ticket_cents"
    " from customer_facts",
    "texts": "select customer_id, postcode from customer_texts",
    "services": "select customer_id, day, visit_id, kinds, amount_cents from service_facts",
    "invoices": "select customer_id, date as day, amount_cents from invoices"
    " where state = 'posted' and kind in ('invoice', 'sales_receipt', 'charge')",
}
_MANY = (
    "select count(*) from (select s.customer_id from services s join facts f using (customer_id)"
    " where f.live and s.day {days} group by 1 having count(*) >= {n})"
)
# By the names of our trees.
COUNTS = {
    "main job: residential, ZIP codes, no service in 3 years": (
        "select count(*) from facts f join texts t using (customer_id) where f.live"
        " and f.customer_type = 'residential' and t.postcode in ({zips}) and not exists"
        " (select 1 from services s where s.customer_id = f.customer_id and s.day {years_3})"
    ),
    "3 or more services in 3 years": _MANY.format(days="{years_3}", n=3),
    "12 or more services ever": _MANY.format(days="{ever}", n=12),
    "average service ever over $450": (
        "select count(*) from (select s.customer_id from services s join facts f"
        " using (customer_id) where f.live and s.day {ever} group by 1"
        " having avg(s.amount_cents) > 45000)"
    ),
    "10 different service days ever": (
        "select count(*) from (select s.customer_id from services s join facts f"
        " using (customer_id) where f.live and s.day {ever} group by 1"
        " having count(distinct s.day) >= 10)"
    ),
    "invoices of 3 years add up to $1,500": (
        "select count(*) from (select i.customer_id from invoices i join facts f"
        " using (customer_id) where f.live and i.day {years_3} group by 1"
        " having sum(i.amount_cents) >= 150000)"
    ),
    "repair, then another within 60 days": (
        "select count(distinct a.customer_id) from services a join services b"
        " on b.customer_id = a.customer_id and (b.day > a.day or b.day = a.day"
        " and b.visit_id > a.visit_id) and b.day <= a.day + interval 60 day"
        " join facts f on f.customer_id = a.customer_id"
        " where f.live and a.day {years_3} and b.day {ever}"
        " and a.kinds & {repair} <> 0 and b.kinds & {repair} <> 0"
    ),
    "latest service is a repair": (
        "select count(*) from (select s.kinds, row_number() over (partition by s.customer_id"
        " order by s.day desc, s.visit_id desc) as n from services s join facts f"
        " using (customer_id) where f.live and s.day {ever}) where n = 1 and kinds & {repair} <> 0"
    ),
    "top 10 percent by average ticket, aerobic": (
        "select count(*) from (select system_type, rank() over (order by average_ticket_cents desc)"
        " as place, count(*) over () as everyone from facts where live and average_ticket_cents"
        " is not null) where (place - 1) * 100 < everyone * 10 and system_type = 'aerobic'"
    ),
}


class Beside(NamedTuple):
    """One count by both, in milliseconds."""

    name: str
    duck_ms: float
    ours_ms: float


def beside(office: Office, as_of: date, ours: Mapping[str, float]) -> list[Beside]:
    """Time each count; they must find as many customers as ours.

    Raises:
        AssertionError: DuckDB counts otherwise.
    """
    import duckdb  # noqa: PLC0415 - heavy, and only here

    connection = duckdb.connect()
    connection.execute("set threads = 1")  # as SQLite works; processor time is compared
    with office.reading() as db:
        for name, query in COPIED.items():
            _copy(connection, db, name, query)
        found = []
        for name, sql in COUNTS.items():
            asked = sql.format(**_parts(as_of))
            number, took = _timed(connection, asked)
            expected = count(db, from_json(TREES[name]), as_of).count
            assert number == expected, f"{name}: DuckDB {number}, ours {expected}"
            found.append(Beside(name, took, ours[name]))
    connection.close()
    return found


def _copy(connection: Any, db: Any, name: str, query: str) -> None:
    import pandas as pd  # noqa: PLC0415 - heavy, and only here

    rows = db.execute(text(query))
    frame = pd.DataFrame(rows.fetchall(), columns=list(rows.keys()))
    if "day" in frame:
        frame["day"] = pd.to_datetime(frame["day"])
    connection.register("frame", frame)
    connection.execute(f"create table {name} as select * from frame")
    connection.unregister("frame")


def _timed(connection: Any, sql: str) -> tuple[int, float]:
    took = []
    number = 0
    for _ in range(ROUNDS):
        start = process_time()
        number = connection.execute(sql).fetchone()[0]
        took.append((process_time() - start) * 1000)
    return number, median(took)


def _parts(as_of: date) -> dict[str, str]:
    years_3 = window_span(Window(kind="last", n=3, unit="years"), as_of, 0)
    return {
        "years_3": _between(years_3),
        "ever": f"<= date '{as_of}'",
        "zips": ", ".join(f"'{one}'" for one in ZIP_CODES),
        "repair": str(KIND_BIT["repair"]),
    }


def _between(span: Span) -> str:
    return f"between date '{span.start}' and date '{span.end}'"
