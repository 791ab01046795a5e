"""The only SQL on personal data. Each module owns one noun; all take a ``Store``."""

from prepkit.store.database import Database, Store, open_file, open_memory

__all__ = ["Database", "Store", "open_file", "open_memory"]
