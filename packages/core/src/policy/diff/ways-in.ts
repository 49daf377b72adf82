import type { Service } from '../../estate/elements/kubernetes.ts';
import { type EntryOptions, type EntryReach, entryReach } from '../entries.ts';
import type { PolicyModel } from '../model.ts';
import { type OutsideRange, outsideRanges } from '../outside.ts';
import { ownerKey } from '../owners.ts';
import { familiesOf, type PodOwner, type PolicyPod } from '../pods.ts';
import { noPorts } from '../port-set.ts';
import { serviceTargets } from '../service-backends.ts';
import { judgeService } from '../services.ts';
import { closed, type SpanId } from '../span.ts';
import { joinedPieces, type PairedRange, paired, shutRange } from './pieces.ts';

/** A workload behind a controller of entries. */
export interface EntryWay {
  readonly owner: PodOwner;
  readonly controller: string;
  readonly entries: readonly string[];
  readonly span: SpanId;
}

/** What each controller opens to each workload, over all entries that lead there, by one key. */
export function entryWays(
  model: PolicyModel,
  options: EntryOptions,
): ReadonlyMap<string, EntryWay> {
  const { ports, spans } = model.world;
  const found = new Map<string, EntryWay>();
  for (const reach of entryReach(model, options))
    for (const { to, protocol, port, span, passes } of reach.backends) {
      if (to.kind !== 'pod') continue;
      const { owner } = to.pod;
      const controller = controllerName(reach);
      const asked = ports.of([{ protocol, first: port, last: port }]);
      const sure = passes === 'yes' ? ports.meet(asked, spans.sure(span)) : noPorts;
      const opened = spans.of(sure, ports.meet(asked, spans.possible(span)));
      const key = JSON.stringify([controller, ownerKey(owner)]);
      const known = found.get(key);
      const entry = `${reach.entry.objectKind} ${reach.entry.namespace ?? 'default'}/${reach.entry.name}`;
      found.set(key, {
        owner,
        controller,
        entries: [...new Set([...(known?.entries ?? []), entry])],
        span: spans.union(known?.span ?? closed, opened),
      });
    }
  return found;
}

const controllerName = ({ controller }: EntryReach): string =>
  controller.kind === 'unknown' ? 'an ingress controller' : controller.known.title;

/** A Service that addresses outside may enter by, with a workload behind it. */
export interface DoorRange extends PairedRange {
  readonly owner: PodOwner;
  readonly service: string;
  readonly type: Service['type'];
}

/** Addresses outside that fare differently through load balancers and ports of nodes. */
export function differingDoors(before: PolicyModel, after: PolicyModel): readonly DoorRange[] {
  const was = doorsOf(before);
  const is = doorsOf(after);
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => {
    const [one, other] = [was.get(key), is.get(key)];
    const head = other ?? one;
    const family = head?.pieces[0]?.first.family;
    if (head === undefined || family === undefined) return [];
    const shut = shutRange(family);
    const { owner, service, type } = head;
    return paired(one?.pieces ?? shut, other?.pieces ?? shut)
      .filter((range) => range.before !== range.after)
      .map((range) => ({ ...range, owner, service, type }));
  });
}

interface Door {
  readonly owner: PodOwner;
  readonly service: string;
  readonly type: Service['type'];
  readonly pieces: readonly OutsideRange[];
}

function doorsOf(model: PolicyModel): ReadonlyMap<string, Door> {
  const found = new Map<string, Door>();
  for (const service of model.world.objects.services) {
    if (service.type !== 'LoadBalancer' && service.type !== 'NodePort') continue;
    const pods = serviceTargets(model.world, service).backends.flatMap(({ to }) =>
      to.kind === 'pod' ? to.pod : [],
    );
    for (const pod of new Set(pods)) {
      const name = `${service.namespace ?? 'default'}/${service.name}`;
      for (const family of familiesOf(pod)) {
        const key = JSON.stringify([name, ownerKey(pod.owner), family]);
        const known = found.get(key);
        const cut = outsideRanges(model, { pod, direction: 'ingress', family });
        const pieces = cut.map((piece) => ({
          ...piece,
          span: throughDoor(model, service, { pod, piece }),
        }));
        found.set(key, {
          owner: pod.owner,
          service: name,
          type: service.type,
          pieces:
            known === undefined
              ? pieces
              : joinedPieces(known.pieces, pieces, (a, b) => model.world.spans.either(a, b)),
        });
      }
    }
  }
  return found;
}

/** The ports behind the Service that an address of the piece reaches on the pod. */
function throughDoor(
  model: PolicyModel,
  service: Service,
  { pod, piece }: { readonly pod: PolicyPod; readonly piece: OutsideRange },
): SpanId {
  const { spans, ports } = model.world;
  const from = { kind: 'address', address: piece.first } as const;
  let span: SpanId = closed;
  for (const leg of judgeService(model, { service, from }).legs) {
    if (leg.to.kind !== 'pod' || leg.to.pod !== pod) continue;
    const asked = ports.of([{ protocol: leg.protocol, first: leg.port, last: leg.port }]);
    span = spans.union(span, spans.meet(spans.exactly(asked), leg.span));
  }
  return span;
}
