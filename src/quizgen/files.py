"""Writing files whole or not at all, and one run at a time in a folder.

A file is written beside its place, flushed to the disk, and renamed onto it, so that a reader, a crash or a full disk
finds the old file or the new one. A lock is the operating system's own: it ends with the process that holds it, and
nothing stale is left behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from quizgen.diagnostics import QuizgenError, error

HIDDEN = ".quizgen"
"""The folder beside the decks for what no person edits: the lock, the state of exports, the schemas."""
_SUFFIX = ".quizgen-tmp"
LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read. A book has one or two million; what is a hundred times that is no text to learn."""
_TRIES = 3


def read(path: str | Path) -> bytes:
    """A file that a person gave, whole and as it is at one moment.

    Errors: OSError where it cannot be read, with ``strerror`` to show: also for what is no file (a pipe or a device may
    never end), for more than ``LARGEST`` bytes, and for a file that another program is writing at every try.
    """
    for _ in range(_TRIES):
        before = Path(path).stat()
        if not stat.S_ISREG(before.st_mode):
            if stat.S_ISDIR(before.st_mode):
                raise IsADirectoryError(errno.EISDIR, "it is a folder")
            raise OSError(errno.EINVAL, "it is no file, but a pipe or a device")
        if before.st_size > LARGEST:
            raise OSError(errno.EFBIG, f"it has more than {LARGEST >> 20} MB, and no text that people learn has")
        with Path(path).open("rb") as file:
            data = file.read(LARGEST + 1)
            after = os.fstat(file.fileno())
        if len(data) == after.st_size and (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            return data
        time.sleep(0.05)
    raise OSError(errno.EBUSY, "another program is writing it: try again")


def write_atomic(path: str | Path, data: bytes) -> None:
    """Write a file whole. Its mode is kept, a link is followed, its folder is made where it is missing.

    Errors: QuizgenError ``cannot-write`` (a read-only file or folder, a full disk, a folder in its place); the old
    file stands then, and nothing is left beside it.
    """
    write_all({path: data})


def write_all(files: Mapping[str | Path, bytes]) -> tuple[Path, ...]:
    """Write several files, each whole: all are on the disk under other names before the first takes its place.
    A file that has these bytes already is left alone, its time included. Returns the paths that were written.

    Errors: as write_atomic; up to the moment of renaming nothing is changed, and a renaming that the system refuses
    (Windows: a program has the file open) names the file and leaves it and all after it as they were.
    """
    todo = [(Path(path), data) for path, data in files.items() if not _has(Path(path), data)]
    ready: list[tuple[Path, Path, Path]] = []
    folders: dict[Path, None] = {}
    try:
        for path, data in todo:
            target = path.resolve() if path.is_symlink() else path
            ready.append((path, target, _beside(path, target, data)))
        while ready:
            path, target, temporary = ready[0]
            try:
                _rename(temporary, target)
            except OSError as e:
                raise _refused(path, e) from None
            ready.pop(0)
            folders[target.parent] = None
    finally:
        for folder in folders:
            _flush_folder(folder)
        for _, _, temporary in ready:
            with contextlib.suppress(OSError):
                temporary.unlink()
    return tuple(path for path, _ in todo)


def _has(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _beside(path: Path, target: Path, data: bytes) -> Path:
    """The data in a temporary file in the target's folder, flushed to the disk."""
    temporary: Path | None = None
    try:
        mode = None
        with contextlib.suppress(FileNotFoundError):
            found = target.stat()
            if stat.S_ISDIR(found.st_mode):
                raise IsADirectoryError(None, "a folder of this name is in the way")
            # Renaming needs no right to write the file itself, and an administrator has it always: a person who made
            # a deck read-only meant it.
            if not found.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
                raise PermissionError(None, "the file is read-only")
            mode = stat.S_IMODE(found.st_mode)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.", suffix=_SUFFIX)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.chmod(mode if mode is not None else 0o666 & ~_umask())
        return temporary
    except OSError as e:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()
        raise _refused(path, e) from None


def _umask() -> int:
    now = os.umask(0o077)
    os.umask(now)
    return now


def _rename(temporary: Path, target: Path) -> None:
    # On Windows a virus scanner or an indexer may hold a new file for a moment.
    for wait in (0.05, 0.2, 0.5, None) if sys.platform == "win32" else (None,):
        try:
            temporary.replace(target)
            return
        except PermissionError:
            if wait is None:
                raise
            time.sleep(wait)


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _refused(path: Path, e: OSError) -> QuizgenError:
    why = e.strerror or str(e)
    return error("cannot-write", f"cannot be written: {why}; it is as it was before", path=path.as_posix())


@contextlib.contextmanager
def lock(folder: str | Path, *, wait: float = 0.0) -> Iterator[None]:
    """One run at a time in a folder of decks: held from entry to exit, and freed by the system if the process dies.
    Temporary files of a run that was killed are removed on entry. ``wait``: seconds to wait for another run.

    Errors: QuizgenError ``locked``, naming the process, if another run holds it; ``cannot-write`` where the lock file
    cannot be made.
    """
    place = Path(folder) / HIDDEN / "lock"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as e:
        raise error(
            "cannot-write", f"the folder cannot be written: {e.strerror or e}; nothing was changed", path=Path(folder).as_posix()
        ) from None
    try:
        until = time.monotonic() + wait
        while not _take(handle):
            if time.monotonic() >= until:
                holder = _head(handle)
                who = f"process {holder}" if holder else "another process"
                raise error(
                    "locked",
                    f"another run is at work in this folder ({who}): wait until it ends, then try again",
                    path=Path(folder).as_posix(),
                )
            time.sleep(0.05)
        try:
            with contextlib.suppress(OSError):  # on a full disk the lock holds, and only does not say who has it
                os.ftruncate(handle, 0)
                os.lseek(handle, 0, os.SEEK_SET)
                os.write(handle, f"{os.getpid()}\n".encode())
            for left in (*Path(folder).glob(f".*{_SUFFIX}"), *place.parent.glob(f".*{_SUFFIX}")):
                with contextlib.suppress(OSError):
                    left.unlink()
            yield
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, 0)
            _free(handle)
    finally:
        os.close(handle)


def _head(handle: int) -> str:
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 64).decode("ascii", "replace").strip()


if sys.platform == "win32":
    import msvcrt

    _AT = 1 << 20  # a locked byte cannot be read by others, so it lies far behind the process number

    def _take(handle: int) -> bool:
        os.lseek(handle, _AT, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _free(handle: int) -> None:
        os.lseek(handle, _AT, os.SEEK_SET)
        with contextlib.suppress(OSError):
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _free(handle: int) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_UN)
