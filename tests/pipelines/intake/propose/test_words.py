from typing import get_args

from pipelines.intake.propose.proposal import Lang
from pipelines.intake.propose.words import WORDS


def test_every_word_is_there_in_both_languages() -> None:
    assert all(set(words) == set(get_args(Lang)) for words in WORDS.values())
