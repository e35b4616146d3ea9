"""Orders followed up: rounds, agencies, orders, reports, remarks, notices.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("name", name=op.f("uq_agency_name")),
    )
    op.create_table(
        "order_round",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("fiscal_year", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_round")),
        sa.UniqueConstraint(
            "fiscal_year", "number", name=op.f("uq_order_round_fiscal_year_number")
        ),
    )
    op.create_table(
        "agency_contact",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("agency_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("citizen_id", sa.BigInteger(), nullable=True),
        sa.Column("code_hash", sa.Text(), nullable=True),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_agency_contact_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["citizen_id"],
            ["citizen.id"],
            name=op.f("fk_agency_contact_citizen_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency_contact")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_agency_contact_code_hash")),
    )
    op.create_index(
        op.f("ix_agency_contact_agency_id"), "agency_contact", ["agency_id"], unique=False
    )
    op.create_index(
        op.f("ix_agency_contact_citizen_id"), "agency_contact", ["citizen_id"], unique=False
    )
    op.create_table(
        "issued_order",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("secretary", "inspector", name="source", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=True),
        sa.Column("factors", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("sorted_by_id", sa.BigInteger(), nullable=True),
        sa.Column("sorted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("issued_by_id", sa.BigInteger(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["officer.id"], name=op.f("fk_issued_order_issued_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["order_round.id"], name=op.f("fk_issued_order_round_id")
        ),
        sa.ForeignKeyConstraint(
            ["sorted_by_id"], ["officer.id"], name=op.f("fk_issued_order_sorted_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_order")),
        sa.UniqueConstraint("name", name=op.f("uq_issued_order_name")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_issued_order_round_id_number")),
    )
    op.create_table(
        "order_upload",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("rows", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_order_upload_officer_id")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["order_round.id"], name=op.f("fk_order_upload_round_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_upload")),
        sa.UniqueConstraint("name", name=op.f("uq_order_upload_name")),
    )
    op.create_index(op.f("ix_order_upload_at"), "order_upload", ["at"], unique=False)
    op.create_table(
        "order_addressee",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("agency_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_reported",
                "done",
                "underway",
                "unable",
                name="status",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "review",
            sa.Enum(
                "waiting", "asked_again", "accepted", name="review", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("first_reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_order_addressee_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["issued_order.id"], name=op.f("fk_order_addressee_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_addressee")),
        sa.UniqueConstraint("name", name=op.f("uq_order_addressee_name")),
        sa.UniqueConstraint(
            "order_id", "agency_id", name=op.f("uq_order_addressee_order_id_agency_id")
        ),
    )
    op.create_index(
        "ix_order_addressee_agency_id", "order_addressee", ["agency_id", "status"], unique=False
    )
    op.create_table(
        "order_notice",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("addressee_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"],
            ["order_addressee.id"],
            name=op.f("fk_order_notice_addressee_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["agency_contact.id"], name=op.f("fk_order_notice_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
            name=op.f("fk_order_notice_letter_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_notice")),
        sa.UniqueConstraint(
            "addressee_id",
            "contact_id",
            "what",
            name=op.f("uq_order_notice_addressee_id_contact_id_what"),
        ),
    )
    op.create_index(
        op.f("ix_order_notice_contact_id"), "order_notice", ["contact_id"], unique=False
    )
    op.create_table(
        "order_remark",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("addressee_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "comment",
                "asked_again",
                "accepted",
                "reopened",
                name="remark",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("officer_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"], ["order_addressee.id"], name=op.f("fk_order_remark_addressee_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_order_remark_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_remark")),
    )
    op.create_index(
        op.f("ix_order_remark_addressee_id"), "order_remark", ["addressee_id"], unique=False
    )
    op.create_table(
        "order_report",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("addressee_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "not_reported",
                "done",
                "underway",
                "unable",
                name="status",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("planned_for", sa.Date(), nullable=True),
        sa.Column(
            "door",
            sa.Enum("console", "link", name="door", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("officer_id", sa.BigInteger(), nullable=True),
        sa.Column("contact_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["addressee_id"], ["order_addressee.id"], name=op.f("fk_order_report_addressee_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["agency_contact.id"], name=op.f("fk_order_report_contact_id")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_order_report_officer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_report")),
    )
    op.create_index(
        op.f("ix_order_report_addressee_id"), "order_report", ["addressee_id"], unique=False
    )
    op.create_index(op.f("ix_order_report_at"), "order_report", ["at"], unique=False)
    op.create_table(
        "order_file",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("report_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["office_file.id"], name=op.f("fk_order_file_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["issued_order.id"], name=op.f("fk_order_file_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["order_report.id"], name=op.f("fk_order_file_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_file")),
        sa.UniqueConstraint("file_id", name=op.f("uq_order_file_file_id")),
        sa.UniqueConstraint("name", name=op.f("uq_order_file_name")),
    )
    op.create_index(op.f("ix_order_file_order_id"), "order_file", ["order_id"], unique=False)
    op.create_index(op.f("ix_order_file_report_id"), "order_file", ["report_id"], unique=False)
    op.add_column("officer", sa.Column("agency_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_officer_agency_id"), "officer", "agency", ["agency_id"], ["id"])
