"""The tabs of the page in their order, each loaded and built when it is first asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from desktop.views.page import Context
from desktop.views.value.tab import Tab


class TabEntry(NamedTuple):
    """One tab: `factory` names its class."""

    key: str
    name: str
    factory: str

    def load(self) -> type[Tab]:
        """Import the class of the tab."""
        module, name = self.factory.split(":")
        tab: type[Tab] = getattr(import_module(f"desktop.views.value.{module}"), name)
        return tab


TABS = (
    TabEntry("rfm", "RFM", "rfm_tab:RfmTab"),
    TabEntry("health", "Health", "health_tab:HealthTab"),
    TabEntry("money", "Money", "money_tab:MoneyTab"),
    TabEntry("movement", "Movement", "movement_tab:MovementTab"),
    TabEntry("groups", "Behavior groups", "groups_tab:GroupsTab"),
)
KEYS = tuple(one.key for one in TABS)


class Tabs(dict[str, Tab]):
    """The tabs that were asked for so far; `adopt` takes each new one into the page."""

    def __init__(self, context: Context, adopt: Callable[[Tab], None]) -> None:
        super().__init__()
        self._context = context
        self._adopt = adopt

    def __missing__(self, key: str) -> Tab:
        """Build a tab."""
        entry = next(one for one in TABS if one.key == key)
        self[key] = made = entry.load()(self._context)
        self._adopt(made)
        return made
