import type { PropertyMap } from '../../../metadata/element.ts';
import type { QualifiedName } from '../../../metadata/qualified-name.ts';
import type { ReadOptions } from '../../open-metadata-store.ts';
import { ElementAnswer, ElementsAnswer, FlagAnswer, GuidAnswer, versionsOf } from './answers.ts';
import {
  classifyBody,
  createElementBody,
  declassifyBody,
  deleteElementBody,
  effectivityBody,
  findBody,
  getBody,
  historyBody,
  updateBody,
} from './bodies.ts';
import { pagesOf, unlessEmpty } from '../pages.ts';
import { effectiveAt, findTextOf, fulfils, namesText, ROOT_TYPE } from './conditions.ts';
import type { EgeriaClient, NewClassification, RemoteElement } from '../egeria-client.ts';
import type { Requests } from './requests.ts';

type ElementReads = Pick<EgeriaClient, 'element' | 'elementsNamed' | 'listElements' | 'history'>;

/** Names that one call looks for: 200 take 0.1 s on a running 6.1. */
const namesPerCall = 200;

/** How a client reads elements. */
export function elementReads(requests: Requests): ElementReads {
  const { form, maxPageSize, mender, names } = requests;
  return {
    async element(guid, options = {}) {
      const request = { operation: 'element', parameters: { guid }, options, body: getBody(options) } as const;
      const element = await requests.read({ ...request, answer: ElementAnswer });
      return element && effectiveAt(mender.element(element), options.effectiveTime);
    },
    async elementsNamed(wanted, options = {}) {
      const found: RemoteElement[] = [];
      for (let index = 0; index < wanted.length; index += namesPerCall) {
        found.push(...(await namedElements(requests, wanted.slice(index, index + namesPerCall), options)));
      }
      return found;
    },
    async listElements(listing, page) {
      const body = findBody(form, findTextOf(listing, form.textSearch, names), page, listing);
      const answered = await requests.read({ operation: 'find', options: listing, page, body, answer: ElementsAnswer });
      const elements = (answered ?? []).flatMap((element) => {
        const shown = effectiveAt(mender.element(element), listing.effectiveTime);
        return shown !== undefined && fulfils(shown, listing) ? [shown] : [];
      });
      return { elements, isEnd: answered === undefined || answered.length === 0 };
    },
    async history(guid) {
      const versions = new Map<string, RemoteElement>();
      const pages = pagesOf(maxPageSize, async (page) => {
        const body = historyBody(form, page);
        const request = {
          operation: 'history',
          parameters: { guid },
          options: { forLineage: true },
          page,
          body,
        } as const;
        return unlessEmpty(await requests.read({ ...request, answer: ElementsAnswer }));
      });
      for await (const page of pages) for (const each of page) versions.set(each.revision, mender.element(each));
      return versionsOf([...versions.values()]);
    },
  };
}

/** The elements of a few names: page by page, until all are found or a page is empty. */
async function namedElements(
  requests: Requests,
  names: readonly QualifiedName[],
  options: ReadOptions,
): Promise<readonly RemoteElement[]> {
  const { form, maxPageSize, mender } = requests;
  const missing = new Set(names);
  const wanted = new Set(names);
  const found = new Map<string, RemoteElement>();
  const find = { typeName: ROOT_TYPE, searchProperties: namesText(names, mender.doubles) };
  const pages = pagesOf(maxPageSize, async (page) => {
    if (missing.size === 0) return undefined;
    const request = { operation: 'find', options, page, body: findBody(form, find, page, options) } as const;
    return unlessEmpty(await requests.read({ ...request, answer: ElementsAnswer }));
  });
  for await (const page of pages) {
    for (const each of page) {
      const element = effectiveAt(mender.element(each), options.effectiveTime);
      if (element === undefined || !wanted.has(element.qualifiedName)) continue;
      missing.delete(element.qualifiedName);
      found.set(element.guid, element);
    }
  }
  return [...found.values()];
}

type ElementWrites = Pick<
  EgeriaClient,
  | 'createElement'
  | 'updateElement'
  | 'updateElementEffectivity'
  | 'deleteElement'
  | 'classify'
  | 'reclassify'
  | 'declassify'
>;

/** How a client writes elements; it reads where the server cannot write in one call. */
export function elementWrites(requests: Requests, reads: Pick<EgeriaClient, 'element'>): ElementWrites {
  const { form, mender, names } = requests;
  const classify: ElementWrites['classify'] = async (guid, classification, owner) => {
    const body = classifyBody(form, names.newClassification(classification), owner);
    await requests.send('classify', { guid, name: classification.typeName }, body);
  };
  const declassify: ElementWrites['declassify'] = async (guid, name, owner) =>
    requests.send('declassify', { guid, name }, declassifyBody(form, owner));
  return {
    async createElement(element, owner) {
      // Dates of first classifications are dropped silently (6.1): those come afterwards.
      const dated = element.classifications.filter(hasDates);
      const plain = element.classifications.filter((classification) => !hasDates(classification));
      const body = createElementBody(form, names.newElement({ ...element, classifications: plain }), owner);
      const { qualifiedName } = element;
      const guid = await requests.write('createElement', {}, body, GuidAnswer, { qualifiedName });
      for (const classification of dated) await classify(guid, classification, owner);
      return guid;
    },
    async updateElement({ guid, qualifiedName, typeName }, properties, replace, owner) {
      const read = async () => reads.element(guid, { forLineage: true });
      const isNeeded = mender.doubles || names.needWhole(properties);
      const whole = replace ? properties : await wholeProperties(properties, read, isNeeded);
      const written = names.areOurs ? whole : names.written(typeName ?? (await read())?.typeName ?? '', whole);
      const body = updateBody(form, written, replace || whole !== properties, owner, qualifiedName);
      return requests.write('updateElement', { guid }, body, FlagAnswer);
    },
    updateElementEffectivity: async (guid, effectivity, owner) =>
      requests.send('updateElementEffectivity', { guid }, effectivityBody(form, effectivity, owner)),
    async deleteElement(guid, deleteMethod, owner) {
      const operation = deleteMethod === 'ARCHIVE' ? 'archiveElement' : 'deleteElement';
      await requests.send(operation, { guid }, deleteElementBody(form, deleteMethod, owner));
    },
    classify,
    async reclassify(guid, classification, owner) {
      const { typeName: name, properties } = classification;
      if (Object.values(properties).some((value) => value !== undefined)) {
        const body = updateBody(form, names.written(name, properties), true, owner);
        return requests.send('reclassify', { guid, name }, body);
      }
      // A server fails at an update without a property (6.1).
      await declassify(guid, name, owner);
      return classify(guid, classification, owner);
    },
    declassify,
  };
}

/**
 * All properties after a merge that takes some away, which a server cannot do; the merged ones if it takes none.
 *
 * @param isNeeded it cannot merge these for another reason, such as that it doubles apostrophes, those that it keeps too
 */
export async function wholeProperties(
  merged: PropertyMap,
  read: () => Promise<{ readonly properties: PropertyMap } | undefined>,
  isNeeded = false,
): Promise<PropertyMap> {
  if (!isNeeded && Object.values(merged).every((value) => value !== undefined)) return merged;
  return { ...(await read())?.properties, ...merged };
}

function hasDates({ effectiveFrom, effectiveTo }: NewClassification): boolean {
  return effectiveFrom !== undefined || effectiveTo !== undefined;
}
