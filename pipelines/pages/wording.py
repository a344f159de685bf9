"""The fixed words of whatever people read, in Chinese and English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

LANGS = ("zh", "en")


@cache
def wording(file: Path, lang: str) -> Mapping[str, str]:
    """All words of `file` in `lang` (`zh` or `en`).

    Args:
        file: TOML with a table of both languages for every key.
        lang: the language of the reader.
    """
    document = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType({key: both[lang] for key, both in document.items()})
