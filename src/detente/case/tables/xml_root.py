"""The outermost element of an XML file, with everything hostile refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente.errors import CaseError

MAX_BYTES = 5_000_000


def is_xml(path: Path, data: bytes) -> bool:
    """True for a file that is called XML or begins as XML does, in any encoding of Unicode."""
    start = data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    return path.suffix.lower() == ".xml" or start.startswith(b"<")


def xml_root(path: Path, data: bytes, encoding: str | None = None) -> Any:
    """The outermost element of an XML file.

    Declarations of entities and document types are refused unread. Raises :class:`CaseError` where the file is
    broken, too large or declares such.
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise CaseError(
            f"{path}: larger than {MAX_BYTES // 1_000_000} MB", advice="a scenario or a game is smaller: check the file"
        )
    bare = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise _declares(path)
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        parser = etree.XMLParser(encoding=encoding, remove_comments=True, remove_pis=True, **safe)
        root = etree.fromstring(data, parser)
    except LookupError:
        raise CaseError(f"{path}: no encoding is called {encoding}", advice="name another encoding") from None
    except (etree.LxmlError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = str(error).partition(", line ")[0][:200] or "it ends too early"
        raise CaseError(f"{path}:{line}: the XML is broken: {reason}", advice="save it again") from None
    info = root.getroottree().docinfo
    if info.internalDTD is not None or info.doctype:  # in an encoding that hides it from the search above
        raise _declares(path)
    return root


def _declares(path: Path) -> CaseError:
    return CaseError(
        f"{path}: the XML declares a document type or entities, which a scenario or a game does not need",
        advice="remove <!DOCTYPE ...> from the file",
    )


def label(element: Any) -> str:
    """The name of an element as written, without its namespace."""
    return str(element.tag).rpartition("}")[2][:60]


def name_of(element: Any) -> str:
    """The name of an element in lower case."""
    return label(element).lower()
