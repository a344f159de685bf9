"""One sentence per reason: the number, what is usual among the peers, and how rare it is."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from models.description import Description

Lang = Literal["zh", "en"]
"""Language of what users read."""

_PEERS = {
    "zh": {"institution": "同级同类机构", "doctor": "同类医师", "patient": "同类参保人"},
    "en": {
        "institution": "peer institutions",
        "doctor": "peer doctors",
        "patient": "peer insured persons",
    },
}

Rung = tuple[bool, ...]
"""Which attributes of the narrowest peer group the members share, as far as the last shared one."""

_RUNGS: dict[str, dict[str, dict[Rung, str]]] = {
    "zh": {
        "institution": {
            (True, True, True): "同区同级同类机构",
            (True, True): "同级同类机构",
            (True,): "同类机构",
        },
        "doctor": {
            (True, True, True): "同级同类机构同专业医师",
            (True, False, True): "同类机构同专业医师",
            (True, True): "同级同类机构医师",
            (True,): "同类机构医师",
        },
        "patient": {
            (True, True, True): "同险种同龄同性别参保人",
            (False, True, True): "同龄同性别参保人",
            (False, True): "同龄参保人",
        },
    },
    "en": {
        "institution": {
            (True, True, True): "institutions of the same kind and level in the area",
            (True, True): "institutions of the same kind and level",
            (True,): "institutions of the same kind",
        },
        "doctor": {
            (True, True, True): "doctors of the field at institutions of the same kind and level",
            (True, False, True): "doctors of the field at institutions of the same kind",
            (True, True): "doctors at institutions of the same kind and level",
            (True,): "doctors at institutions of the same kind",
        },
        "patient": {
            (True, True, True): "insured persons of the same scheme, age and sex",
            (False, True, True): "insured persons of the same age and sex",
            (False, True): "insured persons of the same age",
        },
    },
}

_PHRASES = {
    "zh": {
        "unknown": "{name}无数据",
        "no_peers": "{name} {value}，无同类可比",
        "equal": "{name} {value}，与{peers}中位数相当",
        "zero": "{name} {value}，{peers}中位数为 0",
        "times": "{name} {value}，为{peers}中位数 {median_of}的 {times} 倍",
        "fraction": "{name} {value}，仅为{peers}中位数 {median_of}的 {percent}",
        "above": "{name} {value}，高于{peers}中位数 {median}",
        "below": "{name} {value}，低于{peers}中位数 {median}",
        "top": "（前 {rarity}%）",
        "bottom": "（最低 {rarity}%）",
        "highest": "（{group}中最高）",
        "lowest": "（{group}中最低）",
        "against": "；此项减轻疑点",
        "counted": "（{encounters} 次就诊中 {hit} 次）",
        "few_stays": "（共 {stays} 次住院）",
    },
    "en": {
        "unknown": "{name}: no data",
        "no_peers": "{name} {value}, no peers to compare with",
        "equal": "{name} {value}, like the median of {peers}",
        "zero": "{name} {value}, the median of {peers} is 0",
        "times": "{name} {value}, {times} times the median {median} of {peers}",
        "fraction": "{name} {value}, only {percent} of the median {median} of {peers}",
        "above": "{name} {value}, above the median {median} of {peers}",
        "below": "{name} {value}, below the median {median} of {peers}",
        "top": " (top {rarity}%)",
        "bottom": " (lowest {rarity}%)",
        "highest": " (the highest of {group})",
        "lowest": " (the lowest of {group})",
        "against": "; this speaks against the suspicion",
        "counted": " ({hit} of {encounters} encounters)",
        "few_stays": " (of {stays})",
    },
}

_UNITS = {
    "zh": {"yuan": "{} 元", "days": "{} 天", "hours": "{} 小时", "per_month": "{} 次/月"},
    "en": {"yuan": "CNY {}", "days": "{} days", "hours": "{} hours", "per_month": "{} per month"},
}

_MEMBERS = {
    "zh": {"institution": "{} 家", "doctor": "{} 名", "patient": "{} 人"},
    "en": dict.fromkeys(("institution", "doctor", "patient"), "{}"),
}
"""So many members of a peer group."""

_UPPER = {"p99": 1, "p90": 10, "p75": 25}
_LOWER = {"p10": 10, "p25": 25}

_FINEST = 1
"""The rarity in percent that says more than being the first of a group."""

_FEW = 5
"""Being the first of fewer says little."""

_MANY_STAYS = 10
"""Of fewer it is told how many they are: half of two is not half of twenty."""

_CLEARLY = 1.5
"""From this multiple on, or below its inverse, the multiple is told and not just the side."""

_ALIKE = 0.01
"""Numbers this close, as a share of the median, are told to be alike."""

_LARGE = 100
"""From here on decimals are noise."""


@dataclass(frozen=True)
class Standing:
    """Where an entity stands in one feature.

    Attributes:
        value: its value in the unit of the feature; None when it could not be computed.
        median: the peers' median; None without peers.
        spread: what is known of the peers, of `p10`, `p25`, `p75`, `p90`, `p99` and of
            `lowest`, `second_lowest`, `second_highest`, `highest`.
        peer_group: the values that the peers share, joined by `·`, `*` for one left open.
        peers: how many of the group have a value; None where that is not known.
        encounters: of how many the value is the share that hits; None for a measure.
        stays: of how many stays a measure is made; None for one that is of something else.
    """

    value: float | None
    median: float | None
    spread: Mapping[str, float] = field(default_factory=dict)
    peer_group: str | None = None
    peers: int | None = None
    encounters: int | None = None
    stays: int | None = None


def sentence(
    feature: Description, standing: Standing, *, level: str, lang: Lang, against: bool = False
) -> str:
    """Put one reason into words.

    Args:
        feature: what was measured.
        standing: the entity's number beside its peers'.
        level: `institution`, `doctor` or `patient`.
        lang: language of the sentence.
        against: whether the number speaks against the suspicion.
    """
    phrases = _PHRASES[lang]
    words = {
        "name": feature.zh if lang == "zh" else feature.en,
        "peers": peers(standing, level, lang),
    }
    words |= _numbers(standing, feature.unit, lang)
    comparison = _comparison(standing)
    tail = phrases["against"] if against and comparison != "unknown" else ""
    return phrases[comparison].format(**words) + _rarity(standing, level, lang) + tail


def peers(standing: Standing, level: str, lang: Lang) -> str:
    """Whom an entity is compared with, as its rung of the ladder of peer groups says."""
    group = standing.peer_group
    rung = () if group is None else tuple(value != "*" for value in group.split("·"))
    return _RUNGS[lang][level].get(rung, _PEERS[lang][level])


def amount(value: float, unit: str, lang: Lang) -> str:
    """A value in its unit, as a reader expects it: `12,480 元`, `41.5%`, `8.0 天`."""
    if unit == "share":
        return share(value)
    return _UNITS[lang].get(unit, "{}").format(f"{value:,.{_decimals(value, unit)}f}")


def share(value: float) -> str:
    """A share as a reader expects it; little is never written as nothing: `41.5%`, `0.03%`."""
    return f"{value:.{_to_be_seen(value * 100, 1)}%}"


def _decimals(value: float, unit: str) -> int:
    whole = unit in {"yuan", "count"} and value == round(value)
    if whole or value == 0 or abs(value) >= _LARGE:
        return 0
    return _to_be_seen(value, 2 if unit in {"yuan", "ratio"} or abs(value) < 1 else 1)


def _to_be_seen(value: float, least: int) -> int:
    """Decimals of a number, as many more as its first digit that is not zero needs."""
    return least if value == 0 else max(least, -math.floor(math.log10(abs(value))))


def _numbers(standing: Standing, unit: str, lang: Lang) -> dict[str, str]:
    value, median = standing.value, standing.median
    numbers = {}
    if value is not None:
        numbers["value"] = amount(value, unit, lang) + _made_of(value, standing, lang)
    if median is not None:
        numbers["median"] = amount(median, unit, lang)
        numbers["median_of"] = numbers["median"] + " " * numbers["median"].isascii()
    if value is not None and median:
        numbers["times"] = _multiple(value / median)
        numbers["percent"] = f"{value / median:.0%}"
    return numbers


def _made_of(value: float, standing: Standing, lang: Lang) -> str:
    """Of how many hits or stays a value is, where that is not plain."""
    if standing.stays and standing.stays < _MANY_STAYS:
        return _PHRASES[lang]["few_stays"].format(stays=_stays(standing.stays, lang))
    return _counted(value, standing.encounters, lang)


def _stays(n: int, lang: Lang) -> str:
    return str(n) if lang == "zh" else f"{n} stay" if n == 1 else f"{n} stays"


def _counted(share: float, encounters: int | None, lang: Lang) -> str:
    """Of how many a share is: one in two hundred is one encounter, or five of a thousand."""
    if encounters is None or share == 0:
        return ""
    hit = round(share * encounters)
    return _PHRASES[lang]["counted"].format(hit=f"{hit:,}", encounters=f"{encounters:,}")


def _multiple(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= _LARGE else f"{ratio:.1f}"


def _comparison(standing: Standing) -> str:
    """Which phrase fits."""
    value, median = standing.value, standing.median
    if value is None:
        return "unknown"
    if median is None:
        return "no_peers"
    if abs(value - median) <= _ALIKE * abs(median):
        return "equal"
    return "zero" if median == 0 else _side(value, median)


def _side(value: float, median: float) -> str:
    """The multiple, where both are positive and it is clear; else just the side."""
    if min(value, median) > 0 and value >= _CLEARLY * median:
        return "times"
    if min(value, median) > 0 and value * _CLEARLY <= median:
        return "fraction"
    return "above" if value > median else "below"


def _rarity(standing: Standing, level: str, lang: Lang) -> str:
    """The narrowest known tail that holds the value, or that it is the first of its group.

    That says more than any tail but the finest, which only the upper side has.
    """
    value, median = standing.value, standing.median
    if value is None or median is None or value == median:
        return ""
    high = value > median
    percent = _percent(standing, value, median)
    if percent != _FINEST and _alone(standing, value, high=high):
        group = _MEMBERS[lang][level].format(f"{standing.peers:,}")
        return _PHRASES[lang]["highest" if high else "lowest"].format(group=group)
    tail = _PHRASES[lang]["top" if high else "bottom"]
    return "" if percent is None else tail.format(rarity=percent)


def _percent(standing: Standing, value: float, median: float) -> int | None:
    """The narrowest known tail that holds the value, in percent; None when none does.

    Only values beyond a quantile are rarer than it says, for many may share the quantile itself;
    and of nine peers the first is no one in a hundred (`_bears`).
    """
    for name, rarity in (_UPPER if value > median else _LOWER).items():
        quantile = standing.spread.get(name, value)
        held = median <= quantile < value or median >= quantile > value
        if held and _bears(standing.peers, rarity):
            return rarity
    return None


def _alone(standing: Standing, value: float, *, high: bool) -> bool:
    """Whether no peer has as much, or as little; of the peers of another month nobody either."""
    first, second = ("highest", "second_highest") if high else ("lowest", "second_lowest")
    spread, sign = standing.spread, 1 if high else -1
    if first not in spread or standing.peers is None or standing.peers < _FEW:
        return False
    return sign * value >= sign * spread[first] and sign * value > sign * spread[second]


def _bears(peers: int | None, rarity: int) -> bool:
    """Whether so few of the peers can lie beyond a quantile that the percentage is true of them.

    Beyond an interpolated quantile lie at most `ceil((peers - 1) * rarity %)` of them; a percentage
    is true to half a point or to a tenth of itself.
    """
    if peers is None:
        return False
    beyond = -(-(peers - 1) * rarity // 100)
    return 100 * beyond / peers <= rarity + max(0.5, rarity / 10)
