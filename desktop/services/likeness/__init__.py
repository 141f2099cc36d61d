"""How alike two people on a list are: plain values in, a score with reasons in words out.

The way of a comparison: `person()` makes the comparable form, `Rarity` counts how common each
value is, `Blocks` names the few that are worth comparing, `compare` scores a pair, `one_to_one`
assigns two whole lists to each other.
"""

from desktop.services.likeness.blocking import Blocks
from desktop.services.likeness.comparing import POSSIBLE, SUGGESTED, Likeness, compare
from desktop.services.likeness.pairing import one_to_one
from desktop.services.likeness.person import Person, Place, person, place
from desktop.services.likeness.rarity import Rarity

__all__ = [
    "POSSIBLE",
    "SUGGESTED",
    "Blocks",
    "Likeness",
    "Person",
    "Place",
    "Rarity",
    "compare",
    "one_to_one",
    "person",
    "place",
]
