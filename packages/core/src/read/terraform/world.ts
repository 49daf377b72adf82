import type { Diagnostic } from '../../evidence/diagnostic.ts';
import type { Ignored } from '../understood.ts';
import { Budget } from './budget.ts';
import type { Instance } from './instance.ts';
import type { Module } from './module.ts';
import type { FindWritten } from './scope.ts';

/** What all modules of one reading share. */
export interface World {
  readonly modules: ReadonlyMap<string, Module>;
  readonly budget: Budget;
  /** By address, with the folder of the root before it. */
  readonly instances: Map<string, Instance>;
  /** Where outputs of modules are written, by the address of the module. */
  readonly outputs: Map<string, FindWritten>;
  readonly diagnostics: Diagnostic[];
  readonly ignored: Ignored[];
}

/** A world without anything in it. */
export const newWorld = (modules: ReadonlyMap<string, Module>): World => ({
  modules,
  budget: new Budget(),
  instances: new Map(),
  outputs: new Map(),
  diagnostics: [],
  ignored: [],
});
