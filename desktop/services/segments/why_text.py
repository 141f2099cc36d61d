"""The why of one customer and one segment as lines of text, to be copied and to be printed."""

from collections.abc import Iterator

from desktop.services.segments.why import Verdict, Why

ANSWERS = {True: "yes", False: "no", None: "left out"}
SIGNS = {True: "✓ yes", False: "✗ no", None: "– left out"}
ALONE = "Without this the customer would be in."


def headline(customer: str, segment: str, answer: Why) -> str:
    """The answer in one sentence, with what decides beside the conditions."""
    said = f"{customer} is {'in' if answer.is_in else 'not in'} “{segment}”."
    return f"{said} {answer.remark}".strip()


def as_text(customer: str, segment: str, answer: Why) -> str:
    """The whole answer: the sentence, and each condition with its yes or no below it."""
    lines = _lines(answer.tree, 0) if answer.tree else ()
    return "\n".join([headline(customer, segment, answer), *lines])


def _lines(verdict: Verdict, depth: int) -> Iterator[str]:
    said = SIGNS[verdict.holds].ljust(len(SIGNS[None]))
    own = f" ({verdict.own})" if verdict.own and verdict.holds is not None else ""
    alone = f" {ALONE}" if verdict.alone else ""
    yield f"{'  ' * depth}{said}  {verdict.words}{own}.{alone}"
    for below in verdict.below:
        yield from _lines(below, depth + 1)
