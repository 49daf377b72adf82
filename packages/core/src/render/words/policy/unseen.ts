import { code, type Prose, prose, words } from '../../../evidence/prose.ts';
import { allPorts, noPorts, type PortSets } from '../../../policy/port-set.ts';
import type { Spans } from '../../../policy/span.ts';
import { onlyNameOf, type Unseen, type UnseenAnswer } from '../../../policy/unseen.ts';
import { passingText } from './passing.ts';
import { selectorText } from './selector.ts';

/** Pods that no file holds, by what a rule says of them. */
export function unseenProse({ namespaces, pods }: Unseen): Prose {
  const selector = selectorText(pods);
  const whom = selector === '' ? words('all pods') : prose`pods with ${selector}`;
  const name = onlyNameOf(namespaces);
  if (name !== undefined) return [...whom, ' in ', code(name)];
  const of = namespaces.kind === 'matching' ? selectorText(namespaces.selector) : '';
  return of === '' ? [...whom, ' in any namespace'] : [...whom, ' in namespaces with ', code(of)];
}

/** What is open towards them, ports by name too. */
export function unseenText(
  { span, names }: UnseenAnswer,
  { spans, ports }: { readonly spans: Spans; readonly ports: PortSets },
): string {
  const sure = spans.sure(span);
  const doubt = ports.minus(spans.possible(span), sure);
  const named =
    sure === allPorts
      ? []
      : names.map(({ name, protocol }) => (protocol === undefined ? name : `${protocol} ${name}`));
  const numbers =
    sure === noPorts && doubt === noPorts && named.length > 0
      ? []
      : [
          passingText(
            { always: sure, some: noPorts, subject: noPorts, doubt, conditions: [] },
            ports,
          ),
        ];
  return [...numbers, ...named].join(', ');
}
