"""One restrained set of colours for pages, pictures and the workbook.

Raising and lowering are told apart by warm against cool, which survives colour blindness, and
always by side or sign as well; tiers always carry their word.
"""

FONTS = "'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif"
"""What Chinese text is set in."""

COLOURS = {
    "ink": "#1f2a33",
    "soft": "#5a6872",
    "line": "#d3dae0",
    "wash": "#f3f5f7",
    "paper": "#ffffff",
    "accent": "#1f4e6e",
    "raises": "#b3532b",
    "lowers": "#3a7ca5",
    "band": "#dbe3ea",
    "core": "#a9bac8",
    "red": "#9c1c1c",
    "orange": "#b35900",
    "yellow": "#7d6608",
    "blue": "#1f5a94",
}
"""Colours by role; style sheets have them as variables of the same names."""

TIER_COLOURS = {"红": "red", "橙": "orange", "黄": "yellow", "蓝": "blue"}
"""The role of the colour of each tier."""
