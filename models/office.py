"""Everything the office publishes, opened once in each process that talks with citizens."""

from dataclasses import dataclass
from pathlib import Path

from models.answers import Matcher
from models.catalogue import Catalogue, load


@dataclass(frozen=True)
class Office:
    """One edition of the catalogue with the matcher made from it."""

    catalogue: Catalogue
    matcher: Matcher

    @classmethod
    def open(cls, folder: Path | None = None) -> "Office":
        """Read the catalogue, the starter pack by default; raises CatalogueError if unsound."""
        catalogue = load(folder)
        return cls(catalogue, Matcher.fit(catalogue))
