"""Papers checked before the visit, what citizens agreed to, and proof of what was shredded.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("citizen_id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_consent_citizen_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    op.create_index(op.f("ix_consent_citizen_id"), "consent", ["citizen_id"], unique=False)
    op.create_table(
        "erasure",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("citizen_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_erasure_citizen_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_citizen_id"), "erasure", ["citizen_id"], unique=False)
    op.create_table(
        "shredding",
        sa.Column("attachment_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("citizen_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("kept_since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["citizen_id"],
            ["citizen.id"],
            name=op.f("fk_shredding_citizen_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("pk_shredding")),
    )
    op.create_index(op.f("ix_shredding_at"), "shredding", ["at"], unique=False)
    op.create_index(op.f("ix_shredding_citizen_id"), "shredding", ["citizen_id"], unique=False)
    op.create_table(
        "precheck",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("citizen_id", sa.BigInteger(), nullable=True),
        sa.Column("consent_id", sa.BigInteger(), nullable=True),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("procedure_name", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=True),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["citizen_id"], ["citizen.id"], name=op.f("fk_precheck_citizen_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name=op.f("fk_precheck_consent_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_precheck_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precheck")),
    )
    op.create_index(
        "ix_precheck_answer_due_at",
        "precheck",
        ["answer_due_at"],
        unique=False,
        postgresql_where=sa.text("answer_due_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_precheck_citizen_id"), "precheck", ["citizen_id"], unique=False)
    op.create_index(op.f("ix_precheck_consent_id"), "precheck", ["consent_id"], unique=False)
    op.create_index(op.f("ix_precheck_ended_at"), "precheck", ["ended_at"], unique=False)
    op.create_index(op.f("ix_precheck_officer_id"), "precheck", ["officer_id"], unique=False)
    op.create_index(
        "ix_precheck_queue",
        "precheck",
        ["promised_at", "id"],
        unique=False,
        postgresql_where=sa.text("state NOT IN ('withdrawn', 'lapsed', 'closed')"),
    )
    op.create_index(
        "uq_precheck_open",
        "precheck",
        ["citizen_id", "procedure"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('withdrawn', 'lapsed', 'closed')"),
    )
    op.create_table(
        "precheck_note",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("precheck_id", sa.BigInteger(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_precheck_note_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["precheck_id"],
            ["precheck.id"],
            name=op.f("fk_precheck_note_precheck_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precheck_note")),
    )
    op.create_index(
        op.f("ix_precheck_note_precheck_id"), "precheck_note", ["precheck_id"], unique=False
    )
    op.create_table(
        "precheck_paper",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("precheck_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("name_th", sa.Text(), nullable=False),
        sa.Column("when", sa.Text(), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(20), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["officer.id"], name=op.f("fk_precheck_paper_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["precheck_id"],
            ["precheck.id"],
            name=op.f("fk_precheck_paper_precheck_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precheck_paper")),
    )
    op.create_index(
        op.f("ix_precheck_paper_precheck_id"), "precheck_paper", ["precheck_id"], unique=False
    )
    op.create_table(
        "precheck_referral",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("precheck_id", sa.BigInteger(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["officer.id"], name=op.f("fk_precheck_referral_answered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_precheck_referral_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["precheck_id"],
            ["precheck.id"],
            name=op.f("fk_precheck_referral_precheck_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precheck_referral")),
    )
    op.create_index(
        op.f("ix_precheck_referral_precheck_id"), "precheck_referral", ["precheck_id"], unique=False
    )
    op.create_table(
        "precheck_step",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("precheck_id", sa.BigInteger(), nullable=False),
        sa.Column("from_state", sa.String(20), nullable=True),
        sa.Column("to_state", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(20), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_precheck_step_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["precheck_id"],
            ["precheck.id"],
            name=op.f("fk_precheck_step_precheck_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precheck_step")),
    )
    op.create_index(
        op.f("ix_precheck_step_precheck_id"), "precheck_step", ["precheck_id"], unique=False
    )
    op.create_table(
        "precheck_photo",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("precheck_id", sa.BigInteger(), nullable=False),
        sa.Column("paper_id", sa.BigInteger(), nullable=True),
        sa.Column("attachment_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("set_id", sa.Text(), nullable=True),
        sa.Column("set_index", sa.BigInteger(), nullable=True),
        sa.Column("set_total", sa.BigInteger(), nullable=True),
        sa.Column("findings", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_precheck_photo_attachment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_precheck_photo_event_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"],
            ["precheck_paper.id"],
            name=op.f("fk_precheck_photo_paper_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["precheck_id"],
            ["precheck.id"],
            name=op.f("fk_precheck_photo_precheck_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_precheck_photo")),
        sa.UniqueConstraint("attachment_id", name=op.f("uq_precheck_photo_attachment_id")),
    )
    op.create_index(
        op.f("ix_precheck_photo_event_id"), "precheck_photo", ["event_id"], unique=False
    )
    op.create_index(
        op.f("ix_precheck_photo_paper_id"), "precheck_photo", ["paper_id"], unique=False
    )
    op.create_index(
        op.f("ix_precheck_photo_precheck_id"), "precheck_photo", ["precheck_id"], unique=False
    )
    op.add_column("attachment", sa.Column("why", sa.Text(), nullable=True))
