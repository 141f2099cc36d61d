"""Customer lists, segments and due work for a septic office."""

__version__ = "0.1.0"
