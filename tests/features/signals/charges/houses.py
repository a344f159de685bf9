"""Houses and what they give for which illness."""

from typing import Any

City = Any  # the builder of conftest.py
COLD, BACK, HIP = "J06.9", "M54.5", "S72.0"


def like_cases(city: City, *illnesses: str, stay: bool = False) -> City:
    """Of every illness as many cases at another site as make a measure, all with one test."""
    for illness in illnesses:
        for n in range(city.thresholds.like_cases_min):
            one = f"{illness}-{n}"
            seen(city, one, illness, "BLOOD", site="H9", stay=stay, atddr_no="D9")
    return city


def seen(
    city: City, name: str, illness: str, *items: str,
    kind: str = "04", stay: bool = False, begin: str = "2025-06-01", **more: object,
) -> City:  # fmt: skip
    """A case of an illness, its items charged at 10 yuan each."""
    row = {"psn": f"P-{name}", "dscg_maindiag_code": illness, "atddr_no": "D1"} | more
    if stay:
        city.stay(name, begin, "2025-06-05", **row)
    else:
        city.visit(name, begin, **row)
    for item in items:
        city.line(name, begin, item, 10, kind=kind)
    return city
