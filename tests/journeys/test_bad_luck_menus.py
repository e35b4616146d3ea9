"""A vault that fails keeps no menu back: whoever has an answer waiting sees that it waits."""

from typing import Any

import pytest

from tests.district import District


def test_menus_are_exchanged_while_the_fetching_of_photographs_fails(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, done = district.worker, []

    def full_disk() -> bool:
        raise OSError("no room")

    def exchanged(*_: Any) -> bool:
        done.append(True)
        return False

    monkeypatch.setattr(worker.fetcher, "step", full_disk)
    monkeypatch.setattr(worker.exchange, "step", exchanged)
    with pytest.raises(OSError, match="no room"):
        worker._fetch()
    assert done
