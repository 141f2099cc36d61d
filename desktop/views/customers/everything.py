"""Everything on file about a customer, kind by kind."""

from desktop.services.records.options import LISTED, listed
from desktop.views.customers.blocks import Act
from desktop.views.page import Context
from desktop.views.records.record_tree import RecordTree


class Everything(RecordTree):
    """The records of one customer."""

    def __init__(self, context: Context, act: Act) -> None:
        kinds = [kind for kind, _name, _label in LISTED]
        super().__init__(context, "Records of the customer", kinds, act)

    def show_customer(self, customer_id: int) -> None:
        """Read and show the records."""
        self.ask(lambda db: listed(db, customer_id))
