"""What the type word of a transaction makes: a sale, a payment, an estimate, or none of these."""

import re
from typing import NamedTuple

from desktop.models.folding import fold

OTHER = "other"
_ALIASES = {
    "inv": "invoice",
    "receive payment": "payment",
    "received payment": "payment",
    "pmt": "payment",
    "cash sale": "sales receipt",
    "creditmemo": "credit memo",
    "cash refund": "refund",
    "estimates": "estimate",
}
_BEHIND = re.compile(r"\s*\((?:void(?:ed)?|deleted)\)$")


class DocumentKind(NamedTuple):
    """What a type word makes: an invoice kind, a payment, an estimate."""

    invoice_kind: str | None = None
    makes_payment: bool = False
    makes_estimate: bool = False
    sign: int = 1


KINDS: dict[str, DocumentKind] = {
    "invoice": DocumentKind("invoice"),
    "sales receipt": DocumentKind("sales_receipt", makes_payment=True),
    "credit memo": DocumentKind("credit", sign=-1),
    "refund": DocumentKind("refund", sign=-1),
    "refund receipt": DocumentKind("refund", sign=-1),
    "payment": DocumentKind(makes_payment=True),
    "estimate": DocumentKind(makes_estimate=True),
}
# What a company pays, or moves between its accounts: nobody becomes a customer by it.
VENDOR_WORDS = frozenset(
    [
        "bill",
        "bill payment",
        "bill payment (check)",
        "bill payment (credit card)",
        "bill pmt -check",
        "bill pmt -ccard",
        "bill refund",
        "check",
        "cheque",
        "expense",
        "cash expense",
        "vendor credit",
        "credit card",
        "credit card charge",
        "credit card credit",
        "credit card expense",
        "credit card payment",
        "credit card refund",
        "purchase order",
        "item receipt",
        "inventory adjust",
        "inventory qty adjust",
        "inventory starting value",
        "transfer",
        "paycheck",
        "payroll check",
        "liability check",
        "liability adjustment",
        "sales tax payment",
        "tax payment",
        "build assembly",
    ]
)


def kind_of(word: str) -> str:
    """The key of `KINDS` for a type word, or "other"."""
    folded = _BEHIND.sub("", fold(word))
    folded = _ALIASES.get(folded, folded)
    return folded if folded in KINDS else OTHER


def is_vendor(word: str) -> bool:
    """Whether a type word is about suppliers, staff or accounts."""
    return fold(word) in VENDOR_WORDS
