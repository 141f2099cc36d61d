"""Transactions that do not say what they are: guessed by their accounts, if the person agrees."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from desktop.models.folding import fold
from desktop.services.importing.cells.values import amount
from desktop.services.importing.iif.blocks import Block
from desktop.services.importing.kinds import BadValueError, Outcome
from desktop.services.importing.records import Parsed

UNKNOWN = (
    "This transaction does not say what it is (it has no TRNSTYPE), and its accounts do not tell"
)
_LOOKS = (
    "This transaction does not say what it is (it has no TRNSTYPE); by its accounts it looks like "
    "a {kind}. It is imported only when you allow guessing for this file"
)
_RECEIVABLE = re.compile(r"\b(?:accounts? receivable|a/r|(?:trade )?debtors)\b")
_BANK = re.compile(r"\b(?:checking|savings|bank|paypal|square|stripe|cash|undeposited funds)\b")
_INCOME = re.compile(r"\b(?:income|sales|revenue|services?)\b")

Accounts = Mapping[str, Collection[str]]


def is_receivable(account: str, accounts: Accounts) -> bool:
    """Whether an account is what customers owe."""
    return account in accounts.get("AR", ()) or bool(_RECEIVABLE.search(fold(account)))


def _is_bank(account: str, accounts: Accounts) -> bool:
    known = {*accounts.get("BANK", ()), *accounts.get("UNDEPOSIT", ())}
    return account in known or bool(_BANK.search(fold(account)))


def _is_income(account: str, accounts: Accounts) -> bool:
    return account in accounts.get("INC", ()) or bool(_INCOME.search(fold(account)))


def kind_of(block: Block, accounts: Accounts) -> str:
    """The kind of document the accounts of a transaction look like; "" when they do not tell."""
    header = block.header.get("ACCNT")
    money = _money(block)
    others = [line.get("ACCNT") for line in block.lines]
    if is_receivable(header, accounts):
        return "invoice" if money > 0 else "credit memo"
    if not _is_bank(header, accounts):
        return ""
    if any(is_receivable(account, accounts) for account in others):
        return "payment" if money > 0 else "refund"
    if any(_is_income(account, accounts) for account in others):
        return "sales receipt" if money > 0 else "refund"
    return ""


def _money(block: Block) -> Decimal:
    try:
        return amount(block.header.get("AMOUNT")) or Decimal(0)
    except BadValueError:
        return Decimal(0)


def with_consent(parsed: Parsed, allowed: Collection[str]) -> Parsed:
    """The same with its guessed documents taken in or, without consent, left to be reviewed."""
    if not parsed.guessed:
        return parsed
    rows = {document.row for document in parsed.guessed}
    documents = [one for one in parsed.documents if one.row not in rows]
    outcomes = dict(parsed.outcomes)
    may_guess = parsed.table.key in allowed
    for document in parsed.guessed:
        for row in document.all_rows:
            outcomes.pop(row, None)
            if not may_guess:
                outcomes[row] = Outcome("review", _LOOKS.format(kind=document.kind))
    guessed = parsed.guessed if may_guess else []
    return replace(parsed, documents=documents + guessed, outcomes=outcomes)
