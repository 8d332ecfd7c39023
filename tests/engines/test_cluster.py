from __future__ import annotations

import os
import signal
import time

import pytest

from detente.case.catalog import load_case
from detente.engines.forecast import forecast
from detente.engines.uncertainty import in_blocks
from detente.errors import CommandError


@pytest.fixture(scope="module")
def cluster():
    """A Dask cluster on this machine: a scheduler and two worker processes."""
    from dask.distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as it:
        yield it


def slowly(start, stop):
    """A block that takes a moment, and says which process computed it."""
    time.sleep(0.2)
    return [draw * draw for draw in range(start, stop)], os.getpid()


def test_a_cluster_gives_the_same_numbers(cluster):
    case = load_case("vienna-2015")
    here = forecast(case, draws=150_000, workers=1)
    there = forecast(case, draws=150_000, cluster=cluster.scheduler_address)
    assert here == there


def test_a_lost_worker_changes_nothing(cluster):
    pids = [worker.pid for worker in cluster.workers.values()]
    killed = []

    def kill_one(done, total):
        if done and not killed:
            os.kill(pids[0], signal.SIGKILL)
            killed.append(pids[0])

    parts = in_blocks(slowly, 60, 2, cluster=cluster.scheduler_address, progress=kill_one)
    assert killed
    assert [square for part, _ in parts for square in part] == [draw * draw for draw in range(60)]


def test_an_address_without_a_scheduler_is_an_error_in_words(monkeypatch):
    monkeypatch.setattr("detente.engines.uncertainty.cluster.PATIENCE", "1s")
    with pytest.raises(CommandError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        in_blocks(slowly, 2, 1, cluster="tcp://127.0.0.1:1")
    with pytest.raises(CommandError, match="no Dask scheduler"):
        in_blocks(slowly, 2, 1, cluster="nonsense://")
