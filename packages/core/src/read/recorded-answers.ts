import type { RecordedAnswer } from '../estate/elements/recorded.ts';
import { canonical, ownId } from '../estate/id.ts';
import type { DocumentId, Instant } from '../evidence/source.ts';
import { type Fields, field, isFields, type Rest } from './bodies.ts';

/** A question that Azure or a cluster answers, known by the shape of the answer. */
interface Question {
  readonly id: string;
  /** Keys, any one set of which is there. */
  readonly tells: readonly (readonly string[])[];
  /** The key of the list in whose items the keys stand. `az` prints the list alone. */
  readonly inItemsOf?: string;
}

/**
 * Answers that are kept as evidence: what effective routes, groups and checks said at that moment. A new
 * one is one entry.
 */
const questions: readonly Question[] = [
  {
    id: 'effectiveRoutes',
    tells: [['nextHopType', 'addressPrefix', 'state']],
    inItemsOf: 'value',
  },
  {
    id: 'effectiveNetworkSecurityGroups',
    tells: [['effectiveSecurityRules']],
    inItemsOf: 'value',
  },
  { id: 'outboundEndpoints', tells: [['category', 'endpoints']], inItemsOf: 'value' },
  { id: 'subnetUsages', tells: [['currentValue', 'limit', 'unit']], inItemsOf: 'value' },
  {
    id: 'nextHop',
    tells: [
      ['nextHopType', 'routeTableId'],
      ['nextHopType', 'nextHopIpAddress'],
    ],
  },
  { id: 'ipFlowVerify', tells: [['access', 'ruleName']] },
  { id: 'connectivityCheck', tells: [['hops', 'connectionStatus']] },
  { id: 'checkIpAddressAvailability', tells: [['available']] },
  { id: 'kubernetesVersions', tells: [['version', 'patchVersions']], inItemsOf: 'values' },
  { id: 'kubernetesVersions', tells: [['orchestratorVersion']], inItemsOf: 'orchestrators' },
  { id: 'networkTopology', tells: [['createdDateTime', 'resources']] },
  { id: 'serviceTags', tells: [['changeNumber', 'cloud', 'values']] },
  // What Azure Network Policy Manager keeps on a node, as its own tools dump it.
  { id: 'policyManagerState', tells: [['NodeName', 'NsMap']] },
];

/** Every question whose answers are kept, each once. */
export const recordedQuestions: readonly string[] = [...new Set(questions.map(({ id }) => id))];

/** What a part of a document that holds no resource answers; undefined for none of the questions. */
export function recordedAnswer(
  rest: Rest,
  document: DocumentId,
  collected?: Instant,
): RecordedAnswer | undefined {
  const body = answerIn(rest.value);
  const question = questions.find((one) => fits(one, body));
  if (question === undefined) return undefined;
  const name = [question.id, document, ...rest.path.map(String)];
  return {
    kind: 'recordedAnswer',
    id: ownId('recordedAnswer', ...name),
    name: question.id,
    question: question.id,
    about: aboutOf(rest.value),
    body: rest.value,
    source: { document, path: rest.path, ...(collected === undefined ? {} : { collected }) },
  };
}

/** Recordings keep the question beside the answer: `{ request, response }`. */
function answerIn(value: object): object {
  if (!isFields(value)) return value;
  const response = field(value, 'response') ?? field(value, 'responseBody');
  return isFields(response) ? response : value;
}

function fits({ tells, inItemsOf }: Question, body: object): boolean {
  const told = inItemsOf === undefined ? body : firstIn(body, inItemsOf);
  return isFields(told) && tells.some((keys) => hasAll(told, keys));
}

function firstIn(body: object, key: string): unknown {
  const items = isFields(body) ? field(body, key) : body;
  const [first] = Array.isArray(items) ? items : [];
  return first;
}

const hasAll = (body: Fields, keys: readonly string[]): boolean =>
  keys.every((key) => field(body, key) !== undefined);

/** The resource that was asked about, where the recording says it. */
function aboutOf(value: object): RecordedAnswer['about'] {
  const request = isFields(value) ? field(value, 'request') : undefined;
  const asked = isFields(request) ? field(request, 'targetResourceId') : undefined;
  return typeof asked === 'string' ? canonical(asked) : undefined;
}
