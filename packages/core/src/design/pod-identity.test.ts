import { expect, test } from 'vitest';
import { isWeakReason } from './pod-identity.ts';

test.each([
  'feels more enterprise',
  'flat networking feels enterprise',
  'we used Azure CNI Node Subnet before',
  'we have always done it this way',
  'fewer abstractions',
  'no overlay magic please',
  'the old reference architecture has it',
  'default in our template',
  'simpler to understand',
  '',
])('nobody is named who must reach a pod: %j', (reason) => {
  expect(isWeakReason(reason)).toBe(true);
});

test.each([
  'the trading gateway opens TCP sessions to each pod by address',
  'the intrusion detection appliance matches alerts to pod addresses',
  'BGP communities are set per pod range by the carrier',
  'legacy mainframe calls back to the address that registered',
])('somebody must reach or see pods: %j', (reason) => {
  expect(isWeakReason(reason)).toBe(false);
});
