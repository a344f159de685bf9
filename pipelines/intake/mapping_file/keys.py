"""The keys that a mapping may have, and what each of them must hold."""

from collections.abc import Iterable
from typing import Any

from pipelines.intake.problems import Place, Problems

TYPES: dict[str, tuple[type, ...]] = {
    "name": (str,),
    "description": (str,),
    "pseudonymise": (list,),
    "table": (str,),
    "files": (str,),
    "sheet": (str,),
    "query": (str,),
    "money": (str,),
    "null_values": (list,),
    "distinct": (bool,),
    "columns": (dict,),
    "from": (str,),
    "constant": (str,),
    "file_name": (str,),
    "concat": (list,),
    "sum": (list,),
    "unpivot": (list,),
    "format": (str, list),
    "values": (dict,),
    "other": (str,),
    "separator": (str,),
    "prefix": (str,),
    "position": (str,),
}
"""The TOML types of every key."""

KINDS = {str: "text in quotes", list: "a list of texts", dict: "a table", bool: "true or false"}

CHOICES = {"other": ("keep", "null", "quarantine"), "money": ("yuan", "fen")}

MAY_BE_BLANK = frozenset({"description", "null_values", "separator", "prefix"})
"""Elsewhere a text without a letter says nothing."""


def check_keys(
    entry: dict[str, Any], valid: Iterable[str], place: Place, problems: Problems
) -> bool:
    """Whether every key of `entry` is known and holds a value of the right kind."""
    sound = [_is_sound(key, value, valid, place, problems) for key, value in entry.items()]
    return all(sound)


def _is_sound(
    key: str, value: object, valid: Iterable[str], place: Place, problems: Problems
) -> bool:
    where = (*place, key)
    if key not in valid:
        problems.unknown(where, "key", key, valid)
    elif not isinstance(value, TYPES[key]) or not _of_text(value):
        wanted = " or ".join(KINDS[kind] for kind in TYPES[key])
        problems.add(where, f"{key!r} must be {wanted}; found {value!r}")
    elif key not in MAY_BE_BLANK and _has_blank(value):
        problems.add(where, f"{key!r} has an empty text; write what is meant, or leave it out")
    elif key in CHOICES and value not in CHOICES[key]:
        problems.unknown(where, key, str(value), CHOICES[key])
    else:
        return True
    return False


def _of_text(value: object) -> bool:
    """Whether a list holds text, and some of it, or a map of values leads to text."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(item, str) for item in value)
    return True


def _has_blank(value: object) -> bool:
    texts = value if isinstance(value, list) else [value]
    return any(isinstance(text, str) and not text.strip() for text in texts)
