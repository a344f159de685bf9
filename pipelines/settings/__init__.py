"""What a bureau decides, read from `config/` and from the workspace's own `feijian.toml`."""

from pipelines.settings.alert_rules import load_rules
from pipelines.settings.checklist import CHECK, WAYS, load_checklist
from pipelines.settings.numbers import Settings, load_settings
from pipelines.settings.places import CONFIG, PROJECT
from pipelines.settings.reference import load_reference
from pipelines.settings.tiers import load_tiers

__all__ = [
    "CHECK",
    "CONFIG",
    "PROJECT",
    "WAYS",
    "Settings",
    "load_checklist",
    "load_reference",
    "load_rules",
    "load_settings",
    "load_tiers",
]
