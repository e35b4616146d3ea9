"""LINE's published definitions as schemas: each field known, where it must be, within its bounds.

OpenAPI says which of many shapes a body has by one of its fields (a discriminator), and leaves
unknown fields alone. JSON Schema does neither: here each shape is written out with what it
inherits, closed to other fields, and chosen by that field.
"""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from bot.simulator.journal import Entry

Schema = dict[str, Any]
FOLDER = "LINE_OPENAPI"
CALLS = ("messaging-api.yml", "channel-access-token.yml")
HEARD = ("webhook.yml", "webhook.patched.yml")  # the second, where somebody mended it for tools
ASIDE = "#/components/schemas/"


@cache
def papers() -> "Papers | None":
    """The definitions in the folder LINE_OPENAPI names; None when it names none."""
    folder = os.environ.get(FOLDER)
    return Papers(Path(folder)) if folder else None


class Papers:
    """What LINE has published of its calls."""

    def __init__(self, folder: Path) -> None:
        self._calls = [_Paper(folder / name) for name in CALLS]
        self._heard = _Paper(next(folder / n for n in HEARD if (folder / n).exists()))

    def faults(self, entry: Entry) -> Iterator[str]:
        """How a call or an answer differs from what LINE has published."""
        sent, got = entry.request.get("body"), entry.response.get("body")
        if entry.kind == "webhook":
            yield from self._heard.unlike({"$ref": f"{ASIDE}CallbackRequest"}, sent)
            return
        for paper in self._calls:
            if operation := paper.operation(entry.method, entry.path):
                asked = operation.get("requestBody", {})
                if asked.get("required") and not sent:
                    yield "a body must be sent"
                yield from paper.told(asked, sent)
                yield from paper.told(operation["responses"].get(str(entry.status), {}), got)
                return
        yield "no endpoint of LINE's"


class _Paper:
    """One file of them."""

    def __init__(self, file: Path) -> None:
        self._paper = yaml.safe_load(file.read_text("utf-8"))
        self._raw: dict[str, Schema] = self._paper["components"]["schemas"]
        self._shapes = {name: self._shape(name) for name in self._raw}
        self._shapes |= {f"{name}.own": self._own(name) for name in self._raw}

    def operation(self, method: str, path: str) -> Schema | None:
        """What is said of this call; a path without a variable comes first."""
        bare = path.partition("?")[0]
        for pattern in sorted(self._paper["paths"], key=lambda one: one.count("{")):
            if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), bare):
                said: Schema | None = self._paper["paths"][pattern].get(method.lower())
                return said
        return None

    def told(self, said: Schema, body: Any) -> Iterator[str]:
        """How a body differs from what is said of it; only JSON has a shape."""
        shape = said.get("content", {}).get("application/json", {}).get("schema")
        if shape and body is not None:
            yield from self.unlike(shape, body)

    def unlike(self, shape: Schema, body: Any) -> Iterator[str]:
        """How a body differs from a shape."""
        whole = {"components": {"schemas": self._shapes}, **self._closed(shape)}
        for error in jsonschema.Draft202012Validator(whole).iter_errors(body):
            yield f"{error.json_path} {error.message[:200]}"

    def _shape(self, name: str) -> Schema:
        chosen = self._raw[name].get("discriminator")
        if not chosen or "mapping" not in chosen:
            return {"$ref": f"{ASIDE}{name}.own"}
        by, kinds = chosen["propertyName"], chosen["mapping"]
        each = [
            {"if": {"properties": {by: {"const": kind}}}, "then": {"$ref": f"{ref}.own"}}
            for kind, ref in kinds.items()
        ]
        return {"required": [by], "properties": {by: {"enum": list(kinds)}}, "allOf": each}

    def _own(self, name: str) -> Schema:
        """The shape itself with all it inherits, closed to fields nobody named."""
        fields, needed = self._fields(self._raw[name])
        if not fields:
            return self._closed(self._raw[name])
        closed = {field: self._closed(shape) for field, shape in fields.items()}
        return _object(closed, needed)

    def _fields(self, shape: Schema) -> tuple[Schema, list[str]]:
        if "$ref" in shape:
            return self._fields(self._raw[shape["$ref"].removeprefix(ASIDE)])
        fields, needed = dict(shape.get("properties", {})), list(shape.get("required", []))
        for part in shape.get("allOf", []):
            more, also = self._fields(part)
            fields, needed = more | fields, needed + also
        return fields, needed

    def _closed(self, shape: Schema) -> Schema:
        """An inner shape: its own inner shapes closed as well."""
        if "$ref" in shape:
            return {"$ref": shape["$ref"]}
        closed = {key: value for key, value in shape.items() if key not in ("example", "nullable")}
        if shape.get("nullable") and "type" in shape:
            closed["type"] = [shape["type"], "null"]
        if "items" in shape:
            closed["items"] = self._closed(shape["items"])
        if "properties" in shape:
            inner = {name: self._closed(one) for name, one in shape["properties"].items()}
            closed |= _object(inner, shape.get("required", []))
        return closed


def _object(fields: Schema, needed: list[str]) -> Schema:
    closed: Schema = {"type": "object", "properties": fields, "additionalProperties": False}
    return closed | ({"required": sorted(set(needed))} if needed else {})
