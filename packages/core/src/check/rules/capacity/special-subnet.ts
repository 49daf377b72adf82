import type { Subnet } from '../../../estate/elements/network.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { subnet, vnet } from '../../../estate/sketch.ts';
import type { Missing } from '../../../evidence/knowable.ts';
import { specialSubnets } from '../../../facts/special-subnets.ts';
import { finding, passUnless } from '../../judge.ts';
import type { Fault, Judgement, Rule } from '../../rule.ts';
import { missingPurpose, specialsOf, specialVerdicts } from '../../special-rules.ts';

function* judge(estate: Estate): IterableIterator<Judgement> {
  for (const each of all(estate, 'subnet')) yield* judgeSubnet(estate, each);
}

function* judgeSubnet(estate: Estate, each: Subnet): IterableIterator<Judgement> {
  const specials = specialsOf(estate, each);
  const verdicts = specials
    .filter((special) => special.space !== 'apiServerSubnet')
    .flatMap((special) => specialVerdicts({ estate, subnet: each, special }));
  const faults: Fault[] = [];
  const missing: Missing[] = [];
  for (const verdict of verdicts)
    if ('missing' in verdict) missing.push(...verdict.missing);
    else faults.push(verdict);
  for (const fault of faults) yield finding(each.id, fault);
  if (faults.length > 0) return;
  yield passUnless([...missing, ...missingPurpose(estate, each)], each.id);
}

/** AKS-CAP-004: a subnet breaks a rule that Azure has for its kind. */
export const specialSubnet: Rule = {
  code: 'AKS-CAP-004',
  title: 'Special subnet breaks a rule of its kind',
  severity: 'error',
  topic: 'capacity',
  judge,
  cite: [
    ...specialSubnets.firewall.cite,
    ...specialSubnets.gateway.cite,
    ...specialSubnets.bastion.cite,
    ...specialSubnets.applicationGateway.cite,
    ...specialSubnets.applicationGatewayForContainers.cite,
  ],
  page: {
    what: 'A subnet for a firewall, gateway, Bastion, route server, application gateway, DNS resolver or another service of Azure has the wrong size or name, lacks its delegation, or has a route table or security group that it may not have.',
    why: 'Azure refuses the service that is to live in it, or the service breaks later. Such subnets can seldom be changed while something lives in them.',
    judged:
      'What a subnet is for follows from its stated purpose, its name, its delegation or its users. Its length is held against the smallest and largest that are legal (an error) and the one that is advised (a note); beside a cluster in overlay, the subnet of Application Gateway for Containers must be exactly a /24. Missing names and delegations are errors, and so are route tables and security groups where none may be; warnings where no page confirms the rule.',
    undetermined:
      'The range, the delegations, the route table or the security group are not known, or the mode of a cluster in the same VNet where it matters.',
    fix: 'Cut the subnet anew before something lives in it.',
    example: {
      given: 'A firewall subnet of 10.0.1.0/27.',
      elements: () => [
        vnet('hub', ['10.0.0.0/16']),
        subnet('hub/AzureFirewallSubnet', '10.0.1.0/27'),
      ],
    },
  },
};
