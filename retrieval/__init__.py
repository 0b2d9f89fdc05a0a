"""From a question to cited evidence.

Doors: :mod:`retrieval.engine` (an archive that can be searched and asked),
:mod:`retrieval.records` (what it answers), :mod:`retrieval.serial` (the same as
the JSON that others script against).
"""
