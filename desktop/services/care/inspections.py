"""When the report of an inspection is due at the authority.

Rule: domain reference, section 2.3.
"""

from datetime import date

from desktop.services.care.rules import Rules
from desktop.services.dates import add_days, add_months

MONITORED_MONTHS = 6  # a system that watches itself and reports by phone


def report_by(inspected_on: date, rules: Rules, *, is_monitored: bool) -> date:
    """Within 14 days after the test; with electronic monitoring every six months will do."""
    if is_monitored:
        return add_months(inspected_on, MONITORED_MONTHS)
    return add_days(inspected_on, rules.report_days)
