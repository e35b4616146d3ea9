"""The menus go out to LINE: once, again, changed, and after being cut short anywhere."""

import shutil
from dataclasses import replace

import pytest
from PIL import Image

import richmenus
from bot.line import Answer, Line, LineUnreachable
from bot.menu_deployment import Deployment, DeploymentStopped
from bot.menus import main
from bot.settings import Settings
from bot.simulator import LineDouble
from richmenus.drawing import can_set_thai, signed
from tests import official

CALLS_OF_A_CHANGE = 26  # check, look, stand, point, default, move, delete


@pytest.fixture
def double():
    with LineDouble() as double:
        yield double
        assert not official.faults(double.platform.journal.after())


@pytest.fixture
def line(double):
    return Line(settings_for(double))


@pytest.fixture
def somchai(double):
    """A friend who has switched to the English menu and so holds a menu of his own."""
    return double.platform.people.add("สมชาย")


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """Our menus after the office renamed one button in each."""
    folder = tmp_path_factory.mktemp("menus")
    menus = []
    for menu in richmenus.read_all():
        first, *others = menu.areas
        renamed = replace(first, label=f"{first.label} 2")
        menu = replace(menu, areas=(renamed, *others), folder=folder)
        blank = Image.new("1", (menu.width, menu.height))
        menu.picture.write_bytes(signed(menu, blank))
        menus.append(menu)
    return tuple(menus)


class CutLine(Line):
    """A line that goes dead at the given call, before or after LINE has heard it."""

    def __init__(self, settings: Settings, calls: int, heard: bool) -> None:
        super().__init__(settings)
        self.calls_left, self.heard = calls, heard

    def call(self, *said, **more) -> Answer:
        self.calls_left -= 1
        if self.calls_left >= 0:
            return super().call(*said, **more)
        if self.heard:
            super().call(*said, **more)
        raise LineUnreachable("cut", in_doubt=self.heard)


def settings_for(double: LineDouble) -> Settings:
    return Settings(
        line_channel_access_token=double.channel.access_token,
        line_api_url=double.url,
        line_data_api_url=double.url,
    )


def deploy(line: Line, menus=None, **how) -> list[str]:
    """What the deployment told, step by step."""
    told: list[str] = []
    run = Deployment(line, told.append, sleep=lambda _: None, **how)
    run.run(menus or richmenus.read_all())
    return told


def befriend_and_switch(double: LineDouble, person) -> None:
    person.friend = True
    assert double.platform.rich_menus.switch(person, "main-en") == "SUCCESS"


def labels(menu) -> list[str]:
    return [area["action"]["label"] for area in menu.body["areas"]]


def shown_labels(double: LineDouble, person) -> list[str]:
    return labels(double.platform.rich_menu_of(person))


def test_a_friend_sees_the_thai_menu_after_the_first_deploy(double, line, somchai):
    deploy(line)
    somchai.friend = True
    assert shown_labels(double, somchai) == [a.label for a in richmenus.read("main").areas]


def test_the_first_deploy_uploads_the_very_pictures(double, line):
    deploy(line)
    kept = {menu.image for menu in double.platform.rich_menus.by_id.values()}
    assert kept == {menu.picture.read_bytes() for menu in richmenus.read_all()}


def test_the_language_button_leads_to_the_english_menu_and_back(double, line, somchai):
    deploy(line)
    befriend_and_switch(double, somchai)
    assert shown_labels(double, somchai) == [a.label for a in richmenus.read("main_en").areas]
    assert double.platform.rich_menus.switch(somchai, "main") == "SUCCESS"
    assert shown_labels(double, somchai) == [a.label for a in richmenus.read("main").areas]


def test_a_second_deploy_with_nothing_changed_does_nothing(double, line):
    deploy(line)
    before = dict(double.platform.rich_menus.by_id)
    assert deploy(line) == []
    assert double.platform.rich_menus.by_id == before


def test_a_change_replaces_every_menu_and_the_old_are_gone(double, line, changed):
    deploy(line)
    old = set(double.platform.rich_menus.by_id)
    deploy(line, changed)
    menus = double.platform.rich_menus
    assert len(menus.by_id) == 4 and not old & set(menus.by_id)
    assert set(menus.aliases.values()) == set(menus.by_id)
    assert menus.default == menus.aliases["main"]


def test_who_had_switched_is_brought_along_to_the_new_menu(double, line, somchai, changed):
    deploy(line)
    befriend_and_switch(double, somchai)
    deploy(line, changed)
    assert shown_labels(double, somchai) == [area.label for area in changed[1].areas]
    assert somchai.rich_menu_id == double.platform.rich_menus.aliases["main-en"]


def test_an_untouched_menu_stays_when_only_the_other_changed(double, line, changed):
    deploy(line)
    english = double.platform.rich_menus.aliases["main-en"]
    told = deploy(line, (changed[0], *richmenus.read_all()[1:]))
    assert double.platform.rich_menus.aliases["main-en"] == english
    assert not any("main_en" in step for step in told)


def test_menus_of_others_on_the_account_are_left_alone(double, line, changed):
    theirs = richmenus.read("main").line_json("เทศกาล main สงกรานต์")
    stranger = double.platform.rich_menus.create(theirs)
    deploy(line)
    deploy(line, changed)
    assert stranger.id in double.platform.rich_menus.by_id


def test_a_rehearsal_changes_nothing_and_tells_what_it_would_do(double, line):
    told = deploy(line, rehearsal=True)
    assert double.platform.rich_menus.by_id == {}
    assert told[0].startswith("would create puean-khet main ")
    assert told[-1] == "would make it everybody's menu"


def test_a_rehearsal_of_a_change_names_the_menus_it_would_delete(double, line, changed):
    deploy(line)
    old = double.platform.rich_menus.default
    told = deploy(line, changed, rehearsal=True)
    assert f"would delete the old menu {old}" in told
    assert old in double.platform.rich_menus.by_id


@pytest.mark.parametrize("heard", [False, True], ids=["unheard", "heard"])
@pytest.mark.parametrize("calls", range(CALLS_OF_A_CHANGE))
def test_cut_short_anywhere_nobody_is_without_a_menu_and_a_rerun_finishes(
    double, line, somchai, changed, calls, heard
):
    deploy(line)
    befriend_and_switch(double, somchai)

    with pytest.raises(DeploymentStopped, match="did not answer"):
        deploy(CutLine(settings_for(double), calls, heard), changed)
    menus = double.platform.rich_menus
    assert menus.by_id[menus.default].image
    assert somchai.rich_menu_id in menus.by_id

    deploy(line, changed)
    assert len(menus.by_id) == 4
    assert set(menus.aliases.values()) == set(menus.by_id)
    assert menus.default == menus.aliases["main"]
    assert shown_labels(double, somchai) == [area.label for area in changed[1].areas]
    assert deploy(line, changed) == []


def test_the_cuts_above_reach_to_the_very_last_call(double, line, somchai, changed):
    deploy(line)
    befriend_and_switch(double, somchai)
    deploy(CutLine(settings_for(double), CALLS_OF_A_CHANGE, heard=True), changed)


def test_old_menus_stay_when_line_fails_to_move_the_people(double, line, changed, monkeypatch):
    deploy(line)
    old = set(double.platform.rich_menus.by_id)
    real = Line.call

    def failing(self, method, path, **more):
        answer = real(self, method, path, **more)
        return replace(answer, json={"phase": "failed"}) if "progress" in path else answer

    monkeypatch.setattr(Line, "call", failing)
    with pytest.raises(DeploymentStopped, match="could not move everybody"):
        deploy(line, changed)
    assert old <= set(double.platform.rich_menus.by_id)


@pytest.fixture
def surroundings(double, monkeypatch, tmp_path):
    """The command's own environment, with our menus in a folder that can be spoilt."""
    monkeypatch.setenv("LINE_CHANNEL_ACCESS_TOKEN", double.channel.access_token)
    monkeypatch.setenv("LINE_API_URL", double.url)
    monkeypatch.setenv("VAR", str(tmp_path / "var"))
    for menu in richmenus.read_all():
        for name in (f"{menu.stem}.yaml", menu.picture.name):
            shutil.copy(menu.folder / name, tmp_path / name)
    here = [richmenus.read(stem, tmp_path) for stem in richmenus.MENUS]
    monkeypatch.setattr(richmenus, "read_all", lambda: here)
    return tmp_path


def test_the_command_deploys_and_then_says_there_is_nothing_to_do(surroundings, double, capsys):
    assert main(["deploy"]) == 0
    assert len(double.platform.rich_menus.by_id) == 4
    capsys.readouterr()
    assert main(["deploy"]) == 0
    assert "nothing to do" in capsys.readouterr().out


def test_a_refusal_of_line_is_one_line_and_a_bad_exit(surroundings, double, capsys):
    double.platform.faults.change({"only": "/content", "failBefore": 1})
    assert main(["deploy"]) == 1
    (reason,) = capsys.readouterr().err.splitlines()
    assert reason.startswith("menus: could not upload main.png (")
    assert "kB): LINE answered 500" in reason and "(request " in reason


def test_an_unreachable_line_is_one_line_and_a_bad_exit(surroundings, monkeypatch, capsys):
    monkeypatch.setenv("LINE_API_URL", "http://127.0.0.1:9")
    assert main(["deploy"]) == 1
    (reason,) = capsys.readouterr().err.splitlines()
    assert "LINE did not answer" in reason


def test_missing_settings_are_named(surroundings, monkeypatch, capsys):
    monkeypatch.delenv("LINE_CHANNEL_ACCESS_TOKEN")
    assert main(["deploy"]) == 1
    assert "LINE_CHANNEL_SECRET" in capsys.readouterr().err


def test_a_menu_with_a_fault_never_reaches_line(surroundings, double, capsys):
    (surroundings / "main.png").unlink()
    assert main(["deploy"]) == 1
    assert "main.png is not drawn yet" in capsys.readouterr().err
    assert double.platform.rich_menus.by_id == {}


@pytest.mark.skipif(not can_set_thai(), reason="no FriBiDi here to set Thai with")
def test_drawing_makes_the_pictures_fresh_again(surroundings, capsys):
    (surroundings / "main.png").unlink()
    assert main(["check"]) == 1
    assert main(["draw"]) == 0
    assert main(["check"]) == 0


def test_the_preview_shows_every_button_of_every_menu(surroundings, capsys):
    assert main(["preview"]) == 0
    page = (surroundings / "var" / "menus.html").read_text(encoding="utf-8")
    assert page.count("<rect") == sum(len(menu.areas) for menu in richmenus.read_all())
    assert str(surroundings / "var" / "menus.html") in capsys.readouterr().out


def test_a_verb_nobody_knows_is_refused():
    with pytest.raises(SystemExit) as ended:
        main(["burn"])
    assert ended.value.code == 2
