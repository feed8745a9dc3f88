"""Data: the ontology, the JSON-LD context, shapes, vocabularies, saved questions and projection rules."""
