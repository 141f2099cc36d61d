"""The names of the 125 codes: total, exclusive, and as the research has them."""

from collections import Counter
from itertools import product

import pytest

from desktop.models import choices as c
from desktop.services.value.rfm_map import ACTIONS, CODES, NAMES, shipped_body, shipped_names
from desktop.services.value.rfm_rules import check, read
from tests import naive_value

# From the best to the worst of a row of equal recency and frequency.
RANK = {
    name: rank
    for rank, name in enumerate(
        ("champions", "loyal", "potential", "recent_one_time", "promising", "need_attention",
         "cant_lose", "at_risk", "hibernating", "lost")
    )
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("555", "champions"), ("554", "champions"), ("544", "loyal"), ("545", "loyal"),
        ("455", "potential"), ("454", "potential"), ("344", "promising"), ("343", "promising"),
        ("244", "at_risk"), ("243", "at_risk"), ("144", "cant_lose"), ("143", "cant_lose"),
        ("111", "lost"), ("112", "lost"),
    ],
)  # fmt: skip
def test_the_fourteen_codes_of_the_research_keep_their_names(code: str, name: str) -> None:
    assert shipped_names()[code] == name


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_the_name_of_the_table(code: str) -> None:
    r, f, m = map(int, code)
    assert shipped_names()[code] == naive_value.name(r, f, m)
    assert read(shipped_body()).name_of(r, f, m) == naive_value.name(r, f, m)


def test_the_names_add_up_to_125_codes() -> None:
    assert Counter(shipped_names().values()) == {
        "champions": 2, "loyal": 8, "potential": 30, "recent_one_time": 10, "promising": 21,
        "need_attention": 4, "at_risk": 19, "hibernating": 15, "cant_lose": 12, "lost": 4,
    }  # fmt: skip


def test_more_money_never_gives_a_worse_name() -> None:
    names = shipped_names()
    for r, f, m in product(range(1, 6), range(1, 6), range(1, 5)):
        assert RANK[names[f"{r}{f}{m + 1}"]] <= RANK[names[f"{r}{f}{m}"]]


def test_every_name_has_an_action_and_the_unscored_stand_outside() -> None:
    assert set(ACTIONS) == set(c.RFM_SEGMENT)
    assert set(NAMES) == set(c.RFM_SEGMENT) - {"unscored"}


def test_what_is_shipped_may_be_published() -> None:
    check(shipped_body())
