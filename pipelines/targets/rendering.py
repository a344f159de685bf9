"""Turning templates into pages that load nothing and run nothing but their own script.

Everything that came from data is escaped by the template engine, and a content policy in each
page forbids all else.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from pipelines.targets.figures import fixed, percent, signed, yuan
from pipelines.targets.palette import COLOURS, FONTS, TIER_COLOURS

_FOLDER = Path(__file__).parent / "templates"


def render(template: str, script: str | None = None, **values: object) -> str:
    """The page made from `template`, with the script in file `script` if it has one."""
    code = None if script is None else _source(script)
    return (
        _environment().get_template(template).render(script=code, security=_policy(code), **values)
    )


def _policy(script: str | None) -> str:
    """A content policy that allows the page's own style and script and nothing else."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    if script is None:
        return policy
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"{policy}; script-src 'sha256-{digest}'"


def _source(name: str) -> Markup:
    """A file of ours, which needs no escaping."""
    return Markup((_FOLDER / name).read_text(encoding="utf-8"))  # noqa: S704


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"yuan": yuan, "signed": signed, "decimals": fixed, "percent": percent}
    fonts = FONTS.replace('"', "'")
    style = jinja2.Template(_source("style.css"))
    environment.globals |= {
        "tier_colours": TIER_COLOURS,
        "style": Markup(  # noqa: S704
            style.render(colours=COLOURS, fonts=fonts, tier_colours=TIER_COLOURS)
        ),
    }
    return environment
