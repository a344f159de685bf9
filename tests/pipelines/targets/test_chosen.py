"""The choice of every level, and of one alone, is the same choice."""

from pipelines.targets.chosen import chosen, chosen_at
from pipelines.targets.inputs import TargetInputs


def test_one_level_alone_is_chosen_as_among_all(inputs: TargetInputs) -> None:
    every = chosen(inputs)
    assert set(every) == set(inputs.levels)
    for level, choice in every.items():
        alone = chosen_at(inputs, level)
        assert alone.listed.equals(choice.listed)
        assert alone.draw.equals(choice.draw)
