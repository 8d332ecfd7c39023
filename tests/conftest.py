"""Settings and fixtures that all tests share."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.hostile import HOSTILE, HUGE, Hostile

settings.register_profile(
    "desk", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("ci", settings.get_profile("desk"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


# A shell that starts the tests in the background has them ignore Ctrl-C, which several tests send.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of oracles and sources that may stand beside the repository."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("there is no folder `shared` beside the repository: its oracles cannot be compared with")
    return folder


@pytest.fixture(params=HOSTILE)
def hostile(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Hostile]:
    """A file that is no case, and what it holds; a test that asks for it runs once for each."""
    path = tmp_path / f"{request.param}.yaml"
    path.write_bytes(HOSTILE[request.param].data)
    return path, HOSTILE[request.param]


@pytest.fixture
def huge(tmp_path: Path) -> Path:
    """A file of 200 MB."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(HUGE)
    return path
