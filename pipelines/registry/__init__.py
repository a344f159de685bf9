"""Models kept and judged: versions in MLflow, the alias of the one in use."""
