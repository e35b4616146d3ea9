"""What a password costs to guess, once it is kept: as much as the standard asks."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from models.officers import Officer
from models.passwords import hashed
from tests.staff.conftest import PASSWORD, Browser, Cast

CHOSEN = "ลมหนาวมาแล้ว-2570"


@pytest.mark.usefixtures("dear_passwords")
def test_a_new_password_is_kept_at_its_full_price() -> None:
    assert _price(hashed(CHOSEN)) == _price(PasswordHasher().hash(CHOSEN))


@pytest.mark.usefixtures("dear_passwords")
def test_a_password_changed_on_the_console_is_kept_at_its_full_price(
    console: Flask, officers: Cast, sessions: sessionmaker[Session]
) -> None:
    browser = Browser(console)
    browser.sign_in(officers.somchai)
    browser.get("/staff/password")
    form = {"password": PASSWORD, "new_password": CHOSEN, "new_password_confirm": CHOSEN}
    browser.post("/staff/password", form)
    with sessions() as session:
        kept = session.scalars(select(Officer.password).where(Officer.username == "somchai")).one()
    assert _price(kept) == _price(PasswordHasher().hash(CHOSEN))


def _price(kept: str) -> tuple[Type, int, int, int]:
    told = extract_parameters(kept)
    assert (told.type, told.memory_cost >= 64 * 1024, told.time_cost >= 3) == (Type.ID, True, True)
    return told.type, told.memory_cost, told.time_cost, told.parallelism
