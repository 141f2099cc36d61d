"""The dialog for the bands and names of RFM, with a look at who would move."""

from typing import Any

from sqlalchemy.orm import Session

from desktop.services.value import movers
from desktop.services.value.movers import Movers
from desktop.views.jobs import Checkpoint
from desktop.views.value.bands_editor import BandsEditor
from desktop.views.value.rules_dialog import RulesDialog, RulesEditor
from desktop.views.widgets.formats import counted

NAMED = 5


class BandsDialog(RulesDialog):
    """Publishes other bands and names."""

    kind = "rfm"
    heading = "Bands of RFM"
    explanation = (
        "Each customer gets 1 to 5 for the last visit, the number of visits and the money, and the"
        " name of the three. Every code has exactly one name."
    )

    def make_editor(self) -> RulesEditor:
        """Bands and names."""
        return BandsEditor()

    def preview(self, db: Session, body: dict[str, Any], _checkpoint: Checkpoint) -> str:
        """Who would move."""
        return told(movers.preview_publish(db, body, self.context.as_of()))


def told(found: Movers) -> str:
    """The moves in words, the largest first."""
    if not found.moved:
        return f"Nobody would change segment; {counted(found.rescored, 'code')} would change."
    lines = [f"{m.before_label} to {m.after_label} {m.customers:,}" for m in found.lines[:NAMED]]
    more = (
        f"; and {len(found.lines) - NAMED} more kinds of moves" if len(found.lines) > NAMED else ""
    )
    moved = f"{found.moved:,} of {counted(found.total, 'customer')} would change segment"
    return f"{moved}: {', '.join(lines)}{more}."
