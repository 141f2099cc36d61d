"""The weights of the scorecards as the office publishes them: shipped body, check, reading."""

from collections.abc import Mapping
from typing import Any

from desktop.models.errors import UserError
from desktop.services.value.health_cards import CARD_OF, CARDS, WEIGHTS_TOTAL
from desktop.services.value.health_measures import MEASURE_OF

# Of each card its measures with their weights; a tuple, so that statements can be remembered.
Weights = tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def shipped_body() -> dict[str, Any]:
    """Version 1 of the weights (domain 9.3)."""
    return {"cards": {card.key: dict(card.weights) for card in CARDS}}


def check(body: Mapping[str, Any]) -> None:
    """Refuse weights that do not hold together.

    Raises:
        UserError: a card is missing or unknown, or its weights are not right; says which.
    """
    cards = body.get("cards")
    if not isinstance(cards, Mapping) or set(body) != {"cards"}:
        raise UserError("Give the weights as “cards”, with one entry per card.", where="cards")
    for key in cards:
        if key not in CARD_OF:
            raise UserError(f"There is no health card called “{key}”.", where=f"cards.{key}")
    for card in CARDS:
        if card.key not in cards:
            raise UserError(
                f"The weights of the card {card.label} are missing.", where=f"cards.{card.key}"
            )
        _check_card(card.label, f"cards.{card.key}", cards[card.key])


def _check_card(label: str, where: str, weights: Any) -> None:
    if not isinstance(weights, Mapping):
        raise UserError(f"The card {label} needs a list of measures and weights.", where=where)
    for code, weight in weights.items():
        if code not in MEASURE_OF:
            raise UserError(
                f"The card {label} has a weight for “{code}”, which is no measure.",
                where=f"{where}.{code}",
            )
        if type(weight) is not int or not 0 <= weight <= WEIGHTS_TOTAL:
            raise UserError(
                f"The weight of {MEASURE_OF[code].label} on the card {label} must be a whole"
                f" number from 0 to {WEIGHTS_TOTAL}.",
                where=f"{where}.{code}",
            )
    total = sum(weights.values())
    if total != WEIGHTS_TOTAL:
        raise UserError(
            f"The weights of the card {label} add up to {total}, not to {WEIGHTS_TOTAL}.",
            where=where,
        )


def read(body: Mapping[str, Any]) -> Weights:
    """The weights of a checked body; measures without weight are left out."""
    return tuple(
        (key, tuple((code, weight) for code, weight in weights.items() if weight))
        for key, weights in body["cards"].items()
    )
