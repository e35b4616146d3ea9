"""Every address of the office: closed to a stranger, to the wrong role and to the wrong section."""

from collections.abc import Iterator

import pytest
from werkzeug.routing import Rule

from handlers.staff.guard import OPEN, OWN
from models.permissions import WITHIN_SECTION, Role
from tests.security.conftest import Attacked
from tests.security.holdings import OF_PROJECTS
from tests.security.reading import methods, rules
from tests.staff.conftest import Browser

ANYBODY = {  # no secret behind them: static files, and figures for whoever watches the machines
    "bootstrap.static", "staff.static", "looks.static", "pages.static",
    "health.alive", "health.ready", "health.metrics",
}  # fmt: skip
# Doors whose address is itself the key, or that ask for one: tested in test_tokens.py, test_door.py
BY_ADDRESS = {
    "pages.upload", "pages.bring", "pages.export", "pages.copy", "pages.visit", "pages.visit_file",
    "pages.survey_thanks", "pages.survey_add", "invitations.take_up",
    "pages.order", "pages.order_report", "pages.order_file",
}  # fmt: skip
PUBLIC = {"pages.survey", "pages.survey_rate"}  # the counter's poster: anybody's
DOOR = {"security.login", "security.two_factor_token_validation", "security.mf_recovery"}
FORM = {  # what a form of some desk may want, so that it is not refused for lacking it
    "seen": "1", "paper": "1", "why": "x", "to": "section:city-law", "text": "x", "agency": "x",
    "result": "x", "reason": "blurred", "referral": "1", "photo": "1", "words": "x",
    "note": "x", "promise": "60", "minutes": "5", "hours": "1",
}  # fmt: skip
EVERY_METHOD = ("GET", "POST", "PUT", "PATCH", "DELETE")

# What an officer of any section may open with another section's number in the address, and why.
SHARED = {
    "procedures.show": "what citizens are told is no secret",
    "procedures.history": "what citizens were told is no secret",
    "procedures.version": "what citizens were told is no secret",
    "procedures.phone": "a pretend phone that shows what citizens are told",
    "procedures.turn": "a pretend phone that shows what citizens are told",
    "short_answers.show": "what citizens are told is no secret",
    "short_answers.phone": "a pretend phone that shows what citizens are told",
    "short_answers.turn": "a pretend phone that shows what citizens are told",
    "clips.show": "films citizens are shown",
    "calendar.show": "the office has one calendar",
    "calendar.year": "the office has one calendar",
    "figures.rows": "rows without names",
    "figures.download": "rows without names",
    "surveys.show": "answers of nobody by name",
    "surveys.poster": "a poster for the counter",
    "unanswered.show": "words nobody understood belong to no section yet",
    "unanswered.pages": "words nobody understood belong to no section yet",
    "unanswered.decided": "words nobody understood belong to no section yet",
    "unanswered.dismiss": "words nobody understood belong to no section yet",
    "unanswered.undo": "words nobody understood belong to no section yet",
    "unanswered.teach": "refused by the section of the page they are taught to",
    "reports.channel_month": "the office has one ledger; heads and reporting officers write it",
    "reports.kpi_form": "the office has one form for the city",
    "reports.kpi_paper": "the office has one form for the city",
    "reports.evidence": "the office has one form for the city",
    "reports.kpi_blocks": "the office has one form for the city",
    "reports.month_paper": "the office has one ledger",
    "reports.close": "the office has one ledger",
    "reports.recount": "the office has one ledger",
    "reports.file": "the office has one pack of evidence; heads and reporting officers keep it",
    "reports.file_remove": "the office has one pack of evidence",
    "reports.file_return": "the office has one pack of evidence",
    "ideas.show": "ideas of every section are read by every officer",
    "ideas.paper": "ideas of every section are read by every officer",
    "ideas.bundle": "ideas of every section are read by every officer",
    "ideas.advance": "the office chooses one idea; heads and reporting officers write it down",
    "ideas.back": "the office chooses one idea; heads and reporting officers write it down",
    "surveys.edit": "the office has one survey for each matter",
    "surveys.end": "the office has one survey for each matter",
    "packs.download": "everything told today is no secret",
    "alerts.close": "own doors alone; another's is not found",
}


SHARED |= {"manuals.manual": "manuals are for everybody", "surveys.report": "of nobody by name"}
SHARED |= {f"reports.{rule}": "the office has one form for the city" for rule in OF_PROJECTS}
SHARED |= dict.fromkeys(
    (
        "orders.show", "orders.answer", "orders.file", "orders.agency", "orders.edit",
        "orders.sort", "orders.withdraw", "orders.reinstate", "orders.attach", "orders.remark",
        "orders.remove_file", "orders.bring_back_file", "orders.rename_agency",
        "orders.redate_round", "orders.remove_round",
        "orders.switch_agency", "orders.add_contact", "orders.change_contact",
        "orders.contact_code", "orders.let_go", "orders.figures", "orders.paper",
        "orders.export", "orders.import_confirm",
    ),
    "orders are of the whole office; every head issues and reviews them",
)  # fmt: skip


def staff(attacked: Attacked) -> Iterator[tuple[Rule, str, str]]:
    """Each rule of the console, its methods and the address of something real."""
    for rule in rules(attacked.app):
        if rule.rule.startswith("/staff"):
            for method in methods(rule):
                yield rule, method, attacked.holdings.address(attacked.app, rule)


def permission(browser: Browser, rule: Rule) -> str | None:
    return getattr(browser.app.view_functions[rule.endpoint], "permission", None)


def ask(browser: Browser, address: str, method: str) -> int:
    """Knock with a token of one's own page, so that nothing but the guard can refuse."""
    data = FORM | {"csrf_token": browser.token}
    more = {} if method == "GET" else {"data": data}
    return browser.client.open(address, method=method, **more).status_code


def test_every_address_is_behind_a_door_that_is_known(attacked: Attacked) -> None:
    known = ANYBODY | BY_ADDRESS | PUBLIC | DOOR
    for rule in rules(attacked.app):
        guarded = rule.rule.startswith("/staff") and rule.endpoint not in OPEN
        assert guarded or rule.endpoint in known, f"{rule.rule}: behind which door?"


def test_a_stranger_learns_and_changes_nothing(attacked: Attacked) -> None:
    client, before = attacked.app.test_client(), attacked.digest.take()
    for rule in rules(attacked.app):
        if not rule.rule.startswith("/staff") or rule.endpoint in OPEN:
            continue
        address = attacked.holdings.address(attacked.app, rule)
        for method in EVERY_METHOD:
            answer = client.open(address, method=method)
            door = answer.status_code == 302 and answer.location.startswith("/staff/sign-in")
            assert door or answer.status_code in (401, 405), f"{method} {address}: {answer.status}"
    assert not attacked.digest.changed(before)


@pytest.mark.parametrize("role", Role)
def test_each_role_is_refused_what_it_may_not(attacked: Attacked, role: Role) -> None:
    officer = attacked.newcomer(role, "registration" if role.of_section else None)
    browser = attacked.enters(officer)
    before, tried = attacked.digest.take(), 0
    for rule, method, address in staff(attacked):
        needed = permission(browser, rule)
        if rule.endpoint in OPEN | OWN or (needed and officer.may(needed)):
            continue
        tried += 1
        assert ask(browser, address, method) == 403, f"{method} {address} as {role}"
    assert not attacked.digest.changed(before, but={"audit"})
    assert tried > 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_the_wrong_section_is_refused_what_is_real(attacked: Attacked, role: Role) -> None:
    """Real numbers of registration, in the hands of city law, with a valid form token."""
    officer = attacked.newcomer(role, "city-law")
    browser = attacked.enters(officer)
    tried = set()
    for rule, method, address in staff(attacked):
        needed = permission(browser, rule)
        mine = needed is not None and officer.may(needed)
        if not mine or not rule.arguments or rule.endpoint in SHARED:
            continue
        before = attacked.digest.take()
        status = ask(browser, address, method)
        assert status in (403, 404), f"{method} {address} as {role}: {status}"
        assert not attacked.digest.changed(before, but={"audit"}), address
        tried.add(rule.endpoint.partition(".")[0])
    assert tried >= {"prechecks", "questions", "appointments", "procedures", "short_answers"}


def test_what_is_shared_between_sections_exists_and_says_why(attacked: Attacked) -> None:
    assert set(SHARED) <= set(attacked.app.view_functions)
    assert all(len(why) > 10 for why in SHARED.values())


def test_the_right_officer_is_let_in(attacked: Attacked) -> None:
    """Otherwise the tests above would pass on an office without doors at all."""
    browser = attacked.enters(attacked.cast.head)
    for rule, method, address in staff(attacked):
        reads = method == "GET" and rule.arguments and rule.endpoint not in SHARED
        if reads and attacked.cast.head.may(permission(browser, rule) or "people.manage"):
            assert ask(browser, address, method) in (200, 204, 302, 409), address


def test_permissions_bound_to_a_section_are_asked_for_one(attacked: Attacked) -> None:
    """A head of city law may do nothing of that kind for registration, by the table itself."""
    head = attacked.newcomer(Role.HEAD, "city-law")
    assert not [name for name in WITHIN_SECTION if head.may(name, "registration")]
