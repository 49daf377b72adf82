import type { PolicyGuard } from '../../policy/generate/request.ts';
import type { Requirements } from '../../requirements/schema.ts';

/** Whether admission refuses, or only says what it would refuse. */
export const enforcementOf = ({ security }: Requirements): PolicyGuard['enforcement'] =>
  security.admission === 'required' || security.namespaceIsolation === 'required' ? 'deny' : 'warn';
