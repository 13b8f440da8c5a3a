"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from tracker.errors import InputError


def check_free(path: Path, *, force: bool) -> None:
    """Raise InputError if there is something at `path` that must not be replaced, or no folder to write in."""
    if path.is_dir():
        raise InputError(f"{path} is a folder: name a file")
    if path.exists() and not force:
        raise InputError(f"{path} exists: say --force to replace it")
    if not path.parent.is_dir():
        raise InputError(f"there is no folder {path.parent}")


def write_file(path: Path, content: bytes, *, force: bool = False) -> None:
    """Write the file through a temporary one beside it, so that nobody ever finds half of it.

    Without `force` an existing file stays, even one that came meanwhile: InputError.
    """
    check_free(path, force=force)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        check_free(path, force=force)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
