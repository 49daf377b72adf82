import { code, joined, type Prose, prose, words } from '../../../evidence/prose.ts';
import type { WantedPolicies } from '../../../policy/generate-wanted.ts';
import type { SetAside } from '../../../policy/observed/wanted-of-observed.ts';
import type { ProofDifference } from '../../../policy/proof/difference.ts';
import { manifests } from '../../../write/manifests.ts';
import { type Block, type Page, paragraph, section, status } from '../../page.ts';
import { portsText, reasons, verdicts } from '../../words/policy/proof.ts';
import { counted } from '../../words/shown.ts';

/** Policies that were made, with what was seen and is not wanted. */
export interface GeneratedReport {
  readonly made: WantedPolicies;
  readonly setAside: readonly SetAside[];
  /** How the policies were read: names of dialects. */
  readonly engines: readonly string[];
}

/** What was made, whether it gives what was wanted, and the policies themselves. */
export function generatedPage(report: GeneratedReport): Page {
  const { made, setAside, engines } = report;
  const { proof, generated, flows, request } = made;
  const { word, says } = verdicts[proof.verdict];
  const { pods, pairs, outside } = proof.compared;
  return {
    title: prose`${words(word)}: policies for ${flows.length} flows`,
    lead: words(says),
    blocks: [
      {
        kind: 'keyValues',
        pairs: [
          { key: 'closed', value: joined(request.isolated.map(code)) },
          { key: 'read as', value: joined(engines.map(code)) },
          {
            key: 'compared',
            value: prose`${words(counted(pods, 'pod'))}, ${pairs} pairs of them, ${outside} ends outside`,
          },
          {
            key: 'passes anyway',
            value: prose`something between ${proof.beyond} pairs, whatever is written`,
          },
        ],
      },
      ...differencesBlock(report),
      ...(generated.notes.length === 0
        ? []
        : [
            section('generated-notes', words('What to know'), [
              {
                kind: 'list',
                items: unique(
                  generated.notes.map(({ kind, says: said }) => prose`${words(kind)}: ${said}`),
                ),
              },
            ]),
          ]),
      ...(setAside.length === 0 ? [] : [setAsideBlock(setAside)]),
      section('generated-policies', words('Policies'), [
        { kind: 'code', language: 'yaml', text: manifests(generated.elements) },
      ]),
    ],
  };
}

const unique = (items: readonly Prose[]): readonly Prose[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/** Beyond this a list helps nobody; the data has all. */
const mostShown = 100;

function differencesBlock({ made: { proof } }: GeneratedReport): readonly Block[] {
  const { differences } = proof;
  if (differences.length === 0) return [];
  const left = differences.length - mostShown;
  return [
    section('generated-differences', words('What differs'), [
      {
        kind: 'table',
        caption: words('Connections that are more or less than wanted'),
        quiet: true,
        columns: [
          { title: 'what', keep: true },
          { title: 'from' },
          { title: 'to' },
          { title: 'ports' },
          { title: 'why' },
        ],
        rows: differences
          .slice(0, mostShown)
          .map((one) => [
            kindOf(one),
            [code(one.from.text)],
            [code(one.to.text)],
            [code(portsText(one.ports, proof.world.ports))],
            one.by.length === 0
              ? words(reasons[one.why])
              : prose`${words(reasons[one.why])} (${joined(one.by.map(code))})`,
          ]),
      },
      ...(left > 0 ? [paragraph(prose`${left} more; the JSON has all of them.`)] : []),
    ]),
  ];
}

const kindOf = ({ kind, sure }: ProofDifference) =>
  status(sure ? 'bad' : 'unknown', sure ? kind : `perhaps ${kind}`);

const whySetAside: Readonly<Record<SetAside['why'], string>> = {
  dropped: 'was dropped',
  audit: 'a policy would have dropped it',
  ownNode: "from the pod's own node, which is let in anyway",
  lookUp: 'a look-up of names, which every closed namespace may make',
  noEnd: 'an end of it is nothing that the inputs know',
};

function setAsideBlock(setAside: readonly SetAside[]): Block {
  const left = setAside.length - mostShown;
  return section('generated-aside', words('Seen and not wanted'), [
    {
      kind: 'table',
      caption: words('Connections of the log for which nothing was written'),
      quiet: true,
      columns: [
        { title: 'from' },
        { title: 'to' },
        { title: 'port', keep: true },
        { title: 'seen', align: 'end' },
        { title: 'why' },
      ],
      rows: setAside
        .slice(0, mostShown)
        .map(({ from, to, port, times, why }) => [
          [code(from)],
          [code(to)],
          [code(`${port.protocol} ${port.port ?? 'all ports'}`)],
          prose`${times}`,
          words(whySetAside[why]),
        ]),
    },
    ...(left > 0 ? [paragraph(prose`${left} more; the JSON has all of them.`)] : []),
  ]);
}
