"""What hangs on the list of customers: the menu of a row, and the values a filter offers."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from desktop.services.office import customer_list
from desktop.services.office.customer_columns import Column
from desktop.services.office.customer_list import Query, ValueCount
from desktop.views.jobs import Jobs
from desktop.views.widgets.icons import icon

if TYPE_CHECKING:
    from desktop.views.customers.page import CustomersPage

Load = Callable[[str, Callable[[Sequence[ValueCount]], None]], None]


def row_menu(page: "CustomersPage", heading: str, open_filter: Callable[[], None]) -> QMenu:
    """The menu of the selected rows, by right click or by the Menu key."""
    menu = QMenu(page)
    menu.addAction(icon("user"), "&Open card\tEnter", page.commands()["customers.open"])
    menu.addSeparator()
    menu.addAction(icon("copy"), "&Copy\tCtrl+C", page.copy)
    menu.addAction("Copy with &headings\tCtrl+Shift+C", lambda: page.copy(headings=True))
    menu.addSeparator()
    menu.addAction(icon("list-filter"), f"&Filter by {heading}…\tAlt+Down", open_filter)
    return menu


def value_loader(jobs: Jobs, column: Column, query: Query) -> Load:
    """Asks for the values of a column that contain a text, each with how many have it."""

    def load(containing: str, show: Callable[[Sequence[ValueCount]], None]) -> None:
        jobs.run(
            lambda db, _c: customer_list.value_counts(db, column.key, query, containing),
            show,
            channel="customers-values",
        )

    return load
