"""The sections of the brief, one module each."""
