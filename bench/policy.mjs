// What the policy engine costs on large clusters, beside a reader of the same rules that goes pair by pair,
// policy by policy, as analysers of manifests do. Cold: the first run in a fresh process, from elements.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { edited } from '../packages/core/dist/policy/edit.js';
import { countPairsAgain } from '../packages/core/dist/policy/edit-counts.js';
import { eachRow } from '../packages/core/dist/policy/every-row.js';
import { judge } from '../packages/core/dist/policy/judge.js';
import { modelOf } from '../packages/core/dist/policy/model.js';
import { readings } from '../packages/core/dist/policy/readings.js';
import { relationOf } from '../packages/core/dist/policy/relation.js';
import { countPairs } from '../packages/core/dist/policy/summary.js';
import { worldOf } from '../packages/core/dist/policy/world.js';
import { clusterOf, randomOf, shapes } from './policy-clusters.mjs';
import { pairByPair } from './policy-pair-by-pair.mjs';

const say = (line) => process.stdout.write(`${line}\n`);
const number = (value, digits = 0) =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
const now = () => performance.now();
const options = { dialects: { Linux: readings.specification, Windows: readings.specification } };

function allPairs(objects) {
  const start = now();
  const model = modelOf(worldOf(objects, options));
  const loaded = now();
  const relation = relationOf(model);
  const counts = countPairs(relation);
  return {
    model,
    relation,
    counts,
    load: loaded - start,
    pairs: now() - loaded,
    all: now() - start,
  };
}

function oneShape(name) {
  const shape = shapes[name];
  const objects = clusterOf(shape);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const cold = allPairs(objects);
  const peak = process.resourceUsage().maxRSS * 1024;
  const { relation, model } = cold;
  say(
    `${name}: ${number(shape.pods)} pods, ${number(shape.namespaces)} namespaces, ${number(shape.policies)} policies: ` +
      `${number(relation.classes.samples.length)} classes, ${number(model.profiles.size)} profiles, ${number(cold.counts.size)} distinct spans`,
  );
  say(
    `  all pairs, cold   ${number(cold.all)} ms (load ${number(cold.load)}, pairs ${number(cold.pairs)})`,
  );
  say(
    `  memory            ${number(peak / 1e6)} MB peak of the process, ${number((peak - before) / 1e6)} MB over the cluster itself`,
  );
  if (name !== 'huge') {
    const warm = [1, 2, 3].map(() => allPairs(objects).all).sort((a, b) => a - b)[1];
    say(`  all pairs, warm   ${number(warm)} ms`);
  }
  if (name !== 'huge') {
    const start = now();
    const seen = new Map();
    eachRow(relation, (from, spans) => {
      for (let to = 0; to < spans.length; to += 1) {
        const pairs =
          relation.classes.members[from].length * relation.classes.members[to].length -
          (from === to ? relation.classes.members[from].length : 0);
        seen.set(spans[to], (seen.get(spans[to]) ?? 0) + pairs);
      }
    });
    const agrees = [...seen].every(([span, pairs]) => (cold.counts.get(span) ?? 0) === pairs);
    say(
      `  every pair visited one by one: ${number(now() - start)} ms, counts ${agrees ? 'agree' : 'DIFFER'}`,
    );
  }
  if (name === 'profile') {
    oneEdit(cold);
    profileExtras(objects, cold);
  }
}

/** One policy changed, gone or come, and the counts of all pairs again; each edit on the cluster as loaded. */
function oneEdit({ relation, counts }) {
  const { policies } = relation.model.world.objects;
  const pick = randomOf(11);
  const others = [[{ protocol: 'TCP', port: 8443 }], [{ protocol: 'UDP', port: 53 }], []];
  const changed = (policy, i) => ({
    ...policy,
    ingress: [
      ...policy.ingress,
      { peers: [{ kind: 'pods', podSelector: {} }], ports: others[i % 3] },
    ],
  });
  const took = [];
  let wrong = 0;
  for (let i = 0; i < 60; i += 1) {
    const policy = policies[pick(policies.length)];
    const edit =
      i % 3 === 0
        ? { put: [changed(policy, pick(3))] }
        : i % 3 === 1
          ? { drop: [policy.id] }
          : { put: [{ ...changed(policy, 0), id: `new/${i}`, name: `new-${i}` }] };
    const start = now();
    const after = edited(relation, edit);
    const again = countPairsAgain(counts, { before: relation, after });
    took.push(now() - start);
    if (i >= 57) {
      const whole = countPairs(after);
      if (whole.size !== again.size || [...whole].some(([span, n]) => again.get(span) !== n))
        wrong += 1;
    }
  }
  const warm = took.slice(10).sort((a, b) => a - b);
  say(
    `  one policy edit   ${number(took[0], 1)} ms cold, ${number(warm[warm.length >> 1], 1)} ms warm (slowest ${number(warm.at(-1), 1)}), all pairs counted again; ${wrong === 0 ? 'counts agree' : 'counts DIFFER'} with a whole count`,
  );
}

function profileExtras(objects, { model, relation }) {
  const pick = randomOf(7);
  const { pods, ports, spans } = model.world;
  const pairs = Array.from({ length: 2000 }, () => [
    pick(pods.length),
    pick(pods.length),
    [80, 443, 5432][pick(3)],
  ]);
  const start = now();
  let allowed = 0;
  for (const [a, b, port] of pairs) {
    const { span } = judge(model, { kind: 'pod', pod: pods[a] }, { kind: 'pod', pod: pods[b] });
    if (ports.has(spans.sure(span), 'TCP', port)) allowed += 1;
  }
  const each = ((now() - start) * 1000) / pairs.length;
  const naive = pairByPair(objects);
  const begun = now();
  let differs = 0;
  for (const [a, b, port] of pairs) {
    const plain = naive(objects.workloads[a], objects.workloads[b], { protocol: 'TCP', port });
    const ours = ports.has(spans.sure(relation.betweenPods(a, b)), 'TCP', port);
    if (plain !== ours && a !== b) differs += 1;
  }
  const plainEach = ((now() - begun) * 1000) / pairs.length;
  say(
    `  one eval          ${number(each, 1)} µs (${number(allowed)} of ${number(pairs.length)} allowed)`,
  );
  say(
    `  pair by pair      ${number(plainEach, 1)} µs a pair and port: ${number((plainEach * pods.length * (pods.length - 1)) / 1e6)} s for all pairs of one port (extrapolated); ${differs} of ${number(pairs.length)} differ`,
  );
}

const asked = process.argv[2];
if (asked !== undefined) oneShape(asked);
else
  for (const name of Object.keys(shapes))
    spawnSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), name], {
      stdio: 'inherit',
    });
