-- The tables and indexes of the specification, with its column names, as STRICT tables of SQLite:
-- UUID, JSONB and INET are TEXT, a time is an INTEGER (milliseconds since 1970), FLOAT is REAL.
-- Rows have an integer key "no" inside and a UUID "id" outside; session_id and store_id hold the
-- integer. Columns that the specification does not have stand behind a blank line.

CREATE TABLE wizard_sessions (
	no INTEGER PRIMARY KEY AUTOINCREMENT, -- a number that was deleted never comes again
	id TEXT NOT NULL UNIQUE CHECK (length(id) = 36),
	user_id TEXT NOT NULL CHECK (length(user_id) = 36),
	current_step INTEGER NOT NULL DEFAULT 1,
	configuration TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(configuration)),
	metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,
	completed_at INTEGER,

	business_name TEXT NOT NULL DEFAULT '',
	business_name_folded TEXT NOT NULL DEFAULT '', -- Unicode case folding, for searching
	version INTEGER NOT NULL DEFAULT 0,
	product_count INTEGER NOT NULL DEFAULT 0, -- kept, so that no edit counts rows
	next_product_no INTEGER NOT NULL DEFAULT 1,
	CONSTRAINT valid_step CHECK (current_step BETWEEN 1 AND 6)
) STRICT;

CREATE INDEX idx_wizard_sessions_user_id ON wizard_sessions(user_id, updated_at);
CREATE INDEX idx_wizard_sessions_updated_at ON wizard_sessions(updated_at);

CREATE TABLE store_configs (
	no INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	version INTEGER NOT NULL DEFAULT 1 CHECK (version > 0),
	business_info TEXT NOT NULL CHECK (json_valid(business_info)),
	product_config TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(product_config)),
	theme_settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(theme_settings)),
	integrations TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(integrations)),
	content_data TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(content_data)),
	seo_config TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(seo_config)),
	created_at INTEGER NOT NULL,

	launch_config TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(launch_config)),
	parent_version INTEGER NOT NULL,
	kind TEXT NOT NULL,
	author TEXT NOT NULL,
	note TEXT NOT NULL DEFAULT '',
	changed_keys TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(changed_keys)),
	products_changed INTEGER NOT NULL DEFAULT 0,
	product_count INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX idx_store_configs_session_id ON store_configs(session_id, version);

-- A product at version v is the row with valid_from <= v and (valid_to IS NULL or valid_to > v).
-- A table with a rowid: a product's data is some 1.5 KB, of which an index page of a table without
-- one keeps under 1 KB and puts the rest on a page of its own; measured, such a table takes twice
-- the room and an import into it three times as long.
CREATE TABLE products (
	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	product_no INTEGER NOT NULL CHECK (product_no > 0),
	valid_from INTEGER NOT NULL CHECK (valid_from > 0),
	valid_to INTEGER CHECK (valid_to > valid_from),
	rank INTEGER NOT NULL,
	handle TEXT NOT NULL,
	data TEXT NOT NULL CHECK (json_valid(data)),
	PRIMARY KEY (session_id, product_no, valid_from)
) STRICT;

-- Rows that hold now and rows that ended are indexed apart: listing the shop as it is does not
-- walk over its past, and an import of new products writes nothing into the indexes of the past.
CREATE UNIQUE INDEX products_handle ON products(session_id, handle) WHERE valid_to IS NULL;
CREATE INDEX products_rank ON products(session_id, rank, product_no) WHERE valid_to IS NULL;
CREATE INDEX products_rank_past ON products(session_id, rank, product_no, valid_from, valid_to)
	WHERE valid_to IS NOT NULL;
CREATE INDEX products_began ON products(session_id, valid_from, product_no);
CREATE INDEX products_ended ON products(session_id, valid_to, product_no)
	WHERE valid_to IS NOT NULL;

-- Of current products.
CREATE TABLE skus (
	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	sku TEXT NOT NULL CHECK (sku <> ''),
	product_no INTEGER NOT NULL,
	PRIMARY KEY (session_id, sku)
) STRICT, WITHOUT ROWID;

CREATE INDEX skus_product ON skus(session_id, product_no);

CREATE TABLE drafts (
	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	user_id TEXT NOT NULL,
	product_no INTEGER NOT NULL DEFAULT 0,
	field TEXT NOT NULL,
	value TEXT NOT NULL,
	cursor INTEGER NOT NULL DEFAULT 0,
	base_version INTEGER NOT NULL DEFAULT 0,
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (session_id, user_id, product_no, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE generated_content (
	no INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	store_id INTEGER REFERENCES store_configs(no) ON DELETE SET NULL,
	content_type TEXT NOT NULL CHECK (length(content_type) <= 50),
	content_data TEXT NOT NULL CHECK (json_valid(content_data)),
	prompt_used TEXT,
	model_used TEXT,
	quality_score REAL,
	user_rating INTEGER CHECK (user_rating BETWEEN 1 AND 5),
	generated_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL,

	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	store_version INTEGER NOT NULL DEFAULT 0, -- stays when that version is compacted away
	product_no INTEGER NOT NULL DEFAULT 0,
	subject TEXT NOT NULL DEFAULT '',
	prompt_hash TEXT NOT NULL DEFAULT '',
	provider TEXT NOT NULL DEFAULT '',
	facts TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(facts)),
	state TEXT NOT NULL DEFAULT 'generated',
	locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1))
) STRICT;

CREATE INDEX idx_generated_content_store_id ON generated_content(store_id);
CREATE INDEX idx_generated_content_type ON generated_content(content_type);
CREATE INDEX generated_content_session ON generated_content(session_id);
CREATE UNIQUE INDEX generated_content_subject
	ON generated_content(session_id, product_no, subject, content_type);

CREATE TABLE theme_recommendations (
	no INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	theme_id TEXT NOT NULL CHECK (length(theme_id) <= 100),
	theme_name TEXT NOT NULL CHECK (length(theme_name) <= 200),
	industry_category TEXT CHECK (length(industry_category) <= 100),
	recommendation_score REAL,
	performance_data TEXT CHECK (json_valid(performance_data)),
	customizations TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(customizations)),
	created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX idx_theme_recommendations_session_id ON theme_recommendations(session_id);

CREATE TABLE integration_status (
	no INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	integration_type TEXT NOT NULL CHECK (length(integration_type) <= 50),
	provider_name TEXT NOT NULL CHECK (length(provider_name) <= 100),
	status TEXT NOT NULL DEFAULT 'pending' CHECK (length(status) <= 20),
	configuration TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(configuration)),
	error_message TEXT,
	last_sync INTEGER,
	created_at INTEGER NOT NULL,
	updated_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX idx_integration_status_session_id
	ON integration_status(session_id, integration_type, provider_name);

CREATE TABLE wizard_analytics (
	no INTEGER PRIMARY KEY,
	id TEXT NOT NULL UNIQUE,
	session_id INTEGER NOT NULL REFERENCES wizard_sessions(no) ON DELETE CASCADE,
	event_type TEXT NOT NULL CHECK (length(event_type) <= 50),
	event_data TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(event_data)),
	user_agent TEXT,
	ip_address TEXT,
	timestamp INTEGER NOT NULL
) STRICT;

CREATE INDEX idx_wizard_analytics_session_id ON wizard_analytics(session_id);
CREATE INDEX idx_wizard_analytics_event_type ON wizard_analytics(event_type);
CREATE INDEX idx_wizard_analytics_timestamp ON wizard_analytics(timestamp);

-- Who works in this database: a UUID made once.
CREATE TABLE local_user (
	only INTEGER PRIMARY KEY CHECK (only = 1),
	id TEXT NOT NULL CHECK (length(id) = 36)
) STRICT;

-- Secrets, sealed by src/secret/.
CREATE TABLE vault (
	name TEXT PRIMARY KEY,
	sealed BLOB NOT NULL,
	created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
