"""The door before the office: what people read when a form is too large, or nobody answers."""

import http.client
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest
from flask import Flask, Response, request
from werkzeug.serving import BaseWSGIServer, make_server

from tests.house.tree import ROOT, text

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
OURS = "ฐานข้อมูลหยุด"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def office() -> Iterator[BaseWSGIServer]:
    """A stand-in for the web process: takes forms, and says 503 in its own words."""
    app = Flask("office")

    @app.post("/form")
    def form() -> str:
        return str(len(request.get_data()))

    @app.route("/readyz")
    def ready() -> Response:
        return Response(OURS, 503)

    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def door(office: BaseWSGIServer, tmp_path: Path) -> Iterator[int]:
    """The nginx.conf an office copies, before the stand-in; the port of its door."""
    port = free_port()
    told = text("docs/deploying/nginx.conf")
    for here, there in {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "    listen [::]:80;\n": "",
        "127.0.0.1:8000": f"127.0.0.1:{office.server_port}",
        "/var/log/nginx": str(tmp_path),
        "/opt/puean-khet": str(ROOT),
    }.items():
        told = told.replace(here, there)
    paths = "".join(f"{name}_temp_path {tmp_path}/{name};" for name in TEMPORARY)
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {tmp_path}/pid;"
        f"events {{}} http {{ types {{ text/html html; }} {paths}\n{told} }}",
        encoding="utf-8",
    )
    command = [str(NGINX), "-p", str(tmp_path), "-e", f"{tmp_path}/e", "-c", "nginx.conf"]
    nginx = subprocess.Popen(command)
    end = time.monotonic() + 20
    while time.monotonic() < end and nginx.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    nginx.terminate()
    nginx.wait(20)


def ask(port: int, path: str, form: bytes | None = None) -> tuple[HTTPResponse, str]:
    """Knock; with a form, only so much of it is sent as the door waits for."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    line.request("GET" if form is None else "POST", path, body=form)
    answer = line.getresponse()
    return answer, answer.read().decode()


def test_a_form_that_is_too_large_is_refused_in_words_and_one_that_fits_arrives(door: int) -> None:
    assert ask(door, "/form", bytes(3_000_000))[1] == "3000000"
    line = http.client.HTTPConnection("127.0.0.1", door, timeout=20)
    line.putrequest("POST", "/form")
    line.putheader("Content-Length", str(71 * 1024 * 1024))
    line.endheaders()
    answer = line.getresponse()
    said = answer.read().decode()
    assert (answer.status, answer.headers["Content-Type"]) == (413, "text/html")
    assert "ไม่เกิน 70 MB" in said and "กดย้อนกลับ" in said and 'charset="utf-8"' in said


def test_while_the_office_starts_again_people_are_told_to_wait(
    door: int, office: BaseWSGIServer
) -> None:
    office.shutdown()
    office.server_close()
    for form in (None, b"a=1"):
        answer, said = ask(door, "/staff/", form)
        assert (answer.status, answer.headers["Retry-After"]) == (502, "60")
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ระบบกำลังเริ่มใหม่" in said and "nginx" not in said


def test_what_the_office_says_itself_passes_through(door: int) -> None:
    answer, said = ask(door, "/readyz")
    assert (answer.status, said) == (503, OURS)


def test_nobody_opens_these_pages_by_their_address(door: int) -> None:
    assert ask(door, "/away.html")[0].status == 404
