"""The report of an import: on screen, on paper, as a PDF."""
