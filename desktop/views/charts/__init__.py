"""Charts of our own: drawn with QPainter on screen and on paper, reached by mouse and by keys."""
