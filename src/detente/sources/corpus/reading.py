"""Reading a corpus: chunks of pages handed to processes or to a cluster, each kept as soon as it is done."""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

from detente.case.model import Case
from detente.errors import CoderError, CommandError, DetenteError, SourceError
from detente.sources.corpus.chunks import Chunks, locked, open_chunks, told_of
from detente.sources.corpus.coding_pages import CodedChunk, PageToCode, Using, coded_chunk, failed, require_coder
from detente.sources.event_data.database import MOST_WORKERS, available_cores, database
from detente.sources.page import MAX_BYTES
from detente.sources.reader import page_files

CHUNK = 50
MOST_SHOWN = 10
PATIENCE = "15s"  # to find a scheduler

Progress = Callable[[int, int], None]
Task = tuple[int, list[PageToCode]]


class CorpusStoppedError(DetenteError):
    """A person stopped the reading of a corpus; what is done is kept."""

    exit_code = 130


@dataclass(frozen=True)
class CorpusRead:
    """What became of the pages of a corpus: all, those coded in this run, the bad ones, events found, seconds taken."""

    output: str
    pages_table: str
    kept_in: str
    pages: int
    fresh: int
    bad: int
    events: int
    shown: tuple[tuple[str, str], ...]
    seconds: float


def read_corpus(
    folder: Path,
    output: Path,
    case: Case,
    *,
    coder: str | None = None,
    model: str | None = None,
    workers: int | None = None,
    cluster: str | None = None,
    size: int = CHUNK,
    progress: Progress | None = None,
) -> CorpusRead:
    """Code all pages of a folder into an event table, and into a table of its pages beside it.

    Chunks of ``size`` pages are kept in the folder ``OUTPUT.parts`` as they are done: the same call goes on after a
    stop or a kill, and takes in pages that came since. A page that cannot be coded is recorded with the reason. The answer
    is the same on any number of ``workers`` (processes), or on the Dask scheduler at ``cluster``, to which the pages'
    bytes are sent. ``coder`` and ``model`` name another coder than detente's rules, see
    :func:`detente.sources.coders.coder_named`. Raises :class:`SourceError` for a folder without pages, :class:`CommandError` where another run is at
    it, or it was begun with another case, coder or version; :class:`CorpusStoppedError` on Ctrl-C;
    :class:`CoderError` where a coder of the user's own does not answer.
    """
    count = available_cores() if workers is None else workers
    if not 1 <= count <= MOST_WORKERS:
        raise CommandError(f"{count} workers are not possible", advice=f"ask for 1 to {MOST_WORKERS}")
    if not folder.is_dir():
        raise SourceError(f"{folder}: there is no such folder", advice="name a folder of saved pages")
    names = [file.relative_to(folder).as_posix() for file in page_files(folder)]
    if not names:
        raise SourceError(
            f"{folder}: no pages in this folder", advice="pages end in .html, .htm, .txt, or have no suffix"
        )
    start = time.perf_counter()
    parts = output.with_name(output.name + ".parts")
    pages_table = output.with_name(f"{output.stem}.pages.parquet")
    require_coder(Using(case, coder, model))
    shipped = pickle.dumps(Using(case, coder, model))
    told: dict[str, object] = {
        "case": hashlib.sha256(case.model_dump_json().encode()).hexdigest(), "coder": coder, "model": model,
        "version": version("detente"),
    }  # fmt: skip
    try:
        with locked(parts), database(parts, 1) as connection:
            chunks = open_chunks(parts, names, size, told)
            fresh = _all_chunks(
                chunks, folder, shipped, count, cluster, connection, progress or (lambda done, total: None)
            )
            chunks.gather(connection, output, pages_table)
            pages, bad, events, shown = told_of(connection, output, pages_table, MOST_SHOWN)
    except OSError as error:
        raise CommandError(f"cannot write {output}: {error.strerror or error}", advice="name another output") from None
    seconds = time.perf_counter() - start
    return CorpusRead(str(output), str(pages_table), str(parts), pages, fresh, bad, events, shown, seconds)


def _all_chunks(
    chunks: Chunks, folder: Path, using: bytes, workers: int, cluster: str | None, connection: Any, progress: Progress
) -> int:
    """Code the chunks that are not done; how many pages that were."""
    done = chunks.done()
    total = sum(map(len, chunks.pages))
    ready = sum(len(chunks.pages[number]) for number in done)
    begun = ready
    progress(ready, total)
    todo = iter([number for number in range(len(chunks.pages)) if number not in done])
    tasks = ((number, [_page(folder, name, cluster is not None) for name in chunks.pages[number]]) for number in todo)
    try:
        for number, chunk in _coded(tasks, using, workers, cluster):
            chunks.keep(number, chunk, connection)
            ready += len(chunk.pages)
            progress(ready, total)
    except KeyboardInterrupt:
        raise CorpusStoppedError(
            f"stopped after {ready:,} of {total:,} pages", advice="the same command goes on from there"
        ) from None
    return ready - begun


def _page(folder: Path, name: str, with_bytes: bool) -> PageToCode:
    """A page; for a cluster with its bytes, since other machines may not see the folder."""
    file = folder / name
    if not with_bytes:
        return PageToCode(name, str(file))
    try:
        data = file.read_bytes() if file.stat().st_size <= MAX_BYTES else None
    except OSError:
        data = None
    return PageToCode(name, str(file), data)


def _coded(tasks: Iterator[Task], using: bytes, workers: int, cluster: str | None) -> Iterator[tuple[int, CodedChunk]]:
    """The chunks as they are done. Where a process died over some, their pages are coded one by one."""
    suspects: list[Task] = []
    while True:
        with _on_cluster(cluster) if cluster else _here(workers) as executor:
            running: dict[Future[CodedChunk], Task] = {}
            exhausted = False
            while not suspects and not (exhausted and not running):
                task = None if exhausted or len(running) >= 2 * _width(executor, workers) else next(tasks, None)
                if task is None:
                    exhausted = exhausted or len(running) < 2 * _width(executor, workers)
                    yield from _finished(running, suspects)
                    continue
                try:
                    running[executor.submit(coded_chunk, task[1], using)] = task
                except BrokenExecutor:
                    suspects.append(task)
            suspects += running.values()
        if not suspects:
            return
        for number, pages in suspects:
            yield number, _one_by_one(pages, using)
        suspects.clear()


def _finished(running: dict[Future[CodedChunk], Task], suspects: list[Task]) -> Iterator[tuple[int, CodedChunk]]:
    ready = wait(running, return_when=FIRST_COMPLETED).done
    for future in ready:
        task = running.pop(future)
        error = future.exception()
        if error is None:
            yield task[0], future.result()
        elif isinstance(error, CoderError):
            raise CoderError(error.message, advice=f"{error.advice}; the same command then goes on")
        else:
            suspects.append(task)


def _one_by_one(pages: list[PageToCode], using: bytes) -> CodedChunk:
    """Code pages in a process of their own; the one over which it dies is recorded, and another process goes on."""
    found = CodedChunk([], [])
    waiting = list(pages)
    while waiting:
        with _here(1) as executor:
            while waiting:
                page = waiting.pop(0)
                try:
                    chunk = executor.submit(coded_chunk, [page], using).result()
                except CoderError:
                    raise
                except Exception as error:  # noqa: BLE001  (whatever ended the process)
                    found.pages.append(failed(page, f"the process that read it ended ({type(error).__name__})"))
                    break
                found.events.extend(chunk.events)
                found.pages.extend(chunk.pages)
    return found


@contextmanager
def _here(workers: int) -> Iterator[Executor]:
    # processes begun afresh: a copy of this one would hold the database's threads
    executor = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Leave Ctrl-C to the process that hands out the work, and end when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def follow() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=follow, daemon=True).start()


def _width(executor: Any, workers: int) -> int:
    """How many chunks are worked on at once."""
    return int(getattr(executor, "detente_width", workers))


@contextmanager
def _on_cluster(address: str) -> Iterator[Any]:
    from dask.distributed import Client

    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise CommandError(
            f"no Dask scheduler answers at {address} ({error or type(error).__name__})",
            advice="start one with `dask scheduler`, and workers with `dask worker tcp://HOST:8786`",
        ) from None
    with client:
        executor = client.get_executor(pure=False, retries=2)
        executor.detente_width = max(1, sum(client.ncores().values()))
        yield executor
