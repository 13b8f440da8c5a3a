"""Bytes to text: what is not text is refused, the encoding is found, and control characters are taken out.

The order of encodings follows the WHATWG's (byte order mark, UTF-8, the page's own declaration,
windows-1252), with charset-normalizer for what is left.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from tracker.errors import InputError

# The first bytes of files that people take for articles. From the registry of the file(1) program.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip, Word, OpenDocument or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"RIFF", "a WebP image, a sound or a film"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_BYTE_ORDER_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<(?:meta\b[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*["']?\s*([\w.:\-]+)""", re.I)

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Unicode categories that a Western text draws on beyond ASCII: letters, quotes, dashes, currencies, the hard
# space.
_USUAL = ("Lu", "Ll", "Pi", "Pf", "Pd", "Ps", "Sc", "Zs")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def decode(data: bytes, label: str) -> str:
    """The text in `data`, cleaned by `clean`; `label` names the source in errors.

    Raises `InputError` if it is no text, has nothing but white space, or is in an encoding that cannot be
    told.
    """
    refuse_binary(data, label)
    text = clean(_decode(data, label))
    if not text.strip():
        raise InputError(f"{label} is empty: there is no text to read")
    return text


def refuse_binary(data: bytes, label: str) -> None:
    """Raise `InputError` if `data` are not the bytes of a text."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"{label} is not text (looks like {kind}); save the article as text or HTML and add that")
    if b"\x00" in data and not data.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)):
        raise InputError(f"{label} is not text (it holds NUL bytes); save the article as text in UTF-8 and add that")


def clean(text: str) -> str:
    """`text` with every line end as "\\n" and each other control character and lone surrogate as one space.

    So no terminal escape from an article reaches a terminal, and every text can be stored as UTF-8. Tabs
    stay.
    """
    return _CONTROLS.sub(" ", _BREAKS.sub("\n", text))


def one_line(value: str | None) -> str | None:
    """A title or name on one line, without control characters; None if nothing is left."""
    return " ".join(clean(value).split()) or None if value else None


def _decode(data: bytes, label: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                if encoding == "utf-8-sig" and _is_cut_short(error, data):
                    return data.decode(encoding, "ignore")
                raise InputError(f"{label} begins as {encoding.upper()} but is broken at byte {error.start}") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_cut_short(error, data):
            return data[: error.start].decode("utf-8")
    return _decode_declared(data) or _decode_western(data) or _decode_guessed(data, label)


def _is_cut_short(error: UnicodeDecodeError, data: bytes) -> bool:
    """Whether UTF-8 fails only in the last character, where a download stopped in the middle of it."""
    tail = data[error.start :]
    latin = len(tail) == 1 and tail >= b"\xe0" and data[: error.start].isascii()  # "... Cité" in ISO 8859-1
    return error.reason == "unexpected end of data" and error.start > 0 and not latin


def _decode_declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:2048])
    try:
        # A page in UTF-8 would have been read before: such a declaration is wrong.
        return data.decode(match[1].decode("ascii")) if match else None
    except (LookupError, UnicodeDecodeError):
        return None


def _decode_western(data: bytes) -> str | None:
    """As windows-1252, if almost all is ASCII and the rest turns into letters, quotes and dashes.

    On so little evidence detectors name the oddest code pages; English with a few accents or curly quotes is
    this one.
    """
    try:
        rare = data.translate(None, bytes(range(128))).decode("windows-1252")
    except UnicodeDecodeError:
        return None
    if len(rare) > len(data) * 0.15:
        return None
    usual = sum(unicodedata.category(char) in _USUAL or char in "…•·§°©®™" for char in rare)
    return data.decode("windows-1252") if usual >= len(rare) * 0.9 else None


def _decode_guessed(data: bytes, label: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise InputError(
            f"{label} is in an encoding that cannot be told, or is not text; save it as UTF-8 and add that"
        )
    return str(best)
