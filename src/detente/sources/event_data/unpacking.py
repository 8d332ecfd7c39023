"""Files in zip archives, as GDELT publishes its own: unpacked for the time of the reading."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from detente.errors import SourceError
from detente.sources.event_data.formats import Layout, layout_of

BLOCK = 1 << 20


def laid_out(paths: Sequence[Path], folder: Path) -> dict[Layout, list[Path]]:
    """The files by layout, in order; an archive of one file is unpacked into ``folder``.

    Raises :class:`SourceError` for an archive that is broken, holds several files or more than fits on the disk, and as
    :func:`.layout_of` does.
    """
    groups: dict[Layout, list[Path]] = {}
    for number, path in enumerate(dict.fromkeys(paths)):
        if path.is_file() and zipfile.is_zipfile(path):
            file = _unpacked(path, folder / f"unpacked-{number}")
            try:
                layout = layout_of(file)
            except SourceError as error:
                raise SourceError(error.message.replace(str(file), str(path)), advice=error.advice) from None
        else:
            file, layout = path, layout_of(path)
        groups.setdefault(layout, []).append(file)
    return groups


def _unpacked(path: Path, folder: Path) -> Path:
    folder.mkdir()
    try:
        with zipfile.ZipFile(path) as archive:
            members = [it for it in archive.infolist() if not it.is_dir()]
            if len(members) != 1:
                raise SourceError(
                    f"{path}: an archive of {len(members)} files",
                    advice="unpack it and name the files; of a workbook, save the sheet as CSV",
                )
            if members[0].file_size > shutil.disk_usage(folder).free // 2:
                raise SourceError(
                    f"{path}: unpacks to more than the disk holds", advice="make space, or split the file"
                )
            file = folder / Path(members[0].filename).name
            left = members[0].file_size  # an archive may hold more than it says
            with archive.open(members[0]) as packed, file.open("wb") as out:
                while left > 0 and (block := packed.read(min(BLOCK, left))):
                    out.write(block)
                    left -= len(block)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise SourceError(f"{path}: the archive cannot be unpacked ({error})", advice="download it again") from None
    return file
