-- A record as version 2 of the schema made it, with one document. Never changed: newer programs must be able to read it.
CREATE SCHEMA _reading;
CREATE TABLE _reading.documents (
    "document_id" VARCHAR,
    "uri" VARCHAR,
    "url" VARCHAR,
    "outlet" VARCHAR,
    "outlet_country" VARCHAR,
    "title" VARCHAR,
    "author" VARCHAR,
    "published" DATE,
    "published_at" VARCHAR,
    "published_basis" VARCHAR,
    "retrieved_at" VARCHAR,
    "original_outlet" VARCHAR,
    "genre" VARCHAR,
    "language" VARCHAR,
    "text" VARCHAR,
    "text_sha256" VARCHAR,
    "supersedes" VARCHAR,
    "extra" JSON
);
CREATE TABLE _reading.regions (
    "document_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "kind" VARCHAR,
    "basis" VARCHAR
);
CREATE TABLE _reading.sentences (
    "document_id" VARCHAR,
    "sentence_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER
);
CREATE TABLE _reading.mentions (
    "document_id" VARCHAR,
    "mention_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "head_start_char" INTEGER,
    "head_end_char" INTEGER,
    "text" VARCHAR,
    "form" VARCHAR,
    "kind" VARCHAR,
    "country" VARCHAR,
    "sector" VARCHAR,
    "antecedent_id" VARCHAR
);
CREATE TABLE _reading.times (
    "document_id" VARCHAR,
    "time_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "text" VARCHAR,
    "type" VARCHAR,
    "value" VARCHAR,
    "mod" VARCHAR,
    "earliest" DATE,
    "latest" DATE,
    "anchor" VARCHAR,
    "anchor_id" VARCHAR
);
CREATE TABLE _reading.attributions (
    "document_id" VARCHAR,
    "attribution_id" VARCHAR,
    "kind" VARCHAR,
    "source_start_char" INTEGER,
    "source_end_char" INTEGER,
    "source_text" VARCHAR,
    "source_mention_id" VARCHAR,
    "source_form" VARCHAR,
    "cue_start_char" INTEGER,
    "cue_end_char" INTEGER,
    "cue_lemma" VARCHAR,
    "stance" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "content_spans" INTEGER[][],
    "parent_id" VARCHAR
);
CREATE TABLE _reading.figures (
    "document_id" VARCHAR,
    "figure_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "text" VARCHAR,
    "low" DOUBLE,
    "high" DOUBLE,
    "approximate" BOOLEAN,
    "kind" VARCHAR,
    "unit" VARCHAR,
    "what" VARCHAR,
    "population" VARCHAR,
    "cause" VARCHAR,
    "measure" VARCHAR,
    "earliest" DATE,
    "latest" DATE,
    "part_of" VARCHAR,
    "event_mention_id" VARCHAR,
    "attribution_id" VARCHAR
);
CREATE TABLE _reading.event_mentions (
    "document_id" VARCHAR,
    "event_mention_id" VARCHAR,
    "sentence_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "text" VARCHAR,
    "lemma" VARCHAR,
    "event_type" VARCHAR,
    "mode" VARCHAR,
    "context" VARCHAR,
    "factuality" VARCHAR,
    "agent_expression" VARCHAR,
    "earliest" DATE,
    "latest" DATE,
    "time_basis" VARCHAR,
    "attribution_id" VARCHAR
);
CREATE TABLE _reading.arguments (
    "document_id" VARCHAR,
    "event_mention_id" VARCHAR,
    "role" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "text" VARCHAR,
    "mention_id" VARCHAR,
    "time_id" VARCHAR,
    "basis" VARCHAR
);
CREATE TABLE _reading.relations (
    "document_id" VARCHAR,
    "from_id" VARCHAR,
    "to_id" VARCHAR,
    "kind" VARCHAR,
    "cue_start_char" INTEGER,
    "cue_end_char" INTEGER,
    "attribution_id" VARCHAR
);
CREATE TABLE _reading.claims (
    "document_id" VARCHAR,
    "claim_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "kind" VARCHAR,
    "subject_mention_id" VARCHAR,
    "subject_text" VARCHAR,
    "predicate_lemma" VARCHAR,
    "object_text" VARCHAR,
    "negated" BOOLEAN,
    "factuality" VARCHAR,
    "attribution_id" VARCHAR,
    "earliest" DATE,
    "latest" DATE
);
CREATE TABLE _reading.namings (
    "document_id" VARCHAR,
    "naming_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "text" VARCHAR,
    "head" VARCHAR,
    "modifiers" VARCHAR[],
    "mention_id" VARCHAR,
    "event_mention_id" VARCHAR,
    "quoted" BOOLEAN,
    "attribution_id" VARCHAR
);
CREATE SCHEMA _linking;
CREATE TABLE _linking.document_accounts (
    "document_id" VARCHAR,
    "account_id" VARCHAR,
    "shared" DOUBLE,
    "evidence" VARCHAR
);
CREATE TABLE _linking.shared_passages (
    "document_id" VARCHAR,
    "start_char" INTEGER,
    "end_char" INTEGER,
    "origin_document_id" VARCHAR,
    "origin_start_char" INTEGER,
    "origin_end_char" INTEGER
);
CREATE TABLE _linking.actors (
    "actor_id" VARCHAR,
    "name" VARCHAR,
    "name_basis" VARCHAR,
    "kind" VARCHAR,
    "country" VARCHAR,
    "aliases" VARCHAR[],
    "wikidata" VARCHAR
);
CREATE TABLE _linking.mention_actors (
    "mention_id" VARCHAR,
    "actor_id" VARCHAR,
    "score" DOUBLE,
    "why" VARCHAR
);
CREATE TABLE _linking.places (
    "place_id" VARCHAR,
    "name" VARCHAR,
    "kind" VARCHAR,
    "country" VARCHAR,
    "claimed_by" VARCHAR[],
    "admin1" VARCHAR,
    "latitude" DOUBLE,
    "longitude" DOUBLE,
    "precision" VARCHAR,
    "geonames_id" INTEGER
);
CREATE TABLE _linking.mention_places (
    "mention_id" VARCHAR,
    "place_id" VARCHAR,
    "score" DOUBLE,
    "why" VARCHAR
);
CREATE TABLE _linking.events (
    "event_id" VARCHAR,
    "event_type" VARCHAR,
    "title" VARCHAR,
    "earliest" DATE,
    "latest" DATE,
    "date_precision" VARCHAR,
    "place_id" VARCHAR,
    "actor_ids" VARCHAR[],
    "recipient_ids" VARCHAR[],
    "n_mentions" INTEGER,
    "n_documents" INTEGER,
    "n_accounts" INTEGER,
    "n_sources" INTEGER
);
CREATE TABLE _linking.event_aliases (
    "alias_id" VARCHAR,
    "event_id" VARCHAR
);
CREATE TABLE _linking.event_members (
    "event_mention_id" VARCHAR,
    "event_id" VARCHAR,
    "account_id" VARCHAR,
    "score" DOUBLE,
    "why" VARCHAR
);
CREATE TABLE _linking.possible_links (
    "event_id" VARCHAR,
    "other_event_id" VARCHAR,
    "score" DOUBLE,
    "why" VARCHAR
);
CREATE TABLE _linking.differences (
    "event_id" VARCHAR,
    "aspect" VARCHAR,
    "status" VARCHAR,
    "reason" VARCHAR,
    "across" VARCHAR,
    "values" STRUCT("value" VARCHAR, "low" DOUBLE, "high" DOUBLE, "earliest" DATE, "latest" DATE, "ref_id" VARCHAR, "as_of" DATE, "voice" VARCHAR, "source_kind" VARCHAR, "attribution_ids" VARCHAR[], "account_ids" VARCHAR[], "evidence" STRUCT("document_id" VARCHAR, "start_char" INTEGER, "end_char" INTEGER)[])[]
);
CREATE TABLE _linking.claim_groups (
    "claim_group_id" VARCHAR,
    "claim_id" VARCHAR,
    "score" DOUBLE,
    "why" VARCHAR
);
CREATE SCHEMA _keeping;
CREATE TABLE _keeping.runs (
    "run_id" VARCHAR,
    "started" VARCHAR,
    "finished" VARCHAR,
    "version" VARCHAR,
    "reading_key" VARCHAR,
    "linking_key" VARCHAR,
    "model" VARCHAR,
    "extractors" JSON,
    "options" JSON,
    "n_new" INTEGER,
    "n_changed" INTEGER,
    "n_unchanged" INTEGER,
    "n_skipped" INTEGER
);
CREATE TABLE _keeping.skipped (
    "uri" VARCHAR,
    "stage" VARCHAR,
    "reason" VARCHAR,
    "detail" VARCHAR
);
CREATE TABLE _keeping.corrections (
    "uri" VARCHAR,
    "column" VARCHAR,
    "value" VARCHAR
);
CREATE TABLE _keeping.readings (
    "uri" VARCHAR,
    "document_id" VARCHAR,
    "input_digest" VARCHAR,
    "corrections_digest" VARCHAR,
    "reading_key" VARCHAR,
    "annotated" BOOLEAN
);
CREATE TABLE _keeping.quarantine (
    "uri" VARCHAR,
    "input_digest" VARCHAR,
    "corrections_digest" VARCHAR,
    "reading_key" VARCHAR
);
CREATE TABLE _keeping.meta (key VARCHAR, value VARCHAR);
INSERT INTO _keeping.meta VALUES ('application', 'rashomon'), ('schema_version', '2');
INSERT INTO _reading.documents (document_id, uri, outlet, published_basis, language, text, text_sha256)
    VALUES ('011c22266dae4494bd4e', 'a.txt', 'The Courier', 'unknown', 'en', 'The fleet left Port Elm.', '6a273ee4df4e315a4957b4bf5f37e070d06ebb79034c83df3735b4c347db152c');
INSERT INTO _reading.sentences (document_id, sentence_id, start_char, end_char) VALUES ('011c22266dae4494bd4e', 'a', 0, 24);
INSERT INTO _linking.document_accounts (document_id, account_id, shared, evidence) VALUES ('011c22266dae4494bd4e', '011c22266dae4494bd4e', 1.0, 'first');
INSERT INTO _keeping.readings (uri, document_id, reading_key, annotated) VALUES ('a.txt', '011c22266dae4494bd4e', 'v2', true);
