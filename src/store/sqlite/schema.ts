/** Marks a SQLite file as an open metadata store: "OMDS" in ASCII. */
export const APPLICATION_ID = 0x4f_4d_44_53;

/**
 * The schema, a step a version: step n turns version n into version n + 1. A step that was released never changes.
 *
 * Integer keys join the tables; GUIDs that grow with time index the elements. Classifications stand in their element's
 * row as JSON. The current state is in `element` and `relationship`, what was before in their `_history`: a first
 * load writes no history. `change` says who wrote when and on behalf of whom; its ids grow with time. The id of an
 * element is never given to another one, not even after a purge: processes remember ids between transactions.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE metadata_source (id INTEGER PRIMARY KEY, guid TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
  CREATE TABLE change (id INTEGER PRIMARY KEY, user_id TEXT NOT NULL, time INTEGER NOT NULL, source INTEGER);
  CREATE INDEX change_time ON change (time);

  CREATE TABLE element (
    id INTEGER PRIMARY KEY, guid TEXT NOT NULL, type INTEGER NOT NULL, name TEXT,
    properties TEXT NOT NULL, classifications TEXT, source INTEGER, anchor INTEGER, anchor_scope INTEGER,
    version INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
    effective_from INTEGER, effective_to INTEGER, memento INTEGER NOT NULL DEFAULT 0
  );
  CREATE UNIQUE INDEX element_guid ON element (guid);
  CREATE UNIQUE INDEX element_name ON element (name);
  CREATE INDEX element_type ON element (type);
  CREATE INDEX element_anchor ON element (anchor) WHERE anchor IS NOT NULL;

  CREATE TABLE element_history (
    id INTEGER NOT NULL, guid TEXT NOT NULL, type INTEGER NOT NULL, name TEXT,
    properties TEXT NOT NULL, classifications TEXT, source INTEGER, anchor INTEGER, anchor_scope INTEGER,
    version INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
    effective_from INTEGER, effective_to INTEGER, memento INTEGER NOT NULL,
    until INTEGER NOT NULL, removed INTEGER NOT NULL,
    PRIMARY KEY (id, version)
  ) WITHOUT ROWID;
  CREATE TABLE purged (highest_element INTEGER NOT NULL);
  INSERT INTO purged (highest_element) VALUES (0);
  CREATE INDEX element_history_guid ON element_history (guid);
  CREATE INDEX element_history_name ON element_history (name);

  CREATE TABLE relationship (
    id INTEGER PRIMARY KEY, guid TEXT NOT NULL, type INTEGER NOT NULL, end1 INTEGER NOT NULL, end2 INTEGER NOT NULL,
    properties TEXT NOT NULL, source INTEGER, version INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
    effective_from INTEGER, effective_to INTEGER, scope INTEGER, stated_by INTEGER
  );
  CREATE INDEX relationship_end1 ON relationship (end1);
  CREATE INDEX relationship_end2 ON relationship (end2);

  CREATE TABLE relationship_history (
    id INTEGER NOT NULL, guid TEXT NOT NULL, type INTEGER NOT NULL, end1 INTEGER NOT NULL, end2 INTEGER NOT NULL,
    properties TEXT NOT NULL, source INTEGER, version INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
    effective_from INTEGER, effective_to INTEGER, scope INTEGER, stated_by INTEGER,
    until INTEGER NOT NULL, removed INTEGER NOT NULL,
    PRIMARY KEY (id, version)
  ) WITHOUT ROWID;
  CREATE INDEX relationship_history_end1 ON relationship_history (end1);
  CREATE INDEX relationship_history_end2 ON relationship_history (end2);

  CREATE VIRTUAL TABLE search USING fts5 (
    text, content = '', detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
  );

  CREATE TABLE scope (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, target TEXT NOT NULL, configuration TEXT,
    UNIQUE (source, target)
  );
  CREATE TABLE ledger (
    scope INTEGER NOT NULL, element INTEGER NOT NULL, parent INTEGER, fingerprint TEXT NOT NULL,
    kept INTEGER NOT NULL DEFAULT 0, base TEXT, PRIMARY KEY (scope, element)
  ) WITHOUT ROWID;
  `,
];
