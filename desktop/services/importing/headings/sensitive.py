"""Columns that an office should not keep: what they say of a person is nobody's business here.

A column is known by its heading, or by values that can be nothing else. It is left out with its
name and the reason, unless the office insists for this one import; the history says that it did.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.cells.values import text
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.mapping import Column, Mapping

_LOOKED_AT = 200  # filled cells of a column
_MOST = 0.5  # of them
HOW_TO_KEEP = "If it must be kept, choose “Keep it all the same” beside the column."
_WORD = re.compile(r"[a-z0-9]+")
# Words that change nothing about what a heading means: "Owner's race code (optional)".
_FILLERS = frozenset(
    word
    for line in (
        "a and client clients code customer customers group head homeowner homeowners household",
        "comment comments detail details id if info information is member my no note notes number",
        "of optional or owner owners person remark remarks",
        "personal primary reported resident residents s self status the their type y yes n",
    )
    for word in line.split()
)


class Kind(NamedTuple):
    """One kind of attribute: `whole` headings once fillers are gone, `inside` wherever they stand.

    `value` tells whether a cell can be nothing else.
    """

    key: str
    label: str
    whole: tuple[str, ...]
    inside: tuple[str, ...]
    value: Callable[[str], bool] | None = None


def _phrases(listed: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in listed.split("|") if phrase.strip())


_SSN = re.compile(r"^(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}$")
_CARD = re.compile(
    r"^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|6(?:011|5\d\d)\d{12})$"
)


def is_social_security_number(value: str) -> bool:
    """Whether a text has the shape of a US social security number, with its two dashes."""
    return bool(_SSN.match(value))


def is_card_number(value: str) -> bool:
    """Whether a text is a payment card's number: its length, its first digits, its check digit."""
    digits = value.replace(" ", "").replace("-", "")
    if not _CARD.match(digits):
        return False
    doubled = [int(digit) * 2 for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(n - 9 * (n > 9) for n in doubled)) % 10 == 0  # noqa: PLR2004 - Luhn


KINDS: tuple[Kind, ...] = (
    Kind(
        "religion",
        "religion",
        _phrases("faith|denomination|church|church membership|church attended|religious"),
        _phrases("religion|religious affiliation|religious preference|religious belief"),
    ),
    Kind(
        "race",
        "race or ethnic origin",
        _phrases(
            "race|ethnic|racial|skin color|skin colour|tribe|hispanic|national origin|ancestry"
        ),
        _phrases("ethnicity|race ethnicity|ethnic origin|ethnic background|hispanic latino"),
    ),
    Kind(
        "health",
        "health or disability",
        _phrases(
            "health|medical|illness|illnesses|diagnosis|disability|disabilities|handicapped|"
            "medication|medications|allergies|blood type|pregnant|mental health|health problems"
        ),
        _phrases(
            "health condition|health conditions|health issue|health issues|medical condition|"
            "medical conditions|medical history|health insurance|disability status|"
            "disabled veteran|disabled person"
        ),
    ),
    Kind(
        "orientation",
        "sexual orientation or gender identity",
        _phrases("sexuality|lgbt|lgbtq|transgender|pronouns"),
        _phrases("sexual orientation|sexual preference|gender identity"),
    ),
    Kind(
        "politics",
        "political opinion",
        _phrases("politics|political|party affiliation|voter registration|voted for"),
        _phrases("political party|political affiliation|political views|political opinion|"
                 "registered party"),
    ),
    Kind(
        "union",
        "union membership",
        _phrases("union membership|union local|in union"),
        _phrases("labor union|labour union|trade union|union member"),
    ),
    Kind(
        "immigration",
        "immigration or citizenship",
        _phrases("citizen|citizenship|immigration|visa|alien|green card|us citizen|nationality"),
        _phrases("citizenship status|immigration status|visa status|alien registration|"
                 "country of birth"),
    ),
    Kind(
        "criminal",
        "criminal record",
        _phrases("felon|felony|felonies|convictions|arrests|criminal|sex offender|probation"),
        _phrases("criminal record|criminal history|criminal background|felony conviction|"
                 "arrest record|registered sex offender"),
    ),
    Kind(
        "identity",
        "social security or driver licence number",
        _phrases(
            "ssn|ss no|ss number|soc sec|dl|drivers lic|driver lic|passport|"
            "ssn last 4"
        ),
        _phrases(
            "social security|soc sec no|drivers license|driver license|driver s license|"
            "drivers licence|driver licence|driver s licence|passport number|ssn"
        ),
        is_social_security_number,
    ),
    Kind(
        "payment",
        "bank account or card number",
        _phrases("aba|cvv|cvc|card exp|iban|checking account|savings account"),
        _phrases(
            "credit card|debit card|card number|bank account|account routing|routing number|"
            "routing no|bank routing|security code on card|cc number|cc exp"
        ),
        is_card_number,
    ),
)  # fmt: skip
# Headings of ordinary lists in which such a phrase stands without meaning it.
_ORDINARY = _phrases(
    "credit card fee|credit card fees|credit card surcharge|pays by credit card|"
    "cc email|cc e mail|credit card payment|credit card on file|medical office"
)


def kind_of_heading(heading: str) -> Kind | None:
    """The kind of attribute a heading announces; None for an ordinary column."""
    words = _WORD.findall(fold(heading).replace("'", ""))
    said = " ".join(words)
    core = " ".join(word for word in words if word not in _FILLERS)
    if any(f" {phrase} " in f" {said} " for phrase in _ORDINARY):
        return None
    for kind in KINDS:
        if core in kind.whole or said in kind.whole:
            return kind
        if any(f" {phrase} " in f" {said} " for phrase in kind.inside):
            return kind
    return None


def kind_of_values(values: Sequence[str]) -> Kind | None:
    """The kind of attribute that most of the values can only be."""
    if not values:
        return None
    for kind in KINDS:
        if kind.value and sum(map(kind.value, values)) >= len(values) * _MOST:
            return kind
    return None


def without_sensitive(
    mapping: Mapping, rows: Sequence[Sequence[Any]], insisted: Collection[str] = ()
) -> Mapping:
    """The mapping with such columns left out and named, except headings the office insists on."""
    return Mapping(tuple(_checked(column, rows, insisted) for column in mapping.columns))


def _checked(column: Column, rows: Sequence[Sequence[Any]], insisted: Collection[str]) -> Column:
    kind = kind_of_heading(column.heading) or kind_of_values(_values(column, rows))
    if kind is None:
        return column
    if column.heading in insisted:
        return column._replace(sensitive=kind.label, is_insisted=True)
    reason = f"Not kept: it looks like {kind.label}"
    return column._replace(target=targets.LEAVE_OUT, score=1.0, reason=reason, sensitive=kind.label)


def _values(column: Column, rows: Sequence[Sequence[Any]]) -> list[str]:
    """The first filled cells of a column, as text. A short sample that fits nothing is enough."""
    if not any(kind.value and kind.value(one) for kind in KINDS for one in column.samples):
        return []
    return list(_filled(column.at, rows))


def _filled(at: int, rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    found = 0
    for row in rows:
        value = text(row[at]) if at < len(row) else ""
        if value:
            yield value
            found += 1
            if found == _LOOKED_AT:
                return


def refused(mapping: Mapping) -> list[Column]:
    """The columns that are left out because of what they say of people."""
    return [column for column in mapping.columns if column.sensitive and not column.is_insisted]


def insisted_on(mapping: Mapping) -> list[Column]:
    """The columns of that kind which the office wants to keep all the same."""
    return [
        column
        for column in mapping.columns
        if column.is_insisted and column.target != targets.LEAVE_OUT
    ]


def notes(mapping: Mapping) -> list[str]:
    """One sentence for each such column, for the preview and the report."""
    left = [
        f"The column “{column.heading}” was left out: it looks like {column.sensitive}, which an"
        f" office list should not hold. {HOW_TO_KEEP}"
        for column in refused(mapping)
    ]
    kept = [
        f"The column “{column.heading}” ({column.sensitive}) is kept because you insisted; the"
        " history of imports says so."
        for column in insisted_on(mapping)
    ]
    return left + kept
