"""Sums of money as they are written."""

from __future__ import annotations

import re

_SUM = re.compile(r"(?:[A-Z]{0,3}[$€£¥])?\d[\d.,]*(?:k|m|mn|bn|tn)|[A-Z]{0,3}[$€£¥]\d[\d.,]*", re.I)


def is_sum(word: str) -> bool:
    """Whether a word is a sum of money: "€45m", "$500,000", "1.5bn"."""
    return _SUM.fullmatch(word) is not None
