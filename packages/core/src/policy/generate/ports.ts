import type { PolicyPort } from '../../estate/elements/kubernetes.ts';
import type { WantedPort } from '../../estate/wanted-flow.ts';
import {
  allPorts,
  type PortInterval,
  type PortSetId,
  type PortSets,
  protocols,
} from '../port-set.ts';

/** Ranges up to this many ports are spelled port by port where ranges are not honoured. */
const mostSpelled = 256;

/** The set that wanted ports mean; none means every port. */
export const wantedSet = (wanted: readonly WantedPort[], sets: PortSets): PortSetId =>
  wanted.length === 0
    ? allPorts
    : wanted.reduce(
        (set, { protocol, port, endPort }) =>
          sets.union(
            set,
            port === undefined
              ? sets.every(protocol)
              : sets.of([{ protocol, first: port, last: endPort ?? port }]),
          ),
        sets.of([]),
      );

/** Ports as policies spell them, and the ranges that had to become every port of their protocol. */
export interface SpelledPorts {
  readonly ports: readonly PolicyPort[];
  readonly widened: readonly PortInterval[];
}

/** Spells a set: sorted, ranges as ranges where every engine honours them. No port stands for all. */
export function spelledPorts(set: PortSetId, sets: PortSets, endPort: boolean): SpelledPorts {
  if (set === allPorts) return { ports: [], widened: [] };
  const intervals = sets.intervals(set);
  const widened = endPort ? [] : intervals.filter((one) => isLong(one) && !isWhole(one));
  const whole = protocols.filter((protocol) =>
    [...widened, ...intervals.filter(isWhole)].some((one) => one.protocol === protocol),
  );
  const rest = intervals.filter(({ protocol }) => !whole.includes(protocol));
  return {
    ports: [
      ...whole.map((protocol) => ({ protocol })),
      ...rest.flatMap((one) => spelledInterval(one, endPort)),
    ],
    widened,
  };
}

const isLong = ({ first, last }: PortInterval): boolean => last - first >= mostSpelled;
const isWhole = ({ first, last }: PortInterval): boolean => first === 1 && last === 65535;

/** Two neighbours are clearer as two ports than as a range. */
function spelledInterval(
  { protocol, first, last }: PortInterval,
  endPort: boolean,
): readonly PolicyPort[] {
  if (endPort && last - first > 1) return [{ protocol, port: first, endPort: last }];
  return Array.from({ length: last - first + 1 }, (_, i) => ({ protocol, port: first + i }));
}
