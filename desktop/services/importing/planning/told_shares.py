"""Which invoices one payment paid, as a report tells by the places of its rows."""

from collections.abc import Sequence

from desktop.services.importing.planning.around import Around
from desktop.services.importing.planning.plan import Row
from desktop.services.payments.account import (
    PAYMENTS,
    SHARES,
    TOLD,
    Share,
    columns_of,
    gross_of,
)


def remember_what_it_paid(
    row: Row, around: Around, payment_id: int, invoice_ids: Sequence[int | None]
) -> None:
    """Keep the parts where the payment is as much as all its invoices; else nobody knows them."""
    said = f"Paid {len(invoice_ids)} invoices"
    payment = around.row("payments", payment_id)
    found = [around.row("invoices", one) for one in dict.fromkeys(invoice_ids) if one is not None]
    is_whole = sum(map(gross_of, found)) == payment["amount_cents"]
    if len(found) < len(invoice_ids) or payment["invoice_id"] is not None or not is_whole:
        row.reasons.append(f"{said}; it is linked to none of them")
        return
    row.reasons.append(said)
    theirs = around.shares[payment["customer_id"]]
    stored = [around.row(SHARES, one) for one in theirs]
    known = {
        one["invoice_id"] for one in stored if one["payment_id"] == payment_id and one["by"] == TOLD
    }
    for one in found:
        if one["id"] not in known:
            share = Share(
                0, (PAYMENTS, payment_id), one["id"], gross_of(one), TOLD, payment["date"]
            )
            theirs.append(row.add(SHARES, columns_of(share)))
