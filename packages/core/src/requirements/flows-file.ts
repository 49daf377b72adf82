import { bitsOf, parseAddress, parsePrefix, prefixOf } from '@aksnet/net';
import * as z from 'zod';
import type { WantedEnd, WantedFlow, WantedPort } from '../estate/wanted-flow.ts';
import type { Diagnostic } from '../evidence/diagnostic.ts';
import { checked } from '../text/checked.ts';
import type { TextDocument } from '../text/document.ts';

/*
 * A file of wanted connections:
 *
 *     apiVersion: aksnet/v1
 *     kind: Flows
 *     flows:
 *       - { from: shop/web, to: data/db, ports: [5432] }              workloads
 *       - { from: shop/*, to: 10.9.0.0/16, ports: [443] }             a namespace, a range
 *       - { from: shop/web, to: api.example.com, ports: [443] }       a name; *.example.com is one label
 *       - from: { namespace: shop, labels: { tier: front } }          pods by labels
 *         to: { namespaces: { team: data } }                          namespaces by labels
 *         ports: [{ port: 53, protocol: UDP }, { port: 8000, endPort: 8010 }]
 *       - { from: nodes, to: shop/web, ports: [8080] }                also internet
 *
 * Without ports those that the receiving pods declare are meant, and every port where they declare none.
 */

/** What a file of flows says. */
export interface ReadFlows {
  readonly flows: readonly WantedFlow[];
  readonly diagnostics: readonly Diagnostic[];
}

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const objectName = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const host = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\.?$/i;

/** What the text of an end means; undefined when it means nothing. */
export function endOfText(text: string): WantedEnd | undefined {
  if (text === 'internet' || text === 'nodes') return { kind: text };
  const range = parsePrefix(text);
  if (range.ok) return { kind: 'range', prefix: range.value };
  const address = parseAddress(text);
  if (address.ok) {
    const { value } = address;
    return { kind: 'range', prefix: prefixOf(value, bitsOf(value.family)) };
  }
  const [namespace = '', name, ...more] = text.split('/');
  if (name !== undefined) {
    if (more.length > 0 || !label.test(namespace)) return undefined;
    if (name === '*') return { kind: 'pods', namespace, labels: {} };
    return objectName.test(name) ? { kind: 'workload', namespace, name } : undefined;
  }
  return host.test(text) ? { kind: 'name', name: text.toLowerCase() } : undefined;
}

const endText: z.ZodType<WantedEnd> = z.string().transform((text, context) => {
  const end = endOfText(text);
  if (end !== undefined) return end;
  context.addIssue({
    code: 'custom',
    message:
      'an end was expected: namespace/workload, namespace/*, a range, a host name, internet or nodes',
    params: { whole: true },
  });
  return z.NEVER;
});

const labels = z.record(
  z.string().regex(/^(?:[a-z0-9.-]{1,253}\/)?[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/),
  z.string().regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/, {
    error: 'a value of a label was expected: 63 letters, digits, dots, dashes, underscores at most',
  }),
);

const end: z.ZodType<WantedEnd> = z.union([
  endText,
  z
    .strictObject({
      namespace: z.string().regex(label, { error: 'the name of a namespace was expected' }),
      labels,
    })
    .transform(
      ({ namespace, labels: held }): WantedEnd => ({
        kind: 'pods',
        namespace,
        labels: held,
      }),
    ),
  z
    .strictObject({ namespaces: labels })
    .transform(({ namespaces }): WantedEnd => ({ kind: 'namespaces', labels: namespaces })),
]);

const number = z.int().min(1).max(65535);
const protocol = z.enum(['TCP', 'UDP', 'SCTP']).default('TCP');

const port: z.ZodType<WantedPort> = z.union([
  number.transform((one): WantedPort => ({ protocol: 'TCP', port: one })),
  z
    .strictObject({ port: number, endPort: number.exactOptional(), protocol })
    .refine((one) => one.endPort === undefined || one.endPort >= one.port, {
      error: 'endPort must not be below port',
      path: ['endPort'],
    }),
  z.strictObject({ protocol: z.enum(['TCP', 'UDP', 'SCTP']) }).transform((one): WantedPort => one),
]);

const schema = z.strictObject({
  apiVersion: z.literal('aksnet/v1'),
  kind: z.literal('Flows'),
  flows: z.array(
    z.strictObject({
      from: end,
      to: end,
      ports: z.array(port).default([]),
      reason: z
        .string()
        .min(1)
        .max(500)
        .refine((text) => !/\p{Cc}/u.test(text), {
          error: 'text without control characters was expected',
        })
        .exactOptional(),
    }),
  ),
});

/** Reads a file of `kind: Flows`; what cannot be used is told with its place, the rest is answered. */
export function readFlows(document: TextDocument): ReadFlows {
  const { value, diagnostics, pathInDocument } = checked(document, schema);
  const flows = (value?.flows ?? []).map(
    (flow, i): WantedFlow => ({
      ...flow,
      source: { document: document.id, path: pathInDocument(['flows', i]) },
    }),
  );
  return { flows, diagnostics };
}
