"""The questions of an import: rows that may belong to somebody on file, one after another."""
