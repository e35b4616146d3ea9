"""The office calendar: weekly hours, days unlike others, fiscal years found right.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opening_hours",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("half", sa.Text(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('"start" < "end"', name=op.f("ck_opening_hours_forward")),
        sa.CheckConstraint("weekday BETWEEN 0 AND 7", name=op.f("ck_opening_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["officer.id"], name=op.f("fk_opening_hours_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["officer.id"], name=op.f("fk_opening_hours_confirmed_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_hours")),
    )
    op.create_index(
        "ix_opening_hours_standing",
        "opening_hours",
        ["service"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("service", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("half", sa.Text(), nullable=True),
        sa.Column("name_th", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_by_id", sa.BigInteger(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind NOT IN ('holiday', 'special') OR (service IS NULL AND half IS NULL)",
            name=op.f("ck_calendar_day_office"),
        ),
        sa.CheckConstraint(
            "kind <> 'half_day' OR half IS NOT NULL", name=op.f("ck_calendar_day_half")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["officer.id"], name=op.f("fk_calendar_day_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["cancelled_by_id"], ["officer.id"], name=op.f("fk_calendar_day_cancelled_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
    )
    op.create_index(op.f("ix_calendar_day_day"), "calendar_day", ["day"], unique=False)
    op.create_table(
        "fiscal_year_confirmation",
        sa.Column("year", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_fiscal_year_confirmation_officer_id")
        ),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_fiscal_year_confirmation")),
    )
