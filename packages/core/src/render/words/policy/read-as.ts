import { code, joined, type Prose, prose } from '../../../evidence/prose.ts';
import type { EstateModel } from '../../../policy/estate-models.ts';
import { type Block, paragraph } from '../../page.ts';
import { missingBrief } from '../missing.ts';

/** Whose reading of policies this is, and why it is not the cluster's own. */
export function readAs(model: EstateModel): Block {
  const { cluster, missing, world, choice } = model;
  const engine = joined(
    world.dialects.map(({ name }) => code(name)),
    ' and ',
  );
  const of: Prose = cluster === undefined ? [] : prose` of cluster ${cluster.name}`;
  const why: Prose =
    missing.length > 0
      ? prose`: the engine of the cluster is not known (${missingBrief(missing)}), ${'--engine'} names it`
      : cluster === undefined && choice === 'auto'
        ? prose`: no cluster is among the inputs, ${'--engine'} names its engine`
        : [];
  return paragraph(prose`Policies${of} are read by ${engine}${why}.`);
}
