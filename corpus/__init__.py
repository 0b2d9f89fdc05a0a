"""What the archive holds: documents, meetings, people.

Doors: :mod:`corpus.model` (the records), :mod:`corpus.archive` (what is held),
:mod:`corpus.ingest` (from a path to document versions), :mod:`corpus.coverage`.
This room knows nothing of indexes, questions or the ways in.
"""
