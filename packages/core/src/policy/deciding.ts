import type { Because, RuleIndex } from './evaluation.ts';
import type { Asked, Judgement } from './judge.ts';
import type { Tier } from './rule.ts';

/** A rule that was asked, where it stands, and whether its ports hold the one in question. */
export interface Placed {
  readonly asked: Asked;
  readonly at: RuleIndex;
  readonly hasPort: boolean;
}

/** What the policies of a side come to at one port, as far as is certain. */
export interface Deciding {
  readonly because: Because;
  /** Rules and policies of which it is not known whether they apply, and that would change something. */
  readonly open: Extract<Because, { kind: 'open' }>;
}

/**
 * Walks the tiers at one port as {@link fold} does for all ports at once, and keeps what decided. What may
 * or may not apply is left out and told apart: where the verdict is certain, it is the same either way.
 */
export function deciding(judgement: Judgement, placed: readonly Placed[]): Deciding {
  const { selecting, isolation } = judgement.profile;
  const applying = placed.filter(({ asked, hasPort }) => hasPort && asked.certainty !== 'no');
  const uncertain = applying.filter((one) => !isCertain(one)).map(({ at }) => at);
  const closing = closingPolicies(judgement);
  const open = {
    kind: 'open',
    rules: uncertain,
    policies: selecting.flatMap(({ policy, certainty }, i) => {
      const isClosing = isolation.isolated === 'maybe' && closing.includes(i);
      return policy.unread !== undefined || (certainty === 'maybe' && isClosing) ? [i] : [];
    }),
    maybeOwnNode: judgement.beside === 'maybeOwnNode',
  } as const;
  const certain = applying.filter(isCertain);
  const admin = firstOf(certain, 'admin');
  if (admin !== undefined) return { because: admin, open };
  const standard = certain.filter(({ asked }) => asked.step.policy.tier === 'standard');
  const denies = standard.filter(({ asked }) => asked.step.rule.action === 'deny');
  if (denies.length > 0) return { because: by('standard', 'deny', denies), open };
  if (isolation.isolated !== 'yes') {
    const because = firstOf(certain, 'baseline') ?? { kind: 'notIsolated' as const };
    return { because, open };
  }
  const allows = standard.filter(({ asked }) => asked.step.rule.action === 'allow');
  return {
    because:
      allows.length > 0 ? by('standard', 'allow', allows) : { kind: 'noRule', policies: closing },
    open,
  };
}

const isCertain = ({ asked }: Placed): boolean =>
  asked.certainty === 'yes' && asked.step.rule.condition === undefined;

/** In the ordered tiers the first rule decides; one that passes on hands over to the next tier. */
function firstOf(certain: readonly Placed[], tier: Tier): Because | undefined {
  const first = certain.find(({ asked }) => asked.step.policy.tier === tier);
  if (first === undefined) return undefined;
  const { action } = first.asked.step.rule;
  return action === 'pass' ? undefined : by(tier, action, [first]);
}

const by = (tier: Tier, action: 'allow' | 'deny', rules: readonly Placed[]): Because => ({
  kind: 'rules',
  tier,
  action,
  rules: rules.map(({ at }) => at),
});

const closingPolicies = ({ profile, direction }: Judgement): readonly number[] =>
  profile.selecting.flatMap(({ policy }, i) =>
    policy.tier === 'standard' && policy[direction]?.isolates === true ? [i] : [],
  );
