"""How answers are computed: one folder per question, plus the seeded sampler they share."""
