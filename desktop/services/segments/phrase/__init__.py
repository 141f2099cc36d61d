"""The phrase box: words in, conditions of the segment language out, nothing guessed silently."""
