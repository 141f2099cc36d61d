"""A sentence that tells the program to do something: the phrase box only describes."""

from desktop.services.segments.phrase import vocabulary as v
from desktop.services.segments.phrase.lexicon import Lexicon
from desktop.services.segments.phrase.words import Word


def is_command(words: tuple[Word, ...], lexicon: Lexicon) -> bool:
    """Whether the first word that counts is an order."""
    keys = [word.key for word in words]
    while keys and keys[0] in v.POLITE:
        keys = keys[1:]
    if not keys:
        return False
    if any(tuple(keys[:n]) in lexicon.names for n in range(2, lexicon.longest + 1)):
        return False
    if keys[0] in v.COMMANDS:
        return True
    return keys[0] in v.COMMANDS_TO and len(keys) > 1 and keys[1] in v.ADDRESSED
