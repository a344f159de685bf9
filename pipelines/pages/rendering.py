"""Turning templates into pages that load nothing and run nothing but their own script.

A folder of templates has pages, which extend `page.html.j2`, and one `style.css.j2`, which
extends `page.css.j2`; the two bases are here. Everything that came from data is escaped by the
template engine, and a content policy in each page forbids all else.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup

from pipelines.pages import figures
from pipelines.pages.palette import COLOURS, FONTS, TIER_COLOURS

_BASES = Path(__file__).parent / "templates"


def render(
    folder: Path, template: str, *, lang: str, script: str | None = None, **values: object
) -> str:
    """The page made from a template.

    Args:
        folder: where the templates are.
        template: file name of the page's template.
        lang: the language of the page, `zh` or `en`.
        script: file name of the page's script, if it has one.
        values: what the template asks for.

    Raises:
        jinja2.UndefinedError: the template asks for a value that is not there.
    """
    # Escaping would break the script; it is a file of ours.
    code = None if script is None else Markup((folder / script).read_text(encoding="utf-8"))  # noqa: S704
    page = environment(folder).get_template(template)
    return page.render(lang=lang, script=code, security=_policy(code), **values)


@cache
def environment(folder: Path) -> jinja2.Environment:
    """The templates of `folder` and the two bases; style sheets alone are not escaped."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder, _BASES]),
        autoescape=jinja2.select_autoescape(
            disabled_extensions=("css.j2",), default_for_string=True, default=True
        ),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"colours": COLOURS, "fonts": FONTS, "tier_colours": TIER_COLOURS}
    made.filters |= {
        "count": figures.count,
        "fixed": figures.fixed,
        "moment": figures.moment,
        "percent": figures.percent,
        "signed": figures.signed,
        "yuan": figures.yuan,
    }
    return made


def _policy(script: str | None) -> str:
    """A content policy that allows the page's own style and script and nothing else."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    if script is None:
        return policy
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"{policy}; script-src 'sha256-{digest}'"
