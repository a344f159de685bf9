"""Pictures as SVG text, in the colours and fonts of the house.

Nothing is fetched, and no measure of the layout is taken from the fonts of the machine.
"""

from typing import Any

from pipelines.pages.palette import COLOURS, FONTS


def rendered(chart: Any) -> str:  # noqa: ANN401 - altair
    """`chart` as SVG, in the colours and fonts of the house."""
    import vl_convert

    spec = (
        chart.configure(font=FONTS, background="white")
        .configure_view(stroke=None)
        .configure_axis(
            domainColor=COLOURS["line"],
            gridColor=COLOURS["line"],
            tickColor=COLOURS["line"],
            labelColor=COLOURS["soft"],
            labelLimit=0,
        )
        .configure_title(color=COLOURS["ink"], offset=4)
        .to_dict()
    )
    svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return svg
