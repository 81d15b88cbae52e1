import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { HttpFault } from '../../../runtime/http-fault.ts';
import type { HttpFaultKind } from '../../../runtime/http-fault.ts';
import { EgeriaException, Envelope } from './egeria-exception.ts';
import { exceptionError, faultError, statusError } from './errors.ts';

const subject = { platform: 'https://localhost:9443', server: 'store', userId: 'erin' };

/** What each exception that a running Egeria 6.1 gave means here, by its id; those of Spring and Jackson have none. */
const meanings: Readonly<Record<string, string>> = {
  'OMAG-COMMON-400-006': 'InvalidMetadataError STORE-400-002',
  'OMAG-COMMON-400-009': 'InvalidMetadataError STORE-400-002',
  'OMAG-COMMON-400-010': 'InvalidMetadataError STORE-400-002',
  'OMAG-COMMON-400-018': 'InvalidMetadataError STORE-400-002',
  'OMAG-COMMON-400-019': 'InvalidMetadataError STORE-400-002',
  'OMAG-COMMON-400-032': 'InvalidMetadataError STORE-400-002',
  'OMAG-REPOSITORY-HANDLER-400-001': 'InvalidMetadataError STORE-400-002',
  'OMAG-REPOSITORY-HANDLER-400-010': 'InvalidMetadataError STORE-404-002',
  'OMAG-REPOSITORY-HANDLER-404-007': 'InvalidMetadataError STORE-404-002',
  'OMAG-COMMON-409-001': 'ConflictError STORE-409-002',
  'OMAG-REPOSITORY-HANDLER-400-007': 'ConflictError STORE-403-002',
  'OMAG-REPOSITORY-HANDLER-400-008': 'ConflictError STORE-403-002',
  'OPEN-METADATA-SECURITY-403-017': 'NotAuthorizedError OMAG-403-001',
  'OMAG-MULTI-TENANT-404-001': 'UnavailableError OMAG-404-001',
  'OMAG-MULTI-TENANT-404-002': 'StoreError OMAG-404-002',
  'OMAG-REPOSITORY-HANDLER-500-001': 'StoreError OMAG-500-001',
  'no id, 400': 'IntegrationBug OMAG-400-001',
  'no id, 401': 'NotAuthorizedError OMAG-403-001',
};

describe('what a running Egeria 6.1 answered', () => {
  const recorded = recordedExceptions();

  it.each([...recorded])('is told by its id: %s', (id, envelope) => {
    const error = exceptionError(new EgeriaException(envelope), subject);
    expect(`${error.kind} ${error.notice.id.replace('EGERIA-INTEGRATE-', '')}`).toBe(meanings[id]);
    expect(error.notice.facts['egeriaMessage']).toBe(envelope.exceptionErrorMessageId ?? undefined);
  });

  it('names the owner of what belongs to a source', () => {
    for (const id of ['OMAG-REPOSITORY-HANDLER-400-007', 'OMAG-REPOSITORY-HANDLER-400-008']) {
      const envelope = recorded.get(id);
      if (envelope === undefined) throw new Error(`${id} was not recorded.`);
      const { facts } = exceptionError(new EgeriaException(envelope), subject).notice;
      expect(facts['owner']).toMatch(/^recording::[0-9a-f]+::source$/u);
    }
  });
});

describe('what Egeria says', () => {
  it('is kept: its id and actions as facts, its text as the cause', () => {
    const envelope = {
      relatedHTTPCode: 500,
      exceptionErrorMessage: 'OMAG-X-500-001 It broke',
      exceptionErrorMessageId: 'OMAG-X-500-001',
      exceptionSystemAction: 'It stopped.',
      exceptionUserAction: 'Mend it.',
    };
    const error = exceptionError(new EgeriaException(envelope), subject, { guid: 'g' });
    expect(error.notice.facts).toEqual({
      platform: 'https://localhost:9443',
      server: 'store',
      guid: 'g',
      egeriaMessage: 'OMAG-X-500-001',
      egeriaSystemAction: 'It stopped.',
      egeriaUserAction: 'Mend it.',
    });
    expect(error.cause).toMatchObject({ message: 'OMAG-X-500-001 It broke' });
    expect(error.message).not.toContain('Mend it');
  });

  it.each([
    ['I/O error on POST request: Connection refused', 'UnavailableError'],
    ['org.springframework.web.client.HttpClientErrorException$BadRequest was received', 'StoreError'],
  ])('by a view server heals by waiting, or not: %s', (exceptionErrorMessage, kind) => {
    const envelope = { relatedHTTPCode: 503, exceptionErrorMessage, exceptionErrorMessageId: 'OMAG-COMMON-503-001' };
    expect(exceptionError(new EgeriaException(envelope), subject).kind).toBe(kind);
  });

  it('has its id where only the text tells it', () => {
    const exceptionClassName = 'org.odpi.openmetadata.frameworks.openmetadata.ffdc.PropertyServerException';
    const exceptionErrorMessage = 'OMAG-REPOSITORY-HANDLER-404-007 The Referenceable entity is not found';
    const envelope = { relatedHTTPCode: 404, exceptionClassName, exceptionErrorMessage };
    const { notice } = exceptionError(new EgeriaException(envelope), subject, { guid: 'g' });
    expect(notice).toMatchObject({
      id: 'EGERIA-INTEGRATE-STORE-404-002',
      facts: { egeriaMessage: 'OMAG-REPOSITORY-HANDLER-404-007' },
    });
  });

  it('about a relationship that is gone, or of wrong ends, or about a property is told from a failure', () => {
    const meaning = (exceptionErrorMessage: string): unknown => {
      const envelope = { relatedHTTPCode: 500, exceptionErrorMessage };
      const exceptionErrorMessageId = 'OMAG-REPOSITORY-HANDLER-500-001';
      return exceptionError(new EgeriaException({ ...envelope, exceptionErrorMessageId }), subject).notice.id;
    };
    expect(meaning('an unexpected …ffdc.exception.RelationshipNotKnownException')).toContain('STORE-404-003');
    expect(meaning('message was OMRS-REPOSITORY-400-047 A addRelationship')).toContain('STORE-400-002');
    expect(meaning('message was OMRS-REPOSITORY-400-028 A property called x')).toContain('STORE-400-002');
    expect(meaning('anything else')).toContain('OMAG-500-001');
  });
});

describe('an answer that is none of Egeria', () => {
  it.each([
    [401, '', 'NotAuthorizedError'],
    [403, '', 'NotAuthorizedError'],
    [429, '', 'UnavailableError'],
    [502, '<html>', 'UnavailableError'],
    [503, '', 'UnavailableError'],
    [404, '{"timestamp":"2026","status":404,"error":"Not Found","path":"/x"}', 'StoreError'],
    [500, '{"timestamp":"2026","status":500,"error":"oops","path":"/x"}', 'StoreError'],
    [200, '<html>', 'StoreError'],
  ])('is told by its status: %d %s', (status, text, kind) => {
    const answer = { status, text, contentType: undefined, retryAfterMilliseconds: 2000 };
    expect(statusError(answer, subject).kind).toBe(kind);
  });

  it('says how long to wait', () => {
    const answer = { status: 429, text: '', contentType: undefined, retryAfterMilliseconds: 2000 };
    expect(statusError(answer, subject).notice.facts).toMatchObject({ retryAfterMilliseconds: '2000' });
  });
});

describe('no answer', () => {
  it.each([
    ['unreachable', 'UnavailableError'],
    ['timed-out', 'UnavailableError'],
    ['reset', 'UnavailableError'],
    ['aborted', 'StoreError'],
    ['untrusted-certificate', 'StoreError'],
    ['other-certificate', 'StoreError'],
    ['no-tls', 'StoreError'],
    ['no-http', 'StoreError'],
    ['unexpected', 'StoreError'],
  ] as readonly (readonly [HttpFaultKind, string])[])('because of %s is a %s', (fault, kind) => {
    expect(faultError(new HttpFault(fault, 'CODE', false, 'message'), subject)).toMatchObject({
      kind,
      notice: { facts: { platform: 'https://localhost:9443', because: 'CODE' } },
    });
  });
});

/** The exceptions of the recordings, one of each id. */
function recordedExceptions(): ReadonlyMap<string, Envelope> {
  const folder = path.resolve('test/support/fake-egeria/__fixtures__');
  const found = new Map<string, Envelope>();
  for (const file of globSync('[1-9]-*.json', { cwd: folder })) {
    const { exchanges } = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as {
      readonly exchanges: readonly { readonly response: { readonly body: unknown } }[];
    };
    for (const { response } of exchanges) {
      const envelope = Envelope.safeParse(response.body).data;
      if (envelope === undefined || envelope.relatedHTTPCode === 200) continue;
      found.set(envelope.exceptionErrorMessageId ?? `no id, ${envelope.relatedHTTPCode}`, envelope);
    }
  }
  return found;
}
