import { formatPrefix } from '@aksnet/net';
import type { Cluster } from '../../../estate/elements/cluster.ts';
import { all, type Estate } from '../../../estate/estate.ts';
import { cluster } from '../../../estate/sketch.ts';
import { isUnknown } from '../../../evidence/knowable.ts';
import { prose, words } from '../../../evidence/prose.ts';
import { apiAccessKinds } from '../../../facts/api-access.ts';
import { factsEvidence, finding, pass, undetermined } from '../../judge.ts';
import { called } from '../../range-words.ts';
import type { Judgement, Rule } from '../../rule.ts';

function judge(estate: Estate, { id, access }: Cluster): Judgement {
  if (isUnknown(access.private)) return undetermined(id, access.private.unknown);
  if (access.private) return pass(id);
  const { authorizedRanges } = access;
  if (isUnknown(authorizedRanges)) return undetermined(id, authorizedRanges.unknown);
  const isAll = authorizedRanges.some(({ length }) => length === 0);
  if (authorizedRanges.length > 0 && !isAll) return pass(id);
  return finding(id, {
    field: 'access.authorizedRanges',
    says: prose`The API server of ${called(estate, id)} can be reached from the whole internet. ${words(isAll ? 'Its authorized ranges hold every address.' : 'It has no authorized ranges.')}`,
    evidence: factsEvidence(
      prose`enablePrivateCluster: false`,
      prose`authorizedIPRanges: ${words(authorizedRanges.length === 0 ? 'none' : authorizedRanges.map(formatPrefix).join(', '))}`,
    ),
    fix: words(
      'Authorize the ranges of people, agents and of the cluster’s own way out; or make the API server private. Identity and RBAC are needed either way.',
    ),
  });
}

/** AKS-API-001: a public API server is open to every address. */
export const openApi: Rule = {
  code: 'AKS-API-001',
  title: 'API server is open to the internet',
  severity: 'warning',
  topic: 'access',
  judge: (estate) => all(estate, 'cluster').map((each) => judge(estate, each)),
  cite: apiAccessKinds.publicRanges.cite,
  page: {
    what: 'The API server of a cluster is public and has no authorized ranges, or one that holds every address.',
    why: 'Whoever holds a stolen credential, or knows of a fault in the API server, can use it from anywhere.',
    judged:
      'Public without authorized ranges, or with 0.0.0.0/0 among them: a warning. Private API servers pass.',
    undetermined: 'Whether the API server is private, or its authorized ranges, are not known.',
    fix: 'Authorize ranges (the public address of the cluster itself among them, or its nodes lose the API server), or make the API server private.',
    example: {
      given: 'A public cluster without authorized ranges.',
      elements: () => [cluster('pay')],
    },
  },
};
