"""The one table of what can be entered and edited by hand."""

from desktop.models.errors import UserError
from desktop.services.records import form_people, form_places, form_work
from desktop.services.records.fields import Field, Kind

KINDS: dict[str, Kind] = {
    one.name: one
    for one in (
        form_people.CUSTOMER,
        form_places.PROPERTY,
        form_places.LINK,
        form_places.SKETCH,
        form_places.SYSTEM,
        form_places.ASSET,
        form_places.CONTRACT,
        form_work.VISIT,
        form_work.INSPECTION_REPORT,
        form_work.TRIP_TICKET,
        form_work.ESTIMATE,
        form_work.INVOICE,
        form_work.PAYMENT,
        form_people.INTERACTION,
        form_people.TASK,
        form_people.NOTE,
        form_work.TECHNICIAN,
        form_work.TRUCK,
        form_work.DISPOSAL_SITE,
        form_places.COUNTY_RULE,
        form_places.POSTPONEMENT,
    )
}
# What the books of another program say: it is shown, and only they can change it.
READ_ONLY: dict[str, Kind] = {one.name: one for one in (form_work.OTHER_TRANSACTION,)}
SHOWN: dict[str, Kind] = KINDS | READ_ONLY
BY_TABLE: dict[str, Kind] = {one.table.name: one for one in SHOWN.values()}

ORDER, OWNER = "follows from the order of the lines", "the record it stands in"
# Columns that nobody types in, and why; `id` and `uid` of every table need no word.
NOT_EDITABLE = {
    "customers.merged_into_id": "set and taken back by merging two customers",
    "customers.extra": "what a file said and no field of ours holds",
    "customer_phones.customer_id": OWNER,
    "customer_phones.position": ORDER,
    "customer_tags.customer_id": OWNER,
    "contract_lines.contract_id": OWNER,
    "contract_lines.position": ORDER,
    "service_lines.visit_id": OWNER,
    "service_lines.position": ORDER,
}

# What is looked at in an inspection, in the order of the state's sample record (30 TAC 285.90).
INSPECTED = {
    "aerators": "Aerators",
    "filters": "Filters",
    "irrigation_pumps": "Irrigation pumps",
    "recirculation_pumps": "Recirculation pumps",
    "disinfection": "Disinfection device",
    "chlorine_supply": "Chlorine supply",
    "electrical": "Electrical circuits",
    "alarms": "Alarms",
    "distribution": "Distribution system",
    "spray_field": "Spray field vegetation",
    "sludge_level": "Sludge level",
    "lids_secured": "Lids and risers secured",
    "other": "Other",
}
RESULTS = {"operational": "Operational", "inoperative": "Inoperative", "not_present": "Not present"}


def kind_of(name: str) -> Kind:
    """The kind of that name.

    Raises:
        UserError: there is none.
    """
    if name not in KINDS:
        raise UserError(f"There is no kind of record called “{name}”.", where=name)
    return KINDS[name]


def child_fields(table: str) -> tuple[Field, ...]:
    """The fields of a table of small rows inside a record."""
    for one in KINDS.values():
        for field in one.fields:
            if field.rows and field.rows.table.name == table:
                return field.fields
    return ()
