"""Where facts were read, called as officers call it: by a Thai name, or by an address."""

from functools import cache

from models.catalogue.checking import is_address
from models.content.overlay import starter_catalogue


def named(source: str) -> str:
    """What officers call a source, by its id; an address is called by itself."""
    known = starter_catalogue().sources.get(source)
    return known.name_th if known else source


def meant(words: str) -> str:
    """The id of the source called by these words; the words themselves when it is none known."""
    return _ids().get(words, words)


def address_of(source: str) -> str | None:
    """Where a source can be read, if anywhere."""
    known = starter_catalogue().sources.get(source)
    if known:
        return known.url
    return source if is_address(source) else None


@cache
def _ids() -> dict[str, str]:
    return {source.name_th: source.id for source in starter_catalogue().sources.values()}
