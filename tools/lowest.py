"""The lowest versions that pyproject.toml allows, as constraints for pip: NAME==VERSION, one a line.

    python tools/lowest.py > lowest.txt && pip install -c lowest.txt '.[all]'

Extras are given as arguments (dev leaves what only developers need, mypy say, to pip unless it is named).
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"
_BOUND = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=(?P<version>[0-9.]+)")


def lowest(extras: tuple[str, ...]) -> Iterator[str]:
    """The constraints of the dependencies and of these extras. Raises ValueError for a dependency without a lower bound."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    optional: dict[str, list[str]] = project["optional-dependencies"]
    found: dict[str, str] = {}
    for wanted in (*project["dependencies"], *(d for extra in extras for d in optional[extra])):
        if wanted.startswith(project["name"]):
            continue
        bound = _BOUND.match(wanted)
        if bound is None:
            raise ValueError(f"{wanted} has no lower bound")
        found[bound["name"]] = bound["version"]
    for name in sorted(found):
        yield f"{name}=={found[name]}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in lowest(tuple(sys.argv[1:])))
