"""A model on its way to the inspectors: compared, let through or held, watched in the shade."""
