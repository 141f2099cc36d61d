"""The pages of the window, in the order of the navigation."""

from importlib import import_module
from typing import NamedTuple

from desktop.views.page import Page


class Entry(NamedTuple):
    """One page: `factory` names its class, loaded when the page is first shown.

    `about` answers "What is this page?" (F1). A page that `reads_ahead` is made ready before it is
    first shown (see `views/ahead.py`).
    """

    key: str
    label: str
    icon: str
    factory: str
    about: str
    reads_ahead: bool = False

    def load(self) -> type[Page]:
        """Import the class of the page."""
        module, name = self.factory.split(":")
        page: type[Page] = getattr(import_module(module), name)
        return page


PAGES = (
    Entry(
        "today",
        "Today",
        "calendar",
        "desktop.views.today.page:TodayPage",
        "What waits today: press a number to open its list; every list can be printed (Ctrl+P) or"
        " written to Excel (Ctrl+E). Esc goes back.",
    ),
    Entry(
        "customers",
        "Customers",
        "users",
        "desktop.views.customers.page:CustomersPage",
        "Everyone you serve: type to find a name, a street or a telephone number; press a heading"
        " to sort, the funnel in it to filter.",
    ),
    Entry(
        "segments",
        "Segments",
        "list-filter",
        "desktop.views.segments.page:SegmentsPage",
        "Say in conditions whom you look for; the number follows every change. Save it, or write"
        " the customers to an Excel list.",
    ),
    Entry(
        "value",
        "Customer value",
        "chart-column",
        "desktop.views.value.page:ValuePage",
        "Who is worth what, as pictures: press any number, bar or tile to open its customers;"
        " the right button makes a segment or an Excel list of them.",
        reads_ahead=True,
    ),
    Entry(
        "import",
        "Import",
        "file-input",
        "desktop.views.importing.page:ImportPage",
        "Drop files from QuickBooks or a spreadsheet, look at what would change, then import."
        " Every import can be undone.",
    ),
    Entry(
        "duplicates",
        "Duplicates",
        "merge",
        "desktop.views.duplicates.page:DuplicatesPage",
        "Customers that may be on file twice, in pairs: say whether they are the same. A merge"
        " moves everything to the one you keep, and can be taken back.",
    ),
)
