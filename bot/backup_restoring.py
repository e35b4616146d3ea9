"""`python -m bot restore`: puts a backup into a database and a vault, and settles what was open.

Everything is laid out in a schema of its own first; only when all of it is there, counted and
brought to our version does it take its place, in one transaction. Until then nothing has changed.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot import backup_tables as tables
from bot.backup_parts import Part
from bot.backup_reading import Found, look_through, reading
from bot.backup_sealing import BackupError, keys
from bot.migrations import config, fill_in, upgrade
from bot.now import now
from bot.postgres import POURING, open_engine
from bot.settings import Settings
from bot.vault import Vault, VaultAway
from bot.vault_stores import Away
from models import coming_back
from models.coming_back import Undone
from models.dates import thai_moment
from models.tables import metadata

ASIDE = "restoring"  # the schema in which a backup is laid out
PATIENCE = "10s"  # for whoever still works in the database that is replaced
OTHERS = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
AND coalesce(backend_type, 'client backend') = 'client backend'"""


@dataclass(frozen=True)
class Order:
    """What is asked for: from where, into which database, over what is there, as it was."""

    file: str
    into: str
    replace: bool = False
    moved: bool = False


def main(argv: list[str]) -> int:
    """Exit 0 when all of it is there; else nothing in the database was changed."""
    parser = argparse.ArgumentParser(prog="python -m bot restore", description=__doc__)
    parser.add_argument("file", help="ไฟล์สำเนา หรือ s3://… · the backup")
    parser.add_argument("--into", required=True, help="DATABASE_URL ปลายทาง · the database")
    parser.add_argument("--replace", action="store_true", help="แทนที่ข้อมูลที่มีอยู่ · drop what is there")
    parser.add_argument(
        "--moved",
        action="store_true",
        help="ย้ายเครื่อง: หยุดระบบเดิมก่อนสำรอง ให้ส่งสิ่งที่ค้างต่อ · the old office was stopped"
        " before the backup: go on with all that was open",
    )
    given = parser.parse_args(argv)
    settings = Settings.from_env({"DATABASE_URL": given.into}), Settings.from_env()
    order = Order(given.file, settings[0].database_url, given.replace, given.moved)
    try:
        found, undone = restore(order, settings[1], keys(settings[1]))
    except (BackupError, VaultAway, Away, OSError) as fault:
        print(f"✗ {fault}", file=sys.stderr)
    except DBAPIError as fault:
        said = str(fault.orig).partition("\n")[0]
        print(f"✗ ฐานข้อมูลปลายทางไม่รับ · the database refused: {said}", file=sys.stderr)
    else:
        _tell(found, undone)
        return 0
    return 1


def restore(order: Order, settings: Settings, keys: Sequence[bytes]) -> tuple[Found, Undone | None]:
    """Put it back; what lay in it, and what was settled (None when the office was moved)."""
    vault = Vault.open(settings)
    found = look_through(order.file, settings, keys, vault)
    _refuse(order, found)
    engine = open_engine(order.into, pool_size=2, stalls=POURING)
    staged = open_engine(_aside(order.into), pool_size=2, stalls=POURING)
    try:
        _refuse_full(engine, order.replace)
        with engine.begin() as connection:
            connection.execute(sqlalchemy.text(f"DROP SCHEMA IF EXISTS {ASIDE} CASCADE"))
            connection.execute(sqlalchemy.text(f"CREATE SCHEMA {ASIDE}"))
        undone = _lay_out(order, settings, keys, staged, found, vault)
        _take_place(engine)
    finally:
        staged.dispose()
        engine.dispose()
    fill_in(order.into, now())
    return found, undone


def _refuse(order: Order, found: Found) -> None:
    script = ScriptDirectory.from_config(config(""))
    if found.revision not in {known.revision for known in script.walk_revisions()}:
        raise BackupError(
            f"สำเนานี้ทำโดยรุ่นที่ใหม่กว่าโปรแกรมนี้ ({found.revision}) ให้ติดตั้งรุ่นใหม่ก่อน"
            " · install the newer version first"
        )
    if found.files and not found.opening:
        raise BackupError(
            "VAULT_KEY นี้เปิดรูปในสำเนาไม่ได้เลย ตรวจ VAULT_KEY (และ VAULT_KEY_OLD) ก่อน"
            " · the photographs need the VAULT_KEY of their day"
        )


def _refuse_full(engine: Engine, replace: bool) -> None:
    with engine.connect() as connection:
        full = sqlalchemy.inspect(connection).get_table_names()
    if full and not replace:
        raise BackupError(
            "ฐานข้อมูลปลายทางไม่ว่าง ใช้ฐานข้อมูลใหม่ หรือเติม --replace หากตั้งใจแทนที่ของเดิม"
            " · the database is not empty: take a fresh one, or say --replace"
        )
    if full:
        _refuse_busy(engine)


def _refuse_busy(engine: Engine) -> None:
    """Whoever still works there would go on with an office that is no more."""
    with engine.connect() as connection:
        others = connection.scalar(sqlalchemy.text(OTHERS))
    if others:
        raise BackupError(
            f"ยังมีโปรเซสใช้ฐานข้อมูลปลายทางอยู่ ({others} การเชื่อมต่อ) หยุดเว็บ worker และ clock ก่อน"
            f" · {others} connections are open there: stop the web, worker and clock first"
        )


def _aside(url: str) -> str:
    """The same database, where tables without a schema's name are those laid aside."""
    parts = sqlalchemy.make_url(url)
    before = parts.query.get("options", "")
    options = f"{before} -csearch_path={ASIDE}".strip()
    return parts.update_query_dict({"options": options}).render_as_string(hide_password=False)


def _lay_out(
    order: Order,
    settings: Settings,
    keys: Sequence[bytes],
    staged: Engine,
    found: Found,
    vault: Vault,
) -> Undone | None:
    url = _aside(order.into)
    upgrade(url, found.revision)
    shredded: list[tuple[str, str]] = []
    with staged.begin() as connection:
        for part in reading(order.file, settings, keys):
            shredded += _put(connection, part, vault)
        gap = 0 if order.moved else coming_back.NUMBERS_LEFT_OUT
        tables.count_on(connection, found.sequences, gap)
    upgrade(url)
    with Session(staged) as session, session.begin():
        for name, why in shredded:
            coming_back.shredded_since(session, name, why, now())
        return None if order.moved else coming_back.settle(session, now())


def _put(connection: Connection, part: Part, vault: Vault) -> list[tuple[str, str]]:
    """Put one part where it belongs; name and reason of a file that was shredded meanwhile."""
    kind = part.what["kind"]
    if kind == "table":
        rows = tables.pour_in(connection, part)
        if rows:
            print(f"… {part.what['name']} {rows:,}", file=sys.stderr, flush=True)
    elif kind == "file":
        vault.take_in(part.what["name"], part.whole())
    elif kind == "shredded":
        return [(part.what["name"], part.what["why"])]
    return []


def _take_place(engine: Engine) -> None:
    """What was laid aside becomes the office; what was there before goes."""
    looked = sqlalchemy.inspect(engine)
    laid = looked.get_table_names(schema=ASIDE)
    old = set(looked.get_table_names()) & ({*laid} | set(metadata.tables))
    with engine.begin() as connection:
        run = connection.exec_driver_sql
        run(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        home = str(connection.scalar(sqlalchemy.text("SELECT quote_ident(current_schema())")))
        if old:
            run("DROP TABLE " + ", ".join(f'{home}."{name}"' for name in sorted(old)) + " CASCADE")
        for name in laid:
            run(f'ALTER TABLE {ASIDE}."{name}" SET SCHEMA {home}')
        run(f"DROP SCHEMA {ASIDE} CASCADE")
        run("ANALYZE")


def _tell(found: Found, undone: Undone | None) -> None:
    print(
        f"กู้คืนแล้ว ข้อมูล ณ {thai_moment(found.moment)}: {len(found.rows)} ตาราง"
        f" {sum(found.rows.values()):,} แถว {found.files:,} ไฟล์ จำนวนตรงกันทุกตาราง"
        " · restored, all counts equal"
    )
    if found.files > found.opening:
        print(f"✗ {found.files - found.opening:,} ไฟล์เปิดด้วยกุญแจนี้ไม่ได้ · files no key of ours opens")
    for lost in found.lost:
        print(f"✗ {lost}: หายไปก่อนสำรองแล้ว · was missing before the backup")
    if undone is not None:
        print(
            f"ไม่ส่งซ้ำ {undone.letters:,} ข้อความที่อาจส่งไปแล้วหลังสำรอง"
            f" · letters not sent again\n"
            f"{undone.held:,} ข้อความรอประชาชนแตะรับ · wait for their citizen's touch\n"
            f"พัก {undone.events:,} เหตุการณ์ที่อาจตอบไปแล้ว ดูด้วย python -m bot inbox list"
            " · events set aside, perhaps answered"
        )
