import type { PrivateEndpoint } from '../../../estate/elements/private-link.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { nameInId } from '../../../estate/id.ts';
import { endpoint, subnet, subnetId, vnet } from '../../../estate/sketch.ts';
import { isUnknown, missingOf } from '../../../evidence/knowable.ts';
import { joined, prose } from '../../../evidence/prose.ts';
import { privateZoneRules } from '../../../facts/private-dns-zones.ts';
import { zoneId } from '../../drawn.ts';
import { isZone, wantedZones, zoneName } from '../../endpoint-zones.ts';
import { factsEvidence, finding, pass, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';

function judge(estate: Estate, each: PrivateEndpoint): Judgement {
  const wanted = wantedZones(estate, each);
  if (isUnknown(wanted) || isUnknown(each.zones))
    return undetermined(each.id, missingOf(wanted, each.zones));
  const names = wanted.flat();
  const wrong = each.zones.filter((zone) => !names.some((name) => isZone(name, zoneName(zone))));
  if (wrong.length === 0 || names.length === 0) return pass(each.id);
  const right = joined([...new Set(names)].map((name) => prose`${name}`));
  return finding(each.id, {
    field: 'zones',
    says: prose`Private endpoint ${called(estate, each.id)} writes its records into ${joined(wrong.map((zone) => prose`${nameInId(zone)}`))}. Names of its service are looked up in ${right}, so nobody finds the record.`,
    evidence: factsEvidence(
      prose`service: ${isUnknown(each.targetType) ? '' : each.targetType}`,
      prose`zones of the service: ${right}`,
    ),
    fix: prose`Use a zone named ${right} in the zone group of the endpoint.`,
  });
}

/** AKS-DNS-002: a private endpoint registers in a zone of another name. */
export const wrongZone: Rule = {
  code: 'AKS-DNS-002',
  title: 'Private endpoint registers in the wrong zone',
  severity: 'error',
  topic: 'names',
  judge: (estate) => all(estate, 'privateEndpoint').map((each) => judge(estate, each)),
  cite: privateZoneRules.cite,
  page: {
    what: 'The zone group of a private endpoint names a zone in which nobody looks up names of its service.',
    why: 'The public name of a service leads by CNAME into one zone only. A record elsewhere is never asked for, and traffic goes to the public address. Key Vault is the usual trap: its zone is privatelink.vaultcore.azure.net.',
    judged:
      'The zones of the group against those of the service, by cloud and sub-resource. An error.',
    undetermined:
      'The service, its sub-resource or the zone group are not known, or no table names the zones of the service.',
    fix: 'Put the right zone into the zone group.',
    example: {
      given: 'A key vault endpoint whose group names privatelink.vault.azure.net.',
      elements: () => [
        vnet('spoke', ['10.80.0.0/16']),
        subnet('spoke/endpoints', '10.80.40.0/24'),
        endpoint('kv-pay', subnetId('spoke', 'endpoints'), {
          zones: [zoneId('privatelink.vault.azure.net')],
        }),
      ],
    },
  },
};
