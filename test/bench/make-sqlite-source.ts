import { DatabaseSync } from 'node:sqlite';

const columnTypes = ['text', 'real', 'integer', 'varchar(20) not null'];
const columnsOfTable = 20;
/** The database, its schema and the type of that. */
const elementsAbove = 3;

/** Makes a SQLite file that is cataloged as exactly so many elements: tables of 20 columns, each but the first with a foreign key. */
export function makeSqliteSource(file: string, elements: number): void {
  const database = new DatabaseSync(file);
  try {
    database.exec('begin');
    let left = elements - elementsAbove;
    for (let table = 0; left > 1; table += 1) {
      const columns = Math.min(columnsOfTable, left - 1);
      database.exec(`create table t${table} (${columnsText(table, columns)})`);
      left -= columns + 1;
    }
    if (left > 0) throw new Error(`No tables are cataloged as ${elements} elements: one more or less would do.`);
    database.exec('commit');
  } finally {
    database.close();
  }
}

function columnsText(table: number, columns: number): string {
  const texts = Array.from({ length: columns }, (_, position) => {
    if (position === 0) return 'id integer primary key';
    if (position === 1 && table > 0) return `c1 integer references t${table >> 1} (id)`;
    return `c${position} ${columnTypes[position % columnTypes.length] ?? ''}`;
  });
  return texts.join(', ');
}
