"""Text from elsewhere, made fit for one line on a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

# Characters that could steer a terminal, or hide or reorder what a reader sees: C0 and C1 controls, DEL,
# zero-width and bidirectional controls (Unicode TR36), lone surrogates (undecodable bytes of a file name),
# tags, noncharacters. The joiners U+200C and U+200D stay: Persian names and emoji are spelt with them.
HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACE = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")


def plain(value: object) -> str:
    r"""The value as one line that a terminal shows literally.

    White space, line breaks included, becomes single spaces; control, bidirectional and invisible characters
    are shown as escapes (ESC as `\x1b`, a right-to-left override as `\u202e`). None is the empty text.
    """
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if text.isascii() and text.isprintable():  # most of what there is
        return " ".join(text.split()) if " " in text else text
    text = _SPACE.sub(" ", text).strip(" ")
    return HIDDEN.sub(lambda found: escape(found.group()), text)


class Marked(str):
    """A line of text of which some words are marked: on a terminal by their style, elsewhere by ** on both sides."""

    __slots__ = ("pieces",)
    pieces: tuple[tuple[str, bool], ...]

    def __new__(cls, text: str, spans: Iterable[Sequence[int]]) -> Marked:
        """The text with these stretches of characters marked; what a terminal might obey is escaped."""
        pieces, done = [], 0
        for start, end in spans:
            pieces += [(text[done:start], False), (text[start:end], True)]
            done = end
        return cls.of([*pieces, (text[done:], False)])

    @classmethod
    def of(cls, pieces: Iterable[tuple[str, bool]]) -> Marked:
        """These pieces in a row, each with whether it is marked."""
        kept = tuple((HIDDEN.sub(lambda found: escape(found.group()), text), marked) for text, marked in pieces if text)
        made = str.__new__(cls, "".join(f"**{text}**" if marked else text for text, marked in kept))
        made.pieces = kept
        return made


def flat(value: object) -> str:
    """A value of a row as one line of text: lists joined by "; ", participants by name, sources by id."""
    if value is None or isinstance(value, str | int):
        return plain(value)
    if isinstance(value, Mapping):
        return plain(next((value[key] for key in ("name", "id") if value.get(key)), ""))
    if isinstance(value, list | tuple):
        return "; ".join(filter(None, map(flat, value)))
    return plain(value)


def escape(character: str) -> str:
    r"""The character as Python writes it in source: `\x1b`, `\u202e`, `\U000e0041`."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
