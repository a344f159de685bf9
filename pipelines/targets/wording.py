"""The fixed words of the list, its workbook and its pages, in Chinese and English."""

from collections.abc import Mapping
from pathlib import Path

from pipelines.pages.wording import wording

_FILE = Path(__file__).with_name("wording.toml")


def words(lang: str) -> Mapping[str, str]:
    """All fixed words in `lang` (`zh` or `en`), from `wording.toml`."""
    return wording(_FILE, lang)
