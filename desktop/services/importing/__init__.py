"""Files become records: readers, recognition, mapping, matching, one batch, undo."""
