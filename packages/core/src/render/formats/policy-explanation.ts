import { encodeManifest } from '../../codec/kubernetes.ts';
import { plain } from '../../evidence/prose.ts';
import type { PolicyChange } from '../../policy/explain/change.ts';
import { lookUpVerdict } from '../../policy/explain/look-ups.ts';
import type { Proposal } from '../../policy/explain/propose.ts';
import { type ExplanationReport, explainedVerdict } from '../pages/policy/explanation.ts';
import { changeProse, policyDiff, setText } from '../words/policy/proposal.ts';
import { jsonShape } from './json.ts';
import { evaluationJson, partyJson, serviceJson } from './policy-evaluation.ts';

type Json = Readonly<Record<string, unknown>>;

/** An explanation as data. The shape only gains fields; sentences are for people. */
export function explanationJson(report: ExplanationReport): Json {
  const { asked, explanation, model, locate } = report;
  const { answers, service, ports, lookUps, services, entries, want, proposals } = explanation;
  const context = { locate, ports: model.world.ports };
  const verdict = explainedVerdict(report);
  return {
    shape: jsonShape,
    asked,
    reading: {
      engines: model.world.dialects.map(({ name }) => name),
      ...(model.cluster === undefined ? {} : { cluster: model.cluster.id }),
      notKnown: model.missing,
    },
    ...(verdict === undefined ? {} : { verdict: verdict === 'differs' ? 'mixed' : verdict }),
    ...(service === undefined ? {} : { service: serviceJson(service) }),
    answers: answers.map(({ example, pairs }) => ({
      ...evaluationJson(example, context),
      pairs: pairs.map(({ from, to }) => ({ from: partyJson(from), to: partyJson(to) })),
    })),
    ...(ports === undefined
      ? {}
      : {
          ports: {
            from: partyJson(ports.pair.from),
            to: partyJson(ports.pair.to),
            groups: ports.groups.map((group) => ({
              ports: group.ports,
              ...evaluationJson(group.example, context),
            })),
          },
        }),
    dependsOn: {
      lookUps: lookUps.map((lookUp) => ({
        by: lookUp.by,
        standsIn: lookUp.standsIn,
        udp: lookUpVerdict(lookUp, lookUp.udp),
        tcp: lookUpVerdict(lookUp, lookUp.tcp),
      })),
      services: services.map(({ service: { id }, port, protocol, targets }) => ({
        id,
        port,
        protocol,
        targets,
      })),
      entries: entries.map(({ entry, controller, backends }) => ({
        id: entry.id,
        controller: controller.kind === 'unknown' ? null : controller.known.id,
        legs: backends.map(({ to, protocol, port, passes }) => ({
          to: partyJson(to),
          protocol,
          port,
          passes,
        })),
      })),
    },
    want,
    proposals: proposals.map((proposal) => proposalJson(proposal, report)),
  };
}

const proposalJson = (
  { changes, policies, collateral, size }: Proposal,
  { model, locate }: ExplanationReport,
): Json => ({
  size,
  changes: changes.map((change) => ({
    ...changeJson(change),
    says: plain(changeProse(change, model.world, locate)),
  })),
  policies: policies.map((policy) => ({
    id: (policy.after ?? policy.before ?? policy.other)?.id,
    diff: policyDiff(policy),
    ...(policy.after === undefined ? {} : { manifest: manifestOf(policy.after) }),
  })),
  collateral: {
    pairs: collateral.pairs,
    between: collateral.between.map(({ from, to, pairs, gained, lost }) => ({
      from,
      to,
      pairs,
      gained: setText(gained, model.world.ports),
      lost: setText(lost, model.world.ports),
    })),
    outside: collateral.outside,
  },
});

function manifestOf(policy: NonNullable<Proposal['policies'][number]['after']>): Json {
  const { body, ...head } = encodeManifest(policy);
  return { ...head, ...body };
}

/** A change without the whole of a policy: that is among the manifests. */
const changeJson = (change: PolicyChange): Json =>
  change.kind === 'addPolicy' || change.kind === 'removePolicy'
    ? { kind: change.kind, policy: change.policy.id }
    : { ...change };
