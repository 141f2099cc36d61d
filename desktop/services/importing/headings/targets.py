"""Where a column of a customer list can go: one table for mapping, parsing and the help page."""

from desktop.services.importing.headings.customer_targets import CUSTOMER_TARGETS
from desktop.services.importing.headings.place_targets import PLACE_TARGETS
from desktop.services.importing.headings.target import (
    AGREEMENT,
    CUSTOMER,
    INVOICE,
    OTHER,
    PLACE,
    SERVICE,
    SYSTEM,
    Target,
)
from desktop.services.importing.headings.work_targets import WORK_TARGETS

CUSTOM = "custom"
LEAVE_OUT = "leave_out"

TARGETS: tuple[Target, ...] = (*CUSTOMER_TARGETS, *PLACE_TARGETS, *WORK_TARGETS)
BY_KEY = {target.key: target for target in TARGETS}
GROUPS = (CUSTOMER, PLACE, SYSTEM, SERVICE, AGREEMENT, INVOICE, OTHER)
MANY = frozenset(["phone", "email", "note", "lines", "tags"])  # parsers that accept columns twice
CHOICES = (
    *((target.key, target.group, target.label) for target in TARGETS),
    (CUSTOM, "Custom field", "Keep as a custom field"),
    (LEAVE_OUT, "Leave out", "Leave out"),
)

IIF_COLUMNS = {
    "NAME": "display_name",
    "REFNUM": "external_id",
    "PHONE1": "phone",
    "PHONE2": "other_phone",
    "FAXNUM": "fax",
    "EMAIL": "email",
    "NOTE": "account_no",
    "CONT1": "contact_name",
    "CONT2": "second_name",
    "CTYPE": "customer_type",
    "TERMS": "terms",
    "NOTEPAD": "notes",
    "SALUTATION": "salutation",
    "COMPANYNAME": "company",
    "FIRSTNAME": "first_name",
    "MIDINIT": "middle_name",
    "LASTNAME": "last_name",
    "CC": "email",
    "JOBDESC": "job_detail",
    "JOBTYPE": "job_type",
    "JOBSTATUS": "job_status",
    "JOBSTART": "job_start",
    "JOBPROJEND": "job_projected",
    "JOBEND": "job_end",
    "HIDDEN": "hidden",
    "PRICELEVEL": "price_level",
    **{f"BADDR{n}": f"bill{n}" for n in range(1, 6)},
    **{f"SADDR{n}": f"ship{n}" for n in range(1, 6)},
    **dict.fromkeys(
        (
            "TAXABLE",
            "SALESTAXCODE",
            "LIMIT",
            "RESALENUM",
            "REP",
            "TAXITEM",
            "TAXID",
            "NAMECURRENCY",
            "S1ADDR",
            "S2ADDR",
            "S3ADDR",
            "S4ADDR",
        ),
        "reference",
    ),
    **dict.fromkeys(("TIMESTAMP", "DELCOUNT"), LEAVE_OUT),
}
