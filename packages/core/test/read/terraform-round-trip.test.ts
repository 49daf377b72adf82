// What `design` writes as Terraform, read again.
import { beforeAll, describe, expect, it } from 'vitest';
import { codecOf } from '../../src/codec/azure.ts';
import { design } from '../../src/design/design.ts';
import type { AnyElement } from '../../src/estate/elements/kinds.ts';
import { everything } from '../../src/estate/estate.ts';
import { isUnknown } from '../../src/evidence/knowable.ts';
import type { ReadResult } from '../../src/read/read.ts';
import { deployment } from '../../src/write/deployment.ts';
import { terraform } from '../../src/write/terraform.ts';
import { financialSaas } from '../fixtures/requirements.ts';
import { readHclFiles } from './terraform-files.ts';

const designed = design({ requirements: financialSaas(), day: '2026-11-23' }).estate;

/** Elements that ARM, and so Terraform, has a resource for. */
const deployed: readonly AnyElement[] = [...everything(designed)].filter(
  ({ kind }) => codecOf(kind) !== undefined,
);

/** What Terraform has no word for, by field, with the reason. */
const lost: Readonly<Record<string, string>> = {
  source: 'where it was written',
  spelled: 'upper and lower case',
  layer: 'ours alone',
  owner: 'ours alone',
  purpose: 'ours alone',
  location: 'parts stand where their whole stands; zones and links are global',
  'virtualNetwork.routingDomain': 'ours alone',
  'peering.state': 'Azure tells it',
  'peering.remotePrefixes': 'Azure tells it',
  'publicIp.address': 'Azure gives it',
  'publicIpPrefix.prefix': 'Azure gives it',
  'firewall.privateAddress': 'Azure gives it',
  'routeTable.routes': 'the address of the firewall is known after apply',
  'ruleCollectionGroup.collections':
    'azurerm keeps kinds of collections apart, so their order changes',
  'privateEndpoint.targetType': 'upper and lower case of the id',
  'privateEndpoint.state': 'Azure tells it',
  'privateEndpoint.addresses': 'Azure gives them',
  'privateDnsZone.records': 'nobody says that the records in code are all',
  'virtualNetworkGateway.learned': 'the other side tells it',
  'cluster.identityIds': 'upper and lower case of ids',
  'cluster.addOns': 'their order',
  'cluster.ingress': 'their order',
  'cluster.duty': 'ours alone',
  'cluster.environment': 'ours alone',
  'privateEndpoint.publicAccess': 'the word of the requirements',
  'virtualNetwork.heldFor': 'room for growth is in no code',
  'cluster.serviceCount': 'ours alone',
  'cluster.dnsPrefix': 'taken from the name when nobody chose it',
  'agentPool.upgrade': 'a strategy that is the default is not written',
};

/** In one spelling, whatever the order of the keys. */
const text = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) => {
    if (typeof one === 'bigint') return `${one}n`;
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return one;
    return Object.fromEntries(Object.entries(one).toSorted(([x], [y]) => (x < y ? -1 : 1)));
  }) ?? '';

describe('the worked example, as Terraform', () => {
  let result: ReadResult | undefined;
  beforeAll(async () => {
    const { files } = terraform(deployment(designed));
    result = await readHclFiles(Object.fromEntries(files.map((file) => [file.path, file.text])));
  });
  const readAgain = (): ReadonlyMap<string, AnyElement> =>
    new Map(result === undefined ? [] : [...everything(result.estate)].map((one) => [one.id, one]));

  it('has every element again, and no other', () => {
    expect(result?.diagnostics).toEqual([]);
    expect([...readAgain().keys()].toSorted()).toEqual(deployed.map(({ id }) => id).toSorted());
  });

  it('is the same in every field but for the stated losses', () => {
    const again = readAgain();
    const changed = deployed.flatMap((before) => {
      const after = new Map(Object.entries(again.get(before.id) ?? {}));
      return (
        Object.entries(before)
          .filter(([field]) => !(field in lost) && !(`${before.kind}.${field}` in lost))
          .filter(([field, value]) => text(value) !== text(after.get(field)))
          // No taint is not written, and read back as nothing said.
          .filter(
            ([field, value]) => field !== 'taints' || text(value) !== '[]' || after.has(field),
          )
          .map(([field]) => `${before.kind}.${field} of ${before.name}`)
      );
    });
    expect(changed).toEqual([]);
  });

  it('loses nothing to a guess: what is lost is not there, or not known, or in another order', () => {
    const again = readAgain();
    const invented = deployed.flatMap((before) => {
      const after = new Map(Object.entries(again.get(before.id) ?? {}));
      const told = ['state', 'remotePrefixes', 'address', 'privateAddress', 'learned', 'records'];
      return told
        .filter(
          (field) =>
            after.has(field) &&
            text(after.get(field)) !== text(new Map(Object.entries(before)).get(field)),
        )
        .filter((field) => !isUnknown(after.get(field)))
        .map((field) => `${before.kind}.${field}`);
    });
    expect(invented).toEqual([]);
  });
});
