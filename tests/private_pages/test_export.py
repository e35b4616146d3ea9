"""A copy of everything: by a tap, with the photographs, for its citizen alone."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.vault import Vault, VaultAway
from models.audit import Act
from models.prechecks import Precheck
from tests.photos.sheets import sheet
from tests.private_pages.conftest import ADDRESS, Door

OURS = {"Origin": ADDRESS}


def test_looking_at_the_page_gives_nothing_away(door: Door) -> None:
    answer = door.app.test_client().get(door.path("export", door.citizen_id))
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    with door.sessions() as session:
        receipt = session.get_one(Precheck, door.case_id).receipt
    assert receipt not in answer.text


def test_the_file_holds_the_data_and_the_photos(door: Door) -> None:
    door.sends((sheet(), "a.jpg"))
    path = door.path("export", door.citizen_id)
    answer = door.app.test_client().post(path, headers=OURS)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as pack:
        names = pack.namelist()
        assert json.loads(pack.read("data.json"))
        [photo] = [name for name in names if name.startswith("photos/")]
        assert pack.read(photo).startswith(b"\xff\xd8")


def test_that_a_copy_was_taken_is_written_down(door: Door) -> None:
    door.app.test_client().post(door.path("export", door.citizen_id), headers=OURS)
    with door.sessions() as session:
        assert session.scalars(select(Act.action)).all() == ["data.exported"]


def test_a_copy_is_not_to_be_had_after_its_time(door: Door) -> None:
    path = door.path("export", door.citizen_id, timedelta(seconds=-1))
    assert door.app.test_client().post(path, headers=OURS).status_code == 410


def test_no_copy_without_the_photos_is_given_while_the_vault_cannot_be_reached(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.sends((sheet(), "a.jpg"))

    def away(vault: Vault, name: str) -> bytes:
        raise VaultAway("no answer")

    monkeypatch.setattr(Vault, "get", away)
    answer = door.app.test_client().post(door.path("export", door.citizen_id), headers=OURS)
    assert (answer.status_code, answer.mimetype) == (503, "text/html")
    with door.sessions() as session:
        assert not session.scalars(select(Act).where(Act.action == "data.exported")).all()
