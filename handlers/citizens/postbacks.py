"""What a button carries back to us when it is tapped: `verb?key=value&…`."""

from urllib.parse import parse_qsl, urlencode

Values = dict[str, str]


def write(verb: str, /, **values: object) -> str:
    """Data for a button; LINE takes at most 300 UTF-16 units of it."""
    return f"{verb}?{urlencode(values)}"


def read(data: str) -> tuple[str, Values]:
    """The verb and its values; of anything garbled as much as can be read, never an error."""
    verb, _, query = data.partition("?")
    return verb.strip(), dict(parse_qsl(query, keep_blank_values=True))
