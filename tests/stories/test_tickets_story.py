"""Task 10 of the day: trip tickets, from the home screen of an office of 5,000 customers.

The annual summary is on paper in at most three clicks, and its sums tie to the tickets.
"""

from datetime import date

from sqlalchemy import func, select

from desktop.models.care import TripTicket
from desktop.models.work import DisposalSite, Visit
from desktop.views.printing.preview import PreviewDialog
from desktop.views.today.page import TodayPage
from tests.stories.hands import Desk

YEAR = (date(2026, 6, 1), date(2027, 5, 31))


def haul(desk: Desk, number: int) -> None:
    """Tickets for the latest finished visits, every tenth without a signature."""
    done = select(Visit).where(Visit.status == "completed").order_by(Visit.completed_date.desc())
    with desk.office.writing.begin() as db:
        site = db.scalars(select(DisposalSite.id)).first()
        for place, visit in enumerate(db.scalars(done.limit(number))):
            db.add(TripTicket(
                ticket_no=f"T-{place}", visit_id=visit.id, collected_on=visit.completed_date,
                waste_kind="septage", gallons_collected=1000, gallons_received=990,
                disposal_site_id=site, generator_signed=place % 10 > 0,
            ))  # fmt: skip


def test_the_year_of_tickets_is_summed_for_the_state(desk: Desk) -> None:
    haul(desk, 50)
    page = desk.home
    assert isinstance(page, TodayPage)
    page.commands()["today.tickets"]()
    desk.settle()
    desk.clicks = 2  # the menu File, and the line in it
    desk.click(page.tickets.print_button)
    (preview,) = page.tickets.findChildren(PreviewDialog)
    assert (desk.clicks, preview.sheets[0].title) == (3, "TCEQ annual summary")
    found = page.tickets.found
    assert found is not None
    of_year = TripTicket.collected_on.between(*YEAR)
    assert found.tickets == desk.ask(select(func.count()).where(of_year)) == 50
    collected = select(func.sum(TripTicket.gallons_collected)).where(of_year)
    assert sum(line.collected for line in found.lines) == desk.ask(collected) == 50_000
    assert len(found.incomplete) == 50  # nobody wrote down who received it
    preview.reject()
    page.tickets.reject()
