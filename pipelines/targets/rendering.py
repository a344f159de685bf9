"""The pages of the list, in the words of their terms."""

from pathlib import Path

from pipelines.pages import rendering
from pipelines.targets.terms import Terms

_TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, terms: Terms, script: str | None = None, **values: object) -> str:
    """The page made from `template`, with the script in file `script` if it has one."""
    return rendering.render(
        _TEMPLATES, template, lang=terms.lang, script=script, terms=terms, **values
    )
