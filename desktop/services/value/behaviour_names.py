"""Plain names of behaviour groups, from what tells each apart: "Often, high tickets"."""

from collections.abc import Sequence

from desktop.services.value.distinct import Difference
from desktop.services.value.drivers import DRIVER_OF

_WORDS = 2
AVERAGE = "Like most"


def names(groups: Sequence[Sequence[Difference]]) -> list[str]:
    """A name for each group, none twice; the largest differences come first."""
    found: list[str] = []
    for apart in groups:
        strong = [one for one in apart if one.is_strong]
        found.append(_free(strong, found))
    return found


def _free(strong: Sequence[Difference], taken: Sequence[str]) -> str:
    """As few words as tell it from the names before, two at least; a number where all are used."""
    for count in range(_WORDS, max(len(strong), _WORDS) + 1):
        name = _joined(strong[:count])
        if name not in taken:
            return name
    name, number = _joined(strong), 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _joined(strong: Sequence[Difference]) -> str:
    said = ", ".join(_direction(one) for one in strong) or AVERAGE
    return said[0].upper() + said[1:]


def _direction(one: Difference) -> str:
    driver = DRIVER_OF[one.driver]
    return driver.more if one.spreads > 0 else driver.less
