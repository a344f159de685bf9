"""The choice of every level from the inputs of a list."""

import polars as pl

from pipelines.targets.choose import Choice, ImpossiblePolicyError, choose, unlisted
from pipelines.targets.inputs import TargetInputs


def chosen_at(inputs: TargetInputs, level: str) -> Choice:
    """The list of one level of `inputs`."""
    return choose(
        inputs.levels[level].candidates,
        level=level,
        policy=inputs.policy,
        month=inputs.month,
        seed=inputs.seed,
        violation_tiers=inputs.violation_tiers,
    )


def chosen(inputs: TargetInputs) -> dict[str, Choice]:
    """The list of every level of `inputs`.

    Cheap enough to be called beforehand, to learn which entities need an explanation.
    """
    return {level: chosen_at(inputs, level) for level in inputs.levels}


def candidate(inputs: TargetInputs, level: str, entity_id: str) -> pl.DataFrame:
    """The row of any candidate as `Choice.listed` has it, whether it is listed or not.

    Raises:
        ValueError: there is no such candidate.
    """
    this = pl.col("entity_id") == entity_id
    row = _listed(inputs, level).filter(this)
    if row.is_empty():
        row = unlisted(
            inputs.levels[level].candidates.filter(this),
            level=level,
            policy=inputs.policy,
            month=inputs.month,
            violation_tiers=inputs.violation_tiers,
        )
    if row.is_empty():
        raise ValueError(f"{entity_id} is not among the candidates of level {level}")
    return row


def _listed(inputs: TargetInputs, level: str) -> pl.DataFrame:
    """The list of a level; nobody is on the list of a policy that cannot be met."""
    try:
        return chosen_at(inputs, level).listed
    except ImpossiblePolicyError:
        return pl.DataFrame(schema={"entity_id": pl.String})
