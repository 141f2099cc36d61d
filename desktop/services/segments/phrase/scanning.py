"""Words become tokens of the grammar: the longest known name wins, slips are corrected."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from desktop.services.segments.phrase import vocabulary as v
from desktop.services.segments.phrase.days import Days, day_token
from desktop.services.segments.phrase.lexicon import Lexicon, Listed
from desktop.services.segments.phrase.words import Key, Word, keys, spelled_number, split

MARKS = {",": "COMMA", "(": "LPAR", ")": "RPAR"}
ARTICLES = ("the", "a", "an", "any")
YEARS = range(1900, 2100)
ZIP_DIGITS = 5
LONGEST_SLIP = 4  # words of a name in which slips are looked for
TEXT_OPS = {keys(word) or (word,): op for op, ws in v.TEXT_OPERATORS.items() for word in ws}
STRETCHES = {keys(word): found for word, found in v.STRETCH_WORDS.items()}
ENDS_TEXT = {"and", "but", "or", ","}


class Token(NamedTuple):
    """One piece for the grammar and the words it covers, `first` to before `end`."""

    type: str
    payload: Any
    first: int
    end: int
    corrected_from: str | None = None


@dataclass
class _Scan:
    """One reading of the words from left to right."""

    text: str
    words: tuple[Word, ...]
    lexicon: Lexicon
    tokens: list[Token]

    def key(self, at: int, length: int) -> Key:
        return tuple(word.key for word in self.words[at : at + length])


def scan(text: str, lexicon: Lexicon, as_of: Any) -> tuple[tuple[Word, ...], list[Token]]:
    """The words of a phrase and its tokens; together the tokens cover every word once."""
    words = split(text)
    one = _Scan(text, words, lexicon, [])
    at = 0
    while at < len(words):
        found = _next(one, at, as_of)
        one.tokens += found
        at = found[-1].end
    return words, _without_idle_commas(one.tokens)


def _next(one: _Scan, at: int, as_of: Any) -> list[Token]:
    for reader in (_zip_code, _text_value, _value_of_field, _next_of_list):
        if special := reader(one, at):
            return special
    day = day_token(one.words, at, as_of, one.lexicon.names)
    name = _known(one, at)
    if day and (name is None or day[2] >= name.end):
        return [Token(*day[:2], at, day[2])]
    found = name or _number(one, at)
    longer = None
    if found is None or _unknown_next(one, found):
        longer = _slip(one, at, found.end - at + 1 if found else 1)
    return [_as_context_has_it(one, longer or found or Token("UNKNOWN_WORD", None, at, at + 1))]


def _unknown_next(one: _Scan, found: Token) -> bool:
    """A name before a word that nobody knows may be the beginning of a longer one."""
    at = found.end
    return at < len(one.words) and _known(one, at) is None and one.words[at].kind == "word"


def _known(one: _Scan, at: int) -> Token | None:
    """The longest known name that begins here; an article before it belongs to it."""
    best: Token | None = None
    starts = (at, at + 1) if one.words[at].key in ARTICLES else (at,)
    for start in starts:
        for length in range(min(one.lexicon.longest, len(one.words) - start), 0, -1):
            key = one.key(start, length)
            meaning = one.lexicon.names.get(key)
            if meaning and (best is None or start + length > best.end):
                best = Token(*meaning, at, start + length)
                break
            if key in STRETCHES and (best is None or start + length > best.end):
                best = Token("STRETCH", STRETCHES[key], at, start + length)
                break
    mark = MARKS.get(one.words[at].text)
    return Token(mark, None, at, at + 1) if mark and best is None else best


def _as_context_has_it(one: _Scan, token: Token) -> Token:
    """“15 years old” is an age, “old customers” is vague."""
    before = one.tokens[-1].type if one.tokens else ""
    if token.type == "MONTH":
        return token._replace(type="DAYS", payload=Days(month=token.payload))
    if token.type == "VAGUE" and before in ("UNIT", "ORMORE", "STRETCH"):
        words = one.key(token.first, token.end - token.first)
        return token._replace(type="OLD") if words == ("old",) else token
    return token


def _number(one: _Scan, at: int) -> Token | None:
    word = one.words[at]
    spelled = spelled_number(one.words[at : at + 6])
    if spelled and word.kind == "word":
        return Token("NUM", spelled[0], at, at + spelled[1])
    if word.kind != "number":
        return None
    number = word.key.replace(",", "").replace("$", "").rstrip("+%")
    thousands = number.endswith("k")
    exact = Decimal(number.rstrip("k")) * (1000 if thousands else 1)
    value: Any = int(exact) if exact == exact.to_integral_value() else str(exact)
    return Token(_number_type(word, value), value, at, at + 1)


def _number_type(word: Word, value: Any) -> str:
    if word.key.endswith("%"):
        return "NUMPERCENT"
    if word.key.endswith("+"):
        return "NUMPLUS"
    if word.key.startswith("$"):
        return "MONEY"
    return "YEAR" if len(word.key) == 4 and value in YEARS else "NUM"  # noqa: PLR2004


def _slip(one: _Scan, at: int, shortest: int = 1) -> Token | None:
    """The name that was meant, longest first."""
    for length in range(min(LONGEST_SLIP, len(one.words) - at), shortest - 1, -1):
        words = one.words[at : at + length]
        if any(word.kind == "mark" for word in words):
            continue
        meant = one.lexicon.corrector.meant(one.key(at, length))
        if meant:
            typed = " ".join(word.text for word in words)
            return Token(*one.lexicon.names[meant], at, at + length, typed)
    return None


def _before(one: _Scan, *skipped: str) -> Token | None:
    found = (t for t in reversed(one.tokens) if t.type not in skipped)
    return next(found, None)


def _zip_code(one: _Scan, at: int) -> list[Token]:
    """Five digits behind the field of ZIP codes, or behind another ZIP code."""
    before = _before(one, "FILLER", "NOT", "OR", "COMMA")
    word = one.words[at]
    if before is None or before.type not in ("FT", "PLACE") or not word.key.isdecimal():
        return []
    key = before.payload.key if before.type == "FT" else before.payload.field
    if key not in ("postcode", "site_postcode") or len(word.key) != ZIP_DIGITS:
        return []
    return [Token("PLACE", Listed(key, word.key), at, at + 1)]


def _value_of_field(one: _Scan, at: int) -> list[Token]:
    """Behind a field its own values come first: “preferred channel is email”."""
    field = _before(one, "FILLER", "NOT")
    if field is None or field.type != "FC":
        return []
    listed = one.lexicon.values.get(field.payload.key, {})
    for length in range(min(8, len(one.words) - at), 0, -1):
        found = listed.get(one.key(at, length)) or _numbered(field.payload.label, one, at, listed)
        if found:
            return [Token("VALUE", (found,), at, at + length)]
    return []


def _numbered(label: str, one: _Scan, at: int, listed: dict[Key, Listed]) -> Listed | None:
    """The 2 of “zone is 2”."""
    return listed.get((*keys(label), one.words[at].key)) if one.words[at].key.isdigit() else None


def _next_of_list(one: _Scan, at: int) -> list[Token]:
    """The 3 of “zone 2 or 3”."""
    value = _before(one, "OR", "COMMA", "AND")
    joined = bool(one.tokens) and one.tokens[-1].type in ("OR", "COMMA", "AND")
    if not joined or value is None or value.type != "VALUE" or len(value.payload) != 1:
        return []
    listed: Listed = value.payload[0]
    known = one.lexicon.values.get(listed.field, {})
    beside = known.get((*keys(listed.label)[:-1], one.words[at].key))
    if beside and one.words[at].key.isdigit() and _stands_free(one, at):
        return [Token("VALUE", (beside,), at, at + 1)]
    for length in range(min(8, len(one.words) - at), 0, -1):
        found = known.get(one.key(at, length))
        named = _known(one, at)
        if found and (named is None or named.type in ("VALUE", "FT", "EVN") or listed.many):
            return [Token("VALUE", (found,), at, at + length)]
    return []


def _stands_free(one: _Scan, at: int) -> bool:
    """No unit or noun follows that would make it a number of something."""
    follower = _known(one, at + 1) if at + 1 < len(one.words) else None
    return follower is None or follower.type not in ("UNIT", "EVN", "ORMORE", "TIMES", "FN")


def _text_value(one: _Scan, at: int) -> list[Token]:
    """Behind a text field and how it is compared, what follows is the text itself."""
    field = _before(one, "FILLER", "NOT")
    last = one.tokens[-1] if one.tokens else None
    if last and last.type == "TEXTOP":
        return [_text(one, at)]
    if last and last.type == "OR" and len(one.tokens) > 1 and one.tokens[-2].type == "TEXT":
        return [] if _known(one, at) else [_text(one, at)]
    if field is None or field.type != "FT" or field.payload.key not in one.lexicon.fields:
        return []
    for length in range(min(4, len(one.words) - at), 0, -1):
        op = TEXT_OPS.get(one.key(at, length))
        ends = at + length
        if op and ends < len(one.words) and not _says_blank(one, ends):
            return [Token("TEXTOP", op, at, ends)]
    return []


def _says_blank(one: _Scan, at: int) -> bool:
    found = _known(one, at)
    return found is not None and found.type in ("KNOWN", "UNKNOWN", "NOT")


def _text(one: _Scan, at: int) -> Token:
    """A quoted text, else the words up to the next and, or, but or comma."""
    if one.words[at].kind == "quoted":
        return Token("TEXT", one.words[at].text.strip('"'), at, at + 1)
    end = at + 1
    while end < len(one.words) and one.words[end].key not in ENDS_TEXT:
        end += 1
    return Token("TEXT", one.text[one.words[at].start : one.words[end - 1].end], at, end)


def _without_idle_commas(tokens: list[Token]) -> list[Token]:
    """A comma before "then" says nothing of its own."""
    shown = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1].type if place + 1 < len(tokens) else ""
        idle = token.type == "COMMA" and after in ("THEN", "NOTTHEN")
        shown.append(token._replace(type="FILLER") if idle else token)
    return shown
