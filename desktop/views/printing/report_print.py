"""The testing and reporting record of an inspected system: one page per copy."""

from collections.abc import Iterator

from desktop.services.days import paper_day
from desktop.services.desk.inspection_report import COPIES, Person, ReportSheet
from desktop.services.desk.inspection_tests import Measure
from desktop.services.records.forms import RESULTS
from desktop.views.printing.content import (
    Checks,
    Column,
    Facts,
    Group,
    Head,
    Part,
    Print,
    Signatures,
    Table,
    Text,
)
from desktop.views.printing.sketches import Placed, with_sketches

TITLE = "Inspection report"
TEST_COLUMNS = (
    Column("Test", 105),
    Column("Required", 85),
    Column("Limit", 125),
    Column("Result", 100),
    Column("Method", 85),
    Column("Passed", 90),
)
PASSED = {True: "yes", False: "NO", None: "not tested"}
NOTHING = "None."
OURS = COPIES[0]


def report_prints(report: ReportSheet, head: Head) -> tuple[Print, ...]:
    """One print-out for each who gets a copy, alike but for the mark."""
    parts, places = tuple(_parts(report)), (Placed(report.site, report.sketches),)

    def make(sketches: tuple[Part, ...]) -> Print:
        return Print(TITLE, head, (*parts, *sketches), "Copy:")

    # Others want one page for each system; our own copy keeps the sketch, on a second page too.
    ours = with_sketches(make, places, one_page=False)
    fitting = with_sketches(make, places, one_page=True)
    return tuple(
        (ours if who == OURS else fitting)._replace(mark=f"Copy: {who}") for who in report.copies
    )


def _parts(report: ReportSheet) -> Iterator[Part]:
    yield Facts(tuple(_who(report)))
    yield Text("Items inspected", "heading")
    yield Checks(tuple(RESULTS.values()), tuple((one.label, one.result) for one in report.items))
    yield Text("Tests", "heading")
    yield Table(TEST_COLUMNS, (Group("", tuple(map(_test, report.tests))),))
    yield Facts((("Sludge level", report.sludge or "not measured"),), 1)
    for name, text in (
        ("Repairs made, components replaced", report.repairs_made),
        ("Repairs needed", report.repairs_needed),
        ("Comments, answers to complaints of the owner", report.comments),
    ):
        if text:
            yield Text(name, "heading")
            yield Text(text)
        else:  # the record is to stay on one page
            yield Facts(((name, NOTHING),), 1)
    yield Text("Filing", "heading")
    yield Facts(tuple(_filing(report)))
    yield Signatures(
        (
            f"Inspected by: {_person(report.inspector)}",
            "Date",
            f"Signed by: {_person(report.signer)}",
            "Date",
        )
    )


def _who(report: ReportSheet) -> Iterator[tuple[str, str]]:
    account = f" (account {report.account_no})" if report.account_no else ""
    yield "Owner", f"{report.customer}{account}" if report.customer else "not known"
    yield "Date of the test", paper_day(report.inspected_on)
    yield "Property", report.site or "not known"
    yield "County", report.county or "not known"
    yield "System", report.system
    yield "Permit no.", report.permit_no or "not known"
    yield "Authority", report.authority or "not known"
    yield "Required frequency", report.frequency or "not known"
    yield "Next inspection due", paper_day(report.next_due) if report.next_due else "not known"


def _test(one: Measure) -> tuple[str, ...]:
    passed = one.instead or PASSED[one.passed]
    return one.label, one.required, one.limit, one.value or "not tested", one.method, passed


def _filing(report: ReportSheet) -> Iterator[tuple[str, str]]:
    yield "To be filed by", paper_day(report.file_by)
    filed = (
        f"{paper_day(report.filed_on)} {report.filed_how}".strip() if report.filed_on else "not yet"
    )
    yield "Filed", filed
    if report.file_to:
        yield "File to", report.file_to
    given = report.copy_to_owner_on
    yield "Copy to the owner", paper_day(given) if given else "not yet"


def _person(one: Person) -> str:
    return ", ".join(text for text in (one.name, one.licence) if text)
