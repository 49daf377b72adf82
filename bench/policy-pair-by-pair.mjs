// The straightforward reader: for one pair, every policy of each side's namespace is tested, and every
// selector again. No index, no class, no set.
const ipOf = (text) => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const inBlock = (cidr, ip) => {
  const [base, length] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  return Math.floor(ipOf(base) / size) === Math.floor(ip / size);
};

const holds = ({ matchLabels = {}, matchExpressions = [] }, labels) =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
  matchExpressions.every(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key in labels;
    if (operator === 'DoesNotExist') return !(key in labels);
    const isIn = key in labels && values.includes(labels[key]);
    return operator === 'In' ? isIn : !isIn;
  });

export function pairByPair({ namespaces, policies }) {
  const spaces = new Map(
    namespaces.map(({ name, labels }) => [
      name,
      { ...labels, 'kubernetes.io/metadata.name': name },
    ]),
  );
  const peerMeans = (peer, policy, far) => {
    if (peer.kind === 'ipBlock')
      return (
        inBlock(peer.cidr, ipOf(far.addresses[0])) &&
        !peer.except.some((hole) => inBlock(hole, ipOf(far.addresses[0])))
      );
    const inNamespace =
      peer.namespaceSelector === undefined
        ? far.namespace === policy.namespace
        : holds(peer.namespaceSelector, spaces.get(far.namespace) ?? {});
    return inNamespace && holds(peer.podSelector ?? {}, far.podLabels);
  };
  const portMeans = (port, receiver, asked) => {
    if (port.protocol !== asked.protocol) return false;
    if (port.port === undefined) return true;
    if (typeof port.port === 'string')
      return receiver.ports.some(
        ({ name, port: own, protocol }) =>
          name === port.port && own === asked.port && protocol === asked.protocol,
      );
    return asked.port >= port.port && asked.port <= (port.endPort ?? port.port);
  };
  const side = (type, { pod, far }, { receiver, asked }) => {
    const selecting = policies.filter(
      (policy) =>
        policy.namespace === pod.namespace &&
        policy.policyTypes.includes(type) &&
        holds(policy.podSelector, pod.podLabels),
    );
    if (selecting.length === 0) return true;
    return selecting.some((policy) =>
      policy[type === 'Ingress' ? 'ingress' : 'egress'].some(
        ({ peers, ports }) =>
          (peers.length === 0 || peers.some((peer) => peerMeans(peer, policy, far))) &&
          (ports.length === 0 || ports.some((port) => portMeans(port, receiver, asked))),
      ),
    );
  };
  return (from, to, asked) => {
    const asking = { receiver: to, asked };
    return (
      side('Egress', { pod: from, far: to }, asking) &&
      side('Ingress', { pod: to, far: from }, asking)
    );
  };
}
