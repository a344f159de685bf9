"""How long a dossier takes to open in Chromium, and how large it is.

    python benchmarks/opening.py WORKSPACE --month 2025-12 --claims 100000

The institution with the most hits is explained as if it had so many: its hits and stays are
repeated under other ids. The page is opened from a file, again and again, each time in a fresh
context; told is the median time to its load event and to the first line of text.
"""

import argparse
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from statistics import median

import polars as pl
from playwright.sync_api import Browser, sync_playwright

from pipelines import Workspace
from pipelines.pages.pdf import browser
from pipelines.targets.dossier_page import explained_html

_TIMES = """() => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  const [own] = performance.getEntriesByType("navigation");
  return [own.loadEventEnd, paint ? paint.startTime : null];
}"""


def many(frame: pl.DataFrame, rows: int) -> pl.DataFrame:
    """So many rows or a few more: `frame` again and again under other ids."""
    copies = -(-rows // max(frame.height, 1))
    return pl.concat(
        frame.with_columns((pl.col(name) + f"-{n}").alias(name) for name in ("mdtrt_id", "psn_no"))
        for n in range(copies)
    )


def page_of(workspace: Workspace, month: str, claims: int) -> str:
    """The page of the institution with the most hits, as if there were so many."""
    ranked = workspace.score(month, "institution").drop_nulls("score")
    hits = workspace.store.scan("hits", [month]).group_by("fixmedins_code").len().collect()
    entity = (
        hits.join(ranked, left_on="fixmedins_code", right_on="entity_id")
        .sort("len", "fixmedins_code", descending=[True, False])
        .item(0, "fixmedins_code")
    )
    inputs = workspace.explain(entity, month, "institution").inputs
    own = inputs.hits.filter(pl.col("fixmedins_code") == entity).collect()
    level = inputs.levels["institution"]
    closer = replace(level.closer, stays=many(level.closer.stays, claims // 2))
    more = replace(
        inputs,
        hits=many(own, claims).lazy(),
        levels={"institution": replace(level, closer=closer)},
    )
    return explained_html(more, "institution", entity)


def opened(chromium: Browser, path: Path) -> tuple[float, float]:
    """Seconds to the load event, and to the first text."""
    page = chromium.new_context().new_page()
    page.goto(path.as_uri())
    time.sleep(0.2)
    loaded, painted = page.evaluate(_TIMES)
    page.context.close()
    return loaded / 1000, (painted or loaded) / 1000


def main() -> None:
    """Write the page, open it, print size and seconds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--month", required=True)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    start = time.perf_counter()
    html = page_of(Workspace(asked.workspace), asked.month, asked.claims)
    print(f"made in {time.perf_counter() - start:.1f} s, {len(html.encode()) / 1e6:.2f} MB")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        path = Path(folder) / "dossier.html"
        path.write_text(html, encoding="utf-8")
        chromium = play.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        seconds = [opened(chromium, path) for _ in range(asked.times)]
        chromium.close()
    loaded, painted = (median(column) for column in zip(*seconds, strict=True))
    print(f"loaded in {loaded:.2f} s, first text after {painted:.2f} s (median of {asked.times})")


if __name__ == "__main__":
    main()
