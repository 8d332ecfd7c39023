from __future__ import annotations

import threading

import pytest

from detente.errors import CaseError
from detente.sources.evidence import locking


def test_two_writers_wait_for_each_other(tmp_path):
    path, lost = tmp_path / "count.txt", []
    path.write_text("0", encoding="utf-8")

    def add() -> None:
        try:
            for _ in range(25):
                with locking.alone(path):
                    path.write_text(str(int(path.read_text(encoding="utf-8")) + 1), encoding="utf-8")
        except (CaseError, ValueError) as error:
            lost.append(error)

    writers = [threading.Thread(target=add) for _ in range(4)]
    for it in writers:
        it.start()
    for it in writers:
        it.join()
    assert not lost
    assert path.read_text(encoding="utf-8") == "100"


def test_who_waits_too_long_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(locking, "PATIENCE", 0.0)
    with (
        locking.alone(tmp_path / "case.yaml"),
        pytest.raises(CaseError, match="another review is writing"),
        locking.alone(tmp_path / "case.yaml"),
    ):
        pass
    with locking.alone(tmp_path / "case.yaml"):
        pass  # free again
