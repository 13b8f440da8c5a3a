"""Pages and pictures for a reader without tracker: a report in one HTML file, charts for a document.

Everything here gets rows, as `tracker.answers.whole_events` gives them, and knows no database.
"""

from tracker.pages.about import About
from tracker.pages.files import check_free, write_file
from tracker.pages.report import report

__all__ = ["About", "check_free", "report", "write_file"]
