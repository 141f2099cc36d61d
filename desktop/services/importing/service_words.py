"""Which service a text names: the first word that fits wins; the table may be edited."""

import re
from collections.abc import Sequence
from typing import NamedTuple

CONTRACT = "CONTRACT"
NO_VISIT = "NONE"


class ServiceWord(NamedTuple):
    """One line of the table: words to look for, and the service they mean."""

    pattern: str
    service: str


SERVICE_WORDS: tuple[ServiceWord, ...] = (
    ServiceWord(r"discount|sales tax|\btax\b|shipping|portable|counter sale|late fee", NO_VISIT),
    ServiceWord(r"service contract|agreement|maintenance plan", CONTRACT),
    ServiceWord(r"grease", "GREASE"),
    ServiceWord(r"\bgrit", "GRIT"),
    ServiceWord(r"inspect.*(sale|real|pos\b)|point.of.sale", "RE_INSPECTION"),
    ServiceWord(r"aerobic|\batu\b|inspection", "INSPECT"),
    ServiceWord(r"pump motor|pump repair|replace.*pump|pump.*replace", "REPAIR"),
    ServiceWord(r"pump|septic|holding", "PUMP"),
    ServiceWord(r"emerg|after.?hours", "EMERGENCY"),
    ServiceWord(r"locat|\bdig", "LOCATE"),
    ServiceWord(r"install|riser|new system", "INSTALL"),
    ServiceWord(r"chlor", "CHLORINE"),
    ServiceWord(r"repair|replace|float|baffle|\bjet", "REPAIR"),
)


def service_of(text: str, words: Sequence[ServiceWord] = SERVICE_WORDS) -> str | None:
    """The service a memo or item names; None when it names none."""
    if not text:
        return None
    folded = text.casefold()
    for word in words:
        if re.search(word.pattern, folded):
            return None if word.service == NO_VISIT else word.service
    return None
