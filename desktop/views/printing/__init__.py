"""What the office prints: values laid out on pages, seen before, printed, or saved as a PDF."""
