"""The reports that are known, by their headings. A new report is one entry here."""

from collections.abc import Mapping
from typing import NamedTuple

CUSTOMERS, PRODUCTS, BUCKETS, ACCOUNTS = "customers", "products", "buckets", "accounts"


class Report(NamedTuple):
    """One report: `columns` maps a key to the headings that mean it."""

    key: str
    label: str
    title: str  # a pattern the title line fits
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    groups: str = ""  # what its group headings name; "" for a flat list
    reader: str = "documents"  # a key of `readers.READERS`
    form: str = "rows"  # a key of `documents_forms.FORMS`
    any_of: tuple[str, ...] = ()  # one of these keys, or the title, tells it from its neighbours
    never: tuple[str, ...] = ()  # keys that belong to another report
    default_type: str = ""  # the type of a row that names none

    @property
    def is_grouped(self) -> bool:
        """Whether rows stand under group headings."""
        return bool(self.groups)


def _columns(**headings: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(text.split("|")) for key, text in headings.items()}


_DOCUMENT = _columns(
    date="date|transaction date|txn date|invoice date",
    type="transaction type|type|txn type",
    position="transaction number",
    number="num|no.|no|no./num|num/no.|number|ref no.",
    trans_no="trans #|trans no.|trans no|transaction id",
    posting="posting|posting (y/n)",
    memo="memo|memo/description|description|name/description",
    account="account|account name|account full name|distribution account",
    account_type="account type",
    amount="amount",
    debit="debit",
    credit="credit",
    item="product/service|product/service full name|item|product/service name",
    quantity="qty|quantity",
    price="sales price|rate",
    balance="balance|running balance",
    name="customer full name|customer|name|client|patient|member|guest|donor|tenant",
    source_name="source name",
    due="due date",
    open="open balance",
    aging="aging|past due",
    terms="term|terms",
    split="split|item split account|split account",
    clr="clr",
    status="status|estimate status",
    method="payment method|pay meth|pay method",
)
_NUMBERED = {
    **{f"bill{n}": (f"bill to {n}",) for n in range(1, 6)},
    **{f"ship{n}": (f"ship to {n}",) for n in range(1, 6)},
}
_WHO = r"(?:customer|client|patient|member|guest|donor|tenant)"

REPORTS: tuple[Report, ...] = (
    Report(
        "customer_contact_list",
        "Customer Contact List",
        r"\w+ contact list",
        _columns(
            display_name="customer full name|customer",
            phone="phone numbers|phone",
            email="email",
            contact_name="full name",
            mail_block="bill address|billing address",
            site_block="ship address|shipping address",
            street="street address|bill to 1|city|last pumped",
        ),
        ("display_name",),
        reader="customers",
        any_of=("mail_block", "site_block"),
        never=("street",),
    ),
    Report(
        "desktop_customer_list",
        "Customer list of QuickBooks Desktop",
        r"customer list",
        _columns(
            status="active status",
            display_name="customer",
            leave_out="balance|balance total|job status|start date|end date|job type",
            company="company",
            salutation="mr./ms./...",
            phone="main phone",
            email="main email",
            **{key: value[0] for key, value in _NUMBERED.items()},
        ),
        ("status", "display_name", "phone"),
        reader="customers",
        any_of=("bill1", "company"),
    ),
    Report(
        "desktop_contact_list",
        "Customer Contact List of QuickBooks Desktop",
        r"customer contact list",
        _columns(
            display_name="customer",
            mail_block="bill to",
            contact_name="primary contact|contact",
            phone="main phone|phone",
            fax="fax",
            leave_out="balance|balance total",
            status="active status",
        ),
        ("display_name", "mail_block"),
        reader="customers",
        any_of=("phone",),
        never=("status",),
    ),
    Report(
        "desktop_phone_list",
        "Customer Phone List of QuickBooks Desktop",
        r"customer phone list",
        _columns(
            display_name="customer",
            phone="main phone",
            alone="bill to|bill to 1|active status|company|address|street|city|email|date",
        ),
        ("display_name", "phone"),
        reader="customers",
        never=("alone",),
    ),
    Report(
        "online_customer_list",
        "Customer list of QuickBooks Online",
        r"customers?( list)?",
        _columns(
            display_name="name",
            company="company name",
            mail_line1="street address",
            mail_city="city",
            mail_state="state",
            mail_zip="zip",
            phone="phone",
            email="email",
            customer_type="customer type",
            leave_out="attachments|open balance",
            notes="notes",
        ),
        ("display_name", "company", "mail_line1"),
        reader="customers",
    ),
    Report(
        "transaction_list_by_customer",
        "Transaction List by Customer",
        rf"transaction list by {_WHO}",
        _DOCUMENT,
        ("date", "type", "amount"),
        CUSTOMERS,
        any_of=("posting", "account", "memo"),
        never=("item", "open", "debit", "position", "status", "trans_no", "quantity"),
    ),
    Report(
        "transaction_list_by_date",
        "Transaction List by Date",
        r"transaction list by date|transaction list with splits|transaction report",
        _DOCUMENT,
        ("date", "type", "name", "amount"),
        any_of=("account", "split", "posting"),
        never=("item", "open", "debit", "trans_no"),
    ),
    Report(
        "sales_by_customer_detail",
        "Sales by Customer Detail",
        rf"sales by {_WHO} detail.*",
        _DOCUMENT,
        ("date", "type", "amount"),
        CUSTOMERS,
        form="lines",
        any_of=("item",),
        never=("open", "debit", "trans_no", "position"),
    ),
    Report(
        "sales_by_product_detail",
        "Sales by Product/Service Detail",
        r"sales by (?:product/service|item|product) detail.*",
        _DOCUMENT,
        ("date", "type", "amount", "name"),
        PRODUCTS,
        form="lines",
        any_of=("quantity", "price"),
        never=("item", "open", "debit", "trans_no", "position"),
    ),
    Report(
        "invoice_list",
        "Invoice List",
        r"invoice list.*",
        _DOCUMENT,
        ("date", "number", "name", "amount"),
        any_of=("open", "due"),
        never=("item", "debit", "trans_no"),
        default_type="Invoice",
    ),
    Report(
        "invoices_and_payments",
        "Invoices and Received Payments",
        r"invoices and received payments",
        {**_DOCUMENT, "number": ("transaction number", *_DOCUMENT["number"]), "position": ()},
        ("date", "type", "amount"),
        CUSTOMERS,
        form="positions",
        any_of=("sign",),
        never=("posting", "account", "item", "open", "debit"),
    ),
    Report(
        "open_invoices",
        "Open Invoices",
        r"open invoices.*|collections report|unpaid bills.*",
        _DOCUMENT,
        ("date", "type", "open"),
        CUSTOMERS,
        form="balances",
        any_of=("terms", "due", "aging"),
        never=("item", "debit", "balance", "trans_no", "name"),
    ),
    Report(
        "aging_detail",
        "A/R Aging Detail",
        r"(?:a/r|accounts receivable) aging detail.*",
        _DOCUMENT,
        ("date", "type", "open", "name"),
        BUCKETS,
        form="balances",
        any_of=("due", "aging"),
        never=("item", "debit", "trans_no"),
    ),
    Report(
        "customer_balance_detail",
        "Customer Balance Detail",
        rf"{_WHO} balance detail",
        _DOCUMENT,
        ("date", "type", "open"),
        CUSTOMERS,
        form="balances",
        any_of=("balance",),
        never=("item", "debit", "trans_no"),
    ),
    Report(
        "estimates_by_customer",
        "Estimates by Customer",
        rf"estimates(?: & progress invoicing summary)? by {_WHO}|estimates",
        _DOCUMENT,
        ("date", "amount"),
        CUSTOMERS,
        any_of=("status",),
        never=("open", "debit", "item", "trans_no"),
        default_type="Estimate",
    ),
    Report(
        "desktop_transaction_list",
        "Transaction List by Customer (QuickBooks Desktop)",
        rf"transaction list by {_WHO}",
        _DOCUMENT,
        ("date", "type", "debit", "credit"),
        CUSTOMERS,
        any_of=("split", "clr", "account"),
        never=("trans_no", "open"),
    ),
    Report(
        "transaction_detail",
        "Transaction Detail",
        r"(?:custom )?transaction detail(?: by account| report)?|journal",
        _DOCUMENT,
        ("trans_no", "type", "date", "name", "account"),
        ACCOUNTS,
        form="transactions",
        any_of=("amount", "debit"),
    ),
)

BY_KEY = {report.key: report for report in REPORTS}
