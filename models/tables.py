"""Every table of the office, named in one place for the migrations."""

from models import attachments, citizens, firings, inbox, outbox, questions
from models.base import Base

MODULES = (attachments, citizens, firings, inbox, outbox, questions)
metadata = Base.metadata
