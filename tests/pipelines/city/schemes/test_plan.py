import pytest

from pipelines.city.schemes import PLOTS, plan_of, whole_plan
from pipelines.errors import InputError


def names(*wishes: str) -> set[str]:
    return {plot.name for plot, _ in plan_of(wishes)}


def test_without_a_wish_everything_is_planted() -> None:
    assert plan_of(None) == whole_plan()
    assert whole_plan().plots == PLOTS
    assert not whole_plan().asked


def test_a_violation_means_its_guilty_plots_and_a_case_the_told_one() -> None:
    assert names("I-15") == {"unbundle-scaling", "unbundle-injections"}
    assert names("N-67") == {"scale-in-three"}


def test_a_plot_and_the_look_alikes_can_be_named() -> None:
    assert names("hang-beds") == {"hang-beds"}
    assert names("look-alikes") == {plot.name for plot in PLOTS if plot.innocent}
    assert names("nothing") == set()


def test_an_intensity_may_follow() -> None:
    assert {p.name: i for p, i in plan_of(["hang-beds:0.25"])} == {"hang-beds": 0.25}


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("I-99", "'I-99' cannot be planted"),
        ("P-05", "P-05 cannot be planted: no claim shows it"),
        ("hang-bed", "the nearest is hang-beds"),
        ("I-02:strong", "'I-02:strong' is not a number above 0 and up to 2"),
        ("I-02:0", "above 0"),
        ("I-02:3", "up to 2"),
    ],
)
def test_what_cannot_be_planted_is_told(wish: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        plan_of([wish])


def test_all_that_is_wrong_is_told_together() -> None:
    with pytest.raises(InputError, match=r"I-98.*I-99"):
        plan_of(["I-98", "I-02", "I-99"])
