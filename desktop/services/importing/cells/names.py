"""Names: comparable forms, job paths, marks such as "(deleted)", and who is a business."""

import re
from functools import lru_cache
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.pace import maker

_DELETED = re.compile(r"\s*\(deleted(?:-\d+)?\)\s*", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_NOT_WORD = re.compile(r"[^\w\s]")
_WORD, _DIGIT = re.compile(r"\w+"), re.compile(r"\d")
_BUSINESS_WORDS = (
    "llc inc corp co ltd lp llp pllc company church chapel camp school diner resort hoa estate "
    "estates city county isd park rv cafe restaurant grill store shop market bank farm farms "
    "ranch home homes builder builders construction properties realty rental rentals service "
    "services plumbing association apartment apartments motel hotel inn lodge club center "
    "clinic hospital baptist methodist lutheran septic bbq auto foundation ministry ministries "
    "temple synagogue academy university college trust partners partnership group holdings "
    "enterprises industries management mgmt department dept district town township village "
    "dental medical nursing marina campground golf utility utilities investments development "
    "developers contractors contracting assoc associates pizza bakery bar tavern station "
    "storage warehouse supply daycare preschool winery brewery stables vfw pta poa mud wsc"
)
_BUSINESS = frozenset(_BUSINESS_WORDS.split())
_NO_PERSON = frozenset(["family", "residence", "the", "of", "house", "owner", "tenant"])
_GENERATIONS = frozenset(["jr", "sr", "ii", "iii", "iv"])
_GENERATION = re.compile(r"\b(jr|sr|ii|iii|iv)\b")
_WORK = re.compile(
    r"\b(?:remodel|kitchen|bath(?:room)?s?(?! house)|repairs?|addition|spa|room|deck|porch|"
    r"install\w*|project|utility|shed|family room|sun ?room|garage|roof|duct|wiring|"
    r"\d+(?:st|nd|rd|th) story)\b",
    re.IGNORECASE,
)


_PLAIN = re.compile(r"[A-Za-z]+(?:(?:,? (?:& )?)[A-Za-z]+)*")  # most names: nothing to take apart
_NUMBER = re.compile(r"^(\D*[^\W\d]\D*?)[\s#\-]+(\d{6,12})$")
_SHORT_NUMBER = re.compile(r"^(\D*[^\W\d]\D*?)[\s#\-]+(\d{4,5})$")
_COUNTED_WORDS = (
    "lot unit post suite ste apt rd road hwy highway route rt lane ln st street dr drive ave "
    "avenue troop cabin space pad box building bldg phase section tract block local no number "
    "room site fm cr loop trail pack chapter"
)
_COUNTED = frozenset(_COUNTED_WORDS.split())  # the number behind it is part of the name
_SOLD = re.compile(r"^(.*?\w)\s*(?:[-–*,]+\s*)?\b(SOLD(?:\s+[\d/.\-]+)?)$")
_TITLE = re.compile(
    r"^((?:mr|mrs|ms|miss|dr|rev|pastor|sgt|capt)\.?(?:\s*(?:&|and|/)\s*(?:mrs|mr|ms|dr)\.?)?)\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:&|\band\b|/)\s*", re.IGNORECASE)
_FAMILY = re.compile(r"^(.+?)(?:,?\s+(?:jr|sr|ii|iii|iv)\.?)?$", re.IGNORECASE)
_LONGEST = 200


class Name(NamedTuple):
    """A name cell taken apart."""

    display: str
    site: str  # the job or sub-customer below the customer; "" for the customer itself
    key: str  # the whole name, comparable
    bare: str  # comparable, without brackets
    notes: tuple[str, ...]
    is_deleted: bool
    number: str = ""  # the number another program wrote behind the name


_name = maker(Name)


class Person(NamedTuple):
    """The person or the couple a name names; all empty for a business."""

    first: str = ""
    last: str = ""
    second: str = ""
    salutation: str = ""


def read_name(raw: str, *, has_jobs: bool = True) -> Name:
    """Take "Parent:Job (note) (deleted)" apart; without `has_jobs` a colon means nothing."""
    if len(raw) <= _LONGEST and _PLAIN.fullmatch(raw) and "SOLD" not in raw:
        key = _plain_key(raw)
        return _name((raw, "", key, key, (), False, ""))
    return _taken_apart(raw, has_jobs=has_jobs)


def _plain_key(raw: str) -> str:
    """What `name_key` makes of a name without anything to take apart."""
    folded = raw.lower().replace("&", "and")
    last, comma, first = folded.partition(", ")
    if not comma and "," not in folded:
        return folded
    if "," in first or "," in last:
        return name_key(raw)
    words = f"{last} {first}".split(" ")
    is_turned = _BUSINESS.isdisjoint(words) and first not in _GENERATIONS
    return f"{first} {last}" if is_turned else f"{last} {first}"


@lru_cache(maxsize=16_384)
def _taken_apart(raw: str, *, has_jobs: bool) -> Name:
    is_deleted = "(" in raw and bool(_DELETED.search(raw))
    whole = _DELETED.sub(" ", raw).strip() if is_deleted else raw.strip()
    top, _, site = whole.partition(":") if has_jobs else (whole, "", "")
    top = top[:_LONGEST]  # as it is stored, so that the same file finds it again
    display, number = _without_number(top)
    notes: tuple[str, ...] = ()
    if "(" in top or "[" in top:
        notes = tuple(note.strip() for note in _BRACKETS.findall(top) if note.strip())
        display, number = _without_number(_BRACKETS.sub(" ", top).strip() or top.strip())
    if "SOLD" in display and (sold := _SOLD.match(display)):
        display, notes = sold[1], (*notes, sold[2])
    key = name_key(top)
    return Name(
        display=" ".join(display.split()),
        site=site.strip(),
        key=key,
        bare=key if display == top else name_key(display),
        notes=notes,
        is_deleted=is_deleted,
        number=number,
    )


def _without_number(name: str) -> tuple[str, str]:
    """A name and the number ServiceTitan writes behind it: "Ana Reyes 48213077"."""
    match = _NUMBER.match(name.strip()) if name[-1:].isdigit() else None
    if match is None and name[-1:].isdigit():
        match = _SHORT_NUMBER.match(name.strip())
        match = match if match and _may_be_numbered(match[1].strip()) else None
    return (match[1].strip(), match[2]) if match else (name, "")


def _may_be_numbered(name: str) -> bool:
    """Whether a name is a person's, so that a short number behind it is no part of it."""
    found = read_person(name)
    return bool(found.first and found.last) and _COUNTED.isdisjoint(name.casefold().split())


def name_key(name: str) -> str:
    """The comparable form: folded, "Last, First" turned round, & = and, no punctuation."""
    folded = fold(name).replace("&", " and ")
    words = folded.replace(", ", " ", 1).split()
    if "".join(words).isalnum():  # nearly all: letters, and one comma at most
        return _turned(folded, words)
    last, comma, first = folded.partition(", ")
    is_person = comma and "," not in first and not _has_business_word(folded)
    if is_person and not _GENERATION.fullmatch(first.strip(" .")):
        folded = f"{first} {last}"
    words = _NOT_WORD.sub(" ", folded.replace("'", "")).split()
    return " ".join(words) or folded


def _turned(folded: str, words: list[str]) -> str:
    """The words of a plain name, "Last, First" turned round."""
    last, comma, first = folded.partition(", ")
    if comma and _BUSINESS.isdisjoint(words) and first.strip() not in _GENERATIONS:
        return " ".join(f"{first} {last}".split())
    return " ".join(words)


def is_business(name: str) -> bool:
    """Whether a name is a business, a church, a public body: never split into first and last."""
    return bool(_DIGIT.search(name)) or _has_business_word(name.casefold())


def _has_business_word(folded: str) -> bool:
    return not _BUSINESS.isdisjoint(_WORD.findall(folded))


def person(name: str) -> tuple[str, str]:
    """First and last name of "Last, First"; of any other form nothing is guessed."""
    found = read_person(name) if "," in name else Person()
    return found.first, found.last


def read_person(name: str) -> Person:
    """Who a name names: "Kowalski, Adam & Brenda", "Mr. and Mrs. Evans", "Mike Balak"."""
    if is_business(name):
        return Person()
    title = _TITLE.match(name)
    salutation = " ".join(title[1].split()) if title else ""
    bare = name[title.end() :] if title else name
    last, comma, given = (part.strip() for part in bare.partition(", "))
    if comma and ("," in given or _GENERATION.fullmatch(given.casefold().strip(" ."))):
        last, comma = bare, ""
    if comma and (inner := _TITLE.match(given)):
        salutation, given = inner[1], given[inner.end() :]
    if comma:
        return _couple(given, last)._replace(salutation=salutation)
    if title and " " not in bare:
        return Person(last=bare, salutation=salutation)
    return _without_comma(bare)._replace(salutation=salutation)


def _couple(given: str, last: str) -> Person:
    """The given names of one family name: "Adam & Brenda"."""
    first, *others = [part for part in _AND.split(given) if part]
    return Person(first, last, " & ".join(others))


def _without_comma(name: str) -> Person:
    """Names as they are spoken: "Adam & Brenda Kowalski", "Mike J. Balak Jr."."""
    parts = [part.split() for part in _AND.split(name) if part]
    if not _NO_PERSON.isdisjoint(name.casefold().split()):
        return Person()
    if not parts or not all(_is_name_word(word) for part in parts for word in part):
        return Person()
    if len(parts) == 2 and len(parts[0]) == 1 and len(parts[1]) > 1:  # noqa: PLR2004 - one family
        *second, family = parts[1]
        return Person(parts[0][0], family, " ".join(second))
    match = _FAMILY.match(" ".join(parts[0]))
    words = match[1].split() if match else []
    second = " & ".join(" ".join(part) for part in parts[1:])
    if len(words) == 2 or (len(words) == 3 and len(words[1].strip(".")) == 1):  # noqa: PLR2004
        return Person(words[0], words[-1], second)
    return Person()


def _is_name_word(word: str) -> bool:
    return not any(map(str.isdigit, word)) and word[:1].isupper()


def generation(key: str) -> str:
    """The "jr" or "iii" of a comparable name; two people with different ones are never one."""
    match = _GENERATION.search(key)
    return match.group(1) if match else ""


def is_work(job: str) -> bool:
    """Whether a job's name is work ("Kitchen remodel") and not a place ("330 Main St")."""
    return bool(_WORK.search(job)) and not job[:1].isdigit()
