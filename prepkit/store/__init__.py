"""The only SQL on personal data. Each module owns one noun; all take a ``Store``."""

from prepkit.store.database import Database, Store
from prepkit.store.sqlite import SqliteDatabase, open_file, open_memory

__all__ = ["Database", "SqliteDatabase", "Store", "open_file", "open_memory"]
