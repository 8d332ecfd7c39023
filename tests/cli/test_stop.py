"""Ctrl-C on long work: it stops, leaves nothing running and says what was done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize(
    ("command", "draws", "workers", "seconds"),
    [
        (("forecast", "vienna-2015", "--method", "calibrated"), 10_000_000, "1", 4),
        (("forecast", "vienna-2015", "--method", "calibrated"), 10_000_000, "2", 4),
        (("deals", "vienna-2015"), 100_000, "2", 12),
    ],
)
def test_a_stop_says_what_was_done_and_leaves_no_orphan(command, draws, workers, seconds):
    started = [sys.executable, "-m", "detente", *command, "--draws", str(draws)]
    process = subprocess.Popen(
        [*started, "--workers", workers],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(seconds)  # well into the draws, and far from their end
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == ""
    assert "stopped after" in err
    assert f"of {draws:,} draws" in err
    assert "Traceback" not in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
