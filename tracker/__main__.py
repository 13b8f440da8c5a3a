"""The `tracker` script and `python -m tracker` start here."""

from tracker.interrupts import leave_at_once


def main() -> None:
    """Run the command line; from the first moment Ctrl-C is no traceback."""
    leave_at_once()
    from tracker.cli import main as run  # takes a while

    run()


if __name__ == "__main__":
    main()
