"""Alembic's entry: runs migrations on the connection it is handed, or on DATABASE_URL."""

import os

import sqlalchemy
from alembic import context

from models import tables

config = context.config


def run(connection: sqlalchemy.Connection) -> None:
    context.configure(connection=connection, target_metadata=tables.metadata, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


given = config.attributes.get("connection")
if given is not None:
    run(given)
    given.commit()
else:
    url = sqlalchemy.make_url(config.attributes.get("url") or os.environ["DATABASE_URL"])
    with sqlalchemy.create_engine(url.set(drivername="postgresql+psycopg")).connect() as connection:
        run(connection)
        connection.commit()
