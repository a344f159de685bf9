"""Damage to a city's raw exports, of the kinds that real exports have."""

from pipelines.city.defects.damage import damage_exports

__all__ = ["damage_exports"]
