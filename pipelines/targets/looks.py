"""How cells of a workbook look: fonts, colours, formats of numbers."""

from typing import Any

from pipelines.pages.palette import COLOURS, TIER_COLOURS

FONT = "Microsoft YaHei"
"""Office has it wherever Chinese is read; elsewhere the program takes its own Chinese font."""

NUMBERS = {
    "count": "#,##0",
    "yuan": "#,##0.00",
    "score": "0.000",
    "z": "+0.0;-0.0;0",
    "percentile": "0.00",
    "share": "0.0%",
}
"""Kinds of numbers and how they are written."""

_BODY = {"font_name": FONT, "font_size": 10, "valign": "top"}
_RULED = {"bottom": 1, "bottom_color": COLOURS["line"]}
_LEFT = {"align": "left", "indent": 1}
_HEAD = {
    "bold": True,
    "font_color": COLOURS["paper"],
    "bg_color": COLOURS["accent"],
    "valign": "vcenter",
    "text_wrap": True,
}


def looks() -> dict[str, dict[str, Any]]:
    """Every format by name."""
    return {name: _BODY | look for name, look in _by_name().items()}


def _by_name() -> dict[str, dict[str, Any]]:
    tiers = {
        tier: _RULED | {"font_color": COLOURS[role], "bold": True, "align": "center"}
        for tier, role in TIER_COLOURS.items()
    }
    numbers = {kind: _RULED | {"num_format": code} for kind, code in NUMBERS.items()}
    return {
        **tiers,
        **numbers,
        "text": _RULED | _LEFT,
        "wrap": _RULED | _LEFT | {"text_wrap": True},
        "date": _RULED | _LEFT | {"num_format": "yyyy-mm-dd"},
        "blank": {"border": 1, "border_color": COLOURS["core"], "text_wrap": True},
        "head": _HEAD | _LEFT,
        "head_of_numbers": _HEAD | {"align": "right"},
        "head_of_blanks": _HEAD | _LEFT | {"bg_color": COLOURS["soft"]},
        "title": _LEFT | {"bold": True, "font_size": 16},
        "section": _LEFT | {"bold": True, "font_size": 11, "font_color": COLOURS["accent"]},
        "notice": _LEFT | {"bold": True, "bg_color": COLOURS["wash"], "text_wrap": True},
        "soft": _LEFT | {"font_color": COLOURS["soft"]},
    }
