"""The words of the office, as tables: everyday names of fields, values and events.

Each key says what a word is to the grammar; a name that is not here is read from the catalogue,
and names of zones, technicians, tags and segments from the office's data.
"""

# Words that carry nothing: used, and without effect.
FILLERS = (  # noqa: SIM905 - words are read best in a row
    "customer customers client clients people person persons anyone everybody everyone who whose"
    " which that the a an all any every each of in on at for from with has have had having"
    " is are was were be been being do does did their there they he she it its our my me us we"
    " i please show list find give get see tell look want need only just also them those these"
    " homeowner owner owners folks ones one's located living lives live got gets ever worth of."
    " time at's who've who're that've as system's years' far yet"
).split()

COMMANDS = (  # noqa: SIM905 - the same
    "delete remove erase drop send export print update change set merge archive schedule create"
    " add make assign cancel undo redo save import reschedule rename move download upload book"
    " restore deactivate forget stop start run alter insert truncate purge wipe"
).split()
# These are commands only when a person follows: "call everyone", not "calls last month".
COMMANDS_TO = "call email mail text tag untag mark bill invoice charge remind contact phone".split()  # noqa: SIM905
ADDRESSED = "all everyone everybody them these those the my our every each customers people".split()  # noqa: SIM905
POLITE = "please kindly can could would will you now go ahead and let's just".split()  # noqa: SIM905

# Short names of fields beside their labels.
FIELD_WORDS: dict[str, tuple[str, ...]] = {
    "name": ("customer name", "named"),
    "company": ("company name", "business name"),
    "address": ("address", "street", "mailing address"),
    "city": ("city", "town"),
    "postcode": ("zip", "zip code", "zipcode", "postcode", "postal code"),
    "phone": ("phone number", "phone numbers", "telephone", "telephone number"),
    "email": ("email address", "e mail", "e mail address", "mail address"),
    "notes": ("note",),
    "lead_source": ("source", "came from", "heard of us"),
    "customer_type": ("type of customer",),
    "zone": ("service zone", "area"),
    "primary_tech": ("technician", "tech", "primary tech"),
    "service_days": ("service day", "service days"),
    "drive_minutes": ("drive", "minutes away", "minute drive", "minutes drive", "minutes"),
    "service_tier": ("tier of service",),
    "contract_status": ("status of contract",),
    "lifecycle": ("lifecycle", "life cycle", "stage"),
    "contract_end": (
        "contract ends", "contract ending", "contract expires", "contract expiring",
        "contract runs out", "contracts end", "contracts ending", "contracts expire",
        "contracts expiring", "contract is up", "contract end date", "contract will end",
        "contract running out", "contracts running out",
        "contracts ends", "contract end",
    ),
    "comm_pref": ("prefers", "prefer", "preferred contact", "wants to be reached by"),
    "tags": ("tag", "tagged", "tagged with", "tagged as", "with tag", "labelled", "labeled"),
    "email_opt_out": ("opted out", "unsubscribed", "email opt out"),
    "sms_ok": ("can be texted", "texting allowed", "sms ok"),
    "customer_since": ("became a customer", "became customers", "customers since", "joined"),
    "next_visit": ("next appointment", "appointment", "next visit", "booked visit"),
    "next_due": ("next due date", "next due"),
    "last_service": (
        "last visit", "last serviced on", "most recent service", "latest service",
        "service date", "last service date",
    ),
    "first_service": ("first visit",),
    "service_count": ("total services", "total visits", "service count"),
    "open_balance": (
        "balance", "owes", "owe", "owing", "owed", "outstanding balance", "amount due",
        "unpaid balance", "owes money", "owe money", "owes us money", "owe us money",
        "owes us", "owe us", "owes anything",
    ),
    "days_past_due": ("days late", "days overdue", "past due by"),
    "system_type": ("type of system",),
    "system_age_category": ("age of system", "system age category"),
    "tank_gallons": ("gallons", "gallon", "gallon tank", "gallon tanks", "tank capacity"),
    "last_inspection": ("last inspected",),
    "next_inspection": ("next inspection", "inspection due", "inspection is due"),
    "last_contact": (
        "in touch", "contact", "last contacted", "last talked to", "last heard from",
        "last spoke with",
    ),
    "lifetime_revenue": (
        "total revenue", "revenue", "total spend", "total spent", "spend", "lifetime spend",
    ),
    "average_ticket": ("average invoice", "average sale", "average job"),
    "lifetime_value": ("expected value", "expected revenue", "customer lifetime value"),
    "revenue_3y": ("3 year revenue", "revenue in 3 years"),
    "rfm_r": ("recency",),
    "rfm_f": ("frequency",),
    "rfm_m": ("monetary",),
    "value_tier": ("tier",),
    "health_score": ("health",),
    "health_grade": ("grade",),
    "health_colour": ("health color", "color", "colour"),
    "never_pumped": ("not pumped in 5 years",),
    "bad_address": ("bad address", "undeliverable", "undeliverable mail", "returned mail"),
    "no_contact": ("do not contact",),
    "trap_due": ("trap due", "grease traps due"),
}  # fmt: skip

# Values by other names: (field, value on screen) -> how the office says it.
VALUE_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("system_type", "Commercial/Grease Trap"): ("grease trap", "grease traps", "grease"),
    ("system_type", "Aerobic"): ("atu", "aerobics"),
    ("customer_type", "Residential"): ("residence", "residences", "homes", "home", "households"),
    ("customer_type", "Commercial"): ("businesses", "business", "companies"),
    ("customer_type", "Realtor"): ("real estate agents",),
    ("due_status", "Overdue"): ("past due service", "service overdue", "overdue for service"),
    ("contract_status", "Active"): (
        "contract", "contracts", "under contract", "service contract", "maintenance contract",
        "contract customers", "on contract",
    ),
    ("contract_status", "Expired"): ("lapsed contract", "lapsed contracts"),
}  # fmt: skip
# Nouns beside a value that belong to it: "expired contracts", "legacy systems".
VALUE_NOUNS: dict[str, tuple[str, ...]] = {
    "contract_status": ("contract", "contracts"),
    "lifecycle": ("stage",),
    "value_tier": ("tier",),
    "system_age_category": ("systems", "system", "tanks"),
    "health_colour": ("health", "customers"),
    "health_grade": ("grade", "health"),
    "rfm_segment": ("segment",),
}
# Having them is a condition of its own: "with phone", "has a next visit".
KNOWN_ALONE = {"phone", "email", "notes", "company", "next_visit"}

# Fields whose values are understood without the name of the field beside them.
FREE = (
    "customer_type", "zone", "primary_tech", "system_type", "contract_status", "lifecycle",
    "due_status", "system_age_category", "rfm_segment", "value_tier", "service_tier", "tags",
    "relationship",
)  # fmt: skip
# Values too general to stand alone.
SHY = {"none", "unknown", "other", "yes", "no", "current", "contract", "standard", "due"}
# Fields of which "none of it" is a value of the list, not a missing one.
NONE_VALUES = {("contract_status", "Active"): "None"}
# Fields that ask about days usually ahead: "in 30 days" is the next 30 days.
AHEAD = {"contract_end", "next_due", "next_visit", "next_inspection", "unrenewed_end"}

# Events by their nouns: (event, kind of service).
EVENT_NOUNS: dict[tuple[str, str], tuple[str, ...]] = {
    ("service", ""): ("service", "services", "visit", "visits", "service call", "service visit"),
    ("service", "Pump-out"): ("pump out", "pump outs", "pumpout", "pumpouts", "pumping",
                              "pumpings", "tank pumping"),
    ("service", "Inspection"): ("inspection", "inspections"),
    ("service", "Repair"): ("repair", "repairs"),
    ("service", "Emergency"): ("emergency", "emergencies", "emergency visit", "emergency call",
                               "emergency calls", "emergency visits"),
    ("service", "Installation"): ("installation", "installations"),
    ("quote_sent", ""): ("quote", "quotes", "estimate", "estimates"),
    ("quote_accepted", ""): ("accepted quote", "accepted estimate"),
    ("visit_booked", ""): ("booking", "bookings"),
    ("visit_cancelled", ""): ("cancellation", "cancellations", "cancelled visit",
                              "canceled visit", "canceled visits"),
    ("invoice", ""): ("invoice", "invoices", "bill", "bills"),
    ("payment", ""): ("payment", "payments"),
    ("complaint", ""): ("complaint", "complaints"),
    ("review", ""): ("review", "reviews"),
    ("referral", ""): ("referral", "referrals"),
    ("call", ""): ("call", "calls", "phone call", "phone calls"),
    ("email_sent", ""): ("emails", "email sent"),
    ("sms_sent", ""): ("text message", "text messages", "text", "texts"),
    ("letter_sent", ""): ("letter", "letters", "postcard", "postcards", "mailing"),
    ("contract_renewed", ""): ("renewal", "renewals", "contract renewal"),
}  # fmt: skip
EVENT_VERBS: dict[tuple[str, str], tuple[str, ...]] = {
    ("service", ""): ("serviced", "visited", "seen", "served", "had service", "service done"),
    ("service", "Pump-out"): ("pumped", "pumped out"),
    ("service", "Inspection"): ("inspected",),
    ("service", "Repair"): ("repaired", "fixed"),
    ("quote_sent", ""): ("quoted", "got a quote", "got an estimate"),
    ("quote_accepted", ""): ("accepted a quote", "accepted an estimate", "accepted"),
    ("visit_booked", ""): ("booked", "scheduled", "book", "schedule"),
    ("visit_cancelled", ""): ("cancelled", "canceled"),
    ("invoice", ""): ("invoiced", "billed", "bought", "spent"),
    ("payment", ""): ("paid", "pay"),
    ("complaint", ""): ("complained", "complain"),
    ("review", ""): ("reviewed", "left a review"),
    ("referral", ""): ("referred",),
    ("call", ""): ("called", "phoned"),
    ("email_sent", ""): ("emailed", "got an email"),
    ("sms_sent", ""): ("texted",),
    ("letter_sent", ""): ("mailed", "got a letter"),
    ("contract_renewed", ""): ("renewed", "renewed contract", "renewed their contract"),
    ("contract_started", ""): ("signed a contract", "started a contract"),
}  # fmt: skip

MONEY_EVENTS = {"invoice", "payment", "quote_sent", "quote_accepted"}

OPERATORS: dict[str, tuple[str, ...]] = {
    "NOT": (
        "not", "isn't", "aren't", "haven't", "hasn't", "haven't been", "hasn't been", "have not",
        "has not", "have not been", "has not been", "never", "never been", "didn't", "did not",
        "don't", "doesn't", "wasn't", "weren't", "is not", "are not", "was not", "were not",
        "excluding", "except", "except for", "other than", "hadn't", "won't",
    ),
    "NO": (
        "no", "without", "without a", "without any", "with no", "has no", "have no", "had no",
        "don't have", "doesn't have", "don't have a", "doesn't have a", "didn't have",
        "lacking", "haven't had", "hasn't had", "haven't had a", "hasn't had a", "have not had",
        "has not had", "don't have any", "doesn't have any", "not any", "missing a",
        "haven't got", "not had", "never had", "never had a", "haven't had any", "do not have",
        "do not have a", "does not have", "does not have a",
    ),
    "UNKNOWN": ("unknown", "not known", "blank", "empty", "missing", "not on file"),
    "KNOWN": ("known", "on file", "filled in", "given"),
    "OR": ("or",),
    "AND": ("and", "but", "plus", "as well as", "and also", "who also", "also"),
    "NOTTHEN": ("not followed by", "without being followed by", "but then not"),
    "EITHER": ("either",),
    "NEITHER": ("neither",),
    "NOR": ("nor",),
    "THEN": ("then", "and then", "followed by", "and afterwards", "afterwards"),
    "GT": ("more than", "over", "above", "greater than", "longer than", "bigger than",
           "larger than", ">", "exceeds", "exceeding", "in over", "in more than"),
    "GE": ("at least", "a minimum of", "minimum", ">=", "≥", "no less than", "not less than",
           "no fewer than"),
    "LT": ("less than", "fewer than", "under", "below", "smaller than", "<"),
    "LE": ("at most", "no more than", "not more than", "up to", "<=", "≤", "a maximum of"),
    "EQ": ("exactly", "equal to", "equals", "="),
    "ORMORE": ("or more", "or over", "or longer", "or higher", "and up", "or above", "or older",
               "or better"),
    "ORLESS": ("or less", "or fewer", "or under", "or lower", "or below"),
    "BETWEEN": ("between",),
    "TO": ("to", "through", "until", "till"),
    "AGO": ("ago", "back"),
    "OLDER": ("older than",),
    "NEWER": ("newer than", "younger than"),
    "SINCE": ("since", "starting", "since the"),
    "AFTER": ("after", "later than"),
    "BEFORE": ("before", "prior to", "earlier than"),
    "WITHIN": ("within", "within the"),
    "ROLL": ("in the last", "in the past", "in past", "the last", "the past", "within the last",
             "within the past", "over the last", "over the past", "during the last",
             "during the past", "for the last", "for the past", "last", "past", "in last"),
    "NEXT": ("in the next", "within the next", "the next", "next", "over the next", "coming",
             "the coming", "in the coming"),
    "LAST": ("most recent", "most recently", "latest"),
    "FIRST": ("first", "for the first time"),
    "TIMES": ("times", "time"),
    "TOP": ("top", "highest", "biggest", "largest"),
    "BOTTOM": ("bottom", "lowest", "smallest"),
    "SYS": ("system", "systems", "tank", "tanks", "septic system", "septic systems",
            "septic tank", "septic tanks", "septic"),
    "INSTALLED": ("installed", "put in", "install date", "installation date"),
    "DUEW": ("due", "due for service", "service due", "due for a visit", "due for pumping"),
    "SINCETHEN": ("since then", "since that", "since that day", "since that date", "after that"),
    "EXPIRED": ("contract expired", "contract has expired", "contracts expired",
                "contract ended", "contracts ended", "contract ran out", "contract lapsed"),
    "ANNIV": ("customer anniversary", "anniversary", "customer anniversaries"),
    "PERCENT": ("percent", "per cent"),
    "BY": ("by", "done by"),
}  # fmt: skip
UNITS = {
    "days": ("day", "days"),
    "weeks": ("week", "weeks", "wk", "wks"),
    "months": ("month", "months", "mo", "mos", "mth", "mths"),
    "years": ("year", "years", "yr", "yrs"),
}
TEXT_OPERATORS = {
    "contains": ("contains", "contain", "containing", "includes", "include", "mentions",
                 "mention", "mentioning"),
    "not_contains": ("does not contain", "doesn't contain", "not containing", "don't contain",
                     "do not contain", "do not mention", "don't mention", "without"),
    "starts_with": ("starts with", "start with", "starting with", "begins with", "begin with",
                    "beginning with"),
    "ends_with": ("ends with", "end with", "ending with", "ends in", "ending in"),
    "is": ("is", "equals", "="),
    "is_not": ("is not", "isn't"),
}  # fmt: skip
PERIOD_WORDS = {
    "month_to_date": ("month to date", "this month so far"),
    "year_to_date": ("year to date", "this year so far", "ytd"),
    "last_week": ("previous week",),
    "last_month": ("previous month",),
    "last_quarter": ("previous quarter",),
    "last_year": ("previous year",),
}
HOW_OFTEN = {"once": 1, "twice": 2, "thrice": 3}
NUMBER_WORDS = {"couple": 2, "a couple of": 2, "couple of": 2, "dozen": 12}
STRETCH_WORDS = {
    "half a year": (6, "months"), "half year": (6, "months"), "a year and a half": (18, "months"),
    "decade": (10, "years"), "fortnight": (2, "weeks"),
}  # fmt: skip
