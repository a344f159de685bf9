"""Whether a version is what its recipe gives: trained again on the same months, it is the same."""

from dataclasses import replace

from models.bundle import Bundle
from models.refit import plan_of
from pipelines.errors import InputError
from pipelines.manifest import code_hash, packages
from pipelines.profile import Profiler
from pipelines.progress import Progress, silent
from pipelines.registry.versions import Version
from pipelines.rollout.judging import as_of
from pipelines.train import Trainer


def not_repeated(profiler: Profiler, version: Version, progress: Progress = silent) -> str:
    """Why training again does not give the same model; empty when it does.

    Facts that say how a training was judged are not compared, only what scores.
    """
    bundle = version.bundle
    trainer = Trainer(profiler, version.level, as_of(version))
    try:
        again = trainer.by(plan_of(bundle), bundle.facts["parameters"], progress).bundle
    except InputError as error:
        return str(error)
    if _scoring(again) == _scoring(bundle):
        return ""
    return ", ".join(_changed(bundle)) or "claims, outcomes or settings"


def _scoring(bundle: Bundle) -> dict[str, bytes]:
    return replace(bundle, facts={}).dump()


def _changed(bundle: Bundle) -> list[str]:
    """What is known to be different from when a bundle was trained."""
    code, versions = bundle.facts.get("code", {}), bundle.facts.get("packages", {})
    parts = [f"code of {name}" for name, of in code.items() if code_hash(name) != of]
    now = packages()
    return parts + [f"{name} {of}" for name, of in versions.items() if now.get(name) != of]
