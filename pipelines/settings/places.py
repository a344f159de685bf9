"""Where what a bureau decides lies."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
"""The checkout: `config/` and `mlruns/` lie here."""

CONFIG = PROJECT / "config"
