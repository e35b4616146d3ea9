"""What a machine can see in a photograph: warnings for the citizen, never a verdict."""

from models.photos.likeness import same
from models.photos.looking import look
from models.photos.seen import Finding, Seen
from models.photos.showing import veiled, watermarked

__all__ = ["Finding", "Seen", "look", "same", "veiled", "watermarked"]
