"""A content pack as one yaml file, for those who keep it under version control."""

from collections.abc import Iterable
from typing import Any

import yaml

from models.catalogue.folder import Strict
from models.catalogue.page import Placed
from models.packs.pack import Fault, Pack, PackFaults, Page

FORMAT = "puean-khet-content/1"
FIELDS = ("format", "office_th", "procedures", "short_answers")


def write(procedures: Iterable[Page], answers: Iterable[Page], office_th: str) -> bytes:
    """The file of these pages."""
    content = {
        "format": FORMAT,
        "office_th": office_th,
        "procedures": list(procedures),
        "short_answers": list(answers),
    }
    return yaml.dump(
        content, Dumper=_PlainDumper, allow_unicode=True, sort_keys=False, width=100
    ).encode()


def read(data: bytes, faults: list[Fault]) -> Pack:
    """The pages of a file, each placed by its line; raises PackFaults when it is none."""
    try:
        content = yaml.load(data.decode("utf-8-sig"), Loader=_PlacingLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PackFaults([Fault("file", f"is not yaml: {' '.join(str(error).split())}")]) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise PackFaults([Fault("file", f"does not say format: {FORMAT}")])
    for name in content:
        if name not in FIELDS:
            faults.append(Fault("file", f"{name} is not a field known here"))
    procedures, answers = (_pages(content, name, faults) for name in FIELDS[2:])
    return Pack(procedures, answers, str(content.get("office_th") or ""))


def _pages(content: dict[str, Any], name: str, faults: list[Fault]) -> tuple[Page, ...]:
    entries = content.get(name) or []
    if isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries):
        return tuple(entries)
    faults.append(Fault("file", f"{name} must be a list of pages"))
    return ()


class _PlacingLoader(Strict, yaml.SafeLoader):
    """Yaml whose mappings know their line; no aliases, which can swell without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            line = self.line + 1
            raise yaml.YAMLError(f"line {line}: has an alias")
        return super().compose_node(parent, index)

    def placed(self, node: yaml.MappingNode) -> Placed:
        return Placed(f"บรรทัด {node.start_mark.line + 1}", self.construct_mapping(node, deep=True))


_PlacingLoader.add_constructor("tag:yaml.org,2002:map", _PlacingLoader.placed)


class _PlainDumper(yaml.SafeDumper):
    """Yaml that writes everything out, however often it occurs."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
