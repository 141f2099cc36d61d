"""A file on disk becomes grids of cells: what it is, whether it is safe, which reader opens it."""
