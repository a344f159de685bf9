"""The report forms that superiors expect, from cases and lists."""
