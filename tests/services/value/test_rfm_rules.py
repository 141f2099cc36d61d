"""Rules of RFM that leave anyone without a score or a name, or with two, are refused."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.errors import UserError
from desktop.services.value.rfm_map import CODES, NAMES, shipped_body
from desktop.services.value.rfm_rules import check, read

Body = dict[str, Any]


def _band(part: str, score: int, /, **changes: Any) -> Callable[[Body], None]:
    def change(body: Body) -> None:
        next(band for band in body[part] if band["score"] == score).update(changes)

    return change


def _move(code: str, *, to: str | None, keep: bool = False) -> Callable[[Body], None]:
    def change(body: Body) -> None:
        for codes in body["segments"].values():
            if code in codes and not keep:
                codes.remove(code)
        if to:
            body["segments"].setdefault(to, []).append(code)

    return change


WRONG = {
    "a gap": (_band("recency_days", 4, **{"from": 95}), "recency_days", "91 to 94 has no score"),
    "an overlap": (_band("recency_days", 5, to=91), "recency_days", "both hold 91"),
    "out of order": (_band("frequency_visits", 4, to=2), "frequency_visits", "has no score"),
    "a lowest with a beginning": (_band("money_cents", 1, **{"from": 0}), "money_cents", "lowest"),
    "a highest with an end": (_band("frequency_visits", 5, to=9), "frequency_visits", "no end"),
    "an open band inside": (_band("money_cents", 3, to=None), "money_cents", "meet"),
    "a text": (_band("money_cents", 3, to="many"), "money_cents", "whole numbers"),
    "a yes": (_band("money_cents", 3, to=True), "money_cents", "whole numbers"),
    "a fraction": (_band("recency_days", 5, to=90.5), "recency_days", "whole numbers"),
    "the same score twice": (_band("recency_days", 4, score=5), "recency_days", "exactly once"),
    "no bands": (lambda body: body.update(recency_days=7), "recency_days", "whole numbers"),
    "a code left out": (_move("341", to=None), "segments.341", "no name"),
    "a code with two names": (_move("555", to="lost", keep=True), "segments.555", "two names"),
    "a code named twice the same": (
        _move("555", to="champions", keep=True), "segments.555", "two names",
    ),
    "no such code": (_move("600", to="lost"), "segments.lost", "not a code"),
    "no such name": (_move("111", to="winners"), "segments.winners", "no name"),
    "names without codes": (lambda body: body.update(segments=[]), "segments", "list of codes"),
    "no such mode": (lambda body: body.update(mode="deciles"), "mode", "mode"),
    "a part missing": (lambda body: body.pop("mode"), "mode", "lack"),
    "a part too many": (lambda body: body.update(colour="red"), "colour", "do not know"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_rules_that_do_not_hold_together_are_refused(case: str) -> None:
    change, where, words = WRONG[case]
    body = deepcopy(shipped_body())
    change(body)
    with pytest.raises(UserError, match=words) as caught:
        check(body)
    assert caught.value.where == where


def test_a_name_may_stay_without_codes() -> None:
    body = shipped_body()
    body["segments"]["hibernating"] += body["segments"].pop("lost")
    check(body)
    assert read(body).name_of(1, 1, 1) == "hibernating"


EDGES = st.lists(st.integers(1, 5_000), min_size=4, max_size=4, unique=True).map(sorted)


@settings(max_examples=20)
@given(days=EDGES, visits=EDGES, cents=EDGES, names=st.lists(st.sampled_from(NAMES), min_size=125))
def test_rising_bands_and_any_total_map_hold_and_are_read_as_written(
    days: list[int], visits: list[int], cents: list[int], names: list[str]
) -> None:
    body = {
        "mode": "fixed",
        "recency_days": _rising([0, *(day + 1 for day in days)], best_first=True),
        "frequency_visits": _rising([0, *visits], best_first=False),
        "money_cents": _rising([None, *cents], best_first=False),
        "segments": {name: [] for name in NAMES},
    }
    for code, name in zip(CODES, names, strict=False):
        body["segments"][name].append(code)  # type: ignore[index]
    check(body)
    rules = read(body)
    assert rules.days == tuple(days)
    assert rules.visits == tuple(reversed(visits))
    assert rules.cents == tuple(reversed(cents))
    assert [rules.name_of(*map(int, code)) for code in CODES] == names[:125]


def _rising(starts: list[Any], *, best_first: bool) -> list[Body]:
    ends = [*(start - 1 for start in starts[1:]), None]
    scores = range(5, 0, -1) if best_first else range(1, 6)
    return [
        {"score": score, "from": start, "to": end}
        for score, start, end in zip(scores, starts, ends, strict=True)
    ]
