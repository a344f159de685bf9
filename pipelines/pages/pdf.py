"""A page as PDF, printed by a browser that is on the machine; nothing of ours draws it anew."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from pipelines.errors import InputError

BROWSER = "FEIJIAN_CHROMIUM"
"""Name of the environment variable that names the browser."""

BROWSERS = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "msedge",
)  # fmt: skip
"""Programs that are looked for where it does not, the first one first."""

SECONDS = 120
"""Longer no page takes to print."""


def browser() -> str:
    """The browser that prints.

    Raises:
        InputError: there is none.
    """
    named = os.environ.get(BROWSER)
    wanted = BROWSERS if named is None else (named,)
    found = next((path for path in map(shutil.which, wanted) if path), None)
    if found is None:
        raise InputError(
            f"a PDF needs Chromium, and none was found: looked for {', '.join(wanted)}; install "
            f"one (Debian: chromium), or name its program in {BROWSER}, or print the page from "
            f"any browser"
        )
    return found


def print_page(page: Path, pdf: Path) -> None:
    """Print the file `page` as `pdf`; the browser is kept from every address.

    Raises:
        InputError: there is no browser, or it prints nothing.
    """
    program = browser()
    with tempfile.TemporaryDirectory(prefix="feijian-", ignore_cleanup_errors=True) as own:
        made = Path(own) / "page.pdf"
        try:
            ended = subprocess.run(  # noqa: S603 - no shell; the paths are ours
                [program, *_options(Path(own)), f"--print-to-pdf={made}", page.resolve().as_uri()],
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise InputError(f"{program} printed nothing in {SECONDS} seconds") from None
        if not made.exists():
            last = ended.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise InputError(f"{program} printed nothing: {' '.join(last) or ended.returncode}")
        shutil.copyfile(made, pdf)


def _options(own: Path) -> list[str]:
    options = [
        "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer",
        "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={own / 'profile'}",
    ]  # fmt: skip
    # Its sandbox refuses to work for root; the page is ours and may run and load nothing.
    return [*options, "--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else options
