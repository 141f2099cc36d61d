"""Why a health score is what it is: the card, each measure with its weight, what holds it down."""

from desktop.services.value.health_why import HealthWhy, MeasureLine
from desktop.views.value import words


def why_lines(found: HealthWhy) -> tuple[str, list[str]]:
    """A heading and the lines below it."""
    score = found.not_rated_reason or f"{found.score}, grade {found.grade}"
    lines = [f"Card {found.card_label}: {found.card_reason}"]
    lines += [text for text in (found.cap_reason, found.trend_words) if text]
    lines += [_line(one) for one in found.lines]
    if found.coverage is not None:
        lines.append(f"Data for {found.coverage}% of the weights")
    lines.append(words.rules_line(found.rules, "Health weights"))
    return f"Why this score: {score}", lines


def _line(one: MeasureLine) -> str:
    points = "no data" if one.value is None else f"{one.value:.0f} of 100"
    return f"{one.label} (weight {one.weight}): {points} – {one.reason}"
