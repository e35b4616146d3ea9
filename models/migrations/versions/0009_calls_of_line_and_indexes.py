"""How often LINE's API was called; and indexes by which rows of pruned ones are found.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

POINTING = (
    ("question_words", "letter_id"),
    ("order_notice", "letter_id"),
    ("booking", "moved_to_id"),
    ("wish", "booking_id"),
    ("wish", "precheck_id"),
    ("survey_ask", "answer_id"),
)


def upgrade() -> None:
    op.create_table(
        "line_call",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("calls", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("day", "endpoint", "status", name=op.f("pk_line_call")),
    )
    for table, column in POINTING:
        where = sa.text(f"{column} IS NOT NULL")
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], postgresql_where=where)
