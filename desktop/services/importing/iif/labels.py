"""What IIF calls things, and what we make of them: record types and types of transactions."""

import re
from typing import NamedTuple

TRANSACTION_RECORDS = frozenset(["TRNS", "SPL", "ENDTRNS", "ENDGRP", "ENDTAX"])


class Called(NamedTuple):
    """A type of record or transaction as the office calls it, and what we make of it."""

    singular: str
    plural: str
    kind: str = ""  # a key of `documents.KINDS`, or "other"; "" is left out

    def named(self, count: int) -> str:
        """What so many of them are called."""
        return self.singular if count == 1 else self.plural


def _called(singular: str, plural: str = "") -> Called:
    return Called(singular, plural or f"{singular}s")


OTHER_RECORDS = _called("other record")
RECORDS = {
    "VEND": _called("vendor"),
    "EMP": _called("employee"),
    "ACCNT": _called("account"),
    "INVITEM": _called("item"),
    "INVITEMS": _called("item"),
    "OTHERNAME": _called("other name"),
    "TIMEACT": _called("time entry", "time entries"),
    "BUD": _called("budget"),
    "BUDGET": _called("budget"),
    "CUSTNAMEDICT": _called("name of a custom field", "names of custom fields"),
    "CUSTITEMDICT": _called("name of a custom item field", "names of custom item fields"),
    "CTYPE": _called("customer type"),
    "VTYPE": _called("vendor type"),
    "JOBTYPE": _called("job type"),
    "QB ONLINE": _called(
        "setting of QuickBooks Online services", "settings of QuickBooks Online services"
    ),
    "TERMS": _called("term of payment", "payment terms"),
    "PAYMETH": _called("payment method"),
    "SHIPMETH": _called("shipping method"),
    "INVMEMO": _called("invoice message"),
    "SALESREP": _called("sales representative"),
    "SALESTAXCODE": _called("sales tax code"),
    "CLASS": _called("class", "classes"),
    "UNITMEAS": _called("unit of measure", "units of measure"),
    "PRICELEVEL": _called("price level"),
    "PITEM": _called("payroll item"),
    "PAYITEM": _called("payroll item"),
    "VEHICLE": _called("vehicle"),
}
HEADS = ("!", "END", "HDR", "TIMERHDR")


def _makes(kind: str, singular: str, plural: str = "") -> Called:
    return _called(singular, plural)._replace(kind=kind)


TRANSACTIONS = {
    "INVOICE": _makes("invoice", "invoice"),
    "PAYMENT": _makes("payment", "payment"),
    "CASHSALE": _makes("sales receipt", "cash sale"),
    "CREDITMEMO": _makes("credit memo", "credit memo"),
    "CASHREFUND": _makes("refund", "refund"),
    "CCARDREFUND": _makes("refund", "refund"),
    "ESTIMATE": _makes("estimate", "estimate"),
    "ESTIMATES": _makes("estimate", "estimate"),
    "STMTCHG": _makes("other", "statement charge"),
    "GENERALJOURNAL": _makes("other", "journal entry", "journal entries"),
    "BILL": _makes("", "bill"),
    "BILLREFUND": _makes("", "bill refund"),
    "BILLPMT": _makes("", "bill payment"),
    "CHECK": _makes("", "check"),
    "CREDITCARD": _makes("", "credit card charge"),
    "CCARDCREDIT": _makes("", "credit card credit"),
    "DEPOSIT": _makes("", "deposit"),
    "TRANSFER": _makes("", "transfer"),
    "PURCHORD": _makes("", "purchase order"),
    "ITEMRECEIPT": _makes("", "item receipt"),
    "BEGINBALCHECK": _makes("", "opening balance"),
    "INVENTORYADJ": _makes("", "inventory adjustment"),
    "INVADJ": _makes("", "inventory adjustment"),
    "SALESORD": _makes("", "sales order"),
    "SALESTAXPAYMENT": _makes("", "sales tax payment"),
    "PAYCHECK": _makes("", "paycheck"),
    "LIABCHECK": _makes("", "liability check"),
    "TIMEACT": _makes("", "time entry", "time entries"),
}
JOURNAL = "GENERALJOURNAL"

LINE_KINDS = {"COMPTAX": "tax", "STAX": "tax", "DISC": "discount", "SUBT": "other", "PMT": "other"}
REP_LISTS = {"1": "vendor", "2": "employee", "3": "other name"}
JOB_STATUS = {"1": "pending", "2": "awarded", "3": "in progress", "4": "closed", "5": "not awarded"}


def type_key(written: str) -> str:
    """A TRNSTYPE as it is looked up: capitals only, no blanks."""
    return re.sub(r"[^A-Z]", "", written.upper())


def transaction_type(written: str) -> Called:
    """What a TRNSTYPE makes; an unknown one is left out under its own name."""
    known = TRANSACTIONS.get(type_key(written))
    return known or _called(
        f"transaction of the type {written}", f"transactions of the type {written}"
    )
