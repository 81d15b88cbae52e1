import { describe, expect, it } from 'vitest';
import { asGuid, asQualifiedName } from '../../../metadata/qualified-name.ts';
import { ownershipOf } from './ownership.ts';

const owner = { guid: asGuid('source'), name: asQualifiedName('MetadataCollection::files') };
const origin = { category: 'EXTERNAL_SOURCE', ...owner } as const;
const versions = { version: 1, createTime: '2026-01-01T00:00:00.000Z', updatedBy: undefined, updateTime: undefined };

describe('a ledger', () => {
  it('owns what its source has, whoever wrote it', () => {
    const isOwn = ownershipOf(owner, { userId: 'erin', madeByServer: new Set() });
    expect(isOwn({ typeName: 'FileFolder', origin, versions: { ...versions, createdBy: 'peter' } })).toBe(true);
  });

  it('does not own what a server made by itself for its source, which no refresh states', () => {
    const isOwn = ownershipOf(owner, { userId: 'erin', madeByServer: new Set(['FileFolder']) });
    const ofServer = { ...versions, createdBy: 'storenpa' };
    expect(isOwn({ typeName: 'FileFolder', origin, versions: ofServer })).toBe(false);
    expect(isOwn({ typeName: 'CSVFile', origin, versions: ofServer })).toBe(true);
    expect(isOwn({ typeName: 'FileFolder', origin, versions: { ...versions, createdBy: 'erin' } })).toBe(true);
  });
});
