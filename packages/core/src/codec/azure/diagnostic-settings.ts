import type { DiagnosticSetting } from '../../estate/elements/logs.ts';
import { isKnown, isUnknown, type Knowable, mapKnown } from '../../evidence/knowable.ts';
import type { ElementId } from '../../evidence/source.ts';
import type { Cursor } from '../../text/cursor.ts';
import { type Codec, reference } from '../codec.ts';
import { apiVersions } from './api-versions.ts';
import { absentIs, each, identity, idHere } from './reading.ts';
import { fields, ifGiven } from './writing.ts';

const kind = {
  kind: 'diagnosticSetting',
  spelledAs: 'Microsoft.Insights/diagnosticSettings',
  apiVersion: apiVersions.diagnosticSettings,
} as const;

const ownTables = 'Dedicated';

/**
 * Diagnostic settings: they lie behind the resource whose logs they send. Not read, and so lost by
 * `encode`: metrics, groups of categories, and goals other than a workspace.
 */
export const diagnosticSettings: Codec<'diagnosticSetting'> = {
  ...kind,
  decode(at) {
    const own = identity(at, kind);
    const element: DiagnosticSetting = {
      ...own,
      target: targetOf(own.id),
      workspace: idHere(at.at('workspaceId')),
      categories: absentIs(each(at, 'logs', category), []),
      ownTables: mapKnown(
        at.string('logAnalyticsDestinationType'),
        (type) => type?.toLowerCase() === ownTables.toLowerCase(),
      ),
    };
    return [element];
  },
  encode: (element) => ({
    type: kind.spelledAs,
    apiVersion: kind.apiVersion,
    names: [element.name],
    scope: reference(element.target),
    properties: fields({
      workspaceId: ifGiven(element.workspace, (id) => reference(id)),
      logAnalyticsDestinationType: ifGiven(element.ownTables, (own) =>
        own ? ownTables : undefined,
      ),
      logs: ifGiven(element.categories, (names) =>
        names.map((name) => ({ category: name, enabled: true })),
      ),
    }),
  }),
  needs: ['workspace', 'categories'],
  fields: {
    workspace: 'properties.workspaceId',
    categories: 'properties.logs',
    ownTables: 'properties.logAnalyticsDestinationType',
  },
};

/** What stands before the provider of the extension: the id of the resource it is about. */
const targetOf = (id: ElementId): ElementId => id.slice(0, id.lastIndexOf('/providers/'));

/** A category that is off is as good as not there. */
function category(item: Cursor): Knowable<string | undefined> {
  const enabled = item.boolean('enabled');
  if (isUnknown(enabled)) return enabled;
  const name = item.string('category');
  return isKnown(name) && enabled !== true ? undefined : name;
}
