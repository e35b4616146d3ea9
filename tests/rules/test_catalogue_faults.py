"""The faults of a catalogue: all told at once, each with its file and its reason."""

import shutil
from datetime import time
from pathlib import Path

import pytest
import yaml

from models import catalogue as pack
from models.catalogue import CatalogueError, load

FOLDER = Path(pack.__file__).parent
MARRIAGE = "registration/marriage-registration.yaml"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A whole pack of one procedure, free to be broken."""
    for page in FOLDER.glob("*.yaml"):
        shutil.copy(page, tmp_path / page.name)
    (tmp_path / "registration").mkdir()
    shutil.copy(FOLDER / MARRIAGE, tmp_path / MARRIAGE)
    return tmp_path


def rewrite(page: Path, **changes: object) -> None:
    """Change fields of a page; None takes a field away."""
    fields = yaml.safe_load(page.read_text(encoding="utf-8")) | changes
    kept = {name: value for name, value in fields.items() if value is not None}
    page.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")


def faults_of(folder: Path) -> str:
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    return "\n".join(caught.value.faults)


def test_every_fault_of_every_file_is_listed_at_once(small: Path) -> None:
    rewrite(small / MARRIAGE, name_en=None, short_th="ก" * 21, appointment="sometimes")
    rewrite(small / "office.yaml", phone=7)
    (small / "registration" / "torn.yaml").write_text("slug: [", encoding="utf-8")

    faults = faults_of(small)

    assert f"{MARRIAGE}: name_en is missing" in faults
    assert f"{MARRIAGE}: short_th '{'ก' * 21}' is longer than 20 graphemes" in faults
    assert f"{MARRIAGE}: appointment is 'sometimes', not one of" in faults
    assert "office.yaml: phone must be a text" in faults
    assert "registration/torn.yaml: is not yaml" in faults


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"slug": "wedding"}, "does not stand where its section and slug say"),
        ({"section": "nowhere"}, "section 'nowhere' is not in sections.yaml"),
        ({"see_also": ["no-such"]}, "points to 'no-such', which is not a procedure"),
        ({"price": 5}, "price is not a field known here"),
        ({"asks": "จด"}, "asks must be a list"),
        ({"asks": [1]}, "asks must be a list of texts"),
        ({"asks_en": None}, "asks_en is missing"),
        ({"asks_en": [""]}, "asks_en must be a list of texts"),
        ({"asks_en": ["marry ได้ไหม"]}, "is not plain English letters"),
        ({"asks_en": ["wed", "Wed"]}, "asks_en 'wed' is used more than once"),
        ({"asks_en": ["marriage Registration"]}, "'marriage Registration' is used more than once"),
        ({"sensitive": "yes"}, "sensitive must be true or false"),
        ({"documents": []}, "documents is missing"),
        ({"documents": ["บัตร"]}, "documents 1 must be a mapping"),
        ({"fee": {"amount_thb": -1, "standing": "recalled"}}, "must be a whole number"),
        ({"fee": {"amount_thb": 5, "standing": "recalled"}}, "fee has an amount but no text_th"),
        ({"where": None}, "where is missing"),
        ({"clip": "http://example.com"}, "clip must be an https address"),
        ({"questions": {"tenant": {"th": "ก", "en": "b"}}}, "tenant is a condition none of"),
        ({"listed_in": ["hearsay"]}, "source 'hearsay' is not in sources.yaml"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_field_is_named(small: Path, changes: dict[str, object], fault: str) -> None:
    rewrite(small / MARRIAGE, **changes)
    assert fault in faults_of(small)


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ({"standing": "sourced", "sources": ["common-knowledge"]}, "none of its sources is a page"),
        ({"standing": "verified"}, "is verified without verified_by and verified_at"),
        ({"standing": "rumoured"}, "standing is 'rumoured', not one of"),
        ({"standing": "recalled", "when": "full-moon"}, "when is 'full-moon', not a condition"),
        ({"standing": "recalled", "when": "under-18"}, "no document depends on minor"),
        ({"standing": "recalled", "review_due": "soon"}, "must be a day such as 2026-01-31"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_document_must_stand_on_something(
    small: Path, document: dict[str, object], fault: str
) -> None:
    rewrite(small / MARRIAGE, documents=[{"th": "บัตร"} | document], questions=None)
    assert fault in faults_of(small)


def test_conditions_may_not_go_round_in_circles(small: Path) -> None:
    rows = yaml.safe_load((small / "conditions.yaml").read_text(encoding="utf-8"))
    rows = [row | ({"only_if": ["under-18"]} if row["id"] == "minor" else {}) for row in rows]
    (small / "conditions.yaml").write_text(yaml.safe_dump(rows), encoding="utf-8")
    assert "conditions.yaml: minor: depends on itself" in faults_of(small)


def test_a_field_written_twice_is_a_fault(small: Path) -> None:
    page = small / MARRIAGE
    page.write_text(page.read_text(encoding="utf-8") + "\nslug: again\n", encoding="utf-8")
    assert "'slug' is written twice" in faults_of(small)


def test_two_procedures_may_not_share_a_button(small: Path) -> None:
    twin = small / "registration" / "twin.yaml"
    shutil.copy(small / MARRIAGE, twin)
    rewrite(twin, slug="twin")
    assert "short_th 'จดทะเบียนสมรส' is used more than once" in faults_of(small)


def test_an_empty_folder_names_every_page_it_lacks(tmp_path: Path) -> None:
    faults = faults_of(tmp_path)
    for page in ("office", "sections", "conditions", "sources"):
        assert f"{page}.yaml: cannot be read" in faults


def test_the_version_changes_with_any_page(small: Path) -> None:
    before = load(small).version
    rewrite(small / MARRIAGE, clip="https://example.com/clip")
    assert load(small).version != before
    assert len(before) == 12


@pytest.mark.parametrize("closes", ["12:00", '"12:00"'])
def test_a_session_may_be_written_with_or_without_quotes(small: Path, closes: str) -> None:
    page = small / "office.yaml"
    text = page.read_text(encoding="utf-8").replace("closes: '12:00'", f"closes: {closes}")
    page.write_text(text, encoding="utf-8")
    assert load(small).office.sessions[0].closes == time(12)


def test_a_session_must_open_before_it_closes(small: Path) -> None:
    rewrite(
        small / "office.yaml", sessions=[{"th": "เช้า", "en": "AM", "opens": "9", "closes": "08:00"}]
    )
    faults = faults_of(small)
    assert "opens must be a time such as 08:00" in faults

    rewrite(
        small / "office.yaml",
        sessions=[{"th": "เช้า", "en": "AM", "opens": "09:00", "closes": "08:00"}],
    )
    assert "sessions 'เช้า' closes before it opens" in faults_of(small)
