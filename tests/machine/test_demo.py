"""The demo: one command, and a question on the phone page is answered."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

READY_WITHIN = 90  # seconds, on a machine that does much else


class Demo:
    """A running demo, used as the phone page uses it."""

    def __init__(self, port: int) -> None:
        self.page = f"http://127.0.0.1:{port}/simulator/"

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(self.page + path, timeout=READY_WITHIN) as answer:
            return json.load(answer)

    def post(self, path: str, **asked: Any) -> None:
        kind = {"Content-Type": "application/json"}
        body = json.dumps(asked).encode()
        urllib.request.urlopen(
            urllib.request.Request(self.page + path, body, kind), timeout=READY_WITHIN
        ).close()

    def hears(self, user: str, words: str) -> bool:
        """Whether the office says these words on this phone before long."""
        until = time.monotonic() + READY_WITHIN
        while time.monotonic() < until:
            bubbles = self.get(f"phone/{user}/chat")["messages"]
            said = [bubble["message"] for bubble in bubbles if bubble["by"] == "office"]
            if words in json.dumps(said, ensure_ascii=False):
                return True
            time.sleep(0.1)
        return False


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    port = free_port()
    process = start(PORT=str(port), VAR=str(tmp_path_factory.mktemp("demo") / "var"))
    try:
        wait_for(process, "the district office is open")
        yield Demo(port)
    finally:
        process.terminate()
        process.wait(READY_WITHIN)


def test_a_question_typed_on_the_phone_page_is_answered(demo: Demo) -> None:
    user = demo.get("phone/citizens")["citizens"][0]["userId"]
    demo.post(f"phone/{user}/follow")
    assert demo.hears(user, "สำนักงานเขตตัวอย่าง")
    demo.post(f"phone/{user}/text", text="จดทะเบียนสมรส")
    assert demo.hears(user, "เอกสารที่ต้องใช้")


def test_the_menu_is_there(demo: Demo) -> None:
    user = demo.get("phone/citizens")["citizens"][1]["userId"]
    demo.post(f"phone/{user}/follow")
    assert len(demo.get(f"phone/{user}/chat")["richMenu"]["areas"]) == 8


def test_ending_the_demo_ends_everything(tmp_path: Path) -> None:
    port = free_port()
    process = start(PORT=str(port), VAR=str(tmp_path / "var"))
    wait_for(process, "the district office is open")
    process.terminate()
    assert process.wait(READY_WITHIN) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize(
    "name", ["LINE_CHANNEL_ACCESS_TOKEN", "LINE_CHANNEL_SECRET_FILE", "DATABASE_URL", "VAULT_KEY"]
)
def test_beside_a_real_account_it_does_not_start(tmp_path: Path, name: str) -> None:
    process = start(VAR=str(tmp_path), **{name: "of-a-real-account"})
    told, _ = process.communicate(timeout=READY_WITHIN)
    assert process.returncode == 1
    assert name in told and len(told.splitlines()) == 1


def test_a_port_in_use_is_said_so_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(VAR=str(tmp_path), PORT=str(taken.getsockname()[1]))
        told, _ = process.communicate(timeout=READY_WITHIN)
    assert (process.returncode, len(told.splitlines())) == (1, 1)


def start(**env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        env=os.environ | env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_for(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout is not None
    until = time.monotonic() + READY_WITHIN
    for line in process.stdout:
        if words in line:
            return
        assert time.monotonic() < until
    raise AssertionError("the demo ended before it was open")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
