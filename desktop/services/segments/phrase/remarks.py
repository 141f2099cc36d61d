"""What the phrase box says beside chips and questions."""

from collections.abc import Collection

from desktop.services.segments.phrase.scanning import Token

COMMAND = "This line only describes customers; it changes, sends and deletes nothing."
NOTHING = "No condition was understood yet."
TOO_LONG = "The text is very long; what comes after 500 letters was left out."


CHANGES_MEANING = (
    "NOT", "NO", "GT", "GE", "LT", "LE", "ORMORE", "ORLESS", "EXPIRED", "NOTTHEN", "THEN",
    "SINCE", "AFTER", "BEFORE", "BETWEEN", "WITHIN", "ROLL", "NEXT", "PERIOD", "NTIMES", "AGO",
)  # fmt: skip


def remark(tokens: list[Token], unused: Collection[int], texts: tuple[str, ...]) -> str:
    """What has to be said about the words that were left over."""
    return unknown_values(tokens, unused, texts) or _lost_meaning(tokens, unused, texts)


def _lost_meaning(tokens: list[Token], unused: Collection[int], texts: tuple[str, ...]) -> str:
    """A “not” that found no place must not get lost silently."""
    lost = [one for one in tokens if one.type in CHANGES_MEANING and one.first in unused]
    said = [f"“{' '.join(texts[one.first : one.end])}”" for one in lost]
    return f"The conditions do without {' and '.join(said)}: look at them first." if said else ""


def unknown_values(tokens: list[Token], unused: Collection[int], texts: tuple[str, ...]) -> str:
    """“No zone is called 12”, where a field stands before words that nobody knows."""
    for place, token in enumerate(tokens):
        if token.type != "FC" or token.first not in unused:
            continue
        said: list[str] = []
        for after in tokens[place + 1 :]:
            if after.first not in unused or after.type not in ("UNKNOWN_WORD", "NUM", "YEAR"):
                break
            said += texts[after.first : after.end]
        if said:
            return f"There is no “{' '.join(said)}” among “{token.payload.label}”."
    return ""
