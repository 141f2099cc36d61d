"""The columns about work and money: the last service, the contract, an invoice of the row."""

from desktop.services.importing.headings.target import AGREEMENT, INVOICE, SERVICE, Target, target

WORK_TARGETS: tuple[Target, ...] = (
    target(
        "last_service",
        "Last service",
        SERVICE,
        "last pumped|last service|last pump|service date|date serviced|pumped on|"
        "last service date|last pump date|date pumped|last pumped on|last serviced|pumped|"
        "date of service|svc date|last svc|last visit|visit date|last cleaned|date completed|"
        "completed on|last pumping|pump date|serviced|last pump out|last pump-out",
        "date visit.date",
        "4/1/2024",
    ),
    target(
        "last_service_kind",
        "Kind of last service",
        SERVICE,
        "service|service type|last service type|work done|job type|type of service|svc|"
        "work performed|service performed|work|description of work|service done",
        "text visit.service",
        "Pump-out",
    ),
    target(
        "gallons_pumped",
        "Gallons pumped",
        SERVICE,
        "gallons pumped|gal pumped|gals pumped|pumped gallons|gallons removed|volume|"
        "pumped gal|gallons hauled|volume pumped",
        "whole visit.gallons",
        "1,000",
    ),
    target(
        "technician",
        "Technician",
        SERVICE,
        "tech|technician|driver|pumper|serviced by|pumped by|done by|employee|tech name",
        "text visit.technician",
        "Joe",
    ),
    target(
        "visit_note",
        "Notes of the visit",
        SERVICE,
        "service notes|work notes|job notes|visit notes|findings|tech notes|service comments",
        "text visit.note",
        "Baffle broken",
    ),
    target(
        "visit_more",
        "Kept in the note of the visit",
        SERVICE,
        "",
        "text visit_more.heading",
        "Truck 2",
    ),
    target(
        "last_amount",
        "Price of the last service",
        SERVICE,
        "amount|total|price|last price|charge|last amount|cost|fee|charged|amt|$|last charge|"
        "service price",
        "amount visit.amount",
        "$395.00",
    ),
    target(
        "contract_no",
        "Contract number",
        AGREEMENT,
        "contract no|contract #|contract number|contract id|agreement #|agreement no|policy #",
        "text contract.no",
        "C-118",
    ),
    target(
        "contract_kind",
        "Kind of contract",
        AGREEMENT,
        "contract type|agreement type|plan|plan type|kind of contract|contract kind|policy",
        "contract_kind contract.kind",
        "Inspection only",
    ),
    target(
        "contract_start",
        "Contract starts",
        AGREEMENT,
        "contract start|start|start of contract|agreement start|contract start date|start date|"
        "effective|effective date|contract begins|begins|contract date",
        "date_ahead contract.start_date",
        "1/1/2026",
    ),
    target(
        "contract_end",
        "Contract ends",
        AGREEMENT,
        "contract|agreement|maint exp|expires|renewal|contract end|contract expires|"
        "expiration|renewal date|contract end date|end date|end|exp|exp date|expiration date|"
        "expires on|maint contract|contract exp|contract expiration|contract renewal|renews|"
        "maintenance contract|valid until|contract until",
        "date_ahead contract.end_date",
        "12/31/2026",
    ),
    target(
        "visits_per_year",
        "Visits per year",
        AGREEMENT,
        "visits/yr|visits per year|visits|inspections/yr|inspections per year|# visits|"
        "visits a year",
        "whole contract.visits_per_year",
        "3",
    ),
    target(
        "contract_price",
        "Contract price",
        AGREEMENT,
        "contract price|annual fee|contract amount|contract fee|annual price|yearly fee|"
        "contract cost",
        "amount contract.price",
        "$250.00",
    ),
    target(
        "invoice_no",
        "Invoice number",
        INVOICE,
        "inv|inv #|inv no|inv no.|inv num|invoice|invoice #|invoice no|invoice no.|invoice num|"
        "invoice number|inv number|ticket|ticket #|ticket no",
        "text invoice.number",
        "2288",
    ),
    target(
        "invoice_date",
        "Invoice date",
        INVOICE,
        "invoice date|inv date|bill date|date billed|billed on|invoiced on|date of invoice",
        "date invoice.date",
        "3/4/2025",
    ),
    target(
        "invoice_amount",
        "Invoice amount",
        INVOICE,
        "invoice amount|inv amount|inv amt|invoice total|amount billed|billed|amount invoiced|"
        "invoice amt|bill amount",
        "amount invoice.amount",
        "$395.00",
    ),
    target(
        "invoice_paid",
        "Paid: amount, day or yes",
        INVOICE,
        "paid|amount paid|amt paid|payment|paid amount|payments|paid on|date paid|paid?|pd|"
        "paid date|payment date",
        "paid invoice.paid",
        "$395.00",
    ),
    target(
        "invoice_open",
        "Still owed",
        INVOICE,
        "balance|open balance|balance due|amount due|owes|owed|open|amount owed|balance owed|"
        "outstanding",
        "amount invoice.open",
        "$0.00",
    ),
    target(
        "paid_how",
        "Paid how",
        INVOICE,
        "payment method|pay method|paid by|method|how paid|check #|check no|ck #|payment type",
        "text invoice.method",
        "Check 1042",
    ),
)
