"""How everything is called and written in the language of the reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.description import Described
from pipelines.pages.figures import ABSENT
from pipelines.targets.figures import quantity
from pipelines.targets.inputs import TargetInputs
from pipelines.targets.wording import words


@dataclass(frozen=True)
class Terms:
    """Words, feature labels and violation names of one level in one language."""

    lang: str
    features: Mapping[str, Described]
    violations: Mapping[str, str]
    signals: Mapping[str, str]

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
        return quantity(value, feature.unit if feature else "", words(self.lang))

    def violation(self, violation: str | None) -> str:
        """Id and name of a violation, such as `I-04 分解住院`."""
        if violation is None:
            return ABSENT
        name = self.violations.get(violation)
        return f"{violation} {name}" if name else violation

    def signal(self, name: str) -> str:
        """A signal's name in the language of the reader; its own name when it has none."""
        return self.signals.get(name, name)

    def violation_list(self, joined: str | None) -> list[str]:
        """Ids and names of violations joined by `|`."""
        return [self.violation(one) for one in (joined or "").split("|") if one]

    def excluded(self, reason: str, detail: str | None) -> str:
        """Why an entity could not be listed (`Choice.excluded`)."""
        key = "kind_excluded" if reason == "kind" else reason
        return self[key].format(detail=detail)


def terms_of(inputs: TargetInputs, level: str) -> Terms:
    """The terms for one level of `inputs`."""
    return Terms(
        inputs.lang, inputs.levels[level].features, inputs.violation_names, inputs.signal_names
    )


def general_terms(inputs: TargetInputs) -> Terms:
    """The terms for what is said of all levels together."""
    return Terms(inputs.lang, {}, inputs.violation_names, inputs.signal_names)
