"""What a bureau decides about its list: how many, how random, whom not again so soon."""

import difflib
import json
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from features.contract import LEVELS
from pipelines.errors import InputError


def _by_level(**values: float) -> Any:  # noqa: ANN401 - dataclasses.field is typed so
    return field(default_factory=lambda: MappingProxyType(values))


@dataclass(frozen=True)
class Policy:
    """The rules of one monthly list (N-01 to N-06, N-59); the defaults are `default.toml`.

    Attributes:
        name: the policy's name, the stem of its file.
        capacity: places per level.
        random_share: share (0 to 1) of the places of a level that is drawn at random.
        area_cap: the most that one area may have on the list of a level; absent = no limit.
        cool_down_months: months after an outcome during which an entity is not listed.
        risk_ratio: how many times likelier the most suspicious entity is drawn than the least.
        excluded_kinds: `medins_type` codes that are never listed.
    """

    name: str = "default"
    capacity: Mapping[str, int] = _by_level(institution=20, doctor=20, patient=30)
    random_share: Mapping[str, float] = _by_level(institution=0.2, doctor=0.0, patient=0.0)
    area_cap: Mapping[str, int] = _by_level()
    cool_down_months: int = 12
    risk_ratio: float = 3.0
    excluded_kinds: tuple[str, ...] = ()

    def random_places(self, level: str) -> int:
        """Places of `level` that are drawn at random, rounded half up."""
        return int(self.capacity[level] * self.random_share[level] + 0.5)

    def ranked_places(self, level: str) -> int:
        """Places of `level` that go to the best leads."""
        return self.capacity[level] - self.random_places(level)


def read_policy(path: Path) -> Policy:
    """Read a policy file.

    Raises:
        InputError: the file is absent or not TOML, or has unknown keys or impossible values;
            all problems of the file are told together.
    """
    problems: list[str] = []
    settled: dict[str, Any] = {}
    for key, value in _document(path).items():
        if key not in _CHECKS:
            problems.append(_unknown(key, _CHECKS))
        elif key in _LEVEL_TABLES:
            given = _level_values(key, value, problems)
            settled[key] = MappingProxyType({**getattr(Policy(), key), **given})
        else:
            settled[key] = _checked(key, value, problems)
    if problems:
        told = "\n".join(f"  {problem}" for problem in problems)
        raise InputError(f"The policy {path} cannot be used:\n{told}")
    return Policy(name=path.stem, **settled)


def _document(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"There is no policy file {path}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"The policy {path} is not valid TOML: {error}") from None


def _level_values(key: str, value: object, problems: list[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        problems.append(
            f"{key} = {_as_written(value)}: must be a table [{key}] with a value per level"
        )
        return {}
    unknown = [level for level in value if level not in LEVELS]
    problems.extend(f"{key}.{_unknown(level, LEVELS)}" for level in unknown)
    return {
        level: _checked(f"{key}.{level}", number, problems)
        for level, number in value.items()
        if level in LEVELS
    }


def _checked(name: str, value: object, problems: list[str]) -> object:
    accepts, must = _CHECKS[name.partition(".")[0]]
    if not accepts(value):
        problems.append(f"{name} = {_as_written(value)}: must be {must}")
    return tuple(value) if isinstance(value, list) else value


def _as_written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _unknown(key: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
    return f"{key}: unknown key; {hint}"


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _is_share(value: object) -> bool:
    return type(value) in {int, float} and 0 <= cast(float, value) <= 1


def _is_ratio(value: object) -> bool:
    return type(value) in {int, float} and 1 <= cast(float, value) <= _MOST_UNEQUAL


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


_MOST_UNEQUAL = 1000
"""Beyond this a draw is a ranking by another name."""

_COUNT = (_is_count, "a whole number, 0 or more")
_LEVEL_TABLES = ("capacity", "random_share", "area_cap")
_CHECKS: dict[str, tuple[Callable[[object], bool], str]] = {
    "capacity": _COUNT,
    "random_share": (_is_share, "a number from 0 to 1"),
    "area_cap": _COUNT,
    "cool_down_months": _COUNT,
    "risk_ratio": (_is_ratio, f"a number from 1 to {_MOST_UNEQUAL}"),
    "excluded_kinds": (_are_texts, 'a list of codes in quotes, such as ["B101"]'),
}
assert {"name", *_CHECKS} == {known.name for known in fields(Policy)}
