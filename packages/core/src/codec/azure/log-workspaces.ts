import type { LogWorkspace } from '../../estate/elements/logs.ts';
import type { Codec } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIsUnknown, identity } from './reading.ts';
import { fields, frame, given, ifGiven } from './writing.ts';

const kind = {
  kind: 'logWorkspace',
  spelledAs: 'Microsoft.OperationalInsights/workspaces',
  apiVersion: apiVersions.logWorkspaces,
} as const;

/** Log Analytics workspaces. */
export const logWorkspaces: Codec<'logWorkspace'> = {
  ...kind,
  decode(at) {
    const element: LogWorkspace = {
      ...identity(at, kind),
      sku: absentIsUnknown(at.at('properties', 'sku').string('name'), 'properties.sku.name'),
      retentionDays: at.number('retentionInDays'),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      sku: ifGiven(element.sku, (name) => ({ name })),
      retentionInDays: given(element.retentionDays),
    }),
  }),
  fields: { sku: 'properties.sku.name', retentionDays: 'properties.retentionInDays' },
};
