-- The catalogue: what the archive holds. Only corpus/archive_writer.py writes it.

CREATE TABLE documents (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,
    id              TEXT NOT NULL UNIQUE,
    sha256          TEXT NOT NULL,
    text_sha256     TEXT NOT NULL,
    variant         TEXT NOT NULL DEFAULT '',
    text            TEXT NOT NULL,
    characters      INTEGER NOT NULL,
    reader          TEXT NOT NULL,
    reader_version  INTEGER NOT NULL,
    structure_version INTEGER NOT NULL,
    pages           INTEGER,
    pages_without_text TEXT NOT NULL,
    notes           TEXT NOT NULL,
    -- what the text says
    said_title TEXT, said_body TEXT, said_force TEXT, said_date TEXT, said_status TEXT,
    -- what holds: a sidecar's word where there is one, else the text's
    source TEXT NOT NULL, source_url TEXT,
    title TEXT, body TEXT, force TEXT, date TEXT, status TEXT,
    meeting_id      TEXT NOT NULL
);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_meeting ON documents (meeting_id);

-- Where documents came from. A source points at its newest version;
-- a document that no source points at has been replaced.
CREATE TABLE sources (
    key         TEXT PRIMARY KEY,
    source      TEXT NOT NULL,
    document_id TEXT NOT NULL REFERENCES documents (id),
    metadata    TEXT NOT NULL
);
CREATE INDEX sources_document ON sources (document_id);

CREATE TABLE blocks (
    document_id TEXT NOT NULL REFERENCES documents (id),
    idx   INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end   INTEGER NOT NULL,
    kind  TEXT NOT NULL,
    page  INTEGER,
    level INTEGER NOT NULL,
    PRIMARY KEY (document_id, idx)
) WITHOUT ROWID;

CREATE TABLE items (
    document_id TEXT NOT NULL REFERENCES documents (id),
    idx    INTEGER NOT NULL,
    number TEXT,
    title  TEXT,
    first_block INTEGER NOT NULL,
    end_block   INTEGER NOT NULL,
    level  INTEGER NOT NULL,
    PRIMARY KEY (document_id, idx)
) WITHOUT ROWID;

CREATE TABLE attendees (
    document_id TEXT NOT NULL REFERENCES documents (id),
    idx      INTEGER NOT NULL,
    name     TEXT NOT NULL,
    role     TEXT,
    initials TEXT,
    present  INTEGER NOT NULL,
    PRIMARY KEY (document_id, idx)
) WITHOUT ROWID;

CREATE TABLE failures (
    key    TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    sha256 TEXT,
    reason TEXT NOT NULL,
    reader TEXT,
    reader_version INTEGER
);
