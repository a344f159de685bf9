"""Looking back at the lists of past months, and keeping watch over what comes in."""
