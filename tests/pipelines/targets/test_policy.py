from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.targets.policy import Policy
from pipelines.targets.policy_file import read_policy

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests/golden/targets_policy_errors.txt"

BAD = """
cool_down_month = 3
risk_ratio = 0.5
excluded_kinds = "B101"
area_cap = 4
wholly_other = 1

[capacity]
hospital = 3
doctor = -1
patient = true

[random_share]
institution = 20
"""


def test_default_file_says_what_the_defaults_are() -> None:
    assert read_policy(ROOT / "config/policies/default.toml") == Policy()


def test_what_a_file_leaves_out_keeps_its_default(tmp_path: Path) -> None:
    path = tmp_path / "spring.toml"
    path.write_text('excluded_kinds = ["B101"]\n[capacity]\ndoctor = 3\n', encoding="utf-8")
    policy = read_policy(path)
    assert policy.name == "spring"
    assert dict(policy.capacity) == {"institution": 20, "doctor": 3, "patient": 30}
    assert policy.excluded_kinds == ("B101",)
    assert policy.cool_down_months == 12


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(BAD, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_policy(path)
    assert f"{error.value}\n".replace(str(tmp_path), "DIR") == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"), [(None, "There is no policy file"), ("capacity = [", "is not valid TOML")]
)
def test_unreadable_files(tmp_path: Path, text: str | None, told: str) -> None:
    path = tmp_path / "p.toml"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_policy(path)


@pytest.mark.parametrize(
    ("capacity", "share", "random"),
    [(20, 0.2, 4), (5, 0.1, 1), (4, 0.1, 0), (7, 1.0, 7), (0, 1.0, 0)],
)
def test_places_are_split_without_loss(capacity: int, share: float, random: int) -> None:
    policy = Policy(capacity={"doctor": capacity}, random_share={"doctor": share})
    assert policy.random_places("doctor") == random
    assert policy.ranked_places("doctor") == capacity - random
