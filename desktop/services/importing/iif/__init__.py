"""IIF files of QuickBooks Desktop: the grammar, the lists, and blocks of transactions.

`read_iif` makes a grid of a file, `customer_table` a table of its customer list; `reader` turns
that table into proposals and also reads what stands beside the list in the grid.
"""

from desktop.services.importing.iif.customer_list import (
    KIND,
    customer_table,
    settled,
    telling_rows,
)
from desktop.services.importing.iif.grammar import is_iif, read_iif

__all__ = ["KIND", "customer_table", "is_iif", "read_iif", "settled", "telling_rows"]
