"""Rows on the clipboard: as tab-separated text and as an HTML table, for any spreadsheet."""

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData

from desktop.views.widgets.formats import copied, safe_text
from desktop.views.widgets.id_model import ListColumn


def table(
    rows: Sequence[Sequence[Any]], columns: Sequence[ListColumn], *, headings: bool
) -> list[list[str]]:
    """The cells as texts that are safe to paste."""
    cells = [
        [copied(c.kind, value, c.choices) for c, value in zip(columns, row, strict=True)]
        for row in rows
    ]
    return [[safe_text(c.label) for c in columns], *cells] if headings else cells


def as_text(cells: Sequence[Sequence[str]]) -> str:
    """Tab-separated lines."""
    return "\n".join("\t".join(row) for row in cells)


def as_html(cells: Sequence[Sequence[str]]) -> str:
    """A plain HTML table."""
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in cells)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def mime(cells: Sequence[Sequence[str]]) -> QMimeData:
    """Both forms, as the clipboard takes them."""
    data = QMimeData()
    data.setText(as_text(cells))
    data.setHtml(as_html(cells))
    return data
