"""Who appears with whom, and the rings that shows."""
