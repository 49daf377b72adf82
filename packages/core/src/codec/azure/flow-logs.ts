import type { FlowLog } from '../../estate/elements/logs.ts';
import { isUnknown, type Knowable } from '../../evidence/knowable.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type Codec, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, identity, idHere, idOrMark } from './reading.ts';
import { fields, frame, given, ifGiven } from './writing.ts';

const kind = {
  kind: 'flowLog',
  spelledAs: 'Microsoft.Network/networkWatchers/flowLogs',
  apiVersion: apiVersions.network,
} as const;

/**
 * Flow logs, kept by the watcher of their region. Without a number of days nothing is ever deleted by the
 * log itself. Not read, and so lost by `encode`: traffic analytics and filters.
 */
export const flowLogs: Codec<'flowLog'> = {
  ...kind,
  decode(at) {
    const element: FlowLog = {
      ...identity(at, kind),
      target: idOrMark(idHere(at.at('targetResourceId'))),
      storage: idHere(at.at('storageId')),
      enabled: absentIs(at.boolean('enabled'), false),
      retentionDays: retention(at.at('retentionPolicy')),
    };
    return [element];
  },
  encode: (element) => ({
    ...frame(kind, element),
    properties: fields({
      targetResourceId: reference(element.target),
      storageId: ifGiven(element.storage, (id) => reference(id)),
      enabled: given(element.enabled),
      retentionPolicy: isUnknown(element.retentionDays)
        ? undefined
        : { enabled: element.retentionDays !== undefined, days: element.retentionDays ?? 0 },
    }),
  }),
  needs: ['storage'],
  fields: {
    target: 'properties.targetResourceId',
    storage: 'properties.storageId',
    enabled: 'properties.enabled',
    retentionDays: 'properties.retentionPolicy.days',
  },
};

function retention(at: Cursor): Knowable<number | undefined> {
  const enabled = at.boolean('enabled');
  if (isUnknown(enabled)) return enabled;
  return enabled === true ? at.number('days') : undefined;
}
