import re

import pytest

from pipelines.intake.quality.alerts import KINDS
from pipelines.intake.quality.check import NEEDS
from pipelines.intake.quality.wording import words


def test_both_languages_say_the_same_things() -> None:
    assert set(words("zh")) == set(words("en"))
    for key, zh in words("zh").items():
        held = [sorted(re.findall(r"{(\w+)}", text)) for text in (zh, words("en")[key])]
        assert held[0] == held[1], key


@pytest.mark.parametrize("kind", KINDS)
def test_every_alert_has_a_name_a_remedy_and_a_line(kind: str) -> None:
    said = words("zh")
    assert kind in said
    assert f"{kind}_do" in said
    assert f"{kind}_line" in said or kind in NEEDS
