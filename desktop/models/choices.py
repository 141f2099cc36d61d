"""The closed lists: what is stored, and what the office reads on screen."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Choices:
    """A closed list; `items` are (stored key, text on screen)."""

    name: str
    items: tuple[tuple[str, str], ...]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the stored keys."""
        return (key for key, _ in self.items)

    def label(self, key: str | None) -> str:
        """The text on screen for a stored key; a key we do not know is shown as it is."""
        return dict(self.items).get(key or "", key or "")

    def key(self, text: str) -> str | None:
        """The stored key for a key or a text on screen, in any case; None when unknown."""
        wanted = " ".join(text.casefold().split())
        for key, label in self.items:
            if wanted in (key.casefold(), label.casefold()):
                return key
        return None


def _choices(name: str, **items: str) -> Choices:
    return Choices(name, tuple(items.items()))


CUSTOMER_TYPE = _choices(
    "customer type",
    residential="Residential",
    commercial="Commercial",
    builder="Builder",
    realtor="Realtor",
    government="Government",
    other="Other",
)
CUSTOMER_STATUS = _choices("status", active="Active", inactive="Inactive")
INACTIVE_REASON = _choices(
    "inactive reason",
    moved_sold="Moved or sold",
    deceased="Deceased",
    closed="Closed",
    do_not_serve="Do not serve",
    duplicate_merged="Duplicate, merged",
    outside_area="Outside our area",
    marked_in_source="Marked inactive in the imported file",
)
CHANNEL = _choices(
    "preferred channel",
    mail="Mail",
    phone="Phone",
    email="Email",
    sms="SMS",
    none_recorded="None recorded",
)
SMS_CONSENT = _choices(
    "text consent", none="None", service_only="Service only", marketing="Marketing"
)
PHONE_KIND = _choices(
    "kind of phone",
    phone="Phone",
    mobile="Mobile",
    home="Home",
    work="Work",
    alternate="Alternate",
    fax="Fax",
    pager="Pager",
    other="Other",
)
LINK_ROLE = _choices(
    "role", owner="Owner", occupant="Occupant", manager="Manager", bill_to="Bill to"
)
PROPERTY_USE = _choices(
    "use",
    residential="Residential",
    commercial="Commercial",
    food_service="Food service",
    church_school="Church or school",
    rv_park="RV park",
    vacant="Vacant",
)
SEASONAL = _choices("season", full_time="Full-time", vacation="Vacation", weekend="Weekend")
YES_NO_UNKNOWN = _choices("garbage disposal", yes="Yes", no="No", unknown="Unknown")
GEOCODE_SOURCE = _choices(
    "source of the place",
    gps="GPS",
    manual_pin="Pin set by hand",
    imported="Import",
    zip_centroid="Middle of the ZIP area",
)
SYSTEM_KIND = _choices(
    "kind of system",
    conventional="Conventional",
    aerobic="Aerobic",
    advanced="Advanced",
    grease_trap="Grease trap",
    grit_trap="Grit trap",
    holding_tank="Holding tank",
    lift_station="Lift station",
    other="Other",
    unknown="Unknown",
)
DISPOSAL = _choices(
    "disposal",
    drainfield="Drainfield",
    spray="Spray",
    drip="Drip",
    low_pressure="Low-pressure",
    mound="Mound",
    none="None",
)
MAINTAINED_BY = _choices(
    "maintained by",
    us="Us",
    other_company="Other company",
    owner="Owner",
    unknown="Unknown",
)
ASSET_KIND = _choices(
    "kind of equipment",
    septic_tank="Septic tank",
    trash_tank="Trash tank",
    aeration_tank="Aeration tank",
    clarifier="Clarifier",
    pump_tank="Pump tank",
    grease_trap="Grease trap",
    aerator="Aerator",
    effluent_pump="Effluent pump",
    spray_pump="Spray pump",
    control_panel="Control panel",
    float="Float",
    chlorinator="Chlorinator",
    spray_head="Spray head",
    filter="Effluent filter",
    drainfield="Drainfield",
    other="Other",
)
MATERIAL = _choices(
    "material",
    concrete="Concrete",
    poly="Poly",
    fiberglass="Fiberglass",
    steel="Steel",
    unknown="Unknown",
)
LID_KIND = _choices("kind of lid", buried="Buried", riser_at_grade="Riser at grade")
INTERVAL_UNIT = _choices("unit", days="Days", months="Months", years="Years")
CONTRACT_KIND = _choices(
    "kind of contract",
    inspection_only="Inspection only",
    inspection_chlorine="Inspection and chlorine",
    full_maintenance="Full maintenance",
    pumping_plan="Pumping plan",
    grease_plan="Grease plan",
    initial_two_year="Initial two-year policy",
    other="Other",
)
BILLING = _choices("billing", prepaid="Prepaid", per_visit="Per visit", monthly="Monthly")
SERVICE_TIER = _choices(
    "service tier",
    premium="Contract-Premium",
    standard="Contract-Standard",
    on_demand="On-Demand",
)
VISIT_STATUS = _choices(
    "status of a visit",
    booked="Booked",
    scheduled="Scheduled",
    completed="Completed",
    no_access="No access",
    skipped="Skipped",
    cancelled="Cancelled",
    voided="Voided",
)
SERVICE = _choices(
    "service",
    PUMP="Pump-out",
    INSPECT="Aerobic inspection",
    ANNUAL_INSP="Annual inspection",
    GREASE="Grease trap cleaning",
    GRIT="Grit trap cleaning",
    REPAIR="Repair",
    INSTALL="Installation",
    RE_INSPECTION="Real-estate inspection",
    LOCATE="Locate or dig",
    EMERGENCY="Emergency",
    CHLORINE="Chlorine",
    OTHER="Other",
)
SERVICE_MEANING = Choices(
    "service",
    (*SERVICE.items, ("CONTRACT", "Service contract (offered)"), ("NONE", "No visit")),
)
SERVICE_MATCH = _choices("match", item="The item", words="Words in the memo")
CONDITION = _choices("condition", good="Good", fair="Fair", poor="Poor", failed="Failed")
ESTIMATE_STATE = _choices(
    "state", open="Open", accepted="Accepted", declined="Declined", expired="Expired"
)
INVOICE_KIND = _choices(
    "kind of sale",
    invoice="Invoice",
    sales_receipt="Sales receipt",
    credit="Credit",
    refund="Refund",
    charge="Statement charge",
)
INVOICE_STATE = _choices("state", posted="Posted", voided="Voided")
SHARE_BY = _choices(
    "way of applying",
    oldest_first="applied by the program, oldest first",
    told="told by a file",
)
INTERACTION_CHANNEL = _choices(
    "channel",
    call_in="Call from the customer",
    call_out="Call to the customer",
    letter="Letter",
    postcard="Postcard",
    email="Email",
    sms="Text message",
    visit="Visit",
    other="Other",
)
OUTCOME = _choices(
    "outcome",
    sent="Sent",
    undeliverable="Undeliverable",
    no_answer="No answer",
    left_message="Left message",
    answered="Answered",
    booked="Booked",
    declined="Declined",
    opt_out="Opted out",
)
SELF_MAINTENANCE = _choices(
    "care by the owner", allowed="Allowed", training="After training", no="Not allowed"
)
FILING_METHOD = _choices("way of filing", portal="Portal", email="Email", mail="Mail", fax="Fax")
POSTPONE_REASON = _choices(
    "reason to postpone",
    declined="Customer declined",
    not_reached="Could not reach",
    wet_ground="Wet ground",
    no_access="No access",
    financial="Financial",
    seasonal_absent="Seasonal, absent",
    system_replaced="System replaced",
    other="Other",
)
WASTE_KIND = _choices(
    "kind of waste",
    septage="Septage",
    grease="Grease trap waste",
    grit="Grit trap waste",
    chemical_toilet="Chemical toilet waste",
    other="Other",
)
TASK_KIND = _choices(
    "kind of task",
    follow_up="Follow-up",
    complaint="Complaint",
    violation="Notice of violation from the authority",
    data="Data to complete",
    other="Other",
)
ZONE_KIND = _choices("kind of zone", county="County", drive_time="Drive time", custom="Custom")
ZONE_BY = _choices(
    "way a zone was found",
    manual="By hand",
    polygon="Area on the map",
    zip="ZIP code",
    county="County",
    ring="Drive time",
    none="No zone",
)
REACH_BY = _choices(
    "best allowed channel",
    phone="Phone",
    mail="Mail",
    email="Email",
    sms="Text message",
    none="None allowed",
)
WEEKDAY = _choices(
    "weekday",
    mon="Monday",
    tue="Tuesday",
    wed="Wednesday",
    thu="Thursday",
    fri="Friday",
    sat="Saturday",
    sun="Sunday",
)
CUSTOM_TYPE = _choices(
    "type of a custom field",
    text="Text",
    number="Number",
    money="Money",
    date="Date",
    yes_no="Yes or no",
    choice="Choice",
)
CUSTOM_ON = _choices("kind of record", customer="Customer")
SEGMENT_KIND = _choices("kind of segment", active="Active", static="Static")
MOVE_CAUSE = _choices(
    "cause of a move",
    data="The records changed",
    day="The day changed",
    rule="The conditions changed",
    hand="By hand",
    archived="Archived",
    restored="Restored",
    start="First calculation",
)
SEGMENT_GOAL = _choices(
    "goal",
    retention="Retention",
    conversion="Conversion",
    cross_sell="Cross-sell",
    compliance="Compliance",
    routing="Routing",
)
SYSTEM_TYPE = _choices(
    "system type",
    conventional="Conventional",
    aerobic="Aerobic",
    commercial_grease="Commercial/Grease Trap",
    advanced="Advanced",
    unknown="Unknown",
)
LIFECYCLE = _choices(
    "lifecycle stage",
    inactive="Inactive",
    prospect="Prospect",
    lead="Lead",
    lapsed="Lapsed",
    at_risk="At-Risk",
    new="New",
    active="Active",
    loyal="Loyal",
)
DUE_STATUS = _choices(
    "due status",
    overdue="Overdue",
    due="Due",
    upcoming="Upcoming",
    current="Current",
    unknown="Unknown",
    not_applicable="Not applicable",
)
RELATIONSHIP = _choices(
    "relationship",
    contract="Contract",
    lapsed_contract="Lapsed contract",
    one_time="One-time",
    none="None",
)
CONTRACT_STATUS = _choices("contract status", active="Active", expired="Expired", none="None")
VALUE_TIER = _choices(
    "value tier",
    vip="VIP",
    standard="Standard",
    low_frequency="Low-frequency",
    unrated="Unrated",
)
RFM_SEGMENT = _choices(
    "RFM segment",
    champions="Champions",
    loyal="Loyal",
    potential="Potential",
    recent_one_time="Recent One-Time",
    promising="Promising",
    need_attention="Need Attention",
    at_risk="At Risk",
    hibernating="Hibernating",
    cant_lose="Can't Lose",
    lost="Lost",
    unscored="Unscored",
)
HEALTH_CARD = _choices(
    "health card",
    recovery="Recovery",
    onboarding="Onboarding",
    commercial="Commercial",
    aerobic_contract="Aerobic contract",
    established="Established",
    none="No card",
)
HEALTH_GRADE = _choices("health grade", A="A", B="B", C="C", D="D", F="F", not_rated="Not rated")
HEALTH_COLOUR = _choices(
    "health color", green="Green", yellow="Yellow", red="Red", not_rated="Not rated"
)
HEALTH_CAP = _choices(
    "guard rail of health",
    none="Nothing",
    violation="Notice of violation",
    complaint="Open complaint",
    inoperative="Inoperative part",
)
HEALTH_TREND = _choices("trend of health", up="Up", down="Down", steady="Steady")
SEASON = _choices("season", spring="Spring", summer="Summer", fall="Fall", winter="Winter")
AGE_CATEGORY = _choices("age class", new="New", mature="Mature", aging="Aging", legacy="Legacy")
