"""The papers of a case, and the photographs that show them."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ARRAY, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.attachments import Attachment
from models.base import Base
from models.moves import kept_as_text
from models.officers import Officer
from models.prechecks.states import PaperState, Reason

if TYPE_CHECKING:
    from models.prechecks.tables import Precheck


class Paper(Base):
    """One paper of a case. `reason` and `words` are the last refusal's, shown to the citizen."""

    __tablename__ = "precheck_paper"

    id: Mapped[int] = mapped_column(primary_key=True)
    precheck_id: Mapped[int] = mapped_column(
        ForeignKey("precheck.id", ondelete="CASCADE"), index=True
    )
    place: Mapped[int]  # from 1, in the order of the checklist
    name_th: Mapped[str] = mapped_column(Text)
    when: Mapped[str | None] = mapped_column(Text)  # the condition that called for it
    state: Mapped[PaperState] = mapped_column(kept_as_text(PaperState))
    reason: Mapped[Reason | None] = mapped_column(kept_as_text(Reason))
    words: Mapped[str | None] = mapped_column(Text)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    decided_at: Mapped[datetime | None]

    precheck: Mapped["Precheck"] = relationship(back_populates="papers")
    decided_by: Mapped[Officer | None] = relationship()
    all_photos: Mapped[list["Photo"]] = relationship(back_populates="paper")

    @property
    def photos(self) -> list["Photo"]:
        """Its photographs that count now, in order."""
        return sorted((p for p in self.all_photos if p.replaced_at is None), key=Photo.order)

    @property
    def earlier(self) -> list["Photo"]:
        """Its photographs that were replaced, in order."""
        return sorted((p for p in self.all_photos if p.replaced_at), key=Photo.order)

    def settle(self) -> None:
        """Stand where its photographs say: given, as decided before they came, or asked for."""
        if any(self._fresh(photo) for photo in self.photos):
            self.state = PaperState.GIVEN
        elif self.decided_at is None:
            self.state = PaperState.ASKED
        elif self.reason is not None:
            self.state = PaperState.REFUSED
        else:
            self.state = PaperState.PASSED if self.photos else PaperState.WAIVED

    def _fresh(self, photo: "Photo") -> bool:
        return self.decided_at is None or photo.taken_at > self.decided_at


class Photo(Base):
    """One photograph, or PDF, in a case.

    `findings` are values of models.photos.Finding, empty until `looked_at`. Photographs sent as
    one set (`set_id`) share a `place`; LINE may deliver them in any order.
    """

    __tablename__ = "precheck_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    precheck_id: Mapped[int] = mapped_column(
        ForeignKey("precheck.id", ondelete="CASCADE"), index=True
    )
    paper_id: Mapped[int | None] = mapped_column(
        ForeignKey("precheck_paper.id", ondelete="SET NULL"), index=True
    )
    attachment_id: Mapped[int] = mapped_column(
        ForeignKey("attachment.id", ondelete="CASCADE"), unique=True
    )
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), index=True
    )
    place: Mapped[int]
    set_id: Mapped[str | None] = mapped_column(Text)
    set_index: Mapped[int | None]
    set_total: Mapped[int | None]
    findings: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}", default=list)
    fingerprint: Mapped[str | None] = mapped_column(Text)
    taken_at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]

    precheck: Mapped["Precheck"] = relationship(back_populates="all_photos")
    paper: Mapped[Paper | None] = relationship(back_populates="all_photos")
    attachment: Mapped[Attachment] = relationship()

    def order(self) -> tuple[int, int, int]:
        """Where it comes among the photographs of its case."""
        return (self.place, self.set_index or 0, self.attachment_id)
