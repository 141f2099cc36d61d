"""What an import answers on the command line, in words."""

from collections.abc import Iterator
from typing import Any

ROWS_SHOWN = 20
_REVIEW_HINT = "  Open the file on the Import page of the program to answer these."


def import_text(result: dict[str, Any]) -> str:
    """The answer of an import in lines: its files, their rows and questions, and the money."""
    batch = result["batch"]
    lines = ["Nothing was written (dry run)." if batch is None else f"Import number {batch}."]
    for file in result["files"]:
        sheet = f", sheet {file['sheet']}" if file["sheet"] else ""
        boxes = ", ".join(
            f"{count:,} {box.replace('_', ' ')}" for box, count in file["boxes"].items()
        )
        lines += [
            f"{file['file']}{sheet}: {file['label']}",
            f"  {file['rows_read']:,} rows: {boxes}",
            *(f"  {note}" for note in file["notes"]),
            *(f"  {problem['message']}" for problem in file["problems"][:ROWS_SHOWN]),
            *_review_lines(file["review"]),
        ]
    totals = result["totals"]
    sold = f"{_count(totals, 'invoice')} and {_count(totals, 'credit')} ${totals['revenue']}"
    lines.append(f"{sold}, {_count(totals, 'payment')} ${totals['paid']}")
    lines += _applied_lines(result["applied"])
    lines += _suggestion_lines(result["suggestions"])
    return "\n".join(lines)


def _applied_lines(applied: dict[str, Any]) -> Iterator[str]:
    """What payments that name no invoice pay, what is left of them, and what was taken back."""
    if applied["taken_back"] != "0.00":
        yield f"${applied['taken_back']} applied before no longer fits and is taken back."
    if not applied["payments"]:
        return
    many = applied["payments"] != 1
    what = f"{applied['payments']:,} {'payments and credits' if many else 'payment or credit'}"
    said = f"${applied['amount']} of {what}"
    left = f"; ${applied['left']} fits no open invoice" if applied["left"] != "0.00" else ""
    if applied["wanted"]:
        paid = _count(applied, "invoice")
        yield f"{said} applied to {paid}, those due first before others{left}."
    else:
        yield f"{said} not applied to invoices (--apply-payments applies them){left}."


def _suggestion_lines(suggestions: list[dict[str, Any]]) -> Iterator[str]:
    """How many facts notes and memos name, and whether they were taken over."""
    if not suggestions:
        return
    count, taken = len(suggestions), sum(one["accepted"] for one in suggestions)
    said = f"{count:,} {'suggestion' if count == 1 else 'suggestions'} in notes and memos"
    if taken == count:
        yield f"{said}, taken over."
    else:
        yield f"{said}, not taken over (--accept-suggestions takes them all)."


def _count(totals: dict[str, Any], one: str) -> str:
    number = totals[f"{one}s"]
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"


def _review_lines(review: list[dict[str, Any]]) -> Iterator[str]:
    """The rows that were not imported because of a question, each with who it may be."""
    if not review:
        return
    yield "  To review, nothing of these rows was imported:"
    for row in review[:ROWS_SHOWN]:
        maybe = [
            one["name"] or f"the customer of row {one['row']:,}"
            for one in row["candidates"]
            if one["name"] or one["row"]
        ]
        said = f" ({'; '.join(maybe)})" if maybe else ""
        yield f"    Row {row['row']:,}, {row['name']}: {row['question']}{said}"
    if len(review) > ROWS_SHOWN:
        yield f"    and {len(review) - ROWS_SHOWN:,} more rows"
    yield _REVIEW_HINT
