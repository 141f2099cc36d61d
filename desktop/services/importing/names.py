"""Names: comparable forms, job paths, marks such as "(deleted)", and who is a business."""

import re
from functools import lru_cache
from typing import NamedTuple

from desktop.models.folding import fold

_DELETED = re.compile(r"\s*\(deleted(?:-\d+)?\)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_NOT_WORD = re.compile(r"[^\w\s]")
_WORD, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")
_BUSINESS = frozenset(
    [
        "llc",
        "inc",
        "corp",
        "co",
        "ltd",
        "lp",
        "llp",
        "pllc",
        "company",
        "church",
        "chapel",
        "camp",
        "school",
        "diner",
        "resort",
        "hoa",
        "estate",
        "estates",
        "city",
        "county",
        "isd",
        "park",
        "rv",
        "cafe",
        "restaurant",
        "grill",
        "store",
        "shop",
        "market",
        "bank",
        "farm",
        "farms",
        "ranch",
        "home",
        "homes",
        "builder",
        "builders",
        "construction",
        "properties",
        "realty",
        "rental",
        "rentals",
        "service",
        "services",
        "plumbing",
        "association",
        "apartment",
        "apartments",
        "motel",
        "hotel",
        "inn",
        "lodge",
        "club",
        "center",
        "clinic",
        "hospital",
        "baptist",
        "methodist",
        "lutheran",
    ]
)
_GENERATION = re.compile(r"\b(jr|sr|ii|iii|iv)\b")
_WORK = re.compile(
    r"\b(?:remodel|kitchen|bath(?:room)?s?(?! house)|repairs?|addition|spa|room|deck|porch|"
    r"install\w*|project|utility|shed|family room|sun ?room|garage|roof|duct|wiring|"
    r"\d+(?:st|nd|rd|th) story)\b",
    re.IGNORECASE,
)


class Name(NamedTuple):
    """A name cell taken apart."""

    display: str
    site: str  # the job or sub-customer below the customer; "" for the customer itself
    key: str  # the whole name, comparable
    bare: str  # comparable, without brackets
    notes: tuple[str, ...]
    is_deleted: bool


@lru_cache(maxsize=16_384)
def read_name(raw: str, *, has_jobs: bool = True) -> Name:
    """Take "Parent:Job (note) (deleted)" apart; without `has_jobs` a colon means nothing."""
    is_deleted = "(" in raw and bool(_DELETED.search(raw))
    whole = _DELETED.sub(" ", raw).strip() if is_deleted else raw.strip()
    top, _, site = whole.partition(":") if has_jobs else (whole, "", "")
    notes: tuple[str, ...] = ()
    display = top
    if "(" in top or "[" in top:
        notes = tuple(note.strip() for note in _BRACKETS.findall(top) if note.strip())
        display = _BRACKETS.sub(" ", top).strip() or top.strip()
    key = name_key(top)
    return Name(
        display=" ".join(display.split()),
        site=site.strip(),
        key=key,
        bare=key if display == top else name_key(display),
        notes=notes,
        is_deleted=is_deleted,
    )


def name_key(name: str) -> str:
    """The comparable form: folded, "Last, First" turned round, & = and, no punctuation."""
    folded = fold(name).replace("&", " and ")
    last, comma, first = folded.partition(", ")
    is_person = comma and "," not in first and not _has_business_word(folded)
    if is_person and not _GENERATION.fullmatch(first.strip(" .")):
        folded = f"{first} {last}"
    if folded.replace(" ", "").isalnum():
        return " ".join(folded.split())
    words = _NOT_WORD.sub(" ", folded.replace("'", "")).split()
    return " ".join(words) or folded


def is_business(name: str) -> bool:
    """Whether a name is a business, a church, a public body: never split into first and last."""
    return bool(_DIGIT.search(name)) or _has_business_word(name.casefold())


def _has_business_word(folded: str) -> bool:
    return not _BUSINESS.isdisjoint(_WORD.findall(folded))


def person(name: str) -> tuple[str, str]:
    """First and last name of "Last, First"; of any other form nothing is guessed."""
    last, comma, first = name.partition(", ")
    if not comma or "," in first or is_business(name):
        return "", ""
    return first.strip(), last.strip()


def generation(key: str) -> str:
    """The "jr" or "iii" of a comparable name; two people with different ones are never one."""
    match = _GENERATION.search(key)
    return match.group(1) if match else ""


def is_work(job: str) -> bool:
    """Whether a job's name is work ("Kitchen remodel") and not a place ("330 Main St")."""
    return bool(_WORK.search(job)) and not job[:1].isdigit()
