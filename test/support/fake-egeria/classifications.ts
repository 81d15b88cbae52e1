import type { Classification, Element, PropertyMap } from '../../../src/metadata/element.ts';
import { typeRegistry } from '../../../src/metadata/types/type-registry.ts';
import type { ClassificationType } from '../../../src/metadata/types/type-registry.ts';
import { ownerOf } from './element-json.ts';
import type { Json } from './element-json.ts';
import { notOwner, repositoryCauses, repositoryFailure, unknownType } from './exceptions.ts';
import type { Owner } from './facts.ts';
import { callerOf, isoTime, parameter, writerOf } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { newProperties, readProperties, updatedProperties } from './property-values.ts';
import {
  DeleteBody,
  EffectivityBody,
  NewClassificationBody,
  ReadBody,
  UpdateBody,
  readBody,
} from './request-bodies.ts';
import { visibleElement } from './visibility.ts';

const path = '/metadata-elements/{guid}/classifications/{name}';
const voidCall = { method: 'POST', response: 'VoidResponse' } as const;

export const classificationWrites: readonly Operation[] = [
  { ...voidCall, name: 'classify', path, action: 'classifyMetadataElementInStore', needsBody: true, run: classify },
  {
    ...voidCall,
    name: 'reclassify',
    path: `${path}/update-properties`,
    action: 'reclassifyMetadataElementInStore',
    needsBody: true,
    run: reclassify,
  },
  {
    ...voidCall,
    name: 'update-classification-effectivity',
    path: `${path}/update-effectivity`,
    action: 'updateClassificationEffectivityInStore',
    needsBody: true,
    run: updateEffectivity,
  },
  {
    ...voidCall,
    name: 'declassify',
    path: `${path}/delete`,
    action: 'declassifyMetadataElementInStore',
    run: declassify,
  },
];

interface Subject {
  readonly element: Element;
  readonly type: ClassificationType;
  /** As the element carries it now. */
  readonly held: Classification | undefined;
}

async function subjectOf(call: Call, repositoryMethod: string): Promise<Subject> {
  const name = parameter(call, 'name');
  const type = typeRegistry().classification(name);
  if (type === undefined) {
    throw typeRegistry().kindOf(name) === undefined
      ? unknownType(name, call)
      : repositoryFailure(repositoryCauses.classificationError, repositoryMethod, call);
  }
  const named = { guid: parameter(call, 'guid'), parameterName: 'metadataElementGUID' };
  const { forLineage } = readBody(ReadBody, call.body);
  const element = await visibleElement(named, call.repository, call, { forLineage });
  const isFit = type.validFor.some((each) => typeRegistry().isSubtypeOf(element.typeName, each));
  if (!isFit) throw repositoryFailure(repositoryCauses.classificationError, repositoryMethod, call);
  return { element, type, held: element.classifications.find((each) => each.typeName === name) };
}

/** A classification belongs to who gave it, whoever the element belongs to. */
function checkOwner({ element, held }: Subject, caller: Owner | undefined, call: Call): void {
  if (held === undefined) return;
  const stamp = call.repository.facts.of(element.guid)?.classifications.get(held.typeName);
  const owner = stamp === undefined ? ownerOf(held.origin) : stamp.owner;
  if (owner === undefined || owner.guid === caller?.guid) return;
  throw notOwner({ typeName: held.typeName, guid: element.guid }, owner, caller, call);
}

/** Writes the classification as it is to be from now on; the anchor is the platform's own to keep. */
async function write(
  subject: Subject,
  next: Pick<Classification, 'properties' | 'effectiveFrom' | 'effectiveTo'>,
  caller: Owner | undefined,
  call: Call,
): Promise<void> {
  checkOwner(subject, caller, call);
  const { guid } = subject.element;
  if (subject.type.name === 'Anchors') {
    reanchor(guid, next.properties, call);
    return;
  }
  await call.repository.write(
    [{ kind: 'classify', guid, typeName: subject.type.name, ...next }],
    writerOf(call, caller),
  );
}

function reanchor(guid: string, properties: PropertyMap, { repository }: Call): void {
  const { anchorGUID, anchorTypeName, anchorDomainName, anchorScopeGUIDs } = properties;
  repository.facts.reanchor(guid, {
    guid: textOf(anchorGUID),
    typeName: textOf(anchorTypeName) ?? '',
    domainName: textOf(anchorDomainName) ?? '',
    scopeGuids: Array.isArray(anchorScopeGUIDs) ? anchorScopeGUIDs.map(String) : [],
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

async function classify(call: Call): Promise<Json> {
  const body = readBody(NewClassificationBody, call.body);
  const subject = await subjectOf(call, 'classifyEntity');
  const next = {
    properties: newProperties(subject.type, body.properties, call),
    effectiveFrom: isoTime(body.properties?.effectiveFrom),
    effectiveTo: isoTime(body.properties?.effectiveTo),
  };
  await write(subject, next, callerOf(body), call);
  return {};
}

/** Reclassifying with what the element does not carry classifies it (recorded). */
async function reclassify(call: Call): Promise<Json> {
  const body = readBody(UpdateBody, call.body);
  const subject = await subjectOf(call, 'classifyEntity');
  const read = readProperties(subject.type, body.properties, call);
  const properties = updatedProperties(subject.held?.properties ?? {}, read, body.mergeUpdate !== false);
  const { effectiveFrom, effectiveTo } = subject.held ?? {};
  await write(subject, { properties, effectiveFrom, effectiveTo }, callerOf(body), call);
  return {};
}

async function updateEffectivity(call: Call): Promise<Json> {
  const body = readBody(EffectivityBody, call.body);
  const subject = await subjectOf(call, 'classifyEntity');
  const [effectiveFrom, effectiveTo] = [isoTime(body.effectiveFrom), isoTime(body.effectiveTo)];
  const properties = subject.held?.properties ?? {};
  await write(subject, { properties, effectiveFrom, effectiveTo }, callerOf(body), call);
  return {};
}

/** Taking away what is not there is no error (recordings, "declassify again"). */
async function declassify(call: Call): Promise<Json> {
  const caller = callerOf(readBody(DeleteBody, call.body));
  const subject = await subjectOf(call, 'declassifyEntity');
  if (subject.held === undefined) return {};
  checkOwner(subject, caller, call);
  const { guid } = subject.element;
  const facts = call.repository.facts.of(guid);
  if (subject.type.name !== 'Anchors') {
    await call.repository.write([{ kind: 'declassify', guid, typeName: subject.type.name }], writerOf(call, caller));
  } else if (facts !== undefined) {
    facts.anchor = undefined;
  }
  return {};
}
