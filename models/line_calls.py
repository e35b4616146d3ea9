"""How often LINE's API was called, and what it said: counts a day, over all our processes."""

from datetime import date

from sqlalchemy import SmallInteger, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class LineCall(Base):
    """Calls of one endpoint on one day (Bangkok) that ended with one status; 0: none came back."""

    __tablename__ = "line_call"

    day: Mapped[date] = mapped_column(primary_key=True)
    endpoint: Mapped[str] = mapped_column(Text, primary_key=True)
    status: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    calls: Mapped[int]
