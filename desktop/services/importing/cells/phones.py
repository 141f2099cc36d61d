"""Telephone numbers and e-mail addresses out of cells that may hold several."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from desktop.services.importing.cells.values import is_blank_word, is_damaged_number
from desktop.services.pace import maker

_PLAIN = re.compile(r"^(?:\+?1[\s.\-]?)?\(?([2-9]\d{2})\)?[\s.\-]*(\d{3})[\s.\-]?(\d{4})$")
_AS_STORED = re.compile(r"\([2-9][0-9]{2}\) [0-9]{3}-[0-9]{4}")
_SEVEN = re.compile(r"^(\d{3})[\s.\-]?(\d{4})$")
_LABEL = re.compile(
    r"\b(phone|mobile|cell|fax|pager|other|home|work|main|alt)\b\s*[:.]?\s*", re.IGNORECASE
)
_LETTER_KINDS = {"h": "home", "w": "work", "c": "mobile", "m": "mobile", "f": "fax", "p": "phone"}
_SHORT_LABEL = re.compile(r"(?<![\w'])([hwcmfp])\s*[:.\-]\s*(?=[(\d])", re.IGNORECASE)
_MARK_BEHIND = re.compile(
    r"([(\d][\d\s().\-]{5,}\d)\s*\(?\s*\b(home|cell|mobile|work|fax|pager|[hwcmf])\b\s*\)?"
    r"(?=\s*(?:$|[,;/(\d]))",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"(?<![\w-])(?:1[\s.\-])?\(?[2-9]\d{2}\)?[\s.\-]?[A-Z0-9](?:-?[A-Z0-9]){6}\b")
_LEFT_OVER = re.compile(r"[/|]|\(\s*\)")
_SEVEN_DIGITS = 7
_SEVEN_INSIDE = re.compile(r"(?<!\d)\d{3}[\s.\-]\d{4}(?!\d)")
_EMAIL_BREAK = re.compile(r"[,;/\s]+")
_EMAIL = re.compile(r"^[^@\s<>()]+@[^@\s<>()]+\.[^@\s.<>()]+$")
_ONE_EMAIL = re.compile(r"[^@\s<>(),;/]+@[^@\s<>(),;/]+\.[^@\s.<>(),;/]+")  # nearly every cell
_NOT_DIGIT, _USUAL = re.compile(r"\D"), 14
_KINDS = {"cell": "mobile", "main": "phone", "alt": "alternate"}


class Phone(NamedTuple):
    """One telephone number as it is stored, and what kind it is."""

    number: str
    kind: str

    @property
    def digits(self) -> str:
        """The ten digits by which two numbers are compared."""
        number = self.number
        if len(number) == _USUAL and number[4:6] == ") " and number[9] == "-":
            return number[1:4] + number[6:9] + number[10:]  # "(903) 555-0101", nearly all
        return _NOT_DIGIT.sub("", number.split(" ext")[0])[-10:]


class Phones(NamedTuple):
    """What one cell held: numbers, text left over for the notes, and a doubt to show."""

    phones: list[Phone]
    rest: str = ""
    doubt: str = ""


_phone, _phones = maker(Phone), maker(Phones)


def read_phones(raw: str, kind: str = "phone") -> Phones:
    """Take a phone cell apart."""
    if _AS_STORED.fullmatch(raw):
        return Phones([Phone(raw, kind)])
    match = _PLAIN.match(raw)
    if match:
        return Phones([Phone(_written(*match.groups()), kind)])
    if is_blank_word(raw):
        return Phones([])
    if is_damaged_number(raw):
        return Phones([], doubt=f"'{raw}' is a number that Excel shortened; its digits are lost")
    if _SEVEN.match(raw):
        return Phones([Phone(raw, kind)], doubt=f"'{raw}' has no area code")
    return _take_apart(_labelled(raw.removesuffix(".0")), kind)


def stored_phones(cells: Sequence[Any], kind: str) -> list[Phones | None] | None:
    """A column of phones that are blank or written as they are stored; None for any other."""
    if not _all_are(_AS_STORED, cells):
        return None
    return [_phones(([_phone((cell, kind))], "", "")) if cell else None for cell in cells]


def _all_are(pattern: re.Pattern[str], cells: Sequence[Any]) -> bool:
    """Whether every cell is blank or fits: asked of all of them in one call."""
    if set(map(type, cells)) != {str}:
        return False
    lines = "\n".join(cells)
    return lines.count("\n") == len(cells) - 1 and bool(_lines_of(pattern).fullmatch(lines))


@cache
def _lines_of(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern of lines each of which is blank or fits a pattern that knows no line breaks."""
    one = f"(?:{pattern.pattern})?"
    return re.compile(f"{one}(?:\n{one})*")


def _labelled(raw: str) -> str:
    """Kinds written in another way, "(h)" behind a number or "W:" before it, as labels."""
    if not any(map(str.isalpha, raw)):
        return raw
    turned = _MARK_BEHIND.sub(lambda m: f"{_LETTER_KINDS.get(m[2].lower(), m[2])}: {m[1]}", raw)
    return _SHORT_LABEL.sub(lambda m: f"{_LETTER_KINDS[m[1].lower()]}: ", turned)


def _written(area: str, exchange: str, line: str) -> str:
    return f"({area}) {exchange}-{line}"


def _take_apart(raw: str, kind: str) -> Phones:
    """Split on the labels "Phone:", "Mobile:" …; else find every number."""
    pieces = _LABEL.split(raw)
    found: list[Phone] = []
    rests, doubts = [], []
    labelled = [(kind, pieces[0])]
    labelled += [
        (_KINDS.get(label.lower(), label.lower()), text)
        for label, text in zip(pieces[1::2], pieces[2::2], strict=True)
    ]
    for piece_kind, piece in labelled:
        numbers, rest, doubt = _numbers(piece)
        found += [Phone(number, piece_kind) for number in numbers]
        rests += [rest] if rest else []
        doubts += [doubt] if doubt else []
    if not found:
        return Phones([], rest=raw, doubt=f"'{raw}' is not a phone number")
    return Phones(_without_repeats(found), " ".join(rests), "; ".join(doubts))


@lru_cache(maxsize=4096)
def _numbers(piece: str) -> tuple[tuple[str, ...], str, str]:
    import phonenumbers  # noqa: PLC0415 - loaded only for cells that need it

    numbers, rest, doubt = [], piece, ""
    for word in _LETTERS.findall(piece):
        if any(map(str.isalpha, word)):  # "1-800-FLOWERS"; the word itself stays in the notes
            digits = phonenumbers.convert_alpha_characters_in_number(word)
            piece = piece.replace(word, digits)
    for match in phonenumbers.PhoneNumberMatcher(piece, "US", phonenumbers.Leniency.POSSIBLE):
        numbers.append(_formatted(match.number))
        rest = rest.replace(match.raw_string, " ", 1)
        if len(str(match.number.national_number)) == _SEVEN_DIGITS:
            doubt = f"'{match.raw_string}' has no area code"
    for short in _SEVEN_INSIDE.findall(rest):
        numbers.append(short)
        rest = rest.replace(short, " ", 1)
        doubt = f"'{short}' has no area code"
    return tuple(numbers), " ".join(_LEFT_OVER.sub(" ", rest).strip(" ,;.-|").split()), doubt


def _formatted(number: Any) -> str:
    import phonenumbers  # noqa: PLC0415 - as above

    styles = phonenumbers.PhoneNumberFormat
    style = styles.NATIONAL if number.country_code == 1 else styles.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def _without_repeats(phones: list[Phone]) -> list[Phone]:
    return list({phone.number: phone for phone in reversed(phones)}.values())[::-1]


class Emails(NamedTuple):
    """The addresses of one cell, the first one to use first; and a doubt to show."""

    good: list[str]
    bad: list[str]

    @property
    def doubt(self) -> str:
        """What to say about the addresses that cannot be used."""
        return f"'{', '.join(self.bad)}' is not an e-mail address" if self.bad else ""


_emails = maker(Emails)


def single_emails(cells: Sequence[Any]) -> list[Emails | None] | None:
    """A column of cells that are blank or hold one address; None for any other."""
    if not _all_are(_ONE_EMAIL, cells):
        return None
    return [_emails(([cell], [])) if cell else None for cell in cells]


def read_emails(raw: str) -> Emails:
    """Take an e-mail cell apart; what is no address is kept apart and not used for mailing."""
    if _ONE_EMAIL.fullmatch(raw):
        return Emails([raw], [])
    if is_blank_word(raw):
        return Emails([], [])
    pieces = [piece.strip("<>()\"'") for piece in _EMAIL_BREAK.split(raw)]
    pieces = list(dict.fromkeys(piece for piece in pieces if piece))
    return Emails(
        [piece for piece in pieces if _EMAIL.match(piece)],
        [piece for piece in pieces if not _EMAIL.match(piece)],
    )
