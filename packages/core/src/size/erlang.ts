/*
 * Outbound ports as telephone lines. A connection takes a port while it is open and for a while after
 * it closed; when none is free, it is refused and nothing waits. So blocking follows Erlang's formula
 * B, which depends on the time a port is held only through its mean, whatever its distribution.
 *
 * With offered load a (arrivals a second times mean seconds held) and c ports
 *
 *     1/B = 1 + c/a + c(c-1)/a² + ... + c!/aᶜ
 *
 * All terms are positive, so nothing cancels. Near saturation they die out after some √c of them;
 * with ports to spare they grow so fast that blocking is known to be nothing at once. A NAT gateway
 * with a million ports takes a few thousand steps, where the usual recursion over c takes a million.
 */

/** Blocking below this is nothing. */
const negligible = 1e-15;

/** The share of new connections that find no free port; load in ports held on average. */
export function erlangB(load: number, ports: number): number {
  if (load <= 0) return 0;
  if (ports <= 0) return 1;
  let term = 1;
  let total = 1;
  for (let left = ports; left > 0 && term > total * Number.EPSILON; left--) {
    term *= left / load;
    total += term;
    if (total > 1 / negligible) return 0;
  }
  return 1 / total;
}

/** The share of refused connections that a plan accepts: one in a thousand. */
export const acceptedBlocking = 0.001;

/** The fewest ports with which a load is blocked no more than accepted. */
export function portsFor(load: number, accepted: number = acceptedBlocking): number {
  if (load <= 0) return 0;
  let [tooFew, enough] = [0, Math.ceil(load) + 1];
  while (erlangB(load, enough) > accepted) [tooFew, enough] = [enough, enough * 2];
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (erlangB(load, middle) > accepted) tooFew = middle;
    else enough = middle;
  }
  return enough;
}

/** The greatest load that so many ports carry with no more than the accepted blocking. */
export function loadFor(ports: number, accepted: number = acceptedBlocking): number {
  if (ports <= 0) return 0;
  let [carried, tooMuch] = [0, 2 * ports + 1];
  while (tooMuch - carried > ports * 1e-9) {
    const middle = (carried + tooMuch) / 2;
    if (erlangB(middle, ports) > accepted) tooMuch = middle;
    else carried = middle;
  }
  return carried;
}

/** What repeated attempts do to a load. */
export interface RetriedLoad {
  /** Attempts per connection that is wanted. */
  readonly attempts: number;
  /** Share of attempts that are refused. */
  readonly refused: number;
  /** Share of wanted connections for which every attempt was refused. */
  readonly lost: number;
}

/**
 * The load that retries make of it: each refused attempt comes back up to `retries` times, so attempts
 * are 1 + B + B² + ..., and B rises with them. The fixed point is found from below; it is right for
 * lost connections and pessimistic about refused attempts where ports only just suffice.
 */
export function withRetries(load: number, ports: number, retries: number): RetriedLoad {
  let refused = erlangB(load, ports);
  for (let round = 0; round < 1000; round++) {
    const next = erlangB(load * attemptsAt(refused, retries), ports);
    if (Math.abs(next - refused) < 1e-9) break;
    refused = next;
  }
  const attempts = attemptsAt(refused, retries);
  return { attempts, refused, lost: refused ** (retries + 1) };
}

function attemptsAt(refused: number, retries: number): number {
  let attempts = 1;
  for (let retry = 1; retry <= retries; retry++) attempts += refused ** retry;
  return attempts;
}
