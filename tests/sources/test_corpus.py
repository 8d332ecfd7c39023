from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from datetime import date

import duckdb
import pytest

from detente.case.catalog import load_case
from detente.errors import CommandError, SourceError
from detente.sources import read_page
from detente.sources.coding import CodedEvent, Coding
from detente.sources.corpus import coding_pages, read_corpus
from detente.sources.corpus.chunks import locked, open_chunks
from detente.sources.corpus.coding_pages import CodedChunk, PageToCode, Using, coded_chunk
from detente.sources.corpus.reading import CorpusStoppedError
from detente.sources.event_data import Filters, count_events
from detente.sources.event_data.database import database

CASE = load_case("vienna-2015")
PAGE = "Talks open\n\n12 November 2015\n\nThe delegations of the {0} provinces met on time.\n\nNobody left early on day {0}.\n"
READ = """
import sys
from pathlib import Path
from detente.sources.corpus import read_corpus
if __name__ == "__main__":
    import multiprocessing
    from detente.case.catalog import load_case
    CASE = load_case("vienna-2015")
    def told(done, total):
        print(*[it.pid for it in multiprocessing.active_children()], flush=True)
    read_corpus(Path(sys.argv[1]), Path(sys.argv[2]), CASE, workers=2, size=2, progress=told)
"""


@pytest.fixture
def pages(tmp_path):
    """Thirty pages in two folders, one empty and one binary among them."""
    folder = tmp_path / "pages"
    for number in range(30):
        file = folder / f"{number % 2}" / f"page {number}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(number), encoding="utf-8")
    (folder / "0" / "page 4.txt").write_bytes(b"")
    (folder / "1" / "page 7.txt").write_bytes(b"%PDF-1.4")
    return folder


def table(path):
    with duckdb.connect() as connection:
        return connection.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def test_a_folder_is_read_and_bad_pages_are_recorded(pages, tmp_path):
    done = []
    found = read_corpus(pages, tmp_path / "e.parquet", CASE, workers=2, size=7, progress=lambda *it: done.append(it))
    assert (found.pages, found.fresh, found.bad, found.events) == (30, 30, 2, 0)
    assert [page for page, _ in found.shown] == ["0/page 4.txt", "1/page 7.txt"]
    assert "PDF" in found.shown[1][1]
    assert done[0] == (0, 30)
    assert done[-1] == (30, 30)
    rows = table(tmp_path / "e.pages.parquet")
    assert len({row[0] for row in rows}) == len(rows) == 30
    assert {row[3] for row in rows if row[1] is None} == {date(2015, 11, 12)}
    assert count_events(tmp_path / "e.parquet", Filters()).events == 0


def test_the_same_again_reads_new_pages_only(pages, tmp_path):
    read_corpus(pages, tmp_path / "e.parquet", CASE, workers=1)
    before = table(tmp_path / "e.pages.parquet")
    assert read_corpus(pages, tmp_path / "e.parquet", CASE, workers=1).fresh == 0
    assert table(tmp_path / "e.pages.parquet") == before
    (pages / "new.txt").write_text(PAGE.format(99), encoding="utf-8")
    found = read_corpus(pages, tmp_path / "e.parquet", CASE, workers=1)
    assert (found.fresh, found.pages) == (1, 31)


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="looks at processes in /proc")
def test_a_kill_loses_and_doubles_nothing_and_leaves_nobody_running(pages, tmp_path):
    output = tmp_path / "e.parquet"
    script = tmp_path / "read.py"
    script.write_text(READ, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(pages), str(output)], stdout=subprocess.PIPE, text=True
    ) as process:
        pids = set()
        for line in process.stdout:
            pids |= {int(pid) for pid in line.split()}
            if len(list(tmp_path.glob("e.parquet.parts/chunk-*"))) >= 3:
                break
        process.send_signal(signal.SIGKILL)
    kept = len(list(tmp_path.glob("e.parquet.parts/chunk-*")))
    assert 3 <= kept < 15
    assert not output.exists()
    patience = time.monotonic() + 30
    while any(map(alive, pids)) and time.monotonic() < patience:
        time.sleep(0.1)
    assert pids
    assert not any(map(alive, pids))
    found = read_corpus(pages, output, CASE, workers=1, size=2)
    assert (found.pages, found.fresh) == (30, 30 - 2 * kept)
    whole = tmp_path / "whole.parquet"
    read_corpus(pages, whole, CASE, workers=1)
    assert table(tmp_path / "e.pages.parquet") == table(tmp_path / "whole.pages.parquet")


def test_a_process_that_dies_costs_no_page(pages, tmp_path):
    killed = []

    def kill_one(done, total):
        if done and not killed:
            child = multiprocessing.active_children()[0]
            child.kill()
            killed.append(child)

    found = read_corpus(pages, tmp_path / "e.parquet", CASE, workers=2, size=2, progress=kill_one)
    assert killed
    assert (found.pages, found.bad) == (30, 2)


def test_a_stop_keeps_what_is_done(pages, tmp_path):
    def stop(done, total):
        if done >= 6:
            raise KeyboardInterrupt

    with pytest.raises(CorpusStoppedError, match="stopped after 6 of 30 pages"):
        read_corpus(pages, tmp_path / "e.parquet", CASE, workers=1, size=3, progress=stop)
    assert read_corpus(pages, tmp_path / "e.parquet", CASE, workers=1, size=3).fresh == 24


def test_a_cluster_gives_the_same(pages, tmp_path):
    from dask.distributed import LocalCluster

    read_corpus(pages, tmp_path / "here.parquet", CASE, workers=1)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        read_corpus(pages, tmp_path / "there.parquet", CASE, cluster=cluster.scheduler_address, size=4)
    assert table(tmp_path / "here.pages.parquet") == table(tmp_path / "there.pages.parquet")


def test_another_case_or_another_run_is_refused(pages, tmp_path):
    parts = tmp_path / "e.parquet.parts"
    open_chunks_of = {"case": "one", "version": "1"}
    parts.mkdir()
    open_chunks(parts, ["a.txt"], 1, open_chunks_of)
    with pytest.raises(CommandError, match="begun with another case"):
        read_corpus(pages, tmp_path / "e.parquet", CASE)
    (parts / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match="cannot be read"):
        read_corpus(pages, tmp_path / "e.parquet", CASE)
    with locked(parts), pytest.raises(CommandError, match="another run works in it"):
        read_corpus(pages, tmp_path / "e.parquet", CASE)


def test_folders_without_pages_and_workers_that_cannot_be(pages, tmp_path):
    with pytest.raises(SourceError, match="no such folder"):
        read_corpus(tmp_path / "no", tmp_path / "e.parquet", CASE)
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="no pages"):
        read_corpus(tmp_path / "empty", tmp_path / "e.parquet", CASE)
    with pytest.raises(CommandError, match="0 workers"):
        read_corpus(pages, tmp_path / "e.parquet", CASE, workers=0)


# -- within a chunk ----------------------------------------------------------------------------------------------------


def two_actors(data, name, using):
    """A coding that finds one event of two actors in every page, and fails on some."""
    if b"3 provinces" in data:
        raise RecursionError("too deep")
    article = read_page(data, name)
    event = CodedEvent(
        start=0, end=5, text=article.text[:5], type="RETREAT", mode="ceasefire", actors=("usa", "russia"), quad=2,
        intensity=7.5, modality="future",
    )  # fmt: skip
    return Coding(article=article, events=(event,))


def test_events_become_rows_and_one_bad_page_is_a_note(pages, tmp_path, monkeypatch):
    monkeypatch.setattr(coding_pages, "coded", two_actors)
    names = [f"{number % 2}/page {number}.txt" for number in range(4)]
    chunk = coded_chunk([PageToCode(name, str(pages / name)) for name in names], pickle.dumps(Using(CASE)))
    assert [page["error"] for page in chunk.pages] == [None, None, None, "RecursionError: too deep"]
    assert len(chunk.events) == 6
    assert chunk.events[0] | {
        "actor_party": "usa", "actor": "United States", "recipient_party": None, "code": "RETREAT ceasefire", "quad": 2,
        "date": date(2015, 11, 12), "text": "Talks", "file": "0/page 0.txt", "modality": "future",
    } == chunk.events[0]  # fmt: skip
    parts = tmp_path / "parts"
    again = CodedChunk(chunk.events[:2], [chunk.pages[0] | {"page": "copy.txt"}])
    with database() as connection:
        chunks = open_chunks(parts, [*names, "copy.txt"], 4, {})
        chunks.keep(0, chunk, connection)
        chunks.keep(1, again, connection)
        assert chunks.done() == {0, 1}
        chunks.gather(connection, tmp_path / "e.parquet", tmp_path / "p.parquet")
    assert (len(table(tmp_path / "e.parquet")), len(table(tmp_path / "p.parquet"))) == (6, 5)
    counts = count_events(tmp_path / "e.parquet", Filters(actor="usa", modality=None), ("type",))
    assert counts.rows == (("RETREAT", 3, 7.5, None),)
    plain = count_events(tmp_path / "e.parquet", Filters(actor="usa"))
    assert (plain.events, plain.left_out) == (0, 3)


def test_a_page_that_takes_too_long_is_given_up(pages, monkeypatch):
    monkeypatch.setattr(coding_pages, "PATIENCE", 0.05)
    monkeypatch.setattr(coding_pages, "coded", lambda data, name, using: time.sleep(30))
    page = PageToCode("a", str(pages / "0" / "page 0.txt"))
    chunk = coded_chunk([page], pickle.dumps(Using(CASE)))
    assert "took longer" in chunk.pages[0]["error"]
