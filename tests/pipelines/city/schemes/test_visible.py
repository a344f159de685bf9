"""Every violation that the catalogue calls visible is played, and so is its look-alike."""

from collections import Counter
from itertools import combinations

import pytest

from pipelines.city.schemes import PLOTS, Plot
from pipelines.city.schemes.visible import BY_PROXY, IN_CLAIMS, ON_SITE_ONLY, WITH_LISTS

SETS = {
    "in claims": IN_CLAIMS,
    "with lists": WITH_LISTS,
    "by proxy": BY_PROXY,
    "on site only": ON_SITE_ONLY,
}
PLANTED = IN_CLAIMS | WITH_LISTS | BY_PROXY
CASES = {f"N-{number}" for number in range(63, 76)}


@pytest.mark.parametrize(
    ("name", "size"),
    [("in claims", 50), ("with lists", 22), ("by proxy", 21), ("on site only", 11)],
)
def test_the_catalogue_is_divided(name: str, size: int) -> None:
    assert len(SETS[name]) == size


def test_no_violation_is_named_twice_and_none_is_missing() -> None:
    assert all(one.isdisjoint(other) for one, other in combinations(SETS.values(), 2))
    per_actor = Counter(violation[0] for each in SETS.values() for violation in each)
    assert per_actor == {"I": 41, "D": 13, "P": 16, "A": 15, "G": 11, "E": 5, "O": 3}
    numbers = {f"{actor}-{n + 1:02d}" for actor, many in per_actor.items() for n in range(many)}
    assert frozenset().union(*SETS.values()) == numbers


@pytest.mark.parametrize("violation", sorted(PLANTED))
def test_it_can_be_planted_and_told_from_its_look_alike(violation: str) -> None:
    innocent = {plot.innocent for plot in PLOTS if plot.violation == violation and not plot.case}
    assert innocent == {True, False}


def test_what_only_shows_on_site_is_not_planted() -> None:
    assert {plot.violation for plot in PLOTS} == PLANTED


def test_every_told_case_is_played_by_the_guilty() -> None:
    told = [plot for plot in PLOTS if plot.case is not None]
    assert {plot.case.number for plot in told if plot.case} == CASES
    assert not any(plot.innocent for plot in told)


@pytest.mark.parametrize("plot", PLOTS, ids=[plot.name for plot in PLOTS])
def test_a_plot_tells_what_it_is(plot: Plot) -> None:
    of_case = f", {plot.case.number}" if plot.case else ""
    begins = f"{'Like ' if plot.innocent else ''}{plot.violation}{of_case}: "
    assert (plot.act.__doc__ or "").startswith(begins)


def test_names_are_unique() -> None:
    assert max(Counter(plot.name for plot in PLOTS).values()) == 1
