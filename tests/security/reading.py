"""Tells whether anything in the database changed, whatever table it is in."""

import re
from collections.abc import Collection, Iterable, Iterator

from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import Rule

from models import tables

NEVER = {"HEAD", "OPTIONS"}  # methods that Flask answers by itself


class Digest:
    """A number for each table that changes with any row of it, and with any write to it."""

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions
        self._query = text(
            " UNION ALL ".join(
                f"SELECT '{name}', count(*), coalesce(sum(hashtext(t::text)::bigint), 0)::bigint,"
                f' coalesce(max(t.xmin::text::bigint), 0) FROM "{name}" t'
                for name in sorted(tables.metadata.tables)
            )
        )

    def take(self) -> dict[str, tuple[int, int, int]]:
        """What stands now, table by table."""
        with self._sessions() as session:
            return {name: (*rest,) for name, *rest in session.execute(self._query)}

    def changed(
        self, before: dict[str, tuple[int, int, int]], *, but: Collection[str] = ()
    ) -> set[str]:
        """The tables that changed since, except some."""
        after = self.take()
        return {name for name in after if after[name] != before[name]} - set(but)


def rules(app: Flask) -> Iterable[Rule]:
    """Every rule of the map, in a steady order."""
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def methods(rule: Rule) -> list[str]:
    """The methods a rule answers."""
    return sorted((rule.methods or set()) - NEVER)


def blanks(rule: Rule) -> Iterator[str]:
    """The names of what a rule leaves open."""
    yield from re.findall(r"<(?:[^<>:]+:)?(\w+)>", rule.rule)
