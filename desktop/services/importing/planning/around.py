"""Loads all that hangs on the customers an import meets, ready to be compared."""

from collections import defaultdict
from datetime import date
from typing import Any

from desktop.models.folding import fold
from desktop.services.importing.cells.addresses import address_key
from desktop.services.importing.cells.sold import Owners
from desktop.services.importing.planning.staging import Staging, Values


class Around:
    """Phones, tags, places, systems, tanks, visits and documents by the customer they belong to.

    New rows enter through the same lists, so that a later row of the file finds them.
    """

    def __init__(self, staging: Staging, customer_ids: list[int]) -> None:
        self.staging = staging
        self.phones: dict[int, list[Values]] = defaultdict(list)
        self.tags: dict[int, set[str]] = defaultdict(set)
        self.properties: dict[int, list[int]] = defaultdict(list)
        self.systems: dict[int, list[int]] = defaultdict(list)
        self.assets: dict[int, list[int]] = defaultdict(list)
        self.visits: dict[tuple[int, date], int] = {}
        self.lines_of_new: dict[int, list[Values]] = {}  # by visits that this import adds
        self.contracts: dict[int, list[int]] = defaultdict(list)
        self.documents: dict[tuple[str, int], list[int]] = defaultdict(list)
        self.shares: dict[int, list[int]] = defaultdict(list)  # of payments, by customer
        self.custom_values: dict[tuple[int, int], int] = {}
        self.fields: dict[str, Values] = {}
        self.ended: dict[int, list[Values]] = defaultdict(list)  # links to places that were left
        self.owners = Owners()
        staging.load("customers", "id", customer_ids)
        self._load_children(customer_ids)
        self._load_places(customer_ids)
        self._load_work(customer_ids)

    def _load_children(self, ids: list[int]) -> None:
        for row in self.staging.load("customer_phones", "customer_id", ids):
            self.phones[row["customer_id"]].append(row)
        for row in self.staging.load("customer_tags", "customer_id", ids):
            self.tags[row["customer_id"]].add(fold(row["tag"]))
        for row in self.staging.load("custom_values", "customer_id", ids):
            self.custom_values[row["customer_id"], row["field_id"]] = row["id"]

    def _load_places(self, ids: list[int]) -> None:
        links = self.staging.load("property_links", "customer_id", ids)
        for link in links:
            if link["to_date"] is None:
                self.properties[link["customer_id"]].append(link["property_id"])
            else:
                self.ended[link["customer_id"]].append(link)
        places = [link["property_id"] for link in links]
        self.staging.load("properties", "id", places)
        systems = self.staging.load("systems", "property_id", places)
        for system in systems:
            self.systems[system["property_id"]].append(system["id"])
        for asset in self.staging.load("assets", "system_id", [s["id"] for s in systems]):
            self.assets[asset["system_id"]].append(asset["id"])

    def _load_work(self, ids: list[int]) -> None:
        for visit in self.staging.load("visits", "customer_id", ids):
            if visit["status"] == "completed" and visit["completed_date"]:
                self.visits[visit["customer_id"], visit["completed_date"]] = visit["id"]
        for contract in self.staging.load("contracts", "customer_id", ids):
            self.contracts[contract["customer_id"]].append(contract["id"])

    def load_documents(self, ids: list[int]) -> None:
        """Load the sales documents too; only reports of documents need them."""
        for table in ("invoices", "payments", "estimates", "other_transactions"):
            for row in self.staging.load(table, "customer_id", ids):
                self.documents[table, row["customer_id"]].append(row["id"])
        invoices = self.staging.rows["invoices"]
        for row in self.staging.load("payment_shares", "invoice_id", invoices):
            self.shares[invoices[row["invoice_id"]]["customer_id"]].append(row["id"])

    def place_at(self, customer_id: int, key: str) -> int | None:
        """The customer's property at an address; also one that was left."""
        left: list[int] = [link["property_id"] for link in self.ended.get(customer_id, ())]
        for property_id in (*self.properties[customer_id], *left):
            row = self.staging.rows["properties"].get(property_id, {})
            if (
                row.get("line1")
                and address_key(row["line1"], row.get("city"), row.get("zip5")) == key
            ):
                return property_id
        return None

    def add_place(self, customer_id: int, property_id: int) -> None:
        """Remember a new property of a customer."""
        self.properties[customer_id].append(property_id)

    def row(self, table: str, row_id: int) -> dict[str, Any]:
        """A loaded or staged row."""
        return self.staging.rows[table][row_id]
