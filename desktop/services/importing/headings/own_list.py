"""Knows the Excel list that this program writes itself, so that it comes back without a question.

What the program works out from other records is not stored again from such a list.
"""

from collections.abc import Sequence
from functools import lru_cache

from desktop.services.importing.headings import targets
from desktop.services.importing.headings.mapping import Mapping

COVER_SHEET = "About this list"
WORKED_OUT = "The program works this out itself"
_REASON = "A column of this program's own list"
# The labels of `outreach.list_columns.COLUMNS`; a test holds the two together.
COLUMNS = {
    "Account no.": "account_no",
    "Name": "display_name",
    "Salutation": "salutation",
    "First name": "first_name",
    "Last name": "last_name",
    "Company": "company",
    "Address 1": "mail_line1",
    "Address 2": "mail_line2",
    "City": "mail_city",
    "State": "mail_state",
    "ZIP": "mail_zip",
    "Phone": "phone",
    "Email": "email",
    "Type": "customer_type",
    "Property address": "site_line1",
    "Property city": "site_city",
    "Property ZIP": "site_zip",
    "County": "county",
    "Zone": targets.LEAVE_OUT,
    "System type": "system_kind",
    "Tank (gal)": "capacity_gal",
    "Last service": "last_service",
    "Services": targets.LEAVE_OUT,
    "Next visit": targets.LEAVE_OUT,
    "Contract": targets.LEAVE_OUT,
    "Contract ends": "contract_end",
    "Revenue": targets.LEAVE_OUT,
    "Open balance": targets.LEAVE_OUT,
    "Last payment": targets.LEAVE_OUT,
    "Last contact": targets.LEAVE_OUT,
    "Customer since": "first_seen",
    "Preferred channel": "preferred_channel",
    "RFM": targets.LEAVE_OUT,
    "Value": targets.LEAVE_OUT,
    "Health score": targets.LEAVE_OUT,
    "Health color": targets.LEAVE_OUT,
    "RFM segment": targets.LEAVE_OUT,
    "On cycle": targets.LEAVE_OUT,
    "Due status": targets.LEAVE_OUT,
    "Lifecycle stage": targets.LEAVE_OUT,
    "Service tier": targets.LEAVE_OUT,
    "Relationship": targets.LEAVE_OUT,
    "System age": targets.LEAVE_OUT,
    "Season of the next due": targets.LEAVE_OUT,
    "Best channel": targets.LEAVE_OUT,
    "Vacation property": targets.LEAVE_OUT,
    "Came back": targets.LEAVE_OUT,
    "Repaired again and again": targets.LEAVE_OUT,
    "Condition gets worse": targets.LEAVE_OUT,
    "Part near its planning age": targets.LEAVE_OUT,
    "Recency score": targets.LEAVE_OUT,
    "Frequency score": targets.LEAVE_OUT,
    "Monetary score": targets.LEAVE_OUT,
    "Visits, 3 years": targets.LEAVE_OUT,
    "Sales, 3 years": targets.LEAVE_OUT,
    "Revenue, 12 months": targets.LEAVE_OUT,
    "Revenue, 3 years": targets.LEAVE_OUT,
    "Average ticket": targets.LEAVE_OUT,
    "Lifetime value, expected": targets.LEAVE_OUT,
    "Behavior group": targets.LEAVE_OUT,
    "Health grade": targets.LEAVE_OUT,
    "Health card": targets.LEAVE_OUT,
    "Health coverage (%)": targets.LEAVE_OUT,
    "Health trend": targets.LEAVE_OUT,
    "Health points in 90 days": targets.LEAVE_OUT,
    "Health held back by": targets.LEAVE_OUT,
    "Tags": "tags",
    "Notes": "notes",
}
_ONLY_OURS = ("Services", "Property address", "Property ZIP", "Tank (gal)", "RFM", "Contract ends")
_ENOUGH = 2  # headings that only we write so


@lru_cache(maxsize=64)
def is_own_list(headings: Sequence[str]) -> bool:
    """Whether the headings are those of a list that this program wrote."""
    ours = sum(heading in _ONLY_OURS for heading in headings)
    known = sum(heading in COLUMNS for heading in headings)
    return "Name" in headings and ours >= _ENOUGH and known * 2 > len(headings)


def as_own_list(mapping: Mapping) -> Mapping:
    """The mapping of our own list; its other columns are custom fields of the office."""
    return Mapping(
        tuple(
            c._replace(target=COLUMNS[c.heading], score=1.0, reason=_reason(c.heading))
            if c.heading in COLUMNS
            else c._replace(target=targets.CUSTOM, score=1.0, reason=_REASON)
            for c in mapping.columns
            if c.heading
        )
    )


def _reason(heading: str) -> str:
    return WORKED_OUT if COLUMNS[heading] == targets.LEAVE_OUT else _REASON
