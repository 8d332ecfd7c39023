"""Evidence: what stands behind each number, and edits proposed from coverage that a person accepts or rejects."""
