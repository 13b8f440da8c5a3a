"""The sentences around a quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right


class Context:
    """The sentences of a text, and where they stand in it."""

    def __init__(self, text: str) -> None:
        from tracker.text import read_blocks, split_sentences  # its patterns take a while to compile

        sentences = [s for block in read_blocks(text) for s in split_sentences(block.passage)]
        self._texts = [sentence.text for sentence in sentences]
        spans = [sentence.raw(0, len(sentence.text)) for sentence in sentences]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def holding(self, *words: str) -> list[tuple[int, int]]:
        """From where to where the sentences run that hold all of these words, in any case."""
        folded = [word.casefold() for word in words]
        spans = zip(self._texts, self._starts, self._ends, strict=True)
        return [(start, end) for text, start, end in spans if all(word in text.casefold() for word in folded)]

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The sentences before and after the characters from `start` to `end`; "" where there is none."""
        before = bisect_right(self._ends, start)
        after = bisect_left(self._starts, end)
        return (
            self._texts[before - 1] if before else "",
            self._texts[after] if after < len(self._texts) else "",
        )
