import { Buffer } from 'node:buffer';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import avsc from 'avsc';
import { parquetWriteBuffer } from 'hyparquet-writer';

// Makes the third party of docs/examples/first-catalog: the database and the files of Alder & Finch, an invented maker of
// herbal remedies. Run it when they are to change, and commit what it makes: `node docs/make-first-catalog.ts`.

const folder = path.join(import.meta.dirname, 'examples/first-catalog');

interface Order {
  readonly id: number;
  readonly customer: number;
  readonly orderedAt: Date;
  readonly status: string;
  readonly note: string | null;
  readonly items: readonly { readonly sku: string; readonly quantity: number; readonly unitPrice: number }[];
}

const customers = [
  ['Pharmacy am Markt', 'Marktplatz 3, 1st floor', 'Bonn', 'DE', '2019-03-04', true],
  ['Green Door Chemist', '14 Cross Street', 'Bristol', 'GB', '2019-11-20', true],
  ['Farmacia del Sole', 'Via Roma 8', 'Torino', 'IT', '2020-01-15', false],
  ['Apotheke zum Hirsch', 'Hirschgasse 21', 'Graz', 'AT', '2020-06-02', true],
  ['Pharmacie Lumière', '5, rue des Tilleuls', 'Lyon', 'FR', '2021-02-11', false],
  ['Kruidenhuis De Vlier', 'Lange Gracht 77', 'Utrecht', 'NL', '2021-09-30', true],
  ['Botica Santa Clara', 'Calle Mayor 40', 'Salamanca', 'ES', '2022-05-17', true],
  ['Herbal "Corner" Shop', 'Unit 2, The Old Mill', 'Galway', 'IE', '2023-08-08', false],
] as const;

const products = [
  { sku: 'AF-101', name: 'Hazel cough syrup', price: 7.9, ingredients: ['ribwort', 'thyme', 'honey'], volume: 200 },
  { sku: 'AF-102', name: 'Thyme lozenges', price: 3.45, ingredients: ['thyme', 'sage'], volume: null },
  { sku: 'AF-201', name: 'Arnica balm', price: 11.2, ingredients: ['arnica', 'beeswax'], volume: 50 },
  { sku: 'AF-202', name: 'Marigold ointment', price: 9.8, ingredients: ['marigold', 'lanolin'], volume: 75 },
  { sku: 'AF-301', name: 'Evening tea', price: 5.6, ingredients: ['lemon balm', 'lavender', 'hops'], volume: null },
  { sku: 'AF-302', name: 'Morning tea', price: 5.6, ingredients: ['peppermint', 'rosemary'], volume: null },
] as const;

const statuses = ['placed', 'paid', 'shipped', 'delivered'] as const;

const orders: readonly Order[] = Array.from({ length: 30 }, (_, index) => ({
  id: 5_001 + index,
  customer: 1 + ((index * 5) % customers.length),
  orderedAt: new Date(
    Date.UTC(2026, Math.floor(index / 5), 3 + ((index * 7) % 25), 8 + (index % 9), (index * 13) % 60),
  ),
  status: statuses[Math.min(3, Math.floor((35 - index) / 6))] ?? 'placed',
  note: index % 6 === 2 ? 'Leave at the back door' : null,
  items: products
    .filter((_, place) => (index + place) % 3 === 0)
    .map(({ sku, price }, place) => ({ sku, quantity: 1 + ((index + place) % 5), unitPrice: price })),
}));

function totalOf({ items }: Order): number {
  return Math.round(items.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0) * 100) / 100;
}

function write(file: string, content: string | Uint8Array): void {
  const place = path.join(folder, 'files', file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
}

function quoted(value: string | number | boolean): string {
  const text = String(value);
  return /[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function writeTextFiles(): void {
  const rows = customers.map((customer, index) => [index + 1, ...customer].map(quoted).join(','));
  write('customers.csv', `${['customer_id,name,street,city,country,customer_since,newsletter', ...rows].join('\n')}\n`);

  // As a spreadsheet in Germany writes it: with semicolons, decimal commas and carriage returns.
  const lastYear = Array.from({ length: 12 }, (_, month) => {
    const revenue = (8_000 + ((month * 1_237) % 4_100) + month / 4).toFixed(2).replace('.', ',');
    return `2025-${String(month + 1).padStart(2, '0')}-01;${revenue};${40 + ((month * 7) % 19)}`;
  });
  write('sales/2025/revenue-by-month.csv', `${['month;revenue;orders', ...lastYear].join('\r\n')}\r\n`);

  const catalogue = products.map(({ sku, name, price, ingredients, volume }) => ({
    sku,
    name,
    price: { amount: price, currency: 'EUR' },
    ingredients,
    packaging: { volumeMillilitres: volume, recyclable: volume === null },
  }));
  write('products/products.json', `${JSON.stringify({ edition: '2026-1', products: catalogue }, undefined, 2)}\n`);

  const readings = Array.from({ length: 48 }, (_, hour) => {
    const at = new Date(Date.UTC(2026, 5, 1, hour)).toISOString();
    const reading = {
      sensor: `cold-room-${1 + (hour % 2)}`,
      at,
      temperature: Math.round(40 + 15 * Math.sin(hour / 4)) / 10,
    };
    return JSON.stringify(hour % 11 === 0 ? { ...reading, doorOpen: true } : reading);
  });
  write('cold-rooms/sensor-readings.ndjson', `${readings.join('\n')}\n`);
}

function writeParquet(): void {
  const columnData = [
    { name: 'order_id', data: orders.map(({ id }) => id), type: 'INT32' as const, nullable: false },
    { name: 'customer_id', data: orders.map(({ customer }) => customer), type: 'INT32' as const, nullable: false },
    { name: 'ordered_at', data: orders.map(({ orderedAt }) => orderedAt), type: 'TIMESTAMP' as const, nullable: false },
    { name: 'status', data: orders.map(({ status }) => status), type: 'STRING' as const, nullable: false },
    { name: 'total', data: orders.map(totalOf), type: 'DOUBLE' as const, nullable: false },
    { name: 'note', data: orders.map(({ note }) => note), type: 'STRING' as const },
  ];
  write('sales/2026/orders.parquet', new Uint8Array(parquetWriteBuffer({ columnData })));
}

async function writeAvro(): Promise<void> {
  const encoder = new avsc.streams.BlockEncoder(
    {
      type: 'record',
      name: 'Delivery',
      namespace: 'alder_and_finch.logistics',
      fields: [
        { name: 'delivery_id', type: 'long', doc: 'Number on the delivery note.' },
        { name: 'order_id', type: 'int' },
        { name: 'shipped_on', type: { type: 'int', logicalType: 'date' } },
        { name: 'carrier', type: { type: 'enum', name: 'Carrier', symbols: ['POST', 'BICYCLE', 'TRUCK'] } },
        { name: 'weight_kg', type: 'double' },
        {
          name: 'destination',
          type: {
            type: 'record',
            name: 'Place',
            fields: [
              { name: 'city', type: 'string' },
              { name: 'country', type: 'string' },
            ],
          },
        },
        { name: 'signed_by', type: ['null', 'string'], default: null },
      ],
    },
    { codec: 'deflate', syncMarker: Buffer.from('alder-and-finch!') },
  );
  for (const [index, { id, customer, status, items, orderedAt }] of orders.entries()) {
    if (status !== 'delivered') continue;
    const [, , city = '', country = ''] = customers[customer - 1] ?? [];
    encoder.write({
      delivery_id: 70_000 + index,
      order_id: id,
      shipped_on: Math.floor(orderedAt.getTime() / 86_400_000) + 2,
      carrier: ['POST', 'BICYCLE', 'TRUCK'][index % 3],
      weight_kg: items.length * 0.75,
      destination: { city, country },
      signed_by: index % 2 === 0 ? null : 'neighbour',
    });
  }
  encoder.end();
  write('logistics/deliveries.avro', Buffer.concat(await Array.fromAsync<Buffer>(encoder)));
}

const DATABASE = `
  PRAGMA page_size = 1024;
  CREATE TABLE customers (
    customer_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    city TEXT NOT NULL,
    country CHAR(2) NOT NULL DEFAULT 'DE',
    customer_since DATE,
    newsletter BOOLEAN NOT NULL DEFAULT FALSE,
    UNIQUE (name, city)
  );
  CREATE TABLE products (
    sku VARCHAR(10) PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    price DECIMAL(8, 2) NOT NULL CHECK (price >= 0)
  );
  CREATE TABLE orders (
    order_id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL CONSTRAINT ordered_by REFERENCES customers (customer_id),
    ordered_at TIMESTAMP NOT NULL,
    status VARCHAR(10) NOT NULL DEFAULT 'placed',
    note TEXT
  );
  CREATE TABLE order_items (
    order_id INTEGER NOT NULL REFERENCES orders (order_id) ON DELETE CASCADE,
    sku VARCHAR(10) NOT NULL REFERENCES products (sku),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    unit_price DECIMAL(8, 2) NOT NULL,
    line_total DECIMAL(10, 2) GENERATED ALWAYS AS (quantity * unit_price) STORED,
    PRIMARY KEY (order_id, sku)
  ) WITHOUT ROWID;
  CREATE INDEX orders_by_customer ON orders (customer_id);
  CREATE VIEW order_totals AS
    SELECT order_id, name AS customer, ordered_at, round(sum(line_total), 2) AS total
    FROM orders JOIN customers USING (customer_id) JOIN order_items USING (order_id)
    GROUP BY order_id;
`;

function writeDatabase(): void {
  const file = path.join(folder, 'orders.db');
  rmSync(file, { force: true });
  const database = new DatabaseSync(file);
  database.exec(DATABASE);
  database.exec('BEGIN');
  const customer = database.prepare('INSERT INTO customers VALUES (?, ?, ?, ?, ?, ?)');
  for (const [index, [name, , city, country, since, newsletter]] of customers.entries()) {
    customer.run(index + 1, name, city, country, since, Number(newsletter));
  }
  const product = database.prepare('INSERT INTO products VALUES (?, ?, ?)');
  for (const { sku, name, price } of products) product.run(sku, name, price);
  const order = database.prepare('INSERT INTO orders VALUES (?, ?, ?, ?, ?)');
  const item = database.prepare('INSERT INTO order_items VALUES (?, ?, ?, ?)');
  for (const { id, customer: customerId, orderedAt, status, note, items } of orders) {
    order.run(id, customerId, orderedAt.toISOString(), status, note);
    for (const { sku, quantity, unitPrice } of items) item.run(id, sku, quantity, unitPrice);
  }
  database.exec('COMMIT');
  database.exec('VACUUM');
  database.close();
}

rmSync(path.join(folder, 'files'), { recursive: true, force: true });
writeTextFiles();
writeParquet();
await writeAvro();
writeDatabase();
