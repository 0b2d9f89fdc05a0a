-- Which documents record one meeting. Only corpus/archive_writer.py writes it.

-- A sample of a document's word shingles: what likeness is measured on.
CREATE TABLE signatures (
    document_id TEXT PRIMARY KEY REFERENCES documents (id),
    version     INTEGER NOT NULL,  -- of the way they are made (corpus/shingles.py)
    reader      TEXT NOT NULL,     -- the reading they were made of
    shingles    INTEGER NOT NULL,  -- how many different ones the text holds
    sample      BLOB NOT NULL      -- some of their hashes, ascending, 4 bytes each
) WITHOUT ROWID;

-- What was found of two documents; made anew before each indexing.
CREATE TABLE resemblances (
    first    TEXT NOT NULL,
    second   TEXT NOT NULL,
    verdict  TEXT NOT NULL,        -- same, unsure, conflict or differs (corpus/model.py)
    likeness REAL,                 -- share of the shingles that both hold, 0 to 1
    why      TEXT NOT NULL,
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
