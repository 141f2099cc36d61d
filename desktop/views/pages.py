"""The pages of the window, in the order of the navigation."""

from importlib import import_module
from typing import NamedTuple

from desktop.views.page import Page


class Entry(NamedTuple):
    """One page: `factory` names its class and is imported when the page is first shown."""

    key: str
    label: str
    icon: str
    factory: str

    def load(self) -> type[Page]:
        """Import the class of the page."""
        module, name = self.factory.split(":")
        page: type[Page] = getattr(import_module(module), name)
        return page


PAGES = (
    Entry("customers", "Customers", "users", "desktop.views.customers.page:CustomersPage"),
    Entry("segments", "Segments", "list-filter", "desktop.views.segments.page:SegmentsPage"),
    Entry("import", "Import", "file-input", "desktop.views.importing.page:ImportPage"),
)
