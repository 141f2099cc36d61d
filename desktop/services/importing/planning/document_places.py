"""Gives the sales and visits of a customer a place, when a later list is the first to name it."""

from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.places import main_places
from desktop.services.importing.planning.plan import Plan

WITHOUT_PLACE = ("visits", "estimates", "invoices", "other_transactions")


def adopt_places(plan: Plan, around: Around) -> None:
    """Put what has no place at the first main place of its customer, where this import made it.

    So it does not matter whether the list of customers or the report of sales comes in first.
    """
    staging = plan.staging
    first: dict[int, int] = {}
    for customer_id in list(around.properties):
        if staging.is_new("customers", customer_id):
            continue  # all that hangs on it was placed while it was planned
        places = main_places(plan, around, customer_id)
        if places and staging.is_new("properties", places[0]):
            first[customer_id] = places[0]
    for table in WITHOUT_PLACE:
        for row in staging.load(table, "customer_id", first):
            if row["property_id"] is None:
                staging.change(table, row["id"], {"property_id": first[row["customer_id"]]})
