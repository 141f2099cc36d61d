"""What the buttons of the card do: open a form, ask for a few values, or act at once."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop.services.desk.card import Card
from desktop.services.records import Saved
from desktop.views.page import Context
from desktop.views.printing.leaving import print_history, print_report
from desktop.views.records.asking import AT_ONCE, ask, do
from desktop.views.records.record_dialog import Wanted, open_record, remove_record

if TYPE_CHECKING:
    from desktop.views.records.dialog import FormDialog

Subject = Any
# Lines of a menu that open the form of a record: its kind, and its number in the line.
EDITED: Mapping[str, tuple[str, Callable[[Subject], int]]] = {
    "edit_asset": ("asset", lambda item: int(item.asset_id)),
    "edit_system": ("system", lambda item: int(item.system_id)),
    "edit_visit": ("visit", lambda visit: int(visit.visit_id)),
    "edit_contract": ("contract", lambda contract: int(contract.contract_id)),
}
# Buttons that begin a record which belongs to another: its kind, and the field for the other.
BEGUN = {
    "new_system": ("system", "property"),
    "new_asset": ("asset", "system"),
    "new_sketch": ("sketch", "property"),
    "new_ticket": ("trip_ticket", "visit"),
}


class Deeds:
    """Does them; `dialog` is the window opened last, for those who look."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        self._parent, self._context = parent, context
        self.dialog: FormDialog | QWidget | None = None
        self._own: Mapping[str, Callable[[Subject, Card], None]] = {
            "new": lambda kind, card: self.record(kind, None, card),
            "edit": lambda key, card: self.record(key[0], key[1], card),
            "remove": lambda key, _card: remove_record(self._context, key[0], key[1]),
            "edit_customer": lambda _none, card: self.record(
                "customer", card.who.customer_id, card
            ),
            "print_report": lambda report_id, _card: print_report(
                self._parent, self._context, report_id
            ),
            "print_history": lambda place_id, _card: print_history(
                self._parent, self._context, place_id
            ),
            "file_renewal": lambda one, card: self.ask("file_renewal", one.contract_id, card),
            "work": lambda _none, card: self.work(card),
            "welcome_letter": lambda _none, card: self.welcome(card),
            "renewal_letter": lambda one, _card: self.letter(one.contract_id),
        }

    def do(self, key: str, subject: Subject, card: Card) -> None:
        """Do what a key of the tables stands for."""
        if key in self._own:
            self._own[key](subject, card)
        elif key in AT_ONCE:
            do(self._context, key, subject)
        elif key in EDITED:
            kind, number = EDITED[key]
            self.record(kind, number(subject), card)
        elif key in BEGUN:
            kind, field = BEGUN[key]
            self.record(kind, None, card, {field: subject})
        else:
            self.ask(key, subject, card)

    def record(
        self, kind: str, row_id: int | None, card: Card, values: Mapping[str, Any] | None = None
    ) -> None:
        """Open the form of a record."""
        wanted = Wanted(kind, row_id, card.who.customer_id, values)
        open_record(self._parent, self._context, wanted, self._keep)

    def new_customer(self, then: Callable[[Saved], None]) -> None:
        """Enter a customer by hand."""
        open_record(self._parent, self._context, Wanted("customer"), self._keep, then)

    def ask(self, key: str, subject: Subject, card: Card) -> None:
        """Ask for what an action of the day needs."""
        subject = card.who.customer_id if subject is None else subject
        then = self._go_to_new_owner if key == "sold" else None
        ask(self._parent, self._context, key, subject, card.who.customer_id, self._keep, then)

    def work(self, card: Card | None = None) -> None:
        """Enter work that was done, beginning with this customer."""
        from desktop.views.records.work_entry import WorkEntry  # noqa: PLC0415 - when wanted

        dialog = WorkEntry(self._parent, self._context)
        if card is not None:
            dialog.line.begin_with(card.who.customer_id, card.who.name)
        self.dialog = dialog
        dialog.open()

    def welcome(self, card: Card) -> None:
        """Show the letter to a new owner."""
        from desktop.views.letters.welcome import write_to_new_owner  # noqa: PLC0415 - when wanted

        write_to_new_owner(self._parent, self._context, card.who.customer_id, self._keep)

    def letter(self, contract_id: int) -> None:
        """Show the renewal letter of one contract."""
        from desktop.views.letters.dialog import LettersDialog  # noqa: PLC0415 - when wanted

        dialog = LettersDialog(self._parent, self._context, (contract_id,))
        self.dialog = dialog
        dialog.open()

    def _go_to_new_owner(self, saved: Saved) -> None:
        """The number of the sale is the new owner, or the house while nobody is known."""
        if self.dialog is not None and self._owner_was_named():
            self._context.go("customers", saved.id)

    def _owner_was_named(self) -> bool:
        values = self.dialog.form.values()  # type: ignore[union-attr] # the form of the sale
        return bool(values["display_name"] or values["existing"])

    def _keep(self, dialog: QWidget) -> None:
        self.dialog = dialog
