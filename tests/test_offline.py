"""No command uses a network: every one is run under a guard that ends it when it reaches out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from detente.case.catalog import find_case
from detente.cli.main import app
from tests.sources.event_files import gdelt_row, write_tabs

CAUGHT = 97
CASE = "emission-standards-1994"
SAID, CAME, ISSUES = "{out}/said.csv", "{out}/came.csv", "{out}/issues.csv"
GRAPH_MODEL = """{"options": [{"name": "stops"}, {"name": "stops"}], "infeasibles": [], "decisionMakers": [
 {"name": "one", "options": [0], "preferences": [[[1, "Y"]], [[0, "N"]]]},
 {"name": "two", "options": [1], "payoffs": [2, 4, 1, 3]}]}"""
PAGE = find_case("vienna-2015").parent / "sources" / "vienna-page.html"

GUARD = f"""
import ipaddress, os, sys

def local(host):
    host = host.decode() if isinstance(host, bytes) else host
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

def guard(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = args[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind", "socket.getnameinfo"):
        address = args[1] if event != "socket.getnameinfo" else args[0]
        host = address[0] if isinstance(address, tuple) else None
    else:
        return
    everybody = event == "socket.bind" and host == ""  # no address: open to the whole network
    if everybody or not local(host):
        os.write(2, f"reached out: {{event}} {{args!r}}\\n".encode())
        os._exit({CAUGHT})

sys.addaudithook(guard)
"""
RUN = GUARD + "\nfrom detente.cli.main import run\nsys.argv[0] = 'detente'\nrun()\n"

BRIEFS = [part for kind in ("html", "pdf", "docx", "xlsx") for part in ("-o", f"{{out}}/brief.{kind}")]

# Command, to the arguments of its runs; {out} is a folder of the test's own.
RUNS = {
    "brief": [["brief", CASE, "--draws", "50", *BRIEFS]],
    "forecast": [["forecast", CASE], ["forecast", CASE, "--json", "--workers", "2"]],
    "ceasefire": [
        ["ceasefire", "vienna-2015", "--draws", "50"],
        ["ceasefire", "vienna-2015", "--text", str(PAGE), "--json"],
    ],
    "leverage": [
        ["leverage", CASE],
        ["leverage", "vienna-2015", "--draws", "50", "--json"],
        [
            "leverage",
            "panama-canal",
            "--draws",
            "20",
            "--zone-curve",
            "panama",
            "--plot",
            "{out}/zone.svg",
            "--war",
            "usa,panama",
        ],
    ],
    "stability": [
        ["stability", "{out}/dilemma.gmcr"],
        ["stability", "{out}/dilemma.gmcr", "--json", "-o", "{out}/states.csv"],
        ["stability", "vienna-2015", "--why", "now", "--concept", "seq"],
        ["stability", "elmira-1991", "--coalitions", "--charts", "{out}/stability"],
        ["stability", "prisoners-dilemma", "--inverse", "3", "--concept", "nash", "--json"],
    ],
    "deals": [
        ["deals", CASE],
        ["deals", "panama-canal", "--json", "--charts", "{out}/pictures"],
        ["deals", "panama-canal", "--package", "nash", "--text", "{out}/draft.md"],
    ],
    "elicit": [
        [
            "elicit",
            "panama-canal",
            "--party",
            "panama",
            "--prefer",
            "duration=100, use_rights=0 > duration=0, use_rights=100",
            "-o",
            "{out}/weighed.yaml",
        ]
    ],
    "trust": [["trust", "vienna-2015", "--draws", "50"], ["trust", CASE, "--events", "{out}/events.csv", "--json"]],
    "events": [
        ["events", "{out}/gdelt.tsv", "--case", "vienna-2015", "--draft-map", "{out}/map.csv"],
        ["events", "{out}/gdelt.tsv", "--case", "vienna-2015", "--map", "{out}/map.csv", "-o", "{out}/e.parquet"],
        ["events", "{out}/e.parquet", "--actor", "usa", "--by", "month,type", "--json"],
        ["trust", "vienna-2015", "--draws", "50", "--events", "{out}/e.parquet"],
    ],
    "sensitivity": [["sensitivity", CASE], ["sensitivity", "vienna-2015", "--issue", "presidency", "--json"]],
    "check": [["check", CASE], ["check", "vienna-2015", "--json"]],
    "read": [
        ["read", str(PAGE), "--json"],
        ["read", str(PAGE)],
        ["read", str(PAGE), "--case", "vienna-2015"],
        ["read", "--corpus", "{out}/pages", "--case", "vienna-2015", "-o", "{out}/corpus.parquet", "--workers", "1"],
    ],
    "evidence": [
        ["evidence", "vienna-2015"],
        ["evidence", "propose", str(PAGE), "--case", "vienna-2015", "-o", "{out}/proposals.yaml"],
        ["evidence", "timeline", str(PAGE), "--case", "vienna-2015", "--json"],
        ["cases", "vienna-2015", "-o", "{out}/my-case"],
        ["evidence", "review", "{out}/proposals.yaml", "--case", "{out}/my-case"],
    ],
    "draft": [["draft", str(PAGE), "-o", "{out}/drafted/case.yaml"]],
    "cases": [["cases"], ["cases", CASE, "-o", "{out}/copy"]],
    "edit": [["edit", CASE, "parties.nl.capability=0.1", "-o", "{out}/edited.yaml"]],
    "import": [["export", CASE, "{out}/table.csv"], ["import", "{out}/table.csv", "-o", "{out}/case.yaml"]],
    "export": [["export", CASE, "{out}/table.csv"]],
    "score": [["score", SAID, CAME], ["score", SAID, CAME, "--json", "--plot", "{out}/calibration.html"]],
    "log": [
        ["log", "add", "Will it be signed?", "-p", "35%", "--file", "{out}/log.jsonl"],
        ["log", "add", "--from-forecast", CASE, "--issue", "delay", "--file", "{out}/log.jsonl"],
        ["log", "resolve", "1", "yes", "--file", "{out}/log.jsonl"],
        ["log", "--file", "{out}/log.jsonl"],
        ["log", "list", "--file", "{out}/log.jsonl"],
        ["log", "score", "--file", "{out}/log.jsonl", "--plot", "{out}/calibration.png"],
    ],
    "forecast-table": [["forecast-table", "--data", ISSUES, "--capability", "power", "-o", "{out}/forecasts.csv"]],
    "benchmark": [
        ["benchmark", "accuracy", "--data", ISSUES, "--capability", "power", "-o", "{out}/accuracy.md"],
        ["benchmark", "coding", "--data", "{out}/gold.json"],
    ],
    "schema": [["schema"], ["schema", "--fields"], ["schema", "--checks"]],
}


def guarded(program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_command_is_run():
    assert set(RUNS) == set(typer.main.get_command(app).commands)


@pytest.fixture
def folder(tmp_path):
    """A folder with the tables that commands are given."""
    (tmp_path / "said.csv").write_text("question,probability\na,0.4\nb,0.8\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text("date,from,to,code\n1994-01-02,nl,de,040\n", encoding="utf-8")
    write_tabs(tmp_path / "gdelt.tsv", [gdelt_row(1), gdelt_row(2, code="190")])
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "page.txt").write_text("Talks open\n\nThe talks opened on time.\n", encoding="utf-8")
    (tmp_path / "came.csv").write_text("question,outcome\na,no\nb,yes\n", encoding="utf-8")
    sentence = '{"text": "Chad left Kenya.", "event": "RETREAT", "source": [{"actorText": "Chad"}]}'
    (tmp_path / "gold.json").write_text(f"[{sentence}]", encoding="utf-8")
    (tmp_path / "dilemma.gmcr").write_text(GRAPH_MODEL, encoding="utf-8")
    rows = [f"{issue},{actor},{20 * actor + issue},50,2,0,40" for issue in range(4) for actor in range(4)]
    table = "\n".join(["issue,actor,position,salience,power,rp,outcome", *rows])
    (tmp_path / "issues.csv").write_text(table, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", RUNS)
def test_a_command_reaches_out_to_nobody(command, folder):
    for arguments in RUNS[command]:
        done = guarded(RUN, *(it.format(out=folder) for it in arguments), folder=folder)
        assert done.returncode != CAUGHT, done.stderr
        assert done.returncode == 0, (arguments, done.stderr)


@pytest.mark.parametrize(
    "program",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket; socket.gethostbyname('example.org')",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).connect(('2001:db8::1', 9))",
        "import socket; socket.socket().bind(('', 0))",
        "import socket; socket.socket().bind(('0.0.0.0', 0))",
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1', timeout=1)",
    ],
)
def test_the_guard_catches_whoever_reaches_out(program, tmp_path):
    done = guarded(GUARD + program, folder=tmp_path)
    if "Address family not supported" in done.stderr:
        pytest.skip("this system has no such address family")
    assert done.returncode == CAUGHT, done.stderr


def test_the_guard_lets_through_what_stays_on_the_machine(tmp_path):
    program = """
import socket
server = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(server.getsockname())
"""
    done = guarded(GUARD + program, folder=tmp_path)
    assert done.returncode == 0, done.stderr


# -- what Python does not see: the kernel's view -----------------------------------------------------------------------

CALL = re.compile(r"(?:connect|sendto)\(.*?sa_family=(AF_INET6?),.*")
LOOPBACK = re.compile(r'inet_addr\("127\.|"::1"|"::ffff:127\.')


def traced(folder: Path, *command: str) -> list[str]:
    """The calls of a command and its children that go to an internet address other than loopback."""
    log = folder / "calls.log"
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    done = subprocess.run(
        [strace, "-f", "-qq", "-e", "trace=connect,sendto", "-o", log, sys.executable, *command],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "ptrace" in done.stderr.lower() and "not permitted" in done.stderr.lower():
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    return [line for line in log.read_text().splitlines() if CALL.search(line) and not LOOPBACK.search(line)]


@pytest.mark.parametrize("command", RUNS)
def test_a_command_and_its_libraries_connect_to_no_address(command, folder):
    for arguments in RUNS[command]:
        assert traced(folder, "-m", "detente", *(it.format(out=folder) for it in arguments)) == []


def test_a_command_that_reaches_out_is_caught(tmp_path):
    reaching = "import socket\nfrom detente.case import catalog\n" + (
        "catalog.load_case = lambda name, at=None: socket.create_connection(('192.0.2.1', 80), timeout=1)\n"
    )
    done = guarded(GUARD + reaching + RUN.removeprefix(GUARD), "forecast", CASE, folder=tmp_path)
    assert done.returncode == CAUGHT, done.stderr


def test_the_trace_sees_who_reaches_out(tmp_path):
    program = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect_ex(('192.0.2.1', 9))"
    assert traced(tmp_path, "-c", program)
