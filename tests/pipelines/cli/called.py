"""The installed command."""

import subprocess
import sys
from pathlib import Path


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The installed command, as a user calls it."""
    command = [str(Path(sys.executable).with_name("feijian")), *map(str, words)]
    return subprocess.run(command, check=False, capture_output=True, text=True)
