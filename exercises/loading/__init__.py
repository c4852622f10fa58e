"""The library files, read and checked, and brought into the database."""

from exercises.loading.faults import Fault, LibraryError
from exercises.loading.reading import LIBRARY, digest, read

__all__ = ["LIBRARY", "Fault", "LibraryError", "digest", "read"]
