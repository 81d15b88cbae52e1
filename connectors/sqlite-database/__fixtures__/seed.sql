-- What a SQLite database can hold, as far as it is catalogued.
CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  name VARCHAR(80) NOT NULL,
  email CHARACTER VARYING ( 120 ) UNIQUE,
  credit DECIMAL(10, 2) NOT NULL DEFAULT 0.00,
  since DATE DEFAULT CURRENT_DATE,
  anything
);
CREATE TABLE product (
  code TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  price REAL CHECK (price >= 0),
  picture BLOB,
  price_with_tax REAL GENERATED ALWAYS AS (price * 1.2) VIRTUAL,
  label TEXT AS (code || ': ' || title) STORED
) STRICT;
CREATE TABLE warehouse_shelf (
  warehouse TEXT,
  shelf INT,
  capacity INT,
  PRIMARY KEY (warehouse, shelf)
) WITHOUT ROWID;
CREATE TABLE "order" (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  customer REFERENCES customer,
  product TEXT,
  warehouse TEXT,
  shelf INT,
  placed TEXT NOT NULL DEFAULT (datetime('now')),
  CONSTRAINT one_product FOREIGN KEY (product) REFERENCES PRODUCT (CODE) ON DELETE CASCADE,
  CONSTRAINT from_shelf FOREIGN KEY (warehouse, shelf) REFERENCES warehouse_shelf,
  UNIQUE (customer, placed),
  UNIQUE (customer, product, placed)
);
CREATE UNIQUE INDEX one_title ON product (title, lower(code));
CREATE UNIQUE INDEX one_cheap ON product (price) WHERE price < 1;
CREATE INDEX by_price ON product (price);
CREATE VIEW totals (customer, "number of orders") AS
SELECT customer, count(*) FROM "order" GROUP BY customer;
CREATE VIRTUAL TABLE manual USING fts5 (title, body);
CREATE TABLE "odd ""name"" of.a::table" ("a.b" "my type", "", "🙂" INTEGER PRIMARY KEY DESC);
CREATE TRIGGER watch AFTER INSERT ON customer BEGIN SELECT 1; END;
INSERT INTO customer (name) VALUES ('Ada');
ANALYZE;
