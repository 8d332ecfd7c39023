"""Charts: grey and one dark tone; shapes and lines carry the meaning, so that a black and white print reads the same."""
