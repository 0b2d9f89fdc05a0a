"""From documents to something searchable.

Doors: :mod:`indexer.build` (make a generation), :mod:`indexer.generation` (open
one), :mod:`indexer.embedder` (texts to vectors, one runtime for passages and
questions), :mod:`indexer.commitments` (what a sentence does).
"""
