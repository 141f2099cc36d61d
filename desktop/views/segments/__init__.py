"""The Segments page: saved segments on the left, the builder of conditions on the right."""
