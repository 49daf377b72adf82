import type { RecordedAnswer } from '../estate/elements/recorded.ts';
import { canonical, ownId } from '../estate/id.ts';
import type { DocumentId, Instant } from '../evidence/source.ts';
import { type Fields, field, isFields, type Rest } from './bodies.ts';

/** A question that Azure or a cluster answers, known by the shape of the answer. */
interface Question {
  readonly id: string;
  /** Keys, any one set of which is there. */
  readonly tells: readonly (readonly string[])[];
  /** Whether the keys stand in the items of a list under `value`. */
  readonly inItems?: true;
}

/**
 * Answers that are kept as evidence: what effective routes, groups and checks said at that moment. A new
 * one is one entry.
 */
const questions: readonly Question[] = [
  { id: 'effectiveRoutes', tells: [['nextHopType', 'addressPrefix', 'state']], inItems: true },
  { id: 'effectiveNetworkSecurityGroups', tells: [['effectiveSecurityRules']], inItems: true },
  { id: 'outboundEndpoints', tells: [['category', 'endpoints']], inItems: true },
  { id: 'subnetUsages', tells: [['currentValue', 'limit', 'unit']], inItems: true },
  // `az` prints the items alone.
  { id: 'subnetUsages', tells: [['currentValue', 'limit', 'unit']] },
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
  { id: 'kubernetesVersions', tells: [['values']] },
  { id: 'networkTopology', tells: [['createdDateTime', 'resources']] },
  { id: 'serviceTags', tells: [['changeNumber', 'cloud', 'values']] },
];

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
function answerIn(value: Fields): Fields {
  const response = field(value, 'response') ?? field(value, 'responseBody');
  return isFields(response) ? response : value;
}

function fits(question: Question, body: Fields): boolean {
  if (question.inItems !== true) return question.tells.some((keys) => hasAll(body, keys));
  const items = field(body, 'value');
  const [first] = Array.isArray(items) ? items : [];
  const item: unknown = first;
  return isFields(item) && question.tells.some((keys) => hasAll(item, keys));
}

const hasAll = (body: Fields, keys: readonly string[]): boolean =>
  keys.every((key) => field(body, key) !== undefined);

/** The resource that was asked about, where the recording says it. */
function aboutOf(value: Fields): RecordedAnswer['about'] {
  const request = field(value, 'request');
  const asked = isFields(request) ? field(request, 'targetResourceId') : undefined;
  return typeof asked === 'string' ? canonical(asked) : undefined;
}
