"""Copies, cuts and pastes conditions as text, within a segment and from one to another."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.models.errors import UserError
from desktop.services.segments.exchange import as_text, from_text
from desktop.views.segments import places

if TYPE_CHECKING:
    from desktop.views.segments.canvas import Canvas


def copy(canvas: "Canvas") -> None:
    """Put the condition in front on the clipboard, as text that another segment takes."""
    node = places.find(canvas.desk.tree, canvas.focused_id())
    if node is not None:
        QApplication.clipboard().setText(as_text(node))


def cut(canvas: "Canvas") -> None:
    """The same, and take it away here."""
    if node_id := canvas.focused_id():
        copy(canvas)
        canvas.act("remove", node_id)


def paste(canvas: "Canvas") -> None:
    """Put the condition on the clipboard behind the one in front, or at the end."""
    tree = canvas.desk.tree
    try:
        node = from_text(QApplication.clipboard().text())
        here = places.find(tree, canvas.focused_id()) or tree
        changed, focus = places.put_after(tree, here.id or "", node)
    except UserError as error:
        canvas.desk.context.show_error(error)
        return
    canvas.desk.draft.edit("Paste", changed)
    canvas.go_to(focus, inside=False)
