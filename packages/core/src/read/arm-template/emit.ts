import { readerOf } from '../../codec/azure.ts';
import type { Listed } from '../../estate/estate.ts';
import { canonical } from '../../estate/id.ts';
import type { Diagnostic } from '../../evidence/diagnostic.ts';
import { isUnevaluated } from '../../text/unevaluated.ts';
import { readArmBody } from '../arm-body.ts';
import { field, isFields } from '../bodies.ts';
import { nothing, together, type Understood } from '../understood.ts';
import type { Budget } from './budget.ts';
import { type Deployed, isDeployment, type Made } from './made.ts';
import { plainOf } from './plain.ts';
import { isNotKnown, type NotKnown } from './value.ts';

/** What the reading of a deployment's resources is told. */
export interface Emitting {
  readonly budget: Budget;
  readonly tell: (diagnostic: Diagnostic) => void;
}

/** Reads every resource that a deployment would create, those of deployments in it too. */
export function emitResources(deployed: Deployed, emitting: Emitting): Understood {
  return together(emitted(deployed, emitting));
}

function emitted(deployed: Deployed, emitting: Emitting): readonly Understood[] {
  return deployed.made(0).flatMap((made) => {
    if (made.isExisting) return [];
    const doubt = doubtOf(made);
    if (doubt === 'never') return [ignored(made)];
    if (doubt !== undefined) emitting.tell(doubt);
    for (const value of [made.nameValue, made.condition])
      if (isNotKnown(value)) problem(value, made, emitting);
    if (!isDeployment(made.type)) return [bodyOf(made, deployed, emitting)];
    const inner = deployed.nested(made);
    return inner === undefined ? [] : emitted(inner, emitting);
  });
}

const ignored = ({ type, source }: Made): Understood => ({
  ...nothing,
  ignored: [{ type, why: 'conditionFalse', source }],
});

function doubtOf({ condition, type, name, source }: Made): Diagnostic | 'never' | undefined {
  if (condition === true) return undefined;
  if (condition === false) return 'never';
  // What is not read anyway need not be doubted.
  if (readerOf(type) === undefined && !isDeployment(type)) return undefined;
  return {
    severity: 'note',
    code: 'may-not-exist',
    message: `whether ${type} ${name} is deployed depends on what is not known; it is read as if it were`,
    document: source.document,
    path: [...source.path, 'condition'],
  };
}

function bodyOf(made: Made, deployed: Deployed, emitting: Emitting): Understood {
  const { budget } = emitting;
  const { document, path } = made.source;
  const body = plainOf(deployed.bodyOf(made, 0), {
    budget,
    onProblem: (value) => problem(value, made, emitting),
  });
  const value = {
    ...(isFields(body) && !isUnevaluated(body) ? body : { properties: body }),
    id: made.idText,
    name: made.name,
    type: made.type,
  };
  const understood = readArmBody({ type: made.type, value, document, path });
  return { ...understood, coverage: coverageOf(made, value) };
}

/** A problem is told where it stands, once. */
function problem(value: NotKnown, made: Made, { tell }: Emitting): void {
  if (value.problem === undefined) return;
  const [reason] = value.why.unknown;
  const source = reason.kind === 'notEvaluable' ? reason.source : made.source;
  const shown = reason.kind === 'notEvaluable' ? ` (${reason.expression})` : '';
  tell({
    severity: 'warning',
    code: 'expression-fails',
    message: `${value.problem}${shown}`,
    document: source.document,
    path: source.path,
  });
}

/**
 * Lists that a template states whole: a VNet is deployed with the subnets in its body, and a cluster with
 * the pools in its. What is deployed beside them under the same id is added to them.
 */
const statedWhole: Readonly<Record<string, readonly [string, Listed['kind']]>> = {
  'microsoft.network/virtualnetworks': ['subnets', 'subnet'],
  'microsoft.containerservice/managedclusters': ['agentPoolProfiles', 'agentPool'],
};

function coverageOf(made: Made, value: Readonly<Record<string, unknown>>): readonly Listed[] {
  const [key, kind] = statedWhole[made.type.toLowerCase()] ?? [];
  const properties = field(value, 'properties');
  if (key === undefined || kind === undefined || !isFields(properties)) return [];
  return Array.isArray(field(properties, key)) ? [{ kind, within: canonical(made.idText) }] : [];
}
