"""The fixed words of the quality report, in Chinese and English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType


@cache
def words(lang: str) -> Mapping[str, str]:
    """All fixed words in `lang` (`zh` or `en`), from `wording.toml`."""
    text = resources.files(__package__).joinpath("wording.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: both[lang] for key, both in tomllib.loads(text).items()})
