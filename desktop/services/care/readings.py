"""What a technician measured in a tank says of the day it is due again.

Rules: domain reference, sections 2.1 and 2.5.
"""

from datetime import date
from decimal import Decimal

from desktop.services.care.intervals import Interval
from desktop.services.dates import add_days

GREASE_FULL, SHORTEST_DAYS = 25, 14  # percent of the wetted height; the soonest to come back
# A tank is pumped when the sludge comes within 12 inches of the outlet, or the scum within 6.
# Records hold how thick both are, not how far from the outlet: of a usual tank with 48 inches of
# water the outlet draws 40 % below the surface, 19 inches down and 29 above the floor.
SLUDGE_FULL_IN, SCUM_FULL_IN = 29 - 12, 19 - 6


def sooner_for_grease(base: date, every: Interval, percent: int) -> date | None:
    """The day on which a trap that was so full would be full again; None if that is no sooner."""
    if percent <= GREASE_FULL:
        return None
    days = (every.after(base) - base).days
    found = add_days(base, max(SHORTEST_DAYS, days * GREASE_FULL // percent))
    return found if found < every.after(base) else None


def wants_pumping(sludge_in: Decimal | None, scum_in: Decimal | None) -> str:
    """What of a reading says that a tank is to be pumped now; "" when it can wait."""
    if sludge_in is not None and sludge_in >= SLUDGE_FULL_IN:
        return f"Sludge was {sludge_in.normalize():f} in deep"
    if scum_in is not None and scum_in >= SCUM_FULL_IN:
        return f"Scum was {scum_in.normalize():f} in thick"
    return ""
