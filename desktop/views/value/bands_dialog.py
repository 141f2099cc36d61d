"""The dialog for the bands and names of RFM, with a look at who would move."""

from typing import Any

from sqlalchemy.orm import Session

from desktop.services.value import movers
from desktop.services.value.movers import Movers, Moving
from desktop.views.jobs import Checkpoint
from desktop.views.value import moving_dialog
from desktop.views.value.bands_editor import BandsEditor
from desktop.views.value.moving_dialog import Ahead, MovingDialog
from desktop.views.value.rules_dialog import RulesEditor
from desktop.views.widgets.formats import counted


class BandsDialog(MovingDialog):
    """Publishes other bands and names."""

    kind = "rfm"
    heading = "Bands of RFM"
    explanation = (
        "Each customer gets 1 to 5 for the last visit, the number of visits and the money, and the"
        " name of the three. Every code has exactly one name."
    )
    scored = "Code"

    def make_editor(self) -> RulesEditor:
        """Bands and names."""
        return BandsEditor()

    def preview(self, db: Session, body: dict[str, Any], _checkpoint: Checkpoint) -> Ahead:
        """Who would move."""
        found = movers.preview_publish(db, body, self.context.as_of())
        return Ahead(told(found), found.lines, body)

    def names(
        self, db: Session, body: dict[str, Any], before: str, after: str
    ) -> tuple[Moving, ...]:
        """The first of a move by name."""
        return movers.movers(db, body, self.context.as_of(), before, after)


def told(found: Movers) -> str:
    """The moves in words, the largest first."""
    if not found.moved:
        return f"Nobody would change segment; {counted(found.rescored, 'code')} would change."
    return moving_dialog.told(found.moved, found.total, "segment", found.lines)
