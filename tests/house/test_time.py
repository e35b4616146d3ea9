"""Below bot/ nobody looks at a clock: now is an argument."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import CODE, modules, text

CLOCKS = {
    *(f"{name}.{verb}" for name in ("datetime", "datetime.datetime") for verb in ("now", "utcnow")),
    *("datetime.today", "date.today", "datetime.date.today", "datetime.datetime.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime"),
}
THE_CLOCKS = {Path("bot/now.py"), Path("bot/simulator/clock.py")}


def looks(path: Path) -> Iterator[str]:
    """Each place where a module asks what time it is."""
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCKS:
            yield f"{path}:{node.lineno} {ast.unparse(node)}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (f"{path}:{node.lineno} time" for name in node.names if name.name == "time")
        if isinstance(node, ast.ImportFrom) and node.module == "bot.now":
            yield f"{path}:{node.lineno} bot.now"


def test_below_bot_nobody_looks_at_a_clock():
    below = [path for folder in CODE if folder != "bot" for path in modules(folder)]
    assert not [place for path in below for place in looks(path)]


def test_bot_has_one_clock_and_the_simulator_one_that_moves():
    rest = [path for path in modules("bot") if path not in THE_CLOCKS]
    places = [place for path in rest for place in looks(path)]
    assert not [place for place in places if not place.endswith("bot.now")]
