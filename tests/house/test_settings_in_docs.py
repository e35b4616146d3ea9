"""Each setting is told of, and nothing is told of that no longer exists."""

import ast
import re
from dataclasses import fields

import pytest

from bot.settings import Settings
from tests.house.tree import CODE, modules, text

NOT_OURS = {"XDG_RUNTIME_DIR"}
SETTINGS = {field.name.upper() for field in fields(Settings)}
DOCUMENTED = text("README.md") + text("docs/operations.md")


def read_directly() -> set[str]:
    """Names read from the environment elsewhere than in the settings."""
    found = set()
    for folder in CODE:
        for path in modules(folder):
            for node in ast.walk(ast.parse(text(path))):
                found |= _names(node)
    return found - NOT_OURS


def _names(node: ast.AST) -> set[str]:
    """The name in `os.environ["NAME"]`, `os.environ.get("NAME")` or `os.getenv("NAME")`."""
    if isinstance(node, ast.Subscript):
        target, keys = ast.unparse(node.value), [node.slice]
    elif isinstance(node, ast.Call):
        target, keys = ast.unparse(node.func), node.args[:1]
    else:
        return set()
    if not target.startswith(("os.environ", "os.getenv")):
        return set()
    return {k.value for k in keys if isinstance(k, ast.Constant) and isinstance(k.value, str)}


@pytest.mark.parametrize("name", sorted(SETTINGS | read_directly()))
def test_each_setting_is_in_the_docs(name: str):
    assert re.search(rf"`{name}`", DOCUMENTED)


def test_each_variable_of_the_readme_is_read_somewhere():
    table = text("README.md").partition("Environment")[2].partition("\n## ")[0]
    told = set(re.findall(r"^\| `([A-Z0-9_]+)`", table, re.MULTILINE))
    assert told == SETTINGS | read_directly()
