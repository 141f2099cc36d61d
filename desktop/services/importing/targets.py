"""Where a column of a customer list can go: one table for mapping, parsing and the help page."""

from typing import NamedTuple

CUSTOM = "custom"
LEAVE_OUT = "leave_out"

CUSTOMER, PLACE, SYSTEM = "Customer", "Property", "System and tank"
SERVICE, AGREEMENT, OTHER = "Last service", "Contract", "Other"


class Target(NamedTuple):
    """One place a column can go.

    `parser` names the reader in `draft.PARSERS`; `part` and `field` say where the value lands.
    """

    key: str
    label: str
    group: str
    aliases: tuple[str, ...]
    parser: str
    part: str
    field: str
    example: str = ""


def _target(key: str, label: str, group: str, aliases: str, how: str, example: str = "") -> Target:
    """`aliases` separated by |, `how` as "parser part.field"."""
    parser, _, place = how.partition(" ")
    part, _, field = place.partition(".")
    names = tuple(alias.strip() for alias in aliases.split("|") if alias.strip())
    return Target(key, label, group, names, parser, part, field, example)


TARGETS: tuple[Target, ...] = (
    _target(
        "display_name",
        "Customer name",
        CUSTOMER,
        "customer|customer name|client|client name|name|account name|bill to|owner|owner name|"
        "homeowner|sold to|display name|customer full name|property owner",
        "text name.display_name",
        "Reyes, Ana",
    ),
    _target(
        "first_name",
        "First name",
        CUSTOMER,
        "first|first name|fname|given name",
        "text customer.first_name",
        "Ana",
    ),
    _target(
        "last_name",
        "Last name",
        CUSTOMER,
        "last|last name|lname|surname|family name",
        "text customer.last_name",
        "Reyes",
    ),
    _target(
        "middle_name",
        "Middle initial",
        CUSTOMER,
        "m.i.|mi|middle|middle initial|middle name",
        "text extra.Middle initial",
        "B.",
    ),
    _target(
        "second_name",
        "Second contact",
        CUSTOMER,
        "spouse|spouse name|spouse's name|second name|secondary contact|co-owner",
        "text customer.second_name",
        "Carol",
    ),
    _target(
        "contact_name",
        "Contact",
        CUSTOMER,
        "contact|primary contact|contact name|full name",
        "text name.contact",
        "Ana Reyes",
    ),
    _target(
        "salutation",
        "Salutation",
        CUSTOMER,
        "mr./ms./...|salutation|title|prefix",
        "text customer.salutation",
        "Mrs.",
    ),
    _target(
        "company",
        "Company",
        CUSTOMER,
        "company|company name|business|business name|dba",
        "text customer.company",
        "Barb’s Diner",
    ),
    _target(
        "account_no",
        "Account number",
        CUSTOMER,
        "account no.|account no|account number|account #|acct|acct #|customer no|customer #|"
        "customer number|customer id",
        "text customer.account_no",
        "1001",
    ),
    _target(
        "phone",
        "Phone",
        CUSTOMER,
        "phone|phone#|phone #|phone no|phone number|phone numbers|tel|telephone|main phone|"
        "contact no|contact number",
        "phone phones.phone",
        "(903) 555-0151",
    ),
    _target(
        "mobile",
        "Mobile",
        CUSTOMER,
        "cell|mobile|cell phone|mobile phone|cell #",
        "phone phones.mobile",
        "(903) 555-0152",
    ),
    _target("home_phone", "Home phone", CUSTOMER, "home|home phone", "phone phones.home"),
    _target(
        "work_phone",
        "Work phone",
        CUSTOMER,
        "work|work phone|business phone|office phone",
        "phone phones.work",
    ),
    _target(
        "other_phone",
        "Other phone",
        CUSTOMER,
        "alt. phone|alt phone|alternate phone|other phone|phone 2|phone2|second phone",
        "phone phones.alternate",
    ),
    _target("fax", "Fax", CUSTOMER, "fax|fax number|fax no", "phone phones.fax"),
    _target(
        "email",
        "E-mail",
        CUSTOMER,
        "email|e-mail|mail|email address|e-mail address|main email|emails",
        "email emails.email",
        "ana@example.com",
    ),
    _target(
        "customer_type",
        "Customer type",
        CUSTOMER,
        "customer type|type of customer|res/com|residential/commercial|class",
        "customer_type customer.customer_type",
        "Residential",
    ),
    _target(
        "status",
        "Active or inactive",
        CUSTOMER,
        "active status|status|active",
        "status customer.status",
        "Active",
    ),
    _target("hidden", "Hidden in QuickBooks", CUSTOMER, "hidden", "hidden customer.status"),
    _target(
        "notes",
        "Notes",
        CUSTOMER,
        "note|notes|remarks|comments|comment|memo|customer notes",
        "note notes.notes",
        "Dog in the yard",
    ),
    _target("tags", "Tags", CUSTOMER, "tag|tags|labels", "tags tags.tags", "dog, gate"),
    _target(
        "terms",
        "Payment terms",
        CUSTOMER,
        "terms|payment terms",
        "text customer.payment_terms",
        "Net 30",
    ),
    _target(
        "price_level",
        "Price level",
        CUSTOMER,
        "price level|pricelevel",
        "text customer.price_level",
    ),
    _target(
        "source",
        "How they found us",
        CUSTOMER,
        "source|referral|referred by|lead source",
        "text customer.source",
        "Neighbor",
    ),
    _target(
        "first_seen",
        "Customer since",
        CUSTOMER,
        "customer since|created on|date added|first seen|since",
        "date customer.first_seen",
        "4/1/2015",
    ),
    _target(
        "do_not_mail",
        "Do not mail",
        CUSTOMER,
        "do not mail|no mail",
        "yes_no customer.do_not_mail",
        "Yes",
    ),
    _target(
        "do_not_call",
        "Do not call",
        CUSTOMER,
        "do not call|no calls",
        "yes_no customer.do_not_call",
        "Yes",
    ),
    _target(
        "do_not_email",
        "Do not e-mail",
        CUSTOMER,
        "do not email|do not e-mail|no email",
        "yes_no customer.do_not_email",
        "Yes",
    ),
    _target(
        "mail_block",
        "Mailing address, whole",
        CUSTOMER,
        "bill address|billing address block|full address",
        "lines mail_lines.0",
        "12 Oak St⏎Tyler TX 75701",
    ),
    _target(
        "mail_line1",
        "Mailing street",
        CUSTOMER,
        "address|street|street address|addr1|address 1|address line 1|billing address|mailing|"
        "mailing address|billing street|mailing street|bill to address",
        "text mail.line1",
        "12 Oak St",
    ),
    _target(
        "mail_line2",
        "Mailing street, second line",
        CUSTOMER,
        "addr2|address 2|address line 2|mailing address 2|apt",
        "text mail.line2",
        "Apt 2",
    ),
    _target(
        "mail_city",
        "Mailing town",
        CUSTOMER,
        "city|town|billing city|mailing city|mail city",
        "text mail.city",
        "Tyler",
    ),
    _target(
        "mail_state",
        "Mailing state",
        CUSTOMER,
        "st|state|billing state|mailing state|mail state",
        "state mail.state",
        "TX",
    ),
    _target(
        "mail_zip",
        "Mailing ZIP",
        CUSTOMER,
        "zip|zipcode|zip code|postal|postal code|billing zip|mailing zip|mail zip",
        "text mail.zip",
        "75701",
    ),
    *(
        _target(f"bill{n}", f"Bill to, line {n}", CUSTOMER, f"bill to {n}", f"text mail_lines.{n}")
        for n in range(1, 6)
    ),
    _target(
        "site_block",
        "Service address, whole",
        PLACE,
        "ship address|shipping address",
        "lines site_lines.0",
        "4100 River Rd⏎Athens TX 75752",
    ),
    _target(
        "site_line1",
        "Service street",
        PLACE,
        "site|site address|service address|job address|location|ship to|911 address|"
        "physical address|property address|service location|service street|site street",
        "text site.line1",
        "4100 River Rd",
    ),
    _target(
        "site_city",
        "Service town",
        PLACE,
        "service city|site city|property city|service town|job city",
        "text site.city",
    ),
    _target(
        "site_state",
        "Service state",
        PLACE,
        "service state|site state|property state",
        "state site.state",
    ),
    _target(
        "site_zip",
        "Service ZIP",
        PLACE,
        "service zip|site zip|property zip|service zip code|job zip",
        "text site.zip",
    ),
    *(
        _target(f"ship{n}", f"Ship to, line {n}", PLACE, f"ship to {n}", f"text site_lines.{n}")
        for n in range(1, 6)
    ),
    _target("county", "County", PLACE, "county", "text property.county", "Smith"),
    _target(
        "permit_no",
        "Permit number",
        PLACE,
        "permit|permit no|permit #|permit number|ossf|ossf permit|license #|county permit",
        "text property.permit_no",
        "OS-1234",
    ),
    _target(
        "subdivision",
        "Subdivision",
        PLACE,
        "subdivision|sub division|addition",
        "text property.subdivision",
    ),
    _target(
        "directions",
        "Directions",
        PLACE,
        "directions|map|driving directions",
        "text property.directions",
        "Left at the barn",
    ),
    _target(
        "gate_code",
        "Gate code",
        PLACE,
        "gate code|gate|code|gate #",
        "text property.gate_code",
        "4711#",
    ),
    _target(
        "bedrooms", "Bedrooms", PLACE, "bedrooms|beds|bdrms|br", "whole property.bedrooms", "3"
    ),
    _target(
        "household_size",
        "People in the household",
        PLACE,
        "household size|occupants|people",
        "whole property.household_size",
        "4",
    ),
    _target(
        "system_kind",
        "Kind of system",
        SYSTEM,
        "system|type|system type|conv/aerobic|septic type|type of system|kind of system",
        "system_kind system.kind",
        "Aerobic",
    ),
    _target(
        "system_make",
        "Make of the system",
        SYSTEM,
        "make|brand|manufacturer|system make",
        "text system.make",
    ),
    _target(
        "install_date",
        "Installed on",
        SYSTEM,
        "installed|install date|date installed",
        "date system.install_date",
        "6/1/2012",
    ),
    _target(
        "capacity_gal",
        "Tank size",
        SYSTEM,
        "tank|tank size|gal|gallons|capacity|tank gallons|tank gal|tank capacity|size|"
        "tank size (gal)",
        "whole asset.capacity_gal",
        "1,000 gal",
    ),
    _target("lids", "Lids", SYSTEM, "lids|lid count|number of lids", "whole asset.lids", "2"),
    _target("riser", "Riser", SYSTEM, "riser|risers", "riser asset.lid_kind", "Yes"),
    _target(
        "lid_depth_in",
        "Depth of the lid",
        SYSTEM,
        "depth|lid depth|depth (in)|lid",
        "whole asset.lid_depth_in",
        "18",
    ),
    _target(
        "interval",
        "How often",
        SYSTEM,
        "freq|frequency|every|months|years|cycle|interval|pump frequency|service interval",
        "interval asset.interval",
        "3 years",
    ),
    _target(
        "next_due",
        "Next due",
        SYSTEM,
        "next|due|next due|due date|next service|next pump",
        "date asset.due_override",
        "4/1/2027",
    ),
    _target(
        "last_service",
        "Last service",
        SERVICE,
        "last pumped|last service|last pump|service date|date serviced|pumped on|"
        "last service date|last pump date|date pumped|last pumped on|last serviced|pumped",
        "date visit.date",
        "4/1/2024",
    ),
    _target(
        "last_service_kind",
        "Kind of last service",
        SERVICE,
        "service|service type|last service type|work done|job type",
        "text visit.service",
        "Pump-out",
    ),
    _target(
        "last_amount",
        "Price of the last service",
        SERVICE,
        "amount|total|price|last price|charge|last amount",
        "amount visit.amount",
        "$395.00",
    ),
    _target(
        "contract_no",
        "Contract number",
        AGREEMENT,
        "contract no|contract #|contract number",
        "text contract.no",
    ),
    _target(
        "contract_start",
        "Contract starts",
        AGREEMENT,
        "contract start|start|start of contract|agreement start|contract start date",
        "date contract.start_date",
        "1/1/2026",
    ),
    _target(
        "contract_end",
        "Contract ends",
        AGREEMENT,
        "contract|agreement|maint exp|expires|renewal|contract end|contract expires|"
        "expiration|renewal date|contract end date",
        "date contract.end_date",
        "12/31/2026",
    ),
    _target(
        "visits_per_year",
        "Visits per year",
        AGREEMENT,
        "visits/yr|visits per year",
        "whole contract.visits_per_year",
        "3",
    ),
    _target(
        "contract_price",
        "Contract price",
        AGREEMENT,
        "contract price|annual fee",
        "amount contract.price",
        "$250.00",
    ),
    _target("external_id", "QuickBooks number", OTHER, "refnum", "text name.external_id", "61"),
    _target("job_end", "Job ended", OTHER, "job end|projected end", "date job.end"),
    _target(
        "job_detail",
        "Job status",
        OTHER,
        "job status|job description|jobdesc|jobstatus",
        "text job.detail",
    ),
    _target(
        "reference",
        "Keep with the customer",
        OTHER,
        "rep|sales rep|tax item|resale num|sales tax code|taxable|job title|credit limit|"
        "country|attachments",
        "text extra.heading",
    ),
)

BY_KEY = {target.key: target for target in TARGETS}
GROUPS = (CUSTOMER, PLACE, SYSTEM, SERVICE, AGREEMENT, OTHER)
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
    "JOBDESC": "job_detail",
    "JOBEND": "job_end",
    "HIDDEN": "hidden",
    "PRICELEVEL": "price_level",
    **{f"BADDR{n}": f"bill{n}" for n in range(1, 6)},
    **{f"SADDR{n}": f"ship{n}" for n in range(1, 6)},
    **dict.fromkeys(
        ("TAXABLE", "SALESTAXCODE", "LIMIT", "RESALENUM", "REP", "TAXITEM", "JOBTYPE"), "reference"
    ),
    **dict.fromkeys(("TIMESTAMP", "DELCOUNT", "JOBSTATUS", "JOBSTART", "JOBPROJEND"), LEAVE_OUT),
}
