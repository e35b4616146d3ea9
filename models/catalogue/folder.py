"""The pages of a starter pack as they lie in its folder, one folder for each section."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

try:  # the same reader in C: the starter pack in a twentieth of a second, not in half of one
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # a yaml built without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]

STARTER_PACK = Path(__file__).parent
TOP_PAGES = ("office.yaml", "sections.yaml", "conditions.yaml", "sources.yaml")


@dataclass(frozen=True)
class Folder:
    """Every page by the place an officer knows it by, not yet checked; never to be changed.

    `faults` says which could not be read at all, `digest` is a hash over names and contents.
    """

    office: dict[str, Any]
    sections: list[Any]
    conditions: list[Any]
    sources: list[Any]
    procedures: Mapping[str, dict[str, Any]]
    faults: tuple[str, ...]
    digest: str


@cache
def starter() -> Folder:
    """The starter pack, read once in each process: it changes only with the program."""
    return read(STARTER_PACK)


def read(folder: Path) -> Folder:
    """Read every page; what cannot be read is left out and told in `faults`."""
    faults: list[str] = []
    paths = sorted(folder.glob("*/*.yaml"))
    pages = {_place(path): _yaml(path, dict, faults) for path in paths}
    return Folder(
        office=_yaml(folder / "office.yaml", dict, faults) or {},
        sections=_yaml(folder / "sections.yaml", list, faults) or [],
        conditions=_yaml(folder / "conditions.yaml", list, faults) or [],
        sources=_yaml(folder / "sources.yaml", list, faults) or [],
        procedures={place: page for place, page in pages.items() if page},
        faults=tuple(faults),
        digest=_digest([*folder.glob("*.yaml"), *paths]),
    )


class Strict(SafeConstructor):
    """Yaml in which a key written twice is a fault, not a silent loss."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.YAMLError(f"line {node.start_mark.line + 1}: {key!r} is written twice")
        return super().construct_mapping(node, deep)


class _OurLoader(Strict, SafeLoader):
    """For what came with the program; a stranger's yaml could nest deeper than C's own stack."""


def _yaml(path: Path, kind: type, faults: list[str]) -> Any:
    try:
        data = yaml.load(path.read_bytes(), Loader=_OurLoader)
    except OSError:
        faults.append(f"{_place(path)}: cannot be read")
        return None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as reason:
        faults.append(f"{_place(path)}: is not yaml: {' '.join(str(reason).split())}")
        return None
    if not isinstance(data, kind) or not data:
        faults.append(f"{_place(path)}: must be one {'mapping' if kind is dict else 'list'}")
        return None
    return data


def _place(path: Path) -> str:
    """A file as an officer knows it: by its section's folder unless it stands at the top."""
    return path.name if path.name in TOP_PAGES else f"{path.parent.name}/{path.name}"


def _digest(paths: Iterable[Path]) -> str:
    edition = hashlib.sha256()
    for path in sorted(paths, key=_place):
        edition.update(f"{_place(path)}\0".encode() + path.read_bytes() + b"\0")
    return edition.hexdigest()
