"""The choice of every level from the inputs of a list."""

from pipelines.targets.choose import Choice, choose
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
