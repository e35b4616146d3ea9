"""Machines of their own for a test: network namespaces on one switch, cut and killed at will.

Addresses are of 10.213.0.0/16 and exist only in these namespaces and on the one cable by which
the test itself, playing LINE, is joined to the switch. It takes root and Debian's iproute2.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import pytest

OURS = "10.213.77.1"  # where the test stands


def may_lay_cables() -> bool:
    """Whether this machine lets us make namespaces; asked for once, by making one."""
    if os.geteuid() or not shutil.which("ip"):
        return False
    name = f"pk{os.getpid()}try"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False)
    subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)
    return made.returncode == 0


needs_cables = pytest.mark.skipif(
    not may_lay_cables(), reason="network namespaces want root and iproute2"
)


class Host:
    """One machine: its processes, each in a group of its own, and its cable to the switch."""

    def __init__(self, switch: "Switch", name: str, number: int) -> None:
        self.switch, self.name = switch, name
        self.space, self.address = f"{switch.tag}{name}", f"10.213.77.{number}"
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._started: dict[str, tuple[Sequence[str], Mapping[str, str], Path]] = {}
        self._cable = f"{switch.tag}p{number}"
        self._lay()

    def _lay(self) -> None:
        _ip("netns", "add", self.space)
        _ip(*_pair(self._cable, "eth0", self.space), "-n", self.switch.space)
        self.switch.plug(self._cable)
        _ip("addr", "add", f"{self.address}/24", "dev", "eth0", "-n", self.space)
        for interface in ("lo", "eth0"):
            _ip("link", "set", interface, "up", "-n", self.space)

    def start(self, name: str, command: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        """Start a process on this machine; `log` takes what it says."""
        self._started[name] = (command, env, log)
        with log.open("ab") as said:
            self.running[name] = subprocess.Popen(
                ["ip", "netns", "exec", self.space, *command],
                env=dict(env),
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def python(self, name: str, *arguments: str, env: Mapping[str, str], log: Path) -> None:
        """Start one of Python's programs on this machine."""
        self.start(name, [sys.executable, *arguments], env, log)

    def cut(self) -> None:
        """Pull the cable out of the switch: nobody is told, packets are simply gone."""
        _ip("link", "set", self._cable, "down", "-n", self.switch.space)

    def mend(self) -> None:
        """Put the cable back."""
        _ip("link", "set", self._cable, "up", "-n", self.switch.space)

    def lose_power(self) -> None:
        """Every process dies at once, the network with them: no connection is closed."""
        self.cut()
        for process in self.running.values():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self.running.clear()
        _ip("netns", "del", self.space)
        _ip("link", "del", self._cable, "-n", self.switch.space)

    def power_up(self) -> None:
        """Start again all that ran, on a machine that remembers no connection."""
        self._lay()
        for name, (command, env, log) in self._started.items():
            self.start(name, command, env, log)

    def kill(self, name: str) -> None:
        """Kill -9 one process and start it again."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.start(name, *self._started[name])


class Switch:
    """`with Switch() as switch:` a network of its own; `switch.host(name)` plugs one in."""

    def __init__(self) -> None:
        self.tag = f"pk{os.getpid() % 100_000}"
        self.space = f"{self.tag}net"
        self.hosts: list[Host] = []

    def __enter__(self) -> Self:
        _ip("netns", "add", self.space)
        _ip("link", "add", "bridge", "type", "bridge", "-n", self.space)
        _ip("link", "set", "bridge", "up", "-n", self.space)
        ours = f"{self.tag}us"
        _ip("link", "add", ours, "type", "veth", "peer", "name", "line", "netns", self.space)
        self.plug("line")
        _ip("addr", "add", f"{OURS}/24", "dev", ours)
        _ip("link", "set", ours, "up")
        return self

    def __exit__(self, *_: object) -> None:
        for host in self.hosts:
            for process in host.running.values():
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        for space in [self.space, *(host.space for host in self.hosts)]:
            subprocess.run(["ip", "netns", "del", space], check=False)

    def host(self, name: str) -> Host:
        """One more machine."""
        host = Host(self, name, len(self.hosts) + 2)
        self.hosts.append(host)
        return host

    def plug(self, cable: str) -> None:
        """Put a cable into the switch."""
        _ip("link", "set", cable, "master", "bridge", "-n", self.space)
        _ip("link", "set", cable, "up", "-n", self.space)


def _pair(here: str, there: str, space: str) -> tuple[str, ...]:
    return ("link", "add", here, "type", "veth", "peer", "name", there, "netns", space)


def _ip(*words: str) -> None:
    """`ip`, its option -n SPACE given last so that the sentence reads well."""
    space: tuple[str, ...] = ()
    if "-n" in words:
        at = words.index("-n")
        words, space = words[:at], words[at : at + 2]
    subprocess.run(["ip", *space, *words], check=True, capture_output=True)
