"""The bands and the names of RFM as they are shipped: version 1 of the rules, as data."""

from typing import Any, NamedTuple

from desktop.models import choices as c

SCORES = (5, 4, 3, 2, 1)
UNSCORED = "unscored"
NAMES = tuple(key for key in c.RFM_SEGMENT if key != UNSCORED)
CODES = tuple(f"{r}{f}{m}" for r in range(1, 6) for f in range(1, 6) for m in range(1, 6))
ON_CYCLE_NAMES = ("lost", "hibernating", "at_risk", "need_attention")
ON_CYCLE_DUE = ("current", "upcoming")


class Dimension(NamedTuple):
    """One of the three scores: its part of the rules, its fact, its unit, and which way is best."""

    key: str
    body_key: str
    label: str
    field: str
    least: int | None  # the lowest value there is; None: no end
    low_is_best: bool


RECENCY, FREQUENCY, MONEY = DIMENSIONS = (
    Dimension("recency", "recency_days", "Recency", "rfm_r", 0, True),
    Dimension("frequency", "frequency_visits", "Frequency", "rfm_f", 0, False),
    Dimension("money", "money_cents", "Money", "rfm_m", None, False),
)

# (score, from, to): both ends belong to the band.
Band = tuple[int, int | None, int | None]
BANDS: dict[str, tuple[Band, ...]] = {
    "recency_days": ((5, 0, 90), (4, 91, 180), (3, 181, 365), (2, 366, 730), (1, 731, None)),
    "frequency_visits": ((5, 6, None), (4, 4, 5), (3, 3, 3), (2, 2, 2), (1, 0, 1)),
    "money_cents": (
        (5, 200_000, None),
        (4, 100_000, 199_999),
        (3, 50_000, 99_999),
        (2, 20_000, 49_999),
        (1, None, 19_999),
    ),
}

# A block per recency, 5 to 1; in it a row per frequency, 5 to 1; in that a letter per money, 1 up.
_GRID = (
    ("LLLCC", "LLLLL", "PPPPP", "PPPPP", "OOOOO"),
    ("PPPPP", "PPPPP", "PPPPP", "PPPPP", "OOOOO"),
    ("GGGGG", "GGGGG", "GGGGG", "NNGGG", "NNGGG"),
    ("RRRRR", "RRRRR", "RRRRR", "HHHRR", "HHHRR"),
    ("HHXXX", "HHXXX", "HHHXX", "TTHXX", "TTHXX"),
)
_OF_LETTER = dict(zip("CLPOGNRHXT", NAMES, strict=True))

ACTIONS = {
    "champions": "Reward them and ask for referrals",
    "loyal": "Offer more, ask for a testimonial",
    "potential": "Offer a service contract",
    "recent_one_time": "Thank, remind, offer a contract",
    "promising": "Send reminders and stay in touch",
    "need_attention": "Check their records and send advice",
    "at_risk": "Make a win-back offer",
    "hibernating": "Wait for the due date, then remind",
    "cant_lose": "Personal call by the owner",
    "lost": "Try once more or archive",
    UNSCORED: "No finished visit yet",
}


def shipped_names() -> dict[str, str]:
    """The name of each of the 125 codes as shipped."""
    return {
        f"{r}{f}{m}": _OF_LETTER[letter]
        for r, block in zip(SCORES, _GRID, strict=True)
        for f, row in zip(SCORES, block, strict=True)
        for m, letter in enumerate(row, 1)
    }


def shipped_body() -> dict[str, Any]:
    """Version 1 of the rules as JSON values."""
    names = shipped_names()
    return {
        "mode": "fixed",
        **{
            key: [{"score": score, "from": low, "to": high} for score, low, high in bands]
            for key, bands in BANDS.items()
        },
        "segments": {name: [code for code in CODES if names[code] == name] for name in NAMES},
    }
