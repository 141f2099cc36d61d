"""The table of rules: whole, validated, and each rule read by what is worked out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import desktop
from desktop.models.errors import UserError
from desktop.services.care import rule_table
from desktop.services.care.rule_table import BY_KEY, ORDERED, RULES, Rule
from desktop.services.care.rules import NAMES, Rules

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(desktop.__file__).parent.rglob("services/**/*.py")
    if path.name not in ("rules.py", "rule_table.py")
)


def test_the_table_has_every_number_once() -> None:
    assert sorted(rule.key for rule in RULES) == sorted(NAMES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_each_rule_is_read_and_told_and_its_default_may_be_chosen(rule: Rule) -> None:
    assert f"rules.{rule.key}" in SOURCE or f'"{rule.key}"' in SOURCE
    assert rule.least <= rule.default <= rule.most
    assert rule.why.endswith(".")
    assert rule.affects
    assert not rule_table.warning(rule, rule.default)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_each_rule_refuses_what_is_out_of_its_range(rule: Rule) -> None:
    for wrong in (rule.least - 1, rule.most + 1, True, 1.5, "7", None):
        with pytest.raises(UserError) as refused:
            rule_table.check(rule_table.shipped_body() | {rule.key: wrong})
        assert refused.value.where == rule.key


@pytest.mark.parametrize(("low", "high"), ORDERED)
def test_two_that_contradict_each_other_are_refused(low: str, high: str) -> None:
    body = rule_table.shipped_body()
    rule_table.check(body | {low: body[high]})
    with pytest.raises(UserError, match="is more than"):
        rule_table.check(body | {low: body[high] + 1})


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(UserError, match="no rule called “luck”"):
        rule_table.check(rule_table.shipped_body() | {"luck": 7})


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("inspect_months", 5, "at least every 4 months"),
        ("inspect_months", 3, ""),
        ("report_days", 15, "within 14 days"),
        ("file_by_days", 29, "at least 30 days before"),
        ("grease_days", 91, "every 90 days"),
        ("life_air_years", 11, "3 to 10 years"),
        ("due_days", 300, ""),
    ],
)
def test_who_goes_past_a_law_is_told_but_not_kept_from_it(key: str, value: int, said: str) -> None:
    rule = BY_KEY[key]
    warning = rule_table.warning(rule, value)
    assert said in warning
    assert bool(warning) is bool(said)


@given(st.dictionaries(st.sampled_from(NAMES), st.integers(-5, 500) | st.booleans() | st.text()))
def test_only_whole_numbers_above_zero_replace_a_default(body: dict[str, object]) -> None:
    found = rule_table.whole(body)
    for key in NAMES:
        given_value = body.get(key)
        own = type(given_value) is int and given_value > 0
        assert found[key] == (given_value if own else getattr(Rules(), key))
    assert rule_table.whole(found) == found


def test_one_of_a_thing_is_told_in_the_singular() -> None:
    assert rule_table.told(BY_KEY["due_days"], 1) == "1 day"
    assert rule_table.told(BY_KEY["lapsed_days"], 1_095) == "1,095 days"
