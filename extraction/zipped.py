"""What stands in an archive that somebody else made, and is it safe to open?"""

import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

from identification.errors import InputError

# Text packs to a tenth, repetitive XML to a fiftieth; deflate cannot reach more than a thousandth.
MOST_PACKED, PACKED_FROM = 200, 10_000_000
# Bytes of all members: a project of 1,000 PDFs of 4 MB.
LARGEST = 4_000_000_000


def open_archive(path: Path) -> zipfile.ZipFile:
    """The archive, once no member of it leads outside or unpacks to what no project holds; else an `InputError`."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as fault:
        why = "this is no archive that can be opened: it is damaged, or no .qdpx."
        raise InputError(why, file=path.name, remedy="Export the project again.") from fault
    for member in archive.infolist():
        if _leads_outside(member.filename):
            _refuse(archive, path, f"its member '{member.filename}' leads outside of it.")
        if member.file_size > PACKED_FROM and member.file_size > MOST_PACKED * max(1, member.compress_size):
            _refuse(archive, path, f"its member '{member.filename}' unpacks to {member.file_size:,} bytes.")
        if member.flag_bits & 1:
            _refuse(archive, path, "it is locked with a password.")
    if sum(member.file_size for member in archive.infolist()) > LARGEST:
        _refuse(archive, path, f"it unpacks to more than {LARGEST:,} bytes.")
    return archive


def _leads_outside(name: str) -> bool:
    ways = PurePosixPath(name), PureWindowsPath(name)
    return any(way.is_absolute() or way.anchor or ".." in way.parts for way in ways)


def _refuse(archive: zipfile.ZipFile, path: Path, why: str) -> None:
    archive.close()
    raise InputError(f"this archive is not opened: {why}", file=path.name, remedy="Export the project again.")
