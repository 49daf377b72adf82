import * as z from 'zod';
import type { AssumptionChoices } from '../facts/assumptions.ts';
import type { CloudId } from '../facts/clouds.ts';
import type { RaisedLimit } from '../facts/limits.ts';
import { type Addresses, addresses } from './addresses.ts';
import { type ClusterWish, cluster } from './cluster.ts';
import { type Existing, existing } from './existing.ts';
import { type Growth, growth } from './growth.ts';
import { type Hub, hub } from './hub.ts';
import { type LegacyCluster, legacyCluster } from './legacy.ts';
import {
  cloud,
  type Organisation,
  organisation,
  type Subscriptions,
  subscriptions,
} from './organisation.ts';
import {
  assumptionChoices,
  type Binding,
  binding,
  type Preference,
  preference,
  raisedLimit,
  type Waiver,
  waiver,
} from './preferences.ts';
import { type Environment, environment, type Region, region } from './regions.ts';
import { type Security, security } from './security.ts';

/** What people ask of their network, in one file. Ranges and addresses are parsed, defaults are in. */
export interface Requirements {
  readonly apiVersion: 'aksnet/v1';
  readonly kind: 'Requirements';
  readonly organisation: Organisation;
  readonly cloud: CloudId;
  readonly subscriptions: Subscriptions;
  readonly addresses: Addresses;
  readonly regions: readonly Region[];
  readonly hub: Hub;
  readonly environments: readonly Environment[];
  readonly growth: Growth;
  readonly clusters: readonly ClusterWish[];
  readonly security: Security;
  readonly existing: readonly Existing[];
  readonly legacy: readonly LegacyCluster[];
  readonly preferences: readonly Preference[];
  readonly require: readonly Binding[];
  readonly waivers: readonly Waiver[];
  readonly raisedLimits: readonly RaisedLimit[];
  readonly assumptions: AssumptionChoices;
}

/** Schema of {@link Requirements}. */
export const requirementsSchema: z.ZodType<Requirements> = z.strictObject({
  apiVersion: z.literal('aksnet/v1'),
  kind: z.literal('Requirements'),
  organisation,
  cloud: cloud.default('public').describe('`public` by default'),
  subscriptions: subscriptions
    .prefault({})
    .describe('by owner; ids may come later, they are then left open in what is written'),
  addresses,
  regions: z.array(region).min(1),
  hub: hub.prefault({}).describe('what the networks of each region share'),
  environments: z.array(environment).min(1),
  growth: growth.prefault({}).describe('room beyond what is stated for today'),
  clusters: z.array(cluster).min(1),
  security: security.prefault({}),
  existing: z.array(existing).default([]).describe('what is there and must be used, never created'),
  legacy: z.array(legacyCluster).default([]).describe('clusters that shall be left'),
  preferences: z.array(preference).default([]).describe('wishes, weighed against the rest'),
  require: z.array(binding).default([]).describe('what must be, whatever it costs'),
  waivers: z.array(waiver).default([]).describe('rules that somebody may break until a day'),
  raisedLimits: z.array(raisedLimit).default([]).describe('limits that Azure raised'),
  assumptions: assumptionChoices
    .default({})
    .describe('answers where sources conflict or are silent, by name'),
});
