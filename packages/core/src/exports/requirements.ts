export { readAddressPlan } from '../requirements/address-plan.ts';
export { requirementsJsonSchema } from '../requirements/json-schema.ts';
export { type PresetId, preset, presetIds } from '../requirements/presets.ts';
export { type ReadRequirements, readRequirements } from '../requirements/requirements.ts';
export type { Requirements } from '../requirements/schema.ts';
