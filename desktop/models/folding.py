"""How texts are compared: without regard to case, accents, kinds of apostrophe and spaces."""

import unicodedata

_PLAIN = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "–": "-"})


def fold(text: str | None) -> str:
    """The form in which two texts are compared; "" for nothing or only spaces."""
    if not text:
        return ""
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(text.replace("`", "'").casefold().split())
