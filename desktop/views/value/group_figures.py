"""Behaviour groups as figures: tiles, what tells them apart, and the numbers of groups tried."""

from desktop.services.days import DayWriter
from desktop.services.value.behaviour_fit import SHAKES, STABLE
from desktop.services.value.behaviour_kept import FIELD, Group, Kept
from desktop.services.value.distinct import Difference
from desktop.services.value.drivers import DRIVER_OF, DRIVERS
from desktop.services.value.drivers import words as in_words
from desktop.views.charts.heat import HeatCell, HeatMap, Legend
from desktop.views.charts.rows import RowBar, Rows
from desktop.views.charts.tiles import Part, Tiles, TileText
from desktop.views.value import words
from desktop.views.value.opening import Opening, opening
from desktop.views.widgets.formats import counted, day, money

FULL_SHADE = 3.0  # spreads from which on a cell has its full shade


def behind(name: str) -> Opening:
    """The customers of a group."""
    return opening(f"Behavior group: {name}", "label", dimension=FIELD, value=name)


def tiles(found: Kept) -> Tiles:
    """A tile per group: how many, what they brought in, what tells them apart most."""
    everybody = sum(one.customers for one in found.groups) + found.without
    return Tiles(
        "Behavior groups", tuple(_tile(one, everybody) for one in found.groups), letters=38
    )


def _tile(one: Group, everybody: int) -> TileText:
    strong = [apart for apart in one.apart if apart.is_strong]
    lines = tuple(_short(apart) for apart in strong[:2])
    told = "\n".join(in_words(*apart) for apart in strong)
    said = f"Behavior group {one.name}: {counted(one.customers, 'customer')}"
    earned = f"{money(one.revenue_cents)} in 36 months, {counted(one.visits, 'visit')}"
    return TileText(
        behind(one.name),
        one.name,
        f"{one.customers:,}",
        f"{words.short_dollars(one.revenue_cents)} in 36 months",
        (*lines, *("",) * (2 - len(lines))),
        (Part(one.customers / everybody if everybody else 0.0),),
        f"{said}, {earned}\n{told}",
    )


def _short(apart: Difference) -> str:
    driver = DRIVER_OF[apart.driver]
    return f"{driver.label}: {driver.shown(apart.mean)} (others {driver.shown(apart.others)})"


def apart(found: Kept, *, numbered: bool = False) -> HeatMap:
    """Groups down, drivers across: each average, the darker the further from all others."""
    used = [one for one in DRIVERS if one.key in found.parameters["inputs"]]
    return HeatMap(
        "What tells the groups apart",
        tuple(
            (f"{number}. " if numbered else "") + f"{one.name}  {one.customers:,}"
            for number, one in enumerate(found.groups, 1)
        ),
        tuple(one.heading for one in used),
        tuple(tuple(_apart(one, driver.key) for driver in used) for one in found.groups),
        "Behavior group",
        "Average of the group, and of all others",
        Legend("Distance from the others, in spreads", "0", f"{FULL_SHADE:.0f} or more"),
    )


def _apart(one: Group, key: str) -> HeatCell:
    known = next((apart for apart in one.apart if apart.driver == key), None)
    what, driver = behind(one.name), DRIVER_OF[key]
    if known is None:
        return HeatCell(what, 0.0, ("·",), f"{what.title}, {driver.label}: left out")
    return HeatCell(
        what,
        min(abs(known.spreads) / FULL_SHADE, 1.0),
        (driver.brief(known.mean), f"others {driver.brief(known.others)}"),
        f"{what.title}. {in_words(*known)}",
    )


def tried(found: Kept) -> Rows:
    """Each number of groups: how far they lie apart, and how stable they are."""
    chosen = found.card["chosen"]
    bars = tuple(
        RowBar(
            f"tried {groups}",
            max(apart, 0.0),
            f"{groups} groups" + (" (taken)" if groups == chosen else ""),
            (f"{apart:.2f}", f"{stability:.2f}"),
            f"{groups} groups: {apart:.2f} apart, {stability:.2f} stable"
            + (", taken" if groups == chosen else ""),
            "" if groups == chosen else "none",
        )
        for groups, apart, stability in found.card["tried"]
    )
    return Rows("How many groups", bars, ("Apart", "Stable") if bars else ())


def rule() -> str:
    """By which rule the number of groups was taken."""
    return (
        f"Those count that come out alike ({STABLE} of 1 or more) when a fifth of the customers is"
        f" left out, {SHAKES} times over; among them the ones furthest apart (1 at most), first"
        " those of which no group is rejected."
    )


def about(found: Kept, written: DayWriter = day) -> str:
    """How and when the groups were found, and who is in none."""
    card = found.card
    inputs = ", ".join(DRIVER_OF[key].label.lower() for key in found.parameters["inputs"])
    found_how = (
        f"Found on {written(found.as_of)} by {found.method} from {inputs}; they stay as they are"
        " until somebody looks again."
    )
    nothing = "No stable groups were found in these records; that is an answer too."
    parts = [found_how if found.groups else nothing]
    missing = "; ".join(f"{why} ({number:,})" for why, number in card["left_out"])
    if found.without:
        parts.append(f"{counted(found.without, 'customer')} in no group.")
    if missing:
        parts.append(f"Left out: {missing}.")
    for name, number, why in card["rejected"]:
        parts.append(f"Rejected: {name} ({counted(number, 'customer')}). {why}.")
    return " ".join(parts)


def recipe(found: Kept) -> str:
    """What was done to the inputs."""
    card = found.card
    logged = ", ".join(DRIVER_OF[key].label.lower() for key in card["logged"])
    said = [f"By their logarithm, being skewed: {logged}."] if logged else []
    for key, why in card["dropped"]:
        label = DRIVER_OF[key].label
        moves = f"moves with {DRIVER_OF[why].label.lower()}" if why in DRIVER_OF else why
        said.append(f"Not used: {label.lower()}, {moves}.")
    return " ".join([rule(), *said])
