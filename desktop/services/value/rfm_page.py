"""What the RFM page shows at once, from one pass over the facts."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.services import facts
from desktop.services.value import cross, rfm_distinct
from desktop.services.value.cross import Cross
from desktop.services.value.distinct import Difference
from desktop.services.value.rfm_parts import parts
from desktop.services.value.rfm_picture import RfmPicture, picture_of


class RfmPage(NamedTuple):
    """The picture, RFM against another label, and what tells the segments apart."""

    picture: RfmPicture
    cross: Cross
    apart: dict[str, tuple[Difference, ...]]


def page(db: Session, as_of: date, before: date, dimension: str) -> RfmPage:
    """The page of a day, beside an earlier day, with RFM crossed with a label.

    Raises:
        UserError: RFM is not crossed with that.
    """
    label = cross.known(dimension)
    facts.for_day(db, as_of)
    found = parts(db, label.column)
    together: Counter[tuple[Any, ...]] = Counter()
    for part in found:
        for value, number in part.values.items():
            together[part.segment, value, int(part.on_cycle)] += number
    return RfmPage(
        picture_of(db, found, as_of, before),
        cross.cross_of(db, together, dimension),
        rfm_distinct.of_segments(found, as_of),
    )
