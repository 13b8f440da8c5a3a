"""In which order the sources of an event are listened to."""

from __future__ import annotations

# Mentions (m) of sources (s): what a person entered by hand, then a source that reports the event before one that
# recalls it, then the latest publication first.
RANK = "m.extractor <> 'hand', m.salience = 'background', ifnull(s.published, '') DESC, s.sha256, m.position"
