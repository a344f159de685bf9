"""How everything is called and written in the language of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from features.network.rings import MEMBER
from models.causes import SIZE_AND_MIX
from models.description import Described
from models.reasons import Lang
from pipelines.pages.figures import ABSENT, yuan
from pipelines.targets.alerts import crossed
from pipelines.targets.figures import bounded, quantity
from pipelines.targets.inputs import SignalTold, TargetInputs
from pipelines.targets.mark import Mark
from pipelines.targets.policy import AREA_CAP
from pipelines.targets.wording import words


@dataclass(frozen=True)
class Terms:
    """Words, feature labels, violations and signals of one level in one language."""

    lang: Lang
    features: Mapping[str, Described]
    violations: Mapping[str, str]
    signals: Mapping[str, SignalTold]
    fakes: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return words(self.lang)[key]

    def label(self, name: str) -> str:
        """A feature's label; its name when the catalogue does not know it."""
        feature = self.features.get(name)
        if feature is None:
            return name
        return feature.zh if self.lang == "zh" else feature.en

    def value(self, name: str, value: float | None) -> str:
        """A value of feature `name` with its unit."""
        feature = self.features.get(name)
        return quantity(value, feature.unit if feature else "", self.lang)

    def z(self, z: float | None) -> str:
        """A robust z, as far as it is told."""
        return bounded(z)

    def violation(self, violation: str | None) -> str:
        """Id and name of a violation, such as `I-04 分解住院`."""
        if violation is None:
            return ABSENT
        name = self.violations.get(violation)
        return f"{violation} {name}" if name else violation

    def cause(self, cause: str) -> str:
        """What makes a reason: a violation, or size and mix."""
        return self["size_and_mix"] if cause == SIZE_AND_MIX else self.violation(cause)

    def signal(self, name: str) -> str:
        """A signal's name in the language of the reader; its own name when it has none."""
        return self.signals[name].name if name in self.signals else name

    def certainty(self, signal: str) -> str:
        """Whether a signal decides or asks; absent for one that is not known."""
        return self[self.signals[signal].certainty] if signal in self.signals else ABSENT

    def national(self, signal: str) -> tuple[str, ...]:
        """The national rules that a signal carries out."""
        return self.signals[signal].national if signal in self.signals else ()

    def fake(self, violation: str) -> str | None:
        """Which of the three fakes a violation is, if any."""
        return self[self.fakes[violation]] if violation in self.fakes else None

    def crossed(self, alert: Mapping[str, Any]) -> str:
        """The threshold that an alert crossed."""
        feature = self.features.get(alert["feature"])
        return crossed(alert, feature.unit if feature else "", self.lang)

    def ring(self, ring: Mapping[str, Any]) -> str:
        """What a ring is, as seen from one who is in it (a row of `rings.RING`)."""
        told = self["ring_member" if ring["role"] == MEMBER else "ring_middle"]
        return told.format(**ring, others=ring["members"] - 1, fund=yuan(ring["fund_fen"]))

    def behind(self, claims: Mapping[str, Any]) -> str:
        """The claims behind a reason (`dossier.behind`)."""
        return self["behind"].format(
            signals=self["and"].join(map(self.signal, claims["signals"])),
            hits=f"{claims['hits']:,}",
            claims=f"{claims['claims']:,}",
            amount=yuan(claims["amount_fen"]),
        )

    def produced(self, mark: Mark) -> str:
        """Who made it, and when."""
        return self["produced"].format(**mark.plain)

    def violation_list(self, joined: str | None) -> list[str]:
        """Ids and names of violations joined by `|`."""
        return [self.violation(one) for one in split(joined)]

    def group(self, special_group: str | None) -> str | None:
        """The special group of a person, if any (`special`)."""
        return self[f"group_{special_group}"] if special_group else None

    def sources(self, target: Mapping[str, Any]) -> list[str]:
        """What speaks for a target beside each other: the model, tips, earlier cases (R-22)."""
        return [self[f"source_{one}"].format(**target) for one in split(target["sources"])]

    def family(self, family: str) -> str:
        """The name of a family of violations; its own name when it has none."""
        return self.families.get(family, family)

    def family_list(self, joined: str | None) -> list[str]:
        """Names of families joined by `|`."""
        return [self.family(one) for one in split(joined)]

    def excluded(self, reason: str, detail: str | None) -> str:
        """Why an entity could not be listed (`Choice.excluded`)."""
        return self[f"left_out_{reason}"].format(detail=self.quota(detail or ""))

    def quota(self, name: str) -> str:
        """Quotas as their policy names them; the cap of an area has no name of its own."""
        return name.replace(f"{AREA_CAP} [", f"{self[AREA_CAP]} [")


def split(joined: str | None) -> list[str]:
    """Ids joined by `|`."""
    return [one for one in (joined or "").split("|") if one]


def terms_of(inputs: TargetInputs, level: str) -> Terms:
    """The terms for one level of `inputs`."""
    return _terms(inputs, inputs.levels[level].features)


def general_terms(inputs: TargetInputs) -> Terms:
    """The terms for what is said of all levels together."""
    return _terms(inputs, {})


def _terms(inputs: TargetInputs, features: Mapping[str, Described]) -> Terms:
    return Terms(
        inputs.lang,
        features,
        inputs.violation_names,
        inputs.signals,
        inputs.violation_fakes,
        inputs.family_names,
    )
