"""The zones of the office: who lies in which, and how that is decided."""
