-- Texts as vectors: of a whole shop (kind "shop", product_no 0), or of a product. The bytes are floats
-- of four bytes, little endian. store_version is the session's when it was made: an older one is
-- made anew.
CREATE TABLE embeddings (
	no INTEGER PRIMARY KEY,
	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	kind TEXT NOT NULL,
	product_no INTEGER NOT NULL DEFAULT 0 CHECK (product_no >= 0),
	model TEXT NOT NULL,
	store_version INTEGER NOT NULL,
	vector BLOB NOT NULL CHECK (length(vector) BETWEEN 4 AND 65536 AND length(vector) % 4 = 0),
	updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX idx_embeddings ON embeddings(session_id, kind, product_no, model);
CREATE INDEX idx_embeddings_kind ON embeddings(kind, model);
