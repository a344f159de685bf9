from dataclasses import fields

import pytest

from pipelines.intake.quality.limits import Limits
from pipelines.intake.quality.wording import words


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_limit_is_told(lang: str) -> None:
    assert {field.name for field in fields(Limits)} <= set(words(lang))
