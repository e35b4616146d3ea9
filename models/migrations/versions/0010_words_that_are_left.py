"""Indexes by which words left in events and letters are found, however many rows are older.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_event_spoken", "event", ["received_at"], postgresql_where=sa.text("raw <> '{}'")
    )
    op.create_index(
        "ix_letter_spoken", "letter", ["written_at"], postgresql_where=sa.text("messages <> '[]'")
    )
