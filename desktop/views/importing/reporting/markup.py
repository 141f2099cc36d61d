"""The report of an import as the markup that screen and paper share; every text is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from desktop.services.days import DayWriter, day_text
from desktop.services.importing.batch.report import FileReport, ImportReport, RowLine
from desktop.views.importing.bringing import WORDS
from desktop.views.importing.words import moment
from desktop.views.widgets.formats import counted

PLURALS = dict(WORDS.values())


def markup(report: ImportReport, write_day: DayWriter = day_text) -> str:
    """The whole report."""
    return "".join(
        [
            _heading(1, report.title),
            _pairs((("Imported", moment(report.imported_at, write_day)), *report.facts)),
            _heading(2, "What became of the rows"),
            _boxes(report),
            _heading(2, "What came in"),
            _entities(report),
            _pairs(report.totals),
            *map(_file, report.files),
            _list("Kept on demand", report.insisted),
            _list("Stayed when the import was undone", report.kept),
        ]
    )


def _heading(level: int, text: str) -> str:
    return f"<h{level}>{escape(text)}</h{level}>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _table(rows: Iterable[Sequence[str]], headings: Sequence[str] = ()) -> str:
    head = "".join(f'<th align="left">{escape(text)}</th>' for text in headings)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows
    )
    top = f"<tr>{head}</tr>" if head else ""
    return f'<table cellspacing="0" cellpadding="3">{top}{body}</table>' if body else ""


def _pairs(pairs: Sequence[tuple[str, str]]) -> str:
    return _table((f"{what}: ", value) for what, value in pairs)


def _boxes(report: ImportReport) -> str:
    total = sum(count for _, count in report.boxes)
    rows = [(label, f"{count:,}") for label, count in report.boxes]
    return _table([*rows, ("All rows of the files", f"{total:,}")])


def _entities(report: ImportReport) -> str:
    rows = [(_many(one.label), f"{one.new:,}", f"{one.changed:,}") for one in report.entities]
    if not rows:
        return _paragraph("Nothing was added or changed: all of it was on file already.")
    return _table(rows, ("", "New", "Changed"))


def _many(label: str) -> str:
    """The name of a kind of record over a number: "Service visits"."""
    return PLURALS.get(label, f"{label.removesuffix('s')}s").capitalize()


def _file(file: FileReport) -> str:
    name = f"{file.name} › {file.sheet}" if file.sheet else file.name
    return "".join(
        [
            _heading(2, name),
            _paragraph(f"{file.kind}, {counted(sum(file.boxes.values()), 'row')}."),
            _pairs(file.settings),
            _list("Totals that differ", file.differences),
            _list("Notes", file.notes),
            _left_out(file),
            _rows("Questions left: not imported until they are answered", file.to_review, file,
                  "review"),
            _rows("Refused: could not be read", file.refused, file, "refused"),
            _columns(file),
        ]
    )  # fmt: skip


def _left_out(file: FileReport) -> str:
    if not file.left_out:
        return ""
    rows = [(f"{one.number:,}", one.reason, one.rows) for one in file.left_out]
    return _heading(3, "Left out") + _table(rows, ("Rows", "Why", "Which"))


def _rows(head: str, rows: Sequence[RowLine], file: FileReport, box: str) -> str:
    if not rows:
        return ""
    more = file.boxes.get(box, 0) - len(rows)
    said = _paragraph(f"And {counted(more, 'row')} more.") if more > 0 else ""
    lines = [(f"{one.row:,}", one.reason) for one in rows]
    return _heading(3, head) + _table(lines, ("Row", "Why")) + said


def _columns(file: FileReport) -> str:
    if not file.columns:
        return ""
    return _heading(3, "Where the columns went") + _table(file.columns, ("In the file", "Here"))


def _list(head: str, texts: Sequence[str]) -> str:
    if not texts:
        return ""
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"{_heading(3, head)}<ul>{items}</ul>"
