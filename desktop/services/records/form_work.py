"""The forms about work and money: visits, reports, trip tickets, estimates, sales, payments."""

from desktop.models.care import InspectionReport, TripTicket
from desktop.models.work import (
    DisposalSite,
    Estimate,
    Invoice,
    OtherTransaction,
    Payment,
    ServiceLine,
    Technician,
    Truck,
    Visit,
)
from desktop.services.records.fields import Ask, Rows, kind

_MINUTES = 24 * 60
_GALLONS = 100_000

VISIT = kind("visit", "Visit", Visit, {
    "Visit": (
        Ask("property", "Property"), Ask("customer", "Customer billed"), Ask("status", "Status"),
        Ask("completed_date", "Done on"), Ask("scheduled_date", "Planned for"),
        Ask("time_window", "Time"), Ask("technician", "Technician"), Ask("truck", "Truck"),
        Ask("lines", "Work", kind="rows", rows=Rows(ServiceLine, "visit_id"), entries=(
            Ask("service", "Service"), Ask("asset", "Tank"),
            Ask("gallons", "Gallons", most=_GALLONS), Ask("condition", "Condition"),
            Ask("sludge_in", "Sludge in inches", least=0, most=500),
            Ask("scum_in", "Scum in inches", least=0, most=500),
            Ask("effluent_level", "Effluent level"),
            Ask("grease_percent", "Grease and solids in %", least=0, most=100),
            Ask("parts", "Parts"), Ask("notes", "Notes"))),
        Ask("amount", "Amount"), Ask("note", "Note"),
    ),
    "More": (
        Ask("booked_on", "Booked on"), Ask("emergency", "Emergency"),
        Ask("callback_of", "Comes back for visit"),
        Ask("arrival_minute", "Arrived, minutes after midnight", most=_MINUTES),
        Ask("departure_minute", "Left, minutes after midnight", most=_MINUTES),
        Ask("exception_code", "What went wrong"), Ask("recovery_date", "Try again on"),
    ),
})  # fmt: skip

INSPECTION_REPORT = kind("inspection_report", "Inspection report", InspectionReport, {
    "Inspection": (
        Ask("visit", "Visit"), Ask("system", "System"), Ask("inspection_date", "Inspected on"),
        Ask("results", "Results", "Each item works or does not", kind="checks"),
        Ask("technician", "Inspected by"), Ask("signer", "Signed by"),
    ),
    "Tests": (
        Ask("chlorine_mg_l", "Chlorine in mg/L", least=0, most=9_999),
        Ask("bod_mg_l", "BOD5 in mg/L", least=0, most=99_999),
        Ask("tss_mg_l", "TSS in mg/L", least=0, most=99_999),
        Ask("coliform_mpn", "Coliform in MPN per 100 mL", most=100_000_000),
        Ask("sludge_in", "Sludge in inches", least=0, most=500),
        Ask("chlorine_method", "Chlorine tested with"), Ask("bod_method", "BOD5 tested with"),
        Ask("tss_method", "TSS tested with"), Ask("coliform_method", "Coliform tested with"),
    ),
    "Remarks and filing": (
        Ask("repairs_made", "Repairs made"), Ask("repairs_needed", "Repairs needed"),
        Ask("comments", "Comments"), Ask("filed_on", "Filed on"), Ask("filed_how", "Filed by"),
        Ask("copy_to_owner_on", "Copy to the owner on"),
    ),
})  # fmt: skip

TRIP_TICKET = kind("trip_ticket", "Trip ticket", TripTicket, {
    "Load": (
        Ask("ticket_no", "Ticket number"), Ask("visit", "Visit"),
        Ask("collected_on", "Collected on"),
        Ask("waste_kind", "Kind of waste"),
        Ask("gallons_collected", "Gallons collected", most=_GALLONS),
        Ask("trap_volume_gal", "Size of the trap or tank in gallons", most=1_000_000),
        Ask("technician", "Driver"), Ask("truck", "Truck"),
        Ask("generator_signed", "Signed by the customer"),
    ),
    "Disposal": (
        Ask("disposal_site", "Disposal site"), Ask("deposited_on", "Deposited on"),
        Ask("gallons_received", "Gallons received", most=_GALLONS),
        Ask("received_by", "Received by"), Ask("discrepancy_note", "Why the gallons differ"),
    ),
})  # fmt: skip

ESTIMATE = kind("estimate", "Estimate", Estimate, {
    "Estimate": (
        Ask("customer", "Customer"), Ask("property", "Property"), Ask("no", "Number"),
        Ask("issued_on", "Day"), Ask("amount", "Amount", least=0),
        Ask("lines", "Lines", kind="items"), Ask("state", "State"), Ask("decided_on", "Decided on"),
        Ask("follow_up_on", "Ask again on"), Ask("decline_reason", "Why declined"),
        Ask("memo", "Memo"),
    ),
})  # fmt: skip

INVOICE = kind("invoice", "Invoice", Invoice, {
    "Invoice": (
        Ask("customer", "Customer"), Ask("property", "Property"), Ask("visit", "Visit"),
        Ask("kind", "Kind"), Ask("state", "State"), Ask("number", "Number"), Ask("date", "Day"),
        Ask("due_date", "To be paid by"), Ask("lines", "Lines", kind="items"),
        Ask("amount", "Amount", "Without sales tax; credits and refunds count as negative"),
        Ask("tax", "Sales tax"), Ask("total", "Total with tax"), Ask("open", "Still open"),
        Ask("open_as_of", "Open as of"), Ask("memo", "Memo"),
    ),
})  # fmt: skip

PAYMENT = kind("payment", "Payment", Payment, {
    "Payment": (
        Ask("customer", "Customer"), Ask("invoice", "Invoice"), Ask("number", "Number"),
        Ask("date", "Day"), Ask("amount", "Amount"), Ask("method", "Method"), Ask("memo", "Memo"),
    ),
})  # fmt: skip

OTHER_TRANSACTION = kind("other_transaction", "Other transaction", OtherTransaction, {
    "Transaction": (
        Ask("customer", "Customer"), Ask("property", "Property"), Ask("type", "Kind"),
        Ask("number", "Number"), Ask("date", "Day"), Ask("amount", "Amount"),
        Ask("open", "Still open"), Ask("open_as_of", "Open as of"), Ask("memo", "Memo"),
    ),
})  # fmt: skip

TECHNICIAN = kind("technician", "Technician", Technician, {
    "Technician": (
        Ask("name", "Name"), Ask("licence_type", "Kind of licence"),
        Ask("licence_no", "Licence number"),
        Ask("licence_expiry", "Licence runs until"),
    ),
})  # fmt: skip

TRUCK = kind("truck", "Truck", Truck, {
    "Truck": (
        Ask("name", "Name"), Ask("registration_no", "Registration number"),
        Ask("capacity_gal", "Gallons", most=_GALLONS),
    ),
})  # fmt: skip

DISPOSAL_SITE = kind("disposal_site", "Disposal site", DisposalSite, {
    "Disposal site": (
        Ask("name", "Name"), Ask("permit_no", "Permit number"), Ask("operator", "Operator"),
        Ask("address", "Address"), Ask("waste_kinds", "Kinds of waste", kind="texts"),
        Ask("price_per_1000_gal", "Price per 1,000 gallons", least=0),
    ),
})  # fmt: skip
