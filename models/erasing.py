"""A citizen's right to a copy of everything held of them, and to have it erased."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class Erasure(Base):
    """Proof that a citizen asked to be forgotten: when, and how many things of which kind."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    citizen_id: Mapped[int] = mapped_column(
        ForeignKey("citizen.id", ondelete="CASCADE"), index=True
    )
    at: Mapped[datetime]
    counts: Mapped[dict[str, Any]]
