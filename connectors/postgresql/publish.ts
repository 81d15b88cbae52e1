import { InvalidMetadataError, UnavailableError } from '../../src/kit/index.ts';
import type { ElementChange, PublishOutcome, QualifiedName, StatedElement } from '../../src/kit/index.ts';
import { messages } from './errors.ts';
import { databaseName, schemaPlace } from './names.ts';
import { beginStatements, commentStatements, namedRelationsQuery } from './queries.ts';
import { NamedRelationRow } from './schema.ts';
import type { Session } from './session.ts';

/** What is needed to write comments on one server. */
export interface CommentTarget {
  readonly serverName: string;
  /** The databases in which elements may be. */
  readonly databases: readonly string[];
  readonly statementTimeoutSeconds: number;
  open(database: string): Promise<Session>;
  close(session: Session): Promise<void>;
}

/**
 * Carries descriptions out as comments, each in a transaction of its own.
 *
 * The name of an element is not taken apart: what it stands for is looked up in the catalog, by being named alike.
 */
export async function* publishComments(
  changes: AsyncIterable<ElementChange>,
  target: CommentTarget,
): AsyncGenerator<PublishOutcome> {
  const sessions = new CommentSessions(target);
  try {
    for await (const change of changes) yield await outcomeOf(change, target, sessions);
  } finally {
    await sessions.close();
  }
}

async function outcomeOf(
  change: ElementChange,
  target: CommentTarget,
  sessions: CommentSessions,
): Promise<PublishOutcome> {
  let session: Session | undefined;
  try {
    const database = databaseOf(change.stated, target);
    session = await sessions.open(database);
    const text = commentText(change, session);
    await session.execute(beginStatements(target.statementTimeoutSeconds));
    const object = await objectOf(change.stated, { serverName: target.serverName, database, session });
    await session.execute('COMMIT');
    await session.execute(commentStatements(object, text, target.statementTimeoutSeconds));
    return { change };
  } catch (error) {
    if (session === undefined) return { change, error };
    await session.execute('ROLLBACK').catch(() => undefined);
    return { change, error: session.classified(error) };
  }
}

/** One session at a time: changes come database by database. */
class CommentSessions {
  readonly #target: CommentTarget;
  readonly #failures = new Map<string, unknown>();
  #current: { readonly database: string; readonly session: Session } | undefined;

  constructor(target: CommentTarget) {
    this.#target = target;
  }

  /** A database that cannot be connected to is tried once: all of its changes fail for the same reason. */
  async open(database: string): Promise<Session> {
    if (this.#current?.database === database) return this.#current.session;
    if (this.#failures.has(database)) throw this.#failures.get(database);
    await this.close();
    try {
      const session = await this.#target.open(database);
      this.#current = { database, session };
      return session;
    } catch (error) {
      this.#failures.set(database, error);
      throw error;
    }
  }

  async close(): Promise<void> {
    const session = this.#current?.session;
    this.#current = undefined;
    if (session !== undefined) await this.#target.close(session);
  }
}

/** The database itself is the scope of all that is in it. */
function databaseOf(stated: StatedElement, { serverName, databases }: CommentTarget): string {
  const scope = stated.typeName === 'RelationalDatabase' ? stated.qualifiedName : stated.anchorScope;
  const database = databases.find((name) => databaseName(serverName, name) === scope);
  if (database === undefined) throw gone(stated);
  return database;
}

interface Place {
  readonly serverName: string;
  readonly database: string;
  readonly session: Session;
}

/** The object as `COMMENT ON` names it. */
async function objectOf(stated: StatedElement, place: Place): Promise<string> {
  const { session } = place;
  const name = nameOf(stated);
  switch (stated.typeName) {
    case 'RelationalDatabase':
      return `DATABASE ${session.identifier(place.database)}`;
    case 'DeployedDatabaseSchema':
      return `SCHEMA ${session.identifier(name)}`;
    case 'RelationalTable': {
      const { kind, path } = await findRelation(stated, stated.qualifiedName, null, place);
      return `${commentKeywords[kind]} ${path}`;
    }
    case 'RelationalColumn': {
      const { path } = await findRelation(stated, stated.parent?.to, name, place);
      return `COLUMN ${path}.${session.identifier(name)}`;
    }
    default:
      throw new InvalidMetadataError(messages.takesNoComment({ element: stated.qualifiedName }));
  }
}

const commentKeywords = { r: 'TABLE', p: 'TABLE', f: 'FOREIGN TABLE', v: 'VIEW', m: 'MATERIALIZED VIEW' };

/** The relation of this qualified name, which has the column if one is given. */
async function findRelation(
  stated: StatedElement,
  qualifiedName: QualifiedName | undefined,
  column: string | null,
  { serverName, database, session }: Place,
): Promise<{ kind: NamedRelationRow['kind']; path: string }> {
  const rows = await session.query(namedRelationsQuery, NamedRelationRow, [qualifiedName, column]);
  const relation = rows.find(
    (row) => schemaPlace(serverName, database, row.schemaName).tableName(row.tableName) === qualifiedName,
  );
  if (relation === undefined) throw gone(stated);
  const path = [relation.schemaName, relation.tableName].map((name) => session.identifier(name)).join('.');
  return { kind: relation.kind, path };
}

/** The bare name, as the third party stated it. */
function nameOf({ properties, qualifiedName }: StatedElement): string {
  const name = properties['displayName'];
  if (typeof name !== 'string') throw new InvalidMetadataError(messages.takesNoComment({ element: qualifiedName }));
  return name;
}

function commentText({ to, propertyName, qualifiedName }: ElementChange, session: Session): string {
  if (propertyName === 'description' && to === undefined) return 'NULL';
  if (propertyName === 'description' && typeof to === 'string') return session.literal(to);
  throw new InvalidMetadataError(messages.takesNoComment({ element: qualifiedName, property: propertyName }));
}

function gone(stated: StatedElement): UnavailableError {
  return new UnavailableError(messages.objectIsGone({ element: stated.qualifiedName }));
}
