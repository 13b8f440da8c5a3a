"""The full-screen view of the review queue (Textual)."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Label, Static

from tracker.errors import TrackerError
from tracker.record import Decided, Record
from tracker.render import plain
from tracker.review import panes
from tracker.review.queue import Queue, proposed, read_line

Decision = Callable[[Record], Decided]
_ABOUT_TWO = ("merge", "apart", "swap")


class Correct(ModalScreen[None]):
    """Asks for FIELD=VALUE and a reason, and stays until the record takes them or the user leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Leave")]

    def __init__(self, title: str, changes: str, take: Callable[[str, str], str | None]) -> None:
        super().__init__()
        self._title = title
        self._changes = changes
        self._take = take

    def compose(self) -> ComposeResult:
        """The two lines to fill in."""
        with Vertical(id="correct"):
            yield Label(self._title, markup=False)
            yield Input(self._changes, placeholder="date=2023-07-26 place='Kaesong, KP' status=held", id="changes")
            yield Input(placeholder="reason (may be empty)", id="reason")
            yield Label("", id="refused", markup=False)

    def on_input_submitted(self) -> None:
        """Hand in what was typed; what the record refuses is said, and can be mended."""
        changes, reason = (self.query_one(name, Input).value for name in ("#changes", "#reason"))
        refused = self._take(changes, reason.strip())
        if refused is None:
            self.dismiss()
        else:
            self.query_one("#refused", Label).update(refused)


class Review(App[None]):
    """The passage on one side, the record on the other, keys below."""

    TITLE = "tracker review"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #doubt, #said { height: auto; max-height: 3; padding: 0 1; }
    #doubt { text-style: bold; }
    #passages, #record { width: 1fr; padding: 0 1; border: round $primary; }
    #passages:focus, #record:focus { border: heavy $accent; }
    #correct { width: 72; max-width: 95%; height: auto; padding: 1 2; border: round $accent; background: $surface; }
    Correct { align: center middle; }
    #refused { color: $text-error; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confirm", "Confirm"),
        Binding("e", "correct", "Correct"),
        Binding("r", "reject", "Reject"),
        Binding("m", "merge", "Merge"),
        Binding("k", "apart", "Keep two"),
        Binding("x", "swap", "A/B"),
        Binding("s,right", "skip", "Skip", key_display="s"),
        Binding("b,left", "earlier", "Back", key_display="b"),
        Binding("u", "undo", "Undo"),
        Binding("q", "quit", "Quit"),
    ]

    def __init__(self, queue: Queue) -> None:
        super().__init__()
        self.queue = queue

    def compose(self) -> ComposeResult:
        """The doubt, the two sides, what was done last, the keys."""
        yield Static(id="doubt", markup=False)
        with Horizontal():
            with VerticalScroll(id="passages") as left:
                yield Static(id="passages-text", markup=False)
            with VerticalScroll(id="record") as right:
                yield Static(id="record-text", markup=False)
        left.border_title, right.border_title = "what is said", "what is recorded"
        yield Static(id="said", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Show the greatest doubt."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that have no use for the doubt that is looked at are not shown and do nothing."""
        doubt = self.queue.current
        if action in ("confirm", "correct", "reject", *_ABOUT_TWO) and doubt is None:
            return False
        if action in _ABOUT_TWO:
            return doubt is not None and doubt["kind"] == "merge"
        if action == "confirm":
            return doubt is not None and doubt["kind"] != "merge"
        return True

    def action_confirm(self) -> None:
        """The event is right as it is shown."""
        self._decide(lambda record: record.confirm(self.queue.ids[0]), "confirmed")

    def action_reject(self) -> None:
        """There is no such event."""
        self._decide(lambda record: record.reject(self.queue.ids[0]), "rejected")

    def action_merge(self) -> None:
        """The two are one."""
        self._decide(lambda record: record.merge(*self.queue.ids), "merged")

    def action_apart(self) -> None:
        """The two are two."""
        self._decide(lambda record: record.split(self.queue.ids[0], self.queue.ids[1:]), "kept apart")

    def action_swap(self) -> None:
        """Correct and reject the other of the two."""
        self.queue.swapped = not self.queue.swapped
        self._show()

    def action_skip(self) -> None:
        """Leave it as it is."""
        self.queue.go(1)
        self._show()

    def action_earlier(self) -> None:
        """Look at the one before."""
        self.queue.go(-1)
        self._show()

    def action_undo(self) -> None:
        """Take back the latest decision that was made here."""
        try:
            done = self.queue.undo()
        except TrackerError as error:
            self._show(str(error))
            return
        self._show("nothing was decided here yet" if done is None else f"undone (decision {done.number})")

    def action_correct(self) -> None:
        """Type what is right."""
        doubt = self.queue.current
        assert doubt is not None
        event = self.queue.events()[0]

        def take(line: str, reason: str) -> str | None:
            try:
                changes = read_line(line)
                done = self.queue.decide(lambda record: record.edit(event["id"], changes, reason=reason or None))
            except TrackerError as error:
                return plain(error)
            self._show(f"edited (decision {done.number}; u takes it back)")
            return None

        self.push_screen(
            Correct(f"Correct {event['id']}: FIELD=VALUE ... (Enter; Escape leaves)", proposed(doubt, event), take)
        )

    def _decide(self, decision: Decision, said: str) -> None:
        try:
            done = self.queue.decide(decision)
        except TrackerError as error:
            self._show(str(error))
            return
        self._show(f"{said} (decision {done.number}; u takes it back)")

    def _show(self, said: str = "") -> None:
        """Draw the doubt that is looked at."""
        queue, doubt = self.queue, self.queue.current
        events = queue.events()
        if doubt is None:
            heading = "Nothing is in doubt." if not queue.doubts else f"The end: {len(queue.doubts)} left as they are."
            left, right = Text(), Text()
        else:
            heading = f"{queue.at + 1} of {len(queue.doubts)}  doubt {doubt['doubt']:.2f}  {plain(doubt['detail'])}"
            field = doubt["detail"].partition(":")[0] if doubt["kind"] == "disagreement" else doubt["kind"]
            left, right = panes.passages(events), panes.record(events, field)
        for name, text in (
            ("doubt", Text(heading)),
            ("passages-text", left),
            ("record-text", right),
            ("said", Text(plain(said))),
        ):
            self.query_one(f"#{name}", Static).update(text)
        for side in self.query(VerticalScroll):
            side.scroll_home(animate=False)
        self.refresh_bindings()
