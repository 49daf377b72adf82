/** One packet, there and back: traces with their verdicts, intents and their proofs. */
export { receivers, senders } from '../path/endpoints.ts';
export type { Found, Target } from '../path/found.ts';
export { type ApiCaller, type Intent, type IntentEnd, intentsOf } from '../path/intents.ts';
export type { Packet, Where } from '../path/packet.ts';
export type { Place } from '../path/place.ts';
export type { Loser, Step, Trace, Verdict } from '../path/step.ts';
export { type Holds, type Proven, verify } from '../path/verify.ts';
export { type Part, type Probe, walk } from '../path/walk.ts';
