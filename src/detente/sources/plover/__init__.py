"""Events by the types and modes of PLOVER 2.0: the lexicon, the grammar that finds who did what to whom, and scores.

PLOVER is an ontology of political events by the Open Event Data Alliance (Halterman, Bagozzi, Beger, Schrodt and
Scarborough, 2023, "PLOVER and POLECAT: A New Political Event Ontology and Dataset", doi:10.31235/osf.io/rm5dw). Types,
modes and scores are its; words, rules and examples are the program's own.
"""
