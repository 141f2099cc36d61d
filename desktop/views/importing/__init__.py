"""The page Import: files in, columns matched, a look before anything is written, undo."""
