"""What the office knows: its sections, its procedures, and who stands behind each fact."""

from models.catalogue.assembling import CatalogueError, assemble, load
from models.catalogue.edition import Catalogue
from models.catalogue.office_facts import OfficeInfo, Section, Session, Source
from models.catalogue.procedure import Condition, FirstQuestion, Procedure
from models.catalogue.standing import Document, Duration, Fact, Fee, Place, Standing

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Condition",
    "Document",
    "Duration",
    "Fact",
    "Fee",
    "FirstQuestion",
    "OfficeInfo",
    "Place",
    "Procedure",
    "Section",
    "Session",
    "Source",
    "Standing",
    "assemble",
    "load",
]
