export { readAddressPlan } from '../requirements/address-plan.ts';
export { type Assertion, readAssertions } from '../requirements/assertions.ts';
export { type ClusterPlace, clusterPlaces } from '../requirements/cluster-places.ts';
export { type ReadFlows, readFlows } from '../requirements/flows-file.ts';
export { jsonSchema, type WrittenFile, writtenFiles } from '../requirements/json-schema.ts';
export { plannedFieldPath } from '../requirements/planned-fields.ts';
export { type PresetAnswers, type PresetId, preset, presetIds } from '../requirements/presets.ts';
export { type ReadRequirements, readRequirements } from '../requirements/requirements.ts';
export type { Requirements } from '../requirements/schema.ts';
