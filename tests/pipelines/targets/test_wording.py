import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest

import pipelines.targets
from features.contract import LEVELS
from features.signals.signal import Certainty
from features.violations import Actor, Fake
from pipelines.pages.wording import LANGS
from pipelines.settings import WAYS
from pipelines.targets.choose import TIERS, UNLISTED
from pipelines.targets.course import _UNITS
from pipelines.targets.dossier import CLAIM_KEYS
from pipelines.targets.lead import GROUNDS
from pipelines.targets.pages import _COLUMNS
from pipelines.targets.places import MODES
from pipelines.targets.policy import AREA_CAP
from pipelines.targets.special import ELDERLY_MILD, IDENTITY
from pipelines.targets.wording import words
from pipelines.targets.workbook.overview import _SHEETS

FOLDER = Path(pipelines.targets.__file__).parent
USED = "".join(
    path.read_text(encoding="utf-8") for path in (*FOLDER.rglob("*.py"), *FOLDER.rglob("*.j2"))
)


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_is_there_in_every_language(lang: str) -> None:
    assert all(text.strip() for text in words(lang).values())


def test_every_text_has_the_same_blanks_in_both_languages() -> None:
    document = tomllib.loads((FOLDER / "wording.toml").read_text(encoding="utf-8"))
    for both in document.values():
        assert set(both) == set(LANGS)
        assert len({tuple(sorted(re.findall(r"\{(\w+)\}", text))) for text in both.values()}) == 1


LEFT_OUT = ("cool_down", "kind", "excluded", "no_room", "met")


GROUPS = (IDENTITY, ELDERLY_MILD)


def test_no_word_is_idle() -> None:
    by_value = {*LEVELS, *TIERS, *CLAIM_KEYS, UNLISTED, *MODES}
    by_value |= {
        AREA_CAP,
        *(f"left_out_{why}" for why in LEFT_OUT),
        *(f"why_{mode}" for mode in MODES),
    }
    by_value |= {f"source_{one}" for one in ("model", "tips", "history")}
    by_value |= {f"{tier}_means" for tier in TIERS} | {name for name, _ in _COLUMNS}
    by_value |= {f"changed_{measure}" for measure in _UNITS}
    by_value |= {f"ground_{ground}" for ground in GROUNDS}
    by_value |= {f"outcome_{found}" for found in ("confirmed", "cleared")}
    certainties = get_args(Certainty)
    by_value |= {*get_args(Fake), *certainties, *(f"{each}_means" for each in certainties)}
    by_value |= {f"way_{way}" for way in WAYS} | {f"group_{group}" for group in GROUPS}
    by_value |= {f"{key}_sheet" for key in _SHEETS} | {f"{actor}_does" for actor in get_args(Actor)}
    named = set(re.findall(r"""["'](\w+)["']""", USED))
    assert set(words("zh")) - by_value - named == set()
