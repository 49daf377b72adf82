import type { AnyElement } from '../estate/elements/kinds.ts';
import type { Listed } from '../estate/estate.ts';
import { canonical, unknownPart } from '../estate/id.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import { notStated } from '../evidence/knowable.ts';
import type { DocumentId, Path } from '../evidence/source.ts';
import { unevaluated } from '../text/unevaluated.ts';
import { deployedConfigurations, isDeploymentStatus } from './admin-deployments.ts';
import { readArmBody } from './arm-body.ts';
import { bodiesIn, type Fields, type FoundBody, field, holdsBody, isFields } from './bodies.ts';
import { cutList } from './cut-lists.ts';
import type { SingleFormat, Supplied } from './format.ts';
import { isPartial } from './partial.ts';
import { recordedAnswer } from './recorded-answers.ts';
import { type Ignored, nothing, together, type Understood } from './understood.ts';
import { isWithoutId, withoutId } from './without-id.ts';

/**
 * Bodies as Azure answers them: REST, `az … -o json` (flat, recased), PowerShell and PSRule exports
 * (capitalised), lists of them, Resource Graph rows, and what Azure answered to questions.
 */
export const azureBodies: SingleFormat = {
  id: 'azure',
  says: 'resources as Azure answers them (REST, az, PowerShell, Resource Graph)',
  recognises: ({ value }) =>
    holdsBody(value) || isAnswer(value) || isDeploymentStatus(value) || isWithoutId(value),
  read: readAzureBodies,
};

/** One answer, or a list of them. */
const isAnswer = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  recordedAnswer({ value, path: [] }, '') !== undefined;

function readAzureBodies({ document, about: { collected } }: Supplied): Understood {
  const when = collected === undefined ? {} : { collected };
  const answers: AnyElement[] = [];
  const parts: AnyElement[] = [];
  const ignored: Ignored[] = [];
  const diagnostics: Diagnostic[] = [];
  const tell = (one: Diagnostic | undefined): void => {
    if (one !== undefined) diagnostics.push(one);
  };
  const bodies = bodiesIn(document.value, {
    takes(rest) {
      tell(cutList(rest, document.id));
      const deployed = deployedConfigurations(rest, document.id, collected);
      if (deployed !== undefined) {
        parts.push(...deployed);
        return true;
      }
      const answer = recordedAnswer(rest, document.id, collected);
      if (answer === undefined) return false;
      answers.push(answer);
      return true;
    },
    leaves(rest) {
      tell(withoutId(rest, document.id));
      const source = { document: document.id, path: rest.path, ...when };
      ignored.push({ type: 'no resource of Azure', why: 'noResource', source });
    },
  });
  const read = bodies.map((body) => {
    const value = named(asTold(body.value), document.id, body.path);
    const about = { document: document.id, isPartial: isPartial(body), ...when };
    const understood = readArmBody({ ...body, value, ...about });
    if (!about.isPartial) return { ...understood, coverage: wholeLists(body) };
    const source = { document: document.id, path: body.path };
    return { ...understood, coverage: [], partial: [source] };
  });
  return {
    ...together([...read, { ...nothing, elements: answers, parts, ignored, diagnostics }]),
    tense: 'observed',
  };
}

/** Keys of a resource beside its properties: all that lists of resources of every kind show. */
const headKeys: ReadonlySet<string> = new Set([
  'apiversion',
  'changedtime',
  'createdtime',
  'etag',
  'extendedlocation',
  'id',
  'identity',
  'kind',
  'location',
  'managedby',
  'name',
  'plan',
  'properties',
  'provisioningstate',
  'resourcegroup',
  'resourcegroupname',
  'resourceid',
  'resourcename',
  'resourcetype',
  'sku',
  'subscriptionid',
  'systemdata',
  'tags',
  'tenantid',
  'type',
  'zones',
]);

/**
 * `az resource list` and short queries show that a resource is there and nothing of what is in it: what
 * they leave out is not absent. A body with any field of its own is taken for whole.
 */
function asTold(value: Fields): Fields {
  const isHead = Object.keys(value).every((key) => headKeys.has(key.toLowerCase()));
  if (!isHead || isContainer(field(value, 'properties'))) return value;
  const head = Object.entries(value).filter(([key]) => key.toLowerCase() !== 'properties');
  return { ...Object.fromEntries(head), properties: unevaluated(notStated('properties')) };
}

/**
 * What a request sends may have neither id nor name. It is told apart from the next one by where it is
 * written: two of them are two resources.
 */
function named(value: Fields, document: DocumentId, path: Path): Fields {
  if (field(value, 'id') !== undefined || field(value, 'name') !== undefined) return value;
  const place = [document, ...path].join('.').replaceAll('/', '%2f');
  return { ...value, name: `${unknownPart}${place}` };
}

const isContainer = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * Lists that Azure always nests whole in a recorded body. An empty or missing list under the key counts
 * too only when the key is there.
 */
const nestedWhole: Readonly<Record<string, readonly (readonly [string, Listed['kind']])[]>> = {
  'microsoft.network/virtualnetworks': [
    ['subnets', 'subnet'],
    ['virtualNetworkPeerings', 'peering'],
  ],
  'microsoft.containerservice/managedclusters': [['agentPoolProfiles', 'agentPool']],
};

function wholeLists({ type, value }: FoundBody): readonly Listed[] {
  const kinds = nestedWhole[type.toLowerCase()];
  const id = field(value, 'id');
  if (kinds === undefined || typeof id !== 'string') return [];
  const within = canonical(id);
  const properties = field(value, 'properties');
  const inner = isFields(properties) ? properties : value;
  return kinds
    .filter(([key]) => Array.isArray(field(inner, key)))
    .map(([, kind]) => ({ kind, within }));
}
