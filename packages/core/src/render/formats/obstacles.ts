import { formatPrefix } from '@aksnet/net';
import type { Impossible, Written } from '../../design/conflict/conflict.ts';
import type { DesignResult } from '../../design/design.ts';
import type { Obstacle } from '../../design/obstacle.ts';
import { element, type Prose, plain } from '../../evidence/prose.ts';
import { nowhere } from '../words/place.ts';
import { nameOf } from '../words/shown.ts';
import { findingsJson, jsonShape } from './json.ts';

/**
 * What stands in the way of a plan, as our own JSON. It has a kind of its own, so that no program takes
 * it for a plan.
 */
export function obstaclesJson(result: DesignResult): string {
  const { estate, obstacles, proof, requirements } = result;
  const whole = {
    shape: jsonShape,
    kind: 'Obstacles',
    organisation: requirements.organisation.name,
    day: estate.day,
    obstacles: obstacles.map((obstacle) => obstacleJson(obstacle, estate)),
    proof: findingsJson({ estate, result: proof.result, locate: nowhere }),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

function obstacleJson(
  obstacle: Obstacle,
  estate: DesignResult['estate'],
): Readonly<Record<string, unknown>> {
  const { kind } = obstacle;
  const say = (text: Prose): string => plain(named(text, estate));
  switch (kind) {
    case 'impossible':
      return { kind, ...impossibleJson(obstacle.what, estate) };
    case 'full':
      return {
        kind,
        ...placeOf(obstacle),
        subject: obstacle.need.for,
        subjectName: nameOf(estate, obstacle.need.for),
        use: obstacle.need.kind,
        family: obstacle.need.family,
        length: obstacle.need.length,
        ...(obstacle.standing === undefined
          ? {}
          : { standing: obstacle.standing.map(formatPrefix) }),
        because: obstacle.because.map(say),
      };
    case 'unknownName':
      return { kind, ...placeOf(obstacle), says: say(obstacle.says) };
    case 'tooLarge':
    case 'unreachable':
    case 'locked':
      return { kind, says: say(obstacle.says) };
  }
}

/** Elements by their names instead of their ids. */
const named = (text: Prose, estate: DesignResult['estate']): Prose =>
  text.map((part) =>
    typeof part !== 'string' && part.kind === 'element' && part.name === undefined
      ? element(part.id, nameOf(estate, part.id))
      : part,
  );

const impossibleJson = (
  { about, question, contradictions, waysOut }: Impossible,
  estate: DesignResult['estate'],
): Readonly<Record<string, unknown>> => ({
  about,
  aboutNames: about.map((id) => nameOf(estate, id)),
  question,
  contradictions: contradictions.map(({ asked, because }) => ({
    asked: asked.map(writtenJson),
    because: because.map(plain),
  })),
  waysOut: waysOut.map(({ changes, decisions }) => ({
    changes: changes.map(writtenJson),
    decisions,
  })),
});

const writtenJson = (written: Written): Readonly<Record<string, unknown>> => ({
  ...placeOf(written),
  path: written.path,
  says: plain(written.says),
});

const placeOf = ({ place }: { readonly place?: string }): Readonly<Record<string, unknown>> =>
  place === undefined ? {} : { place };
