"""A folder that holds one game: its domain and the profiles of its parties."""

from __future__ import annotations

from pathlib import Path

from detente.case.tables.cells import Words
from detente.case.tables.draft import Draft
from detente.case.tables.genius import ROOTS, read_genius
from detente.case.tables.geniusweb import PROFILE, json_of, read_geniusweb
from detente.case.tables.grid import read_bytes
from detente.case.tables.xml_root import name_of, xml_root
from detente.errors import CaseError

MOST_FILES = 100


def read_folder(path: Path, words: Words, case_id: str) -> tuple[str, Draft]:
    """What a folder holds, and the draft of a case from it: Genius games in XML, else GeniusWeb games in JSON.

    Files of other kinds are passed over and said. Raises :class:`CaseError` where there is no game.
    """
    try:
        every = sorted(file for file in path.iterdir() if file.is_file() and not file.name.startswith("."))
    except OSError as error:
        raise CaseError(f"{path}: {error.strerror}", advice="check the path") from None
    for ending in (".xml", ".json"):
        files = [file for file in every if file.suffix.lower() == ending]
        if len(files) > MOST_FILES:
            raise CaseError(f"{path}: {len(files)} files in {ending[1:].upper()}", advice=f"keep {MOST_FILES} at most")
        kind, draft, used = _genius(files, words, case_id) if ending == ".xml" else _geniusweb(files, words, case_id)
        if draft is not None:
            for file in every:
                if file not in used:
                    draft.assume("folder", f"`{file.name}` is no part of the game and was passed over")
            return kind, draft
    raise CaseError(
        f"{path}: the folder holds no game", advice="it should hold Genius (XML) or GeniusWeb (JSON) profiles"
    )


def _genius(files: list[Path], words: Words, case_id: str) -> tuple[str, Draft | None, list[Path]]:
    found = [(file, xml_root(file, read_bytes(file))) for file in files]
    games = [(file, root) for file, root in found if name_of(root) in ROOTS]
    return "genius xml", read_genius(games, words, case_id) if games else None, [file for file, _ in games]


def _geniusweb(files: list[Path], words: Words, case_id: str) -> tuple[str, Draft | None, list[Path]]:
    found = [(file, json_of(file, read_bytes(file))) for file in files]
    games = [(file, it) for file, it in found if PROFILE in it or "issuesValues" in it]
    return "geniusweb json", read_geniusweb(games, words, case_id) if games else None, [file for file, _ in games]
