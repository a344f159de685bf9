import re
from fractions import Fraction
from pathlib import Path

import pytest

from pipelines.errors import InputError
from pipelines.targets.policy import Policy, Quota
from pipelines.targets.policy_file import _KEYS, _QUOTA, _TEAMS, _VISIT, read_policy

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests/golden/targets_policy_errors.txt"
SHIPPED = sorted((ROOT / "config/policies").glob("*.toml"))

BAD = """
cool_down_month = 3
risk_ratio = 0.5
excluded_kinds = "B101"
area_cap = 4
wholly_other = 1
order = ["size"]
inspectors = 1
teams = 5

[capacity]
hospital = 3
doctor = -1
patient = true

[random_share]
institution = 20

[[quotas]]
name = "三分之一"
shares = 0.3
share = "1/0"
where = { grade = ["1"], area = "360191" }
by = "lot"

[[quotas]]
least = 2.5

[[visits]]
hours = 0
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "spring.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_default_file_says_what_the_defaults_are() -> None:
    assert read_policy(ROOT / "config/policies/default.toml") == Policy()


def test_what_a_file_leaves_out_keeps_its_default(tmp_path: Path) -> None:
    path = written(tmp_path, 'excluded_kinds = ["B101"]\n[capacity]\ndoctor = 3\n')
    policy = read_policy(path)
    assert policy.name == "spring"
    assert dict(policy.capacity) == {"institution": 20, "doctor": 3, "patient": 30}
    assert policy.excluded_kinds == ("B101",)
    assert policy.cool_down_months == 12


@pytest.mark.parametrize(
    ("text", "share"), [('"1/3"', Fraction(1, 3)), ("0.07", Fraction(7, 100)), ("1", Fraction(1))]
)
def test_shares_are_what_is_written_to_the_last_digit(
    tmp_path: Path, text: str, share: Fraction
) -> None:
    path = written(tmp_path, f'[[quotas]]\nname = "q"\nshare = {text}\nwhere = {{ kind = ["A"] }}')
    assert read_policy(path).quotas == (Quota("q", share=share, where={"kind": ("A",)}),)


def test_all_problems_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read_policy(written(tmp_path, BAD))
    assert f"{error.value}\n".replace(str(tmp_path), "DIR") == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tip_share.institution = 0.6\nlook_back_share.institution = 0.5", "is more than 1"),
        ('[[quotas]]\nname = "q"\nleast = 3\nmost = 2', "least = 3 is more than most = 2"),
        ("look_back_from = 13", "look_back_from is later than look_back_to"),
    ],
)
def test_values_that_contradict_each_other(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError, match=re.escape(told)):
        read_policy(written(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "told"), [(None, "There is no policy file"), ("capacity = [", "is not valid TOML")]
)
def test_unreadable_files(tmp_path: Path, text: str | None, told: str) -> None:
    path = tmp_path / "p.toml" if text is None else written(tmp_path, text)
    with pytest.raises(InputError, match=told):
        read_policy(path)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_policy_is_read_and_explained(path: Path) -> None:
    assert read_policy(path).name == path.stem
    assert f"`{path.name}`" in (ROOT / "docs/policies.md").read_text(encoding="utf-8")


def test_every_key_is_explained() -> None:
    told = set(re.findall(r"`\[*(\w+)", (ROOT / "docs/policies.md").read_text(encoding="utf-8")))
    assert {*_KEYS, *_QUOTA, *_TEAMS, *_VISIT} <= told
