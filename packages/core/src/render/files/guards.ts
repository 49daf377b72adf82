import type { DesignResult } from '../../design/design.ts';
import {
  definitionBody,
  type Guard,
  guards,
  type PolicyJson,
} from '../../design/operate/guards.ts';
import { below, fileNames, type PlanFile } from './plan-file.ts';

/**
 * Azure Policy: the body of each definition of ours as the REST API takes it, and for every policy, those
 * that Azure has included, the values with which to assign it.
 */
export const guardFiles = ({ estate, requirements }: DesignResult): readonly PlanFile[] =>
  below(
    'policies',
    fileNames(guards({ estate, requirements }), ({ id }) => id).flatMap(([name, guard]) => {
      const body = definitionBody(guard);
      return [
        ...(body === undefined ? [] : [jsonFile(`${name}.json`, body)]),
        jsonFile(`${name}.parameters.json`, valuesOf(guard)),
      ];
    }),
  );

/** As an assignment takes them. */
const valuesOf = ({ effects, parameters }: Guard): PolicyJson =>
  Object.fromEntries(
    Object.entries({ effect: effects.first, ...parameters }).map(([name, value]) => [
      name,
      { value },
    ]),
  );

const jsonFile = (path: string, value: PolicyJson): PlanFile => ({
  path,
  text: `${JSON.stringify(value, undefined, 2)}\n`,
});
