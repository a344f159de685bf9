"""The bytes of a file, of a compressed file, or of a member of a zip archive, as a stream.

Nothing is unpacked to the disk.
"""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath, PurePosixPath
from typing import IO

from pipelines.errors import InputError
from pipelines.intake.sources.encoding import encoding_of

BLOCK = 1 << 23
"""Bytes read at a time."""

GZIP = ".gz"
ZIP = ".zip"

ENCRYPTED = 0x1
NAMED_IN_UTF8 = 0x800
"""Flags of a member of a zip archive."""


@dataclass(frozen=True)
class Content:
    """One stream of bytes.

    Attributes:
        path: the file.
        member: the name of the member, if the file is a zip archive.
        alone: whether the archive has no other member.
    """

    path: Path
    member: str | None = None
    alone: bool = False

    @property
    def name(self) -> str:
        """What reports call it: "setl.csv", "setl.csv.gz", "june.zip/setl.csv"."""
        return self.path.name if self.member is None else f"{self.path.name}/{self.member}"

    @property
    def place(self) -> str:
        """Where it is, for errors: the name with the folder before it."""
        return str(self.path) if self.member is None else f"{self.path}/{self.member}"

    @property
    def file_name(self) -> str:
        """The name of the file itself, without folders, archive and ".gz"."""
        return without_gzip(PurePosixPath(self.member or self.path.name).name)

    @property
    def packed(self) -> bool:
        """Whether its bytes lie compressed in another file."""
        return self.file_name != self.path.name

    @cached_property
    def encoding(self) -> str:
        """The encoding of its text; the whole content is looked at, once."""
        return encoding_of(self.blocks)

    def blocks(self, size: int = BLOCK) -> Iterator[bytes]:
        """Its bytes from the start, `size` at a time.

        Raises:
            InputError: when it cannot be opened, is encrypted, damaged or cut off.
        """
        with _told(self.place), self._opened() as stream:
            while block := stream.read(size):
                yield block

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes] | gzip.GzipFile]:
        if self.member is None:
            with _unzipped(self.path.open("rb"), self.path.name) as stream:
                yield stream
            return
        with zipfile.ZipFile(self.path) as archive:
            info = {_member_name(info): info for info in archive.infolist()}[self.member]
            if info.flag_bits & ENCRYPTED:
                raise InputError(
                    f"{self.place}: the archive is encrypted; pack it without password"
                )
            with _unzipped(archive.open(info), self.member) as stream:
                yield stream


def members(path: Path) -> list[Content]:
    """The files in the zip archive at `path`, without hidden ones, in the order of their names.

    Raises:
        InputError: when the archive is damaged or cut off, or has two members of one name.
    """
    with _told(str(path)), zipfile.ZipFile(path) as archive:
        files = [_member_name(info) for info in archive.infolist() if not info.is_dir()]
    names = sorted(name for name in files if not is_hidden(PurePosixPath(name)))
    if len(set(names)) < len(names):
        raise InputError(f"{path}: two files in the archive have one name; pack it again")
    return [Content(path, name, alone=len(names) == 1) for name in names]


def without_gzip(name: str) -> str:
    """The name without ".gz" at its end."""
    return name[: -len(GZIP)] if _is_gzip(name) else name


def is_hidden(path: PurePath) -> bool:
    """Whether a file is none of the user's: hidden, a lock of Excel, or an extra of macOS."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name of a member as its writer meant it: many write GBK or UTF-8 and do not say so."""
    if info.flag_bits & NAMED_IN_UTF8:
        return info.filename
    raw = info.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_gzip(name: str) -> bool:
    return name.lower().endswith(GZIP)


@contextmanager
def _unzipped(stream: IO[bytes], name: str) -> Iterator[IO[bytes] | gzip.GzipFile]:
    """The stream, decompressed if `name` says that it is a gzip file."""
    with stream:
        if not _is_gzip(name):
            yield stream
            return
        with gzip.open(stream) as plain:
            yield plain


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Turn what goes wrong with a file into an error that says what to do."""
    try:
        yield
    except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(f"{place}: the archive is damaged or cut off; copy it again") from error
    except NotImplementedError as error:
        raise InputError(
            f"{place}: the archive is packed in a way that cannot be read; pack it as zip or gzip"
        ) from error
    except OSError as error:
        raise InputError(f"{place}: the file cannot be read ({error.strerror})") from error
