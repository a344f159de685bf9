"""The policies of `config/policies/` on the simulated city."""

from pathlib import Path

import polars as pl
import pytest

from pipelines import Workspace
from pipelines.casework.tips import recent_tips
from pipelines.score import read_scores
from pipelines.settings import CONFIG
from pipelines.targets.choose import choose
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.policy import Policy
from pipelines.targets.policy_file import read_policy
from pipelines.workspace.inputs import target_inputs
from tests.pipelines.targets.obeying import keeps

SHIPPED = sorted((CONFIG / "policies").glob("*.toml"))


@pytest.fixture(scope="module")
def of_city(done: Workspace, month: str) -> TargetInputs:
    nobody = Policy(capacity={"institution": 0}, random_share={"institution": 0})
    scored = {"institution": read_scores(done.store, "institution", month)}
    return target_inputs(done._session, month, nobody, scored)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_citys_list_keeps_to_every_shipped_policy(
    path: Path, of_city: TargetInputs, month: str
) -> None:
    policy = read_policy(path)
    candidates = of_city.levels["institution"].candidates
    tiers = of_city.violation_tiers
    listed = choose(
        candidates,
        level="institution",
        policy=policy,
        month=month,
        seed="s",
        violation_tiers=tiers,
    ).listed
    modes = dict(listed.select("entity_id", "mode").iter_rows())
    assert keeps(candidates.to_dicts(), modes, policy, month)
    assert bool(modes) == (policy.capacity["institution"] > 0)


def test_candidates_carry_what_registers_and_ledgers_say(
    done: Workspace, of_city: TargetInputs, month: str
) -> None:
    candidates = of_city.levels["institution"].candidates
    register = done.store.lake("inst").select("medinslv", entity_id="fixmedins_code").collect()
    grades = dict(register.select("entity_id", "medinslv").iter_rows())
    assert [grades[one] for one in candidates["entity_id"]] == candidates["medinslv"].to_list()
    tips = recent_tips(done.store, "institution", month)
    seen = tips.filter(pl.col("entity_id").is_in(candidates["entity_id"].implode()))
    assert candidates["tips"].sum() == seen["tips"].sum()
    confirmed = candidates["prior_confirmed"].fill_null(0) > 0
    assert candidates["last_confirmed_date"].is_not_null().equals(confirmed)
    assert set(candidates["tier"].drop_nulls()) <= {"红", "橙", "黄"}
