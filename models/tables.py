"""Every table of the office, named in one place for the migrations."""

from models import (
    attachments,
    audit,
    citizens,
    clips,
    firings,
    inbox,
    officers,
    outbox,
    pack_uploads,
    questions,
    unanswered,
)
from models.base import Base
from models.content import versions

MODULES = (
    attachments,
    audit,
    citizens,
    clips,
    firings,
    inbox,
    officers,
    outbox,
    pack_uploads,
    questions,
    unanswered,
    versions,
)
metadata = Base.metadata
