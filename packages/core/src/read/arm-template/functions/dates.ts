import { entriesOf, isText, isWhole } from '../entries.ts';
import type { Call, TemplateFunction } from '../function.ts';
import type { Value } from '../value.ts';

const { evaluated, unknown } = entriesOf('date');

/** Dates. The present is not known; what is computed from a given date is. */
export const dateFunctions: readonly TemplateFunction[] = [
  unknown('utcNow', [0, 1], 'the moment of the deployment'),
  evaluated('dateTimeFromEpoch', [1, 1], ([seconds], at) =>
    isWhole(seconds) ? shown(seconds * 1000, at) : at.fails('the seconds are no whole number'),
  ),
  evaluated('dateTimeToEpoch', [1, 1], ([text], at) => {
    const moment = momentOf(text);
    return moment === undefined ? at.fails(noMoment) : Math.floor(moment / 1000);
  }),
  {
    ...evaluated('dateTimeAdd', [2, 3], dateTimeAdd),
    says: 'as ISO 8601; with a format of its own it is unknown',
  },
];

const noMoment = 'the date is not spelled as ISO 8601 does';

/** A date of ISO 8601; without a zone it counts as UTC. */
function momentOf(text: Value | undefined): number | undefined {
  if (!isText(text)) return undefined;
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)\s*(Z|[+-]\d\d:\d\d)?)?$/.exec(
      text,
    );
  if (match === null) return undefined;
  const [, day = '', time = '00:00', zone = 'Z'] = match;
  const moment = Date.parse(`${day}T${time.slice(0, 12)}${zone}`);
  return Number.isNaN(moment) ? undefined : moment;
}

function shown(moment: number, at: Call): Value {
  const date = new Date(moment);
  return Number.isNaN(date.getTime())
    ? at.fails(noMoment)
    : date.toISOString().replace(/\.000Z$/, 'Z');
}

/**
 * `P1Y2M3DT4H5M6S`, `P1W`, with a sign before. A year is 365 days and a month is 30, as Azure documents
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-date). Formats of
 * the result are not modelled.
 */
function dateTimeAdd(args: readonly Value[], at: Call): Value {
  const [base, span, format] = args;
  if (format !== undefined) return at.unknown(args);
  const moment = momentOf(base);
  const match = isText(span)
    ? /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(
        span,
      )
    : null;
  if (moment === undefined || match === null) return at.fails(noMoment);
  const sign = match[1] === undefined ? 1 : -1;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(2)
    .map((digits) => sign * Number(digits ?? 0));
  const day = 24 * 3600;
  const wholeDays = years * 365 + months * 30 + weeks * 7 + days;
  return shown(moment + (wholeDays * day + hours * 3600 + minutes * 60 + seconds) * 1000, at);
}
