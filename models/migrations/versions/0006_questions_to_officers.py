"""Questions to officers: promises, threads, canned answers; happenings, alerts, settings.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _new_tables()
    _questions_stand_somewhere()
    op.add_column(
        "citizen",
        sa.Column("person", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
    )


def _new_tables() -> None:
    op.create_table(
        "happening",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "what",
            sa.String(20),
            nullable=False,
        ),
        sa.Column("person", sa.Uuid(), nullable=True),
        sa.Column("procedure", sa.Text(), nullable=True),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_happening")),
    )
    op.create_index("ix_happening_at", "happening", ["at", "what"], unique=False)
    op.create_table(
        "alert_door",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.String(20),
            nullable=False,
        ),
        sa.Column("address", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_alert_door_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_door")),
    )
    op.create_index(op.f("ix_alert_door_officer_id"), "alert_door", ["officer_id"], unique=False)
    op.create_table(
        "busy",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("minutes_more", sa.BigInteger(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_busy_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_busy")),
    )
    op.create_index(op.f("ix_busy_until_at"), "busy", ["until_at"], unique=False)
    op.create_table(
        "canned_answer",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("section", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_canned_answer_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_canned_answer")),
    )
    op.create_index(op.f("ix_canned_answer_section"), "canned_answer", ["section"], unique=False)
    op.create_table(
        "office_setting",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_office_setting_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_setting")),
    )
    op.create_index(op.f("ix_office_setting_name"), "office_setting", ["name"], unique=False)
    op.create_table(
        "alert",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("door_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["door_id"], ["alert_door.id"], name=op.f("fk_alert_door_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    op.create_index(
        "ix_alert_due",
        "alert",
        ["due_at"],
        unique=False,
        postgresql_where=sa.text("sent_at IS NULL AND NOT given_up"),
    )
    op.create_index("uq_alert_once", "alert", ["door_id", "subject", "reason"], unique=True)
    op.create_table(
        "question_step",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "from_state",
            sa.String(20),
            nullable=True,
        ),
        sa.Column(
            "to_state",
            sa.String(20),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "by",
            sa.String(20),
            nullable=False,
        ),
        sa.Column("officer_id", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_question_step_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_step_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_step")),
    )
    op.create_index(
        op.f("ix_question_step_question_id"), "question_step", ["question_id"], unique=False
    )
    op.create_table(
        "question_words",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=True),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("attachment_id", sa.BigInteger(), nullable=True),
        sa.Column("letter_id", sa.BigInteger(), nullable=True),
        sa.Column("place", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_question_words_attachment_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_question_words_event_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_question_words_letter_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_question_words_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_question_words_question_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_words")),
        sa.UniqueConstraint("event_id", name=op.f("uq_question_words_event_id")),
    )
    op.create_index(
        op.f("ix_question_words_attachment_id"), "question_words", ["attachment_id"], unique=False
    )
    op.create_index(
        op.f("ix_question_words_question_id"), "question_words", ["question_id"], unique=False
    )


def _questions_stand_somewhere() -> None:
    """What was kept before has no promise: it waits as it did."""
    op.drop_index("ix_question_waiting", table_name="question")
    op.alter_column("question", "status", new_column_name="state", type_=sa.String(20))
    op.add_column(
        "question", sa.Column("key", sa.Text(), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("question", sa.Column("section", sa.Text(), nullable=True))
    op.add_column("question", sa.Column("procedure", sa.Text(), nullable=True))
    op.add_column("question", sa.Column("officer_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "question",
        sa.Column("urgent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column(
        "question",
        sa.Column(
            "labels",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
        ),
    )
    op.add_column(
        "question", sa.Column("summary", postgresql.JSONB(astext_type=sa.Text()), nullable=True)
    )
    op.add_column(
        "question", sa.Column("summary_confirmed_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "question",
        sa.Column("revision", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
    )
    op.add_column("question", sa.Column("touched_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("question", sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "question", sa.Column("first_answered_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("question", sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("question", sa.Column("done_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("question", sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("question", sa.Column("apologised_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("question", sa.Column("hushed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE question SET touched_at = asked_at")
    op.alter_column("question", "touched_at", nullable=False)
    op.alter_column("question", "key", server_default=None)
    op.alter_column("question", "urgent", server_default=None)
    op.alter_column("question", "labels", server_default=None)
    op.alter_column("question", "revision", server_default=None)
    op.create_index(
        "ix_question_answered",
        "question",
        ["answered_at"],
        unique=False,
        postgresql_where=sa.text("state = 'answered'"),
    )
    op.create_index("ix_question_asked_at", "question", ["asked_at"], unique=False)
    op.create_index(op.f("ix_question_officer_id"), "question", ["officer_id"], unique=False)
    op.create_index(
        "ix_question_open",
        "question",
        ["promised_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'owned')"),
    )
    op.create_foreign_key(
        op.f("fk_question_officer_id"), "question", "officer", ["officer_id"], ["id"]
    )
