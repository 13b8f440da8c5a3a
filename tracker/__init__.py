"""Tracker of diplomatic events: articles in, an auditable record and answers out."""

from __future__ import annotations

__version__ = "0.1.0"
