"""Notes of calls that were typed and not saved: kept for each customer, also over a restart."""

from typing import Any

from desktop.views.page import Context

Draft = dict[str, Any]
KEY = "customers.drafts"


class Drafts:
    """The unsaved notes of this office; `take` hands one out, and it is kept no longer."""

    def __init__(self, context: Context) -> None:
        self._settings, self._office = context.settings, context.office.url

    def keep(self, customer_id: int, draft: Draft) -> None:
        """Keep what was typed about a customer."""
        self._write(self._mine() | {str(customer_id): draft})

    def take(self, customer_id: int) -> Draft:
        """What was typed about a customer; empty when nothing was."""
        mine = self._mine()
        draft = mine.pop(str(customer_id), None)
        if draft is None:
            return {}
        self._write(mine)
        return draft if isinstance(draft, dict) else {}

    def _mine(self) -> dict[str, Any]:
        found = self._settings.get(KEY).get(self._office)
        return dict(found) if isinstance(found, dict) else {}

    def _write(self, mine: dict[str, Any]) -> None:
        everything = dict(self._settings.get(KEY))
        everything.pop(self._office, None)
        self._settings.set(KEY, everything | ({self._office: mine} if mine else {}))
