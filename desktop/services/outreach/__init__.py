"""Lists leave the program."""
