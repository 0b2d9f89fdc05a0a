-- What people decided about commitments. Rows are only ever added: what is taken back stays.

CREATE TABLE reviews (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    commitment_id TEXT NOT NULL,
    action        TEXT NOT NULL,     -- corpus.register.ReviewAction
    document_id   TEXT NOT NULL REFERENCES documents (id),
    sha256        TEXT NOT NULL,     -- of the document's bytes: outlives its reading
    meeting_id    TEXT NOT NULL,
    start         INTEGER NOT NULL,
    end           INTEGER NOT NULL,
    quote         TEXT NOT NULL,
    corrections   TEXT NOT NULL,     -- JSON object of what is said instead
    into_id       TEXT,
    into_document_id TEXT REFERENCES documents (id),
    into_start    INTEGER,
    into_end      INTEGER,
    withdraws     INTEGER UNIQUE REFERENCES reviews (id),
    by            TEXT NOT NULL,
    at            TEXT NOT NULL,     -- ISO, UTC
    reason        TEXT NOT NULL
);
CREATE INDEX reviews_commitment ON reviews (commitment_id);

CREATE TRIGGER reviews_are_kept BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews are never deleted'); END;
CREATE TRIGGER reviews_are_not_altered BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'reviews are never altered'); END;
