import { type Address, type Prefix, parseAddress, parsePrefix } from '@aksnet/net';
import * as z from 'zod';
import type { Day } from '../evidence/source.ts';

/*
 * The small values that every section is made of. A message of a schema says what was expected; the
 * value itself is added by `text/checked`, escaped.
 */

/** A prefix in strict form; the reason of the strict parser is the message. */
export const prefixText: z.ZodType<Prefix> = z.string().transform((text, context) => {
  const parsed = parsePrefix(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.reason, params: { whole: true } });
  return z.NEVER;
});

/** One address in strict form. */
export const addressText: z.ZodType<Address> = z.string().transform((text, context) => {
  const parsed = parseAddress(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.reason, params: { whole: true } });
  return z.NEVER;
});

/**
 * A name that becomes part of resource names: letters, digits, dot, dash, underscore. 63 characters,
 * because names of networks become node labels (limit `byo-subnet-name-length`).
 */
export const nameText: z.ZodType<string> = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62})$/, {
    error: ({ input }) =>
      `a name of 1 to 63 letters, digits, dots, dashes or underscores was expected, such as ${usableName(input)}`,
  });

/** The nearest name that could be used. */
const usableName = (input: unknown): string =>
  String(input)
    .slice(0, 200)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '')
    .slice(0, 40) || 'shop';

/** Words of a person: a reason, a team, a note. No control characters, so that it prints anywhere. */
export const wordsText: z.ZodType<string> = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text), {
    error: 'text without control characters was expected',
  });

/** A calendar day. */
export const dayText: z.ZodType<Day> = z.iso.date({
  error: 'a calendar day such as 2026-11-23 was expected',
});

/** A region by its programmatic name. */
export const regionName: z.ZodType<string> = z.string().regex(/^[a-z][a-z0-9]{2,40}$/, {
  error: 'a region name without blanks was expected, such as southeastasia',
});

/** A label of DNS (RFC 1123), as names of Kubernetes objects are. */
export const dnsLabel: z.ZodType<string> = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: 'lower-case letters, digits and dashes were expected, 63 at most',
  });

/** A host name, or `*.` and a domain. */
export const hostText: z.ZodType<string> = z
  .string()
  .max(253)
  .regex(/^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i, {
    error: 'a fully qualified host name was expected, such as api.example.com or *.example.com',
  });

/** The id of an ARM resource. */
export const armIdText: z.ZodType<string> = z
  .string()
  .max(1000)
  .regex(/^\/subscriptions\/[^/\s]+\/resourceGroups\/[^/\s]+\/providers\/[^/\s]+(?:\/[^/\s]+)+$/i, {
    error: 'a resource id was expected: /subscriptions/…/resourceGroups/…/providers/…',
  });

/** A subscription id. */
export const subscriptionId: z.ZodType<string> = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, {
    error: 'the id of a subscription was expected: 8-4-4-4-12 hexadecimal digits',
  });

/** The id of something in Entra: a client, a tenant. */
export const entraId: z.ZodType<string> = z
  .string()
  .regex(/^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/, {
    error: 'an id of Entra was expected: 8-4-4-4-12 hexadecimal digits',
  });

/** A name of a catalogue entry (service, add-on, decision): letters and digits. */
export const wordText: z.ZodType<string> = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,60}$/, {
  error: 'one word of letters and digits was expected',
});

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number): z.ZodInt => z.int().min(least).max(most);

/** Greatest count that a field may state; far beyond any limit of Azure, so that those are what is told. */
export const greatestCount = 1_000_000_000;

/** A count of things. */
export const count: z.ZodInt = wholeNumber(0, greatestCount);
