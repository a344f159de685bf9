"""How our rankings compare with what a bureau would otherwise use."""
