"""From bytes to a decoded page: limits, character set, HTML or plain text."""

import codecs
import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from detente.errors import SourceError

MAX_BYTES = 20_000_000
"""A page beyond this size is refused; the largest news pages measure about 3 MB."""
SNIFFED = 20_000
"""Characters at the head of a page that decide between HTML and plain text."""
CHARSET_SAMPLE = 12_000
"""Bytes of text handed to the statistical charset detector."""

Kind = Literal["html", "plain"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_PAGES = (
    (b"%PDF-", "a PDF document", "save its text, or the page it came from, as HTML or text"),
    (b"PK\x03\x04", "a zip archive or Office document", "unpack it, or save its text"),
    (b"\x1f\x8b", "a gzip archive", "unpack it with gunzip first"),
    (b"\x89PNG", "a PNG picture", "give the page itself"),
    (b"\xff\xd8\xff", "a JPEG picture", "give the page itself"),
    (b"GIF8", "a GIF picture", "give the page itself"),
    (b"{\\rtf", "a rich text document", "save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an Office document", "save its text"),
    (b"SQLite format 3", "a database", "give a page"),
    (b"\x7fELF", "a program", "give a page"),
)
_ARCHIVE = re.compile(
    rb"\A(?:[\w-]{1,40}:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n){0,20}){0,20}Content-Type:\s{0,5}multipart/related", re.I
)
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_:.\-]{1,40})", re.IGNORECASE)
_STARTS_HTML = re.compile(r"<(!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)
_KNOWN_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|article|section|main|header|table|tr|td|ul|ol|li|script|style|meta|title"
    r"|body|html|head|img|em|strong|b|i|blockquote|figure|nav|footer|link)(?=[\s/>])[^<>]{0,2000}>",
    re.IGNORECASE,
)
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
# Tab and line ends stay; other controls, byte order marks, noncharacters, lone surrogates, what is
# invisible within words (soft hyphen, spaces and joiners without width; those that shape letters stay) and the two
# bidi overrides (which reorder what a person sees) go.
_REMOVED = dict.fromkeys(
    [*range(9), 11, *range(14, 28), *range(127, 133), *range(134, 160)]
    + [0xAD, 0x200B, 0x2060, 0x202D, 0x202E, 0xFEFF, 0xFFFE, 0xFFFF, *range(0xFDD0, 0xFDF0), *range(0xD800, 0xE000)]
)
_REMOVED |= dict.fromkeys((12, 28, 29, 30, 31, 133, 0x2028, 0x2029), "\n")

_UNWANTED = re.compile("[" + "".join(f"\\U{code:08x}" for code in sorted(_REMOVED)) + "]")


@dataclass(frozen=True, slots=True)
class Page:
    """A decoded page: its text without control characters, and what it is written in."""

    text: str
    kind: Kind
    name: str


def clean(text: str) -> str:
    r"""Return ``text`` without control characters, with ``\n`` as the only line end.

    >>> clean("a\x00b\r\nc\x1b[1m")
    'ab\nc[1m'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNWANTED.sub(lambda match: _REMOVED[ord(match[0])] or "", text)


def load(path: Path) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``; never more than `MAX_BYTES`.

    :raises SourceError: missing, unreadable, a folder, not a regular file, or too large.

    >>> load(Path("no-such-page.html"))
    Traceback (most recent call last):
        ...
    detente.errors.SourceError: no-such-page.html: there is no such page
    """
    if str(path) == "-":
        data, path = sys.stdin.buffer.read(MAX_BYTES + 1), Path("standard input")
    else:
        data = _load_file(path)
    if len(data) > MAX_BYTES:
        raise _too_large(str(path))
    return data


def _load_file(path: Path) -> bytes:
    try:
        mode = os.stat(path)
        if stat.S_ISDIR(mode.st_mode):
            raise SourceError(f"{path}: is a folder, not a page", advice="give a file in it")
        if not stat.S_ISREG(mode.st_mode):
            raise SourceError(f"{path}: is not a regular file", advice="give a page saved as a file, or - for input")
        if mode.st_size > MAX_BYTES:
            raise _too_large(str(path))
        with open(path, "rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise SourceError(
            f"{path}: there is no such page", advice="check the path; pages are read from files, never fetched"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError(f"{path}: cannot be read ({reason})", advice="check the path and its permissions") from error


def _too_large(name: str) -> SourceError:
    return SourceError(
        f"{name}: larger than {MAX_BYTES // 1_000_000} MB, which no article is",
        advice="save only the article, or split the file",
    )


def open_page(data: bytes, name: str = "page") -> Page:
    """Decode ``data`` and tell HTML from plain text.

    :raises SourceError: empty, too large, or not text at all.

    >>> open_page(b"<!doctype html><p>Talks</p>").kind
    'html'
    >>> open_page(b"If a < b and b > c, the talks go on.").kind
    'plain'
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    if not data.strip(b"\0 \t\r\n\f"):
        raise SourceError(f"{name}: the page is empty", advice="save the page again, with its text")
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, what, advice in _NOT_PAGES:
        if head.startswith(magic):
            raise SourceError(f"{name}: is {what}, not a page", advice=advice)
    if _ARCHIVE.search(head):
        raise SourceError(f"{name}: is a web archive (MHTML), not a page", advice="save the page as HTML only")
    text = clean(decode(data, name))
    return Page(text=text, kind=sniff(text, name), name=name)


def decode(data: bytes, name: str = "page") -> str:
    """Return the text of ``data``: byte order mark, UTF-8, the declared charset, then a guess.

    UTF-8 goes before the declaration because bytes that are valid UTF-8 almost never are
    anything else, while wrong declarations are common.

    :raises SourceError: the bytes are not text.

    >>> decode(("Переговоры начались утром. " * 8).encode("cp1251"))[:19]
    'Переговоры начались'
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(codec, errors="replace")
    wide = _wide_codec(data[:4096])
    if wide:
        return data.decode(wide, errors="replace")
    _refuse_binary(data, name)
    declared = _declared(data)
    if declared.startswith("iso2022") and b"\x1b" in data:
        return data.decode(declared, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, declared)


def _wide_codec(head: bytes) -> str:
    """UTF-16 without a mark: half the bytes of its spaces and line ends are zero, and it decodes to letters."""
    head = head[: len(head) // 2 * 2]
    if len(head) < 16 or b"\0" not in head:
        return ""
    for codec in ("utf-16-le", "utf-16-be"):
        text = head.decode(codec, errors="replace")
        spaces = sum(text.count(mark) for mark in " \r\n\t")
        odd = sum(not (c.isprintable() or c.isspace()) or c == "\ufffd" for c in text)
        if spaces and odd <= 0.01 * len(text) and (spaces >= 0.03 * len(text) or text.isascii()):
            return codec
    return ""


def _refuse_binary(data: bytes, name: str) -> None:
    head = data[:65_536]
    odd = len(head) - len(head.translate(None, bytes([*range(9), *range(14, 27), *range(28, 32)])))
    if odd > 0.02 * len(head):
        raise SourceError(f"{name}: is binary data, not a page", advice="give a page saved as HTML or plain text")


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    if not found:
        return ""
    try:
        name = codecs.lookup(found.group(1).decode("ascii"))
    except LookupError:
        return ""
    # browsers read Latin-1 as its superset cp1252; and a few codecs are not character sets
    if name.name in {"iso8859-1", "ascii"}:
        return "cp1252"
    return name.name if getattr(name, "_is_text_encoding", True) else ""


def _decode_legacy(data: bytes, declared: str) -> str:
    broken = data.decode("utf-8", errors="replace")
    high = sum(1 for byte in data[:100_000] if byte >= 0x80)
    if broken.count("\ufffd") <= max(2, 0.05 * high) and high > 8:
        return broken  # UTF-8 with a few damaged places
    if declared and declared not in {"utf-8", "utf-7"}:
        try:
            text = data.decode(declared)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            if not _garbled(text):
                return text
    return _guess(data)


def _garbled(text: str) -> bool:
    """Running text in which most letters are accented Latin is another script read wrongly."""
    letters = [c for c in text[:200_000] if c > "\x7f"]
    latin = sum("\xc0" <= c <= "\xff" for c in letters)
    plain = sum(c.isascii() and c.isalpha() for c in _without_tags(text[:200_000]))
    return latin > 40 and latin > 0.6 * plain


def _without_tags(text: str) -> str:
    return re.sub(r"<[^<>]{0,4000}>", " ", text)


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    body = re.sub(rb"<[^<>]{0,4000}>", b" ", data[:400_000])
    high = [m.start() for m in re.finditer(rb"[\x80-\xff]", body)][:1]
    begin = max(0, high[0] - 500) if high else 0
    best = from_bytes(body[begin : begin + CHARSET_SAMPLE]).best()
    for codec in (best.encoding if best else "cp1252", "cp1252"):
        try:
            return data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def sniff(text: str, name: str = "") -> Kind:
    """Tell HTML from plain text by what the text holds; the file name decides close calls.

    >>> sniff("<p>One</p><p>Two</p>"), sniff("He wrote <p> in the margin.")
    ('html', 'plain')
    """
    head = _after_comments(text)[:SNIFFED]
    if _STARTS_HTML.match(head) or (head.startswith("<?xml") and "<html" in head[:2000].lower()):
        return "html"
    tags = _KNOWN_TAG.findall(head)
    if Path(name).suffix.lower() in _HTML_SUFFIXES:
        return "html" if tags or not head or _KNOWN_TAG.search(text, 0, 400_000) else "plain"
    closing = any(tag.startswith("</") for tag in tags)
    dense = len(tags) >= 3 and len(tags) * 400 >= len(head)
    return "html" if closing and (head.startswith("<") or dense) and len(tags) >= 2 else "plain"


def _after_comments(text: str) -> str:
    begin = 0
    for _ in range(50):
        while begin < len(text) and text[begin].isspace():
            begin += 1
        if not text.startswith("<!--", begin):
            break
        end = text.find("-->", begin)
        if end < 0:
            break
        begin = end + 3
    return text[begin : begin + SNIFFED]
