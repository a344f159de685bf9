import re

from pipelines.pages.palette import COLOURS, TIER_COLOURS


def _luminance(colour: str) -> float:
    """Relative luminance, as the web accessibility guidelines (WCAG 2) define it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_colours_are_written_alike() -> None:
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in COLOURS.values())


def test_what_is_read_stands_out_from_the_paper() -> None:
    read = ["ink", "soft", "accent", "raises", *TIER_COLOURS.values()]
    paper = _luminance(COLOURS["paper"])
    contrasts = {role: (paper + 0.05) / (_luminance(COLOURS[role]) + 0.05) for role in read}
    assert {role: ratio for role, ratio in contrasts.items() if ratio < 4.5} == {}
