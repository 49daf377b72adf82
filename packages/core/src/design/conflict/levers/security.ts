import { prose, words } from '../../../evidence/prose.ts';
import type { Lever, Scope } from '../lever.ts';

/** What security asks of every cluster. */
export function securityLevers({ requirements }: Scope): readonly Lever[] {
  const { namespaceIsolation, defaultDeny, encryptionInTransit } = requirements.security;
  const enforced = namespaceIsolation === 'required' || defaultDeny !== 'none';
  return [
    ...(enforced
      ? [
          {
            path: [
              'security',
              namespaceIsolation === 'required' ? 'namespaceIsolation' : 'defaultDeny',
            ],
            asks: prose`NetworkPolicies must be enforced (${'security.namespaceIsolation'} ${namespaceIsolation}, ${'defaultDeny'} ${defaultDeny})`,
            change: prose`write ${'namespaceIsolation: none'} and ${'defaultDeny: none'} under ${'security'}: no NetworkPolicy is enforced then`,
            release: (given): typeof given => ({
              ...given,
              security: { ...given.security, namespaceIsolation: 'none', defaultDeny: 'none' },
            }),
          } satisfies Lever,
        ]
      : []),
    ...(encryptionInTransit === 'required'
      ? [
          {
            path: ['security', 'encryptionInTransit'],
            asks: words('traffic between nodes must be encrypted'),
            change: prose`write ${'encryptionInTransit: none'} under ${'security'}`,
            release: (given): typeof given => ({
              ...given,
              security: { ...given.security, encryptionInTransit: 'none' },
            }),
          } satisfies Lever,
        ]
      : []),
  ];
}
