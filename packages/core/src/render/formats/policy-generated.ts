import { encodeManifest } from '../../codec/kubernetes.ts';
import { plain } from '../../evidence/prose.ts';
import type { PortSetId, PortSets } from '../../policy/port-set.ts';
import { wantedEndText } from '../../policy/wanted/end-text.ts';
import type { GeneratedReport } from '../pages/policy/generated.ts';
import { reasons } from '../words/policy/proof.ts';
import { jsonShape } from './json.ts';

/**
 * Generated policies with their proof as data. The shape only gains fields. `verdict` is `equal`,
 * `undetermined`, `different` or `unenforced`; `policies` are manifests.
 */
export function generatedJson({
  made,
  setAside,
  engines,
}: GeneratedReport): Readonly<Record<string, unknown>> {
  const { proof, generated, flows, request } = made;
  return {
    shape: jsonShape,
    verdict: proof.verdict,
    reading: { engines },
    closed: request.isolated,
    compared: proof.compared,
    passAnyway: proof.beyond,
    differences: proof.differences.map(({ kind, sure, from, to, ports, by, why }) => ({
      kind,
      sure,
      from,
      to,
      ports: portsJson(ports, proof.world.ports),
      by,
      why,
      says: reasons[why],
    })),
    notes: generated.notes.map(({ kind, about, says }) => ({ kind, about, says: plain(says) })),
    flows: flows.map(({ from, to, ports, reason }) => ({
      from: wantedEndText(from),
      to: wantedEndText(to),
      ports,
      ...(reason === undefined ? {} : { reason }),
    })),
    setAside,
    policies: generated.elements.map((element) => {
      const { apiVersion, kind, metadata, body } = encodeManifest(element);
      return { apiVersion, kind, metadata, ...body };
    }),
  };
}

const portsJson = (set: PortSetId, sets: PortSets): readonly unknown[] => sets.intervals(set);
