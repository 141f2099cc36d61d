"""The forms about places: properties, who belongs to them, systems, tanks, contracts."""

from desktop.models.care import CountyRule, Postponement
from desktop.models.customers import Property, PropertyLink
from desktop.models.equipment import Asset, Contract, ContractLine, System
from desktop.models.sketches import Sketch
from desktop.services.records.fields import Ask, Rows, kind

PROPERTY = kind("property", "Property", Property, {
    "Where": (
        Ask("line1", "Street", required=True), Ask("line2", "Second line"), Ask("city", "City"),
        Ask("state", "State"), Ask("zip5", "ZIP"), Ask("county", "County"),
        Ask("subdivision", "Subdivision"), Ask("parcel_no", "Parcel number"),
        Ask("permit_no", "Permit number"),
        Ask("zone", "Zone", "Empty: by the area on the map, ZIP, county or drive time"),
        Ask("drive_minutes", "Drive in minutes", most=1_440),
        Ask("lat", "Latitude", least=-90, most=90), Ask("lon", "Longitude", least=-180, most=180),
        Ask("geocode_source", "Source of the place"),
    ),
    "Household": (
        Ask("use", "Use"), Ask("bedrooms", "Bedrooms", most=200),
        Ask("household_size", "People", most=1_000), Ask("seasonal", "Season"),
        Ask("garbage_disposal", "Garbage disposal"), Ask("water_softener", "Water softener"),
    ),
    "Getting there": (
        Ask("gate_code", "Gate code"), Ask("dogs", "Dogs"),
        Ask("driveway_limits", "Limits of the driveway"),
        Ask("hose_length_ft", "Hose in feet", most=2_000),
        Ask("wet_ground_warning", "Wet ground"), Ask("best_time", "Best time"),
        Ask("directions", "Directions"), Ask("note", "Note"),
    ),
})  # fmt: skip

LINK = kind("link", "Link to a property", PropertyLink, {
    "Link": (
        Ask("customer", "Customer"), Ask("property", "Property", anywhere=True),
        Ask("role", "Role"), Ask("from_date", "From"),
        Ask("to_date", "Until", "The first day that no longer counts"),
    ),
})  # fmt: skip

SKETCH = kind("sketch", "Location sketch", Sketch, {
    "Sketch": (
        Ask("property", "Property"),
        Ask("note", "Where the lids are", "14 ft from the left back corner, 9 ft from the right"),
        Ask("picture", "Picture", kind="picture"), Ask("drawn_on", "Drawn on"),
    ),
})  # fmt: skip

SYSTEM = kind("system", "System", System, {
    "System": (
        Ask("property", "Property"), Ask("kind", "Kind"), Ask("make", "Make"),
        Ask("model", "Model"),
        Ask("treatment_gpd", "Treats gallons per day", most=1_000_000), Ask("disposal", "Disposal"),
        Ask("maintained_by", "Maintained by"),
        Ask("electronic_monitoring", "Electronic monitoring"),
        Ask("active", "In use"),
    ),
    "History": (
        Ask("install_date", "Installed on"), Ask("installer", "Installer"),
        Ask("first_use_date", "First used on"), Ask("permit_no", "Permit number"),
        Ask("permitting_authority", "Permitting authority"),
        Ask("warranty_end", "Warranty ends on"),
    ),
    "When its inspection is due": (
        Ask("custom_interval", "Own interval", "Of the inspection; a tank has its own",
            least=1, most=10_000),
        Ask("custom_interval_unit", "Unit"),
        Ask("due_override", "Due day set by hand"),
        Ask("due_override_reason", "Why"), Ask("due_override_set_on", "Set on"),
    ),
})  # fmt: skip

ASSET = kind("asset", "Tank or part", Asset, {
    "Tank": (
        Ask("system", "System"), Ask("kind", "Kind"),
        Ask("capacity_gal", "Gallons", most=1_000_000),
        Ask("compartments", "Compartments", most=20), Ask("material", "Material"),
        Ask("effluent_filter", "Effluent filter"), Ask("baffle_condition", "Baffles"),
        Ask("install_date", "Installed on"), Ask("serial", "Serial number"),
        Ask("in_service", "In service"),
    ),
    "Lids": (
        Ask("lids", "Lids", most=50), Ask("lid_diameter_in", "Diameter in inches", most=200),
        Ask("lid_kind", "Kind of lid"), Ask("lid_depth_in", "Depth in inches", most=500),
    ),
    "When it is due": (
        Ask("custom_interval", "Own interval", least=1, most=10_000),
        Ask("custom_interval_unit", "Unit"),
        Ask("due_override", "Due day set by hand"),
        Ask("due_override_reason", "Why"), Ask("due_override_set_on", "Set on"),
    ),
})  # fmt: skip

CONTRACT = kind("contract", "Contract", Contract, {
    "Contract": (
        Ask("no", "Number"), Ask("customer", "Customer"), Ask("property", "Property"),
        Ask("system", "System"), Ask("kind", "Kind", required=True),
        Ask("signed_date", "Signed on"),
        Ask("start_date", "First day"), Ask("end_date", "Last day", "Empty: it goes on"),
        Ask("visits_per_year", "Visits per year", least=0, most=366),
        Ask("lines", "Included services", kind="rows", rows=Rows(ContractLine, "contract_id"),
          entries=(Ask("service", "Service"), Ask("interval", "Every", least=1, most=10_000),
                   Ask("interval_unit", "Unit"))),
    ),
    "Money": (
        Ask("price", "Price", least=0), Ask("billing", "Billing"),
        Ask("tier_override", "Service tier"),
        Ask("auto_renew", "Renews by itself"),
    ),
    "Course": (
        Ask("renewed_from", "Follows contract"), Ask("filed_with_authority_on", "Filed on"),
        Ask("cancel_date", "Cancelled from", "The first day that is not covered"),
        Ask("cancel_reason", "Why cancelled"), Ask("note", "Note"),
    ),
})  # fmt: skip

COUNTY_RULE = kind("county_rule", "County rule", CountyRule, {
    "County": (
        Ask("county", "County"),
        Ask("inspection_interval_months", "Inspection every months", least=1, most=120),
        Ask("self_maintenance", "Care by the owner"), Ask("filing_method", "Way of filing"),
        Ask("filing_address", "Where to file"), Ask("contract_fee", "Fee for a contract", least=0),
        Ask("late_fee", "Fee when late", least=0), Ask("note", "Note"),
        Ask("checked_on", "Checked on"),
    ),
})  # fmt: skip

POSTPONEMENT = kind("postponement", "Postponement", Postponement, {
    "Postponement": (
        Ask("system", "System"), Ask("asset", "Tank"), Ask("service", "Service"),
        Ask("due_date", "Due on"), Ask("reason", "Why"), Ask("recovery_date", "Ask again on"),
        Ask("set_on", "Postponed on"), Ask("note", "Note"),
    ),
})  # fmt: skip
